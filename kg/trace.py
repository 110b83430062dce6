"""Signed mechanisms from one thing to another: names in, cited paths out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from math import exp
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kg.answers import Path, Step, TraceAnswer
from kg.arcs import KIND_STEP, Walk, walk
from kg.claims import Finding, findings, ref
from kg.context import Context
from kg.errors import InvalidQuery
from kg.paths import Found, Question, best_paths, distinct
from kg.search import Resolution
from kg.snapshot import Snapshot

MAX_HOPS, MAX_PATHS, MAX_VIA = 8, 1000, 4
MAX_COMPARED = 5000  # paths that are looked at for routes that differ
NO_CONTEXT = Context()
SIGNS = {"up": frozenset((1,)), "down": frozenset((-1,)), "any": frozenset((1, -1, 0))}
ROLE_LABELS = {
    "cancer": ("Disease",), "cell": ("CellSubset",), "region": ("Region",), "therapy": ("Therapy", "Drug"),
    "species": ("Taxon",),
}  # fmt: skip


@dataclass(frozen=True)
class TraceQuery:
    """A checked question: ids of the ends, of the via-nodes and of what to avoid, context by id, and the bounds."""

    source: str
    target: str
    via: tuple[str, ...] = ()
    context: Context = NO_CONTEXT
    hops: int = 5
    k: int = 10
    sign: Literal["up", "down", "any"] = "any"
    exact: bool = False
    associations: bool = False
    sources: frozenset[str] = frozenset()
    avoid: tuple[str, ...] = ()
    overlap: float = 1.0

    def __post_init__(self) -> None:
        for name, value, top in (("hops", self.hops, MAX_HOPS), ("k", self.k, MAX_PATHS)):
            if not 1 <= value <= top:
                raise InvalidQuery(f"{name} is {value}; give a whole number from 1 to {top}")
        if not 0 <= self.overlap <= 1:
            raise InvalidQuery(f"overlap is {self.overlap:g}; give a number from 0 (nothing shared) to 1 (all paths)")
        if self.sign not in SIGNS:
            raise InvalidQuery(f"sign is '{self.sign}'; give one of {', '.join(SIGNS)}", list(SIGNS))
        if len(self.via) > MAX_VIA:
            raise InvalidQuery(f"{len(self.via)} via-nodes; give at most {MAX_VIA}")
        if self.source == self.target:
            raise InvalidQuery("both ends are the same thing; a mechanism needs two different ends")


class Tracer:
    """Traces over one snapshot. Graphs of recent contexts are kept, so that the next question is cheap."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._position = snapshot.position
        self._walk = lru_cache(maxsize=16)(lambda *asked: walk(snapshot, *asked))

    def paths(self, query: TraceQuery) -> tuple[Path, ...]:
        """The k best paths, in order of cost; equal costs by fewer steps."""
        graph: Walk = self._walk(query.context, query.associations, query.sources)
        found = best_paths(graph.arcs, self._question(query))
        if query.overlap < 1:
            found = distinct(islice(found, MAX_COMPARED), query.overlap)
        found = islice(found, query.k)
        return tuple(self._path(rank, one, graph, query) for rank, one in enumerate(found, 1))

    def reach(self, query: TraceQuery) -> tuple[int, int]:
        """How many things lie within the asked steps forward of the source and backward of the target."""
        graph: Walk = self._walk(query.context, query.associations, query.sources)
        question = self._question(query)
        ahead = _within(graph.arcs.source, graph.arcs.target, question.sources, query.hops, graph.arcs.n)
        behind = _within(graph.arcs.target, graph.arcs.source, question.targets, query.hops, graph.arcs.n)
        return ahead, behind

    def _question(self, query: TraceQuery) -> Question:
        sources, targets = self._stands_for(query.source, query.exact), self._stands_for(query.target, query.exact)
        # Where one end is a kind of the other, the narrower end is left to itself.
        if self._position[query.source] in targets:
            targets -= sources
        else:
            sources -= targets
        via = tuple(self._stands_for(key, query.exact) for key in query.via)
        avoided = frozenset().union(*(self._stands_for(key, query.exact) for key in query.avoid))
        avoided -= {self._position[key] for key in (query.source, query.target, *query.via)}
        return Question(sources, targets, via, query.hops, SIGNS[query.sign], avoided)

    def _stands_for(self, key: str, exact: bool) -> frozenset[int]:
        """A thing and, unless exact, everything filed under it."""
        terms = {key} if exact else self.snapshot.hierarchy.narrower(key)
        return frozenset(self._position[term] for term in terms if term in self._position)

    def _path(self, rank: int, found: Found, graph: Walk, query: TraceQuery) -> Path:
        ids = [self.snapshot.ids[node] for node in found.nodes]
        steps = [
            self._step(subject, object_, arc, graph, query.sources)
            for subject, object_, arc in zip(ids, ids[1:], found.arcs, strict=False)
        ]
        cost = round(found.cost, 6)
        nodes = tuple(ref(self.snapshot, key) for key in ids)
        asked = (("source", ids[0], query.source), ("target", ids[-1], query.target))
        narrower = tuple(end for end, found_id, asked_id in asked if found_id != asked_id)
        return Path(rank, found.sign, cost, round(exp(-found.cost), 4), nodes, tuple(steps), narrower)

    def _step(self, subject: str, object_: str, arc: int, graph: Walk, sources: frozenset[str]) -> Step:
        at = int(graph.relation[arc])
        row = self.snapshot.row("relation", at)
        kind = bool(graph.arcs.up[arc])
        told = relation_findings(self.snapshot, at, graph.finding_fit)
        against = opposing_findings(self.snapshot, at, graph.finding_fit)
        if sources and not kind:
            told, against = (tuple(one for one in some if one.source in sources) for some in (told, against))
        belief, low, high = (KIND_STEP,) * 3 if kind else graph.interval(at)
        return Step(
            subject=ref(self.snapshot, subject),
            predicate="HAS_PART" if graph.reverse[arc] else str(row["predicate"]),
            sign=int(row["sign"]),
            object=ref(self.snapshot, object_),
            belief=round(belief, 4),
            belief_low=round(low, 4),
            belief_high=round(high, 4),
            context_fit=1.0 if kind else round(float(graph.fit[at]), 4),
            n_papers=int(row["n_papers"]),
            findings=told,
            against=against,
            relation=str(row["id"]),
        )


