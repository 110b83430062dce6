"""The question of the Trace page: both ends, what to pass, context, sign and number of steps; all in the address."""

from dataclasses import dataclass, field, replace
from typing import Literal, cast

import streamlit as st
from name_field import name_field, names_field
from open_graph import graph
from url_choice import choice

from kg.answers import TraceAnswer
from kg.claims import Ref
from kg.search import Resolution

_CONTEXT = ("cancer", "cell", "region", "therapy", "species")
_DISTINCT = 0.5  # the part of the things between its ends that a route may share with a better one
_HOW = {"prefer": "count for less", "require": "are left out"}
_SIGNS = {"any": "any sign", "up": "▲ increases", "down": "▼ decreases"}
_LABELS = {
    "cancer": ("Disease",),
    "cell": ("CellSubset",),
    "region": ("Region",),
    "therapy": ("Therapy", "Drug"),
    "species": ("Taxon",),
}
_PLACEHOLDERS = {
    "cancer": "for example gastric cancer",
    "cell": "for example macrophage",
    "region": "for example invasive front",
    "therapy": "for example gemcitabine",
    "species": "for example human",
}


@dataclass(frozen=True)
class Asked:
    """A question that is fully understood; ``context`` is by role."""

    source: Ref
    target: Ref
    via: tuple[Ref, ...] = ()
    avoid: tuple[Ref, ...] = ()
    context: dict[str, Ref] = field(default_factory=dict)
    how: Literal["prefer", "require"] = "prefer"
    hops: int = 5
    k: int = 10
    sign: Literal["any", "up", "down"] = "any"
    exact: bool = False
    associations: bool = False
    distinct: bool = False

    def answer(self) -> TraceAnswer:
        """Trace it."""
        return graph().trace(
            self.source.id,
            self.target.id,
            via=[one.id for one in self.via],
            avoid=[one.id for one in self.avoid],
            context=self.how,
            hops=self.hops,
            k=self.k,
            sign=self.sign,
            exact=self.exact,
            associations=self.associations,
            overlap=_DISTINCT if self.distinct else 1.0,
            **{role: one.id for role, one in self.context.items()},
        )

    def filters(self) -> list[str]:
        """What narrows the question, in words."""
        words = [f"{role}: {one.name}" for role, one in self.context.items()]
        if self.context:
            words.append(f"findings that do not state it {_HOW[self.how]}")
        words += [f"avoiding {one.name}" for one in self.avoid]
        if self.distinct:
            words.append("only routes that differ, among the best 5,000 paths")
        if self.sign != "any":
            words.append(f"only paths that end in {_SIGNS[self.sign]}")
        if self.exact:
            words.append("no kinds of both ends")
        return words

    def in_words(self) -> str:
        """The question as a title."""
        return " → ".join(one.name for one in (self.source, *self.via, self.target))


def trace_form() -> Asked | None:
    """Draw the form; returns the question once both ends and everything else that was typed are understood."""
    with st.container(border=True, key="question"):
        ends = st.columns(3, gap="small")
        with ends[0]:
            source = name_field("From", "from", "for example VWF")
        with ends[1]:
            target = name_field("To", "to", "for example immunosuppression")
        with ends[2]:
            via = names_field(
                "Passing through (optional)",
                "via",
                "for example hypoxia",
                "Several: put ; between them. They are passed in this order.",
            )
        with st.container(horizontal=True, gap="small"):
            with st.popover("In which context?", icon=":material/filter_alt:"):
                context, how, complete = _context()
            with st.popover("Sign, steps and routes", icon=":material/tune:"):
                options = _options()
                avoid = names_field(
                    "Avoiding (optional)", "avoid", "for example TGF-beta", "Several: put ; between them."
                )
        if not complete or avoid is None:
            st.caption("A part of the context, or what to avoid, is not understood yet; open it to choose.")
    if not (source and target and complete) or via is None or avoid is None:
        return None
    if source.id == target.id:
        st.text("Both ends are the same thing. A mechanism needs two different ends.")
        return None
    passed, avoided = (tuple(_ref(one) for one in some) for some in (via, avoid))
    if both := {source.id, target.id, *(one.id for one in passed)} & {one.id for one in avoided}:
        st.text(f"{next(one.name for one in avoided if one.id in both)} is both asked for and to be avoided.")
        return None
    options = replace(options, source=_ref(source), target=_ref(target), via=passed, avoid=avoided)
    return replace(options, context=context, how=how)


def _ref(one: Resolution) -> Ref:
    return Ref(one.id, one.name, one.label)


def _context() -> tuple[dict[str, Ref], Literal["prefer", "require"], bool]:
    found: dict[str, Ref] = {}
    complete = True
    for role in _CONTEXT:
        one = name_field(role.capitalize(), role, _PLACEHOLDERS[role], labels=_LABELS[role])
        if one:
            found[role] = _ref(one)
        elif st.session_state.get(role):
            complete = False
    how = choice("Findings that do not state this context", "context", _HOW, "prefer")
    st.caption("What a source does not state is never counted as a match.")
    return found, "require" if found and how == "require" else "prefer", complete


def _options() -> Asked:
    """Sign, bounds and exactness; both ends are put in later."""
    sign = choice("Effect of the whole path", "sign", _SIGNS, "any")
    hops = st.slider("Most steps", 1, 8, 5, key="hops", bind="query-params")
    k = st.select_slider("Most paths", [1, 3, 5, 10, 20, 50], 10, key="k", bind="query-params")
    exact = st.toggle("Only exactly these things, not kinds of them", key="exact", bind="query-params")
    loose = st.toggle("Also associations, which are no cause", key="associations", bind="query-params")
    distinct = st.toggle("Only routes that differ in half of what lies between", key="distinct", bind="query-params")
    nothing = Ref("", "", "")
    return Asked(
        nothing,
        nothing,
        sign=cast("Literal['any', 'up', 'down']", sign),
        hops=hops,
        k=k,
        exact=exact,
        associations=loose,
        distinct=distinct,
    )
