"""Rows of either engine as a frame: the same rows give the same frame, whichever engine they come from.

    text                       str; a missing value is ""
    whole numbers              int64; float64 with NaN where a value is missing
    other numbers              float64; a missing value is NaN
    true and false             bool
    dates, times               str, as ISO 8601
    lists                      list of the above; a missing element is None
    nodes                      dict of their properties and "_label"
    relationships              dict of their properties and "_type"
    paths                      list of nodes and relationships, in turn
    a column without a value   ""; neither engine tells its type

The type is that of the values, not of the column, since Neo4j's columns have none.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kg.errors import InvalidQuery

_INT64 = np.iinfo(np.int64)


def frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """A frame of ``rows``, whose values are as listed above or None.

    Raises:
        InvalidQuery: two columns have the same name.

    >>> frame(["id", "n_papers"], [["HGNC:12726", 3], ["HGNC:6018", None]])
               id  n_papers
    0  HGNC:12726       3.0
    1   HGNC:6018       NaN
    """
    twice = sorted({name for name in columns if list(columns).count(name) > 1})
    if twice:
        raise InvalidQuery(f"two columns of the answer are named {twice[0]}; give each its own name with AS")
    values = {name: _column([row[i] for row in rows]) for i, name in enumerate(columns)}
    return pd.DataFrame(values, columns=list(columns))


def _column(values: list[Any]) -> Any:
    kinds = set(map(type, values))
    missing = type(None) in kinds
    kinds.discard(type(None))
    if not kinds or kinds == {str}:
        return ["" if value is None else value for value in values] if missing else values
    if kinds == {bool} and not missing:
        return np.array(values, dtype=bool)
    if kinds == {int} and not missing and all(_INT64.min <= value <= _INT64.max for value in values):
        return np.array(values, dtype=np.int64)
    if kinds <= {int, float}:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    return pd.Series(["" if value is None else value for value in values], dtype=object)
