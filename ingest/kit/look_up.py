"""Columns looked up in tables."""

from collections.abc import Mapping

import pandas as pd


def look_up(
    keys: "pd.Series[str]", table: "Mapping[str, str] | pd.Series[str]", otherwise: str = ""
) -> "pd.Series[str]":
    """The value of each key, ``otherwise`` where there is none; strings also when nothing is found.

    >>> look_up(pd.Series(["VWF", "none"]), {"VWF": "HGNC:12726"}).tolist()
    ['HGNC:12726', '']
    """
    held = table.to_dict() if isinstance(table, pd.Series) else table
    return pd.Series([held.get(key, otherwise) for key in keys.to_list()], index=keys.index, dtype="str")
