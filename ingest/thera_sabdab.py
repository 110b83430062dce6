"""Thera-SAbDab: therapeutic antibodies, what they bind, how far they came, and for which diseases they are approved.

What an antibody does to its target is not stated there, so the sign is 0. A status is that of a drug in a disease, so
only approved conditions carry one. The sequences are not taken.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.drugs import drugs
from ingest.kit.read import once, table, text

_FILE = "TheraSAbDab_SeqStruc_OnlineDownload.csv"
_SITE = "https://opig.stats.ox.ac.uk/webapps/sabdab-sabpred"
ABOUT = About(
    id="thera_sabdab",
    name="Thera-SAbDab",
    licence="not stated",
    url=f"{_SITE}/therasabdab",
    files=(File(_FILE, f"{_SITE}/static/downloads/{_FILE}"),),
)
_COLUMNS = ("Therapeutic", "Format", "Est. Status", "Target", "Conditions Approved", "Alternative Therapeutic Names")
_TRIAL = r"Highest_Clin_Trial(?: \(([^)]*)\))?"  # the date of the data stands in this column's name
_PHASES = {  # of a trial of two phases, the one that it reached for certain
    "Preclinical": "preclinical", "Phase-I": "1", "Phase-I/II": "1", "Phase-I/Phase-II": "1", "Phase-II": "2",
    "Phase-II/III": "2", "Phase-III": "3", "Preregistration": "3", "Preregistration (w)": "3", "Approved": "approved",
    "Approved (w)": "approved", "Approved (withdrawn)": "approved",
}  # fmt: skip
_ANIMAL = r"canine|feline|equine|bovine|veterinary|vet(?:mab|bart|tug|mig|ment)\b"
_BLANK = ["", "na", "none", "tbc", "nd"]
_AMERICAN = {"aem": "em", "oesoph": "esoph", "oede": "ede", "tumours?": "tumor"}


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Antibodies for people: what they target, and the diseases for which they are approved."""
    path = files[_FILE]
    every, date = _rows(path)
    told = every["Therapeutic"] + " " + every["Format"] + " " + every["Target"]
    people = (~told.str.contains(_ANIMAL, case=False)).map({True: "-", False: ""})
    animal = unmapped(path, every, {"Therapeutic": people}, "an antibody for animals")
    rows = every.drop(animal.index).assign(phase=lambda kept: kept["trial"].map(_PHASES).fillna(""))
    rows["id"], things = _antibodies(rows, names)
    claims, cells = map(pd.concat, zip(_targets(path, rows, names), _approved(path, rows, names), strict=True))
    part = cells["line"].astype(str).isin(set(claims["line"]))
    cells["reason"] += part.map({True: "; what else the row says is kept", False: ""})
    lost = pd.concat([cells[~part], cells[part].assign(line="0").drop_duplicates()])
    rejected = pd.concat([animal, lost])
    return stage(ABOUT, rows=len(every), version=date, entities=things, claims=claims, rejected=rejected)


def _rows(path: Path) -> tuple[pd.DataFrame, str]:
    """The rows, with the column trial, and the date in that column's name."""
    found = re.search(_TRIAL, text(path).split("\n", 1)[0])
    column, date = (found[0], found[1] or "") if found else ("Highest_Clin_Trial", "")
    rows = table(path, [*_COLUMNS, column], floor=1_000, sep=",", quoted=True).rename(columns={column: "trial"})
    once(path, rows, "Therapeutic")
    return rows, date


def _antibodies(rows: pd.DataFrame, names: Crosswalk) -> tuple["pd.Series[str]", pd.DataFrame]:
    """The drug of each row, and those that the vocabulary does not have, with their other names.

    An antibody that is written down in two parts (Galvokimig1, Galvokimig2) is one drug.
    """
    stem = rows["Therapeutic"].str.replace(r"(?<=[a-z])[12]$", "", regex=True)
    name = stem.where(stem.duplicated(keep=False), rows["Therapeutic"])
    key = "THERASABDAB:" + name.str.replace(r"[^A-Za-z0-9_.+-]+", "_", regex=True)
    other = _split(rows["Alternative Therapeutic Names"], ";")
    other = other[~other.str.contains("combination", case=False)]
    by_other = names.named(other, ["Drug"])
    by_other = by_other[by_other != ""].groupby(level=0).agg(lambda ids: ids.iloc[0] if ids.nunique() == 1 else "")
    known = drugs(name, names)
    known = known.where(known != "", by_other.reindex(rows.index).fillna(""))
    synonyms = other.groupby(level=0).agg("|".join).reindex(rows.index).fillna("")
    ids = known.where(known != "", key)
    things = pd.DataFrame({"id": ids, "label": "Drug", "name": name.str.lower(), "synonyms": synonyms})
    return ids, things[things["id"].str.startswith(("THERASABDAB:", "CHEBI:"))]


