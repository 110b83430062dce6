"""DrugCentral: approved drugs and the proteins they act on, with the measured activity and what the drug does there."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.drugs import drugs, given
from ingest.kit.read import table

_FILE = "drug.target.interaction.tsv.gz"
ABOUT = About(
    id="drugcentral",
    name="DrugCentral",
    licence="CC-BY-SA-4.0",
    url="https://drugcentral.org/",
    terms="Share alike: what is made from it carries the same licence.",
    version="2021-09-01",
    files=(File(_FILE, f"https://unmtid-shinyapps.net/download/DrugCentral/2021_09_01/{_FILE}"),),
)
_COLUMNS = (
    "DRUG_NAME", "STRUCT_ID", "TARGET_NAME", "ACCESSION", "GENE", "ACT_VALUE", "ACT_TYPE", "ACT_SOURCE", "RELATION",
    "MOA", "ACT_SOURCE_URL", "MOA_SOURCE_URL", "ACTION_TYPE", "ORGANISM",
)  # fmt: skip
_LESS = (
    "INHIBITOR", "ANTAGONIST", "BLOCKER", "INVERSE AGONIST", "NEGATIVE MODULATOR", "NEGATIVE ALLOSTERIC MODULATOR",
    "ALLOSTERIC ANTAGONIST", "ANTISENSE INHIBITOR",
)  # fmt: skip
_MORE = ("AGONIST", "PARTIAL AGONIST", "ACTIVATOR", "OPENER", "POSITIVE MODULATOR", "POSITIVE ALLOSTERIC MODULATOR")
_SIGN = dict.fromkeys(_LESS, "-1") | dict.fromkeys(_MORE, "1")  # of other actions the direction is not stated
_PAPERS = {"PMID": r"ncbi\.nlm\.nih\.gov/pubmed/([1-9][0-9]{0,7})", "DOI": r"doi\.org/(10\.[0-9]{4,9}/[^ |?#]+)"}


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Drugs on human proteins. A target of several proteins is a claim for each, which says what it is a part of."""
    path = files[_FILE]
    rows = table(path, _COLUMNS, floor=15_000, quoted=True)
    nameless = unmapped(path, rows, {"TARGET_NAME": rows["ACCESSION"]}, "no protein is named")
    proteins = rows.drop(nameless.index)
    human = proteins["ORGANISM"].where(proteins["ORGANISM"] == "Homo sapiens", "")
    other = unmapped(path, proteins, {"ORGANISM": human}, "no human protein: only those are taken")
    kept = proteins.drop(other.index)
    several = kept["ACCESSION"].str.contains("|", regex=False)
    each = kept.assign(several=several, ACCESSION=kept["ACCESSION"].str.split("|")).explode("ACCESSION")
    gene = names.xref("UniProtKB", each["ACCESSION"], ["Gene"])
    each["gene"] = gene.where((gene != "") | each["several"], names.genes(each["GENE"]))
    none = unmapped(path, each, {"ACCESSION": each["gene"]}, "no gene, or more than one, has this UniProt number")
    each = each[each["gene"] != ""].reset_index(drop=True)
    unique = each["DRUG_NAME"].drop_duplicates()
    known = dict(zip(unique, drugs(unique, names), strict=True))
    drug = each["DRUG_NAME"].map(known)
    own = drug == ""
    drug = drug.where(~own, "DRUGCENTRAL:" + each["STRUCT_ID"])
    new = pd.DataFrame({"id": drug, "label": "Drug", "name": each["DRUG_NAME"]})[own].drop_duplicates("id")
    claims = pd.DataFrame(
        {
            "subject": drug,
            "predicate": "TARGETS",
            "sign": each["ACTION_TYPE"].map(_SIGN).fillna("0"),
            "object": each["gene"],
            "species": "NCBITaxon:9606",
            "note": _note(each),
            "cites": _papers(each),
            "line": each["line"].astype(str),
        }
    )
    return stage(
        ABOUT, rows=len(rows), entities=pd.concat([new, given(drug, names)]), claims=claims,
        rejected=pd.concat([nameless, other, none]),
    )  # fmt: skip


def _note(rows: pd.DataFrame) -> list[str]:
    """As in "mechanism of action; antagonist; Ki = 7.2 (-log M); part of GABA-A receptor"."""
    relation = rows["RELATION"].where(rows["RELATION"] != "", "=")
    value = pd.to_numeric(rows["ACT_VALUE"], errors="coerce").round(2).astype("str")
    parts = [
        (rows["MOA"] == "1").map({True: "mechanism of action", False: ""}),
        rows["ACTION_TYPE"].str.lower(),
        (rows["ACT_TYPE"] + " " + relation + " " + value + " (-log M)").where(
            (rows["ACT_VALUE"] != "") & (rows["ACT_TYPE"] != "") & (value != "nan"), ""
        ),
        ("part of " + rows["TARGET_NAME"]).where(rows["several"], ""),
    ]
    return ["; ".join(filter(None, cells)) for cells in zip(*parts, strict=True)]


def _papers(rows: pd.DataFrame) -> list[str]:
    """Papers among the addresses of where activity and mechanism come from."""
    found = [
        (prefix + ":" + rows[column].str.extract(pattern, expand=False)).fillna("")
        for column in ("ACT_SOURCE_URL", "MOA_SOURCE_URL")
        for prefix, pattern in _PAPERS.items()
    ]
    return ["|".join(dict.fromkeys(filter(None, cells))) for cells in zip(*found, strict=True)]
