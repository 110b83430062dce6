"""CellPhoneDB: rows written by hand in the official layout."""

from pathlib import Path

import pytest

from ingest import cellphonedb
from ingest.kit import Staged
from kg.errors import InvalidRow
from tests.ingest.ligand_names import GENES, claim, gene, names, refused

_PROTEIN = {symbol: protein for symbol, (_, protein, _) in GENES.items()}
_COMPLEX = "complex_name,uniprot_1,uniprot_2,uniprot_3,uniprot_4,uniprot_5\n" + "".join(
    f"{name},{','.join([*parts, *[''] * (5 - len(parts))])}\n"
    for name, parts in {
        "TGFbeta_receptor1": [_PROTEIN["TGFBR1"], _PROTEIN["TGFBR2"]],
        "integrin_aVb3_complex": [_PROTEIN["ITGB3"], _PROTEIN["ITGAV"]],
        "integrin_aVb6_complex": [_PROTEIN["ITGAV"], _PROTEIN["ITGB6"]],
        "RAreceptor_RARA": [_PROTEIN["RARA"], _PROTEIN["CRABP2"]],
        "Glutamate_byGLS_and_SLC17A6": [_PROTEIN["GLS"], "Q9P2U8"],
        "SerotoninDopamin_byDDC": ["P20711"],
        "strange_complex": [_PROTEIN["RARA"], "X00000"],
    }.items()
)
_GENE = "gene_name,uniprot,hgnc_symbol,ensembl\n" + "".join(
    f"{symbol},{protein},{symbol},\n" for symbol, protein in _PROTEIN.items() if symbol != "CCL3L3"
)
_BINDING = "partner_a,partner_b,source,directionality,modulatory_effect,version\n"
_ROWS = (
    ("TGFB1", "TGFbeta_receptor1", "uniprot;PMID:1234567;PMID:7654321", "Ligand-Receptor", ""),
    ("TGFB1", "TGFbeta_receptor1", "Reviewed_in_PMID:2345678._PDB", "Ligand-Receptor", ""),
    ("TGFB1", "integrin_aVb6_complex", "PMC4571854;PMID:1218020110", "Adhesion-Adhesion", ""),
    ("Glutamate_byGLS_and_SLC17A6", "GRM1", "uniprot", "Ligand-Receptor", ""),
    ("SerotoninDopamin_byDDC", "HTR6", "uniprot", "Ligand-Receptor", ""),
    ("DKK1", "LRP6", "PMID:27477014", "Ligand-Receptor", "Inhibitory"),
    ("CCL3L1", "strange_complex", "uniprot", "Ligand-Receptor", ""),
    ("CCL3L1", "CMKLR2", "uniprot", "Ligand-Receptor", ""),
)
_SWITCHING = "partner_receptor,partner_TF,receptor_id,TF_symbol,Effect,Source\n"
_FACTORS = (
    ("TGFbeta_receptor1 ", "SMAD2", "TGFbeta_receptor1", "1", "Uniprot;PBMID: 3456789"),
    ("FSHR", "FOXO1", "FSHR", "-1", "PMID:11875118"),
    ("RAreceptor_RARA", "RARA", "RAreceptor_RARA", "1", "selfAssos"),
    ("PTGER4", "FOXO1", "FSHR", "1", "Uniprot"),
)


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    return _staged(tmp_path, monkeypatch, _COMPLEX)


def _staged(folder: Path, monkeypatch: pytest.MonkeyPatch, complexes: str) -> Staged:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)
    bound = [",".join((_PROTEIN.get(a, a), _PROTEIN.get(b, b), *rest, "CellPhoneDBcore4.1")) for a, b, *rest in _ROWS]
    switched = [",".join((_PROTEIN.get(a, a), _PROTEIN[b], c, b, *rest)) for a, b, c, *rest in _FACTORS]
    texts = (_BINDING + "\n".join(bound), complexes, _GENE, _SWITCHING + "\n".join(switched))
    files = {file.name: folder / file.name for file in cellphonedb.ABOUT.files}
    for path, text in zip(files.values(), texts, strict=True):
        path.write_text(text + "\n", "utf-8")
    return cellphonedb.read(files, names())


def _pairs(staged: Staged, predicate: str) -> set[tuple[str, str]]:
    some = staged.finding[staged.finding["predicate"] == predicate]
    return set(zip(some["subject"], some["object"], strict=True))


