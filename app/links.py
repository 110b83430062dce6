"""Addresses inside the app, which are permalinks, and of the papers outside it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from plain import plain

from kg.wording import citation_address

_PAGES = Path(__file__).with_name("pages")
ASK, TRACE, EVIDENCE, COVERAGE = (
    str(_PAGES / name) for name in ("10_ask.py", "20_trace.py", "30_evidence.py", "90_coverage.py")
)


def entity(key: str, name: str, help_text: str | None = None) -> None:
    """A link to the page of an entity."""
    st.page_link(ASK, label=plain(name, 120), query_params={"id": key}, help=help_text)


def trace(label: str, **asked: str) -> None:
    """A link to a traced mechanism; ``asked`` are the parameters of the Trace page."""
    st.page_link(TRACE, label=plain(label), query_params=_without_empty(asked))


def evidence(label: str, **asked: str) -> None:
    """A link to one finding, publication or relation."""
    st.page_link(EVIDENCE, label=plain(label, 120), query_params=_without_empty(asked))


def paper(publication: str, label: str = "") -> None:
    """A link to a paper at its own address, in a new tab."""
    st.link_button(f"{plain(label or cited(publication))} ↗", citation_address(publication), type="tertiary")


SHOWN_ADDRESS = r"https://(?:pubmed\.ncbi\.nlm\.nih\.gov|doi\.org)/(.+?)/?$"  # what a table shows of an address


def address(publication: str) -> str:
    """The address of a paper, for the link column of a table."""
    return citation_address(publication)


def relation_address(relation: str) -> str:
    """The address of a relation's page inside the app, relative to the page that links to it."""
    return f"evidence?relation={quote(relation)}"


def evidence_typed(typed: str) -> dict[str, str]:
    """The parameters of the Evidence page for what a person typed: a PMID, a DOI, the id of a finding or relation.

    >>> evidence_typed("36747082"), evidence_typed("https://doi.org/10.3389/fcell.2026.1859833")
    ({'publication': 'PMID:36747082'}, {'publication': 'DOI:10.3389/fcell.2026.1859833'})
    >>> evidence_typed("pmid: 36747082"), evidence_typed("VAS-002")
    ({'publication': 'PMID:36747082'}, {'finding': 'VAS-002'})
    """
    typed = typed.strip()
    scheme, colon, key = typed.partition(":")
    if typed.count("|") == 3:
        return {"relation": typed}
    if colon and scheme.upper() in ("PMID", "DOI"):
        return {"publication": f"{scheme.upper()}:{key.strip()}"}
    bare = typed.removeprefix("https://doi.org/").removeprefix("https://pubmed.ncbi.nlm.nih.gov/").strip("/ ")
    if bare.isdigit() or bare.startswith("10."):
        return {"publication": f"PMID:{bare}" if bare.isdigit() else f"DOI:{bare}"}
    return {"finding": typed}


def cited(publication: str) -> str:
    """A publication's identifier as it is printed.

    >>> cited("PMID:36747082"), cited("DOI:10.3389/fcell.2026.1859833")
    ('PMID 36747082', 'DOI 10.3389/fcell.2026.1859833')
    """
    scheme, _, key = publication.partition(":")
    return f"{scheme} {key}"


def parameter(name: str) -> str:
    """A parameter of the page's address, "" when it is not there; a "+" that was read as a space is put back.

    Relation ids hold "+1", and many a mail program hands the sign on without escaping it.
    """
    value = st.query_params.get(name, "").strip()
    return value.replace("| 1|", "|+1|") if name == "relation" else value


def _without_empty(asked: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in asked.items() if value}