def _targets(path: Path, rows: pd.DataFrame, names: Crosswalk) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What each antibody binds: the arms of a bispecific one by one, each under one of several names of its gene."""
    arms = _split(rows["Target"], r";|&| and ")
    arms = arms.str.replace(r"\s*\([^)]*\)", "", regex=True)  # "(Domain II)"
    arms = arms.str.replace(r"\s+([0-9])\.00$", r"\1", regex=True)  # a spreadsheet made 1.00 of the 1 of DKK1
    each = rows[["id", "phase", "trial", "Est. Status", "line"]].join(arms.rename("Target"), how="inner")
    each = each.reset_index(drop=True)
    alias = _split(each["Target"], "/")
    gene = names.genes(alias)
    approved = gene[(gene != "") & (names.name(gene) == alias)]  # CD47 counts before IAP, which others are called too
    sure = approved.groupby(level=0).agg("first")
    likely = gene[gene != ""].groupby(level=0).agg(lambda ids: ids.iloc[0] if ids.nunique() == 1 else "")
    each["gene"] = sure.reindex(each.index).fillna(likely.reindex(each.index)).fillna("")
    lost = unmapped(path, each, {"Target": each["gene"]}, "no human gene, or more than one, is named so")
    each = each[each["gene"] != ""]
    note = ("highest trial " + each["trial"]).where(each["phase"] != "", "")
    stopped = each["Est. Status"] == "Discontinued"
    claims = {
        "subject": each["id"], "predicate": "TARGETS", "sign": "0", "object": each["gene"],
        "drug_phase": each["phase"], "note": (note + ", discontinued").where(stopped, note).str.strip(", "),
        "species": "NCBITaxon:9606", "line": each["line"].astype(str),
    }  # fmt: skip
    return pd.DataFrame(claims), lost


def _approved(path: Path, rows: pd.DataFrame, names: Crosswalk) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The diseases for which each antibody is, or until its withdrawal was, approved."""
    conditions = _split(rows["Conditions Approved"], ";")
    each = rows[["id", "phase", "trial", "line"]].join(conditions.rename("Conditions Approved"), how="inner")
    each = each.reset_index(drop=True)
    american = each["Conditions Approved"].replace(_AMERICAN, regex=True)
    disease = names.named(american, ["Disease"])
    for spelt in (each["Conditions Approved"], american.str.removesuffix("s")):
        disease = disease.where(disease != "", names.named(spelt, ["Disease"]))
    # MONDO calls some dispositions by the bare name of the disease.
    disease = disease.where(~names.name(disease).str.contains("susceptibility to", regex=False), "")
    may = (each["phase"] == "approved").map({True: "-", False: ""})
    column = "Conditions Approved"
    other = unmapped(path, each, {column: may}, "approved conditions of a drug that is not approved")
    lost = unmapped(path, each[may != ""], {column: disease[may != ""]}, "no disease, or more than one, is named so")
    each = each.assign(disease=disease)[(disease != "") & (may != "")]
    withdrawn = each["trial"].str.contains("(w", regex=False)
    claims = {
        "subject": each["id"], "predicate": "TREATS", "sign": "1", "object": each["disease"],
        "drug_phase": "approved", "drug_status": withdrawn.map({True: "withdrawn", False: "approved"}),
        "line": each["line"].astype(str),
    }  # fmt: skip
    return pd.DataFrame(claims), pd.concat([other, lost])


def _split(cells: "pd.Series[str]", pattern: str) -> "pd.Series[str]":
    """The parts of each cell under its index, without those that say that there is nothing."""
    parts = cells.str.replace("\xa0", " ").str.split(pattern, regex=True).explode().str.strip()
    return parts[~parts.str.casefold().isin(_BLANK)]
