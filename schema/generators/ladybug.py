"""Tables of the embedded engine: a node table a label, a relationship table a type with the pairs that it may join."""

from collections.abc import Iterable, Mapping

from kg.model import Column, Model

FILE = "ladybug.cypher"
_TYPES = {"string": "STRING", "integer": "INT64", "float": "DOUBLE", "boolean": "BOOL", "date": "STRING"}
_ENDS = ("subject", "predicate", "object")


def text(model: Model) -> str:
    """One statement a line; node tables before the relationship tables that join them."""
    entities = list(model.entity_labels)
    surroundings = dict.fromkeys(label for labels in model.roles.values() for label in labels)
    edge = [column for column in model.columns("relation").values() if column.name not in _ENDS]
    lines = ["// Generated from schema/tme.yaml."]
    lines += [_nodes(label, model.columns("entity")) for label in entities]
    lines += [_nodes(table.capitalize(), model.columns(table)) for table in ("publication", "source", "finding")]
    lines += [_nodes("Release", model.stamp)]
    lines += [
        _edges("SUBJECT", [("Finding", label) for label in entities]),
        _edges("OBJECT", [("Finding", label) for label in entities]),
        _edges("IN_CONTEXT", [("Finding", label) for label in surroundings], [model.columns("context")["role"]]),
        _edges("CITES", [("Finding", "Publication")]),
        _edges("FROM", [("Finding", "Source")]),
    ]
    lines += [_edges(name, relation.pairs, edge) for name, relation in model.relation_types.items()]
    # Neo4j's type(); the engine itself has label() only.
    lines.append("CREATE MACRO type(r) AS label(r);")
    return "\n".join(lines) + "\n"


def _nodes(name: str, columns: Mapping[str, Column]) -> str:
    return f"CREATE NODE TABLE {name}({', '.join(_column(c) for c in columns.values())}, PRIMARY KEY (id));"


def _edges(name: str, pairs: Iterable[tuple[str, str]], columns: Iterable[Column] = ()) -> str:
    parts = [f"FROM {start} TO {end}" for start, end in pairs] + [_column(column) for column in columns]
    return f"CREATE REL TABLE {name}({', '.join(parts)});"


def _column(column: Column) -> str:
    return f"{column.name} {_TYPES[column.type]}"
