"""CIViC in the layout of 2021 and in the current one: what a row of evidence says, of whom, and what is left out."""

from pathlib import Path

import pandas as pd
import pytest

from ingest import civic
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

OLD = (
    "gene entrez_id variant disease doid phenotypes drugs drug_interaction_type evidence_type evidence_direction "
    "evidence_level clinical_significance evidence_statement citation_id source_type asco_abstract_id citation nct_ids "
    "rating evidence_status evidence_id variant_id gene_id chromosome start stop reference_bases variant_bases "
    "representative_transcript chromosome2 start2 stop2 representative_transcript2 ensembl_version reference_build "
    "variant_summary variant_origin last_review_date evidence_civic_url variant_civic_url gene_civic_url"
).split()
NEW = (
    "molecular_profile molecular_profile_id disease doid phenotypes therapies therapy_interaction_type evidence_type "
    "evidence_direction evidence_level significance evidence_statement citation_id source_type asco_abstract_id "
    "citation nct_ids rating evidence_status evidence_id variant_origin last_review_date evidence_civic_url "
    "molecular_profile_civic_url is_flagged"
).split()
USUAL = {
    "gene": "BRAF", "entrez_id": "673", "variant": "V600E", "variant_id": "12", "disease": "Melanoma", "doid": "1909",
    "evidence_type": "Predictive", "evidence_direction": "Supports", "evidence_level": "B", "rating": "4",
    "evidence_status": "accepted", "source_type": "PubMed", "citation_id": "100", "variant_origin": "Somatic",
    "molecular_profile": "BRAF V600E", "molecular_profile_id": "7", "is_flagged": "false",
}  # fmt: skip
SENSITIVE = {"clinical_significance": "Sensitivity/Response", "significance": "Sensitivity/Response"}
THINGS = {
    VOCABULARY: [
        ("TME:1", "Outcome", "response to cancer therapy", "", ""),
        ("TME:2", "Outcome", "resistance to cancer therapy", "", ""),
        ("TME:3", "Outcome", "response to targeted therapy", "response to dabrafenib", ""),
        ("TME:4", "Outcome", "poor prognosis", "", ""),
        ("TME:5", "Drug", "imatinib", "", ""),
        ("TME:6", "Therapy", "chemotherapy", "", ""),
        ("TME:7", "Alteration", "PTEN loss", "loss of PTEN|PTEN mutation", ""),
    ],
    "hgnc": [
        ("HGNC:1097", "Gene", "BRAF", "", "NCBIGene:673"),
        ("HGNC:9588", "Gene", "PTEN", "", "NCBIGene:5728"),
        ("HGNC:427", "Gene", "ALK", "", "NCBIGene:238"),
        ("HGNC:1316", "Gene", "EML4", "", "NCBIGene:27436"),
    ],
    "mondo": [("MONDO:0005105", "Disease", "melanoma", "", "DOID:1909")],
    "chebi": [("CHEBI:75045", "Chemical", "dabrafenib", "", ""), ("CHEBI:75998", "Chemical", "trametinib", "", "")],
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.kit.read.few", lambda rows, floor: False)


def crosswalk() -> Crosswalk:
    columns = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {key: pd.DataFrame(rows, columns=columns) for key, rows in THINGS.items()}
    return Crosswalk({key: frame.reindex(columns=[*THING], fill_value="") for key, frame in frames.items()})


def table(path: Path, columns: list[str], rows: list[dict[str, str]]) -> Path:
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    path.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")
    return path


def staged(folder: Path, columns: list[str], *rows: dict[str, str]) -> Staged:
    several = [USUAL | {"evidence_id": str(at)} | row for at, row in enumerate(rows, 1)]
    single = [
        {"variant_id": "12", "single_variant_molecular_profile_id": "7"},
        {"variant_id": "500", "single_variant_molecular_profile_id": "8"},
    ]
    profiles = [
        {"name": "EML4::ALK Fusion", "molecular_profile_id": "9", "variant_ids": "501"},
        {"name": "BRAF V600E AND PTEN Loss", "molecular_profile_id": "10", "variant_ids": "12, 500"},
        {"name": "NOT BRAF V600E", "molecular_profile_id": "11", "variant_ids": "12"},
    ]
    files = {
        civic._EVIDENCE: table(folder / civic._EVIDENCE, columns, several),
        civic._VARIANTS: table(folder / civic._VARIANTS, [*single[0]], single),
        civic._PROFILES: table(folder / civic._PROFILES, [*profiles[0]], profiles),
    }
    return civic.read(files, crosswalk())


def claims(one: Staged) -> list[tuple[str, ...]]:
    rows = one.finding[["subject", "predicate", "sign", "object"]]
    return [tuple(row) for row in rows.to_numpy().tolist()]


def context(one: Staged, predicate: str) -> set[tuple[str, str]]:
    ids = one.finding.loc[one.finding["predicate"] == predicate, "id"]
    rows = one.context[one.context["finding"].isin(ids)]
    return set(zip(rows["role"], rows["entity"], strict=True))


@pytest.mark.parametrize("columns", [OLD, NEW])
def test_both_layouts_say_the_same(tmp_path: Path, columns: list[str]) -> None:
    one = staged(tmp_path, columns, SENSITIVE | {"drugs": "Dabrafenib", "therapies": "Dabrafenib"})
    assert len(columns) in (25, 41)
    assert claims(one) == [
        ("CIVIC.VARIANT:12", "PREDICTS", "1", "TME:3"),
        ("CIVIC.VARIANT:12", "ASSOCIATED_WITH", "0", "HGNC:1097"),
    ]
    assert context(one, "PREDICTS") == {("cancer", "MONDO:0005105"), ("therapy", "CHEBI:75045")}
    assert one.cites["publication"].tolist() == ["PMID:100"]
    assert one.finding["note"][0] == "level B, rating 4, accepted, origin somatic"
    assert one.finding["locator"][0] == "EID1"
    names = dict(zip(one.entity["id"], one.entity["label"] + " " + one.entity["name"], strict=True))
    assert names == {"CIVIC.VARIANT:12": "Alteration BRAF V600E", "CHEBI:75045": "Drug dabrafenib"}


def test_the_same_evidence_in_two_papers_is_one_finding(tmp_path: Path) -> None:
    one = staged(tmp_path, OLD, SENSITIVE, SENSITIVE | {"citation_id": "200"})
    assert claims(one).count(("CIVIC.VARIANT:12", "PREDICTS", "1", "TME:1")) == 1
    assert one.cites["publication"].tolist() == ["PMID:100", "PMID:200"]


def test_an_abstract_without_a_pubmed_number_cites_nothing(tmp_path: Path) -> None:
    one = staged(tmp_path, OLD, SENSITIVE | {"source_type": "ASCO", "citation_id": "117"})
    assert one.cites.empty
    assert ("CIVIC.VARIANT:12", "PREDICTS", "1", "TME:1") in claims(one)


def test_what_is_not_supported_is_refuted_with_its_sign(tmp_path: Path) -> None:
    one = staged(
        tmp_path, OLD, {"evidence_direction": "Does Not Support", "clinical_significance": "Resistance"},
        {"clinical_significance": "Reduced Sensitivity"},
    )  # fmt: skip
    found = one.finding.loc[one.finding["predicate"] == "PREDICTS", ["sign", "object", "stance"]]
    assert found.to_numpy().tolist() == [["1", "TME:2", "refutes"], ["-1", "TME:1", "supports"]]


def test_combined_drugs_stay_together_and_substitutes_part(tmp_path: Path) -> None:
    both = SENSITIVE | {"drugs": "Dabrafenib,Trametinib"}
    one = staged(tmp_path, OLD, both | {"drug_interaction_type": "Combination"})
    together = [role for role in one.context["role"] if role == "therapy"]
    assert (len(one.finding), len(together)) == (2, 2)
    assert "given in combination" in one.finding["note"][0]
    one = staged(tmp_path, OLD, both | {"drug_interaction_type": "Substitutes"})
    assert claims(one)[:2] == [("CIVIC.VARIANT:12", "PREDICTS", "1", target) for target in ("TME:3", "TME:1")]


def test_a_drug_without_an_identifier_is_told_and_the_claim_is_kept(tmp_path: Path) -> None:
    one = staged(
        tmp_path, OLD, SENSITIVE | {"drugs": "Imatinib Mesylate,AZ000", "drug_interaction_type": "Combination"}
    )
    assert context(one, "PREDICTS") >= {("therapy", "TME:5")}
    assert one.finding["note"][0].endswith("therapy without identifier: AZ000")
    row = one.rejected.iloc[0]
    assert (row["column"], row["found"], row["line"]) == ("therapies", "AZ000", "0")
    assert row["reason"].endswith("the claim is kept without it")


def test_course_kind_and_risk_are_no_causes(tmp_path: Path) -> None:
    one = staged(
        tmp_path, OLD, {"evidence_type": "Prognostic", "clinical_significance": "Poor Outcome"},
        {"evidence_type": "Diagnostic", "clinical_significance": "Negative"},
        {"evidence_type": "Predisposing", "clinical_significance": "Uncertain Significance"},
    )  # fmt: skip
    assert claims(one)[:3] == [
        ("CIVIC.VARIANT:12", "PREDICTS", "1", "TME:4"),
        ("CIVIC.VARIANT:12", "ASSOCIATED_WITH", "-1", "MONDO:0005105"),
        ("CIVIC.VARIANT:12", "ASSOCIATED_WITH", "0", "MONDO:0005105"),
    ]
    assert one.finding["kind"].tolist()[:3] == ["background", "background", "hedged"]


@pytest.mark.parametrize(
    ("variant", "sign"),
    [("LOSS", "-1"), ("AMPLIFICATION", "1"), ("LOSS-OF-FUNCTION", "-1"), ("EXON 19 DELETION", "0"), ("MUTATION", "0")],
)
def test_a_variant_affects_its_gene_only_as_far_as_its_name_tells(tmp_path: Path, variant: str, sign: str) -> None:
    one = staged(tmp_path, OLD, SENSITIVE | {"variant": variant})
    relation = "AFFECTS" if sign != "0" else "ASSOCIATED_WITH"
    assert claims(one)[-1] == ("CIVIC.VARIANT:12", relation, sign, "HGNC:1097")
    assert one.entity["name"][0] == f"BRAF {variant.lower()}"


def test_a_gain_of_function_is_an_effect_on_the_gene(tmp_path: Path) -> None:
    gain = {"evidence_type": "Functional", "clinical_significance": "Gain of Function"}
    assert ("CIVIC.VARIANT:12", "AFFECTS", "1", "HGNC:1097") in claims(staged(tmp_path, OLD, gain))


def test_an_alteration_of_the_vocabulary_is_met_by_its_name_not_by_a_synonym(tmp_path: Path) -> None:
    pten = SENSITIVE | {"gene": "PTEN", "entrez_id": "5728"}
    one = staged(tmp_path, OLD, pten | {"variant": "LOSS"}, pten | {"variant": "MUTATION", "variant_id": "13"})
    assert one.finding["subject"].tolist()[:2] == ["TME:7", "CIVIC.VARIANT:13"]


def test_a_fusion_has_two_genes_and_a_combination_no_identifier(tmp_path: Path) -> None:
    one = staged(
        tmp_path, NEW, SENSITIVE | {"molecular_profile": "EML4::ALK Fusion", "molecular_profile_id": "9"},
        SENSITIVE | {"molecular_profile": "BRAF V600E AND PTEN Loss", "molecular_profile_id": "10"},
        SENSITIVE | {"molecular_profile": "NOT BRAF V600E", "molecular_profile_id": "11"},
    )  # fmt: skip
    assert claims(one)[1:] == [
        ("CIVIC.VARIANT:501", "ASSOCIATED_WITH", "0", "HGNC:1316"),
        ("CIVIC.VARIANT:501", "ASSOCIATED_WITH", "0", "HGNC:427"),
    ]
    assert one.rejected["found"].tolist() == ["BRAF V600E AND PTEN Loss", "NOT BRAF V600E"]
    assert one.counts["rejected"] == 2


def test_what_cannot_be_said_or_placed_is_listed(tmp_path: Path) -> None:
    one = staged(
        tmp_path, OLD, {"evidence_type": "Predisposing", "evidence_direction": "N/A", "clinical_significance": "N/A"},
        {"evidence_type": "Diagnostic", "clinical_significance": "Positive", "doid": "", "disease": "Nameless disease"},
        SENSITIVE | {"evidence_status": "submitted"},
    )  # fmt: skip
    assert one.finding.empty
    assert sorted(zip(one.rejected["line"], one.rejected["column"], strict=True)) == [
        ("2", "says"), ("3", "disease"), ("4", "says"),
    ]  # fmt: skip


def test_a_renamed_column_and_a_number_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRow, match="clinical_significance"):
        staged(tmp_path, ["effect" if name == "clinical_significance" else name for name in OLD], SENSITIVE)
    with pytest.raises(InvalidRow, match="evidence_id"):
        staged(tmp_path, NEW, SENSITIVE | {"evidence_id": "5"}, SENSITIVE | {"evidence_id": "5"})
