"""The gate: every fault is named with file, line and column, all at once, and nothing is built."""

import shutil
from pathlib import Path

import pytest

import ingest.curation
from ingest.build import Wanted, build
from kg.errors import Fault, InvalidRow
from kg.tables import Release, admit, read_curated

CURATED = Path(ingest.curation.FOLDER)
HEADER = (CURATED / "findings" / "caf.tsv").read_text("utf-8").split("\n")[0].split("\t")

# What is planted on line n of a copy of caf.tsv: column, wrong value, what the message has to name.
PLANTED = [
    (2, "sign", "2", "one of"),
    (3, "predicate", "PROMOTS", "one of"),
    (4, "stance", "denies", "one of"),
    (5, "evidence", "in silico", "one of"),
    (6, "kind", "guess", "one of"),
    (7, "subject_id", "HGNC:99999999", "the id of an entity"),
    (8, "object_name", "no such name", "the name of"),
    (9, "cites", "PMID:99999999", "an id in publications.tsv"),
    (10, "cancer", "gastric cancr", "the name of an entity"),
    (11, "summary", "", "the cell is empty"),
    (12, "trial_id", "NCT12", "pattern"),
    (13, "checked_on", "22.11.2026", "audit"),
]


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A copy of the curated tables that a test may spoil."""
    return Path(shutil.copytree(CURATED, tmp_path / "curated"))


def plant(curated: Path, line: int, column: str, value: str) -> None:
    path = curated / "findings" / "caf.tsv"
    lines = path.read_text("utf-8").split("\n")
    cells = lines[line - 1].split("\t")
    cells[HEADER.index(column)] = value
    lines[line - 1] = "\t".join(cells)
    path.write_text("\n".join(lines), "utf-8")


def faults(curated: Path) -> list[Fault]:
    candidate, found = read_curated(curated)
    with pytest.raises(InvalidRow) as caught:
        admit(candidate, found)
    return caught.value.faults


def test_the_curated_tables_pass() -> None:
    candidate, found = read_curated(CURATED)
    assert found == []
    assert len(admit(candidate).finding) > 2000


def test_twelve_planted_faults_give_twelve_messages(curated: Path) -> None:
    for line, column, value, _ in PLANTED:
        plant(curated, line, column, value)
    found = faults(curated)
    assert [(fault.file, fault.line, fault.column) for fault in found] == [
        ("caf.tsv", n, column) for n, column, _, _ in PLANTED
    ]
    for fault, (_, _, value, expected) in zip(found, PLANTED, strict=True):
        assert expected in fault.expected
        assert fault.found == value


def test_a_misspelt_value_is_answered_with_the_nearest(curated: Path) -> None:
    plant(curated, 3, "predicate", "PROMOTS")
    plant(curated, 10, "cancer", "gastric cancr")
    assert [fault.nearest for fault in faults(curated)] == ["PROMOTES", "gastric cancer"]


def test_a_pair_that_the_relation_does_not_join_is_answered_with_those_that_fit(curated: Path) -> None:
    plant(curated, 2, "predicate", "TREATS")
    (fault,) = [fault for fault in faults(curated) if fault.column == "predicate"]
    assert "TREATS" in fault.found
    assert "PROMOTES" in fault.expected


def test_an_id_that_stands_twice_is_refused(curated: Path) -> None:
    plant(curated, 3, "finding_id", "CAF-001")
    (fault,) = faults(curated)
    assert (fault.line, fault.column) == (3, "finding_id")


def test_a_claim_without_a_citation_is_refused(curated: Path) -> None:
    plant(curated, 2, "cites", "")
    (fault,) = faults(curated)
    assert (fault.line, fault.column) == (2, "cites")


def test_a_term_that_is_a_kind_of_itself_is_refused(curated: Path) -> None:
    path = curated / "entities.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")]
    kinds = {row[0]: row for row in rows if len(row) == 9}
    child = next(row for row in kinds.values() if row[3].startswith("TME:") and "|" not in row[3])
    kinds[child[3]][3] = child[0]
    path.write_text("\n".join("\t".join(row) for row in rows), "utf-8")
    assert {fault.expected for fault in faults(curated)} == {"a broader term that is not itself a kind of this term"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"finding_id\tsubject_id\n", "the header"),
        ("\t".join(HEADER).encode() + b"\nCAF-001\tonly two\n", "cells separated by tabs"),
        (
            "\t".join(HEADER).encode() + b"\n" + b"\t".join([b"CAF-001\x07"] + [b"x"] * (len(HEADER) - 1)),
            "control characters",
        ),
    ],
)
def test_a_file_of_the_wrong_shape_is_named(curated: Path, content: bytes, expected: str) -> None:
    (curated / "findings" / "caf.tsv").write_bytes(content)
    assert any(fault.file == "caf.tsv" and expected in fault.expected for fault in faults(curated))


def test_a_build_with_faults_leaves_the_old_release(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest.curation, "FOLDER", curated)
    before = build(tmp_path / "release", Wanted("curated"))
    plant(curated, 2, "sign", "7")
    with pytest.raises(InvalidRow):
        build(tmp_path / "release", Wanted("curated"))
    assert Release.read(tmp_path / "release").id == before.id


def test_the_same_input_gives_the_same_release_id_in_another_folder(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [build(tmp_path / "one", Wanted("curated")).id]
    monkeypatch.setattr(ingest.curation, "FOLDER", curated)
    ids.append(build(tmp_path / "two", Wanted("curated")).id)
    plant(curated, 2, "note", "another note")
    ids.append(build(tmp_path / "three", Wanted("curated")).id)
    assert ids[0] == ids[1] != ids[2]


def test_a_release_survives_a_writer_killed_between_its_renames(tmp_path: Path) -> None:
    release = build(tmp_path / "release", Wanted("curated"))
    (tmp_path / "release").rename(tmp_path / "release.old")
    (tmp_path / "release.new").mkdir()
    assert Release.read(tmp_path / "release").id == release.id


def test_a_retracted_paper_is_kept_and_flagged_and_adds_no_belief(curated: Path) -> None:
    before = admit(read_curated(curated)[0])
    cited = before.cites.merge(before.finding, left_on="finding", right_on="id")
    papers = cited.groupby("relation")["publication"].nunique()
    alone = cited[(cited["stance"] == "supports") & cited["relation"].map(papers).eq(1)].iloc[0]
    path = curated / "publications.tsv"
    lines = path.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(alone["publication"] + "\t"))
    lines[at] = lines[at].rstrip("\t") + "\t2026-11-01" if lines[at].endswith("\t") else lines[at]
    path.write_text("\n".join(lines), "utf-8")
    candidate, found = read_curated(curated)
    after = admit(candidate, found)
    assert after.publication.set_index("id").loc[alone["publication"], "retracted"]
    relation = after.relation.set_index("id").loc[alone["relation"]]
    assert (relation["belief"], relation["n_papers"]) == (0, 0)
    assert alone["finding"] in set(after.finding["id"])
