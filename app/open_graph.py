"""The graph that all pages share: opened once, read-only, and opened anew when the store holds another release."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import links
import pandas as pd
import streamlit as st

import kg
from kg.home import store_url
from kg.pages import Entity


def graph() -> kg.Graph:
    """The graph that TMEKG_URL or the home folder names.

    Raises:
        StoreUnavailable: there is none; the message says the remedy.
    """
    url = store_url()
    return _open(url, _held(url) if "://" in url else _written(Path(url)))


@st.cache_resource(show_spinner="Opening the graph …", max_entries=2)
def _open(url: str, version: str) -> kg.Graph:
    del version  # part of the key only
    return kg.open(url)


def _written(file: Path) -> str:
    return str(file.stat().st_mtime_ns) if file.exists() else ""


@st.cache_data(ttl=30, show_spinner=False)
def _held(url: str) -> str:
    """The release that a server holds, asked for twice a minute at most."""
    store = kg.connect(url)
    try:
        return str(store.stamp()["id"])
    finally:
        store.close()


def release() -> tuple[str, str]:
    """Id and data date of the release that every answer is stamped with."""
    stamp = graph().release
    return str(stamp["id"]), str(stamp["data_date"])


def entity(key: str) -> Entity:
    """What an entity is and what is known of it; kept, as every click on its page asks for it again.

    Raises:
        InvalidQuery: there is no such entity.
    """
    return _entity(graph(), key)


@lru_cache(maxsize=256)
def _entity(opened: kg.Graph, key: str) -> Entity:
    return opened.entity(key)


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
