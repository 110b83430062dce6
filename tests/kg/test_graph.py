"""One graph, whichever store it comes from."""

from pathlib import Path

import pytest

import kg
from kg.errors import InvalidQuery
from kg.home import release_folder
from kg.stores import connect
from kg.tables import Release
from tests.conftest import holding


@pytest.mark.neo4j
def test_neo4j_alone_gives_the_same_mechanisms(
    graph: kg.Graph, built: Path, neo4j_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = Release.read(built / release_folder().name)
    store = connect(neo4j_url)
    holding(store, release)
    store.close()
    monkeypatch.setenv("TMEKG_HOME", str(tmp_path / "empty"))  # no build and no store of its own
    monkeypatch.setenv("TMEKG_URL", neo4j_url)
    with kg.open() as other:
        for source, target, asked in (
            ("VWF", "immunosuppression", {"via": ["hypoxia"]}),
            ("gemcitabine", "immunosuppression", {"cancer": "pancreatic ductal adenocarcinoma", "k": 30}),
            ("SLC7A11", "cancer cell death", {"species": "human", "hops": 4}),
        ):
            here = graph.trace(source, target, **asked).to_dict()
            there = other.trace(source, target, **asked).to_dict()
            assert here["paths"] == there["paths"]
            assert here["paths"]
        assert other.search("PD-L1").to_dict() == graph.search("PD-L1").to_dict()
        kept = list((tmp_path / "empty" / "cache").iterdir())
        assert len(kept) == 1


def test_networkx_has_every_entity_and_relation(graph: kg.Graph) -> None:
    network = graph.to_networkx()
    assert network.number_of_nodes() == len(graph.snapshot.entity)
    assert network.number_of_edges() == len(graph.snapshot.relation)
    assert network.graph["id"] == graph.release["id"]


def test_an_entity_page_shows_both_sides_and_never_a_blank(graph: kg.Graph) -> None:
    page = graph.entity("myCAF")
    assert page.id == "TME:0000002"
    assert page.parents
    for table in (page.acts, page.acted_on):
        assert len(table) > 0
        assert (table[["cancers", "cells", "species"]] != "").all(axis=None)
        assert table["belief"].is_monotonic_decreasing


def test_a_relation_names_the_findings_for_the_contrary(graph: kg.Graph) -> None:
    evidence = graph.snapshot.evidence
    at = next(n for n, other in enumerate(evidence.opposite) if other >= 0)
    key = str(graph.snapshot.relation["id"].iat[at])
    relation = graph.relation(key)
    contrary = graph.snapshot.relation.iloc[int(evidence.opposite[at])]
    assert len(relation.against) == contrary["n_supporting"]
    assert {finding.relation for finding in relation.against} <= {contrary["id"]}


def test_a_publication_is_found_by_either_of_its_identifiers(graph: kg.Graph) -> None:
    table = graph.snapshot.publication
    both = table[(table["pmid"] != "") & (table["doi"] != "")].iloc[0]
    assert graph.publication(f"PMID:{both['pmid']}") == graph.publication(f"DOI:{both['doi']}")


def test_coverage_counts_what_is_curated_and_names_gaps(graph: kg.Graph) -> None:
    coverage = graph.coverage()
    curated = graph.snapshot.finding[graph.snapshot.finding["source"] == "curated"]
    assert coverage.findings == len(curated)
    assert coverage.axes["findings"].sum() == len(curated)
    assert (coverage.gaps["entities"] >= 0).all()


def test_an_unknown_thing_is_an_error_with_suggestions(graph: kg.Graph) -> None:
    with pytest.raises(kg.UnknownName, match="no finding"):
        graph.finding("CAF-9999")


def test_only_the_findings_of_the_named_sources_count(graph: kg.Graph) -> None:
    every = graph.trace("VWF", "immunosuppression", via=["hypoxia"], k=3)
    ours = graph.trace("VWF", "immunosuppression", via=["hypoxia"], k=3, sources=["curated"])
    assert [path.nodes for path in ours.paths] == [path.nodes for path in every.paths]
    assert {finding.source for path in ours.paths for step in path.steps for finding in step.findings} <= {
        "curated",
        "vocabulary",
    }
    none = graph.trace("VWF", "immunosuppression", sources=["vocabulary"])
    assert none.paths == ()
    assert "no path rests on these sources alone" in none.reason
    with pytest.raises(InvalidQuery, match="the release has no source 'nobody'"):
        graph.trace("VWF", "immunosuppression", sources=["nobody"])
