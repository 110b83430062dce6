"""CollecTRI: regulation, signed where it represses; what names no gene is listed."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import collectri
from ingest.kit import Crosswalk, Staged, read

GENES = pd.DataFrame(
    [(f"HGNC:{at}", "Gene", name, "", "", "") for at, name in enumerate(["MYC", "TERT", "BGLAP", "SPI1"], 1)],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
DIMER = pd.DataFrame(
    [("GO:0071159", "Complex", "NF-kappaB complex", "", "", "")],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
ROWS = "source,target,weight\nMYC,TERT,1\nSPI1,BGLAP,-1\nNFKB,MYC,1\nMYC,hsa-miR-21,1\nMYC,TERT,1\n"


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    monkeypatch.setattr(read, "few", lambda rows, floor: False)
    (tmp_path / "CollecTRI.csv").write_text(ROWS)
    return collectri.read({"CollecTRI.csv": tmp_path / "CollecTRI.csv"}, Crosswalk({"hgnc": GENES, "go": DIMER}))


def test_repression_is_stated_and_activation_is_the_default(staged: Staged) -> None:
    claims = staged.finding[["subject", "predicate", "sign", "object"]].to_numpy().tolist()
    assert claims == [
        ["HGNC:1", "REGULATES", "0", "HGNC:2"],
        ["HGNC:4", "REGULATES", "-1", "HGNC:3"],
        ["GO:0071159", "REGULATES", "0", "HGNC:1"],
    ]


def test_a_target_that_is_no_gene_is_listed(staged: Staged) -> None:
    assert staged.rejected[["line", "column", "found"]].to_numpy().tolist() == [["5", "target", "hsa-miR-21"]]
    assert (staged.counts["in"], staged.counts["rejected"]) == (5, 1)
