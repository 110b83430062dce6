"""Where Ladybug 0.22 loses rows: conditions between two steps of a pattern, and long chains of steps.

It reads relationships that lie in several tables in batches. A filter between two such reads, or three of them in a
row, leaves it with a stale selection: rows are lost, and rows that fail the filter come back, without an error. In
random patterns over small graphs, compared with brute force, every wrong answer looked into had one of these two
shapes in its plan. A condition on two variables at once is applied after both reads, and WITH DISTINCT, or counting,
begins a new chain.
"""

from collections.abc import Iterator

from kg.cypher_places import Place, places, variables

COUNTING = frozenset(["count", "max", "min"])


def conditions_between(found: list[Place]) -> Iterator[tuple[Place, str]]:
    """The places that break this, each with what is expected instead."""
    for block in sorted({place.block for place in found}):
        for chain in _chains([place for place in found if place.block == block]):
            yield from _faults(chain)


def doubts(text: str) -> list[str]:
    """In words, what in a statement Ladybug may answer with rows missing; empty when nothing is known against it.

    >>> doubts("MATCH (a:Gene)-[r:PROMOTES]->(b) RETURN b.id")
    []
    """
    return [f"at '{place.text}' use {expected}" for place, expected in conditions_between(places(text))]


def _chains(block: list[Place]) -> Iterator[list[Place]]:
    """The parts of a block that end in WITH DISTINCT or in counting; what is optional is joined apart and left out."""
    chain: list[Place] = []
    for clause in _clauses(block):
        first = clause[0]
        words = {place.text for place in clause}
        if first.text == "WITH" and ("DISTINCT" in words or words & COUNTING):
            yield chain
            chain = []
        if first.before != "OPTIONAL":
            chain += clause
    yield chain


def _clauses(block: list[Place]) -> Iterator[list[Place]]:
    """MATCH or WITH, each with its WHERE."""
    clause: list[Place] = []
    for place in block:
        if place.text in ("MATCH", "WITH", "RETURN") and place.clause == place.text:
            if clause:
                yield clause
            clause = []
        clause.append(place)
    if clause:
        yield clause


def _faults(chain: list[Place]) -> Iterator[tuple[Place, str]]:
    nodes, relationships = variables(chain)
    if len(relationships) < 2:
        return
    triangle = len(relationships) == 3 and len(set(nodes)) == 3 and "" not in nodes
    if len(relationships) > 2 and not triangle:
        yield chain[0], "at most two relationships, or a triangle; WITH DISTINCT begins anew"
    for condition in _conditions(chain):
        named = {place.text for place in condition if place.after == "." or (place.before, place.after) == ("(", ")")}
        used = named & {*nodes, *relationships}
        if len(used) == 1 and used <= set(relationships):
            yield condition[0], "a condition on two variables at once, or WITH DISTINCT before it"


def _conditions(chain: list[Place]) -> Iterator[list[Place]]:
    """What each WHERE joins by AND; a WHERE with OR at its top is one condition."""
    for clause in _clauses(chain):
        inside = [place for place in clause if place.clause == "WHERE" and place.text != "WHERE"]
        joined = not any(place.text == "OR" and place.depth == 0 for place in inside)
        condition: list[Place] = []
        for place in inside:
            if joined and place.text == "AND" and place.depth == 0:
                yield condition
                condition = []
            else:
                condition.append(place)
        if condition:
            yield condition
