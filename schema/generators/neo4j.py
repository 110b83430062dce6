"""Constraints and indexes for Neo4j Community: uniqueness only, since existence constraints need Enterprise."""

from kg.model import Model

FILE = "neo4j.cypher"
# What the queries start from, beside the identifier and the name.
_LOOKED_UP = {"Finding": ("relation", "subject", "object", "predicate"), "Publication": ("pmid", "doi")}


def text(model: Model) -> str:
    """One statement a line, constraints first: without them loading is quadratic."""
    nodes = [*model.entity_labels, "Publication", "Source", "Finding", "Release"]
    lines = ["// Generated from schema/tme.yaml."]
    lines += [
        f"CREATE CONSTRAINT {node.lower()}_id IF NOT EXISTS FOR (n:{node}) REQUIRE n.id IS UNIQUE;" for node in nodes
    ]
    lines += [_index(label, "name") for label in model.entity_labels]
    lines += [_index(node, column) for node, columns in _LOOKED_UP.items() for column in columns]
    lines += [
        f"CREATE INDEX {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() ON (r.id);" for name in model.relation_types
    ]
    labels = "|".join(model.entity_labels)
    lines.append(f"CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.synonyms];")
    return "\n".join(lines) + "\n"


def _index(label: str, column: str) -> str:
    return f"CREATE INDEX {label.lower()}_{column} IF NOT EXISTS FOR (n:{label}) ON (n.{column});"
