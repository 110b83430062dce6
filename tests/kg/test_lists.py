"""A list of genes against the graph, and the field's own lists, as far as they are covered."""

import csv
from pathlib import Path

import pytest

import kg
from kg.errors import InvalidRow
from kg.lists import covered, read_symbols


def test_a_gene_with_both_steps_lacks_nothing_and_an_unknown_one_says_so(graph: kg.Graph) -> None:
    rows = covered(graph.snapshot, ["PD-L1", "nosuchgene1"]).set_index("name")
    assert rows.loc["PD-L1", "id"] == "HGNC:17635"
    assert rows.loc["PD-L1", "missing"] == ""
    assert rows.loc["PD-L1", ["cell_steps", "outcome_steps"]].min() > 0
    assert rows.loc["nosuchgene1", "missing"] == "not in the graph"


def test_each_name_has_one_row_in_the_order_given(graph: kg.Graph) -> None:
    names = ["TGFB1", "VWF", "CXCL9"]
    assert list(covered(graph.snapshot, names)["name"]) == names


def test_a_list_is_read_with_comments_tables_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "genes.tsv"
    path.write_text("# mine\nTGFB1\tligand\n\nVWF\nTGFB1\n", "utf-8")
    assert read_symbols(path) == ["TGFB1", "VWF"]


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"\xff\xfe\x00\x01"])
def test_a_list_without_a_name_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "genes.txt"
    path.write_bytes(content)
    with pytest.raises(InvalidRow):
        read_symbols(path)


@pytest.mark.shared
def test_every_gene_of_the_fields_lists_is_covered_or_listed_as_missing(
    graph: kg.Graph, shared: Path, checkout: Path
) -> None:
    """Immunomodulators and targets with a drug in phase 2 or later (iAtlas), chemokines and their receptors."""
    with (checkout / "ingest/curated/missing.tsv").open(encoding="utf-8", newline="") as file:
        listed = {(row["list"], row["symbol"]) for row in csv.DictReader(file, delimiter="\t")}
    for name, symbols in field_lists(shared / "data").items():
        rows = covered(graph.snapshot, sorted(symbols))
        lacking = set(rows.loc[rows["missing"] != "", "name"])
        assert len(symbols) > 50
        assert {symbol for symbol in lacking if (name, symbol) not in listed} == set()
        assert {symbol for of, symbol in listed if of == name} <= lacking, "is covered by now: take it from missing.tsv"


def field_lists(data: Path) -> dict[str, set[str]]:
    """Symbols by list."""
    modulators = {row["HGNC Symbol"] for row in table(data / "iatlas/im_direct_relationships.tsv")}
    targets = {row["HGNC Symbol"] for row in table(data / "iatlas/io_target_annotations.tsv")}
    late = ("Phase-II", "Phase-III", "Preregistration", "Approved")
    with (data / "thera_sabdab/TheraSAbDab_SeqStruc_OnlineDownload.csv").open(encoding="utf-8", newline="") as file:
        antibodies = list(csv.DictReader(file))
    phase = next(name for name in antibodies[0] if name.startswith("Highest_Clin_Trial"))
    tried = {part for row in antibodies if row[phase].startswith(late) for part in row["Target"].split("/")}
    families = ("CCL", "CXCL", "XCL", "CX3CL", "CCR", "CXCR", "XCR", "CX3CR")
    with (data / "celltalkdb/human_lr_pair.txt").open(encoding="utf-8") as file:
        pairs = [line.split("\t")[1:3] for line in file.read().splitlines()[1:]]
    chemokines = {
        symbol
        for ligand, receptor in pairs
        if ligand.startswith(families[:4]) and receptor.startswith(families[4:])
        for symbol in (ligand, receptor)
    }
    return {"immunomodulators": modulators - {""}, "targets": (targets & tried) - {""}, "chemokines": chemokines}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
