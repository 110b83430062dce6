"""WikiPathways: human pathways as they are drawn, their molecules, and what the arrows between them state.

What an arrowhead states follows the notation of molecular interaction maps (Kohn 1999, doi:10.1091/mbc.10.8.2681) and
PathVisio's table of equal heads (pathvisio.github.io, Interaction_Panel_MIM_SBGN). A plain arrow has no sign. An arrow
that ends on another arrow acts on the step that is drawn there, and is told of what the step leads to.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, gpml, stage, unmapped
from ingest.kit.look_up import look_up
from ingest.kit.read import shown

_ZIP = "wikipathways-gpml-Homo_sapiens.zip"
ABOUT = About(
    id="wikipathways",
    name="WikiPathways, human",
    licence="CC0-1.0",
    url="https://www.wikipathways.org/",
    files=(
        File(
            _ZIP,
            "",  # the name at the official address holds the date of the release
            by_hand="download wikipathways-<date>-gpml-Homo_sapiens.zip from https://data.wikipathways.org/current/gpml/"
            f" (or give its address by --address wikipathways/{_ZIP}=…)",
        ),
    ),
)
_SPECIES = "Homo sapiens"
_HEADS = {  # without "mim-", capitals and dashes
    "arrow": "arrow", "directed": "arrow", "conversion": "conversion", "modification": "modification",
    "cleavage": "cleavage", "translocation": "translocation", "catalysis": "catalysis", "stimulation": "stimulation",
    "necessarystimulation": "stimulation", "inhibition": "inhibition", "tbar": "inhibition", "binding": "binding",
    "covalentbond": "binding", "transcriptiontranslation": "transcription", "": "", "undirected": "", "line": "",
}  # fmt: skip
_FLOWS = ("arrow", "conversion", "cleavage")  # what goes in comes out as something else
_BY_XREF = {"ensembl": "ENSEMBL", "entrez gene": "NCBIGene", "ncbigene": "NCBIGene", "uniprot": "UniProtKB",
            "uniprot-trembl": "UniProtKB"}  # fmt: skip
_BY_ID = {"chebi": "CHEBI", "chebi compound": "CHEBI", "geneontology": "GO", "hgnc accession number": "HGNC",
          "hgnc": "HGNC", "complex portal": "ComplexPortal"}  # fmt: skip
_GENES = ("GeneProduct", "Protein", "Rna", "RNA")
_MOLECULES = ("Gene", "Complex", "Chemical")
_PAIRS = 9  # of members, between two groups: two families of three; above, each with each is not what is meant
_NOTHING = "an end is no molecule: a label, a shape or nothing"
_STEP = "an end is a step of which no one source or product is meant"


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Pathways, their members, and the effects of these on each other with the papers given for each arrow.

    A node is taken by its number, else by its label if that is an approved symbol or a name; not if number and label
    are two genes. An arrow from or to a group is told of each member, unless the group is a complex.
    """
    path = files[_ZIP]
    drawn = gpml.read(path, files=900, nodes=65_000, lines=36_000)
    human = drawn.pathways[drawn.pathways["organism"] == _SPECIES]
    nodes, lines = (part[part["pathway"].isin(human["id"])] for part in (drawn.nodes, drawn.lines))
    entities = pd.DataFrame({"id": "WIKIPATHWAYS:" + human["id"], "label": "Pathway", "name": human["name"]})
    ids, contested = _things(nodes, names, set(entities["id"]))
    number = (nodes["database"] + " " + nodes["number"]).str.strip()
    nodes = nodes.assign(id=ids, node=nodes["label"] + (" (" + number + ")").where(number != "", ""))
    effects, silent = _effects(lines, drawn, nodes, names)
    molecule = names.label(nodes["id"]).isin(_MOLECULES)
    members, other = nodes[molecule], nodes[~molecule & (nodes["id"] != "")]
    membership = pd.DataFrame(
        {
            "subject": members["id"], "predicate": "PARTICIPATES_IN", "sign": "0",
            "object": "WIKIPATHWAYS:" + members["pathway"], "cites": members["cites"], "locator": members["pathway"],
            "line": members["line"],
        }
    )  # fmt: skip
    claims = pd.concat([membership, effects]).assign(species="NCBITaxon:9606")
    bad = unmapped(path, nodes, {"node": nodes["id"]})
    bad.loc[contested[bad.index], "reason"] = "label and number are those of two genes"
    others = drawn.pathways[drawn.pathways["organism"] != _SPECIES]
    told = [
        bad,
        silent.assign(file=shown(path)),
        _kept(path, "node", other["pathway"] + ", " + other["node"],
              "a drug or no molecule, of which the model has no membership; its arrows are told"),
        _kept(path, "organism", others["id"] + ", " + others["organism"], "no human pathway; left out"),
        _kept(path, "reference", drawn.unread["pathway"] + ", " + drawn.unread["found"],
              "no number of PubMed and no DOI; the claim is kept without this paper"),
    ]  # fmt: skip
    day = max(human["changed"], default="")
    return stage(
        ABOUT, rows=len(nodes) + len(lines), version=day, date=day,
        entities=entities, claims=claims, publications=_papers(drawn.papers, claims["cites"]), rejected=pd.concat(told),
    )  # fmt: skip