def test_a_ligand_binds_a_complex_and_two_rows_of_the_pair_are_one_claim_with_all_papers(staged: Staged) -> None:
    row = claim(staged, gene("TGFB1"), "BINDS", "CellPhoneDB:TGFBR1+TGFBR2")
    assert (row["sign"], row["locator"], row["note"]) == ("0", "interaction_input.csv, row 2", "")
    assert row["cites"] == "PMID:1234567|PMID:2345678|PMID:7654321"


def test_the_members_of_a_complex_are_parts_of_it(staged: Staged) -> None:
    assert _pairs(staged, "PART_OF") == {
        (gene(symbol), whole)
        for whole, symbols in {
            "CellPhoneDB:TGFBR1+TGFBR2": ["TGFBR1", "TGFBR2"], "GO:0034683": ["ITGAV", "ITGB3"],
            "GO:0034685": ["ITGAV", "ITGB6"], "CellPhoneDB:CRABP2+RARA": ["CRABP2", "RARA"],
        }.items()
        for symbol in symbols
    }  # fmt: skip
    assert claim(staged, gene("TGFBR1"), "PART_OF", "CellPhoneDB:TGFBR1+TGFBR2")["sign"] == "1"
    assert "TGFbeta receptor1" in set(staged.entity["synonyms"])


def test_the_enzymes_of_a_small_molecule_are_no_complex_the_molecule_is_the_ligand(staged: Staged) -> None:
    assert claim(staged, "CHEBI:29985", "BINDS", gene("GRM1"))
    assert not staged.entity["name"].str.contains("GLS").any()
    assert "taken as the ligand" in refused(staged, "enzymes and transporters (2 rows)")["reason"]


def test_what_stands_for_two_molecules_is_listed_with_the_reason(staged: Staged) -> None:
    row = refused(staged, "SerotoninDopamin_byDDC")
    assert (row["line"], row["column"]) == ("6", "partner_a")
    assert "two molecules" in row["reason"]


def test_adhesion_and_inhibition_are_noted_and_stay_a_binding_without_a_sign(staged: Staged) -> None:
    adhesion = claim(staged, gene("TGFB1"), "BINDS", "GO:0034685")
    inhibition = claim(staged, gene("DKK1"), "BINDS", gene("LRP6"))
    assert "neither of which is called the ligand" in adhesion["note"]
    assert inhibition["note"] == "what follows is inhibitory"
    assert (adhesion["sign"], inhibition["sign"]) == ("0", "0")


def test_a_receptor_activates_or_inhibits_a_factor_but_not_itself(staged: Staged) -> None:
    up = claim(staged, "CellPhoneDB:TGFBR1+TGFBR2", "PROMOTES", gene("SMAD2"))
    down = claim(staged, gene("FSHR"), "INHIBITS", gene("FOXO1"))
    assert (up["sign"], up["cites"]) == ("1", "PMID:3456789")
    assert (down["sign"], down["cites"]) == ("-1", "PMID:11875118")
    assert len(_pairs(staged, "PROMOTES")) == 1
    assert refused(staged, "receptors that are the factor (1 rows)")


def test_a_receptor_whose_number_and_symbol_disagree_is_listed(staged: Staged) -> None:
    row = refused(staged, _PROTEIN["PTGER4"])
    assert (row["column"], row["line"]) == ("partner_receptor", "5")


def test_a_protein_that_two_genes_make_is_the_gene_that_the_source_names(staged: Staged) -> None:
    assert claim(staged, gene("CCL3L1"), "BINDS", gene("CMKLR2"))


def test_a_complex_with_an_unknown_member_is_listed_and_so_is_the_row_that_uses_it(staged: Staged) -> None:
    found = staged.rejected[staged.rejected["found"] == "strange_complex"]
    assert set(found["column"]) == {"complex_name", "partner_b"}


def test_numbers_that_are_no_papers_or_were_counted_up_are_listed_and_the_claim_stays(staged: Staged) -> None:
    assert claim(staged, gene("TGFB1"), "BINDS", "GO:0034685")["cites"] == ""
    assert claim(staged, gene("DKK1"), "BINDS", gene("LRP6"))["cites"] == ""
    for odd in ("PMC4571854 (1 rows)", "1218020110 (1 rows)", "27477014 (1 rows)"):
        assert refused(staged, odd)["line"] in ("4", "7")


def test_two_complexes_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidRow, match=r"complex_input\.csv.*TGFbeta_receptor1"):
        _staged(tmp_path, monkeypatch, _COMPLEX + "TGFbeta_receptor1,P01137,,,,\n")
