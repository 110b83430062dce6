"""Column checks: what the schema says of one cell, applied to a whole table at once."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd
from rapidfuzz import process

from kg.errors import Fault
from kg.model import Column


def column_faults(frame: pd.DataFrame, columns: Mapping[str, Column]) -> list[Fault]:
    """The cells of ``frame`` (strings, with ``file`` and ``line``) that are required and empty, or break enum or pattern."""
    faults: list[Fault] = []
    for name, column in columns.items():
        if name not in frame:
            continue
        cells = frame[name].astype(str)
        filled = cells != ""
        if column.required:
            faults += cell_faults(frame[~filled], name, "a value; the cell is empty")
        if column.enum:
            allowed = [value for value in column.enum if value]
            wrong = frame[filled & ~cells.isin(allowed)]
            expected = "one of " + ", ".join(allowed) + ("" if column.required else ", or nothing")
            faults += cell_faults(wrong, name, expected, allowed)
        elif column.pattern:
            shape = re.compile(column.pattern)
            matches = cells.map(lambda cell, shape=shape: shape.fullmatch(cell) is not None)
            faults += cell_faults(frame[filled & ~matches], name, f"{column.description} (pattern {column.pattern})")
    return faults


def cell_faults(rows: pd.DataFrame, column: str, expected: str, choices: Iterable[str] = ()) -> list[Fault]:
    """One fault for each of ``rows``, with the nearest of ``choices`` where there is a near one."""
    choices = list(choices)
    return [
        Fault(str(file), int(line), column, str(found), expected, nearest(str(found), choices))
        for file, line, found in zip(rows["file"], rows["line"], rows[column], strict=True)
    ]


def nearest(found: str, choices: Iterable[str]) -> str:
    """The choice most like ``found``, or nothing when none is near.

    >>> nearest("PROMOTS", ["PROMOTES", "INHIBITS"])
    'PROMOTES'
    >>> nearest("xyz", ["PROMOTES", "INHIBITS"])
    ''
    """
    best = process.extractOne(found, list(choices), score_cutoff=70)
    return str(best[0]) if best else ""
