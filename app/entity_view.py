"""The page of an entity: what it is, what acts on it, what it does, markers, drugs, cancers, contradictions, papers."""

from collections.abc import Callable

import links
import pandas as pd
import streamlit as st
from claim_cards import finding_card, finding_cards, heading, relation_line
from graph_component import draw, label_word, of_steps, picked_in
from open_graph import citation, graph, publications
from page_frame import stamp_lines, tab_title
from plain import plain, visible
from relation_table import relation_table
from url_choice import choice

from kg.answers import Step
from kg.claims import Ref
from kg.contradictions import separation
from kg.pages import Entity, Relation

_LINES = 6  # claims drawn in full; the others stand in a table that opens each
_KIN = 12
_PLACES = ("PART_OF", "LOCATED_IN", "PARTICIPATES_IN", "SUBSET_OF")
_TREATMENTS = ("Drug", "Therapy")
_PICTURED = 14


def show(found: Entity) -> None:
    """Draw the page; the open tab stands in the address."""
    _what_it_is(found)
    on, does = found.acted_on.assign(forward=False), found.acts.assign(forward=True)
    treats = does["predicate"].isin(("TARGETS", "TREATS")) if found.label in _TREATMENTS else does.index < 0
    marks_on, marks_of = on["predicate"] == "HAS_MARKER", does["predicate"] == "HAS_MARKER"
    drug, placed_on = on["other_label"].isin(_TREATMENTS), on["predicate"].isin(_PLACES)
    placed_of = does["predicate"].isin(_PLACES)
    contested_on, contested_of = _contested(on), _contested(does)
    cited = sorted({cite for table in (on, does) for cites in table["cites"] for cite in cites.split("; ") if cite})
    parts: dict[str, tuple[str, int, Callable[[], None]]] = {
        "on": ("What acts on it", *_section(found, on[~marks_on & ~placed_on], "on")),
        "does": ("What it does", *_section(found, does[~marks_of & ~placed_of], "does")),
        "markers": (
            "Markers" if found.label == "CellSubset" else "Marker of",
            *_section(found, _both(does[marks_of], on[marks_on]), "markers"),
        ),
        "drugs": ("Drugs and therapies", *_section(found, _both(does[treats], on[drug]), "drugs")),
        "where": ("Where and part of", *_section(found, _both(does[placed_of], on[placed_on]), "where")),
        "cancer": ("By cancer", *_by_cancer(found, _both(does, on))),
        "against": ("Contradictions", *_contradictions(found, _both(does[contested_of], on[contested_on]))),
        "papers": ("Publications", len(cited), lambda: _papers(cited)),
    }
    titles = {part: f"{title} · {count}" for part, (title, count, _) in parts.items()}
    first = next((part for part, (_, count, _) in parts.items() if count), "on")
    _, count, body = parts[choice("What is known of it", "part", titles, first, show=False)]
    if count:
        body()
    else:
        st.text("Nothing of this kind is held here. That does not mean that nothing is known.")


