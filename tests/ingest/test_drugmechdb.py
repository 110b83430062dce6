"""DrugMechDB in both layouts: steps in the right direction, ids by number and name, papers, what is listed instead."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
import yaml

from ingest import drugmechdb
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

THINGS = {
    VOCABULARY: [("TME:1", "Region", "lung", "", ""), ("CHEBI:9", "Chemical", "sugar", "", "")],
    "hgnc": [
        ("HGNC:1", "Gene", "GEN1", "first receptor", "UniProtKB:P00001"),
        ("HGNC:2", "Gene", "GEN2", "second receptor", "UniProtKB:P00002"),
    ],
    "go": [
        ("GO:0000001", "Process", "growth", "", ""), ("GO:0000002", "Process", "secretion", "", ""),
        ("GO:0000003", "Process", "negative regulation of growth", "", ""),
        ("GO:0000004", "Complex", "two-part complex", "", ""),
    ],
    "chebi": [("CHEBI:1", "Chemical", "drugamide", "", ""), ("CHEBI:2", "Chemical", "noradrenaline", "", "")],
    "mondo": [
        ("MONDO:1", "Disease", "lung neoplasm", "", "MESH:D001"), ("MONDO:2", "Disease", "lung cancer", "", ""),
        ("MONDO:3", "Disease", "type 2 disease", "", "MESH:D002"),
        ("MONDO:4", "Disease", "youth disease", "disease type 2", ""),
    ],
}  # fmt: skip
DRUG, TARGET = ("MESH:C1", "Drug", "drugamide"), ("UniProt:P00001", "Protein", "First receptor")
GROWTH, CANCER = ("GO:0000001", "BiologicalProcess", "Growth"), ("MESH:D001", "Disease", "Lung cancer")
PAPERS = ["https://pubmed.ncbi.nlm.nih.gov/111/", "https://go.drugbank.com/drugs/DB1"]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for user in ("ingest.kit.read.few", "ingest.drugmechdb.few"):
        monkeypatch.setattr(user, lambda rows, floor: False)


def crosswalk() -> Crosswalk:
    columns = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {key: pd.DataFrame(rows, columns=columns).assign(former="") for key, rows in THINGS.items()}
    return Crosswalk({key: frame.reindex(columns=[*THING], fill_value="") for key, frame in frames.items()})


def mechanism(
    *links: tuple[str, str, str], nodes: tuple[tuple[str, str, str], ...] = (DRUG, TARGET, GROWTH, CANCER),
    papers: list[str] | None = None, name: str = "DB1_MESH_D001_1",
) -> dict[str, object]:  # fmt: skip
    """A path in the official layout."""
    about = {"_id": name, "drug": nodes[0][2], "drug_mesh": nodes[0][0], "drugbank": "DB:DB1",
             "disease": nodes[-1][2], "disease_mesh": nodes[-1][0]}  # fmt: skip
    return {
        "directed": True, "graph": about, "links": [{"key": k, "source": s, "target": t} for s, k, t in links],
        "nodes": [{"id": i, "label": label, "name": called} for i, label, called in nodes], "references": papers,
    }  # fmt: skip


def staged(tmp_path: Path, *mechanisms: dict[str, object]) -> Staged:
    file = tmp_path / "drugmechdb" / "indication_paths.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump([*mechanisms]), "utf-8")
    return drugmechdb.read({file.name: file}, crosswalk())


def claims(found: Staged) -> set[tuple[str, ...]]:
    return set(found.finding[["subject", "predicate", "sign", "object"]].itertuples(index=False, name=None))


def reasons(found: Staged) -> dict[str, str]:
    return dict(zip(found.rejected["found"], found.rejected["reason"], strict=True))


def test_a_path_is_its_steps_with_their_signs_and_that_the_drug_treats(tmp_path: Path) -> None:
    path = mechanism(
        (DRUG[0], "decreases activity of", TARGET[0]), (TARGET[0], "positively regulates", GROWTH[0]),
        (GROWTH[0], "positively correlated with", CANCER[0]), papers=PAPERS,
    )  # fmt: skip
    found = staged(tmp_path, path)
    assert claims(found) == {
        ("CHEBI:1", "TARGETS", "-1", "HGNC:1"), ("HGNC:1", "PROMOTES", "1", "GO:0000001"),
        ("GO:0000001", "ASSOCIATED_WITH", "1", "MONDO:2"), ("CHEBI:1", "TREATS", "1", "MONDO:2"),
    }  # fmt: skip
    assert set(found.finding["locator"]) == {"DB1_MESH_D001_1"}
    assert set(found.cites["publication"]) == {"PMID:111"}
    assert found.entity[["id", "label"]].to_numpy().tolist() == [["CHEBI:1", "Drug"]]


def test_one_step_of_several_paths_is_one_claim_with_the_papers_of_all(tmp_path: Path) -> None:
    step = (TARGET[0], "decreases activity of", "UniProt:P00002")
    nodes = (DRUG, TARGET, ("UniProt:P00002", "Protein", "GEN2"), CANCER)
    paths = [mechanism(step, nodes=nodes, name=f"path_{n}", papers=[f"https://www.ncbi.nlm.nih.gov/pubmed/{n}"])
             for n in (1, 2, 3, 4)]  # fmt: skip
    found = staged(tmp_path, *paths)
    [one] = found.finding.query("predicate == 'INHIBITS'").to_dict("records")
    assert (one["subject"], one["object"], one["locator"]) == ("HGNC:1", "HGNC:2", "path_1; path_2; path_3 and 1 more")
    assert set(found.cites.query("finding == @one['id']")["publication"]) == {f"PMID:{n}" for n in (1, 2, 3, 4)}


def test_words_turned_round_and_words_that_depend_on_the_labels(tmp_path: Path) -> None:
    nodes = (DRUG, TARGET, ("GO:0000004", "CellularComponent", "two-part complex"),
             ("UBERON:0001234", "GrossAnatomicalStructure", "hill"),
             ("UBERON:0002048", "GrossAnatomicalStructure", "lung"), ("NCBITaxon:7", "OrganismTaxon", "A bug"),
             GROWTH, CANCER)  # fmt: skip
    found = staged(tmp_path, mechanism(
        (CANCER[0], "caused by", "NCBITaxon:7"), (TARGET[0], "part of", "GO:0000004"),
        (TARGET[0], "part of", "UBERON:0001234"),
        ("UBERON:0002048", "location of", GROWTH[0]), (TARGET[0], "participates in", GROWTH[0]),
        (CANCER[0], "participates in", GROWTH[0]), (DRUG[0], "increases activity of", GROWTH[0]), nodes=nodes,
    ))  # fmt: skip
    assert claims(found) - {("CHEBI:1", "TREATS", "1", "MONDO:2")} == {
        ("NCBITaxon:7", "PROMOTES", "1", "MONDO:2"), ("HGNC:1", "PART_OF", "1", "GO:0000004"),
        ("HGNC:1", "LOCATED_IN", "1", "UBERON:0001234"), ("GO:0000001", "LOCATED_IN", "1", "TME:1"),
        ("HGNC:1", "PARTICIPATES_IN", "0", "GO:0000001"), ("MONDO:2", "ASSOCIATED_WITH", "0", "GO:0000001"),
        ("CHEBI:1", "PROMOTES", "1", "GO:0000001"),
    }  # fmt: skip
    assert set(found.entity["id"]) == {"CHEBI:1", "UBERON:0001234", "NCBITaxon:7"}


def test_a_number_whose_name_is_another_things_is_listed(tmp_path: Path) -> None:
    nodes = (DRUG, ("UniProt:P00001", "Protein", "second receptor"), ("GO:0000001", "BiologicalProcess", "secretion"),
             ("GO:0000003", "BiologicalProcess", "growth control"), CANCER)  # fmt: skip
    found = staged(tmp_path, mechanism(
        ("UniProt:P00001", "regulates", CANCER[0]), ("GO:0000001", "regulates", CANCER[0]),
        ("GO:0000003", "regulates", CANCER[0]), nodes=nodes,
    ))  # fmt: skip
    assert claims(found) == {("CHEBI:1", "TREATS", "1", "MONDO:2")}
    assert set(reasons(found).values()) == {"the number and the name are of two things"}


def test_what_cannot_be_mapped_is_listed_once_a_step(tmp_path: Path) -> None:
    nodes = (DRUG, ("InterPro:IPR1", "GeneFamily", "family"), ("UniProt:Q99999", "Protein", "GEN1"), GROWTH, CANCER)
    found = staged(tmp_path, mechanism(
        (DRUG[0], "decreases activity of", "InterPro:IPR1"),
        ("InterPro:IPR1", "positively regulates", "UniProt:Q99999"),
        (GROWTH[0], "in taxon", CANCER[0]), (GROWTH[0], "causes", GROWTH[0]), (GROWTH[0], "causes", "GO:9"),
        nodes=nodes,
    ))  # fmt: skip
    assert reasons(found) == {
        "InterPro:IPR1 family": "a family of proteins, for which the model has no label",
        "UniProt:Q99999 GEN1": "no human gene, or more than one, has this number",
        "in taxon": "the model has no relation for this word between these labels",
        "causes": "both ends are one thing here", "GO:9 ": "the mechanism has no such node",
    }  # fmt: skip
    assert (found.counts["in"], found.counts["rejected"]) == (6, 5)


def test_a_disease_is_taken_by_its_name_unless_the_number_says_the_same_words(tmp_path: Path) -> None:
    later = mechanism(nodes=(DRUG, ("MESH:D002", "Disease", "Disease type 2")), name="b")
    unknown = mechanism(nodes=(DRUG, ("MESH:D001", "Disease", "some swelling")), name="c")
    assert {object_ for *_, object_ in claims(staged(tmp_path, mechanism(), later, unknown))} == {
        "MONDO:1",
        "MONDO:2",
        "MONDO:3",
    }


def test_substances_go_by_any_name_of_their_number_and_the_body_s_own_stay_chemicals(tmp_path: Path) -> None:
    one = mechanism(nodes=(("MESH:C2", "Drug", "Norepinephrine"), CANCER), name="a")
    other = mechanism(nodes=(("MESH:C2", "Drug", "a trade name"), CANCER), name="b")
    found = staged(tmp_path, one, other)
    assert claims(found) == {("CHEBI:2", "AFFECTS", "-1", "MONDO:2")}
    assert found.entity.empty


def test_the_archive_of_one_file_a_path_reads_as_the_official_list(tmp_path: Path) -> None:
    path = mechanism((DRUG[0], "decreases activity of", TARGET[0]))
    file = tmp_path / "drugmechdb-paths.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("kb/paths/DB1.yaml", yaml.safe_dump(path))
        archive.writestr("kb/paths/_index.yaml", "- id: DB1")
    found = drugmechdb.read({"indication_paths.yaml": file}, crosswalk())
    pd.testing.assert_frame_equal(found.finding, staged(tmp_path, path).finding)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"links": [{"key": "causes", "source": "a"}]}, "key, source, target"), ({"nodes": "none"}, "named nodes"),
        ({"graph": {"drug": "x"}}, "drug, disease"),
    ],
)  # fmt: skip
def test_another_layout_is_refused(tmp_path: Path, fault: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidRow, match=said):
        staged(tmp_path, mechanism() | fault)


def test_a_path_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRow, match="each mechanism once"):
        staged(tmp_path, mechanism(), mechanism())
