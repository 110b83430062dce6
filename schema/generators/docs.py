"""docs/model.md: the model as a biologist reads it. The prose stands in model.template.md."""

from collections.abc import Iterable
from pathlib import Path
from string import Template

from kg.model import Column, Label, Model, RelationType

_TEMPLATE = Path(__file__).with_name("model.template.md")
_SIGNS = {1: "▲", -1: "▼", 0: "?"}
_WALKS = {
    "any step": "anywhere in a path",
    "last step": "only as the last step of a path",
    "step up": "one step up (or to the contrary) inside a path, at a cost, shown as such",
    "on request": "only when asked for",
    "never": "never",
}
_MATCHES = {"exact": "=", "close": "≈", "broad": "⊂"}


def text(model: Model) -> str:
    """The page as Markdown."""
    relations = model.relation_types.values()
    ends = ("subject", "predicate", "object")
    curated = {name: _columns(model.columns(name).values()) for name in model.tables if name.startswith("curated_")}
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        labels=_table(["label", "what", "identifiers", "Biolink"], map(_label, model.entity_labels.values())),
        publication=", ".join(model.publication.prefixes),
        overview=_table(["relation", "said", "in a trace"], map(_overview, relations)),
        relations="\n\n".join(_relation(model, relation) for relation in relations),
        finding=_columns(model.columns("finding").values()),
        roles=_table(["role", "what", "label"], _roles(model)),
        curated=", ".join(f"`{name}`" for name in model.curated.required),
        relation=_columns(column for column in model.columns("relation").values() if column.name not in ends),
        entity=_columns(model.columns("entity").values()),
        papers=_columns(model.columns("publication").values()),
        source=_columns(model.columns("source").values()),
        stamp=_columns(model.stamp.values()),
        vocabularies="\n\n".join(_vocabulary(model, name) for name in model.vocabularies),
        **curated,
    )


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _label(label: Label) -> list[str]:
    return [f"**{label.name}**", label.description, ", ".join(label.prefixes), _biolink(label)]


def _biolink(found: Label | RelationType) -> str:
    return f"{_MATCHES[found.match]} `{found.biolink.removeprefix('biolink:')}`"


def _overview(relation: RelationType) -> list[str]:
    words = "; ".join(f"{_SIGNS[sign]} {words}" for sign, words in relation.words.items())
    return [f"**{relation.name}**", words, _WALKS[relation.walk]]


def _relation(model: Model, relation: RelationType) -> str:
    signs = ", ".join(f"{sign:+d}" if sign else "0" for sign in relation.signs)
    return (
        f"**{relation.name}** {relation.description}\n\n"
        f"- from → to: {_pairs(model, relation)}\n- signs: {signs}\n- Biolink: {_biolink(relation)}"
    )


def _pairs(model: Model, relation: RelationType) -> str:
    starts, ends = dict.fromkeys(a for a, _ in relation.pairs), dict.fromkeys(b for _, b in relation.pairs)
    if len(relation.pairs) == len(starts) * len(ends):
        return f"{_labels(model, starts)} → {_labels(model, ends)}"
    same = [a for a, b in relation.pairs if a == b]
    mixed = [f"{a} → {b}" for a, b in relation.pairs if a != b]
    return "; ".join([f"{_labels(model, same)} → the same label", *mixed])


def _labels(model: Model, labels: Iterable[str]) -> str:
    found = list(labels)
    missing = [label for label in model.entity_labels if label not in found]
    if len(missing) > 4:
        return ", ".join(found)
    return f"any label but {', '.join(missing)}" if missing else "any label"


def _columns(columns: Iterable[Column]) -> str:
    rows = [[f"`{c.name}`", c.type, "yes" if c.required else "", c.description, _limits(c)] for c in columns]
    return _table(["column", "type", "always", "what", "values"], rows)


def _limits(column: Column) -> str:
    several = "several, joined by `|`" if column.many else ""
    if column.points:
        what = " or ".join(column.points) if len(column.points) < 5 else "any label"
        return "; ".join(filter(None, [f"identifier ({what})", several]))
    if column.enum and len(column.enum) < 10:
        return ", ".join(f"`{value}`" for value in column.enum)
    if column.enum:
        return "one of those above"
    if column.minimum is not None:
        return f"{column.minimum} to {column.maximum}" if column.maximum is not None else f"{column.minimum} or more"
    return several


def _roles(model: Model) -> list[list[str]]:
    told = model.vocabularies["ContextRole"]
    return [[f"`{role}`", told[role].description, " or ".join(labels)] for role, labels in model.roles.items()]


def _vocabulary(model: Model, name: str) -> str:
    terms = model.vocabularies[name]
    mappings = [", ".join(f"{_MATCHES[match]} {term}" for match, term in t.mappings.items()) for t in terms.values()]
    rows = [[f"`{value}`", term.description] for value, term in terms.items()]
    if not any(mappings):
        return f"**{name}**\n\n{_table(['value', 'what'], rows)}"
    mapped = [[*row, mapping] for row, mapping in zip(rows, mappings, strict=True)]
    return f"**{name}**\n\n{_table(['value', 'what', 'ECO'], mapped)}"
