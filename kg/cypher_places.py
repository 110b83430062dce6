"""A Cypher text as tokens that know where they stand: line, bracket, clause, and which EXISTS they are in."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.stores.tokens import Token, tokens

CLAUSES = frozenset(["MATCH", "WHERE", "WITH", "RETURN", "ORDER", "LIMIT"])
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")


@dataclass(frozen=True)
class Place:
    """A token and what stands round it.

    ``block``: 0, or the number of the EXISTS { … } it is in. Within the block: ``bracket``, the innermost one ("" when
    in none), ``depth``, how many, and the ``clause``. ``before`` and ``after`` are the neighbouring texts.
    """

    token: Token
    line: int
    block: int
    bracket: str
    depth: int
    clause: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """The token as it is written."""
        return self.token.text


def places(text: str) -> list[Place]:
    """The tokens of ``text`` in order.

    Raises:
        InvalidQuery: a piece of it cannot be read without doubt.

    >>> [(place.text, place.clause, place.block) for place in places("MATCH (g) WHERE EXISTS { MATCH (h) }")][-4:]
    [('MATCH', 'MATCH', 1), ('(', 'MATCH', 1), ('h', 'MATCH', 1), (')', 'MATCH', 1)]
    """
    return [place for place in _places(text) if place.text != "}" or place.bracket != "EXISTS"]


def _places(text: str) -> Iterator[Place]:
    found = tokens(text)
    stack: list[tuple[str, int, str]] = [("", 0, "")]  # bracket, block, clause
    blocks = 0
    neighbours = ["", *(token.text for token in found), ""]
    for i, token in enumerate(found):
        before, after = neighbours[i], neighbours[i + 2]
        closed = stack.pop() if token.text in _CLOSE else None
        bracket, block, clause = stack[-1]
        if token.upper in CLAUSES and not (token.upper == "WITH" and before in ("STARTS", "ENDS")):
            clause = token.upper
            stack[-1] = (bracket, block, clause)
        depth = sum(one[1] == block and one[0] not in ("", "EXISTS") for one in stack)
        line = text.count("\n", 0, token.start) + 1
        shown = "EXISTS" if closed is not None and closed[0] == "EXISTS" else bracket
        yield Place(token, line, block, shown, depth, clause, before, after)
        if token.text == "{" and before == "EXISTS":
            blocks += 1
            stack.append(("EXISTS", blocks, ""))
        elif token.text in _OPEN:
            stack.append((token.text, block, clause))


def variables(found: list[Place]) -> tuple[list[str], list[str]]:
    """The variables of nodes and of relationships, an entry for each place in a pattern; "" for one without a name."""
    nodes: list[str] = []
    relationships: list[str] = []
    for place, after in pairwise(found):
        if place.clause == "MATCH" and place.text in ("(", "["):
            name = after.text if after.token.kind == "word" else ""
            (nodes if place.text == "(" else relationships).append(name)
    return nodes, relationships
