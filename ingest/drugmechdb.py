"""DrugMechDB: how drugs work against diseases, as paths from the drug by its target and processes to the disease.

Every step of a path is a claim, and that the drug treats the disease is one. What a word of DrugMechDB says in this
graph stands in ``_WORDS``; steps that it has no relation for, such as the organism of a process, are listed.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, spellings, stage, tree
from ingest.kit.crosswalk import flat
from ingest.kit.drugs import drugs, given
from ingest.kit.look_up import look_up
from ingest.kit.read import few, members, shown
from kg.errors import Fault, InvalidRow
from kg.model import Model

_FILE = "indication_paths.yaml"
ABOUT = About(
    id="drugmechdb",
    name="DrugMechDB",
    licence="CC0-1.0",
    url="https://github.com/SuLab/DrugMechDB",
    files=(
        File(_FILE, f"https://raw.githubusercontent.com/SuLab/DrugMechDB/main/{_FILE}", also=("drugmechdb-paths.zip",)),
    ),
)
_FLOOR = 4_300
# Relation and sign; the first that the model allows between the two labels is taken. "<" turns the step round.
_WORDS = {
    "decreases activity of": "TARGETS -1, INHIBITS -1", "increases activity of": "TARGETS 1, PROMOTES 1",
    "treats": "TREATS 1, AFFECTS -1", "ameliorates": "AFFECTS -1", "exacerbates": "AFFECTS 1",
    "affects risk for": "AFFECTS 0", "regulates": "AFFECTS 0", "affected by": "< AFFECTS 0",
    "increases transport of": "AFFECTS 0", "decreases uptake of": "AFFECTS 0",
    "increases response to": "AFFECTS 0", "decreases response to": "AFFECTS 0",
    "correlated with": "ASSOCIATED_WITH 0", "positively correlated with": "ASSOCIATED_WITH 1",
    "negatively correlated with": "ASSOCIATED_WITH -1", "manifestation of": "ASSOCIATED_WITH 1",
    "has phenotype": "ASSOCIATED_WITH 1", "phenotype of": "ASSOCIATED_WITH 1", "predisposes": "ASSOCIATED_WITH 1",
    "coexists with": "ASSOCIATED_WITH 0", "interacts with": "ASSOCIATED_WITH 0",
    "molecularly interacts with": "BINDS 0, TARGETS 0, ASSOCIATED_WITH 0",
    "directly interacts with": "BINDS 0, TARGETS 0", "physically interacts with": "BINDS 0, TARGETS 0",
    "in complex with": "BINDS 0",
    "part of": "PART_OF 1, LOCATED_IN 1", "has part": "< PART_OF 1, LOCATED_IN 1",
    "subclass of": "SUBSET_OF 1", "superclass of": "< SUBSET_OF 1",
    "located in": "LOCATED_IN 1", "occurs in": "LOCATED_IN 1", "location of": "< LOCATED_IN 1",
    "expressed in": "< EXPRESSES 1", "expresses": "EXPRESSES 1",
}  # fmt: skip
_WORDS |= dict.fromkeys((
    "positively regulates", "increases abundance of", "causes", "contributes to", "produces", "has metabolite",
    "has output", "derives into", "increases stability of", "increases expression of"), "PROMOTES 1")  # fmt: skip
_WORDS |= dict.fromkeys(("caused by", "produced by", "is metabolite of", "derives from"), "< PROMOTES 1")
_WORDS |= dict.fromkeys((
    "negatively regulates", "decreases abundance of", "disrupts", "prevents", "increases degradation of",
    "decreases synthesis of", "decreases expression of"), "INHIBITS -1")  # fmt: skip
_WORDS |= {"disrupted by": "< INHIBITS -1", "has participant": "< PARTICIPATES_IN 0, ASSOCIATED_WITH 0"}
_WORDS |= dict.fromkeys(("participates in", "actively involved in", "capable of", "enables"),
                        "PARTICIPATES_IN 0, ASSOCIATED_WITH 0")  # fmt: skip
_LABELS = {
    "Disease": ["Disease"], "PhenotypicFeature": ["Disease", "Process"], "BiologicalProcess": ["Process", "Pathway"],
    "MolecularActivity": ["Process"], "Protein": ["Gene"], "MacromolecularComplex": ["Complex"], "Cell": ["CellSubset"],
    "CellularComponent": ["Region", "Complex"], "ChemicalSubstance": ["Chemical", "Drug"], "Pathway": ["Pathway"],
    "GrossAnatomicalStructure": ["Region"], "OrganismTaxon": ["Taxon"],
}  # fmt: skip
_OWN = {  # authorities that no table here holds: their ids are taken as they stand
    "Region": r"UBERON:\d{7}", "Taxon": r"NCBITaxon:[1-9]\d*", "Pathway": r"REACT:R-[A-Z]{3}-\d+",
}  # fmt: skip
_PAPER = {"PMID": r"(?i:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|europepmc\.org/(?:article|abstract)/med/)([1-9]\d{0,7})\b",
          "DOI": r"doi\.org/(10\.\d{4,9}/[^ |?#]+)"}  # fmt: skip
_MINUS = r"(?i)negativ|inhib|suppress|down|decreas|reduc"


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Steps of mechanisms. The papers of a path are cited for each step, as it does not say for which they are."""
    path = files[_FILE]
    nodes, steps = _tables(path)
    nodes["key"] = nodes["id"] + "\t" + nodes["label"] + "\t" + nodes["name"]
    # The commonest spelling first: it becomes the name of what no authority here knows.
    node = nodes.assign(times=nodes["key"].map(nodes["key"].value_counts())).drop_duplicates("key")
    node = _found(node.sort_values(["times", "key"], ascending=[False, True], ignore_index=True), names)
    key = node["key"]
    ids, why = dict(zip(key, node["thing"], strict=True)), dict(zip(key, node["why"], strict=True))
    place = nodes.drop_duplicates(["path", "id"]).set_index(["path", "id"])["key"]
    for side in ("source", "target"):
        end = place.reindex(pd.MultiIndex.from_frame(steps[["path", side]])).fillna("").reset_index(drop=True)
        steps[f"{side}_is"] = look_up(end, ids)
        steps[f"{side}_why"] = look_up(end, why, "the mechanism has no such node")
        steps[side] += " " + end.str.split("\t").str[-1]
    new = _new(node, names)
    label = dict(zip(new["id"], new["label"], strict=True))
    claims = _claims(steps, lambda some: names.label(some).where(~some.isin(list(label)), look_up(some, label)))
    known = (steps["source_is"] != "") & (steps["target_is"] != "")
    same = known & (steps["source_is"] == steps["target_is"])
    nothing = known & ~same & (claims["predicate"] == "")
    no_relation = "the model has no relation for this word between these labels"
    told = [_told(steps[steps[f"{side}_is"] == ""], side, f"{side}_why") for side in ("source", "target")]
    told += [_told(steps.assign(why="both ends are one thing here")[same], "key", "why")]
    told += [_told(steps.assign(why=no_relation)[nothing], "key", "why")]
    rejected = pd.concat(told, ignore_index=True)
    rejected["file"] = shown(path) + "/" + rejected["file"]
    claims = claims[known & ~same & ~nothing]
    claims["locator"] = tree.gathered(claims)
    return stage(
        ABOUT, rows=len(steps), entities=new, claims=claims, rejected=rejected,
    )  # fmt: skip


