"""JSON Schema of the tables, a row as an object.

Own generator: LinkML's turns every range that is a label into a plain string, so that neither the labels nor the signs
that a relation type allows would be checked. Here a relation type limits the sign, and the identifiers of subject and
object by the prefixes of the labels that it joins.
"""

import json
from typing import Any

from kg.model import Column, Model, RelationType

FILE = "tme.schema.json"
_TYPES = {"string": "string", "integer": "integer", "float": "number", "boolean": "boolean", "date": "string"}
_STATEMENTS = {
    "finding": ("subject", "object"),
    "relation": ("subject", "object"),
    "curated_finding": ("subject_id", "object_id"),
}


def text(model: Model) -> str:
    """The schema as JSON: under $defs one definition a table; the root describes several tables as arrays of rows."""
    tables = {name: _table(model, name) for name in model.tables}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": model.namespace.replace("/vocab/", "/tme.schema.json"),
        "title": model.title,
        "description": f"Model {model.version}. Tables as arrays of rows; one row is checked by #/$defs/<table>.",
        "type": "object",
        "properties": {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in tables},
        "additionalProperties": False,
        "$defs": tables,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _table(model: Model, name: str) -> dict[str, Any]:
    columns = model.columns(name)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {column.name: _cell(column) for column in columns.values()},
        "required": [column.name for column in columns.values() if column.required],
        "additionalProperties": False,
    }
    if name in _STATEMENTS:
        schema["allOf"] = [_limits(model, relation, *_STATEMENTS[name]) for relation in model.relation_types.values()]
    if name.endswith("entity"):
        schema["allOf"] = [
            _when("label", label, {"id": {"pattern": found.pattern}}) for label, found in model.entity_labels.items()
        ]
    return schema


def _cell(column: Column) -> dict[str, Any]:
    cell: dict[str, Any] = {"description": column.description, "type": _TYPES[column.type]}
    limits: dict[str, Any] = {"pattern": column.pattern, "minimum": column.minimum, "maximum": column.maximum}
    limits["enum"] = list(column.enum) if column.enum else None
    limits = {key: value for key, value in limits.items() if value is not None}
    if column.type != "string" and column.type != "date":
        return cell | limits
    if column.required:
        return cell | {"minLength": 1} | limits
    return cell | ({"anyOf": [{"const": ""}, limits]} if limits else {})


def _limits(model: Model, relation: RelationType, subject: str, target: str) -> dict[str, Any]:
    """What a relation type asks of sign, subject and object; by pairs where they are not a full product."""
    starts, ends = dict.fromkeys(a for a, _ in relation.pairs), dict.fromkeys(b for _, b in relation.pairs)
    then = {
        subject: _identifier(model, starts),
        target: _identifier(model, ends),
        "sign": {"enum": list(relation.signs)},
    }
    rule = _when("predicate", relation.name, then)
    if len(relation.pairs) < len(starts) * len(ends):
        rule["then"]["anyOf"] = [
            {"properties": {subject: _identifier(model, [a]), target: _identifier(model, [b])}}
            for a, b in relation.pairs
        ]
    return rule


def _identifier(model: Model, labels: Any) -> dict[str, str]:
    prefixes = dict.fromkeys(prefix for label in labels for prefix in model.prefixes(label))
    return {"pattern": f"^({'|'.join(prefix.replace('.', '[.]') for prefix in prefixes)}):"}


def _when(column: str, value: str, then: dict[str, Any]) -> dict[str, Any]:
    return {
        "if": {"properties": {column: {"const": value}}, "required": [column]},
        "then": {"properties": then},
    }
