"""What every page has around it: its heading and one line of use, and the stamp of the release at its foot."""

import streamlit as st
from open_graph import release
from plain import plain


def opening(title: str, use: str) -> None:
    """Heading of a page and what it is for; constant text."""
    st.title(title, anchor=False)
    st.caption(use)


def stamp() -> None:
    """Release, data date and terms of use, at the foot of a page."""
    key, date = release()
    with st.container(key="stamp"):
        st.caption(
            f"Release {plain(key)} · data of {plain(date)} · the address of this page is a permalink · "
            "for research only; nothing here is a recommendation for treatment"
        )


def stamp_lines(question: str) -> list[str]:
    """The stamp as it stands under a saved picture or table."""
    key, date = release()
    return [question, f"TME knowledge graph, release {key}, data of {date}"]


def not_found(message: str, *ways_on: str) -> None:
    """Nothing was found, or a link does not fit this release: what was asked, and what to do now."""
    with st.container(border=True, key="not-found"):
        st.text(message)
        for way in ways_on:
            st.text(f"→ {way}")
