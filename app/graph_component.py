"""The picture of signed relations: Python's side of the component under frontend/ (Cytoscape.js, no iframe).

The bundle goes to the browser over the app's own connection. That works the same from a checkout and from the wheel,
where Streamlit's manifest of served files finds only one of the two; and nothing is fetched from another host.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from kg.answers import Path as Route
from kg.answers import Step
from kg.claims import Ref
from kg.wording import KIND_STEPS, SYMBOLS, belief_text, papers, relation_words

_DIST = Path(__file__).with_name("frontend") / "dist"
MOST_ENTITIES = 150  # beyond this nothing can be read, and the layout takes seconds
_LABEL_WORDS = {"CellSubset": "cell subset"}


@dataclass(frozen=True)
class Picture:
    """Entities and relations to draw, each once, in the order in which they are to be read."""

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]

    @property
    def readable(self) -> bool:
        """Whether it is small enough to be drawn."""
        return len(self.nodes) <= MOST_ENTITIES

    def counts(self) -> list[tuple[str, int]]:
        """Entities by kind, the summary of a picture that is too large."""
        words = [label_word(node["label"]) for node in self.nodes]
        return sorted(((word, words.count(word)) for word in set(words)), key=lambda pair: (-pair[1], pair[0]))


def label_word(label: str) -> str:
    """A label of the model in a reader's words.

    >>> label_word("CellSubset"), label_word("Gene")
    ('cell subset', 'gene')
    """
    return _LABEL_WORDS.get(label, label.lower())


def edge_id(step: Step) -> str:
    """The id of a step's arrow: its relation, marked when it is read against its direction."""
    return f"{step.relation}|reverse" if step.predicate == "HAS_PART" else step.relation


def of_steps(steps: Iterable[Step], roles: Mapping[str, str]) -> Picture:
    """The picture of some relations; ``roles`` marks entities as start, via or end."""
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[str, dict[str, Any]] = {}
    for step in steps:
        for end in (step.subject, step.object):
            nodes.setdefault(end.id, _node(end, roles.get(end.id, ""), len(nodes)))
        edges.setdefault(edge_id(step), _edge(step, len(edges)))
    return Picture(tuple(nodes.values()), tuple(edges.values()))


def of_routes(routes: Sequence[Route], ends: Sequence[Ref], via: Mapping[str, Collection[str]]) -> Picture:
    """The union of some traced paths, with both ends and the via-nodes marked.

    Where a path begins or ends at a kind of what was asked for, that is drawn.

    Args:
        routes: the paths.
        ends: what was asked for: source and target.
        via: the names of the via-nodes, each with the ids that it stands for.
    """
    passed = {node.id for route in routes for node in route.nodes[1:-1]}
    roles = {key: f"via {name}" for name, keys in via.items() for key in keys if key in passed}
    for route in routes:
        roles |= {route.nodes[0].id: "start", route.nodes[-1].id: "end"}
    drawn = of_steps((step for route in routes for step in route.steps), roles)
    nodes, edges = {node["id"]: node for node in drawn.nodes}, list(drawn.edges)
    for asked, role, at in ((ends[0], "start", 0), (ends[1], "end", -1)):
        for kind in dict.fromkeys(route.nodes[at] for route in routes):
            if kind.id != asked.id:
                nodes.setdefault(asked.id, _node(asked, role, len(nodes)))
                edges.append(_kind_edge(kind, asked, len(edges)))
    return Picture(tuple(nodes.values()), tuple(edges))


def _node(ref: Ref, role: str, order: int) -> dict[str, Any]:
    return {
        "id": ref.id,
        "name": ref.name,
        "label": ref.label,
        "kind_word": label_word(ref.label),
        "role": role,
        "order": order,
    }


def _edge(step: Step, order: int) -> dict[str, Any]:
    kind = step.predicate in KIND_STEPS
    words = relation_words(step.predicate, step.sign)
    against = len(step.against) + sum(finding.stance == "refutes" for finding in step.findings)
    tip = f"belief {belief_text(step.belief, step.belief_low, step.belief_high)}; {papers(step.n_papers)}"
    return {
        "id": edge_id(step),
        "source": step.subject.id,
        "target": step.object.id,
        "sign": step.sign,
        "kind": _kind(step.predicate),
        "words": words if kind else f"{SYMBOLS[step.sign]} {words}" + (f" · {against} against" if against else ""),
        "belief": step.belief,
        "tip": "" if kind else tip + (f"; {against} against" if against else ""),
        "order": order,
    }


def _kind(predicate: str) -> str:
    if predicate in KIND_STEPS:
        return "is_a"
    return "association" if predicate == "ASSOCIATED_WITH" else "relation"


def _kind_edge(narrower: Ref, broader: Ref, order: int) -> dict[str, Any]:
    return {
        "id": f"{narrower.id}|kind of|{broader.id}",
        "source": narrower.id,
        "target": broader.id,
        "sign": 0,
        "kind": "is_a",
        "words": "is a kind or part of",
        "belief": 1,
        "tip": "",
        "order": order,
    }


@cache
def _bundle(name: str) -> str:
    # A line break makes Streamlit take the text as the code itself, not as the name of a file.
    return f"/* {name} */\n{(_DIST / name).read_text(encoding='utf-8')}"


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "tmekg.picture", html='<div class="tme-picture"></div>', js=_bundle("picture.js"), css=_bundle("picture.css")
    )


def draw(
    picture: Picture,
    *,
    key: str,
    title: str,
    stamp: Sequence[str],
    file: str,
    picked: str = "",
    tallest: int = 640,
    on_pick: Callable[[], None] = lambda: None,
) -> None:
    """Draw a picture; what is picked in it is told by ``picked_in``.

    Args:
        picture: what is drawn; must be ``readable``.
        key: identity of the component on the page.
        title: what it shows, for its heading in a saved file and for screen readers.
        stamp: lines under a saved file: release, date, question.
        file: name of a saved file without its ending.
        picked: id of the relation or entity that is marked at first.
        tallest: largest height in pixels.
        on_pick: called before the page runs again because something was picked.
    """
    present = dict.fromkeys(node["label"] for node in picture.nodes)
    data = {
        "nodes": list(picture.nodes),
        "edges": list(picture.edges),
        "title": title,
        "stamp": list(stamp),
        "file": file,
        "labels": [[label, label_word(label)] for label in present],
        "picked": picked,
        "tallest": tallest,
    }
    _component()(key=key, data=data, height="content", on_picked_change=on_pick)


def picked_in(key: str) -> tuple[str, str]:
    """Kind ("relation" or "entity") and id of what was picked last in the picture of this key; "" for nothing."""
    state = st.session_state.get(key)
    picked = state.get("picked") if state else None
    return (str(picked["kind"]), str(picked["id"])) if picked else ("", "")


def page_style() -> None:
    """Put the app's own type and space on the page; constant text, nothing of it comes from the data."""
    st.components.v2.component("tmekg.style", css=_bundle("page.css"), isolate_styles=False)(key="page-style")
