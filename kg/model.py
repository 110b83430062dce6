"""The model at run time: labels, relation types, tables and vocabularies, as the schema states them.

Read from ``model.json``, which is generated from ``schema/tme.yaml``; nothing of the model is written in Python.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from kg import resources
from kg.errors import InvalidModel

T = TypeVar("T")
_IN_AN_IRI = "/:;()!$&'*+,=@~"
Walk = Literal["any step", "last step", "step up", "on request", "never"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``pattern`` holds for a whole cell, as text; ``enum`` lists the values allowed; ``minimum`` and ``maximum`` bound a
    number, ends included. A cell that is not ``required`` may be empty whatever the other limits say. ``many``: values
    joined by "|". ``points``: the labels (or Publication, Source, Finding, Relation) whose identifiers it holds.
    ``iri``: the property that stands for the column in RDF.
    """

    name: str
    type: Literal["string", "integer", "float", "boolean", "date"]
    required: bool
    pattern: str | None
    enum: tuple[str | int, ...] | None
    minimum: int | None
    maximum: int | None
    many: bool
    points: tuple[str, ...]
    iri: str
    description: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a node: where its identifiers come from, and the Biolink category that matches it, and how well."""

    name: str
    prefixes: tuple[str, ...]
    pattern: str
    biolink: str
    match: Literal["exact", "close", "broad"]
    description: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation type: its Biolink predicate, the label pairs and signs it allows, its words, how a trace walks it."""

    name: str
    biolink: str
    match: Literal["exact", "close", "broad"]
    description: str
    signs: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    walked: bool
    walk: Walk
    words: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The IRI that a prefix stands for, and a pattern for what may follow it."""

    iri: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Term:
    """A value of a vocabulary, with terms of other vocabularies by how close they are (exact, close, broad)."""

    description: str
    mappings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Curated:
    """Findings that people wrote: the source that marks them, and what they must have beside what every finding has."""

    source: str
    required: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """The whole model.

    ``tables`` are those of a release and, as ``curated_…``, those that people write; ``stamp`` are the properties of
    the node Release; ``bases`` are the IRIs below which Source, Finding and Relation stand in RDF.

    >>> model = Model.load()
    >>> model.prefixes("Gene")
    ('HGNC', 'NCBIGene', 'TME')
    >>> ("Gene", "CellSubset") in model.allowed_pairs("SECRETES")
    False
    >>> model.expand("HGNC:12726")
    'https://bioregistry.io/hgnc:12726'
    """

    version: str
    title: str
    namespace: str
    iris: Mapping[str, Prefix]
    bases: Mapping[str, str]
    entity_labels: Mapping[str, Label]
    publication: Label
    tables: Mapping[str, Mapping[str, Column]]
    stamp: Mapping[str, Column]
    curated: Curated
    relation_types: Mapping[str, RelationType]
    roles: Mapping[str, tuple[str, ...]]
    vocabularies: Mapping[str, Mapping[str, Term]]

    @staticmethod
    def load() -> "Model":
        """The model that travels with the package, read once.

        Raises:
            InvalidModel: the file is missing or is not what this version of the package expects.
        """
        return _read(resources.path("schema") / "model.json")

    @staticmethod
    def of(tree: Mapping[str, Any]) -> "Model":
        """The model from the parsed content of ``model.json``.

        Raises:
            InvalidModel: a part is missing.
        """
        try:
            return Model(
                version=tree["version"],
                title=tree["title"],
                namespace=tree["namespace"],
                bases=tree["bases"],
                iris={name: Prefix(**found) for name, found in tree["prefixes"].items()},
                entity_labels={name: _label(name, found) for name, found in tree["entity_labels"].items()},
                publication=_label("Publication", tree["publication"]),
                tables={name: _columns(found) for name, found in tree["tables"].items()},
                stamp=_columns(tree["stamp"]),
                curated=Curated(tree["curated"]["source"], tuple(tree["curated"]["required"])),
                relation_types={name: _relation(name, found) for name, found in tree["relations"].items()},
                roles={role: tuple(labels) for role, labels in tree["roles"].items()},
                vocabularies={
                    name: {value: Term(**term) for value, term in found["values"].items()}
                    for name, found in tree["vocabularies"].items()
                },
            )
        except (KeyError, TypeError) as error:
            raise InvalidModel(
                f"model.json is not of this version of tmekg ({error}): reinstall, or generate it"
            ) from error

    def relation(self, name: str) -> RelationType:
        """A relation type by name.

        >>> Model.load().relation("TREATS").biolink
        'biolink:treats_or_applied_or_studied_to_treat'
        """
        return _known(self.relation_types, name, "relation type")

    def allowed_pairs(self, relation: str) -> tuple[tuple[str, str], ...]:
        """The pairs (label of the subject, label of the object) that a relation type joins.

        >>> Model.load().allowed_pairs("TREATS")
        (('Drug', 'Disease'), ('Therapy', 'Disease'))
        """
        return self.relation(relation).pairs

    def signs(self, relation: str) -> tuple[int, ...]:
        """The signs that a relation type can have.

        >>> Model.load().signs("INHIBITS")
        (-1,)
        """
        return self.relation(relation).signs

    def words(self, relation: str, sign: int) -> str:
        """How a claim of this relation type and sign is said, between subject and object.

        >>> Model.load().words("TARGETS", -1)
        'inhibits the activity of'
        >>> Model.load().words("INHIBITS", 1)
        Traceback (most recent call last):
        kg.errors.InvalidModel: INHIBITS has no sign 1; its signs are -1
        """
        found = self.relation(relation)
        if sign not in found.words:
            raise InvalidModel(f"{relation} has no sign {sign}; its signs are {', '.join(map(str, found.signs))}")
        return found.words[sign]

    def walked(self, relation: str) -> bool:
        """Whether a trace walks the relation type without being asked to, be it only as its last step (see ``walk``).

        >>> Model.load().walked("SECRETES"), Model.load().walked("HAS_MARKER"), Model.load().relation("PREDICTS").walk
        (True, False, 'last step')
        """
        return self.relation(relation).walked

    def prefixes(self, label: str) -> tuple[str, ...]:
        """The prefixes that identifiers of an entity label, or of Publication, can have, the authority first."""
        return (self.publication if label == "Publication" else _known(self.entity_labels, label, "label")).prefixes

    def columns(self, table: str) -> Mapping[str, Column]:
        """The columns of a table, in order.

        >>> list(Model.load().columns("cites"))
        ['finding', 'publication']
        """
        return _known(self.tables, table, "table")

    def expand(self, curie: str) -> str:
        """The IRI of an identifier.

        >>> Model.load().expand("DOI:10.1016/j.ccell.2023.12.021")
        'https://doi.org/10.1016/j.ccell.2023.12.021'
        """
        prefix, _, local = curie.partition(":")
        return _known(self.iris, prefix, "prefix").iri + quote(local, safe=_IN_AN_IRI)


@cache
def _read(file: Path) -> Model:
    if not file.is_file():
        raise InvalidModel(f"{file.name} is missing; reinstall tmekg, or in a checkout run `python schema/generate.py`")
    return Model.of(json.loads(file.read_text(encoding="utf-8")))


def _known(found: Mapping[str, T], name: str, kind: str) -> T:
    if name not in found:
        raise InvalidModel(f"the model has no {kind} {name!r}; it has {', '.join(found)}")
    return found[name]


def _label(name: str, found: Mapping[str, Any]) -> Label:
    return Label(**{**found, "name": name, "prefixes": tuple(found["prefixes"])})


def _columns(found: Mapping[str, Mapping[str, Any]]) -> dict[str, Column]:
    return {
        name: Column(**{**c, "name": name, "enum": c["enum"] and tuple(c["enum"]), "points": tuple(c["points"])})
        for name, c in found.items()
    }


def _relation(name: str, found: Mapping[str, Any]) -> RelationType:
    return RelationType(
        **{
            **found,
            "name": name,
            "signs": tuple(found["signs"]),
            "pairs": tuple((subject, target) for subject, target in found["pairs"]),
            "words": {int(sign): text for sign, text in found["words"].items()},
        }
    )
