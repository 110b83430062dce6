"""A choice that stands in the page's address under a short name, so that the address opens the same view again.

Streamlit's own binding writes the words that are shown; they would change with every rewording, and hold counts.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st


def choice(
    label: str, key: str, words: Mapping[str, str], default: str, *, many: bool = False, show: bool = True
) -> str:
    """Buttons side by side, or a list when there are ``many``; returns the short name of what is chosen.

    Args:
        label: what is chosen; read out, and printed when ``show``.
        key: the parameter of the address.
        words: short name to the words that are shown.
        default: what is chosen when the address says nothing; it is left out of the address.
        many: whether to draw a list to open instead of buttons.
        show: whether the label is printed.
    """
    asked = st.query_params.get(key, default)
    state = f"choice-{key}"
    st.session_state[state] = asked if asked in words else default  # the address is the truth

    def keep() -> None:
        chosen = st.session_state[state]
        if chosen is None or chosen == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = chosen

    visible: Literal["visible", "collapsed"] = "visible" if show else "collapsed"
    shown: Callable[[str], str] = words.__getitem__
    chosen: str | None
    if many:
        chosen = st.selectbox(
            label, list(words), format_func=shown, key=state, on_change=keep, label_visibility=visible
        )
    else:
        chosen = st.segmented_control(
            label, list(words), format_func=shown, required=True, key=state, on_change=keep, label_visibility=visible
        )
    return chosen or default
