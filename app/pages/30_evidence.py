"""Evidence: one finding, one paper or one relation, with everything that is held on it."""

import links
import streamlit as st
from evidence_view import show_finding, show_publication, show_relation
from page_frame import framed, not_found, opening

from kg.errors import InvalidQuery

framed()
SHOWN = {"finding": show_finding, "publication": show_publication, "relation": show_relation}
asked = {what: links.parameter(what) for what in SHOWN if links.parameter(what)}
if not asked:
    opening("Evidence", "Who says so: read one finding, one paper or one relation, and what speaks against it.")


def look() -> None:
    """Go where the box says, and empty it."""
    st.query_params.from_dict(links.evidence_typed(st.session_state["look"]))
    st.session_state["look"] = ""


st.text_input(
    "PMID, DOI, or the id of a finding or relation",
    key="look",
    on_change=look,
    placeholder="for example PMID:36747082, 10.3389/fcell.2026.1859833, VAS-002",
    label_visibility="visible" if not asked else "collapsed",
)
for what, key in asked.items():
    try:
        SHOWN[what](key)
    except InvalidQuery as error:
        not_found(f"This release does not hold the {what} “{key[:120]}”, which the link asks for.")
        near = getattr(error, "suggestions", [])
        if near:
            st.text("It holds some with a like id:")
            for one in near:
                links.evidence(one, **{what: one})
        st.page_link(links.ASK, label="Search for what it is about")
