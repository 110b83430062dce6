"""Reactome: which human genes take part in which pathway, the smaller pathways and the large ones that hold them."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.read import few, members, shown, text
from kg.errors import Fault, InvalidRow

ABOUT = About(
    id="reactome",
    name="Reactome, pathways and their genes",
    licence="CC0-1.0",
    url="https://reactome.org/",
    files=(
        File(
            "ReactomePathways.gmt.zip",
            "https://reactome.org/download/current/ReactomePathways.gmt.zip",
            also=("ReactomePathways.gmt",),
        ),
    ),
)
_FLOOR = 2_200  # pathways
# Proteins of viruses (influenza, parainfluenza, cytomegalovirus) that take part in a pathway of their host, by a name
# that a human gene has or had too: NP is nucleoprotein there, not PNP. Every other name of a pathogen's protein in the
# file is that of no human gene. Found by looking up where each name stands that is no approved symbol.
_OF_VIRUSES = ("HN", "MCP", "NA", "NEC1", "NEC2", "NP", "PA", "PB1", "SCP", "TRM2", "TRM3", "TRS1", "TRX1", "TRX2")


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Pathways and the genes that take part in them. A row is one gene of one pathway; the file names no papers."""
    path = files["ReactomePathways.gmt.zip"]
    sets = _sets(path)
    rows = sets.explode("gene", ignore_index=True)
    rows["line"] = rows.index + 1  # a line of the file is a whole pathway: what cannot be mapped is counted by gene
    alone = rows["gene"].str.replace(r" gene$| \([^)]*\)$", "", regex=True)  # "CSF2 gene", "POU5F1 (OCT4)"
    genes = names.genes(alone)
    virus = rows["gene"].isin(_OF_VIRUSES)
    taken = genes.where(~virus, "")
    bad = unmapped(path, rows, {"gene": taken}, "no human gene, or more than one, is named so")
    bad.loc[virus[bad.index], "reason"] = "here the protein of a virus; a human gene has that name as well"
    bad["column"] = "gene of " + rows["id"]
    claims = pd.DataFrame(
        {
            "subject": taken,
            "predicate": "PARTICIPATES_IN",
            "sign": "0",
            "object": "REACT:" + rows["id"],
            "species": "NCBITaxon:9606",
            "locator": rows["id"],
            "line": rows["line"].astype(str),
        }
    )
    entities = pd.DataFrame({"id": "REACT:" + sets["id"], "label": "Pathway", "name": sets["name"]})
    return stage(ABOUT, rows=len(rows), entities=entities, claims=claims.drop(bad.index), rejected=bad)


def _sets(path: Path) -> pd.DataFrame:
    """name, id and genes (``gene``, a list) of each line of the GMT file.

    Raises:
        InvalidRow: damaged, cut off, a line without an id or genes, an id that is given twice.
    """
    lines = [line.split("\t") for line in _text(path).splitlines() if line.strip()]
    faults = [
        Fault(shown(path), at, "", "\t".join(cells)[:80], "name, R-HSA-… and genes")
        for at, cells in enumerate(lines, 1)
        if len(cells) < 3 or not re.fullmatch("R-HSA-[0-9]+", cells[1])
    ]
    if faults:
        raise InvalidRow(faults[:20])
    sets = pd.DataFrame([(cells[0].strip(), cells[1]) for cells in lines], columns=["name", "id"], dtype="str")
    sets["gene"] = [[gene for cell in cells[2:] if (gene := cell.strip())] for cells in lines]
    if few(len(sets), _FLOOR):
        raise InvalidRow([Fault(shown(path), 0, "", f"{len(sets)} pathways", f"at least {_FLOOR}; download it again")])
    twice = sets["id"][sets["id"].duplicated()]
    if len(twice):
        raise InvalidRow([Fault(shown(path), int(twice.index[0]) + 1, "id", twice.iloc[0], "an id that is given once")])
    return sets


def _text(path: Path) -> str:
    if path.suffix != ".zip":
        return text(path)
    content = next((content for _, content in members(path, ".gmt", floor=1)), b"")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRow([Fault(shown(path), 0, "", repr(content[error.start : error.end]), "UTF-8 text")]) from error
