"""Tables as they come from a source, before the gate: strings, each row with the file and line that it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entity": ("id", "label", "name", "definition", "synonyms", "cite", "source"),
    "publication": ("id", "pmid", "doi", "title", "first_author", "journal", "year", "seen_at", "retracted"),
    "source": ("id", "name", "version", "date", "licence", "url"),
    "finding": (
        "id", "subject", "predicate", "sign", "object", "stance", "kind", "evidence", "species", "model_system", "time",
        "drug_phase", "drug_status", "trial_id", "via", "locator", "read", "summary", "note", "year", "curator",
        "checked_on", "axis", "source",
    ),
    "context": ("finding", "role", "entity"),
    "cites": ("finding", "publication"),
}  # fmt: skip


@dataclass
class Candidate:
    """What one source yields. ``written_as`` maps a table's column to the name it has in the file that people edit.

    Every frame has the columns of its table in ``COLUMNS`` (all strings, "" = not stated) plus ``file`` and ``line``.
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
    columns = [*COLUMNS[table], "file", "line"]
    blank = dict.fromkeys(columns, "")
    return pd.DataFrame([blank | row for row in rows], columns=columns)


def merge(candidates: list[Candidate]) -> Candidate:
    """All sources under one roof, in the order given."""
    joined = {
        table: pd.concat([getattr(candidate, table) for candidate in candidates], ignore_index=True)
        for table in COLUMNS
    }
    written_as = {key: value for candidate in candidates for key, value in candidate.written_as.items()}
    return Candidate(**joined, written_as=written_as)