def _things(nodes: pd.DataFrame, names: Crosswalk, own: set[str]) -> "tuple[pd.Series[str], pd.Series[bool]]":
    """The id of each node, "" if unknown or contested; and whether its number and its label are two genes."""
    label, database, kind = nodes["label"], nodes["database"].str.casefold(), nodes["type"]
    number = nodes["number"].str.replace(r"^(?i:chebi|hgnc|go):", "", regex=True)
    of_version = number.str.replace(r"[.-][0-9]+$", "", regex=True)  # of a transcript's version or protein's isoform
    ids = pd.Series("", index=nodes.index, dtype="str")
    for name, prefix in _BY_XREF.items():
        ids = ids.mask(database == name, names.xref(prefix, of_version, ["Gene"]))
    known = names.known(look_up(database, _BY_ID) + ":" + number)
    ids = ids.where(ids != "", known)
    ids = ids.mask((database == "hgnc") & (ids == ""), names.genes(number))
    pathway = "WIKIPATHWAYS:" + number
    ids = ids.mask((database == "wikipathways") & pathway.isin(own), pathway)
    symbol = names.genes(label)
    symbol = symbol.where(names.name(symbol) == label, "")
    contested = ids.str.startswith("HGNC:") & (symbol != "") & (symbol != ids)
    # An Entrez number that HGNC does not have is a gene of another species, whatever its label.
    by_label = symbol.where(kind.isin(_GENES) & ~database.isin(["entrez gene", "ncbigene"]), "")
    by_label = by_label.mask(kind == "Metabolite", names.named(label, ["Chemical", "Drug"]))
    by_label = by_label.mask(kind == "Complex", names.named(label, ["Complex"]))
    events = ["Pathway", "Event", "Key Event", "BiologicalProcess"]
    by_label = by_label.mask(kind.isin(events), names.named(label, ["Process", "Pathway"]))
    return ids.where(ids != "", by_label).mask(contested, ""), contested


def _ends(drawn: gpml.Drawings, nodes: pd.DataFrame) -> "tuple[pd.DataFrame, pd.Series[str]]":
    """What the mark ``ref`` stands for (id, how: in a group, a state, or itself), and why a mark stands for nothing."""
    direct = nodes.loc[nodes["ref"] != "", ["ref", "id"]].assign(how="")
    among = nodes.loc[nodes["group"] != "", ["group", "id"]].merge(drawn.groups, on="group")
    whole = among["style"].str.casefold() == "complex"
    several = among["ref"].where(whole & (among.groupby("ref")["id"].transform("nunique") > 1), "")
    among = among[~among["ref"].isin(set(several)) & (among["ref"] != "")]
    states = drawn.states.merge(direct[["ref", "id"]], left_on="node", right_on="ref", suffixes=("", "_of"))
    states = states[states["ref"] != ""].assign(how="state")
    ends = pd.concat([direct, among[["ref", "id"]].assign(how="group"), states[["ref", "id", "how"]]])
    named = ends[ends["id"] != ""].drop_duplicates(["ref", "id"], ignore_index=True)
    reasons = {
        "an end is a molecule that no authority knows": ends["ref"],
        "an end is a complex, and no source here gives it a number": several[several != ""],
        _STEP: drawn.anchors["ref"],
    }
    why = pd.concat([pd.Series(reason, index=refs.unique(), dtype="str") for reason, refs in reasons.items()])
    why.loc[why.index.isin(named["ref"])] = "-"
    return named, why[~why.index.duplicated()]


