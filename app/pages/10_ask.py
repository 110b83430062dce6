"""Ask: find anything of the tumour microenvironment and read what is known of it."""

import entity_view
import links
import streamlit as st
from examples import examples
from graph_component import label_word
from name_field import suggestions
from open_graph import entity
from page_frame import framed, not_found
from plain import plain

from kg.errors import InvalidQuery

framed()
key = links.parameter("id")
if not key:
    st.title("What is known of the tumour microenvironment, and who says so", anchor=False)
    with st.container(key="lead"):
        st.text(
            "Cells, signals, genes, metabolites, drugs and therapies of the tumour microenvironment, joined by claims "
            "from papers. Every curated claim has its sign, its context and its citation."
        )
typed = st.text_input(
    "Search for a cell, gene, drug, process, therapy or cancer",
    # On the page of an entity the box is a new one, and not part of the address: a link from it leads away.
    key=f"q-{key}" if key else "q",
    bind=None if key else "query-params",
    live="200ms",
    type="search",
    placeholder="for example myCAF, PD-L1, hypoxia, gemcitabine, regulatory T cell",
    autocomplete="off",
)

if typed and typed.strip():
    hits = suggestions(typed.strip())
    with st.container(border=True, key="suggestions", gap="xsmall"):
        for hit in hits:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                links.entity(hit.id, hit.name)
                st.badge(label_word(hit.label), color="gray")
                if hit.matched != hit.name:
                    st.caption(f"found as {plain(hit.matched, 80)}", width="content")
        if not hits:
            st.text(
                f"Nothing is called “{typed.strip()[:80]}” here. Try a shorter word, another spelling or a gene symbol."
            )
elif not key:
    examples()

if key:
    try:
        entity_view.show(entity(key))
    except InvalidQuery:
        not_found(f"This release does not hold “{key[:80]}”, which the link asks for.", "Search for its name above.")
