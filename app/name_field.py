"""A box for a name, and below it what was understood: the entity that is used, its other meanings, or what is near."""

from collections.abc import Sequence

import streamlit as st
from graph_component import label_word
from open_graph import graph
from plain import plain

from kg.errors import AmbiguousName, InvalidQuery
from kg.search import Hit, Resolution


def name_field(
    label: str, key: str, placeholder: str = "", help_text: str | None = None, labels: Sequence[str] | None = None
) -> Resolution | None:
    """A text box bound to the address; returns what it names, or None while it is empty or not understood yet."""
    typed = st.text_input(
        label,
        key=key,
        bind="query-params",
        live="250ms",
        placeholder=placeholder,
        help=help_text,
        autocomplete="off",
    )
    return understood(typed.strip(), key, labels) if typed and typed.strip() else None


def names_field(label: str, key: str, placeholder: str = "", help_text: str | None = None) -> list[Resolution] | None:
    """As ``name_field`` for several names with ";" between them; None when one of them is not understood."""
    typed = st.text_input(
        label,
        key=key,
        bind="query-params",
        live="250ms",
        placeholder=placeholder,
        help=help_text,
        autocomplete="off",
    )
    parts = [part.strip() for part in (typed or "").split(";")]
    found = [understood(part, key, None, parts) for part in parts if part]
    return [one for one in found if one] if all(found) else None


def understood(
    typed: str, key: str, labels: Sequence[str] | None = None, parts: Sequence[str] = ()
) -> Resolution | None:
    """Say what ``typed`` was taken for; where that is not certain, offer the choices, which replace it in the box."""
    try:
        one = graph().resolve(typed, labels=labels)
    except AmbiguousName as error:
        st.caption(f"“{plain(typed, 60)}” can mean several things. Choose one:")
        _choices(typed, key, [_of_line(line) for line in error.suggestions], parts)
        return None
    except InvalidQuery as error:
        near = _near(typed, labels) or [_of_line(line) for line in error.suggestions]
        asked = "Did you mean:" if near else "Try a shorter word, another spelling or a gene symbol."
        st.caption(f"Nothing here is called “{plain(typed, 60)}”. {asked}")
        _choices(typed, key, near, parts)
        return None
    st.caption(f"used: {plain(one.name, 90)} ({label_word(one.label)}, {plain(one.id)})")
    if one.others:
        with st.expander(f"other meanings of “{plain(typed, 40)}”: {len(one.others)}"):
            _choices(typed, key, [(hit.id, hit.name, hit.label) for hit in one.others[:8]], parts)
    return one


def suggestions(typed: str, limit: int = 8) -> Sequence[Hit]:
    """Entities whose names are like what is being typed; none while there is nothing to look for."""
    try:
        return graph().search(typed, limit=limit).hits
    except InvalidQuery:
        return ()


def _near(typed: str, labels: Sequence[str] | None) -> list[tuple[str, str, str]]:
    hits = [hit for hit in suggestions(typed, 30) if labels is None or hit.label in labels]
    return [(hit.id, hit.name, hit.label) for hit in hits[:6]]


def _of_line(line: str) -> tuple[str, str, str]:
    """The id, name and label of a suggestion that is written 'id name (label)'."""
    key, _, rest = line.partition(" ")
    name, _, label = rest.rpartition(" (")
    return key, name or rest, label.rstrip(")")


def _choices(typed: str, key: str, choices: Sequence[tuple[str, str, str]], parts: Sequence[str]) -> None:
    words = {key_: f"{name} · {label_word(label)}" if label else name for key_, name, label in choices}
    if not words:
        return
    pill = f"{key}-choice-{typed}"

    def use() -> None:
        chosen = st.session_state[pill]
        if chosen:
            rest = [chosen if part == typed else part for part in parts] or [chosen]
            st.session_state[key] = "; ".join(part for part in rest if part)

    st.pills(
        "Meanings",
        list(words),
        format_func=lambda choice: plain(words[choice], 80),
        key=pill,
        on_change=use,
        label_visibility="collapsed",
        wrap=True,
    )
