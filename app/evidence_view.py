"""The Evidence page: one finding, one publication or one relation."""

import links
import streamlit as st
from claim_cards import finding_card, finding_cards, heading
from open_graph import citation, graph
from page_frame import tab_title
from plain import plain, visible

from kg.claims import Finding
from kg.contradictions import separation
from kg.wording import claim_words

_CARDS = 20


def show_finding(key: str) -> None:
    """One finding, the paper it stands in and the relation it belongs to."""
    found = graph().finding(key)
    tab_title(f"Finding {found.id}")
    st.title(plain(f"Finding {found.id}"), anchor=False)
    _claim(found)
    finding_card(found, "finding")
    st.header("Belongs to", anchor=False)
    with st.container(horizontal=True, gap="small"):
        links.evidence("The relation, with all findings for and against it", relation=found.relation)
        links.entity(found.subject.id, found.subject.name)
        links.entity(found.object.id, found.object.name)
        for cite in found.cites:
            links.evidence(f"Everything from {citation(cite)}", publication=cite)


def show_publication(key: str) -> None:
    """One publication and every finding that cites it."""
    found = graph().publication(key)
    tab_title(found.title or found.id)
    st.title(plain(found.title or found.id, 300), anchor=False)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        by = ", ".join(filter(None, (found.first_author, found.journal, str(found.year or ""))))
        st.text(visible(by or "authors not stated"))
        for scheme, value in (("PMID", found.pmid), ("DOI", found.doi)):
            if value:
                links.paper(f"{scheme}:{value}", f"{scheme} {value}")
        if found.retracted:
            st.badge("retracted", color="red", icon=":material/warning:")
    if found.retracted:
        st.text("This paper was retracted. Its findings are kept to be seen, and add nothing to belief.")
    st.header(f"Cited here for {len(found.findings)} finding{'s' * (len(found.findings) != 1)}", anchor=False)
    every = len(found.findings) <= _CARDS or st.toggle(f"Show all {len(found.findings)}", key="all")
    for number, one in enumerate(found.findings if every else found.findings[:_CARDS]):
        _claim(one)
        finding_card(one, f"paper-{number}")


def show_relation(key: str) -> None:
    """One relation with both sides."""
    found = graph().relation(key)
    ends = f"{found.subject.name} and {found.object.name}"
    tab_title(ends)
    st.title(plain(ends, 200), anchor=False)
    heading(found, "relation")
    with st.container(horizontal=True, gap="small"):
        links.entity(found.subject.id, found.subject.name)
        links.entity(found.object.id, found.object.name)
        links.trace("Other ways from the one to the other", **{"from": found.subject.id, "to": found.object.id})
    other = [*found.against, *(one for one in found.findings if one.stance == "refutes")]
    if other:
        supporting = [one for one in found.findings if one.stance == "supports"]
        st.text(visible(separation(graph().snapshot, supporting, other)))
    finding_cards(found.findings, found.against, "relation")


def _claim(found: Finding) -> None:
    with st.container(key=f"words-{found.id}"):
        st.text(visible(claim_words(found.subject.name, found.predicate, found.sign, found.object.name, found.kind)))
