"""Rows that the gate lets pass and a second reader often mends: hints for whoever writes or audits, never faults.

Each hint is a kind of fault that the audit found more than once (``docs/audit.md``). A row that is right as it is stays
as it is.
"""

import re
from collections.abc import Callable

import pandas as pd

_CAUSAL = re.compile(
    r"\b(?:drives?|drove|raises?|raised|induces?|promotes?|promoted|blocks?|blocked|suppresses|inhibits?|causes|caused|"
    r"lowers|enhances|recruits)\b"
)
_GOES_WITH = re.compile(
    r"\b(?:went with|goes with|go with|tied to|linked|correlat|associat|foretold|foretells|predict)"
)
_HEDGE = re.compile(r"\b(?:may|might|perhaps|possibly|potential|potentially|putative|thought to)\b")
_LEANING = re.compile(r"^(?:it|they|this|these|those|such|the (?:other|same|former|latter|drug))\b", re.I)
_MOUSE = re.compile(r"\b(?:mouse|mice|murine)\b", re.I)
_HUMAN = re.compile(r"\b(?:patients?|people|women|men|human|donors?)\b", re.I)
_PRIMARY = ("in vivo", "in vitro", "ex vivo", "cohort", "trial", "patient tissue", "omics inference")
_STATED = ("PREDICTS", "ASSOCIATED_WITH")

_ANY_CANCER = ("cancer", "neoplasm", "solid tumour", "carcinoma", "malignant tumour", "sarcoma")

Check = Callable[[pd.DataFrame, pd.DataFrame], "pd.Series[bool]"]


def hints(findings: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """One row for each hint: finding, axis, hint, summary; by finding.

    Args:
        findings: rows as they are written, with ``axis``.
        entities: the entity table as it is written.
    """
    rows = [
        found[["finding_id", "axis", "summary"]].assign(hint=words)
        for words, check in _CHECKS.items()
        if len(found := findings[check(findings, entities).to_numpy(bool)])
    ]
    empty = pd.DataFrame(columns=["finding_id", "axis", "summary", "hint"])
    table = pd.concat(rows or [empty], ignore_index=True).sort_values(["finding_id", "hint"], ignore_index=True)
    return table[["finding_id", "axis", "hint", "summary"]]


def _tested_without_direction(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return (rows["stance"] == "refutes") & (rows["sign"] == "0")


def _outcome_of_no_therapy(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    of_therapy = entities["label"].eq("Outcome") & entities["name"].str.match(r"(?:response|resistance) to ")
    given = rows["subject_id"].isin(entities.loc[entities["label"].isin(["Drug", "Therapy"]), "id"])
    return rows["object_id"].isin(entities.loc[of_therapy, "id"]) & (rows["therapy"] == "") & ~given


def _association_from_a_trial(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return rows["predicate"].isin(_STATED) & (rows["evidence"] == "trial")


def _cause_from_tissue(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    effect = rows["predicate"].isin(["PROMOTES", "INHIBITS", "RECRUITS"])
    return effect & rows["evidence"].isin(["patient tissue", "cohort"]) & (rows["kind"] == "finding")


def _review_of_its_own(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return rows["kind"].isin(["review", "background"]) & rows["evidence"].isin(_PRIMARY)


def _finding_of_a_review(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return (rows["kind"] == "finding") & (rows["evidence"] == "review")


def _association_worded_as_cause(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return (
        rows["predicate"].isin(_STATED)
        & rows["summary"].str.contains(_CAUSAL)
        & ~rows["summary"].str.contains(_GOES_WITH)
    )


def _hedge_in_a_finding(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return (rows["kind"] == "finding") & rows["summary"].str.contains(_HEDGE)


def _leans_on_a_neighbour(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    return rows["summary"].str.contains(_LEANING)


def _species_of_the_model(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    told = rows["model_system"] + " " + rows["summary"]
    return (rows["species"] == "") & (told.str.contains(_MOUSE) | told.str.contains(_HUMAN))


def _cancer_that_is_named(rows: pd.DataFrame, entities: pd.DataFrame) -> "pd.Series[bool]":
    """The cancer is empty, and model or summary name one by a name of two words or more."""
    diseases = entities[(entities["label"] == "Disease") & ~entities["name"].isin(_ANY_CANCER)]
    names = {name for cell in diseases["name"] + "|" + diseases["synonyms"] for name in cell.casefold().split("|")}
    words = sorted({name for name in names if " " in name or name.endswith(("oma", "omas"))}, key=len, reverse=True)
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")s?\b")
    told = (rows["model_system"] + " " + rows["summary"]).str.casefold()
    disease = rows["object_id"].isin(set(diseases["id"])) | rows["subject_id"].isin(set(diseases["id"]))
    return (rows["cancer"] == "") & ~disease & told.str.contains(named)


_CHECKS: dict[str, Check] = {
    "refutes, and no direction was tested (sign 0)": _tested_without_direction,
    "response or resistance to a therapy that the context does not name": _outcome_of_no_therapy,
    "a prediction or association with evidence trial; is it a cohort?": _association_from_a_trial,
    "an effect from patients' tissue or a cohort; is it an association?": _cause_from_tissue,
    "review or background with evidence of its own": _review_of_its_own,
    "a finding with evidence review": _finding_of_a_review,
    "an association or prediction that the summary words as a cause": _association_worded_as_cause,
    "a hedge in the summary of a finding; is it hedged?": _hedge_in_a_finding,
    "a summary that leans on another row": _leans_on_a_neighbour,
    "species not stated though mice or patients are named": _species_of_the_model,
    "cancer not stated though one is named": _cancer_that_is_named,
}
