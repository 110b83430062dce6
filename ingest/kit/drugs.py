"""Drugs by name, so that all sources speak of the same drug: the vocabulary's, then ChEBI's, then a treatment's."""

import pandas as pd

from ingest.kit.crosswalk import Crosswalk, flat

_AROUND = (  # "MEK Inhibitor PD0325901" is PD0325901, imatinib mesylate is imatinib
    r"^.*\b(?:inhibitor|antagonist|agonist|antibody) (?=\S*\d)|\s(?:(?:di|mono|hemi)?(?:hydrochloride|sodium|"
    r"phosphate|tosylate|ditosylate|mesylate|bismesylate|maleate|malate|fumarate|citrate|acetate|sulfate|tartrate|"
    r"succinate|hydrate)|s-malate|dimethyl sulfoxide)$"
)
_CLASS = (
    r"(?:inhibitor|agent|antagonist|agonist|modulator|compound|drug|antibody|hormone)s?$"  # ChEBI has roles as well
)

_OWN = (  # what the body makes or eats is a chemical there even if it is also given
    r"(?:[ld] )?(?:acetic acid|acetylcholine|adenine|adenosine|adenosine phosphate|adrenaline|aldosterone|alanine|"
    r"arginine|ascorbic acid|aspartic acid|atp|biotin|calcitriol|cholesterol|cholic acid|citric acid|cortisol|cysteine|"
    r"deoxycholic acid|docosanoic acid|dodecanoic acid|dopamine|estradiol|estriol|estrone|ethanol|folic acid|"
    r"fumaric acid|glucose|glutamic acid|glutamine|glutathione|glycine|histamine|histidine|lactic acid|lactose|"
    r"linoleic acid|linolenic acid|lysine|melatonin|nicotinamide|nicotinic acid|nitric oxide|noradrenaline|oleic acid|"
    r"ornithine|phenylalanine|progesterone|proline|pyridoxal|pyridoxine|retinol|riboflavin|sapropterin|serotonin|"
    r"spermidine|succinic acid|taurine|testosterone|thyroxine|tryptophan|tyramine|tyrosine)"
)


def drugs(found: "pd.Series[str]", names: Crosswalk, *, treatments: bool = False) -> "pd.Series[str]":
    """Ids of drugs by name, "" where none is known.

    The vocabulary's drugs come first, then ChEBI's substances by their name, then both without what stands around the
    name of the substance.

    Args:
        found: names, each cell one drug.
        names: the look-ups.
        treatments: whether a treatment of the vocabulary (chemotherapy, a class of drugs) will do as the last resort.
    """
    bare = found.str.replace(_AROUND, "", regex=True, case=False).str.strip()
    ids = names.named(found, ["Drug"])
    for one, labels in ((found, ["Drug", "Chemical"]), (bare, ["Drug"]), (bare, ["Drug", "Chemical"])):
        is_class = one.str.contains(_CLASS, regex=True, case=False)
        ids = ids.where((ids != "") | is_class, names.named(one, labels))
    return ids.where((ids != "") | (not treatments), names.named(found, ["Therapy"]))


def given(ids: "pd.Series[str]", names: Crosswalk) -> pd.DataFrame:
    """Things for those of ``ids`` that ChEBI knows as substances: a source that gives them as medicines says drug.

    What is of the body's own kind is left as it is: a metabolite that is also given is first a metabolite.
    """
    each = pd.Series(sorted(set(ids)), dtype="str")
    each = each[each.str.startswith("CHEBI:") & (names.label(each) == "Chemical")]
    each = each[~flat(names.name(each)).str.fullmatch(_OWN)]
    return pd.DataFrame({"id": each, "label": "Drug", "name": names.name(each)})
