"""The k best loopless, signed paths of at most so many steps, exactly.

Method: each node v is lifted to (v, stage, sign): how many via-nodes have been passed, and the product of the signs so
far (+, -, or 0 once a step states no direction). A backward dynamic programme over the steps left gives the cheapest
way to an accepted end from every lifted node, h_j(u) = min over arcs (c(u, v) + h_{j-1}(v)). Best-first search over
partial simple paths with f = g + h then pops paths in order of cost, since h never overestimates what is left
(A*; Hart, Nilsson and Raphael 1968). Successors are sorted once per lifted node
and steps left, and only the best not yet tried stands in the queue, so that a hub is never pushed whole.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PLUS, MINUS, NONE = 0, 1, 2  # lifted signs
SIGN_OF = (1, -1, 0)
_LIFT = {1: PLUS, -1: MINUS, 0: NONE}
_COMPOSE = np.array([[PLUS, MINUS, NONE], [MINUS, PLUS, NONE], [NONE, NONE, NONE]])


@dataclass(frozen=True)
class Arcs:
    """A directed multigraph of ``n`` nodes: arrays with one entry per arc, ordered by ``source``.

    ``sign`` is 1, -1 or 0; ``cost`` is finite and at least 0; ``up`` marks a step to a broader term, of which two in a
    row are not walked; ``last`` marks an arc that only a path's last step may take.
    """

    n: int
    source: Ints
    target: Ints
    sign: Ints
    cost: Floats
    up: NDArray[np.bool_]
    last: NDArray[np.bool_]

    def where(self, keep: NDArray[np.bool_]) -> tuple["Arcs", Ints]:
        """The arcs of a mask, and their positions in this graph."""
        at = np.flatnonzero(keep)
        ends, sign, cost = (self.source[at], self.target[at]), self.sign[at], self.cost[at]
        return Arcs(self.n, *ends, sign, cost, self.up[at], self.last[at]), at


@dataclass(frozen=True)
class Question:
    """From any of ``sources`` to any of ``targets``, through one node of each set in ``via``, in that order.

    Nodes between the ends are neither sources nor targets, and no node of a path is among ``avoided``. ``signs`` are
    the accepted signs of a whole path.
    """

    sources: frozenset[int]
    targets: frozenset[int]
    via: tuple[frozenset[int], ...] = ()
    hops: int = 5
    signs: frozenset[int] = frozenset((1, -1, 0))
    avoided: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Found:
    """One path: its cost, sign, nodes, and arcs by their position in the graph that was asked."""

    cost: float
    sign: int
    nodes: tuple[int, ...]
    arcs: tuple[int, ...]


@dataclass(frozen=True)
class _Partial:
    """A simple path that is not yet at its end."""

    cost: float
    state: tuple[int, int, int]  # stage, lifted sign, node
    nodes: tuple[int, ...]
    arcs: tuple[int, ...]


def best_paths(graph: Arcs, question: Question) -> Iterator[Found]:
    """Yield the paths that answer ``question`` in order of cost; take as many as needed."""
    ends = np.zeros(graph.n, dtype=bool)
    ends[list(question.targets)] = True
    starts = np.zeros(graph.n, dtype=bool)
    starts[list(question.sources)] = True
    open_ = np.ones(graph.n, dtype=bool)
    open_[list(question.avoided)] = False
    inner = ~ends[graph.source] & ~starts[graph.target] & (~graph.last | ends[graph.target])
    inner &= open_[graph.source] & open_[graph.target]
    arcs, position = graph.where(inner & np.isfinite(graph.cost))
    search = _Search(arcs, question, ends)
    queue: list[tuple[float, int, int, _Partial, list[tuple[float, int]], int]] = []
    order = count()

    def push(partial: _Partial, successors: list[tuple[float, int]], at: int) -> None:
        if at < len(successors):
            ahead = partial.cost + successors[at][0]
            heapq.heappush(queue, (ahead, len(partial.arcs), next(order), partial, successors, at))

    for node in sorted(question.sources):
        partial = _Partial(0.0, (int(search.stage_at[0, node]), PLUS, node), (node,), ())
        push(partial, search.successors(partial.state, question.hops), 0)
    while queue:
        _, _, _, partial, successors, at = heapq.heappop(queue)
        push(partial, successors, at + 1)
        arc = successors[at][1]
        node = int(arcs.target[arc])
        if node in partial.nodes or (arcs.up[arc] and partial.arcs and arcs.up[partial.arcs[-1]]):
            continue
        state = search.step(partial.state, arc)
        longer = _Partial(partial.cost + float(arcs.cost[arc]), state, (*partial.nodes, node), (*partial.arcs, arc))
        if ends[node]:
            yield Found(longer.cost, SIGN_OF[state[1]], longer.nodes, tuple(int(position[a]) for a in longer.arcs))
        else:
            push(longer, search.successors(state, question.hops - len(longer.arcs)), 0)


def distinct(found: Iterable[Found], overlap: float) -> Iterator[Found]:
    """The paths that share at most ``overlap`` (0 to 1) of their inner nodes with each better one that was kept.

    What two paths share is counted against the shorter of them. Paths with the same nodes share everything.
    """
    kept: list[Found] = []
    for one in found:
        inner = set(one.nodes[1:-1])
        for other in kept:
            shorter = min(len(inner), len(other.nodes) - 2)
            if one.nodes == other.nodes or (shorter and len(inner & {*other.nodes[1:-1]}) > overlap * shorter):
                break
        else:
            kept.append(one)
            yield one


class _Search:
    """The lifted graph of one question: cheapest ways to an end, and ordered successors."""

    def __init__(self, arcs: Arcs, question: Question, ends: NDArray[np.bool_]) -> None:
        self.arcs = arcs
        self.first = np.searchsorted(arcs.source, np.arange(arcs.n + 1))
        self.stage_at = _stages(arcs.n, question.via)
        self.lifted = np.array([NONE, PLUS, MINUS])[arcs.sign]  # -1 is the last
        self.to_end = self._backward(question, ends)
        self._cache: dict[tuple[tuple[int, int, int], int], list[tuple[float, int]]] = {}

    def step(self, state: tuple[int, int, int], arc: int) -> tuple[int, int, int]:
        """The lifted node that an arc leads to."""
        stage, sign, _ = state
        node = int(self.arcs.target[arc])
        return int(self.stage_at[stage, node]), int(_COMPOSE[sign, self.lifted[arc]]), node

    def successors(self, state: tuple[int, int, int], left: int) -> list[tuple[float, int]]:
        """Arcs out of a lifted node from which an end is within reach, as (cost + cheapest rest, arc), best first."""
        key = (state, left)
        if left <= 0:
            return []
        if key not in self._cache:
            stage, sign, node = state
            out = slice(self.first[node], self.first[node + 1])
            target = self.arcs.target[out]
            rest = self.to_end[left - 1][self.stage_at[stage, target], _COMPOSE[sign, self.lifted[out]], target]
            total = self.arcs.cost[out] + rest
            best = np.argsort(total, kind="stable")
            best = best[np.isfinite(total[best])]
            self._cache[key] = [(float(total[at]), int(self.first[node] + at)) for at in best]
        return self._cache[key]

    def _backward(self, question: Question, ends: NDArray[np.bool_]) -> list[Floats]:
        """``to_end[j][stage, sign, node]``: cost of the cheapest walk of at most j arcs to an accepted end."""
        arcs, stages = self.arcs, len(question.via) + 1
        if len(question.signs) == len(SIGN_OF):  # where all signs will do, what is left costs the same from each
            compose, accepted = np.zeros((1, 3), dtype=np.int64), {PLUS}
        else:
            compose, accepted = _COMPOSE, {_LIFT[sign] for sign in question.signs}
        signs = len(compose)
        reached = np.full((stages, signs, arcs.n), np.inf)
        for sign in accepted:
            reached[stages - 1, sign, ends] = 0.0
        layers = [reached]
        has_arcs = np.flatnonzero(np.diff(self.first))
        to = {
            (stage, sign): (self.stage_at[stage, arcs.target] * signs + compose[sign, self.lifted]) * arcs.n
            + arcs.target
            for stage in range(stages)
            for sign in range(signs)
        }
        for _ in range(question.hops - 1 if len(has_arcs) else 0):
            layer, rest = layers[-1].copy(), layers[-1].ravel()
            for (stage, sign), at in to.items():
                cheapest = np.minimum.reduceat(arcs.cost + rest[at], self.first[has_arcs])
                layer[stage, sign, has_arcs] = np.minimum(layer[stage, sign, has_arcs], cheapest)
            layers.append(layer)
        layers += layers[-1:] * (question.hops - len(layers))
        return [np.broadcast_to(layer, (stages, 3, arcs.n)) for layer in layers]


def _stages(n: int, via: Sequence[frozenset[int]]) -> Ints:
    """``[stage, node]``: how many via-sets have been passed after arriving at a node with so many passed before."""
    after = np.repeat(np.arange(len(via) + 1)[:, None], n, axis=1)
    for stage in reversed(range(len(via))):
        nodes = list(via[stage])
        after[stage, nodes] = after[stage + 1, nodes]
    return after
