"""The graph that all pages share: opened once, read-only, and opened anew when the store's file was replaced."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import links
import pandas as pd
import streamlit as st

import kg
from kg.home import store_url


def graph() -> kg.Graph:
    """The graph that TMEKG_URL or the home folder names.

    Raises:
        StoreUnavailable: there is none; the message says the remedy.
    """
    url = store_url()
    file = Path(url)
    written = file.stat().st_mtime_ns if "://" not in url and file.exists() else 0
    return _open(url, written)


@st.cache_resource(show_spinner="Opening the graph …", max_entries=2)
def _open(url: str, written: int) -> kg.Graph:
    del written  # part of the key only
    return kg.open(url)


def release() -> tuple[str, str]:
    """Id and data date of the release that every answer is stamped with."""
    stamp = graph().release
    return str(stamp["id"]), str(stamp["data_date"])


def publications(ids: list[str]) -> pd.DataFrame:
    """The rows of some publications, newest first: id, title, first_author, journal, year, retracted."""
    table = graph().snapshot.publication
    rows = table[table["id"].isin(ids)]
    return rows.sort_values(["year", "id"], ascending=[False, True], ignore_index=True)


def retracted(publication: str) -> bool:
    """Whether a publication was retracted."""
    return bool(_bibliography(graph()).get(publication, {}).get("retracted", False))


def citation(publication: str) -> str:
    """A publication as it is cited on one line: first author, journal, year and identifier."""
    found = _bibliography(graph()).get(publication, {})
    words = ", ".join(filter(None, (found.get("first_author"), found.get("journal"))))
    year = f" {found['year']}" if found.get("year") else ""
    return f"{words}{year} · {links.cited(publication)}" if words or year else links.cited(publication)


@lru_cache(maxsize=2)
def _bibliography(opened: kg.Graph) -> dict[str, dict[str, Any]]:
    columns = ["first_author", "journal", "year", "retracted"]
    return opened.snapshot.publication.set_index("id")[columns].to_dict("index")  # type: ignore[return-value]
