"""Coverage and audit on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.kg.cli.conftest import Run


def test_coverage_says_what_hangs_together_and_what_is_missing(tmekg: Run) -> None:
    done = tmekg("coverage")
    assert (done.returncode, done.stderr) == (0, "")
    for word in (
        "median number of relations",
        "Cell subsets",
        "Drugs and regimens",
        "two sides",
        "single relation",
        "release tme-",
    ):
        assert word in done.stdout


@pytest.mark.parametrize(
    "part", ["axes", "cancers", "axes-by-cancer", "subsets", "drugs", "contradictions", "links", "broken", "gaps"]
)
def test_every_part_is_written_whole_and_stamped(tmekg: Run, part: str) -> None:
    as_tsv = list(csv.DictReader(io.StringIO(tmekg("coverage", part, "--format", "tsv").stdout), delimiter="\t"))
    as_json = json.loads(tmekg("coverage", part, "--format", "json").stdout)
    assert as_tsv
    assert len(as_tsv) == len(as_json["rows"])
    assert list(as_tsv[0]) == [*as_json["columns"], "release"]
    assert {row["release"] for row in as_tsv} == {as_json["release"]}
    assert as_json["data_date"]


def test_a_long_part_says_that_it_was_cut(tmekg: Run) -> None:
    done = tmekg("coverage", "links")
    assert "--format tsv writes all" in done.stderr


def test_a_list_of_genes_is_compared(tmekg: Run, tmp_path: Path) -> None:
    path = tmp_path / "genes.txt"
    path.write_text("CD274\nnosuchgene1\n", "utf-8")
    rows = json.loads(tmekg("coverage", "--list", str(path), "--format", "json").stdout)
    assert [row["missing"] for row in rows["rows"]] == ["", "not in the graph"]


def test_a_part_and_a_list_are_not_asked_for_together(tmekg: Run, tmp_path: Path) -> None:
    path = tmp_path / "genes.txt"
    path.write_text("CD274\n", "utf-8")
    assert tmekg("coverage", "subsets", "--list", str(path)).returncode == 2


def test_a_list_that_is_not_there_is_an_error(tmekg: Run, tmp_path: Path) -> None:
    done = tmekg("coverage", "--list", str(tmp_path / "none.txt"))
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_the_same_seed_draws_the_same_sheets(tmekg: Run) -> None:
    one, other = (tmekg("audit", "-n", "3", "--seed", "7", "--checked").stdout for _ in range(2))
    assert one == other
    assert one.count("  claim ") == 3
    assert one.count("  paper ") >= 3


def test_an_axis_that_is_not_there_is_named_with_those_that_are(tmekg: Run) -> None:
    done = tmekg("audit", "--axis", "nosuch")
    assert done.returncode == 2
    assert "caf" in done.stderr


def test_the_audit_says_what_it_found(tmekg: Run) -> None:
    done = tmekg("audit", "--rates")
    assert done.returncode == 0
    assert "last" in done.stdout
    assert "any fault" in done.stdout
    assert "%)" in done.stdout