def _arrows(lines: pd.DataFrame, anchors: pd.DataFrame) -> pd.DataFrame:
    """One row for each head: from source to target; ``step``: the head of the arrow on which it ends, if it does."""
    back = lines.rename(columns={"source": "target", "target": "source", "head": "tail", "tail": "head"})
    arrows = pd.concat([lines, back[(back["head"] != "binding") | (back["tail"] != "binding")]], ignore_index=True)
    arrows = arrows[~arrows["head"].isin(["", "other"])]
    one_way = arrows[~arrows["line"].duplicated(keep=False)].set_index("line")
    on = anchors[anchors["ref"] != ""].drop_duplicates("ref").set_index("ref")["line"]

    def of_step(side: str, column: str) -> "pd.Series[str]":
        return look_up(look_up(arrows[side], on), one_way[column])

    step, into, before = of_step("target", "head"), of_step("target", "target"), of_step("target", "source")
    flows = of_step("source", "head").isin(_FLOWS) & arrows["head"].isin(_FLOWS)  # a second product of the step
    source = arrows["source"].mask(flows, of_step("source", "source"))
    return arrows.assign(source=source, step=step, target=arrows["target"].mask(step != "", into), before=before)


def _effects(
    lines: pd.DataFrame, drawn: gpml.Drawings, nodes: pd.DataFrame, names: Crosswalk
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims of the arrows, and the lines that make none, with the reason."""
    found = lines["pathway"] + ", " + lines["tail"].where(lines["tail"] == "", lines["tail"] + " and ") + lines["head"]
    heads = {side: lines[side].str.casefold().str.replace(r"^mim-|[^a-z]", "", regex=True) for side in ("head", "tail")}
    lines = lines.assign(**{side: look_up(cells, _HEADS, "other") for side, cells in heads.items()})
    ends, why = _ends(drawn, nodes)
    arrows = _arrows(lines, drawn.anchors)
    pairs = arrows.reset_index(names="arrow").merge(ends.add_prefix("s_"), left_on="source", right_on="s_ref")
    pairs = pairs.merge(ends.add_prefix("o_"), left_on="target", right_on="o_ref")
    grouped = (pairs["s_how"] == "group") & (pairs["o_how"] == "group")
    many = grouped & (pairs.groupby("arrow")["arrow"].transform("size") > _PAIRS)
    alone = ends.drop_duplicates("ref", keep=False).set_index("ref")["id"]
    pairs["of"] = names.name(look_up(pairs["before"], alone))
    pairs["same"] = (pairs["before"] + "\t" + pairs["o_id"]).isin(set(ends["ref"] + "\t" + ends["id"]))
    claims = _stated(pairs[~many & (pairs["s_id"] != pairs["o_id"])], names)
    silent = lines[~lines["line"].isin(claims["line"])]
    lost = arrows.drop_duplicates("line").set_index("line")
    reasons = [look_up(lost[side], why, _NOTHING) for side in ("source", "target")]
    end = reasons[0].where(reasons[0] != "-", reasons[1])
    reason = look_up(silent["line"], end, "no arrowhead that states an effect")
    big = silent["line"].isin(pairs.loc[many, "line"])
    reason = reason.mask(reason == "-", "both ends are one thing, or the model has no such pair").mask(
        big, f"between two groups, of more than {_PAIRS} pairs: which acts on which is not said"
    )
    told = {"line": silent["line"], "column": "arrow", "found": found[silent.index].str.strip(", "), "reason": reason}
    return claims, pd.DataFrame(told)


def _stated(pairs: pd.DataFrame, names: Crosswalk) -> pd.DataFrame:
    """What each head states of a pair of things.

    Of what a step leads to, a sign is told only if more of the step is more of that: a substance that is made, a gene
    that is transcribed. That a modification is promoted does not say whether the modified protein then does more.
    """
    head, step = pairs["head"], pairs["step"]
    of = {side: names.label(pairs[f"{side}_id"]) for side in ("s", "o")}
    molecule = {side: of[side].isin(["Gene", "Complex"]) for side in of}
    substance = of["o"].isin(["Chemical", "Drug"]) & ~pairs["same"]  # else it is only moved or changed
    made = substance & ((step == "conversion") | ((step == "arrow") & (head == "catalysis")))
    made = made | (step == "transcription")
    plain = (step == "") & (pairs["o_how"] != "state")
    binds, bound = (head == "binding"), of["s"].isin([*_MOLECULES, "Drug"]) & of["o"].isin([*_MOLECULES, "Drug"])
    turned = binds & ~molecule["o"]
    kinds = [
        binds & (step == "") & bound & (molecule["s"] | molecule["o"]),
        binds,
        (head == "stimulation") & (plain | made) | (head == "catalysis") & made,
        (head == "inhibition") & (plain | made),
        (head == "transcription") & plain & molecule["s"] & (of["o"] == "Gene"),
    ]
    predicate = np.select(kinds, ["BINDS", "", "PROMOTES", "INHIBITS", "REGULATES"], "AFFECTS")
    parts = [
        head.where((predicate == "AFFECTS") & (head != "arrow"), ""),
        ("acts on the step from " + pairs["of"].replace("", "several")).where(step != "", ""),
        look_up(pairs["o_how"], {"state": "acts on a state of it"}),
        look_up(pairs["s_how"], {"state": "in one of its states"}),
    ]
    note = parts[0] + ", " + parts[1] + ", " + parts[2] + ", " + parts[3]
    note = note.str.replace(r"(?:, )+", ", ", regex=True).str.strip(", ")
    told = pd.DataFrame(
        {
            "subject": pairs["s_id"].mask(turned, pairs["o_id"]), "predicate": predicate,
            "sign": np.select(kinds[2:4], ["1", "-1"], "0"), "object": pairs["o_id"].mask(turned, pairs["s_id"]),
            "note": note, "cites": pairs["cites"], "line": pairs["line"],
            "locator": pairs["pathway"] + ", " + pairs["ref"].str.split(" ").str[1].fillna("an arrow"),
        }
    )  # fmt: skip
    return told[told["predicate"] != ""]


def _papers(papers: pd.DataFrame, cites: "pd.Series[str]") -> pd.DataFrame:
    """Number and year of the cited papers; not where years differ, nor 1975, which a slip of the number brings."""
    cited = papers[papers["id"].isin(set(cites.str.split("|").explode()))].drop_duplicates()
    sure = cited[cited["year"].str.fullmatch("(?:19|20)[0-9]{2}") & (cited["year"] != "1975")]
    year = sure.drop_duplicates("id", keep=False).set_index("id")["year"]
    ids = cited["id"].drop_duplicates().reset_index(drop=True)
    kinds = {kind: ids.str.removeprefix(f"{kind.upper()}:").where(ids.str.startswith(kind.upper()), "") for kind in
             ("pmid", "doi")}  # fmt: skip
    return pd.DataFrame({"id": ids, **kinds, "year": look_up(ids, year, "0")})


def _kept(path: Path, column: str, found: "pd.Series[str]", reason: str) -> pd.DataFrame:
    """What is told of, but is no lost row."""
    told = {"file": shown(path), "line": "0", "column": column, "found": found.drop_duplicates(), "reason": reason}
    return pd.DataFrame(told)
