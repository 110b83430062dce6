"""CellChatDB: ligands and receptors by pathway, with the subunits of both."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.ligands import ENZYMES, FAULTY, binds, complexes, distinct, molecules, papers, tally
from ingest.kit.read import entry, frame_of, r_object, shown, table
from ingest.kit.staged import listed
from kg.errors import Fault, InvalidRow

_OFFICIAL, _INTERACTION, _COMPLEX = (f"CellChatDB.human.{end}" for end in ("rda", "interaction.tsv", "complex.tsv"))
ABOUT = About(
    id="cellchatdb",
    name="CellChatDB",
    licence="GPL-3.0-only",
    url="https://github.com/jinworks/CellChat",
    terms="Share alike: what is made from it carries the same licence.",
    files=(
        File(
            _OFFICIAL,
            "https://raw.githubusercontent.com/jinworks/CellChat/main/data/" + _OFFICIAL,
            also=(_INTERACTION,),
        ),
        # The same as tables: read when the file above is one.
        File(_COMPLEX, "", optional=True),
    ),
)
_UNITS = [f"subunit_{place}" for place in range(1, 6)]
_HELPERS = ["agonist", "antagonist", "co_A_receptor", "co_I_receptor"]
_COLUMNS = {"interaction": ["ligand", "receptor", "evidence", "version", *_HELPERS], "complex": ["index", *_UNITS]}
_FLOOR = {"interaction": 2_900, "complex": 300}
# Runs of rows on one matter whose numbers count up: the first is meant. Where that is not certain, no paper is cited.
_FILLED = {
    "11544106": "11544105", "11544107": "11544105", "11544108": "11544105", "11544109": "11544105",
    "20978473": "20978472", "20978474": "20978472", "20978475": "20978472",
    "27477013": "", "27477014": "", "27477015": "", "27477016": "",
    "27477017": "", "29934641": "29934640", "29934642": "29934640",
    "27477018": "", "12045259": "", "15115778": "", "33037400": "",
}  # fmt: skip
_GLUTAMATE = "Glu-NRXN1_CBLN1"  # two proteins that bind the receptor, not makers of glutamate
_CALCITONIN = "the name says CALCRL and the subunit CALCR; read as CALCRL"
_COFACTORS = "which of the two molecules a pathway's cofactor acts on is not stated; not taken"


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Who binds whom, and what complexes consist of. Agonists, antagonists and co-receptors are not taken."""
    rows, things = _tables(files)
    path = files[_OFFICIAL]
    parts = files.get(_COMPLEX, path) if path.suffix == ".tsv" else path
    things = distinct(parts, things, "index")
    made = things["index"].str.contains("-") & (things["index"] != _GLUTAMATE)
    units = things[~made].melt(["index", "line"], _UNITS, value_name="symbol").query("symbol != ''")
    mistaken = units["index"].str.startswith("CALCRL_") & (units["symbol"] == "CALCR")
    symbols = units["symbol"].mask(mistaken, "CALCRL")
    held = complexes(names, units.assign(name=units["index"], gene=names.genes(symbols)), parts.name)
    maker = things.loc[made, "index"]
    small = molecules(names, maker.str.rsplit("-", n=1).str[0]).set_axis(maker)
    ends = pd.concat([held.ids, small])

    ligand, receptor = (_end(rows[side], ends, set(things["index"]), names) for side in ("ligand", "receptor"))
    cites, odd = papers(path, rows, "evidence", _FILLED)
    bad = unmapped(path, rows, {"ligand": ligand, "receptor": receptor})
    helped = (rows[_HELPERS] != "").any(axis=1)
    whole = things[~made]
    known = whole["index"].where(whole["index"].isin(held.ids.index), "")
    told = pd.concat([
        bad, odd, tally(path, rows, "agonist", helped, "agonists, antagonists and co-receptors", _COFACTORS),
        listed(parts, units, "subunit_1", units["index"].where(mistaken).map(lambda name: [name]), _CALCITONIN),
        tally(parts, things, "index", made, "enzymes and transporters", ENZYMES),
        unmapped(parts, whole, {"index": known}, "a subunit is no gene of HGNC"),
    ], ignore_index=True)  # fmt: skip
    told["reason"] = told["found"].map(FAULTY).fillna(told["reason"])
    claims = binds(path.name, rows, ligand, receptor, cites).drop(bad.index.unique())
    return stage(
        ABOUT, rows=len(rows) + len(things), version=rows["version"].max().removeprefix("CellChatDB "),
        entities=held.entities, claims=pd.concat([claims, held.claims]), rejected=told,
    )  # fmt: skip


def _end(cells: "pd.Series[str]", ends: "pd.Series[str]", known: set[str], names: Crosswalk) -> "pd.Series[str]":
    """A complex or molecule of the source's own table, else a gene."""
    return cells.map(ends).fillna("").where(cells.isin(known), names.genes(cells))


def _tables(files: Mapping[str, Path]) -> list[pd.DataFrame]:
    """Interactions and complexes, out of the R file or of the two tables."""
    path = files[_OFFICIAL]
    if path.suffix == ".tsv":
        if _COMPLEX not in files:
            raise InvalidRow([Fault(shown(path), 0, "", "no table of complexes", f"{_COMPLEX} beside it")])
        held = {"interaction": path, "complex": files[_COMPLEX]}
        return [table(held[name], columns, floor=_FLOOR[name]) for name, columns in _COLUMNS.items()]
    parts = entry(r_object(path), "CellChatDB.human", path)
    frames = {name: entry(parts, name, path) for name in _COLUMNS}
    frames["complex"] = frames["complex"].rename_axis("index").reset_index()  # R keeps their names as row names
    return [frame_of(frames[name], path, columns, floor=_FLOOR[name]) for name, columns in _COLUMNS.items()]
