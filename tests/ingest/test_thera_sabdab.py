"""Thera-SAbDab: what an antibody binds and where it is approved; the date of the file stands in a column's name."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from ingest import thera_sabdab
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

TRIAL = "Highest_Clin_Trial (Feb '25)"
COLUMNS = [
    "Therapeutic", "Format", "CH1 Isotype", "VD LC", TRIAL, "Est. Status", "HC", "LC", "HeavySequence(ifbispec)",
    "LightSequence(ifbispec)", "100% SI Structure", "99% SI Structure", "95-98% SI Structure", "Year Proposed",
    "Year Recommended", "Target", "Companies", "Conditions Approved", "Conditions Active", "Conditions Discontinued",
    "Development Tech", "Notes", "Genetics (Bispecifics delimited with semicolon)", "Alternative Therapeutic Names",
]  # fmt: skip
USUAL = {
    "Therapeutic": "Nivolumab", "Format": "Whole mAb", TRIAL: "Approved", "Est. Status": "Active", "HC": "QVQLVESGG",
    "Target": "PDCD1/CD279/PD1", "Conditions Approved": "na",
}  # fmt: skip
THINGS = {
    VOCABULARY: [("TME:1", "Drug", "nivolumab", "", ""), ("TME:2", "Drug", "AK104", "", "")],
    "hgnc": [
        ("HGNC:8760", "Gene", "PDCD1", "PD1|CD279", ""), ("HGNC:1682", "Gene", "CD47", "", ""),
        ("HGNC:1674", "Gene", "CD3E", "", ""), ("HGNC:437", "Gene", "ALPI", "IAP", ""),
        ("HGNC:2891", "Gene", "DKK1", "", ""),
    ],
    "mondo": [
        ("MONDO:1", "Disease", "melanoma", "", ""), ("MONDO:2", "Disease", "acute myeloid leukemia", "", ""),
        ("MONDO:3", "Disease", "sepsis, susceptibility to, 1", "sepsis", ""),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)


def staged(folder: Path, *rows: dict[str, str], trial: str = TRIAL) -> Staged:
    path = folder / thera_sabdab._FILE
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([trial if name == TRIAL else name for name in COLUMNS])
        writer.writerows([(USUAL | row).get(name, "") for name in COLUMNS] for row in rows)
    names = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {
        key: pd.DataFrame(one, columns=names).reindex(columns=[*THING], fill_value="") for key, one in THINGS.items()
    }
    return thera_sabdab.read({thera_sabdab._FILE: path}, Crosswalk(frames))


def claims(one: Staged) -> list[list[str]]:
    found: list[list[str]] = one.finding[["subject", "predicate", "sign", "object"]].to_numpy().tolist()
    return found


def test_what_it_does_to_its_target_is_not_said(tmp_path: Path) -> None:
    one = staged(tmp_path, {TRIAL: "Phase-I/II", "Est. Status": "Discontinued"})
    assert claims(one) == [["TME:1", "TARGETS", "0", "HGNC:8760"]]
    row = one.finding.iloc[0]
    assert (row["drug_phase"], row["drug_status"]) == ("1", "")
    assert row["note"] == "highest trial Phase-I/II, discontinued"
    assert one.counts["version"] == "Feb '25"
    assert one.cites.empty


@pytest.mark.parametrize("trial", ["Highest_Clin_Trial (Aug '26)", "Highest_Clin_Trial"])
def test_any_date_may_stand_in_the_column(tmp_path: Path, trial: str) -> None:
    assert staged(tmp_path, {}, trial=trial).finding["drug_phase"].tolist() == ["approved"]
    with pytest.raises(InvalidRow, match="Highest_Clin_Trial"):
        staged(tmp_path, {}, trial="Phase")


def test_only_approved_conditions_are_treated(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"Conditions Approved": "Malignant thing;Melanoma", "Conditions Active": "Acute myeloid leukaemia"},
        {"Therapeutic": "Oldimab", TRIAL: "Approved (w)", "Conditions Approved": "Acute myeloid leukaemia"},
        {"Therapeutic": "Earlimab", TRIAL: "Phase-III", "Conditions Approved": "Melanoma;Sepsis"},
    )  # fmt: skip
    treats = one.finding[one.finding["predicate"] == "TREATS"]
    assert treats[["subject", "object", "drug_phase", "drug_status"]].to_numpy().tolist() == [
        ["TME:1", "MONDO:1", "approved", "approved"],
        ["THERASABDAB:Oldimab", "MONDO:2", "approved", "withdrawn"],
    ]
    assert set(one.rejected["found"]) == {"Malignant thing", "Melanoma", "Sepsis"}
    assert set(one.rejected["line"]) == {"0"}  # their rows are not lost


def test_a_disposition_is_not_taken_for_the_disease(tmp_path: Path) -> None:
    one = staged(tmp_path, {"Conditions Approved": "Sepsis"})
    assert [row[1] for row in claims(one)] == ["TARGETS"]
    assert one.rejected["found"].tolist() == ["Sepsis"]


def test_each_arm_of_a_bispecific_has_its_target(tmp_path: Path) -> None:
    one = staged(tmp_path, {"Therapeutic": "Twomig", "Target": "IAP/CD47 (Domain II);CD3E"})
    assert [row[3] for row in claims(one)] == ["HGNC:1682", "HGNC:1674"]  # CD47 is a symbol, IAP an alias of another


def test_two_entries_of_one_antibody_are_one_drug(tmp_path: Path) -> None:
    one = staged(tmp_path, *({"Therapeutic": f"Galvokimig{part}", "Target": "CD47"} for part in "12"))
    assert claims(one) == [["THERASABDAB:Galvokimig", "TARGETS", "0", "HGNC:1682"]]
    assert one.entity["name"].tolist() == ["galvokimig"]


def test_other_names_find_the_vocabularys_drug_and_become_synonyms(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"Therapeutic": "Cadonilimab", "Alternative Therapeutic Names": "AK-104;AK104"},
        {"Therapeutic": "Newimab", "Alternative Therapeutic Names": "N-1;TBC;N-2 (combination of Newimab and Oldimab)"},
    )  # fmt: skip
    assert one.finding["subject"].tolist() == ["TME:2", "THERASABDAB:Newimab"]
    assert one.entity[["name", "synonyms"]].to_numpy().tolist() == [["newimab", "N-1"]]


def test_a_spreadsheets_number_is_mended_and_pathogens_and_animals_are_listed(tmp_path: Path) -> None:
    one = staged(
        tmp_path, {"Target": "DKK\xa01.00"}, {"Therapeutic": "Virumab", "Target": "Influenza A HA"},
        {"Therapeutic": "Gilvetmab", "Format": "Canine Whole mAb"},
    )  # fmt: skip
    assert claims(one) == [["TME:1", "TARGETS", "0", "HGNC:2891"]]
    assert sorted(zip(one.rejected["line"], one.rejected["found"], strict=True)) == [
        ("3", "Influenza A HA"), ("4", "Gilvetmab"),
    ]  # fmt: skip
    assert one.counts["rejected"] == 2


def test_no_sequence_is_taken(tmp_path: Path) -> None:
    one = staged(tmp_path, {"Therapeutic": "Newimab"})
    assert "QVQLVESGG" not in one.entity.to_csv() + one.finding.to_csv()


def test_an_antibody_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRow, match="Therapeutic"):
        staged(tmp_path, {}, {})
