"""Causal Biological Networks, human 2.0: who raises or lowers whom in lung and vessel, in BEL, with the papers.

Each network comes as it was written (``raw``: names, species, cells) and with identifiers but fewer statements
(``grounded``). The statements are those of the first; where the second has the same statement, it says which thing a
name means. A state of a protein stands under its gene. A phosphorylated (acetylated …) form does too: what that does to
the activity is what the networks themselves say, else the direction is left open.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, spellings, stage, tree
from ingest.kit.crosswalk import flat
from ingest.kit.ligands import complexes
from ingest.kit.look_up import look_up
from ingest.kit.read import few, members, shown
from kg.errors import Fault, InvalidRow
from kg.model import Model

_FILE = "cbn-bel-human_2.0.zip"
_COMMIT = "bf5b3c8330e254d802ed0402c25f9496a3d2e68d"
ABOUT = About(
    id="cbn",
    name="Causal Biological Networks, human 2.0 (BEL)",
    licence="not stated",
    url="https://github.com/pybel/cbn-bel",
    terms="Used by permission; no formal licence of the data was seen: not for passing on.",
    version="human 2.0",
    files=(File(_FILE, f"https://github.com/pybel/cbn-bel/archive/{_COMMIT}.zip"),),
)
_END = "-2.0-Hs-{}.bel.nodelink.json"
_NAMED = {  # labels of what a namespace has names of
    "GOBP": ("Process", "Pathway"), "MESHPP": ("Process", "Pathway"), "GOCC": ("Complex", "Region"),
    "MESHCS": ("Complex", "Region"), "SCOMP": ("Complex", "Region"), "CHEBI": ("Chemical", "Drug"),
    "SCHEM": ("Chemical", "Drug"), "MESHC": ("Chemical", "Drug"), "MESHD": ("Disease",),
    "SDIS": ("Disease", "Process"),
}  # fmt: skip
_NUMBERS = {"hgnc": "HGNC", "go": "GO", "chebi": "CHEBI", "mesh": "MESH", "mgi": "MGI", "rgd": "RGD"}
_BY_NUMBER = {"MESH": "Disease", "MGI": "Gene", "RGD": "Gene"}
_MEANT = {  # names that the authorities have otherwise; AP-1 is not the adaptor of the same name
    "AP-1 Complex": "GO:0035976", "C1q Complex": "GO:0062167", "cell senescence": "GO:0090398",
    "replicative cell aging": "GO:0090399", "Alveolar type II cell": "CL:0002063", "HUVEC": "CL:0002618",
    "umbilical vein endothelial cell": "CL:0002618",
}  # fmt: skip
_SMOKE = {"Smoke, cigarette": "tobacco smoke exposure"}
_EFFECT = {"increases": "1", "directlyIncreases": "1", "decreases": "-1", "directlyDecreases": "-1"}
_GOES_WITH = {"association": "0", "biomarkerFor": "0", "positiveCorrelation": "1", "negativeCorrelation": "-1"}
_FILED = {"subProcessOf": "PART_OF", "isA": "SUBSET_OF"}
_OUT = ("Translocation extracellular space", "Translocation cell surface")  # more of it where it acts
_SPECIES = {"9606": "human", "10090": "mouse", "10116": "rat"}
_CANCER = r"(?i)cancer|carcino|neoplas|tumou?r|leuk|lymphom|melanom|myelom|blastom|sarcom|gliom|mesothel"
_PMID = r"[1-9]\d{5,7}"  # "Other" is said of some numbers of PubMed; nine digits are none
_NO_ONE = "no thing of the authorities, or more than one, is named so"
_WHY = {"SFAM": "a family of proteins, for which the model has no label", "MESHD Protein": "a disease as a protein",
        " Complex": "several proteins together, which no authority names", "": "several things together"}  # fmt: skip
_STATE = "a change of state of the thing itself; it tells what a mark does to its activity"
_SAID = ("Species", "Cell", "Tissue", "Disease")
_NODE = ("network", "at", "function", "bel", "namespace", "name", "identifier", "marks", "members")
_EDGE = ("network", "line", "row", "source", "relation", "target", "subject", "object", "evidence", "db", "db_id",
         *_SAID)  # fmt: skip


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Statements that cite something; the edges that only spell out the notation cite nothing and are not counted."""
    path = files[_FILE]
    nodes, edges = _tables(path, "raw", 10_000)
    nodes["is"] = _ids(nodes, _grounded(nodes, edges, *_tables(path, "grounded", 0)), names)
    edges = edges[edges["db"] != ""].reset_index(drop=True)
    by_place = nodes.set_index(["network", "at"])
    for side in ("source", "target"):
        end = by_place.reindex(pd.MultiIndex.from_frame(edges[["network", side]])).fillna("").reset_index(drop=True)
        edges = edges.join(end.add_prefix(f"{side}_"))
        why = look_up(edges[f"{side}_namespace"] + " " + edges[f"{side}_function"], _WHY)
        edges[f"{side}_why"] = why.where(why != "", look_up(edges[f"{side}_namespace"], _WHY, _NO_ONE))
    claims = _claims(edges, _mark_effects(edges))
    context, told = _context(path, edges, names)
    claims = claims.join(context)
    label = {side: names.label(claims[side]) for side in ("subject", "object")}
    model = Model.load()
    fits = [
        one != "" and (s, o) in model.allowed_pairs(one)
        for one, s, o in zip(claims["predicate"], label["subject"], label["object"], strict=True)
    ]
    known = (claims["subject"] != "") & (claims["object"] != "")
    same = known & (claims["subject"] == claims["object"])
    altered = known & ~same & (edges["source_marks"] + edges["target_marks"]).str.contains("hgvs")
    nothing = known & ~same & ~altered & ~pd.Series(fits, index=claims.index)
    no_relation = "the model has no relation for this word between these labels"
    bad = [_told(path, edges[claims[end] == ""], f"{side}_bel", f"{side}_why")
           for side, end in (("source", "subject"), ("target", "object"))]  # fmt: skip
    bad += [_told(path, edges.assign(why=_STATE)[same], "source_bel", "why")]
    bad += [_told(path, edges.assign(why="an altered protein is not the gene")[altered], "source_bel", "why")]
    bad += [_told(path, edges.assign(why=no_relation)[nothing], "relation", "why")]
    claims = claims[known & ~same & ~altered & ~nothing]
    claims["locator"] = "network " + tree.gathered(claims)
    return stage(ABOUT, rows=len(edges), claims=claims, rejected=pd.concat([*bad, told]))


