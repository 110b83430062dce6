"""CellPhoneDB: ligands and receptors with their complexes, and the transcription factors that receptors switch."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.ligands import ENZYMES, FAULTY, HUMAN, binds, complexes, distinct, molecules, papers, tally
from ingest.kit.read import table

_INTERACTION, _COMPLEX, _GENE, _FACTOR = (
    f"{name}_input.csv" for name in ("interaction", "complex", "gene", "transcription_factor")
)
_DATA = "https://raw.githubusercontent.com/ventolab/cellphonedb-data/master/data/"
ABOUT = About(
    id="cellphonedb",
    name="CellPhoneDB",
    licence="MIT",
    url="https://www.cellphonedb.org/",
    terms="The licence is stated by a third party.",
    files=tuple(File(name, _DATA + name) for name in (_INTERACTION, _COMPLEX, _GENE, _FACTOR)),
)
_PROTEINS = [f"uniprot_{place}" for place in range(1, 6)]
_BINDING = ["partner_a", "partner_b", "source", "directionality", "modulatory_effect", "version"]
_SWITCHING = ["partner_receptor", "receptor_id", "partner_TF", "Effect", "Source"]
_ENDS = {
    "Ligand-Receptor": "",
    "Ligand-Ligand": "both partners are ligands",
    "Receptor-Receptor": "both partners are receptors",
    "Adhesion-Adhesion": "adhesion of two partners, neither of which is called the ligand",
    "Gap-Gap": "two halves of a gap junction",
}
_EFFECT = {"1": ("PROMOTES", "1"), "-1": ("INHIBITS", "-1")}
# Numbers that count on from row to row: for TREM2 with no telling which of them is the paper, for Notch from the first.
_FILLED = dict.fromkeys(map(str, range(27477013, 27477019)), "") | {
    "16921405": "16921404", "16921406": "16921404", "27791013": "27791012",
}  # fmt: skip


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Who binds whom, what complexes consist of, and which factor a receptor activates or inhibits."""
    things = distinct(files[_COMPLEX], _csv(files[_COMPLEX], ["complex_name", *_PROTEINS], 325), "complex_name")
    genes = _csv(files[_GENE], ["uniprot", "hgnc_symbol"], 1_600)
    rows = _csv(files[_INTERACTION], _BINDING, 2_600)
    factors = _csv(files[_FACTOR], _SWITCHING, 190)
    symbols = dict(zip(genes["uniprot"], genes["hgnc_symbol"], strict=True))

    made = things["complex_name"].str.contains("_by")
    members = things[~made].melt(["complex_name", "line"], _PROTEINS, value_name="uniprot").query("uniprot != ''")
    members = members.assign(name=members["complex_name"], gene=_genes(names, members["uniprot"], symbols))
    held = complexes(names, members, _COMPLEX)
    molecule = things.loc[made, "complex_name"]
    small = molecules(names, molecule.str.split("_by").str[0]).set_axis(molecule)
    proteins = pd.Series(sorted({*symbols, *factors["partner_TF"]}), dtype="str")
    ends = pd.concat([held.ids, small, _genes(names, proteins, symbols).set_axis(proteins)])

    bound, no_binding = _bound(files[_INTERACTION], rows, ends)
    switched, no_switch = _switched(files[_FACTOR], factors, ends, names, held.claims)
    whole = things[~made]
    known = whole["complex_name"].where(whole["complex_name"].isin(held.ids.index), "")
    rejected = [
        no_binding,
        no_switch,
        tally(files[_COMPLEX], things, "complex_name", made, "enzymes and transporters", ENZYMES),
        unmapped(files[_COMPLEX], whole, {"complex_name": known}, "a member is no gene of HGNC"),
    ]
    told = pd.concat(rejected, ignore_index=True)
    told["reason"] = told["found"].map(FAULTY).fillna(told["reason"])
    return stage(
        ABOUT, rows=len(rows) + len(factors) + len(things),
        version=rows["version"].str.extract(r"([\d.]+)$", expand=False).max(),
        entities=held.entities, claims=pd.concat([bound, switched, held.claims]), rejected=told,
    )  # fmt: skip


def _csv(path: Path, columns: list[str], floor: int) -> pd.DataFrame:
    return table(path, columns, floor=floor, sep=",", quoted=True)


def _genes(names: Crosswalk, proteins: "pd.Series[str]", symbols: Mapping[str, str]) -> "pd.Series[str]":
    """By the number in UniProt; one that several genes share by the symbol that CellPhoneDB gives it."""
    found = names.xref("UniProtKB", proteins, ["Gene"])
    return found.where(found != "", names.genes(proteins.map(symbols).fillna("")))


def _bound(path: Path, rows: pd.DataFrame, ends: "pd.Series[str]") -> tuple[pd.DataFrame, pd.DataFrame]:
    cites, odd = papers(path, rows, "source", _FILLED)
    ligand, receptor = (rows[side].map(ends).fillna("") for side in ("partner_a", "partner_b"))
    note = rows["directionality"].map(_ENDS).fillna("")
    inhibits = rows["modulatory_effect"].eq("Inhibitory")
    claims = binds(_INTERACTION, rows, ligand, receptor, cites)
    effect = inhibits.map({True: "; what follows is inhibitory", False: ""})
    claims["note"] = (note + effect).str.removeprefix("; ")
    known = rows["directionality"].where(rows["directionality"].isin(list(_ENDS)), "")
    bad = unmapped(path, rows, {"partner_a": ligand, "partner_b": receptor, "directionality": known})
    return claims.drop(bad.index.unique()), pd.concat([bad, odd])


def _switched(
    path: Path, rows: pd.DataFrame, ends: "pd.Series[str]", names: Crosswalk, parts: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Receptors and the factors downstream of them, but for those (nuclear receptors) that are the factor."""
    cites, odd = papers(path, rows, "Source", _FILLED)
    receptor, factor = (rows[side].map(ends).fillna("") for side in ("partner_receptor", "partner_TF"))
    called = names.genes(rows["receptor_id"])
    receptor = receptor.where((called == "") | (called == receptor) | ~receptor.str.startswith("HGNC:"), "")
    effect = rows["Effect"].map(_EFFECT)
    line = rows["line"].astype(str)
    claims = pd.DataFrame({
        "subject": receptor, "predicate": effect.str[0].fillna(""), "sign": effect.str[1].fillna(""), "object": factor,
        "species": HUMAN, "cites": cites, "locator": f"{_FACTOR}, row " + line, "line": line,
    })  # fmt: skip
    bad = unmapped(path, rows, {"partner_receptor": receptor, "partner_TF": factor, "Effect": claims["sign"]},
                   "nothing, or not one thing, is named by this and the cells beside it")  # fmt: skip
    own = (receptor == factor) | (factor + receptor).isin(parts["subject"] + parts["object"])
    reason = "the receptor is itself the transcription factor: no claim about two things"
    told = tally(path, rows, "partner_TF", own, "receptors that are the factor", reason)
    return claims[~own].drop(bad.index.unique(), errors="ignore"), pd.concat([bad, odd, told])
