"""A release as RDF: nodes, classes and properties come from the model, and what is not stated is left out."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from kg.errors import InvalidModel
from kg.model import Model
from kg.rdf import to_rdflib

TME = Model.load().namespace
VWF = {"id": "HGNC:12726", "label": "Gene", "name": "VWF", "synonyms": "F8VWF|von Willebrand factor", "source": "hgnc"}
TABLES = ("entity", "publication", "source", "finding", "context", "cites", "relation")


def as_rdf(**tables: list[dict[str, Any]]) -> Graph:
    return to_rdflib(SimpleNamespace(**{name: pd.DataFrame(tables.get(name, [])) for name in TABLES}))


def test_entity_is_of_its_label_with_a_name_and_synonyms() -> None:
    graph = as_rdf(entity=[VWF | {"definition": "", "cite": None}])
    gene = URIRef("https://bioregistry.io/hgnc:12726")
    assert set(graph.predicate_objects(gene)) == {
        (RDF.type, URIRef(f"{TME}Gene")),
        (RDFS.label, Literal("VWF")),
        (SKOS.altLabel, Literal("F8VWF")),
        (SKOS.altLabel, Literal("von Willebrand factor")),
        (URIRef(f"{TME}source"), URIRef("https://w3id.org/tmekg/source/hgnc")),
    }


def test_relation_is_a_statement_of_its_type_with_numbers() -> None:
    row = {"id": "HGNC:12726|PROMOTES|+1|TME:0000104", "subject": "HGNC:12726", "predicate": "PROMOTES", "sign": 1}
    graph = as_rdf(relation=[row | {"object": "TME:0000104", "belief": 0.61, "sources": "curated|hgnc"}])
    node = URIRef("https://w3id.org/tmekg/relation/HGNC:12726%7CPROMOTES%7C+1%7CTME:0000104")
    assert set(graph.objects(node, RDF.type)) == {URIRef(f"{TME}Relation"), URIRef(f"{TME}PROMOTES")}
    assert graph.value(node, URIRef(f"{TME}object")) == URIRef("https://w3id.org/tmekg/TME_0000104")
    assert graph.value(node, URIRef(f"{TME}sign")) == Literal(1)
    assert graph.value(node, URIRef(f"{TME}belief")) == Literal("0.61", datatype=XSD.double)
    assert len(set(graph.objects(node, URIRef(f"{TME}sources")))) == 2


@pytest.mark.parametrize(("source", "curated"), [("curated", True), ("collectri", False)])
def test_only_findings_that_people_wrote_are_curated(source: str, curated: bool) -> None:
    row = {"id": "VAS-002", "predicate": "PROMOTES", "source": source, "species": "mouse", "checked_on": "2026-11-20"}
    graph = as_rdf(
        finding=[row],
        context=[{"finding": "VAS-002", "role": "cancer", "entity": "MONDO:0005036"}],
        cites=[{"finding": "VAS-002", "publication": "PMID:29362409"}],
    )
    node = URIRef("https://w3id.org/tmekg/finding/VAS-002")
    assert (URIRef(f"{TME}CuratedFinding") in set(graph.objects(node, RDF.type))) is curated
    assert graph.value(node, URIRef(f"{TME}cancer")) == URIRef("http://purl.obolibrary.org/obo/MONDO_0005036")
    assert graph.value(node, URIRef(f"{TME}cites")) == URIRef("https://pubmed.ncbi.nlm.nih.gov/29362409")
    assert graph.value(node, URIRef(f"{TME}checked_on")) == Literal("2026-11-20", datatype=XSD.date)
    # The column of names is no property: the context links to the taxon.
    assert graph.value(node, URIRef(f"{TME}species")) is None


def test_unknown_prefix_is_an_error() -> None:
    with pytest.raises(InvalidModel, match="no prefix 'ENSEMBL'"):
        as_rdf(entity=[VWF | {"id": "ENSEMBL:ENSG00000110799"}])
