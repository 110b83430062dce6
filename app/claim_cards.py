"""How a claim is drawn: one line a relation, one card a finding, the same on every page.

A line says subject, relation, sign and object in words; what context is stated and what is not; the class of evidence;
how many papers; belief as number, interval and word; and the papers themselves, to click. Words come from kg.wording.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import links
import streamlit as st
from open_graph import citation, retracted
from plain import plain, visible

from kg.answers import Step
from kg.claims import Finding
from kg.pages import Relation
from kg.wording import NOT_STATED, belief_text, claim_words, papers, sign_mark, sign_word

Colour = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray", "primary"]
_ROLES: dict[str, Colour] = {
    "cancer": "gray",
    "cell": "green",
    "region": "green",
    "therapy": "violet",
    "species": "yellow",
    "model_system": "gray",
    "time": "gray",
}
_ROLE_WORDS = {"model_system": "model"}
_TONES = {1: "up", -1: "down", 0: "open"}
_SIGN_COLOURS: dict[int, Colour] = {1: "blue", -1: "orange", 0: "gray"}
_KINDS = {"hedged": "hedged: may", "review": "review-level", "background": "background", "proposal": "proposal"}
_MOST_VALUES = 2
_MOST_PAPERS = 3


def relation_line(claim: Step | Relation, key: str) -> None:
    """One relation as a claim line with its chips, papers and a link to all its findings."""
    colour = tone(claim.predicate, claim.sign) if supported(claim) else "open"
    with st.container(key=f"claim-{colour}-{key}", gap="xsmall"):
        heading(claim, key)
        chips(claim.findings)
        with st.container(horizontal=True, key=f"cites-{key}", gap="small", vertical_alignment="center"):
            cites = list(
                dict.fromkeys(cite for one in claim.findings if one.stance == "supports" for cite in one.cites)
            )
            for cite in cites[:_MOST_PAPERS]:
                links.paper(cite, citation(cite))
            count = len(claim.findings)
            more = f"{count} finding{'s' * (count != 1)}"
            links.evidence(
                f"{more}, {len(cites)} citations" if len(cites) > _MOST_PAPERS else more, relation=relation_id(claim)
            )


def heading(claim: Step | Relation, key: str) -> None:
    """The claim in words with its belief, its number of papers and what speaks against it."""
    with st.container(key=f"words-{key}"):
        ends = (claim.subject.name, claim.predicate, claim.sign, claim.object.name)
        st.text(visible(claim_words(*ends, kind=kind(claim.findings))))
    against = against_count(claim)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if supported(claim):
            st.badge(plain(f"belief {belief_text(claim.belief, claim.belief_low, claim.belief_high)}"), color="blue")
            st.badge(papers(claim.n_papers), color="blue")
        else:
            st.badge("tested and not found; nothing held supports it", color="red", icon=":material/block:")
        if isinstance(claim, Step) and claim.context_fit < 1:
            st.badge(f"context fit {claim.context_fit:.2f}", color="blue")
        if against:
            st.badge(f"{against} against", color="orange", icon=":material/balance:")


def supported(claim: Step | Relation) -> bool:
    """Whether a finding supports the claim; the vocabulary's own steps count as supported."""
    return not claim.findings or any(one.stance == "supports" for one in claim.findings)


def sign_badge(sign: int) -> None:
    """A sign as symbol and word, in its colour."""
    st.badge(sign_word(sign), color=_SIGN_COLOURS[sign])


def relation_id(claim: Step | Relation) -> str:
    """The id of the relation of a line."""
    return claim.relation if isinstance(claim, Step) else claim.id


def against_count(claim: Step | Relation) -> int:
    """Findings that refute the claim or claim the contrary."""
    return len(claim.against) + sum(one.stance == "refutes" for one in claim.findings)


def kind(findings: Iterable[Finding]) -> str:
    """The kind of claim that all supporting findings share; "finding" when one of them is a plain one."""
    kinds = {one.kind for one in findings if one.stance == "supports"}
    return kinds.pop() if len(kinds) == 1 else "finding"


