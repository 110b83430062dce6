"""Retracted papers: what cites one is kept and flagged, and adds no belief."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.read import table

ABOUT = About(
    id="retractions",
    name="Retracted papers of PubMed",
    licence="not stated",
    url="https://www.crossref.org/",
    terms="No licence was seen with the copy that was read; nothing of it is passed on but a flag on papers.",
    files=(
        File(
            "pubmed_retractions.tsv",
            "",
            by_hand="write the PubMed numbers of retracted papers, one a line (Retraction Watch's data at Crossref),",
        ),
    ),
)


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Papers that are retracted; only those that something cites are kept."""
    path = files["pubmed_retractions.tsv"]
    rows = table(path, ["pmid"], floor=17_000, header=False)
    number = rows["pmid"].where(rows["pmid"].str.fullmatch(r"[1-9][0-9]{0,7}"), "")
    bad = unmapped(path, rows, {"pmid": number}, "no PubMed number")
    held = number[number != ""].drop_duplicates()
    papers = pd.DataFrame({"id": "PMID:" + held, "pmid": held, "retracted": "true"})
    return stage(ABOUT, rows=len(rows), publications=papers, rejected=bad)
