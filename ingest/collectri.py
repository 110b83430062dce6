"""CollecTRI: transcription factors and their targets with signs, put together from twelve collections."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.look_up import look_up
from ingest.kit.read import table

ABOUT = About(
    id="collectri",
    name="CollecTRI",
    licence="not stated",
    url="https://github.com/saezlab/CollecTRI",
    terms="The parts come from collections with terms of their own; for what is made from it, ask those.",
    files=(File("CollecTRI.csv", "https://rescued.omnipathdb.org/CollecTRI.csv", also=("collectri.csv",)),),
)
# It gives 1 also where nothing is known: to 2,798 of the 2,982 pairs whose mode TRRUST calls unknown.
_SIGN = {1.0: "0", -1.0: "-1", 0.0: "0"}
# Dimers that it lists as if they were one factor; the vocabulary or GO may know them.
_DIMERS = {"AP1": "AP-1 complex", "NFKB": "NF-kappaB complex"}


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Regulation of transcription; only repression is taken for stated. This list gives no papers."""
    path = files["CollecTRI.csv"]
    rows = table(path, ["source", "target", "weight"], floor=40_000, sep=",", quoted=True)
    dimers = names.named(look_up(rows["source"], _DIMERS), ["Complex"])
    weight = pd.to_numeric(rows["weight"], errors="coerce")
    claims = pd.DataFrame(
        {
            "subject": dimers.where(dimers != "", names.genes(rows["source"])),
            "predicate": "REGULATES",
            "sign": weight.map(_SIGN).astype(object).fillna("").astype("str"),
            "object": names.genes(rows["target"]),
            "species": "NCBITaxon:9606",
            "note": look_up(rows["weight"], {"1": "listed as activation, as are regulators whose mode is not known"}),
            "line": rows["line"].astype(str),
        }
    )
    bad = unmapped(path, rows, {"source": claims["subject"], "target": claims["object"], "weight": claims["sign"]})
    return stage(ABOUT, rows=len(rows), claims=claims.drop(bad.index.unique()), rejected=bad)
