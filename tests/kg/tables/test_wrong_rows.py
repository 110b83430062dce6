"""The twelve wrong rows that SHACL refuses, in the gate: each for its own reason, at its own column."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InvalidRow
from kg.model import Model
from kg.tables import Release, admit, read_curated

DATA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "wrong_rows.json").read_text("utf-8"))
FILES = {
    "curated_entity": "entities.tsv",
    "curated_publication": "publications.tsv",
    "curated_finding": "findings/rows.tsv",
}


def write(folder: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    (folder / "findings").mkdir(parents=True)
    for table, name in FILES.items():
        columns = list(Model.load().columns(table))
        lines = ["\t".join(columns), *("\t".join(str(row[column]) for column in columns) for row in rows[table])]
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def admitted(folder: Path) -> Release:
    candidate, faults = read_curated(folder)
    return admit(candidate, faults)


def test_the_right_rows_pass(tmp_path: Path) -> None:
    write(tmp_path / "curated", {table: DATA[table] for table in FILES})
    assert len(admitted(tmp_path / "curated").finding) >= len(DATA["curated_finding"])


@pytest.mark.parametrize("wrong", DATA["wrong"], ids=lambda wrong: str(wrong.get("name", wrong["column"])))
def test_a_wrong_row_is_refused_at_its_column(wrong: dict[str, Any], tmp_path: Path) -> None:
    rows = {table: [dict(row) for row in DATA[table]] for table in FILES}
    rows[wrong["table"]][wrong["row"]] |= wrong["set"]
    write(tmp_path / "curated", rows)
    with pytest.raises(InvalidRow) as caught:
        admitted(tmp_path / "curated")
    at = (Path(FILES[wrong["table"]]).name, wrong["row"] + 2, wrong["column"])
    assert at in {(fault.file, fault.line, fault.column) for fault in caught.value.faults}
