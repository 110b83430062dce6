"""HGNC: every human gene with an approved symbol, its former and other names, and its numbers elsewhere."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage
from ingest.kit.read import once, table

ABOUT = About(
    id="hgnc",
    name="HGNC, approved human gene names",
    licence="CC0-1.0",
    url="https://www.genenames.org/",
    authority=True,
    files=(
        File(
            "hgnc_complete_set.txt",
            "https://storage.googleapis.com/public-download-files/hgnc/tsv/tsv/hgnc_complete_set.txt",
            also=("hgnc_complete_set.tsv",),
        ),
    ),
)
_NUMBERS = {
    "entrez_id": "NCBIGene",
    "ensembl_gene_id": "ENSEMBL",
    "uniprot_ids": "UniProtKB",
    "mgd_id": "",
    "rgd_id": "",
}


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Genes; ``former`` holds previous symbols, ``synonyms`` the aliases and the full name."""
    path = files["hgnc_complete_set.txt"]
    columns = ["hgnc_id", "symbol", "name", "status", "alias_symbol", "prev_symbol", *_NUMBERS]
    rows = table(path, columns, floor=40_000, optional=["alias_name"], quoted=True)
    once(path, rows, "hgnc_id")
    approved = rows[rows["status"] == "Approved"]
    synonyms = [_joined(*cells) for cells in zip(*(approved[name] for name in _OTHER), strict=True)]
    entities = pd.DataFrame(
        {
            "id": approved["hgnc_id"],
            "label": "Gene",
            "name": approved["symbol"],
            "synonyms": synonyms,
            "former": approved["prev_symbol"],
            "xrefs": _numbers(approved),
        }
    )
    return stage(ABOUT, rows=len(rows), entities=entities)


_OTHER = ("prev_symbol", "alias_symbol", "name", "alias_name")


def _joined(*cells: str) -> str:
    return "|".join(dict.fromkeys(part.strip() for cell in cells for part in cell.split("|") if part.strip()))


def _numbers(rows: pd.DataFrame) -> "pd.Series[str]":
    """``NCBIGene:1|UniProtKB:P04217|MGI:2152878|…``; the mouse and rat numbers have their prefix already."""
    parts = pd.DataFrame(
        {
            name: rows[name]
            .str.split("|")
            .map(lambda values, prefix=prefix: "|".join(f"{prefix}:{one}" if prefix else one for one in values if one))
            for name, prefix in _NUMBERS.items()
        }
    )
    return parts.agg("|".join, axis=1).str.replace(r"\|+", "|", regex=True).str.strip("|")
