"""DrugCentral: what a drug does to a human protein, as far as the row says it."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import drugcentral
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

COLUMNS = (
    "DRUG_NAME STRUCT_ID TARGET_NAME TARGET_CLASS ACCESSION GENE SWISSPROT ACT_VALUE ACT_UNIT ACT_TYPE ACT_COMMENT "
    "ACT_SOURCE RELATION MOA MOA_SOURCE ACT_SOURCE_URL MOA_SOURCE_URL ACTION_TYPE TDL ORGANISM"
).split()
USUAL = {
    "DRUG_NAME": "imatinib", "STRUCT_ID": "1423", "TARGET_NAME": "Tyrosine-protein kinase ABL1", "ACCESSION": "P00519",
    "GENE": "ABL1", "ORGANISM": "Homo sapiens",
}  # fmt: skip
THINGS = {
    VOCABULARY: [("CHEBI:45783", "Drug", "imatinib", "", "")],
    "hgnc": [
        ("HGNC:76", "Gene", "ABL1", "", "UniProtKB:P00519"),
        ("HGNC:5432", "Gene", "IFNAR1", "", "UniProtKB:P17181"),
        ("HGNC:5433", "Gene", "IFNAR2", "", "UniProtKB:P48551"),
    ],
    "chebi": [
        ("CHEBI:49603", "Chemical", "lapatinib", "", ""), ("CHEBI:16335", "Chemical", "adenosine", "", ""),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)


def staged(folder: Path, *rows: dict[str, str], columns: list[str] = COLUMNS) -> Staged:
    cells = [columns, *([(USUAL | row).get(name, "") for name in columns] for row in rows)]
    path = folder / "drug.target.interaction.tsv"
    path.write_text("".join("\t".join(f'"{cell}"' if cell else "" for cell in line) + "\n" for line in cells), "utf-8")
    names = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {
        key: pd.DataFrame(one, columns=names).reindex(columns=[*THING], fill_value="") for key, one in THINGS.items()
    }
    return drugcentral.read({drugcentral._FILE: path}, Crosswalk(frames))


def claims(one: Staged) -> list[list[str]]:
    found: list[list[str]] = one.finding[["subject", "sign", "object"]].to_numpy().tolist()
    return found


@pytest.mark.parametrize(
    ("action", "sign"),
    [("INHIBITOR", "-1"), ("BLOCKER", "-1"), ("PARTIAL AGONIST", "1"), ("OPENER", "1"), ("MODULATOR", "0"), ("", "0")],
)
def test_the_sign_is_that_of_the_stated_action(tmp_path: Path, action: str, sign: str) -> None:
    one = staged(tmp_path, {"ACTION_TYPE": action})
    assert one.finding["predicate"].tolist() == ["TARGETS"]
    assert claims(one) == [["CHEBI:45783", sign, "HGNC:76"]]


def test_activity_and_mechanism_stand_in_the_note(tmp_path: Path) -> None:
    row = {"ACTION_TYPE": "INHIBITOR", "MOA": "1", "ACT_VALUE": "8.69897", "ACT_TYPE": "Ki", "RELATION": "="}
    one = staged(tmp_path, row, {"ACT_TYPE": "IC50", "ACT_VALUE": ""})
    assert one.finding["note"].tolist() == ["mechanism of action; inhibitor; Ki = 8.7 (-log M)", ""]
    assert one.context["entity"].tolist() == ["NCBITaxon:9606"] * 2


def test_one_claim_in_two_rows_has_the_papers_of_both(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"ACT_SOURCE_URL": "http://www.ncbi.nlm.nih.gov/pubmed/11", "MOA_SOURCE_URL": "http://chembl/1"},
        {"MOA_SOURCE_URL": "http://www.ncbi.nlm.nih.gov/pubmed/12", "ACT_SOURCE_URL": "http://dx.doi.org/10.1000/x(1)"},
    )  # fmt: skip
    assert len(one.finding) == 1
    assert sorted(one.cites["publication"]) == ["DOI:10.1000/x(1)", "PMID:11", "PMID:12"]


def test_a_target_of_several_proteins_is_a_claim_for_each(tmp_path: Path) -> None:
    receptor = {"TARGET_NAME": "Interferon alpha/beta receptor", "ACCESSION": "P17181|P48551", "GENE": "IFNAR1|IFNAR2"}
    one = staged(tmp_path, receptor | {"ACTION_TYPE": "AGONIST"})
    assert claims(one) == [["CHEBI:45783", "1", "HGNC:5432"], ["CHEBI:45783", "1", "HGNC:5433"]]
    assert set(one.finding["note"]) == {"agonist; part of Interferon alpha/beta receptor"}


def test_a_drug_is_the_vocabularys_then_chebis_then_the_sources_own(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"DRUG_NAME": "imatinib"}, {"DRUG_NAME": "lapatinib"}, {"DRUG_NAME": "novelib", "STRUCT_ID": "9"},
        {"DRUG_NAME": "adenosine"},
    )  # fmt: skip
    assert one.finding["subject"].tolist() == ["CHEBI:45783", "CHEBI:49603", "DRUGCENTRAL:9", "CHEBI:16335"]
    things = sorted(zip(one.entity["id"], one.entity["label"], strict=True))
    assert things == [("CHEBI:49603", "Drug"), ("DRUGCENTRAL:9", "Drug")]  # adenosine stays the body's own chemical


def test_other_organisms_and_what_is_no_protein_are_listed(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"ORGANISM": "Rattus norvegicus"}, {"ACCESSION": "", "TARGET_NAME": "DNA", "ORGANISM": ""},
        {"ACCESSION": "X99999", "GENE": "NONE1"}, {"ACCESSION": "X99999"},
    )  # fmt: skip
    assert claims(one) == [["CHEBI:45783", "0", "HGNC:76"]]  # the last row, by its symbol
    assert sorted(zip(one.rejected["line"], one.rejected["column"], one.rejected["found"], strict=True)) == [
        ("2", "ORGANISM", "Rattus norvegicus"), ("3", "TARGET_NAME", "DNA"), ("4", "ACCESSION", "X99999"),
    ]  # fmt: skip
    assert one.counts["rejected"] == 3


def test_a_renamed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRow, match="ACTION_TYPE"):
        staged(tmp_path, {}, columns=["ACTION" if name == "ACTION_TYPE" else name for name in COLUMNS])
