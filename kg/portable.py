"""The portable subset of Cypher: what Neo4j 5 and Ladybug 0.22 answer alike, checked by the tokens of a text.

Near as the two engines are, most of their differences are silent, so the library keeps to what was seen to be equal:
one label to a node, fixed lengths, EXISTS { MATCH … }, scalars only, a total order; and see :mod:`kg.cypher_steps`.

``python -m kg.portable`` checks every file of the library.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kg import resources
from kg.cypher_places import CLAUSES, Place, places, variables
from kg.cypher_steps import COUNTING, conditions_between
from kg.errors import InvalidQuery

_JOINING = """OPTIONAL DISTINCT AS BY ASC DESC AND OR NOT IN IS NULL CONTAINS STARTS ENDS CASE WHEN THEN ELSE END
    EXISTS TRUE FALSE"""
KEYWORDS = CLAUSES | set(_JOINING.split())
# sum is a decimal on Ladybug; avg and collect depend on the order of the rows.
FUNCTIONS = COUNTING | {"abs", "coalesce", "replace", "toLower", "toUpper", "trim", "type"}
SIGNS = frozenset(["(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "<", ">", "<>", "<=", ">=", "+", "-", "*", "|"])


class Breach(NamedTuple):
    """One place that is not portable."""

    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.line}: found '{self.found}', expected {self.expected}"


def breaches(text: str) -> list[Breach]:
    """Everything in ``text`` that is not portable, in the order of its lines.

    >>> for breach in breaches("MATCH (g:Gene)\\nWHERE g.id = $a\\nRETURN sum(g.n) AS n ORDER BY n LIMIT 5"):
    ...     print(breach)
    3: found 'sum', expected one of the functions abs, coalesce, count, max, min, replace, toLower, toUpper, trim, type
    """
    try:
        found = places(text)
    except InvalidQuery as error:
        return [Breach(1, text.strip()[:30], f"text that can be read: {error}")]
    rules = (_words, _signs, _patterns, _columns, conditions_between)
    return sorted(Breach(place.line, place.text, expected) for rule in rules for place, expected in rule(found))


def _words(found: list[Place]) -> Iterator[tuple[Place, str]]:
    for place in found:
        upper = place.token.upper
        if place.token.kind == "quoted":
            yield place, "a plain name"
        if not upper or place.before in (".", ":", "|"):
            continue
        if upper in KEYWORDS:
            if place.text != upper:
                yield place, "keywords in capitals, and names that are no keywords"
        elif place.text == upper and len(upper) > 1:
            yield place, f"one of the keywords {', '.join(sorted(KEYWORDS))}"
        elif place.after == "(" and place.text not in FUNCTIONS:
            yield place, f"one of the functions {', '.join(sorted(FUNCTIONS))}"


def _signs(found: list[Place]) -> Iterator[tuple[Place, str]]:
    for place in found:
        text, before, after, matching = place.text, place.before, place.after, place.clause == "MATCH"
        if place.token.kind == "sign" and text not in SIGNS:
            yield place, f"one of {' '.join(sorted(SIGNS))}"
        if text == "[" and before != ("-" if matching else "IN"):
            yield place, "no lists but of values after IN, and relationships in MATCH"
        if place.bracket == "[" and not matching and text != "," and place.token.kind not in ("string", "number"):
            yield place, "values in the list"
        if text == "EXISTS" and after != "{":
            yield place, "EXISTS { MATCH … }"
        if text == "{" and before == "EXISTS" and after != "MATCH":
            yield place, "EXISTS { MATCH … }"
        if text == "{" and before != "EXISTS" and not (matching and place.bracket == "("):
            yield place, "EXISTS { MATCH … }, or the properties of a node; those of a relationship go into WHERE"
        if text == "*" and (before in ("RETURN", "WITH") or place.bracket == "["):
            yield place, "named columns and fixed lengths"
        if place.token.kind == "parameter" and after == "IS":
            yield place, "a default that is compared by =; a parameter is never null"


def _patterns(found: list[Place]) -> Iterator[tuple[Place, str]]:
    arrow = ""
    for place, after in pairwise(found):
        matching = place.clause == "MATCH"
        if place.text == ":" and not matching:
            yield place, "labels in MATCH only"
        if matching and place.text == "=":
            yield place, "no named path, and conditions in WHERE"
        if matching and place.bracket == "(" and place.before == ":" and place.after in (":", "|"):
            yield place, "at most one label for a node"
        if matching and place.after == "-" and (place.text == "-" or (place.text in (")", "<") and after.after != "[")):
            yield place, "a relationship in brackets, -[…]->"
        if matching and after.text == "-" and after.after == "[":
            arrow = place.text
        if matching and place.text == "]" and arrow != "<" and after.after != ">":
            yield place, "a direction for each relationship"


def _columns(found: list[Place]) -> Iterator[tuple[Place, str]]:
    """Names of columns, and the end: one RETURN, a total ORDER BY over its columns, LIMIT."""
    nodes, relationships = variables(found)
    for place in found:
        if place.before == "AS" and place.text in {*nodes, *relationships}:
            yield place, "a name of a column that is no variable of a pattern"
    clauses = [place.text for place in found if place.text == place.clause and not place.block]
    if clauses[-3:] != ["RETURN", "ORDER", "LIMIT"] or clauses.count("RETURN") != 1:
        yield found[-1], "one RETURN, then ORDER BY, then LIMIT, at the end"
        return
    found = found[max(i for i, place in enumerate(found) if place.text == place.clause == "RETURN") :]
    columns: dict[str, list[Place]] = {}
    for item in _items(found, "RETURN"):
        if len(item) < 3 or item[-1].before != "AS":
            yield item[0], "AS and a name for each column"
        columns[item[-1].text] = item[:-2]
    keys = [item[0] for item in _items(found, "ORDER")]
    for key in keys:
        if key.text not in columns:
            yield key, "columns of RETURN in ORDER BY"
    tie = [place.text for place in columns.get(keys[-1].text, [])]
    counted = {name for name, item in columns.items() if {place.text for place in item} & COUNTING}
    if tie[1:] != [".", "id"] and not set(columns) - counted <= {key.text for key in keys}:
        yield keys[-1], "an id as the last key of ORDER BY, or each column that is not counted among the keys"


def _items(found: list[Place], clause: str) -> list[list[Place]]:
    """What stands between the commas of a clause."""
    items: list[list[Place]] = [[]]
    for place in found:
        if place.clause != clause or place.block or place.text in (clause, "BY", "DISTINCT"):
            continue
        if place.text == "," and not place.depth:
            items.append([])
        else:
            items[-1].append(place)
    return [item for item in items if item]


def main() -> int:
    """Check the library; 1 when something is not portable."""
    wrong = [
        f"{path.name}:{breach}"
        for path in sorted(resources.path("queries").glob("*.cypher"))
        for breach in breaches(path.read_text("utf-8"))
    ]
    print("\n".join(wrong) or "every query is portable")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
