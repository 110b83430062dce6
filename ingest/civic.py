"""CIViC: clinical evidence for variants of cancer genes, each row read by people from one paper.

The file changed its layout: 41 columns until 2021, then 25 others, in which a row speaks of a molecular profile (one
variant or several) in place of a variant. Both are read. The current layout was taken from the program that writes the
file (github griffithlab/civic-v2, server/app/tsv_formatters), as were the words that a cell may hold.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.crosswalk import flat
from ingest.kit.drugs import drugs, given
from ingest.kit.read import once, shown, table, text

_AT = "https://civicdb.org/downloads/nightly"
_EVIDENCE, _VARIANTS, _PROFILES = (f"nightly-{what}Summaries.tsv" for what in
                                   ("ClinicalEvidence", "Variant", "MolecularProfile"))  # fmt: skip
ABOUT = About(
    id="civic",
    name="CIViC, clinical interpretation of variants in cancer",
    licence="CC0-1.0",
    url="https://civicdb.org/",
    files=(
        File(_EVIDENCE, f"{_AT}/{_EVIDENCE}"),
        File(_VARIANTS, f"{_AT}/{_VARIANTS}"),
        File(_PROFILES, "", optional=True, by_hand=f"download {_AT}/{_PROFILES} (variants that are fusions)"),
    ),
)
_BOTH = (
    "disease", "doid", "evidence_type", "evidence_direction", "evidence_level", "citation_id", "source_type",
    "nct_ids", "rating", "evidence_status", "evidence_id", "variant_origin",
)  # fmt: skip
_OLD = {"drugs": "therapies", "drug_interaction_type": "therapy_interaction_type",
        "clinical_significance": "significance"}  # fmt: skip
_STANCE = {"Supports": "supports", "Does Not Support": "refutes"}
_OUTCOMES = {
    "response": "response to cancer therapy", "resistance": "resistance to cancer therapy",
    "harm": "adverse event of therapy", "better": "good prognosis", "poorer": "poor prognosis", "course": "prognosis",
}  # fmt: skip
# What a row says: relation, sign, object, kind. CIViC's "poor outcome" names no endpoint, so neither do we. "Uncertain
# significance" is no more than a hint. Where nothing is listed, the model has no words for it.
_SAID = {
    ("Predictive", "Sensitivity/Response"): ("PREDICTS", "1", "response", ""),
    ("Predictive", "Resistance"): ("PREDICTS", "1", "resistance", ""),
    ("Predictive", "Reduced Sensitivity"): ("PREDICTS", "-1", "response", ""),
    ("Predictive", "Adverse Response"): ("PREDICTS", "1", "harm", ""),
    ("Predictive", "N/A"): ("PREDICTS", "0", "response", ""),
    ("Prognostic", "Better Outcome"): ("PREDICTS", "1", "better", ""),
    ("Prognostic", "Poor Outcome"): ("PREDICTS", "1", "poorer", ""),
    ("Prognostic", "N/A"): ("PREDICTS", "0", "course", ""),
    ("Diagnostic", "Positive"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Diagnostic", "Negative"): ("ASSOCIATED_WITH", "-1", "disease", ""),
    ("Predisposing", "Positive"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Predisposing", "Predisposition"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Predisposing", "Pathogenic"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Predisposing", "Likely Pathogenic"): ("ASSOCIATED_WITH", "1", "disease", "hedged"),
    ("Predisposing", "Uncertain Significance"): ("ASSOCIATED_WITH", "0", "disease", "hedged"),
    ("Predisposing", "Protectiveness"): ("ASSOCIATED_WITH", "-1", "disease", ""),
    ("Oncogenic", "Oncogenicity"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Oncogenic", "Oncogenic"): ("ASSOCIATED_WITH", "1", "disease", ""),
    ("Oncogenic", "Likely Oncogenic"): ("ASSOCIATED_WITH", "1", "disease", "hedged"),
    ("Oncogenic", "Protectiveness"): ("ASSOCIATED_WITH", "-1", "disease", ""),
    ("Functional", "Gain of Function"): ("AFFECTS", "1", "gene", ""),
    ("Functional", "Loss of Function"): ("AFFECTS", "-1", "gene", ""),
    ("Functional", "Dominant Negative"): ("AFFECTS", "-1", "gene", ""),
    ("Functional", "Neomorphic"): ("AFFECTS", "0", "gene", ""),
}
_NO_DENIAL = ("Uncertain Significance", "Dominant Negative", "Neomorphic")  # to deny these is not to deny the effect
# Variants whose whole name tells what becomes of the gene; a deletion of one exon may well activate it.
_LESS = (
    r"(?:homozygous |copy number )?(?:loss|deletion)|loss[- ]of[- ]function|underexpression|inactivating mutation|"
    r"(?:biallelic )?inactivation|deleterious mutation|null \((?:complete|large) deletion\)"
)
_MORE = r"amplification|overexpression|gain[- ]of[- ]function|activating mutation|copy number gain"
_WORDS = (  # that the source writes in capitals
    r"\b(?:ALTERATION|AMPLIFICATION|DELETERIOUS|DELETION|DOMAIN|EXON|EXPRESSION|FRAMESHIFT|FUSIONS?|INSERTION|KINASE|"
    r"LEVELS|LOSS(?:-OF-FUNCTION)?|(?:HYPER)?METHYLATION|MUTATION|NUCLEAR|(?:OVER|UNDER)EXPRESSION|POLYMORPHISM|"
    r"PROMOTER|REARRANGEMENT|SERUM|SKIPPING|TRUNCATING|WILD ?TYPE)\b"
)
_FLOOR = 3_300
_WHY = {
    "variant": "no single variant with a number of its own: a combination, or not in the lists of variants",
    "genes": "no gene, or more than one, is named so",
    "says": "the model has no words for this, or no editor accepted it",
    "disease": "no disease, or more than one, is named so",
    "therapies": "no drug, or more than one, is named so",
}


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Variants, how they change their genes, and what they tell of therapy, course, kind and risk of a disease."""
    path = files[_EVIDENCE]
    every = _meaning(_rows(files), names)
    once(path, every, "evidence_id")
    must = {
        "variant": every["id"],
        "says": every["predicate"],
        "genes": every["gene"].where(every["about"] == "gene", "-"),
        "disease": every["illness"].where(every["about"] == "disease", "-"),
    }
    bad = pd.concat([unmapped(path, every, {column: ids}, _WHY[column]) for column, ids in must.items()])
    rows = every.drop(bad.index.unique())
    told, treatments = _treated(rows, names)
    no_drug = treatments.loc[treatments["drug"] == "", "treatment"]
    lost = {"disease": rows["disease"][rows["illness"] == ""], "genes": rows["genes"][rows["gene"] == ""],
            "therapies": no_drug}  # fmt: skip
    variants = rows[["id", "variant"]].set_axis(["id", "name"], axis=1).assign(label="Alteration")
    return stage(
        ABOUT,
        rows=len(every),
        entities=pd.concat([variants, given(treatments["drug"], names)]),
        claims=pd.concat([_evidence(told, names), _changes(rows)]),
        rejected=pd.concat([bad, *(_kept_without(path, column, cells) for column, cells in lost.items())]),
    )


