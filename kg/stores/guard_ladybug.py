"""What text typed by a user may reach the embedded engine.

Opening the file read-only is no guard there: COPY and EXPORT write files, LOAD FROM reads any file, INSTALL calls out,
CHECKPOINT blocks the database. So the text is admitted by its tokens, three ways at once:

1. it begins as a reading statement does, and no word of another statement stands in it as a bare word;
2. a word before a bracket is a function of the list below;
3. two operands never stand side by side. In a reading statement only the words below and signs join operands, so a
   clause that is not in the list, known or not, breaks this rule.
"""

from itertools import pairwise

from kg.errors import InvalidQuery
from kg.stores.tokens import Token, plain, tokens, words

ALLOWED = "one read statement of MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT and UNION"

_FIRST = words("MATCH OPTIONAL UNWIND WITH RETURN")
# What joins operands in a reading statement.
_JOINING = words(
    """MATCH OPTIONAL WHERE WITH UNWIND RETURN ORDER BY SKIP LIMIT UNION ALL DISTINCT AS ASC ASCENDING DESC DESCENDING
    AND OR XOR NOT IN IS STARTS ENDS CONTAINS CASE WHEN THEN ELSE END EXISTS COUNT ANY NONE SINGLE
    SHORTEST TRAIL ACYCLIC"""
)
# Words that begin something else; a column or a variable of that name is written in backticks.
_REFUSED = words(
    """ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT COMMENT COMMIT COPY CREATE DELETE DETACH DROP EXPLAIN EXPORT EXTENSION
    FOREACH FORCE IMPORT INSERT INSTALL LOAD MACRO MERGE PRAGMA PROFILE PROJECT REMOVE RENAME ROLLBACK SET TRUNCATE
    UNINSTALL UPDATE USE VACUUM WSHORTEST YIELD"""
)
_FUNCTIONS = words(
    """abs avg cast ceil ceiling coalesce collect concat contains count date end_node ends_with exp floor greatest id
    ifnull initcap keys label labels last_day lcase least left length levenshtein list_concat list_contains
    list_distinct list_element list_has_all list_has_any list_max list_min list_position list_reverse list_slice
    list_sort list_sum list_to_string ln log log10 log2 lower lpad ltrim max min nodes nullif percentilecont
    percentiledisc pow prefix properties range regexp_extract regexp_extract_all regexp_full_match regexp_matches
    regexp_replace relationships rels replace reverse right round rpad rtrim sign size split_part sqrt start_node
    starts_with string_split substr substring suffix sum to_double to_int64 to_string tolower toupper trim type typeof
    ucase upper"""
)
_AFTER_NAME = frozenset([".", ":", "|"])  # what stands before a property, a label or a relationship type


def admit(text: str, rows: int) -> str:
    """The text to run for ``text``: without comments, and with a LIMIT of ``rows`` + 1 when it has none of its own.

    Raises:
        InvalidQuery: the text is not one reading statement; the message says what is refused and what is allowed.

    >>> admit("MATCH (g:Gene) RETURN g.id AS id", rows=10)
    'MATCH (g:Gene) RETURN g.id AS id LIMIT 11'
    >>> admit("COPY (MATCH (g:Gene) RETURN g.*) TO 'genes.csv'", rows=10)
    Traceback (most recent call last):
    kg.errors.InvalidQuery: COPY is refused: the console takes one read statement of MATCH, OPTIONAL MATCH, WHERE, \
WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT and UNION
    """
    found = tokens(text)
    for before, token in zip([None, *found], found, strict=False):
        if token.upper in _REFUSED and (before is None or before.text not in _AFTER_NAME):
            raise InvalidQuery(
                f"{token.upper} is refused: the console takes {ALLOWED}"
                + ("" if before is None else f"; a name that is spelled so goes in backticks, `{token.text}`")
            )
    if found[0].upper not in _FIRST:
        raise InvalidQuery(f"'{found[0].text}' begins no statement that is allowed: the console takes {ALLOWED}")
    for token, after in pairwise(found):
        _check_function(token, after)
    _check_operands(found)
    used = {token.upper for token in found}
    if "RETURN" not in used:
        raise InvalidQuery(f"the statement returns nothing; end it with RETURN: the console takes {ALLOWED}")
    if used & {"UNION", "LIMIT"}:
        return plain(text)
    return f"{plain(text)} LIMIT {rows + 1}"


def _check_function(token: Token, after: Token) -> None:
    if after.text != "(" or token.kind not in ("word", "quoted") or token.upper in _JOINING:
        return
    name = token.text.strip("`").lower()
    if name not in _FUNCTIONS:
        raise InvalidQuery(
            f"the function {name} is not among those that the console runs: {', '.join(sorted(_FUNCTIONS))}"
        )


def _check_operands(found: list[Token]) -> None:
    """Refuse an operand that directly follows another one."""
    previous, before = Token("sign", "", 0), ""
    for token in found:
        # After . : | stands a property, label or type, even if it is spelled like a word of the language.
        joins = token.upper in _JOINING and previous.text not in _AFTER_NAME
        begins = not joins and (token.kind != "sign" or token.text == "{")
        if begins and _ends_operand(previous, before) and not _may_follow(token, previous):
            raise InvalidQuery(
                f"'{previous.text} {token.text}' at character {previous.start + 1} is not understood: "
                f"the console takes {ALLOWED}"
            )
        previous, before = token, previous.text


def _ends_operand(token: Token, before: str) -> bool:
    if token.kind == "sign":
        return token.text in (")", "]", "}")
    return token.upper not in _JOINING or before in _AFTER_NAME


def _may_follow(token: Token, previous: Token) -> bool:
    """A map of properties after a variable, label or type; EXISTS and COUNT are joining words and need no exception."""
    return token.text == "{" and previous.kind in ("word", "quoted", "number")
