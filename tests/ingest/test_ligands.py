"""What the databases of ligands and receptors have in common."""

from pathlib import Path

import pandas as pd
import pytest

from ingest.kit.ligands import complexes, molecules, papers
from tests.ingest.ligand_names import GENES, names


def _members(name: str, *symbols: str) -> pd.DataFrame:
    genes = [GENES[one][0] if one else "" for one in symbols]
    return pd.DataFrame({"name": name, "gene": genes, "line": range(2, 2 + len(genes))})


def test_the_same_members_are_the_same_complex_however_it_is_called() -> None:
    one, other = _members("IL_receptor", "TGFBR2", "TGFBR1"), _members("R1_R2", "TGFBR1", "TGFBR2", "TGFBR1")
    ids = complexes(names(), pd.concat([one, other], ignore_index=True), "file").ids
    assert ids.to_dict() == {"IL_receptor": "CellPhoneDB:TGFBR1+TGFBR2", "R1_R2": "CellPhoneDB:TGFBR1+TGFBR2"}


def test_the_vocabulary_and_the_gene_ontology_name_a_complex_first() -> None:
    held = complexes(
        names(),
        pd.concat([_members("a", "ITGB3", "ITGAV"), _members("b", "ITGB6", "ITGAV")], ignore_index=True),
        "file",
    )
    assert held.ids.to_dict() == {"a": "GO:0034683", "b": "GO:0034685"}
    assert held.entities["label"].to_list() == ["Complex", "Complex"]


def test_a_complex_of_one_member_is_the_gene() -> None:
    held = complexes(names(), _members("GLRA2_complex", "GRM1"), "file")
    assert held.ids["GLRA2_complex"] == GENES["GRM1"][0]
    assert held.entities.empty
    assert held.claims.empty


def test_a_complex_with_an_unknown_member_is_none() -> None:
    assert complexes(names(), _members("odd", "GRM1", ""), "file").ids.empty


def test_molecules_are_found_by_the_spelling_of_either_database() -> None:
    found = molecules(names(), pd.Series(["Glutamate", "Glu", "PGE2", "ProstaglandinE2", "5-HT-DOPA"]))
    assert found.to_list() == ["CHEBI:29985", "CHEBI:29985", "CHEBI:15551", "CHEBI:15551", ""]


@pytest.mark.parametrize(
    ("cell", "cites"),
    [
        ("PMID: 1234567;PMID:12345678", "PMID:1234567|PMID:12345678"),
        ("Uniprot;PMID 1234567;_PMID:2345678._PDB:1abc", "PMID:1234567|PMID:2345678"),
        ("1234567 , 1234567", "PMID:1234567"),
        ("PMC1237098;  PMID: 11590146", "PMID:11590146"),
        ("PMC: 4393358", ""),
        ("91,943050,321961154", ""),
        ("KEGG: hsa04350", ""),
        ("PMID: 34949672;DOI:10.1155/2021/9087816", "PMID:34949672|DOI:10.1155/2021/9087816"),
    ],
)
def test_paper_numbers_are_found_in_mixed_references(cell: str, cites: str) -> None:
    rows = pd.DataFrame({"source": [cell], "line": [2]})
    assert papers(Path("a/b"), rows, "source")[0].to_list() == [cites]