def _what_it_is(found: Entity) -> None:
    tab_title(found.name)
    with st.container(key="entity-head", gap="xsmall"):
        st.title(plain(found.name, 160), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(label_word(found.label), color="primary")
            if found.id.startswith("TME:"):
                st.caption(f"{plain(found.id)} · a term of this graph", width="content")
            else:
                st.link_button(f"{plain(found.id)} ↗", f"https://bioregistry.io/{found.id}", type="tertiary")
            if found.cite:
                links.paper(found.cite, f"defined after {citation(found.cite)}")
        st.text(visible(found.definition or "No definition is held."))
        if found.synonyms:
            st.caption(f"Also called: {plain('; '.join(found.synonyms), 500)}")
        _kin("is a kind of", found.parents)
        _kin("kinds of it", found.children)
        _kin("parts", found.components)
        _kin("is a part of", found.part_of)
        _kin("is the opposite of", found.opposite)
    with st.container(horizontal=True, gap="small"):
        links.trace(f"Trace from {found.name}", **{"from": found.id})
        links.trace(f"Trace to {found.name}", to=found.id)


def _kin(words: str, kin: tuple[Ref, ...]) -> None:
    if kin:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kin-{words}"):
            st.caption(words, width="content")
            for one in kin[:_KIN]:
                links.entity(one.id, one.name)
            if len(kin) > _KIN:
                st.caption(f"and {len(kin) - _KIN} more", width="content")


def _both(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Rows of both directions, best believed first; ``forward`` says whether the entity is the subject."""
    rows = pd.concat([one, other])
    return rows.sort_values(["belief", "n_papers", "relation"], ascending=[False, False, True], ignore_index=True)


def _contested(table: pd.DataFrame) -> "pd.Series[bool]":
    return (table["n_against"] > 0) | (table["n_refuting"] > 0)


def _section(found: Entity, rows: pd.DataFrame, key: str) -> tuple[int, Callable[[], None]]:
    """The number of rows, and what draws them: a picture, the best as claim lines, all as a table."""

    def body() -> None:
        supported = _lines_and_table(found, rows.reset_index(drop=True), key)
        if len(supported) > 1 and st.toggle(
            "Draw it", key=f"draw-{key}", help=f"The best believed, {_PICTURED} at most"
        ):
            _picture(found, [graph().relation(relation) for relation in supported[:_PICTURED]], key)

    return len(rows), body


def _lines_and_table(found: Entity, rows: pd.DataFrame, key: str) -> list[str]:
    """Draw the best rows as claim lines and, when there are more, all as a table; returns the supported relations."""
    supported = rows.loc[rows["n_supporting"] > 0, "relation"].astype(str).to_list()
    for number, relation in enumerate(supported[:_LINES]):
        relation_line(graph().relation(relation), f"{key}-{number}")
    if len(rows) > min(len(supported), _LINES):
        st.header(f"All {len(rows)}", anchor=False)
        relation_table(rows, found.name, key=f"table-{key}")
    return supported


@st.fragment
def _picture(found: Entity, claims: list[Relation], key: str) -> None:
    """The claims as a picture, and below it the findings of the one that is clicked."""
    picture = of_steps([_as_step(claim) for claim in claims], {found.id: "this page"})
    draw(picture, key=f"picture-{key}", title=found.name, stamp=stamp_lines(found.name), file=f"tme-{key}", tallest=760)
    kind, picked = picked_in(f"picture-{key}")
    for claim in claims:
        if kind == "relation" and claim.id == picked:
            with st.container(border=True, key=f"picked-{key}"):
                heading(claim, f"picked-{key}")
                finding_cards(claim.findings, claim.against, f"picked-{key}")


def _as_step(one: Relation) -> Step:
    return Step(
        one.subject,
        one.predicate,
        one.sign,
        one.object,
        one.belief,
        one.belief_low,
        one.belief_high,
        1.0,
        one.n_papers,
        one.findings,
        one.against,
        one.id,
    )


def _by_cancer(found: Entity, rows: pd.DataFrame) -> tuple[int, Callable[[], None]]:
    """The number of cancers, and what draws the claims of the one that is chosen."""
    each = rows.assign(cancer=rows["cancers"].str.split("; ")).explode("cancer")
    counts = each.groupby("cancer").size().sort_values(ascending=False)
    stated = [str(name) for name in counts.index if name != "not stated"]

    def body() -> None:
        words = {name: f"{name} ({counts[name]})" for name in [*stated, "not stated"] if name in counts.index}
        chosen = choice("Cancer", "cancer", words, next(iter(words)), many=True)
        _lines_and_table(found, each[each["cancer"] == chosen].reset_index(drop=True), f"cancer-{chosen}")

    return len(stated), body


def _contradictions(found: Entity, rows: pd.DataFrame) -> tuple[int, Callable[[], None]]:
    """The number of claims with another side, and what draws both sides of each."""

    def body() -> None:
        shown = list(dict.fromkeys(rows["relation"]))
        for number, key in enumerate(shown[:_LINES]):
            claim = graph().relation(key)
            other = [*claim.against, *(one for one in claim.findings if one.stance == "refutes")]
            relation_line(claim, f"sides-{number}")
            if other:
                supporting = [one for one in claim.findings if one.stance == "supports"]
                st.text(visible(separation(graph().snapshot, supporting, other)))
            for count, one in enumerate(other[:2]):
                finding_card(one, f"sides-{number}-{count}", contrary=one.stance == "supports")
            if len(other) > 2:
                links.evidence(f"{len(other) - 2} more against it", relation=key)
        if len(shown) > _LINES:
            st.text(f"And {len(shown) - _LINES} more:")
            relation_table(rows.iloc[_LINES:].reset_index(drop=True), found.name, key="table-contradictions")

    return rows["relation"].nunique(), body


def _papers(cited: list[str]) -> None:
    table = publications(cited)
    table["paper"] = [links.address(key) for key in table["id"]]
    st.dataframe(
        table[["paper", "title", "first_author", "journal", "year", "retracted"]],
        hide_index=True,
        key="papers",
        column_config={
            "paper": st.column_config.LinkColumn("paper", display_text=links.SHOWN_ADDRESS),
            "title": "title",
            "first_author": "first author",
            "journal": "journal",
            "year": st.column_config.NumberColumn("year", format="%d"),
            "retracted": "retracted",
        },
    )
