"""A release as RDF: entities, publications, sources, findings with context and citations, and relations.

Needs the extra ``rdf`` (rdflib), which is imported only when a graph is asked for. Properties and classes are those of
the schema; what is not stated is left out. The shapes in ``tme.shacl.ttl`` hold for the result.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

import pandas as pd

from kg.model import Column, Model

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

_DATATYPES = {"integer": "integer", "float": "double", "boolean": "boolean", "date": "date"}


class Frames(Protocol):
    """The tables of a release, as in the model."""

    @property
    def entity(self) -> pd.DataFrame: ...
    @property
    def publication(self) -> pd.DataFrame: ...
    @property
    def source(self) -> pd.DataFrame: ...
    @property
    def finding(self) -> pd.DataFrame: ...
    @property
    def context(self) -> pd.DataFrame: ...
    @property
    def cites(self) -> pd.DataFrame: ...
    @property
    def relation(self) -> pd.DataFrame: ...


def to_rdflib(release: Frames, model: Model | None = None) -> "Graph":
    """The release as an rdflib graph.

    An entity is of the class of its label. Findings and relations are of the class of their layer and of their relation
    type, e.g. ``tme:Finding, tme:PROMOTES``; a finding that a person wrote is a ``tme:CuratedFinding`` too.

    Raises:
        InvalidModel: an identifier has a prefix that the model does not know.
        ModuleNotFoundError: the extra ``rdf`` is not installed.
    """
    from rdflib import RDF, Graph, URIRef

    model = model or Model.load()
    vocabulary = model.namespace
    said_otherwise = {"id", "label", *model.roles}  # the node itself, its class, and names of what the context links to
    graph = Graph(bind_namespaces="core")
    for prefix, iri in {"tme": vocabulary, "skos": "http://www.w3.org/2004/02/skos/core#"}.items():
        graph.bind(prefix, iri)

    def describe(row: Mapping[str, Any], node: "URIRef", table: str, *classes: str) -> None:
        for name in classes:
            graph.add((node, RDF.type, URIRef(vocabulary + name)))
        for column in model.columns(table).values():
            if column.name not in said_otherwise:
                for value in _values(model, column, row.get(column.name)):
                    graph.add((node, URIRef(column.iri), value))

    for row in _rows(release.entity):
        describe(row, URIRef(model.expand(row["id"])), "entity", row["label"])
    for row in _rows(release.publication):
        describe(row, URIRef(model.expand(row["id"])), "publication", "Publication")
    for row in _rows(release.source):
        describe(row, _own(model, "Source", row["id"]), "source", "Source")
    for row in _rows(release.relation):
        describe(row, _own(model, "Relation", row["id"]), "relation", "Relation", row["predicate"])
    for row in _rows(release.finding):
        classes = ["Finding", row["predicate"], *(["CuratedFinding"] if row["source"] == model.curated.source else [])]
        describe(row, _own(model, "Finding", row["id"]), "finding", *classes)
    for row in _rows(release.context):
        role, entity = URIRef(vocabulary + row["role"]), URIRef(model.expand(row["entity"]))
        graph.add((_own(model, "Finding", row["finding"]), role, entity))
    for row in _rows(release.cites):
        publication = URIRef(model.expand(row["publication"]))
        graph.add((_own(model, "Finding", row["finding"]), URIRef(f"{vocabulary}cites"), publication))
    return graph


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None))


def _own(model: Model, kind: str, key: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(model.bases[kind] + quote(key, safe=":+-_."))


def _values(model: Model, column: Column, cell: Any) -> "list[Node]":
    """What a cell says: nodes, or literals of the column's type; nothing when the cell is empty."""
    from rdflib import XSD, Literal, URIRef

    if cell is None or pd.isna(cell) or cell == "":
        return []
    if column.name == "predicate":
        return [URIRef(model.namespace + str(cell))]
    parts = str(cell).split("|") if column.many else [cell]
    if column.points:
        own = column.points[0] in model.bases
        return [_own(model, column.points[0], str(p)) if own else URIRef(model.expand(str(p))) for p in parts]
    if column.type == "string":
        return [Literal(str(part)) for part in parts]
    return [Literal(str(part).lower(), datatype=XSD[_DATATYPES[column.type]]) for part in parts]
