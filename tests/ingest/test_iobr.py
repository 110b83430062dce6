"""IOBR: genes of signatures and hallmarks, with the papers that the signatures come from."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import iobr
from ingest.kit import Crosswalk, Staged, read

GENES = pd.DataFrame(
    [(f"HGNC:{at}", "Gene", name, "", "", "") for at, name in enumerate(["CD8A", "GZMA", "FST"], 1)],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
FILES = {
    "signature_collection.tsv": "signature\tgene\n"
    "Glycine__Serine\tCD8A\nGlycine__Serine\t1-Sep\nAPM\tGZMA\nAPM\tGZMA\n",
    "signature_collection_citation.tsv": "Signatures\tPublished year\tJournal\tTitle\tPMID\tDOI\n"
    "Glycine_Serine\t2018.0\tNature\tA title\t29443960\t10.1038/Nature25501\nAPM\t\t\t\t\t\n",
    "hallmark.gmt": "HALLMARK_GLYCOLYSIS\tIOBR\tFST\tGZMA\n",
}


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    for module in (read, iobr):
        monkeypatch.setattr(module, "few", lambda rows, floor: False)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    files = {f"{Path(name).stem}.rda": tmp_path / name for name in FILES}
    return iobr.read(files, Crosswalk({"hgnc": GENES}))


def test_genes_belong_to_signatures_and_take_part_in_hallmarks(staged: Staged) -> None:
    claims = staged.finding[["subject", "predicate", "sign", "object"]].to_numpy().tolist()
    assert claims == [
        ["HGNC:1", "PART_OF", "1", "IOBR:Glycine__Serine"],
        ["HGNC:2", "PART_OF", "1", "IOBR:APM"],
        ["HGNC:3", "PARTICIPATES_IN", "0", "HALLMARK:GLYCOLYSIS"],
        ["HGNC:2", "PARTICIPATES_IN", "0", "HALLMARK:GLYCOLYSIS"],
    ]


def test_a_signature_cites_its_paper_though_the_lists_write_its_name_differently(staged: Staged) -> None:
    assert staged.cites.merge(staged.finding, left_on="finding", right_on="id")["publication"].tolist() == [
        "PMID:29443960"
    ]
    paper = staged.publication.iloc[0]
    assert (paper["title"], paper["year"], paper["doi"]) == ("A title", "2018", "10.1038/nature25501")


def test_a_symbol_that_a_spreadsheet_made_a_date_is_listed(staged: Staged) -> None:
    assert staged.rejected["found"].tolist() == ["1-Sep"]
