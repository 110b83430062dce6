"""TRRUST v2: transcription factors and their target genes, read from papers sentence by sentence."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.read import table

ABOUT = About(
    id="trrust",
    name="TRRUST v2",
    licence="CC-BY-SA-4.0",
    url="https://www.grnpedia.org/trrust/",
    terms="Share alike: what is made from it carries the same licence.",
    files=(File("trrust_rawdata.human.tsv", "https://www.grnpedia.org/trrust/data/trrust_rawdata.human.tsv"),),
)
_SIGN = {"Activation": "1", "Repression": "-1", "Unknown": "0"}


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Regulation of transcription with its sign and its papers."""
    path = files["trrust_rawdata.human.tsv"]
    rows = table(path, ["factor", "target", "mode", "pmids"], floor=7_000, header=False)
    claims = pd.DataFrame(
        {
            "subject": names.genes(rows["factor"]),
            "predicate": "REGULATES",
            "sign": rows["mode"].map(_SIGN).fillna(""),
            "object": names.genes(rows["target"]),
            "species": "NCBITaxon:9606",
            "cites": rows["pmids"].str.replace(";", "|PMID:").radd("PMID:"),
            "line": rows["line"].astype(str),
        }
    )
    bad = unmapped(path, rows, {"factor": claims["subject"], "target": claims["object"], "mode": claims["sign"]})
    return stage(ABOUT, rows=len(rows), claims=claims.drop(bad.index.unique()), rejected=bad)
