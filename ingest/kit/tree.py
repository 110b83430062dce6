"""Read JSON and YAML, which nest: refused when they are no such text, nest as honest files do not, or lack a key."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import yaml

from kg.errors import Fault, InvalidRow

_DEPTH = 50  # the sources nest five deep; PyYAML's C loader crashes the process at some ten thousand


def read_json(content: bytes, name: str) -> Any:
    """What a JSON text holds; ``name`` is how a fault calls it.

    Raises:
        InvalidRow: not UTF-8, no JSON, or nested without end.
    """
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidRow([Fault(name, 0, "", f"{type(error).__name__}: {error}", "a whole JSON text")]) from error


def read_yaml(content: bytes, name: str) -> Any:
    """What one YAML document holds, by the safe loader. Aliases, which make much out of little, are refused.

    Raises:
        InvalidRow: not UTF-8, no YAML, or anchored or nested as no honest file is.
    """
    try:
        text = content.decode("utf-8-sig")
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEPTH or isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise InvalidRow([Fault(name, line, "", "an alias, or too deep a nesting", "plain lists and mappings")])
        return yaml.CSafeLoader(text).get_single_data()
    except (ValueError, yaml.YAMLError) as error:
        found = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise InvalidRow([Fault(name, 0, "", found, "a whole YAML text")]) from error


def part(of: Any, key: str, kind: type, name: str) -> Any:
    """``of[key]`` when it is a ``kind`` (list or dict).

    Raises:
        InvalidRow: there is no such key, or something else stands there.
    """
    value = of.get(key) if isinstance(of, dict) else None
    if not isinstance(value, kind):
        held = ", ".join(map(str, of))[:200] if isinstance(of, dict) else f"a {type(of).__name__}"
        raise InvalidRow(
            [Fault(name, 0, key, held, f"a {kind.__name__} named {key}: the layout that this version reads")]
        )
    return value


def cells(
    records: Sequence[Any], needed: Collection[str], name: str, optional: Collection[str] = ()
) -> list[dict[str, str]]:
    """The cells ``needed`` and ``optional`` of each record, as strings, "" for nothing.

    Raises:
        InvalidRow: a record is no mapping or lacks a needed key.
    """
    for at, record in enumerate(records, 1):
        if not isinstance(record, Mapping) or not record.keys() >= set(needed):
            held = ", ".join(map(str, record)) if isinstance(record, Mapping) else f"a {type(record).__name__}"
            raise InvalidRow([Fault(name, at, "", held[:200], f"an entry with {', '.join(needed)}")])
    keys = [*needed, *optional]
    return [{key: _cell(record.get(key)) for key in keys} for record in records]


def gathered(claims: pd.DataFrame, most: int = 3) -> "pd.Series[str]":
    """For each claim the locators of all rows that make it, the first ``most`` of them and how many more there are."""
    same = [name for name in claims if name not in ("cites", "locator", "line")]
    each = claims[[*same, "locator"]].drop_duplicates()
    number = claims.groupby(same, sort=False).ngroup()
    joined = (
        each["locator"]
        .groupby(number.loc[each.index])
        .agg(lambda cells: "; ".join(cells[:most]) + (f" and {len(cells) - most} more" if len(cells) > most else ""))
    )
    held = joined.to_dict()
    return pd.Series([held[one] for one in number.to_list()], index=claims.index, dtype="str")


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\ufeff", "").strip()
