"""The exact k-best search against brute force on random signed multigraphs."""

from itertools import combinations, islice

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.paths import Arcs, Found, Question, best_paths, distinct


def graph(n: int, arcs: list[tuple[int, int, int, float, bool, bool]]) -> Arcs:
    arcs = sorted(arcs)
    source, target, sign = (np.array([arc[at] for arc in arcs], dtype=np.int64) for at in range(3))
    cost = np.array([arc[3] for arc in arcs], dtype=np.float64)
    up, last = (np.array([arc[at] for arc in arcs], dtype=bool) for at in (4, 5))
    return Arcs(n, source, target, sign, cost, up, last)


def every_path(arcs: Arcs, question: Question) -> list[Found]:
    """All simple paths, by plain recursion over the definition."""
    found = []

    def passed(stage: int, node: int) -> int:
        while stage < len(question.via) and node in question.via[stage]:
            stage += 1
        return stage

    def walk(nodes: tuple[int, ...], taken: tuple[int, ...], sign: int, cost: float, stage: int) -> None:
        for arc in range(len(arcs.source)):
            node = int(arcs.target[arc])
            ends = node in question.targets
            if (
                arcs.source[arc] != nodes[-1]
                or node in nodes
                or question.avoided & {nodes[-1], node}
                or node in question.sources
                or (arcs.last[arc] and not ends)
                or (arcs.up[arc] and taken and arcs.up[taken[-1]])
            ):
                continue
            after, total, there = sign * int(arcs.sign[arc]), cost + float(arcs.cost[arc]), passed(stage, node)
            if ends:
                if there == len(question.via) and after in question.signs:
                    found.append(Found(total, after, (*nodes, node), (*taken, arc)))
            elif len(taken) + 1 < question.hops:
                walk((*nodes, node), (*taken, arc), after, total, there)

    for source in question.sources:
        walk((source,), (), 1, 0.0, passed(0, source))
    return sorted(found, key=lambda path: path.cost)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Arcs, Question]:
    n = draw(st.integers(3, 8))
    node = st.integers(0, n - 1)
    cost = st.floats(0, 3, allow_nan=False)
    arc = st.tuples(node, node, st.sampled_from([1, -1, 0]), cost, st.booleans(), st.sampled_from([False, False, True]))
    arcs = draw(st.lists(arc, max_size=24))
    sources = draw(st.frozensets(node, min_size=1, max_size=2))
    targets = draw(st.frozensets(node, min_size=1, max_size=2)) - sources
    via = tuple(draw(st.lists(st.frozensets(node, min_size=1, max_size=2), max_size=2)))
    signs = draw(st.frozensets(st.sampled_from([1, -1, 0]), min_size=1))
    avoided = draw(st.frozensets(node, max_size=2))
    return graph(n, arcs), Question(sources, targets, via, draw(st.integers(1, 5)), signs, avoided)


@settings(max_examples=600, deadline=None)
@given(questions())
def test_paths_are_those_of_brute_force_in_order_of_cost(case: tuple[Arcs, Question]) -> None:
    arcs, question = case
    expected = every_path(arcs, question)
    found = list(best_paths(arcs, question))
    np.testing.assert_allclose([path.cost for path in found], [path.cost for path in expected], atol=1e-9)
    assert {path.arcs for path in found} == {path.arcs for path in expected}
    assert {(path.arcs, path.sign, path.nodes) for path in found} == {(p.arcs, p.sign, p.nodes) for p in expected}


@settings(max_examples=200, deadline=None)
@given(questions(), st.sampled_from([0.0, 0.3, 0.5, 0.9]))
def test_distinct_routes_share_no_more_than_is_allowed_and_the_best_stays(
    case: tuple[Arcs, Question], overlap: float
) -> None:
    found = list(best_paths(*case))
    kept = list(distinct(found, overlap))
    assert kept[:1] == found[:1]
    assert {id(one) for one in kept} <= {id(one) for one in found}
    for one, other in combinations(kept, 2):
        inner, outer = set(one.nodes[1:-1]), set(other.nodes[1:-1])
        assert one.nodes != other.nodes
        assert len(inner & outer) <= overlap * min(len(inner), len(outer)) + 1e-9
    for left_out in (one for one in found if one not in kept):  # each of them for a reason
        assert len(list(distinct([*kept, left_out], overlap))) == len(kept)


def test_the_first_paths_come_without_walking_the_whole_of_a_hub() -> None:
    fan = [(0, middle, 1, 0.1 + middle, False, False) for middle in range(1, 2000)]
    fan += [(middle, 2000, 1, 0.1, False, False) for middle in range(1, 2000)]
    found = list(islice(best_paths(graph(2001, fan), Question(frozenset([0]), frozenset([2000]))), 3))
    assert [path.nodes for path in found] == [(0, 1, 2000), (0, 2, 2000), (0, 3, 2000)]


def test_a_step_without_direction_leaves_the_whole_path_without() -> None:
    arcs = graph(3, [(0, 1, -1, 0.1, False, False), (1, 2, 0, 0.1, False, False)])
    (path,) = best_paths(arcs, Question(frozenset([0]), frozenset([2])))
    assert path.sign == 0


def test_two_negative_steps_make_a_positive_path() -> None:
    arcs = graph(3, [(0, 1, -1, 0.1, False, False), (1, 2, -1, 0.1, False, False)])
    (path,) = best_paths(arcs, Question(frozenset([0]), frozenset([2]), signs=frozenset([1])))
    assert path.sign == 1
