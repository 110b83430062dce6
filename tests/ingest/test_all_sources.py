"""All public sources at full size: they give width, and the curated mechanisms keep their place."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from ingest.build import Wanted, build
from kg.queries import library
from kg.snapshot import Snapshot
from kg.sources import summary
from kg.sources_docs import PAGE, page
from kg.stores import connect
from kg.tables import Release

pytestmark = pytest.mark.shared
DATA = Path(__file__).parents[1] / "data"
# Keyed by symbols of genes: at most so many rows may name no gene.
BY_GENE = ("trrust", "collectri", "celltalkdb", "cellphonedb", "cellchatdb", "icellnet", "reactome", "iobr")
UNMAPPED = 0.03


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of test data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def everything(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Release, kg.Graph]]:
    """A release of all sources, and the graph that it was loaded into."""
    home = tmp_path_factory.mktemp("everything")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMEKG_HOME", str(home))
        release = build(home / "release", Wanted("all", shared / "data", offline=True))
        store = connect(str(home / "graph.lbug"))
        store.load(release)
        store.close()
        Snapshot.keep(home / "release", home)
        with kg.open(str(home / "graph.lbug")) as graph:
            yield release, graph


def test_every_source_of_the_manifest_is_in(everything: tuple[Release, kg.Graph], shared: Path) -> None:
    with (shared / "data" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        listed = {row["source"] for row in csv.DictReader(file, delimiter="\t")}
    assert listed <= set(everything[0].manifest["sources"])


def test_nearly_all_rows_that_name_genes_are_mapped(everything: tuple[Release, kg.Graph]) -> None:
    told = summary(everything[0]).set_index("source")
    share = (told["rejected"] / told["rows"]).loc[list(BY_GENE)]
    assert share[share > UNMAPPED].empty, share


@pytest.mark.parametrize("chain", rows("editorial_chains.tsv"), ids=lambda chain: chain["chain"])
def test_a_chain_of_the_editorial_keeps_its_place(
    everything: tuple[Release, kg.Graph], graph: kg.Graph, chain: dict[str, str]
) -> None:
    via = [name for name in chain["via"].split("|") if name]
    alone, among = (one.trace(chain["source"], chain["target"], via=via, k=5).paths for one in (graph, everything[1]))
    routes = [[node.id for node in path.nodes] for path in among]
    place = routes.index([node.id for node in alone[0].nodes])
    assert place < 3
    assert among[place].belief == pytest.approx(alone[0].belief, abs=0.2)
    # Another route may have gained, where a database says again what papers say; none of databases alone comes first.
    for path in among[:place]:
        assert all(any(finding.axis for finding in step.findings) for step in path.steps)


def test_a_name_means_what_it_meant(everything: tuple[Release, kg.Graph]) -> None:
    wrong = []
    for row in rows("spellings.tsv"):
        found = {hit.id for hit in everything[1].search(row["typed"], limit=3).hits}
        if not found & set(row["id"].split("|")):
            wrong.append((row["typed"], found))
    assert len(wrong) <= 0.05 * len(rows("spellings.tsv")), wrong


def test_a_database_never_outvotes_a_paper(everything: tuple[Release, kg.Graph]) -> None:
    snapshot = everything[1].snapshot
    relation, opposite = snapshot.relation, snapshot.coded.evidence_opposite
    ours = relation["axes"].str.len() > 0
    only = ~ours & (relation["n_supporting"] > 0) & (opposite >= 0)
    against = relation.loc[only, "belief"].to_numpy(), opposite[only.to_numpy()]
    papers = ours.to_numpy()[against[1]] & (relation["n_supporting"].to_numpy()[against[1]] > 0)
    assert papers.any()
    assert (against[0][papers] <= relation["belief"].to_numpy()[against[1]][papers] + 1e-4).all()


def test_another_folder_gives_the_same_release(
    everything: tuple[Release, kg.Graph], shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMEKG_HOME", str(tmp_path / "another home"))  # where nothing is kept of an earlier build
    assert build(tmp_path / "release", Wanted("all", shared / "data", offline=True)).id == everything[0].id


@pytest.mark.parametrize("name", library())
def test_a_query_of_the_library_answers_on_the_full_graph(everything: tuple[Release, kg.Graph], name: str) -> None:
    assert len(everything[1].ask(name, **library()[name].example).frame())


def test_a_retracted_paper_is_flagged_wherever_it_is_cited(everything: tuple[Release, kg.Graph]) -> None:
    release = everything[0]
    assert release.publication["retracted"].sum() > 0


def test_the_page_of_sources_is_what_the_release_gives(everything: tuple[Release, kg.Graph], checkout: Path) -> None:
    text = page(everything[0])
    if os.environ.get("TMEKG_WRITE_DOCS"):
        (checkout / PAGE).write_text(text, "utf-8")
    assert (checkout / PAGE).read_text("utf-8") == text, "run this test with TMEKG_WRITE_DOCS=1"
