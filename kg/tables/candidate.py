"""Tables as they come from a source, before the gate: strings, each row with the file and line that it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from kg.model import Model

TABLES = ("entity", "publication", "source", "finding", "context", "cites")
_DERIVED = {"finding": ("relation",)}  # filled in by the gate


def columns(table: str) -> list[str]:
    """The columns that a source gives for a table, in the order of the schema."""
    return [name for name in Model.load().columns(table) if name not in _DERIVED.get(table, ())]


@dataclass
class Candidate:
    """What one source yields. ``written_as`` maps a column of findings to its name in the file people edit.

    Every frame has the columns of its table (:func:`columns`; all strings, "" = not stated) plus ``file`` and ``line``.
    """

    entity: pd.DataFrame
    publication: pd.DataFrame
    source: pd.DataFrame
    finding: pd.DataFrame
    context: pd.DataFrame
    cites: pd.DataFrame
    written_as: Mapping[str, str] = field(default_factory=dict)


def frame(table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """A candidate frame of ``table`` from dictionaries; columns that a row leaves out are "" (not stated)."""
    names = [*columns(table), "file", "line"]
    blank = dict.fromkeys(names, "")
    return pd.DataFrame([blank | row for row in rows], columns=names)


def merge(candidates: list[Candidate]) -> Candidate:
    """All sources under one roof, in the order given."""
    joined = {
        table: pd.concat([getattr(candidate, table) for candidate in candidates], ignore_index=True) for table in TABLES
    }
    written_as = {key: value for candidate in candidates for key, value in candidate.written_as.items()}
    return Candidate(**joined, written_as=written_as)
