"""CellChatDB: rows written by hand, as the official R file and as the tables that were made of it."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import cellchatdb
from ingest.kit import Staged
from kg.errors import InvalidRow
from tests.ingest.ligand_names import claim, gene, names, refused

_ROWS = pd.DataFrame(
    [
        ("TGFB1", "TGFbR1_R2", "KEGG: hsa04350; PMID:1234567", "TGFb agonist"),
        ("TGFB1", "TGFbR1_R2", "PMID: 7654321", ""),
        ("TGFB1", "ITGAV_ITGB3", "PMC: 4393358", ""),
        ("TGFB1", "GPR1", "PMID: 29934641", ""),
        ("CALCR", "CALCRL_RAMP1", "PMID: 33037400", ""),
        ("PGE2-PTGES", "PTGER4", "PMID: 29733063_HMRbase;reactome", ""),
        ("5-HT-DOPA-DDC", "HTR6", "uniprot", ""),
        ("NOGENE", "TGFBR1", "uniprot", ""),
    ],
    columns=["ligand", "receptor", "evidence", "agonist"],
).assign(antagonist="", co_A_receptor="", co_I_receptor="", version="CellChatDB v2")
_COMPLEX = pd.DataFrame(
    {
        "TGFbR1_R2": ["TGFBR1", "TGFBR2"], "ITGAV_ITGB3": ["ITGAV", "ITGB3"], "CALCRL_RAMP1": ["CALCR", "RAMP1"],
        "PGE2-PTGES": ["PTGES", ""], "5-HT-DOPA-DDC": ["DDC", ""],
    },
).T.set_axis(["subunit_1", "subunit_2"], axis=1).assign(subunit_3="", subunit_4="", subunit_5="")  # fmt: skip


@pytest.fixture(params=["tables", "official"])
def staged(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)
    files = _tables(tmp_path) if request.param == "tables" else {cellchatdb.ABOUT.files[0].name: tmp_path / "a.rda"}
    if request.param == "official":
        held = {"interaction": _ROWS, "complex": _COMPLEX}
        monkeypatch.setattr(cellchatdb, "r_object", lambda path: {"CellChatDB.human": held})
    return cellchatdb.read(files, names())


def _tables(folder: Path) -> dict[str, Path]:
    official, table = cellchatdb.ABOUT.files
    files = {official.name: folder / official.also[0], table.name: folder / table.name}
    _ROWS.to_csv(files[official.name], sep="\t", index=False)
    _COMPLEX.rename_axis("index").reset_index().to_csv(files[table.name], sep="\t", index=False)
    return files


def test_two_rows_of_a_pair_are_one_claim_with_both_papers_and_a_pathway_is_no_paper(staged: Staged) -> None:
    row = claim(staged, gene("TGFB1"), "BINDS", "CellPhoneDB:TGFBR1+TGFBR2")
    assert (row["sign"], row["cites"]) == ("0", "PMID:1234567|PMID:7654321")


def test_a_complex_of_the_curated_vocabulary_keeps_its_id_and_has_its_members(staged: Staged) -> None:
    assert claim(staged, gene("TGFB1"), "BINDS", "GO:0034683")
    parts = staged.finding.query("object == 'GO:0034683' and predicate == 'PART_OF'")
    assert set(parts["subject"]) == {gene("ITGAV"), gene("ITGB3")}


def test_a_subunit_that_the_name_contradicts_is_read_as_the_name_says(staged: Staged) -> None:
    assert claim(staged, gene("CALCR"), "BINDS", "CellPhoneDB:CALCRL+RAMP1")
    assert refused(staged, "CALCRL_RAMP1 (1 rows)")


def test_a_small_molecule_is_the_ligand_not_its_enzyme(staged: Staged) -> None:
    assert claim(staged, "CHEBI:15551", "BINDS", gene("PTGER4"))["cites"] == "PMID:29733063"


def test_a_former_symbol_is_the_gene_of_today_and_a_number_counted_up_is_that_of_its_run(staged: Staged) -> None:
    assert claim(staged, gene("TGFB1"), "BINDS", gene("CMKLR2"))["cites"] == "PMID:29934640"


def test_a_number_that_was_perhaps_counted_up_is_not_cited(staged: Staged) -> None:
    assert claim(staged, gene("CALCR"), "BINDS", "CellPhoneDB:CALCRL+RAMP1")["cites"] == ""
    assert "perhaps" in refused(staged, "33037400 (1 rows)")["reason"]
    assert refused(staged, "PMC: 4393358 (1 rows)")


def test_what_cannot_be_mapped_is_listed(staged: Staged) -> None:
    assert "two molecules" in refused(staged, "5-HT-DOPA-DDC")["reason"]
    assert refused(staged, "NOGENE")["column"] == "ligand"
    assert (staged.finding["predicate"] == "BINDS").sum() == 5


def test_cofactors_are_told_of_once(staged: Staged) -> None:
    assert refused(staged, "agonists, antagonists and co-receptors (1 rows)")["column"] == "agonist"


def test_a_table_of_interactions_without_that_of_complexes_is_refused(tmp_path: Path) -> None:
    files = _tables(tmp_path)
    del files[cellchatdb.ABOUT.files[1].name]
    with pytest.raises(InvalidRow, match=r"complex\.tsv beside it"):
        cellchatdb.read(files, names())
