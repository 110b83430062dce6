"""The audit: a draw that anybody can repeat, a file that cannot contradict the findings, rates that add up."""

from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Model
from kg.tables.audit import GRAVE, draw, rates, read_audit, sheet
from kg.tables.curated import written

COLUMNS = list(Model.load().columns("curated_audit"))
ROW = {
    "finding_id": "CAF-001", "axis": "caf", "draw": "seed 1", "checked_by": "a reader", "checked_on": "2026-11-22",
    "result": "holds", "faults": "", "what_changed": "", "seen_at": "https://pubmed.ncbi.nlm.nih.gov/1/",
}  # fmt: skip
numbers = st.lists(st.integers(0, 9_999), min_size=1, max_size=60, unique=True)


def findings(keys: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"finding_id": [f"CAF-{key:04}" for key in keys], "checked_on": ""})


@given(numbers, st.integers(0, 99), st.randoms())
def test_a_draw_does_not_depend_on_the_order_of_the_rows(keys: list[int], seed: int, chance: Random) -> None:
    shuffled = chance.sample(keys, len(keys))
    drawn = [list(draw(findings(order), 10, seed)["finding_id"]) for order in (keys, shuffled)]
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == min(10, len(keys))


@given(numbers, st.integers(0, 99))
def test_a_new_finding_leaves_the_others_in_their_places(keys: list[int], seed: int) -> None:
    before = list(draw(findings(keys), 100, seed)["finding_id"])
    after = list(draw(findings([*keys, 10_000]), 100, seed)["finding_id"])
    assert [key for key in after if key != "CAF-10000"] == before


def test_another_seed_draws_others() -> None:
    rows = findings(list(range(500)))
    assert set(draw(rows, 20, 1)["finding_id"]) != set(draw(rows, 20, 2)["finding_id"])


def test_what_was_read_again_is_drawn_only_when_asked_for() -> None:
    rows = findings([1, 2]).assign(checked_on=["2026-11-22", ""])
    assert list(draw(rows, 5, 1)["finding_id"]) == ["CAF-0002"]
    assert len(draw(rows, 5, 1, checked=True)) == 2


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, None),
        ({"result": "corrected", "faults": "context|wording", "what_changed": "cancer"}, None),
        ({"finding_id": "CAF-999"}, "finding_id"),
        ({"finding_id": "CAF-999", "result": "dropped", "faults": "strength"}, None),
        ({"result": "dropped", "faults": "strength"}, "result"),
        ({"faults": "context"}, "faults"),
        ({"result": "corrected"}, "faults"),
        ({"result": "corrected", "faults": "context|taste"}, "faults"),
        ({"result": "fine", "faults": "sign"}, "result"),
        ({"checked_by": ""}, "checked_by"),
        ({"checked_on": "22.11.2026"}, "checked_on"),
    ],
)
def test_a_wrong_row_of_the_audit_is_named(tmp_path: Path, changes: dict[str, str], column: str | None) -> None:
    write(tmp_path, [ROW | changes])
    _, faults = read_audit(tmp_path, {"CAF-001"})
    assert {(fault.line, fault.column) for fault in faults} == ({(2, column)} if column else set())


def test_a_reader_checks_a_finding_once(tmp_path: Path) -> None:
    write(tmp_path, [ROW, ROW, ROW | {"checked_by": "another reader"}])
    _, faults = read_audit(tmp_path, {"CAF-001"})
    assert [(fault.line, fault.column) for fault in faults] == [(3, "finding_id")]


def test_what_one_reader_kept_another_may_drop(tmp_path: Path) -> None:
    gone = ROW | {"result": "dropped", "faults": "strength", "checked_by": "another reader"}
    write(tmp_path, [ROW, gone])
    assert read_audit(tmp_path, set())[1] == []


def test_without_a_file_nothing_was_audited(tmp_path: Path) -> None:
    rows, faults = read_audit(tmp_path, set())
    assert rows.empty
    assert faults == []


def test_rates_count_every_row_once_and_grave_faults_apart(checkout: Path) -> None:
    folder = checkout / "ingest" / "curated"
    audit, _ = read_audit(folder, written(folder)[2]["finding_id"])
    table = rates(audit).set_index("axis")
    axes = table.drop(["all", "last hundred", "last hundred by seed"])
    assert axes["audited"].sum() == table.loc["all", "audited"] == len(audit)
    assert axes["any"].sum() == (audit["faults"] != "").sum()
    grave = sum(bool(set(cell.split("|")) & set(GRAVE)) for cell in audit["faults"])
    assert table.loc["all", "grave"] == grave
    assert table.loc["last hundred", "audited"] == min(100, len(audit))
    assert table.loc["last hundred by seed", "audited"] == min(100, audit["draw"].str.startswith("seed ").sum())


def test_a_sheet_has_all_that_a_reader_needs(checkout: Path) -> None:
    _, publications, rows, _ = written(checkout / "ingest" / "curated")
    row = rows[(rows["cancer"] != "") & rows["cites"].str.fullmatch("PMID:.*")].iloc[0]
    text = sheet(row, publications)
    paper = publications.set_index("id").loc[row["cites"]]
    for word in (
        row["finding_id"], row["subject_id"], row["object_name"], row["predicate"], row["stance"], row["evidence"],
        row["cancer"], row["summary"], row["locator"], paper["title"], paper["pmid"], paper["seen_at"], "not stated",
    ):  # fmt: skip
        assert word in text


def write(folder: Path, rows: list[dict[str, str]]) -> None:
    lines = ["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in rows)]
    (folder / "audit.tsv").write_text("\n".join(lines) + "\n", "utf-8")
