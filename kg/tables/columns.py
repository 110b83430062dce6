"""Column checks: what the schema says of one cell, applied to a whole table at once."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd
from rapidfuzz import process

from kg.errors import Fault
from kg.model import Column

_SHOWN = 60  # a longer pattern tells a person nothing


def column_faults(frame: pd.DataFrame, columns: Mapping[str, Column]) -> list[Fault]:
    """The cells of ``frame`` (strings, with ``file`` and ``line``) that the schema's columns do not allow."""
    faults: list[Fault] = []
    for name, column in columns.items():
        if name not in frame:
            continue
        cells = frame[name]
        filled = cells != ""
        if column.required and not filled.all():
            faults += cell_faults(frame[~filled], name, "a value; the cell is empty")
        broken, expected, choices = _misfits(cells[filled].unique().tolist(), column)
        if broken:
            faults += cell_faults(frame[cells.isin(broken)], name, expected, choices)
    return faults


def _misfits(cells: list[str], column: Column) -> tuple[list[str], str, list[str]]:
    """Which of the different cells break the column's enum, range or pattern; what is expected; the values allowed."""
    if column.enum:
        allowed = [str(value) for value in column.enum]
        broken = [cell for cell in cells if not {*(cell.split("|") if column.many else [cell])} <= set(allowed)]
        how_many = "some of " if column.many else "one of "
        return broken, how_many + ", ".join(allowed) + ("" if column.required else ", or nothing"), allowed
    if column.type == "integer":
        low, high = column.minimum, column.maximum
        number = {cell: int(cell) for cell in cells if re.fullmatch(r"-?\d{1,9}", cell)}
        inside = {
            cell for cell, value in number.items()
            if (low is None or value >= low) and (high is None or value <= high)
        }  # fmt: skip
        return [cell for cell in cells if cell not in inside], f"a whole number from {low} to {high}", []
    if column.pattern:
        shape = re.compile(column.pattern)
        shown = f" (pattern {column.pattern})" if len(column.pattern) <= _SHOWN else ""
        whose = f", an identifier of {', '.join(column.points)}" if column.points else ""
        broken = [cell for cell in cells if shape.fullmatch(cell) is None]
        return broken, column.description.rstrip(".") + whose + shown, []
    return [], "", []


def cell_faults(rows: pd.DataFrame, column: str, expected: str, choices: Iterable[str] = ()) -> list[Fault]:
    """One fault for each of ``rows``, with the nearest of ``choices`` where there is a near one."""
    choices = list(choices) if len(rows) else []
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