def _told(path: Path, edges: pd.DataFrame, column: str, why: str) -> pd.DataFrame:
    return pd.DataFrame({"file": shown(path) + "/" + edges["network"], "line": edges["line"], "column": column,
                         "found": edges[column], "reason": edges[why]})  # fmt: skip


def _tables(path: Path, kind: str, floor: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and edges of all networks of a kind; ``line`` counts the edges of a file, ``row`` is that of the BEL."""
    end = _END.format(kind)
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str]] = []
    for file, content in members(path, end, floor=40 if floor else 0):
        name = f"{shown(path)}/{file}"
        graph = tree.read_json(content, name)
        network = {"network": Path(file).name.removesuffix(end)}
        own, links = (tree.part(graph, key, list, name) for key in ("nodes", "links"))
        for at, (node, cells) in enumerate(zip(own, tree.cells(own, ("function", "bel"), name), strict=True)):
            inside = [_of(one, "concept", ("namespace", "name")) for one in _list(node, "members")]
            member = "|".join(one["name"] if one["namespace"] == "HGNC" else "?" for one in inside)
            marks = " ".join(str(one.get("kind")) for one in _list(node, "variants"))
            concept = _of(node, "concept", ("namespace", "name", "identifier"))
            nodes.append(cells | concept | network | {"at": str(at), "marks": marks, "members": member})
        plain = tree.cells(links, ("source", "target", "relation"), name, ("line", "evidence"))
        for at, (link, cells) in enumerate(zip(links, plain, strict=True), 1):
            said = _of(link, "annotations", _SAID)
            cited = _of(link, "citation", ("db", "db_id"))
            states = {side: _state(link.get(side)) for side in ("subject", "object")}
            edges.append(cells | said | cited | states | network | {"row": cells["line"], "line": str(at)})
    table = pd.DataFrame(edges, columns=_EDGE, dtype="str")
    if few(len(table), floor):
        raise InvalidRow(
            [Fault(shown(path), 0, "", f"{len(table)} edges", f"at least {floor}; download the file again")]
        )
    return pd.DataFrame(nodes, columns=_NODE, dtype="str"), table


def _of(holder: Any, key: str, names: tuple[str, ...]) -> dict[str, str]:
    """The cells ``names`` of a mapping within a mapping; of an annotation, its values joined."""
    within = holder.get(key) if isinstance(holder, dict) else None
    cells = [within.get(name) if isinstance(within, dict) else None for name in names]
    return {
        name: "|".join(cell) if isinstance(cell, dict) else str(cell or "")
        for name, cell in zip(names, cells, strict=True)
    }


def _list(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = holder.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _state(said: Any) -> str:
    """In what respect an end of an edge is meant: "Degradation", "Activity tscript", "Translocation nucleus", or ""."""
    said = said if isinstance(said, dict) else {}
    where = _of(said.get("effect"), "toLoc", ("name",))["name"]
    return f"{said.get('modifier', '')} {_of(said, 'effect', ('name',))['name'] or where}".strip()


def _grounded(
    nodes: pd.DataFrame, edges: pd.DataFrame, other_nodes: pd.DataFrame, other_edges: pd.DataFrame
) -> pd.DataFrame:
    """Namespace and number by the BEL term of ``nodes``, from the edges that both kinds of a network have once."""
    same = ["network", "row", "relation", "evidence"]
    pairs = edges.drop_duplicates(same, keep=False).merge(
        other_edges.drop_duplicates(same, keep=False), on=same, suffixes=("", "_of")
    )
    ends = []
    for side in ("source", "target"):
        mine = nodes.rename(columns={"at": side})[["network", side, "bel"]]
        its = other_nodes.rename(columns={"at": f"{side}_of"})[["network", f"{side}_of", "namespace", "identifier"]]
        ends.append(pairs.merge(mine, on=["network", side]).merge(its, on=["network", f"{side}_of"]))
    every = pd.concat(ends)[["bel", "namespace", "identifier"]].drop_duplicates()
    return every.drop_duplicates("bel", keep=False).set_index("bel")


def _ids(nodes: pd.DataFrame, grounded: pd.DataFrame, names: Crosswalk) -> "pd.Series[str]":
    """What each node is: by the symbol of a gene, else by the number in the grounded networks, else by the name."""
    node = nodes.drop_duplicates("bel").reset_index(drop=True)
    space, name = node["namespace"], node["name"]
    kind = look_up(look_up(node["bel"], grounded["namespace"]), _NUMBERS)
    number = look_up(node["bel"], grounded["identifier"])
    ids = names.genes(name.where(space == "HGNC", ""))
    steps = [names.known((kind + ":" + number).where(kind.isin(["HGNC", "GO", "CHEBI"]), ""))]
    steps += [names.xref(one, number.where(kind == one, ""), [of]) for one, of in _BY_NUMBER.items()]
    steps += [names.xref("NCBIGene", name.where(space == "EGID", ""), ["Gene"])]
    steps += [names.known("GO:" + name.where(space == "GOBPID", ""))]
    steps += [names.known(look_up(name, _MEANT)), names.named(look_up(name, _SMOKE), ["Process"])]
    for wanted in sorted(set(_NAMED.values())):
        called = name.where(space.isin([one for one, of in _NAMED.items() if of == wanted]), "")
        found = spellings.found(called, partial(names.named, labels=wanted))
        # By a synonym the vocabulary may mean something narrower: "collagen deposition" for fibrosis.
        steps.append(found.where(~found.str.startswith("TME:") | (flat(names.name(found)) == flat(called)), ""))
    for found in steps:
        ids = ids.where(ids != "", found)
    several = node[node["members"].str.contains("|", regex=False) & (node["function"] == "Complex")]
    each = several.assign(gene=several["members"].str.split("|")).explode("gene")
    each = pd.DataFrame({"name": each["bel"], "gene": names.genes(each["gene"]), "line": "0"})
    known = complexes(names, each, _FILE).ids
    ids = ids.where(ids != "", look_up(node["bel"], known[~known.str.startswith("CellPhoneDB:")]))
    odd = node["function"].isin(["Protein", "RNA", "miRNA", "Gene"]) & (names.label(ids) != "Gene")
    return look_up(nodes["bel"], dict(zip(node["bel"], ids.where(~odd, ""), strict=True)))


def _mark_effects(edges: pd.DataFrame) -> dict[str, int]:
    """By the BEL term of a modified protein, whether the networks say that it is more (1) or less (-1) active so."""
    own = edges[(edges["source_is"] == edges["target_is"]) & (edges["source_is"] != "") & (edges["subject"] == "")]
    own = own[own["source_marks"].str.contains("pmod") & (own["target_marks"] == "")]
    effect = look_up(own["relation"], _EFFECT, "0").astype(int) * own["object"].eq("Degradation").map(
        {True: -1, False: 1}
    )
    signs = pd.DataFrame({"bel": own["source_bel"], "effect": effect}).drop_duplicates()
    alone = signs.drop_duplicates("bel", keep=False)
    return {str(bel): int(effect) for bel, effect in zip(alone["bel"], alone["effect"], strict=True)}


def _claims(edges: pd.DataFrame, marks: dict[str, int]) -> pd.DataFrame:
    """One row an edge."""
    relation = edges["relation"]
    sign = look_up(relation, _EFFECT | _GOES_WITH, "0").astype(int)
    by = pd.Series("", index=edges.index, dtype="str")
    for side, end in (("source", "subject"), ("target", "object")):
        sign *= edges[end].eq("Degradation").map({True: -1, False: 1})
        marked = edges[f"{side}_marks"] != ""
        effect = pd.Series([marks.get(bel, 0) for bel in edges[f"{side}_bel"]], index=edges.index)
        sign *= effect.where(marked, 1)
        by = by.mask(marked & (effect != 0), f"the {end} in a modified form, which these networks say is ")
        by = by.mask(marked & (effect != 0), by + effect.map({1: "more active", -1: "less active", 0: ""}))
    moved = edges["object"].str.startswith("Translocation") & ~edges["object"].isin(_OUT)
    sign = sign.mask(moved, 0)
    predicate = sign.map({1: "PROMOTES", -1: "INHIBITS", 0: "AFFECTS"})
    predicate = predicate.mask(edges["subject"].str.startswith("Translocation"), "AFFECTS")
    transcribed = (
        (edges["subject"] == "Activity tscript") & (edges["target_function"] == "RNA") & (edges["object"] == "")
    )
    predicate = predicate.mask(transcribed, "REGULATES").mask(relation.isin(list(_GOES_WITH)), "ASSOCIATED_WITH")
    filed = look_up(relation, _FILED)
    known = relation.isin([*_EFFECT, *_GOES_WITH, "causesNoChange"])
    cited = edges["db"].isin(["PubMed", "Other"]) & edges["db_id"].str.fullmatch(_PMID)
    return pd.DataFrame({
        "subject": edges["source_is"], "predicate": predicate.where(known, filed),
        "sign": sign.astype(str).mask(filed != "", "1"), "object": edges["target_is"],
        "stance": (relation == "causesNoChange").map({True: "refutes", False: "supports"}), "note": by,
        "cites": ("PMID:" + edges["db_id"]).where(cited, ""), "locator": edges["network"],
        "line": [str(line) for line in range(1, len(edges) + 1)],
    })  # fmt: skip


def _context(path: Path, edges: pd.DataFrame, names: Crosswalk) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Species, cell, region and cancer where they are stated and known, and once each what is not."""
    by = {label: partial(names.named, labels=[label]) for label in ("CellSubset", "Region", "Disease")}
    cell = spellings.found(edges["Cell"], by["CellSubset"])
    cell = cell.where(cell != "", names.known(look_up(edges["Cell"], _MEANT)))
    region, disease = spellings.found(edges["Tissue"], by["Region"]), spellings.found(edges["Disease"], by["Disease"])
    cancer = disease.where(names.name(disease).str.contains(_CANCER, regex=True), "")
    species = names.named(look_up(edges["Species"], _SPECIES), ["Taxon"])
    paper = edges["db_id"].where(edges["db_id"].str.fullmatch(_PMID), "")
    told = []
    for column, (kind, ids) in {
        "Species": ("species", species), "Cell": ("cell", cell), "Tissue": ("region", region),
        "Disease": ("cancer", cancer), "db_id": ("paper of PubMed", paper),
    }.items():  # fmt: skip
        times = edges.loc[(ids == "") & ((edges[column] != "") | (column == "db_id")), column].value_counts()
        why = [f"no {kind} is known by this; {count} statements are kept without it" for count in times]
        rows = {"file": shown(path), "line": "0", "column": column, "found": times.index, "reason": why}
        told.append(pd.DataFrame(rows))
    return pd.DataFrame({"species": species, "cell": cell, "region": region, "cancer": cancer}), pd.concat(told)
