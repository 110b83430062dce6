"""CellTalkDB: rows written by hand, as the text and as the official R file hold them."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import celltalkdb
from ingest.kit import Staged
from tests.ingest.ligand_names import claim, gene, names, refused

_ROWS = pd.DataFrame(
    [
        ("TGFB1", "7040", "TGFBR1", "7046", "1234567,7654321"),
        ("TGFB1", "7040", "TGFBR1", "7046", "2345678"),
        ("TGFB1", "7040", "OLDNAME", "2825", "943050"),
        ("NOGENE", "0", "TGFBR1", "7046", "1234567"),
    ],
    columns=["ligand_gene_symbol", "ligand_gene_id", "receptor_gene_symbol", "receptor_gene_id", "evidence"],
)


@pytest.fixture(params=["human_lr_pair.txt", "human_lr_pair.rds"])
def staged(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)
    monkeypatch.setattr(celltalkdb, "r_object", lambda path: _ROWS.set_axis(range(1, 5)))
    path = tmp_path / request.param
    _ROWS.to_csv(path, sep="\t", index=False)
    return celltalkdb.read({"human_lr_pair.rds": path}, names())


def test_two_rows_of_a_pair_are_one_claim_with_all_papers(staged: Staged) -> None:
    row = claim(staged, gene("TGFB1"), "BINDS", gene("TGFBR1"))
    assert (row["sign"], row["cites"]) == ("0", "PMID:1234567|PMID:2345678|PMID:7654321")
    assert set(staged.context["entity"]) == {"NCBITaxon:9606"}


def test_the_number_of_a_gene_comes_before_its_symbol_and_a_number_cut_off_is_no_paper(staged: Staged) -> None:
    assert claim(staged, gene("TGFB1"), "BINDS", gene("CMKLR2"))["cites"] == ""
    assert refused(staged, "943050 (1 rows)")["column"] == "evidence"


def test_a_gene_that_no_authority_knows_is_listed(staged: Staged) -> None:
    assert refused(staged, "NOGENE")["column"] == "ligand_gene_symbol"
    assert len(staged.finding) == 2
