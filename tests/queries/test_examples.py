"""Every example answers on the curated graph, and with the same rows in the same order on a real Neo4j."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kg
from kg.queries import library
from kg.stores import Store, connect
from kg.tables import Release

CLAIMS = [name for name, query in library().items() if {"finding", "claim", "subject"} <= set(query.columns)]
# Beside the examples: questions without a name in them, narrower terms left out, and hubs.
MORE: list[tuple[str, dict[str, Any]]] = [
    ("contradictions", {"entity": "tumour growth"}),
    ("opposing_subsets", {}),
    ("refuted_claims", {}),
    ("single_paper_claims", {"limit": 20}),
    ("failed_drugs", {}),
    ("newest_claims", {}),
    ("findings_about", {"entity": "tumour growth", "stance": "refutes"}),
    ("markers_of_subset", {"subset": "T cell"}),
    ("inducers_of_subset", {"subset": "cancer-associated fibroblast", "exact": True}),
    ("effects_of", {"entity": "cancer-associated fibroblast"}),
    ("regulators_of", {"entity": "T cell"}),
    ("two_step_mechanisms", {"source": "chemotherapy", "target": "immunosuppression"}),
    ("shared_regulators", {"first": "tumour growth", "second": "metastasis"}),
    ("therapy_effects", {"therapy": "immune checkpoint inhibitor"}),
    ("claims_in_context", {"cancer": "melanoma", "species": "mouse"}),
    ("claims_of_publication", {"publication": "10.1158/2159-8290.CD-18-0710"}),
]


@pytest.fixture(scope="module")
def neo4j(built: Path, neo4j_url: str) -> Iterator[Store]:
    """The same release on Neo4j."""
    store = connect(neo4j_url)
    store.load(Release.read(built / "release"))
    yield store
    store.close()


@pytest.mark.parametrize("name", library())
def test_example_answers(graph: "kg.Graph", name: str) -> None:
    query = library()[name]
    frame = graph.ask(name, **query.example).frame()
    assert len(frame) > 0
    assert list(frame.columns) == list(query.columns)
    assert not frame.isna().to_numpy().any(), "a cell is never blank: 'not stated' is said"
    assert {type(value) for column in frame for value in frame[column].tolist()} <= {str, int, float, bool}
    assert not frame.duplicated().any()


@pytest.mark.parametrize("name", CLAIMS)
def test_claim_says_species_and_paper_or_that_none_is_stated(graph: "kg.Graph", name: str) -> None:
    frame = graph.ask(name, **library()[name].example).frame()
    assert (frame["species"] != "").all()
    papers = frame["publications"] if "publications" in frame else frame["publication"]
    assert papers.str.fullmatch(r"none given|(PMID:\d+|DOI:10\.\S+)(; (PMID:\d+|DOI:10\.\S+))?").all()
    assert frame["sign"].isin([-1, 0, 1]).all()


@pytest.mark.parametrize("name", library())
def test_smaller_limit_gives_the_first_rows(graph: "kg.Graph", name: str) -> None:
    example = dict(library()[name].example)
    whole, first = graph.ask(name, **example).frame(), graph.ask(name, **example | {"limit": 2}).frame()
    pd.testing.assert_frame_equal(first, whole.head(2))


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("name", "values"),
    [*((name, dict(query.example)) for name, query in library().items()), *MORE],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())) or "plain",
)
def test_rows_are_equal_on_neo4j(graph: "kg.Graph", neo4j: Store, name: str, values: dict[str, Any]) -> None:
    query = library()[name]
    bound = query.bind(values, lambda text, labels: graph.resolve(text, labels=labels).id)
    embedded, server = graph.store.read(query.text, **bound), neo4j.read(query.text, **bound)
    pd.testing.assert_frame_equal(embedded, server, check_exact=True)
    assert len(embedded) > 0
