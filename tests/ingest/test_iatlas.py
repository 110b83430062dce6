"""iAtlas: who modulates the immune response, in which direction where the list says it."""

from pathlib import Path

import pandas as pd
import pytest
from pyarrow import feather

from ingest import iatlas
from ingest.kit import Crosswalk, Staged, read
from kg.errors import InvalidRow

GENES = pd.DataFrame(
    [("HGNC:1", "Gene", "CCL5", "", "", "NCBIGene:6352"), ("HGNC:2", "Gene", "CD274", "B7-H1", "", "NCBIGene:29126")],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
PAPER = "https://www.ncbi.nlm.nih.gov/pubmed/20233026 | https://www.rndsystems.com/x"
TABLES = {
    "im_direct_relationships": {
        "Gene": ["CCL5 (RANTES)", "B7-H1", "BTNL4"], "HGNC Symbol": ["CCL5", "", ""], "Entrez ID": ["", "29126.0", ""],
        "Immune Checkpoint": ["Stimulatory", "Inhibitory", "Inhibitory"], "Reference(s) [PMID]": [PAPER, "", ""],
    },
    "im_potential_factors": {"Gene": ["CCL5"], "HGNC Symbol": [""], "Entrez ID": [""]},
    "io_target_annotations": {
        "Gene": ["CCL5", "CD274"], "HGNC Symbol": ["CCL5", "CD274"], "Entrez ID": ["", ""],
        "Therapy Type": ["Other immunomodulator", "Targeted by Other Immuno-Oncology Therapy Type"],
    },
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.setattr(read, "few", lambda rows, floor: False)
    for name, columns in TABLES.items():
        feather.write_feather(pd.DataFrame(columns), tmp_path / f"{name}.feather")
    return {f"{name}.feather": tmp_path / f"{name}.feather" for name in TABLES}


@pytest.fixture
def staged(files: dict[str, Path]) -> Staged:
    return iatlas.read(files, Crosswalk({"hgnc": GENES}))


def test_the_direction_is_stated_only_where_the_list_has_one(staged: Staged) -> None:
    claims = staged.finding[["subject", "predicate", "sign", "object"]].to_numpy().tolist()
    assert claims == [
        ["HGNC:1", "AFFECTS", "1", "GO:0006955"],
        ["HGNC:2", "AFFECTS", "-1", "GO:0006955"],
        ["HGNC:1", "PARTICIPATES_IN", "0", "GO:0006955"],
    ]


def test_only_addresses_of_pubmed_are_papers(staged: Staged) -> None:
    assert staged.cites["publication"].tolist() == ["PMID:20233026"]


def test_what_is_no_gene_or_no_modulator_is_listed(staged: Staged) -> None:
    assert sorted(staged.rejected["found"]) == ["BTNL4", "Targeted by Other Immuno-Oncology Therapy Type"]


def test_a_damaged_feather_file_is_refused(files: dict[str, Path]) -> None:
    files["im_direct_relationships.feather"].write_bytes(b"ARROW1 and then nothing")
    with pytest.raises(InvalidRow, match="a whole feather file"):
        iatlas.read(files, Crosswalk({"hgnc": GENES}))