def _rows(files: Mapping[str, Path]) -> pd.DataFrame:
    """Evidence in the columns of the current layout, with number and name of the variant, and its genes by symbol."""
    path = files[_EVIDENCE]
    if "molecular_profile" not in text(path).split("\n", 1)[0]:
        own = ["gene", "entrez_id", "variant", "variant_id", *_OLD]
        rows = table(path, [*_BOTH, *own], floor=_FLOOR).rename(columns=_OLD)
        pairs = zip(rows["gene"], rows["variant"], strict=True)
        named = [variant if variant.startswith(f"{gene} ") else f"{gene} {variant}" for gene, variant in pairs]
        return rows.assign(change=rows["variant"], variant=named, number=rows["variant_id"], genes=rows["gene"],
                           is_flagged="")  # fmt: skip
    own = ["molecular_profile", "molecular_profile_id", "is_flagged", *_OLD.values()]
    rows = table(path, [*_BOTH, *own], floor=_FLOOR, quoted=True)
    parts = rows["molecular_profile"].str.split(" ", n=1)
    return rows.assign(
        variant=rows["molecular_profile"], number=rows["molecular_profile_id"].map(_numbers(files)).fillna(""),
        entrez_id="", genes=parts.str[0].str.replace("::", "|"), change=parts.str[1].fillna(""),
    )  # fmt: skip


