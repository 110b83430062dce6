"""What the databases of ligands and receptors have in common: complexes, small molecules, cells full of paper numbers.

A complex is known by its members, so that it is one node however a database calls it. Its id is that of the curated
vocabulary or of the Gene Ontology where they name it, else ``CellPhoneDB:`` and the approved symbols of its members in
order, joined by "+", which is how CellPhoneDB itself writes a complex (``CDH1-ITGA2+ITGB1``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ingest.kit.crosswalk import Crosswalk
from ingest.kit.read import shown
from ingest.kit.staged import listed
from kg.errors import Fault, InvalidRow

HUMAN = "NCBITaxon:9606"
_TWO = "it stands for two molecules; which of them binds is not said"
# What the databases themselves call so, and why no claim is made of it.
FAULTY = {
    "BCR_CD45_CD22": "the B cell receptor is meant, but the gene BCR (a kinase) is given as its member",
    "SerotoninDopamin_byDDC": _TWO, "AldosteroneCorticosterone_byCYP11B2": _TWO, "5-HT-DOPA-DDC": _TWO,
}  # fmt: skip
ENZYMES = "enzymes and transporters that stand for a small molecule are no complex: the molecule is taken as the ligand"

# Complexes of the Gene Ontology by their members. A curated one is found without this by a synonym like ITGAV-ITGB3.
_BY_MEMBERS = {
    "EBI3+IL12A": "interleukin-35 complex", "EBI3+IL27": "interleukin-27 complex", "FGA+FGB+FGG": "fibrinogen complex",
    "IL12A+IL12B": "interleukin-12 complex", "IL12B+IL23A": "interleukin-23 complex",
    "INHA+INHBA": "inhibin A complex", "INHA+INHBB": "inhibin B complex", "INHBA+INHBB": "activin AB complex",
    "S100A8+S100A9": "calprotectin complex",
}  # fmt: skip
# Molecules by their name in ChEBI (or symbol of the gene they are cut from): as CellPhoneDB and CellChatDB spell them.
_MOLECULES = {
    "(22R)-22-hydroxycholesterol": "22Hydroxycholesterol 22HC", "11-deoxycorticosterone": "Desoxycorticosterone DOC",
    "12-dehydro-leukotriene B4": "12oxoLeukotrieneB4 12oxoLTB4", "2-phenylethylamine": "b-PEA",
    "17beta-hydroxy-5alpha-androstan-3-one": "Dihydrotestosterone DHT", "5(S)-HPETE": "5SHpETE",
    "2-arachidonoylglycerol": "2arachidonoylglycerol 2AG", "3,3',5-triiodo-L-thyronine": "Triiodothyronine T3",
    "5alpha-pregnane-3,20-dione": "5alphaDihydroprogesterone 5alphaP", "acetylcholine": "Acetylcholine Ach",
    "adenosine": "Adenosine ADO", "adrenaline": "Adrenaline Epinephrine ADR", "aldosterone": "Aldo",
    "all-trans-retinoic acid": "atRetinoicAcid RA", "androst-4-ene-3,17-dione": "Androstenedione",
    "androsterone": "Androsterone", "calcitriol": "Calcitriol", "cholesterol": "Cholesterol",
    "corticosterone": "Corticosterone Cort", "dehydroepiandrosterone": "Dehydroepiandrosterone DHEA",
    "dehydroepiandrosterone sulfate": "DHEAsulfate DHEAS", "desmosterol": "Desmosterol", "dopamine": "Dopamine DOPA",
    "estradiol": "Estradiol E2", "gamma-aminobutyric acid": "GABA", "glycine": "Glycine Gly",
    "histamine": "Histamine Hist", "L-dopa": "Ldopa", "L-glutamate(1-)": "Glutamate Glu", "L-thyroxine": "Lthyroxine",
    "leukotriene B4": "LeukotrieneB4 LTB4", "leukotriene C4": "LeukotrieneC4 LTC4", "lipoxin A4": "LipoxinA4 LXA4",
    "leukotriene D4": "LeukotrieneD4 LTD4", "leukotriene E4": "LeukotrieneE4 LTE4", "melatonin": "Melatonin",
    "noradrenaline": "Noradrenaline NE", "POMC": "b-Endorphin", "pregnenolone": "Pregnenolone",
    "progesterone": "Progesterone", "prostaglandin D2": "ProstaglandinD2 PGD2",
    "prostaglandin E2": "ProstaglandinE2 PGE2", "prostaglandin F2alpha": "ProstaglandinF2a PGF2a",
    "prostaglandin I2": "Prostacyclin PGI2", "serotonin": "5-HT", "testosterone": "Testosterone",
    "thromboxane A2": "ThromboxaneA2 TXA2",
}  # fmt: skip
_SPELLED = {spelling: name for name, spellings in _MOLECULES.items() for spelling in spellings.split()}

_DOI = r"10\.\d{4,9}/[^;,\s|]+"
_PMC = r"PMC[:\s]*\d+"
# A number below a million is older than these molecules: it was cut off, as one of more than eight digits was doubled.
_PMID = r"(?<![\w./])[1-9]\d{6,7}(?!\d)|(?<=PMID)[1-9]\d{6,7}(?!\d)"
_ODD = rf"{_PMC}|DOI_\S+|(?<![^;,:\s])(?:\d{{1,6}}|\d{{9,}})(?=[;,\s]|$)"


@dataclass(frozen=True)
class Complexes:
    """The complexes of a source: ``ids`` by its own names, ``entities`` and ``claims`` (PART_OF).

    One of a single member is that gene; one with a member that no authority knows, or that is faulty, is not in it.
    """

    ids: "pd.Series[str]"
    entities: pd.DataFrame
    claims: pd.DataFrame


def complexes(names: Crosswalk, members: pd.DataFrame, file: str) -> Complexes:
    """Complexes from their ``members``, one a row: name (of the complex), gene (id, "" = not known), line."""
    each = members.assign(symbol=names.name(members["gene"])).drop_duplicates(["name", "gene"])
    known = ~each["name"].isin(each.loc[each["gene"] == "", "name"]) & ~each["name"].isin(list(FAULTY))
    each = each[known].sort_values(["name", "symbol"])
    whole = each.groupby("name").agg(members=("symbol", "+".join), size=("gene", "size"), gene=("gene", "first"))
    named = names.named(whole["members"].str.replace("+", "-", regex=False), ["Complex"])
    named = named.where(named != "", names.named(whole["members"].map(_called), ["Complex"]))
    ids = named.where(named != "", "CellPhoneDB:" + whole["members"]).where(whole["size"] > 1, whole["gene"])
    several = each[each["name"].map(whole["size"]) > 1]
    claims = pd.DataFrame({
        "subject": several["gene"], "predicate": "PART_OF", "sign": "1", "object": several["name"].map(ids),
        "species": HUMAN, "locator": f"{file}, row " + several["line"].astype(str),
        "line": several["line"].astype(str),
    })  # fmt: skip
    return Complexes(ids, _entities(names, whole.assign(id=ids)), claims)


def molecules(names: Crosswalk, spellings: "pd.Series[str]") -> "pd.Series[str]":
    """Ids of small molecules and peptides by the spelling of CellPhoneDB or CellChatDB; "" where it is not known."""
    called = spellings.map(_SPELLED).fillna("")
    found = names.named(called, ["Chemical", "Drug"])
    return found.where(found != "", names.genes(called))


def binds(
    file: str, rows: pd.DataFrame, ligand: "pd.Series[str]", receptor: "pd.Series[str]", cites: "pd.Series[str]"
) -> pd.DataFrame:
    """One claim a row: the ligand binds the receptor, in man."""
    line = rows["line"].astype(str)
    return pd.DataFrame({
        "subject": ligand, "predicate": "BINDS", "sign": "0", "object": receptor, "species": HUMAN, "cites": cites,
        "locator": f"{file}, row " + line, "line": line,
    })  # fmt: skip


def papers(
    path: Path, rows: pd.DataFrame, column: str, filled: Mapping[str, str] | None = None
) -> tuple["pd.Series[str]", pd.DataFrame]:
    """The PMID:… and DOI:… ids in a cell of mixed references, and what in them is no paper's number (once each).

    Args:
        path: the file.
        rows: as read.
        column: which holds the references.
        filled: numbers that a spreadsheet's fill handle counted up, and the number it began with ("" = not certain).
    """
    filled = filled or {}
    cells = rows[column]
    dois = cells.str.lower().str.findall(_DOI).to_list()
    cells = cells.str.replace(_DOI, "", regex=True)
    odd = cells.str.findall(_ODD)
    cells = cells.str.replace(_PMC, "", regex=True)
    numbers = cells.str.findall(_PMID)
    meant = [[filled.get(number, number) for number in found] for found in numbers.to_list()]
    cites = [
        "|".join(dict.fromkeys([f"PMID:{one}" for one in found if one] + [f"DOI:{doi}" for doi in others]))
        for found, others in zip(meant, dois, strict=True)
    ]
    parts = [
        listed(path, rows, column, odd, "no number of PubMed; the claims are kept without this paper"),
        listed(path, rows, column, numbers.map(lambda found: [n for n in found if filled.get(n)]),
             "counted up by a spreadsheet's fill handle; the number that the run began with is cited in its place"),
        listed(path, rows, column, numbers.map(lambda found: [n for n in found if filled.get(n, n) == ""]),
             "perhaps counted up by a spreadsheet's fill handle; the claims are kept without this paper"),
    ]  # fmt: skip
    return pd.Series(cites, index=rows.index, dtype="str"), pd.concat(parts, ignore_index=True)


def tally(
    path: Path, rows: pd.DataFrame, column: str, which: "pd.Series[bool]", what: str, reason: str
) -> pd.DataFrame:
    """``what`` as one row of ``REJECTED`` that stands for all the rows ``which``."""
    return listed(path, rows[which], column, pd.Series([[what]] * int(which.sum()), rows.index[which]), reason)


def distinct(path: Path, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """``rows``, of which no two have the same cell in ``column``: else the members of two complexes would become one.

    Raises:
        InvalidRow: two have.
    """
    again = rows[rows[column].duplicated()]
    if len(again):
        raise InvalidRow([
            Fault(shown(path), int(line), column, name, "a name that no other row has")
            for line, name in zip(again["line"].to_list(), again[column].to_list(), strict=True)
        ])  # fmt: skip
    return rows


def _called(members: str) -> str:
    """The Gene Ontology's name of a complex with these members, "" if none is known here."""
    integrin = re.fullmatch(r"ITGA(\w+)\+ITGB(\d)", members)
    if integrin:
        return f"integrin alpha{'IIb' if integrin[1] == '2B' else integrin[1]}-beta{integrin[2]} complex"
    return _BY_MEMBERS.get(members, "")


def _entities(names: Crosswalk, whole: pd.DataFrame) -> pd.DataFrame:
    """One row a complex; synonyms are what the source calls it, if that is more than its members and no gene's name."""
    several = whole[whole["size"] > 1].reset_index()
    parts = several["name"].str.split(r"[_+]", regex=True).map(sorted).str.join("+")
    own = (parts != several["members"]) & (names.genes(several["name"]) == "")
    several["called"] = several["name"].str.replace("_", " ").where(own, "")
    grouped = (
        several.groupby("id", sort=True).agg(name=("members", "first"), synonyms=("called", _joined)).reset_index()
    )
    return grouped.assign(label="Complex")


def _joined(cells: "pd.Series[str]") -> str:
    return "|".join(dict.fromkeys(cell for cell in cells if cell))
