"""What text typed by a user may reach Neo4j.

A READ session is no guard there: it opens connections for LOAD CSV, reads settings and ends transactions of others. So
the server is asked for the plan first (EXPLAIN runs nothing), and the text runs only when it reads and each operator of
its plan is in the list below. The list is of what may run: an operator of a later server is refused until it is added.

Two things are not in a plan and are judged by the words: functions that a plugin brought (their names have a dot), and
USE, which would ask another database.
"""

import re
from typing import Any

import neo4j

from kg.errors import InvalidQuery
from kg.stores.tokens import Token, plain, tokens, words

ALLOWED = (
    "one read statement of MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION "
    "and CALL { … } with such a statement in it"
)

_FIRST = words("MATCH OPTIONAL UNWIND WITH RETURN CALL")
# Built-in functions live without a namespace or in these; plugins must have one of their own.
_NAMESPACES = words("date datetime localdatetime time localtime duration point vector.similarity")
# Operators of https://neo4j.com/docs/cypher-manual/5/planning-and-tuning/operators/ that only read the graph, without
# the Partitioned, Directed and Undirected that some begin with.
_OPERATORS = words(
    """AllNodesScan NodeByLabelScan UnionNodeByLabelsScan IntersectionNodeByLabelsScan SubtractionNodeByLabelsScan
    NodeByIdSeek NodeByElementIdSeek NodeIndexSeek NodeUniqueIndexSeek NodeIndexSeekByRange NodeUniqueIndexSeekByRange
    NodeIndexScan NodeIndexContainsScan NodeIndexEndsWithScan MultiNodeIndexSeek AssertingMultiNodeIndexSeek
    DynamicLabelNodeLookup AllRelationshipsScan RelationshipTypeScan UnionRelationshipTypesScan RelationshipByIdSeek
    RelationshipByElementIdSeek RelationshipIndexSeek RelationshipUniqueIndexSeek RelationshipIndexSeekByRange
    RelationshipUniqueIndexSeekByRange RelationshipIndexScan RelationshipIndexContainsScan RelationshipIndexEndsWithScan
    Expand(All) Expand(Into) OptionalExpand(All) OptionalExpand(Into) VarLengthExpand(All) VarLengthExpand(Into)
    VarLengthExpand(Pruning) VarLengthExpand(Pruning,BFS) VarLengthExpand(Pruning,BFS,All)
    VarLengthExpand(Pruning,BFS,Into) Repeat(Trail) Repeat(Walk) BidirectionalRepeat(Trail) BidirectionalRepeat(Walk)
    ShortestPath StatefulShortestPath(All) StatefulShortestPath(Into) ProjectEndpoints Argument Apply SemiApply
    AntiSemiApply LetSemiApply LetAntiSemiApply SelectOrSemiApply SelectOrAntiSemiApply LetSelectOrSemiApply
    LetSelectOrAntiSemiApply RollUpApply ConditionalApply AntiConditionalApply CartesianProduct NodeHashJoin
    ValueHashJoin NodeLeftOuterHashJoin NodeRightOuterHashJoin LeftOuterHashJoin RightOuterHashJoin TriadicSelection
    TriadicBuild TriadicFilter Optional Anti ProduceResults Projection Filter CacheProperties Eager EagerAggregation
    OrderedAggregation NodeCountFromCountStore RelationshipCountFromCountStore Distinct OrderedDistinct Limit Skip Sort
    PartialSort Top PartialTop Top1WithTies PartialTop1WithTies Union OrderedUnion Unwind EmptyRow EmptyResult"""
)
_VARIANT = re.compile("^(Partitioned)?(Directed|Undirected)?")


def admit(text: str) -> str:
    """The text to hand to the server for ``text``: one statement, without comments.

    Raises:
        InvalidQuery: what can be refused by its words alone; the message says what is allowed.

    >>> admit("MATCH (g:Gene) RETURN g.id AS id;")
    'MATCH (g:Gene) RETURN g.id AS id'
    """
    found = tokens(text)
    if "\\u" in text or "\\U" in text:
        raise InvalidQuery(
            r"an escape like \u0041 is refused; write the letter itself, or give the text as a parameter"
        )
    first, after = found[0].upper, found[1].text if len(found) > 1 else ""
    if first not in _FIRST or (first == "CALL" and after not in ("{", "(")):
        raise InvalidQuery(f"{found[0].text.upper()} is refused: the console takes {ALLOWED}")
    for before, token in zip([None, *found], found, strict=False):
        if token.upper == "USE" and (before is None or before.text not in (".", ":", "|")):
            raise InvalidQuery(f"USE is refused: the console asks the database of the graph; it takes {ALLOWED}")
    for name in _called(found):
        namespace = name.rpartition(".")[0].lower()
        if namespace and namespace not in _NAMESPACES:
            raise InvalidQuery(
                f"{name} is refused: the console calls functions of Neo4j itself, no procedure, no plugin"
            )
    return plain(text)


def admit_plan(summary: neo4j.ResultSummary) -> None:
    """Judge what EXPLAIN said.

    Raises:
        InvalidQuery: the statement does not only read, or holds an operator that is not in the list.
    """
    operators = _operators(summary.plan or {})
    refused = [name for name in operators if _VARIANT.sub("", name) not in _OPERATORS]
    if refused:
        what = {"LoadCSV": "LOAD CSV", "ProcedureCall": "a procedure (CALL name)"}.get(refused[0], refused[0])
        raise InvalidQuery(f"{what} is refused: the console takes {ALLOWED}")
    if summary.query_type != "r" or not operators:
        raise InvalidQuery(f"a statement that writes or manages is refused: the console takes {ALLOWED}")


def _operators(plan: dict[str, Any]) -> list[str]:
    """Names of the operators of a plan, without the database after the @."""
    found, rest = [], [plan] if plan else []
    while rest:
        step = rest.pop()
        found.append(str(step.get("operatorType", "")).partition("@")[0])
        rest += step.get("children", [])
    return found


def _called(found: list[Token]) -> list[str]:
    """Names, with their namespaces, that stand before an opening bracket."""
    names, name = [], ""
    for token, after in zip(found, [*found[1:], None], strict=True):
        if token.kind in ("word", "quoted"):
            name += token.text.strip("`")
            if after is not None and after.text == "(":
                names.append(name)
        elif token.text == "." and name:
            name += "."
            continue
        if after is None or after.text != ".":
            name = ""
    return names