def _numbers(files: Mapping[str, Path]) -> "pd.Series[str]":
    """Numbers of variants by those of the molecular profiles that are one variant each."""
    keys = ["single_variant_molecular_profile_id", "variant_id"]
    known = table(files[_VARIANTS], keys, floor=1_300, quoted=True)[keys].set_axis(["profile", "variant"], axis=1)
    if _PROFILES in files:
        some = table(files[_PROFILES], ["name", "molecular_profile_id", "variant_ids"], floor=1_300, quoted=True)
        some = some[some["variant_ids"].str.fullmatch("[0-9]+") & ~some["name"].str.startswith("NOT ")]
        more = some[["molecular_profile_id", "variant_ids"]].set_axis(["profile", "variant"], axis=1)
        known = pd.concat([known, more])
    return known.drop_duplicates("profile").set_index("profile")["variant"]


def _meaning(rows: pd.DataFrame, names: Crosswalk) -> pd.DataFrame:
    """Rows with the identifiers of variant (id), genes (gene) and disease (illness), and with what they say."""
    known = names.named(rows["variant"], ["Alteration"])
    same = (known != "") & (flat(names.name(known)) == flat(rows["variant"]))  # a synonym there may be wider
    number = ("CIVIC.VARIANT:" + rows["number"]).where(rows["number"] != "", "")
    symbols = rows["genes"].str.split("|").explode()  # both partners of a fusion; "v" stands for any
    by_symbol = names.genes(symbols).groupby(level=0).agg(lambda ids: "|".join(filter(None, ids)))
    gene = names.xref("NCBIGene", rows["entrez_id"], ["Gene"]).where(rows["entrez_id"] != "", "")
    said = pd.DataFrame(
        [_SAID.get(key, ("", "", "", "")) for key in zip(rows["evidence_type"], rows["significance"], strict=True)],
        columns=["predicate", "sign", "about", "kind"], index=rows.index,
    )  # fmt: skip
    stance = rows["evidence_direction"].map(_STANCE).fillna("")
    denied = (stance == "refutes") & rows["significance"].isin(_NO_DENIAL)
    taken = (stance != "") & ~denied & (rows["evidence_status"] == "accepted")
    illness = names.xref("DOID", rows["doid"].str.removeprefix("DOID:"), ["Disease"]).where(rows["doid"] != "", "")
    columns = ["evidence_type", "evidence_direction", "significance", "evidence_status"]
    return rows.assign(
        **{name: said[name] for name in ("about", "sign", "kind")},
        id=known.where(same, number),
        gene=gene.where(gene != "", by_symbol),
        illness=illness.where(illness != "", names.named(rows["disease"], ["Disease"])),
        predicate=said["predicate"].where(taken, ""),
        stance=stance,
        variant=rows["variant"].str.replace(_WORDS, lambda word: word[0].lower(), regex=True),
        says=rows[columns[0]].str.cat(rows[columns[1:]], sep=", "),
    )


