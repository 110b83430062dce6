"""What is reached from some things by steps of one kind."""

from collections.abc import Iterable, Mapping

import pandas as pd


def steps(kinds: pd.DataFrame, from_: str, to: str) -> dict[str, list[str]]:
    """A table of subject and object as lists by the column ``from_``."""
    found: dict[str, list[str]] = {}
    for one, other in zip(kinds[from_].to_list(), kinds[to].to_list(), strict=True):
        found.setdefault(one, []).append(other)
    return found


def closure(start: Iterable[str], step: Mapping[str, list[str]]) -> set[str]:
    """``start`` and everything reached from it.

    >>> sorted(closure(["a"], {"a": ["b"], "b": ["c", "a"], "x": ["y"]}))
    ['a', 'b', 'c']
    """
    found: set[str] = set()
    open_ = list(start)
    while open_:
        if (one := open_.pop()) not in found:
            found.add(one)
            open_ += step.get(one, [])
    return found
