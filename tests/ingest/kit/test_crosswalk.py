"""Names and numbers of sources become ids only where one thing is meant."""

import pandas as pd
import pytest

from ingest.kit import Crosswalk

GENES = pd.DataFrame(
    [
        ("HGNC:1", "Gene", "CD274", "B7-H1|PDCD1LG1", "PDCD1LG1", "NCBIGene:29126|UniProtKB:Q9NZQ7"),
        ("HGNC:2", "Gene", "VTCN1", "B7-H4|B7X", "", "NCBIGene:79679"),
        ("HGNC:3", "Gene", "B7X", "SHARED", "", "NCBIGene:5"),
        ("HGNC:4", "Gene", "OTHER", "SHARED|PDCD1LG1", "", "NCBIGene:6|UniProtKB:Q9NZQ7"),
    ],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
OURS = pd.DataFrame(
    [
        ("TME:0000001", "CellSubset", "myofibroblastic CAF", "myCAF", "", ""),
        ("CL:0000057", "CellSubset", "Fibroblast", "", "", ""),
    ],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
CELLS = pd.DataFrame(
    [
        ("CL:0000057", "CellSubset", "fibroblast", "", "CL:0000999", ""),
        ("CL:0000002", "CellSubset", "myCAF", "", "", ""),
    ],
    columns=["id", "label", "name", "synonyms", "former", "xrefs"],
)
NAMES = Crosswalk({"vocabulary": OURS, "hgnc": GENES, "cell_ontology": CELLS})


@pytest.mark.parametrize(
    ("symbol", "id"),
    [
        ("CD274", "HGNC:1"), (" CD274 ", "HGNC:1"), ("PDCD1LG1", "HGNC:1"), ("B7-H4", "HGNC:2"), ("B7X", "HGNC:3"),
        ("SHARED", ""), ("nothing", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_symbol_is_approved_or_former_or_an_alias_of_one_gene(symbol: str, id: str) -> None:
    assert NAMES.genes(pd.Series([symbol])).tolist() == [id]


def test_a_number_elsewhere_names_one_thing_or_none() -> None:
    assert NAMES.xref("NCBIGene", pd.Series(["29126", "0", ""])).tolist() == ["HGNC:1", "", ""]
    assert NAMES.xref("UniProtKB", pd.Series(["Q9NZQ7"])).tolist() == [""]


def test_names_of_the_vocabulary_come_first() -> None:
    cells = NAMES.named(pd.Series(["MyCAF", "myofibroblastic  caf", "Fibro-blast", "fibroblast"]), ["CellSubset"])
    assert cells.tolist() == ["TME:0000001", "TME:0000001", "", "CL:0000057"]


def test_a_former_id_becomes_the_present_one() -> None:
    assert NAMES.known(pd.Series(["CL:0000999", "CL:0000057", "CL:1"])).tolist() == ["CL:0000057", "CL:0000057", ""]