def _treated(rows: pd.DataFrame, names: Crosswalk) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows with therapy, without (what of it has no identifier) and outcome; and each treatment with its drug.

    Drugs that substitute each other are told of one by one; those of a combination or sequence stay together.
    """
    split = rows["therapy_interaction_type"].isin(["Combination", "Sequential"])
    cells = rows["therapies"].mask(split, rows["therapies"].str.replace(",", "|"))
    cells = cells.mask(rows["therapy_interaction_type"] == "Substitutes", cells.str.replace(",", "\n"))
    told = rows.assign(treatment=cells.str.split("\n")).explode("treatment").reset_index(drop=True)
    each = told[["about"]].assign(treatment=told["treatment"].str.split("|")).explode("treatment")
    each["treatment"] = each["treatment"].str.strip()
    each = each[each["treatment"] != ""]
    each["drug"] = drugs(each["treatment"], names, treatments=True)
    each["outcome"] = names.named(each["about"] + " to " + each["treatment"], ["Outcome"])
    without = each[each["drug"] == ""].groupby(level=0)["treatment"].agg(", ".join)
    therapy = each[each["drug"] != ""].groupby(level=0)["drug"].agg("|".join)
    agreed = each.groupby(level=0)["outcome"].agg(lambda ids: ids.iloc[0] if ids.nunique() == 1 else "")
    columns = {"therapy": therapy, "without": without, "outcome": agreed}
    return told.assign(**{key: ids.reindex(told.index).fillna("") for key, ids in columns.items()}), each


def _evidence(rows: pd.DataFrame, names: Crosswalk) -> pd.DataFrame:
    """One claim a row, with its paper; of a fusion's gene, one a partner."""
    usual = rows["about"].map(_OUTCOMES).fillna("")
    target = rows["outcome"].where(rows["outcome"] != "", names.named(usual, ["Outcome"]))
    for about, column in (("disease", "illness"), ("gene", "gene")):
        target = target.where(rows["about"] != about, rows[column])
    several = rows["treatment"].str.contains("|", regex=False)
    parts = {
        "level ": rows["evidence_level"],
        "rating ": rows["rating"].replace("", "none"),
        "": rows["evidence_status"] + rows["is_flagged"].map({"true": ", flagged"}).fillna(""),
        "origin ": rows["variant_origin"].str.lower().replace(["n/a", "unknown"], ""),
        "given in ": rows["therapy_interaction_type"].map({"Combination": "combination", "Sequential": "sequence"})
        .fillna("").where(several, ""),
        "therapy without identifier: ": rows["without"],
    }  # fmt: skip
    cells = [(before + values).where(values != "", "") for before, values in parts.items()]
    note = [", ".join(filter(None, row)) for row in zip(*cells, strict=True)]
    pubmed = (rows["source_type"] == "PubMed") & rows["citation_id"].str.fullmatch("[1-9][0-9]{0,7}")
    claims = pd.DataFrame(
        {
            "subject": rows["id"], "predicate": rows["predicate"], "sign": rows["sign"],
            "object": target.str.split("|"), "stance": rows["stance"], "kind": rows["kind"],
            "cancer": rows["illness"].where(rows["about"] != "disease", ""), "therapy": rows["therapy"],
            "trial_id": rows["nct_ids"].where(rows["nct_ids"].str.fullmatch("NCT[0-9]{8}"), ""), "note": note,
            "cites": ("PMID:" + rows["citation_id"]).where(pubmed, ""),
            "locator": "EID" + rows["evidence_id"], "line": rows["line"].astype(str),
        }
    )  # fmt: skip
    return claims.explode("object")


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """What each variant does to its genes where its name tells; else only that it has to do with them."""
    each = rows[rows["gene"] != ""].drop_duplicates("id")
    change = each["change"].str.casefold()
    sign = change.map(lambda _: "0").mask(change.str.fullmatch(_LESS), "-1").mask(change.str.fullmatch(_MORE), "1")
    claims = pd.DataFrame({
        "subject": each["id"], "predicate": (sign == "0").map({True: "ASSOCIATED_WITH", False: "AFFECTS"}),
        "sign": sign, "object": each["gene"].str.split("|"), "locator": "variant " + each["number"],
        "line": each["line"].astype(str),
    })  # fmt: skip
    return claims.explode("object")


def _kept_without(path: Path, column: str, cells: "pd.Series[str]") -> pd.DataFrame:
    """Cells without an identifier whose rows are not lost: each once, on no line."""
    told = {"file": shown(path), "line": "0", "column": column, "found": cells[cells != ""].drop_duplicates()}
    return pd.DataFrame(told | {"reason": _WHY[column] + "; the claim is kept without it"})