def tone(predicate: str, sign: int) -> str:
    """The name of the colour beside a claim: by its sign, grey where there is no direction of effect."""
    return _TONES[sign] if sign_mark(predicate, sign) else "open"


def chips(findings: Sequence[Finding]) -> None:
    """Context and evidence of some findings: what is stated as chips, what is not in words."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for evidence in dict.fromkeys(one.evidence for one in findings):
            st.badge(plain(evidence), color="gray", icon=":material/science:")
        if findings and all(one.secondary for one in findings):
            st.badge("secondary sources only", color="orange")
        missing = []
        for role, colour in _ROLES.items():
            values = list(dict.fromkeys(one.context[role] for one in findings if one.context[role] != NOT_STATED))
            word = _ROLE_WORDS.get(role, role)
            for value in values[:_MOST_VALUES]:
                st.badge(plain(f"{word}: {value}", 70), color=colour)
            if len(values) > _MOST_VALUES:
                st.badge(f"{len(values) - _MOST_VALUES} more", color=colour)
            if not values:
                missing.append(word)
        if missing:
            st.caption(f"{NOT_STATED}: {', '.join(missing)}", width="content")


def finding_card(finding: Finding, key: str, contrary: bool = False) -> None:
    """One finding: what it says, in which context, who says so and where; ``contrary`` marks the other side."""
    refuted = finding.stance == "refutes"
    colour = "open" if refuted else tone(finding.predicate, finding.sign)
    with st.container(key=f"finding-{colour}-{key}", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            mark = sign_mark(finding.predicate, finding.sign)
            if refuted:
                st.badge(
                    plain(f"tested and not found: {mark or 'this relation'}"), color="red", icon=":material/block:"
                )
            elif mark:
                sign_badge(finding.sign)
            if contrary:
                st.badge("claims the contrary", color="orange", icon=":material/balance:")
            if finding.kind in _KINDS:
                st.badge(_KINDS[finding.kind], color="orange")
        with st.container(key=f"summary-{key}"):
            st.text(visible(finding.summary or "no summary is held"))
        if contrary or refuted:
            st.caption(
                plain(
                    claim_words(
                        finding.subject.name, finding.predicate, finding.sign, finding.object.name, finding.kind
                    )
                )
            )
        chips([finding])
        _trial(finding)
        if finding.note:
            st.caption(f"Note: {plain(finding.note)}")
        _sources(finding, key)


def _trial(finding: Finding) -> None:
    parts = [
        f"trial phase: {finding.drug_phase}" if finding.drug_phase else "",
        f"status in this indication: {finding.drug_status}" if finding.drug_status else "",
        finding.trial_id,
    ]
    if any(parts):
        st.badge(plain("; ".join(filter(None, parts))), color="violet", icon=":material/medication:")


def _sources(finding: Finding, key: str) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"cites-{key}"):
        for cite in finding.cites:
            links.paper(cite, citation(cite))
            if retracted(cite):
                st.badge("retracted", color="red", icon=":material/warning:")
        if not finding.cites:
            st.badge("no primary paper given", color="orange")
        read = f"read: {finding.read}" if finding.read else ""
        via = f"named there as {finding.via}" if finding.via else ""
        audit = f"audited {finding.checked_on}" if finding.checked_on else "not yet audited"
        st.caption(
            plain(" · ".join(filter(None, (finding.locator, read, via, audit, f"source: {finding.source}")))),
            width="content",
        )
        links.evidence(finding.id, finding=finding.id)


def finding_cards(findings: Sequence[Finding], against: Sequence[Finding], key: str) -> None:
    """Both sides of a relation: what supports it, what was tested and not found, what claims the contrary."""
    supporting = [one for one in findings if one.stance == "supports"]
    refuting = [one for one in findings if one.stance != "supports"]
    for number, one in enumerate(supporting):
        finding_card(one, f"{key}-for-{number}")
    st.header("Against it", anchor=False)
    if not refuting and not against:
        st.text("No finding against it is held here. That does not mean that none exists.")
    for number, one in enumerate(refuting):
        finding_card(one, f"{key}-not-{number}")
    for number, one in enumerate(against):
        finding_card(one, f"{key}-against-{number}", contrary=True)
