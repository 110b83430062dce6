"""What a machine can check of the curated content: identifiers, titles, own words, species, dates, both sides.

Where the folder ``shared`` is beside the checkout, titles and sentences that other sources hold are compared, too.
"""

import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook
from rapidfuzz import fuzz

from kg.names import normalise
from kg.tables.audit import read_audit
from kg.tables.curated import written

PHRASINGS = 6
WORDS = 5  # this many words in a row are a copied phrase
SAME_TITLE = 95  # of 100; sources differ in dashes, Greek letters and a full stop
_BP = "{http://www.biopax.org/release/biopax-level3.owl#}"
# Table or journal rows of CellMarker that hold another thing than the title in the column of that name.
NOT_A_TITLE = {"35042524": "Mol Cancer"}
# Names of things are nobody's phrase: a run of words ends where one of these begins.
TERMS = re.compile(
    r"\b(high grade serous ovarian cancer|(non )?small cell lung( cancer)?|head and neck"
    r"|hormone refractory prostate cancer"
    r"|(regulatory t|cd[48] t|nk|type 1 innate lymphoid|myeloid suppressor) cells?|(pd|il|lag|tim) \d+|arginase i)\b"
)


@pytest.fixture(scope="module")
def curated(checkout: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Entities, publications and findings as they are written."""
    entities, publications, findings, faults = written(checkout / "ingest" / "curated")
    assert not faults
    return entities, publications, findings


@pytest.fixture(scope="module")
def publications(curated: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return curated[1]


@pytest.fixture(scope="module")
def findings(curated: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    return curated[2]


def bare(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.casefold())


def runs(text: str) -> set[str]:
    """Every five words in a row, in one spelling, that hold none of ``TERMS``."""
    told = " ".join(re.findall(r"[a-z0-9αβγδκ]+", text.casefold().replace("tumour", "tumor")))
    parts = (part.split() for part in TERMS.sub("|", told).split("|"))
    return {" ".join(words[at : at + WORDS]) for words in parts for at in range(len(words) - WORDS + 1)}


def test_one_identifier_has_one_title_and_one_title_one_identifier(publications: pd.DataFrame) -> None:
    for column in ("pmid", "doi"):
        given = publications[publications[column] != ""]
        assert not given[column].str.casefold().duplicated().any()
    titles = publications["title"].map(bare)
    assert not titles.duplicated().any(), list(publications.loc[titles.duplicated(keep=False), "id"])


def test_the_id_of_a_publication_is_one_of_its_identifiers(publications: pd.DataFrame) -> None:
    own = [
        key in (f"PMID:{pmid}", f"DOI:{doi}")
        for key, pmid, doi in zip(publications["id"], publications["pmid"], publications["doi"], strict=True)
    ]
    assert list(publications.loc[[not one for one in own], "id"]) == []


def test_dates_are_not_of_the_future(publications: pd.DataFrame, findings: pd.DataFrame) -> None:
    # A paper may bear the year after the one in which it went online.
    latest = findings["checked_on"].max()[:4]
    assert int(publications["year"].max()) <= max(int(latest), datetime.now(UTC).year) + 1
    assert (findings["checked_on"] <= datetime.now(UTC).date().isoformat()).all() or latest > "2025"


def test_a_number_of_a_gene_and_the_species_of_a_claim_agree(findings: pd.DataFrame) -> None:
    """A claim on a mouse gene (NCBIGene) says that it is of the mouse."""
    of_mouse = findings["subject_id"].str.startswith("NCBIGene") | findings["object_id"].str.startswith("NCBIGene")
    wrong = findings[of_mouse & ~findings["species"].str.contains("mouse|rat", regex=True)]
    assert list(wrong["finding_id"]) == []


def test_no_row_rests_on_a_snippet(findings: pd.DataFrame) -> None:
    assert list(findings.loc[findings["read"] == "snippet", "finding_id"]) == []


def test_nothing_is_stated_twice_by_one_paper(findings: pd.DataFrame) -> None:
    """Two rows of one paper differ in what they claim or in the context they claim it for."""
    claim = [
        "subject_id", "predicate", "object_id", "sign", "stance", "cites", "cancer", "cell", "region", "therapy",
        "species", "model_system", "time",
    ]  # fmt: skip
    assert list(findings.loc[findings.duplicated(claim), "finding_id"]) == []


def test_a_trial_that_failed_refutes(findings: pd.DataFrame) -> None:
    """A negative result of a treatment never stands as a support of it."""
    failed = findings[(findings["predicate"] == "TREATS") & (findings["drug_status"] == "negative")]
    assert list(failed.loc[failed["stance"] != "refutes", "finding_id"]) == []


def test_the_audit_is_sound_and_agrees_with_the_findings(checkout: Path, findings: pd.DataFrame) -> None:
    audit, faults = read_audit(checkout / "ingest" / "curated", findings["finding_id"])
    assert faults == []
    dropped = set(audit.loc[audit["result"] == "dropped", "finding_id"])
    read_again = set(audit["finding_id"]) - dropped
    assert read_again == set(findings.loc[findings["checked_on"] != "", "finding_id"])


def test_the_audit_goes_as_far_as_is_said(checkout: Path, findings: pd.DataFrame) -> None:
    """At least 300 findings, 25 of each of the first axes and 100 of the later ones."""
    audit, _ = read_audit(checkout / "ingest" / "curated", findings["finding_id"])
    assert audit["finding_id"].nunique() >= 300
    first = (
        "caf", "digestive", "ecology", "intrinsic", "lymphoid", "metabolism", "myeloid", "signals", "solid",
        "subsets_immune", "subsets_stroma", "therapy", "vascular",
    )  # fmt: skip
    counts = audit.groupby("axis")["finding_id"].nunique()
    assert {axis: int(counts.get(axis, 0)) for axis in first if counts.get(axis, 0) < 25} == {}
    assert int(counts.drop([*first, "editorial", "verified"], errors="ignore").sum()) >= 100


@pytest.mark.shared
def test_no_cited_paper_is_retracted_without_saying_so(shared: Path, publications: pd.DataFrame) -> None:
    retracted = set((shared / "data/retractions/pubmed_retractions.tsv").read_text("utf-8").split())
    cited = publications[publications["pmid"].isin(retracted)]
    assert list(cited.loc[cited["retracted_on"] == "", "id"]) == []


@pytest.mark.shared
def test_titles_are_those_that_other_sources_give(shared: Path, publications: pd.DataFrame) -> None:
    others = other_titles(shared / "data")
    compared, wrong = 0, []
    for pmid, title in zip(publications["pmid"], publications["title"], strict=True):
        for other in others.get(pmid, ()):
            compared += 1
            if fuzz.ratio(bare(title), bare(other)) < SAME_TITLE and NOT_A_TITLE.get(pmid) != other:
                wrong.append((pmid, title, other))
    assert wrong == []
    assert compared > 50


@pytest.mark.shared
def test_summaries_are_in_our_own_words(shared: Path, publications: pd.DataFrame, findings: pd.DataFrame) -> None:
    """No five words in a row from the editorial, the title, or a sentence of the paper that another source holds."""
    editorial = runs((shared / "curation/editorial.txt").read_text("utf-8"))
    of_paper = sentences(shared / "data")
    known = publications.set_index("id")
    copied = []
    for row in findings[["finding_id", "cites", "summary"]].itertuples(index=False):
        own = runs(str(row.summary))
        found = own & editorial
        for key in str(row.cites).split("|"):
            found |= own & runs(str(known.at[key, "title"]))
            found |= own & of_paper.get(str(known.at[key, "pmid"]), set())
        if found:
            copied.append((row.finding_id, sorted(found)))
    assert copied == []


def other_titles(data: Path) -> dict[str, set[str]]:
    """Titles by PubMed id, as IOBR, WikiPathways and CellMarker give them."""
    titles: dict[str, set[str]] = defaultdict(set)
    for row in rows(data / "iobr/signature_collection_citation.tsv"):
        titles[row["PMID"].split(".")[0]].add(row["Title"])
    with zipfile.ZipFile(data / "wikipathways/wikipathways-gpml-Homo_sapiens.zip") as pathways:
        for name in pathways.namelist():
            if name.endswith(".gpml"):
                for reference in fromstring(pathways.read(name)).iter(f"{_BP}PublicationXref"):
                    title = reference.findtext(f"{_BP}TITLE")
                    if title and (reference.findtext(f"{_BP}DB") or "").casefold() == "pubmed":
                        titles[(reference.findtext(f"{_BP}ID") or "").strip()].add(title)
    sheet = CalamineWorkbook.from_path(data / "cellmarker/Cell_marker_All.xlsx").get_sheet_by_index(0).to_python()
    id_at, title_at = sheet[0].index("PMID"), sheet[0].index("Title")
    for cells in sheet[1:]:
        titles[str(cells[id_at]).split(".")[0]].add(str(cells[title_at]))
    titles.pop("", None)
    return titles


def sentences(data: Path) -> dict[str, set[str]]:
    """Runs of words by PubMed id, of the sentences on a paper that CIViC and the causal networks hold."""
    held: dict[str, set[str]] = defaultdict(set)
    for row in rows(data / "civic/nightly-ClinicalEvidenceSummaries.tsv"):
        if row["source_type"] == "PubMed":
            held[row["citation_id"]] |= runs(row["evidence_statement"])
    with zipfile.ZipFile(data / "cbn/cbn-bel-human_2.0.zip") as networks:
        for name in networks.namelist():
            for link in json.loads(networks.read(name)).get("links", []) if name.endswith(".json") else ():
                citation = link.get("citation") or {}
                if link.get("evidence"):
                    held[str(citation.get("db_id", citation.get("reference", "")))] |= runs(link["evidence"])
    held.pop("", None)
    return held


def rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def test_outcomes_and_processes_can_be_found_by_six_phrasings(
    curated: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    """People write a phenotype in a hundred ways; British and American spelling count as one."""
    entities = curated[0][curated[0]["label"].isin(["Outcome", "Process"])]
    few = [
        (key, name)
        for key, name, synonyms in entities[["id", "name", "synonyms"]].itertuples(index=False)
        if len({normalise(text) for text in [name, *synonyms.split("|")] if text}) < PHRASINGS
    ]
    assert few == []


def test_outcomes_form_a_hierarchy(curated: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]) -> None:
    outcomes = curated[0][curated[0]["label"] == "Outcome"]
    assert (outcomes["parents"] != "").mean() > 0.75
