"""model.json: everything that the library needs to know about the model at run time, as plain JSON.

LinkML's own JSON generators write the schema's text, not its meaning: mixins in ranges, pairs in `any_of` and
identifier patterns have to be worked out first. That happens here, once; the other generators start from the result.
"""

import json
from typing import Any

from linkml_runtime.linkml_model.meta import ClassDefinition, EnumDefinition, SlotDefinition
from linkml_runtime.utils.schemaview import SchemaView

FILE = "model.json"
_TYPES = {"integer": "integer", "float": "float", "boolean": "boolean", "date": "date", "string": "string"}
_WORDS = {"1": "words_up", "-1": "words_down", "0": "words_open"}
_MATCHES = ("exact", "close", "broad")
_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def build(view: SchemaView) -> dict[str, Any]:
    """The model as a tree of plain values, in the order in which the schema states it."""
    schema = view.schema
    tables = {_note(c, "table"): _columns(view, c) for c in view.all_classes().values() if _note(c, "table")}
    stamp = tables.pop("release")
    return {
        "version": schema.version,
        "title": schema.title,
        "description": schema.description,
        "namespace": schema.prefixes[schema.default_prefix].prefix_reference,
        "prefixes": {
            key: {"iri": schema.prefixes[key].prefix_reference, "pattern": setting.setting_value}
            for key, setting in schema.settings.items()
        },
        "bases": {name: _note(view.get_class(name), "iri") for name in ("Source", "Finding", "Relation")},
        "entity_labels": {label: _label(view, label) for label in _labels(view, "Entity")},
        "publication": _label(view, "Publication"),
        "tables": tables,
        "stamp": stamp,
        "curated": {
            "source": _note(view.get_class("CuratedFinding"), "source"),
            "required": [
                name
                for name in view.class_slots("CuratedFinding")
                if view.induced_slot(name, "CuratedFinding").required
                and not view.induced_slot(name, "Finding").required
            ],
        },
        "relations": {name: _relation(view, name) for name in view.get_enum("RelationType").permissible_values},
        "roles": {
            role: _ranges(view, view.induced_slot(role, "Finding"))
            for role in view.get_enum("ContextRole").permissible_values
        },
        "vocabularies": {
            name: _vocabulary(enum)
            for name, enum in view.all_enums().items()
            if name not in ("EntityLabel", "RelationType")
        },
    }


def text(tree: dict[str, Any]) -> str:
    """The file's text."""
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def _note(element: ClassDefinition, tag: str) -> str:
    return element.annotations[tag].value if tag in element.annotations else ""


def _nodes(view: SchemaView) -> list[str]:
    return [*view.get_enum("EntityLabel").permissible_values, "Publication", "Source", "Finding", "Relation"]


def _labels(view: SchemaView, name: str) -> list[str]:
    """The concrete classes that a range stands for, in the order in which the schema states them."""
    below = set(view.class_descendants(name))
    return [label for label in _nodes(view) if label in below]


def _ranges(view: SchemaView, slot: SlotDefinition) -> list[str]:
    """The labels that a slot may point to; empty for a slot that holds a plain value."""
    names = [option.range for option in slot.any_of if option.range] or [slot.range]
    found = {label for name in names if name in view.all_classes() for label in _labels(view, name)}
    return [label for label in _nodes(view) if label in found]


def _identifier(view: SchemaView, labels: list[str]) -> str | None:
    """A pattern for the identifiers of these labels, without anchors; None when their identifiers are free."""
    prefixes = list(dict.fromkeys(p for label in labels for p in view.get_class(label).id_prefixes))
    if prefixes:
        return "|".join(f"{p.replace('.', '[.]')}:{view.schema.settings[p].setting_value}" for p in prefixes)
    patterns = [view.induced_slot("id", label).pattern for label in labels]
    return patterns[0].removeprefix("^").removesuffix("$") if len(patterns) == 1 and patterns[0] else None


def _label(view: SchemaView, label: str) -> dict[str, Any]:
    found = view.get_class(label)
    match, biolink = _mapping(found)
    return {
        "prefixes": list(found.id_prefixes),
        "pattern": f"^({_identifier(view, [label])})$",
        "biolink": biolink,
        "match": match,
        "description": " ".join([found.description, *found.comments]),
    }


def _mapping(element: ClassDefinition) -> tuple[str, str]:
    for match in _MATCHES:
        for curie in getattr(element, f"{match}_mappings"):
            if curie.startswith("biolink:"):
                return match, str(curie)
    raise ValueError(f"{element.name} has no Biolink mapping")


def _columns(view: SchemaView, table: ClassDefinition) -> dict[str, dict[str, Any]]:
    lineage = [view.get_class(name) for name in reversed(view.class_ancestors(table.name))]
    names = list(dict.fromkeys(slot for c in lineage for slot in c.slots))
    as_text = _note(table, "text_columns").split()
    written = _note(table, "table").startswith("curated_")
    columns: dict[str, dict[str, Any]] = {}
    for name in names:
        slot = view.induced_slot(name, table.name)
        points = _ranges(view, slot)
        if points and slot.multivalued and not written and name not in as_text:
            continue  # a link table of its own
        columns[name] = _column(view, slot, [] if name in as_text else points)
    return columns


def _column(view: SchemaView, slot: SlotDefinition, points: list[str]) -> dict[str, Any]:
    enum = view.all_enums().get(slot.range)
    pattern = slot.pattern or (points and _identifier(view, points)) or None
    if slot.range == "date":
        pattern = _DATE
    if pattern:
        body = pattern.removeprefix("^").removesuffix("$")
        pattern = f"^({body})([|]({body}))*$" if slot.multivalued else f"^({body})$"
    return {
        "type": _TYPES.get(slot.range, "string"),
        "required": bool(slot.required),
        "pattern": pattern,
        "enum": _signs(slot) if slot.name == "sign" else list(enum.permissible_values) if enum else None,
        "minimum": slot.minimum_value,
        "maximum": slot.maximum_value,
        "many": bool(slot.multivalued),
        "points": points,
        "iri": view.expand_curie(view.get_uri(slot)),
        "description": slot.description,
    }


def _signs(slot: SlotDefinition) -> list[int]:
    if slot.equals_number is not None:
        return [int(slot.equals_number)]
    return [int(o.equals_number) for o in slot.any_of] or list(range(slot.minimum_value, slot.maximum_value + 1))


def _relation(view: SchemaView, name: str) -> dict[str, Any]:
    relation = view.get_class(name)
    signs = _signs(view.induced_slot("sign", name))
    match, biolink = _mapping(relation)
    ends = [(view.induced_slot("subject", name), view.induced_slot("object", name))]
    if relation.any_of:
        ends = [(o.slot_conditions["subject"], o.slot_conditions["object"]) for o in relation.any_of]
    walk = _note(relation, "walk")
    return {
        "biolink": biolink,
        "match": match,
        "description": relation.description,
        "signs": signs,
        "pairs": [[a, b] for subject, target in ends for a in _ranges(view, subject) for b in _ranges(view, target)],
        "walked": walk in ("any step", "last step"),
        "walk": walk,
        "words": {sign: _note(relation, tag) for sign, tag in _WORDS.items() if int(sign) in signs},
    }


def _vocabulary(enum: EnumDefinition) -> dict[str, Any]:
    return {
        "description": enum.description,
        "values": {
            value: {
                "description": found.description or "",
                "mappings": {m: str(c) for m in _MATCHES for c in getattr(found, f"{m}_mappings")},
            }
            for value, found in enum.permissible_values.items()
        },
    }
