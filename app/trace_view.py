"""The answer of the Trace page: picture, findings of the chosen relation, steps of each path; or why there is none."""

import links
import streamlit as st
from claim_cards import finding_cards, heading, sign_badge
from graph_component import draw, edge_id, of_routes, picked_in
from open_graph import entity, graph
from page_frame import not_found, stamp_lines, tab_title
from plain import plain, visible
from trace_form import Asked
from trace_table import step_table
from url_choice import choice

from kg.answers import Step, TraceAnswer
from kg.errors import InvalidQuery
from kg.wording import KIND_STEPS

_SCROLLED = 2  # findings beside the picture, from which on they scroll there
_SHOWN = {"1": "best path", "3": "best 3", "5": "best 5", "10": "best 10", "50": "all"}


def show_hint() -> None:
    """What to type, while nothing is asked yet."""
    st.text("Say where the mechanism starts and where it ends. For example:")
    with st.container(horizontal=True, gap="small"):
        links.trace("VWF → hypoxia → immunosuppression", **{"from": "VWF", "to": "immunosuppression", "via": "hypoxia"})
        links.trace("hypoxia → CD8+ T cell function", **{"from": "hypoxia", "to": "CD8+ T cell function"})


def show_answer(asked: Asked) -> None:
    """Trace the question and draw what comes of it."""
    try:
        answer = asked.answer()
    except InvalidQuery as error:
        not_found(str(error), *error.suggestions)
        return
    tab_title(asked.in_words())
    if not answer.paths:
        _nothing(asked, answer)
        return
    best = answer.paths[0]
    count = len(answer.paths)
    st.header(plain(asked.in_words(), 160), anchor=False)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        sign_badge(best.sign)
        st.badge(f"best path: belief {best.belief:.2f}", color="blue")
        st.badge(f"{count} path{'s' * (count != 1)}", color="gray")
        if len({path.sign for path in answer.paths}) > 1:
            st.badge("paths of both signs", color="orange", icon=":material/balance:")
    filters = asked.filters()
    if filters:
        st.caption(plain(f"Asked with {'; '.join(filters)}."))
    _picture_and_findings(asked, answer, links.parameter("relation") or links.parameter("entity"))
    step_table(answer, asked.in_words())


@st.fragment
def _picture_and_findings(asked: Asked, answer: TraceAnswer, first: str) -> None:
    """The picture and, beside it, the findings of what was clicked; a click runs only this anew."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        number = 1
        if len(answer.paths) > 1:
            number = int(choice("Paths in the picture", "shown", _SHOWN, "3", show=False))
        routes = answer.paths[:number]
        stands_for = graph().snapshot.hierarchy.narrower
        via = {one.name: stands_for(one.id) for one in asked.via}
        picture = of_routes(routes, (asked.source, asked.target), via)
        if picture.readable:
            draw(
                picture,
                key="trace",
                title=asked.in_words(),
                stamp=stamp_lines("; ".join([f"Traced: {asked.in_words()}", *asked.filters()])),
                file="tme-trace",
                picked=first or picture.edges[0]["id"],
                tallest=760,
                on_pick=_keep_picked,
            )
        else:
            st.text("Too many entities to draw. Show fewer paths. In these paths stand:")
            for word, count in picture.counts():
                st.text(f"{count} × {word}")
    steps = {edge_id(step): step for path in routes for step in path.steps}
    relation, picked = links.parameter("relation"), links.parameter("entity")
    step = steps.get(relation) or next(iter(steps.values()))
    about = picked if any(picked == node["id"] for node in picture.nodes) else ""
    many = not about and len(step.findings) + len(step.against) > _SCROLLED
    with right, st.container(key="beside", height=760 if many else "content", border=True):
        if about:
            _entity(about)
        else:
            _findings(step)


def _keep_picked() -> None:
    """What is picked stands in the address."""
    kind, key = picked_in("trace")
    for one in ("relation", "entity"):
        if one == kind:
            st.query_params[one] = key
        else:
            st.query_params.pop(one, None)


def _findings(step: Step) -> None:
    heading(step, "beside")
    if step.predicate in KIND_STEPS:
        st.text("By the vocabulary, not by a finding. What holds for the one may not hold for the other.")
    with st.container(horizontal=True, gap="small"):
        links.entity(step.subject.id, step.subject.name)
        links.entity(step.object.id, step.object.name)
        links.evidence("Open as a page of its own", relation=step.relation)
    if step.findings or step.against:
        finding_cards(step.findings, step.against, "beside")


def _entity(key: str) -> None:
    found = entity(key)
    st.header(plain(found.name), anchor=False)
    st.text(visible(found.definition or "No definition is held."))
    links.entity(found.id, f"Everything on {found.name}")
    st.caption("Click a relation to read its findings.")


def _nothing(asked: Asked, answer: TraceAnswer) -> None:
    source, target = asked.source, asked.target
    not_found(f"No mechanism is known here from {source.name} to {target.name}.", answer.reason)
    with st.container(horizontal=True, gap="small"):
        links.entity(source.id, f"What {source.name} does")
        links.entity(target.id, f"What acts on {target.name}")
        links.trace("The other way round", **{"from": target.id, "to": source.id})
        if asked.via or asked.context or asked.sign != "any" or asked.exact:
            links.trace("The same without filters", **{"from": source.id, "to": target.id, "hops": "8"})
