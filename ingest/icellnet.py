"""ICELLNET: ligands and receptors of communication between cells, with their subunits, each with its papers."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.ligands import binds, complexes, papers
from ingest.kit.read import table
from ingest.kit.staged import listed

_FILE = "ICELLNETdb.tsv"
ABOUT = About(
    id="icellnet",
    name="ICELLNET",
    licence="GPL-3.0-only",
    url="https://github.com/soumelis-lab/ICELLNET",
    terms="Share alike: what is made from it carries the same licence.",
    files=(File(_FILE, f"https://raw.githubusercontent.com/soumelis-lab/ICELLNET/master/data/{_FILE}"),),
)
_SIDES = {"Ligand 1": [f"Ligand {n}" for n in range(1, 5)], "Receptor 1": [f"Receptor {n}" for n in range(1, 6)]}
# A spreadsheet took DKK1 for Danish crowns and NPR3 for Nepalese rupees.
_MONEY = r"^(\d),00\s(DKK|NPR)$"
_READ = "a spreadsheet took the symbol for an amount of money; read as the symbol"


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Which ligand binds which receptor, and what both consist of."""
    path = files[_FILE]
    cells = [cell for side in _SIDES.values() for cell in side]
    rows = table(path, [*cells, "Reference"], floor=1_500, quoted=True)
    money = rows[cells].apply(lambda column: column.where(column.str.match(_MONEY), ""))
    rows[cells] = rows[cells].apply(lambda column: column.str.replace(_MONEY, r"\2\1", regex=True))
    sides = {side: rows[units].agg(_joined, axis=1) for side, units in _SIDES.items()}
    parts = pd.concat([pd.DataFrame({"name": name, "line": rows["line"]}) for name in sides.values()])
    parts = parts.drop_duplicates("name")
    units = parts.assign(symbol=parts["name"].str.split("+")).explode("symbol").reset_index(drop=True)
    held = complexes(names, units.assign(gene=names.genes(units["symbol"])), _FILE)
    ligand, receptor = (name.map(held.ids).fillna("") for name in sides.values())
    cites, odd = papers(path, rows, "Reference")
    bad = unmapped(path, rows.assign(**sides), {"Ligand 1": ligand, "Receptor 1": receptor})
    amounts = money.agg(lambda row: [cell for cell in row if cell], axis=1)
    told = pd.concat([bad, odd, listed(path, rows, "Ligand 1", amounts, _READ)])
    claims = binds(_FILE, rows, ligand, receptor, cites).drop(bad.index.unique())
    return stage(
        ABOUT, rows=len(rows), entities=held.entities, claims=pd.concat([claims, held.claims]), rejected=told
    )  # fmt: skip


def _joined(units: "pd.Series[str]") -> str:
    return "+".join(sorted({unit for unit in units if unit}))
