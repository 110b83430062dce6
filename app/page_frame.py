"""What every page has around it: the menu, its heading and one line of use, the stamp of the release at its foot.

A page's docstring begins with its title, then a colon and what it is for. Files are named NN_name.py: NN orders the
menu, name is the page's address. The listing of pages/ is the registry.
"""

import ast
from pathlib import Path

import streamlit as st
from open_graph import release
from plain import one_line, plain, visible

_PAGES = Path(__file__).with_name("pages")
_FRAMED, _ADDRESS = "framed", "address"
_TYPED = {"q", "from", "to", "via", "cancer", "cell", "region", "therapy", "species"}  # boxes that answer while typing


def pages() -> list[st.Page]:
    """The pages under pages/, in the order of their file names; the first is the one that opens by itself."""
    found = []
    for at, file in enumerate(sorted(_PAGES.glob("*.py"))):
        title = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or file.stem).partition(":")[0]
        found.append(st.Page(file, title=title, url_path=file.stem.partition("_")[2], default=at == 0))
    return found


def menu() -> st.Page:
    """Draw the menu; returns the page that the address asks for."""
    return st.navigation(pages(), position="top")


def show(page: st.Page) -> None:
    """Run a page inside the frame."""
    _tell_address(page)
    st.session_state[_FRAMED] = True
    try:
        page.run()
    finally:
        del st.session_state[_FRAMED]


def _tell_address(page: st.Page) -> None:
    """Send the address to the browser after a link that leads to the same page, which Streamlit does not do.

    Left out while a person types: the browser has put that into the address itself, and may be a letter ahead.
    """
    now = st.query_params.to_dict()
    last, before = st.session_state.get(_ADDRESS, ("", {}))
    changed = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    if last == page.url_path and (len(changed) > 1 or changed - _TYPED):
        st.query_params.update({})
    st.session_state[_ADDRESS] = (page.url_path, now)


def framed() -> None:
    """Every page calls this first. It sends a page that was started without the menu back through main.py.

    Streamlit starts the files of a folder named "pages" by themselves until the app has declared its menu, so that the
    first link into a freshly started app would open a page without frame.
    """
    if not st.session_state.get(_FRAMED):
        menu()
        st.rerun()


def opening(title: str, use: str) -> None:
    """Heading of a page and what it is for; constant text."""
    st.title(title, anchor=False)
    st.caption(use)


def tab_title(name: str) -> None:
    """What the browser's tab says: the thing that the page is about."""
    st.set_page_config(page_title=f"{one_line(name, 80)} · tmekg")


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
        st.text(visible(message))
        for way in ways_on:
            st.text(visible(f"→ {way}"))