def relation_findings(snapshot: Snapshot, at: int, fit: NDArray[np.float64] | None = None) -> tuple[Finding, ...]:
    """The findings that support or refute the relation at this position."""
    return findings(snapshot, snapshot.coded.of_relation(at).tolist(), fit)


def opposing_findings(snapshot: Snapshot, at: int, fit: NDArray[np.float64] | None = None) -> tuple[Finding, ...]:
    """The findings that support the contrary of the relation at this position."""
    opposite = int(snapshot.evidence.opposite[at])
    if opposite < 0:
        return ()
    held = relation_findings(snapshot, opposite, fit)
    return tuple(finding for finding in held if finding.stance == "supports")


def _within(from_: NDArray[np.int64], to: NDArray[np.int64], start: frozenset[int], hops: int, n: int) -> int:
    reached = np.zeros(n, dtype=bool)
    reached[list(start)] = True
    for _ in range(hops):
        reached[to[reached[from_]]] = True
    return int(reached.sum()) - len(start)


def trace(
    tracer: Tracer, query: TraceQuery, asked: Mapping[str, Any], resolved: Mapping[str, list[Resolution]]
) -> TraceAnswer:
    """Answer ``query``; when nothing is found, say why and what would give an answer."""
    stamp = tracer.snapshot.stamp
    paths = tracer.paths(query)
    reason, suggestions = ("", ()) if paths else _nothing(tracer, query)
    return TraceAnswer(str(stamp["id"]), str(stamp["data_date"]), asked, resolved, paths, reason, tuple(suggestions))


def _nothing(tracer: Tracer, query: TraceQuery) -> tuple[str, Sequence[str]]:
    """Which part of the question leaves nothing over, by asking again without it."""
    name = tracer.snapshot.name
    source, target = name[query.source], name[query.target]
    base = f"{source} and {target} are both held here, but"
    for why, hint, wider in _relaxed(query):
        paths = tracer.paths(replace(wider, k=1))
        if paths:
            chain = " → ".join(node.name for node in paths[0].nodes)
            return f"{base} {why}.", [f"{hint}: {chain}"]
    ahead, behind = tracer.reach(query)
    reason = (
        f"{base} no mechanism of up to {query.hops} steps leads from one to the other. "
        f"{ahead} things lie ahead of {source}, {behind} lead to {target}. "
        "None is known here; that is no proof of absence."
    )
    return reason, [
        f"tmekg show '{query.source}' lists what {source} does",
        f"tmekg show '{query.target}' lists what acts on {target}",
    ]


def _relaxed(query: TraceQuery) -> list[tuple[str, str, TraceQuery]]:
    options = []
    if query.sign != "any":
        other = f"no path of up to {query.hops} steps has the sign '{query.sign}'"
        options.append((other, "with --sign any", replace(query, sign="any")))
    if query.context.require:
        wider = replace(query, context=replace(query.context, require=False))
        options.append(
            ("every path has a step that does not state the required context", "with --context prefer", wider)
        )
    if query.via:
        options.append(("no path passes the via-node", "without --via", replace(query, via=())))
    if query.avoid:
        options.append(("every path passes what is to be avoided", "without --avoid", replace(query, avoid=())))
    if query.sources:
        options.append(
            ("no path rests on these sources alone", "with all sources", replace(query, sources=frozenset()))
        )
    if query.exact:
        options.append(("only narrower terms are connected", "without --exact", replace(query, exact=False)))
    if query.hops < MAX_HOPS:
        longer = replace(query, hops=MAX_HOPS)
        options.append((f"the shortest path is longer than {query.hops} steps", f"with --hops {MAX_HOPS}", longer))
    back = replace(query, source=query.target, target=query.source, via=query.via[::-1])
    options.append(("a path leads only the other way", "from the other end", back))
    if not query.associations:
        linked = replace(query, associations=True)
        options.append(("only associations, which are no mechanism, connect them", "with --associations", linked))
    return options
