"""ICELLNET: rows written by hand in the official layout."""

from pathlib import Path

import pytest

from ingest import icellnet
from ingest.kit import Staged
from tests.ingest.ligand_names import claim, gene, names, refused

_HEADER = [*(f"Ligand {n}" for n in range(1, 5)), *(f"Receptor {n}" for n in range(1, 6)), "Alias", "Reference"]
_ROWS = (
    ("TGFB1", "", "TGFBR2", "TGFBR1", '"1234567; 7654321"'),
    ("TGFB1", "", "TGFBR1", "TGFBR2", "2345678 ; PMC1384590"),
    ("ITGB3", "ITGAV", "TGFBR1", "", "1234567"),
    ("1,00\xa0DKK", "", "LRP6", "", "29925589"),
    ("SCD2", "", "TGFBR1", "", "14976204"),
)


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)
    path = tmp_path / "ICELLNETdb.tsv"
    cells = [(a, b, "", "", c, d, "", "", "", "", papers) for a, b, c, d, papers in _ROWS]
    path.write_text("\r\n".join("\t".join(row) for row in [_HEADER, *cells]) + "\r\n", "utf-8")
    return icellnet.read({"ICELLNETdb.tsv": path}, names())


def test_the_order_of_subunits_does_not_matter_and_both_rows_are_one_claim_with_their_papers(staged: Staged) -> None:
    row = claim(staged, gene("TGFB1"), "BINDS", "CellPhoneDB:TGFBR1+TGFBR2")
    assert (row["sign"], row["cites"]) == ("0", "PMID:1234567|PMID:2345678|PMID:7654321")
    assert refused(staged, "PMC1384590 (1 rows)")


def test_a_ligand_of_several_subunits_is_a_complex_with_its_parts(staged: Staged) -> None:
    assert claim(staged, "GO:0034683", "BINDS", gene("TGFBR1"))
    assert claim(staged, gene("ITGAV"), "PART_OF", "GO:0034683")
    assert claim(staged, gene("ITGB3"), "PART_OF", "GO:0034683")["sign"] == "1"


def test_a_symbol_that_became_an_amount_of_money_is_read_as_the_symbol(staged: Staged) -> None:
    assert claim(staged, gene("DKK1"), "BINDS", gene("LRP6"))
    assert refused(staged, "1,00\xa0DKK (1 rows)")


def test_a_symbol_that_no_authority_knows_is_listed_not_guessed(staged: Staged) -> None:
    row = refused(staged, "SCD2")
    assert (row["column"], row["line"]) == ("Ligand 1", "6")
    assert (staged.finding["predicate"] == "BINDS").sum() == 3
