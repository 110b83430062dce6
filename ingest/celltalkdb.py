"""CellTalkDB: pairs of human ligands and receptors, each read from papers."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.ligands import binds, papers
from ingest.kit.read import frame_of, r_object, table

ABOUT = About(
    id="celltalkdb",
    name="CellTalkDB",
    licence="GPL-3.0-only",
    url="https://github.com/ZJUFanLab/CellTalkDB",
    terms="Share alike: what is made from it carries the same licence.",
    files=(
        File(
            "human_lr_pair.rds",
            "https://raw.githubusercontent.com/ZJUFanLab/CellTalkDB/master/database/human_lr_pair.rds",
            also=("human_lr_pair.txt",),
        ),
    ),
)
_SIDES = ("ligand", "receptor")
_COLUMNS = [f"{side}_gene_{what}" for side in _SIDES for what in ("symbol", "id")] + ["evidence"]


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Which ligand binds which receptor, by the genes' numbers at NCBI, else by their symbols."""
    path = files["human_lr_pair.rds"]
    if path.suffix == ".rds":
        rows = frame_of(r_object(path), path, _COLUMNS, floor=3_050)
    else:
        rows = table(path, _COLUMNS, floor=3_050)
    ligand, receptor = (_gene(names, rows[f"{side}_gene_symbol"], rows[f"{side}_gene_id"]) for side in _SIDES)
    cites, odd = papers(path, rows, "evidence")
    bad = unmapped(path, rows, {"ligand_gene_symbol": ligand, "receptor_gene_symbol": receptor})
    claims = binds(path.name, rows, ligand, receptor, cites).drop(bad.index.unique())
    return stage(ABOUT, rows=len(rows), claims=claims, rejected=pd.concat([bad, odd]))


def _gene(names: Crosswalk, symbols: "pd.Series[str]", numbers: "pd.Series[str]") -> "pd.Series[str]":
    found = names.xref("NCBIGene", numbers, ["Gene"])
    return found.where(found != "", names.genes(symbols))
