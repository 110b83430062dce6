"""What people wrote: the tab-separated tables of ``ingest/curated``."""

from pathlib import Path
from typing import Any

from kg.errors import Fault
from kg.tables import Candidate, read_curated

FOLDER = Path(__file__).parent / "curated"
LICENCE = "CC-BY-4.0"


def candidate(folder: Path | None = None) -> tuple[Candidate, list[Fault], dict[str, dict[str, Any]]]:
    """The curated tables as a candidate for the gate.

    Returns:
        The candidate, the faults of the written form, and counts by source (rows in, out, rejected, licence).
    """
    tables, faults = read_curated(folder or FOLDER)
    sizes = tables.finding.groupby("source").size()
    counts = {
        str(source): {"in": int(size), "out": int(size), "rejected": 0, "licence": LICENCE}
        for source, size in sizes.items()
    }
    return tables, faults, counts