def _told(steps: pd.DataFrame, column: str, why: str) -> pd.DataFrame:
    return pd.DataFrame({"file": steps["path"], "line": steps["step"], "column": column, "found": steps[column],
                         "reason": steps[why]})  # fmt: skip


def _tables(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes, and steps with their papers; step 0 of a path is that its drug treats its disease."""
    nodes: list[dict[str, str]] = []
    steps: list[dict[str, str]] = []
    for at, (name, mechanism) in enumerate(_mechanisms(path)):
        about = tree.part(mechanism, "graph", dict, name)
        [head] = tree.cells([about], ("drug", "disease"), name, ("_id", "drug_mesh", "drugbank", "disease_mesh"))
        own = tree.cells(tree.part(mechanism, "nodes", list, name), ("id", "label", "name"), name)
        links = tree.cells(tree.part(mechanism, "links", list, name), ("key", "source", "target"), name)
        held = {one["id"] for one in own}
        drug = head["drug_mesh"] if head["drug_mesh"] in held else head["drugbank"]
        whole = {"key": "treats", "source": drug, "target": head["disease_mesh"]}
        of = {
            "path": head["_id"] or f"mechanism {at + 1}",
            "papers": "|".join(map(str, mechanism.get("references") or [])),
        }
        nodes += [{**of, **one} for one in own]
        steps += [{**of, **one, "step": str(number)} for number, one in enumerate((whole, *links))]
    table = pd.DataFrame(steps, dtype="str")
    several = table["path"][(table["step"] == "0")].duplicated()
    if several.any():
        twice = table["path"][several[several].index[0]]
        raise InvalidRow([Fault(shown(path), 0, "_id", twice, "each mechanism once")])
    prefixes = {r"^taxonomy:": "NCBITaxon:", r"^reactome:": "REACT:"}
    things = pd.DataFrame(nodes, dtype="str").replace({"id": prefixes}, regex=True)
    return things, table.replace({"source": prefixes, "target": prefixes}, regex=True)


def _mechanisms(path: Path) -> list[tuple[str, Any]]:
    """Name and content of every mechanism: of the official list, or of an archive of one file each."""
    if path.suffix == ".zip":
        files = [one for one in members(path, ".yaml", floor=_FLOOR) if not one[0].endswith("_index.yaml")]
        return [(f"{shown(path)}/{name}", tree.read_yaml(content, f"{shown(path)}/{name}")) for name, content in files]
    every = tree.read_yaml(path.read_bytes(), shown(path))
    if not isinstance(every, list) or few(len(every), _FLOOR):
        found = f"{len(every)} mechanisms" if isinstance(every, list) else f"a {type(every).__name__}"
        raise InvalidRow([Fault(shown(path), 0, "", found, f"a list of at least {_FLOOR}; download the file again")])
    return [(f"{shown(path)}, mechanism {at}", one) for at, one in enumerate(every, 1)]


def _found(node: pd.DataFrame, names: Crosswalk) -> pd.DataFrame:
    """``node`` with ``called`` (id by the name), ``thing`` (the id to use, "" for none) and ``why`` there is none."""
    prefix = node["id"].str.split(":").str[0]
    number = node["id"].str.split(":", n=1).str[1].fillna("")
    called = pd.Series("", index=node.index, dtype="str")
    for label, wanted in {**_LABELS, "Drug": []}.items():
        some = node[node["label"] == label]
        by_name = partial(names.named, labels=wanted) if wanted else partial(drugs, names=names)
        called[some.index] = spellings.found(some["name"], by_name)
    gene = names.xref("UniProtKB", number.where(prefix == "UniProt", ""), ["Gene"])
    listed = names.known(node["id"].where(prefix.isin(["GO", "CL", "CHEBI"]), "")).where(gene == "", gene)
    numbered = prefix.isin(["UniProt", "GO", "CL", "CHEBI"])
    # Some numbers are a neighbour's: the name is that of another gene or term, or the number that of the opposite.
    plain = (gene != "") | (flat(names.name(called)) == flat(node["name"]))
    other = (called != "") & (called != listed) & (_prefix(called) == _prefix(listed)) & plain
    other |= names.name(listed).str.startswith("negative ") & ~node["name"].str.contains(_MINUS, regex=True)
    # MeSH is coarser than the name of the indication ("Lung Neoplasms" for cancer), unless both are the same words.
    disease = names.xref("MESH", number.where((prefix == "MESH") & (node["label"] == "Disease"), ""), ["Disease"])
    disease = disease.where((called == "") | (_words(names.name(disease)) == _words(node["name"])), called)
    thing = listed.where(~other, "").where(numbered, disease.where(disease != "", called))
    for pattern in _OWN.values():
        thing = thing.where((thing != "") | ~node["id"].str.fullmatch(pattern), node["id"])
    # A number of MeSH or DrugBank is one substance, under whichever of its names it was found.
    substance = node["label"].isin(["Drug", "ChemicalSubstance"]) & ~numbered
    held = node.assign(thing=thing)[substance & (thing != "")].drop_duplicates(["id", "thing"])
    one = held.drop_duplicates("id", keep=False).set_index("id")["thing"]
    thing = thing.where((thing != "") | ~substance, look_up(node["id"], one))
    why = pd.Series("no thing of the authorities, or more than one, is named so", index=node.index, dtype="str")
    why = why.mask(prefix == "UniProt", "no human gene, or more than one, has this number")
    why = why.mask(node["label"] == "GeneFamily", "a family of proteins, for which the model has no label")
    why = why.mask(numbered & other, "the number and the name are of two things")
    return node.assign(called=called, thing=thing, why=why)


def _new(node: pd.DataFrame, names: Crosswalk) -> pd.DataFrame:
    """Things that are told of here: substances as drugs, with other names of theirs; places, organisms, pathways."""
    medicines = given(node.loc[node["label"] == "Drug", "thing"], names)
    by_name = node[(node["called"] == node["thing"]) & (flat(node["name"]) != flat(names.name(node["thing"])))]
    also = by_name.groupby("thing")["name"].agg(lambda cells: "|".join(dict.fromkeys(cells.str.replace("|", "/"))))
    parts = [medicines.assign(synonyms=look_up(medicines["id"], also))]
    for label, pattern in _OWN.items():
        own = node[node["thing"].str.fullmatch(pattern) & (names.known(node["thing"]) == "")].drop_duplicates("thing")
        parts.append(pd.DataFrame({"id": own["thing"], "label": label, "name": own["name"], "synonyms": ""}))
    return pd.concat(parts, ignore_index=True)


def _claims(steps: pd.DataFrame, label: "Callable[[pd.Series[str]], pd.Series[str]]") -> pd.DataFrame:
    """One row a step; its relation is "" where none of those that the word may stand for joins the two labels."""
    word = look_up(steps["key"], _WORDS)
    turned = word.str.startswith("<")
    ends = {"subject": steps["source_is"].where(~turned, steps["target_is"]),
            "object": steps["target_is"].where(~turned, steps["source_is"])}  # fmt: skip
    subject, object_ = label(ends["subject"]), label(ends["object"])
    told = [_relation(*step) for step in zip(steps["key"], subject, object_, strict=True)]
    return pd.DataFrame(ends | {
        "predicate": [one for one, _ in told], "sign": [sign for _, sign in told],
        "cites": [_papers(cell) for cell in steps["papers"]],
        "locator": steps["path"], "line": [str(line) for line in range(1, len(steps) + 1)],
    })  # fmt: skip


@cache
def _papers(addresses: str) -> str:
    found = [f"{prefix}:{one}" for prefix, pattern in _PAPER.items() for one in re.findall(pattern, addresses)]
    return "|".join(dict.fromkeys(found))


@cache
def _relation(word: str, subject: str, object_: str) -> tuple[str, str]:
    """Relation and sign of a word between two labels, "" for none."""
    for option in _WORDS.get(word, "").strip("< ").split(", "):
        name, _, sign = option.partition(" ")
        if name and (subject, object_) in Model.load().allowed_pairs(name) and (name != "TARGETS" or subject == "Drug"):
            return name, sign
    return "", ""


def _prefix(ids: "pd.Series[str]") -> "pd.Series[str]":
    return ids.str.split(":").str[0]


def _words(names: "pd.Series[str]") -> "pd.Series[str]":
    return flat(names).str.split().map(sorted).str.join(" ")
