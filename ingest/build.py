"""From the sources to one release: read them all, pass the gate once, write the tables."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import ingest
from kg.errors import Fault
from kg.tables import Candidate, Release, admit, merge

_NOT_SOURCES = {"build"}


def build(folder: Path) -> Release:
    """Build a release from every source module beside this one and write it to ``folder``, whole or not at all.

    Raises:
        InvalidRow: with every fault of every source; nothing is written then.
    """
    candidates: list[Candidate] = []
    faults: list[Fault] = []
    counts: dict[str, Any] = {}
    for module in sorted(found.name for found in pkgutil.iter_modules(ingest.__path__)):
        if module in _NOT_SOURCES:
            continue
        tables, found_faults, found_counts = importlib.import_module(f"ingest.{module}").candidate()
        candidates.append(tables)
        faults += found_faults
        counts |= found_counts
    release = admit(merge(candidates), faults, counts)
    release.write(folder)
    return release
