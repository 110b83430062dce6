"""The words of a Cypher text, read so that nothing hides in a comment, a string or a quoted name.

Both guards judge a text by these tokens and hand the engine what :func:`plain` makes of it, a text without comments.
What the two engines could read differently (escapes, exotic spaces and dashes, an open quote) is refused here.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from kg.errors import InvalidQuery

Kind = Literal["space", "string", "quoted", "parameter", "number", "word", "sign"]

MAX_LENGTH = 20_000
MAX_DEPTH = 40
_BRACKETS = {")": "(", "]": "[", "}": "{"}

_TOKEN = re.compile(
    r"""
      (?P<space> [ \t\r\n]+ | //[^\r\n]* | /\*.*?\*/ )
    | (?P<string> '(?: [^'\\] | \\[\\'"bfnrtBFNRT] )*' | "(?: [^"\\] | \\[\\'"bfnrtBFNRT] )*" )
    | (?P<quoted> (?: `[^`]*` )+ )
    | (?P<parameter> \$ (?: [A-Za-z_][A-Za-z_0-9]* | [0-9]+ ) (?![\w$]) )
    | (?P<number> (?: [0-9]+\.[0-9]+ | \.[0-9]+ | [0-9]+ ) (?: [eE][-+]?[0-9]+ )? (?![\w$]) (?! \.(?!\.) ) )
    | (?P<word> [A-Za-z_][A-Za-z_0-9]* (?![\w$]) )
    | (?P<sign> \.\. | <> | <= | >= | =~ | != | \|\| | [()\[\]{},:;.=<>+\-*%^|&!?] | /(?![*/]) )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, name, value or sign of the text, and where it begins."""

    kind: Kind
    text: str
    start: int

    @property
    def upper(self) -> str:
        """The word in capitals, as keywords compare; "" for anything but a bare word."""
        return self.text.upper() if self.kind == "word" else ""


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


def tokens(text: str) -> list[Token]:
    """The tokens of ``text`` without spaces and comments, without a closing semicolon.

    Raises:
        InvalidQuery: it is empty, too long, too deeply bracketed, holds several statements, or a piece of it cannot be
            read without doubt.

    >>> [token.text for token in tokens("MATCH (g:Gene) // all\\nRETURN g.id AS `the id`;")]
    ['MATCH', '(', 'g', ':', 'Gene', ')', 'RETURN', 'g', '.', 'id', 'AS', '`the id`']
    """
    found = [token for token in _read(text) if token.kind != "space"]
    if found and found[-1].text == ";":
        found.pop()
    if not found:
        raise InvalidQuery("the text holds no statement; begin one with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN")
    if any(token.text == ";" for token in found):
        raise InvalidQuery("there is a semicolon inside the text: the console runs one statement at a time")
    _check_brackets(found)
    return found


def parameters(text: str) -> set[str]:
    """Names of the parameters that ``text`` asks for.

    >>> parameters("MATCH (g:Gene {id: $gene}) RETURN '$no' AS n")
    {'gene'}
    """
    return {token.text[1:] for token in _read(text) if token.kind == "parameter"}


def plain(text: str) -> str:
    """``text`` with each comment made a space and the closing semicolon removed; strings and names stay as they are.

    >>> plain("RETURN 1 /* one */ AS n // done\\n;")
    'RETURN 1   AS n'
    """
    pieces = [" " if token.text.startswith("/") and token.kind == "space" else token.text for token in _read(text)]
    return "".join(pieces).rstrip(" \t\r\n;").lstrip()


def _read(text: str) -> list[Token]:
    if len(text) > MAX_LENGTH:
        raise InvalidQuery(f"the text has {len(text)} characters; the console takes at most {MAX_LENGTH}")
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise InvalidQuery(_complaint(text, at))
        _check_characters(match.group(), at)
        found.append(Token(match.lastgroup, match.group(), at))  # type: ignore[arg-type]  # the groups are the kinds
        at = match.end()
    return found


def _check_characters(piece: str, at: int) -> None:
    if piece == "``":
        raise InvalidQuery(f"there is an empty name (``) at character {at + 1}")
    for offset, character in enumerate(piece):
        if character not in "\t\r\n" and unicodedata.category(character) in ("Cc", "Cs"):
            raise InvalidQuery(f"remove the control character U+{ord(character):04X} at character {at + offset + 1}")


def _check_brackets(found: list[Token]) -> None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _BRACKETS.values():
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise InvalidQuery(f"brackets are nested more than {MAX_DEPTH} deep at character {token.start + 1}")
        elif token.text in _BRACKETS and (not opened or opened.pop().text != _BRACKETS[token.text]):
            raise InvalidQuery(f"the '{token.text}' at character {token.start + 1} closes nothing")
    if opened:
        raise InvalidQuery(f"the '{opened[-1].text}' at character {opened[-1].start + 1} is never closed")


def _complaint(text: str, at: int) -> str:
    where = f"at character {at + 1}"
    first = text[at]
    if first in "'\"":
        return (
            f"the string that begins {where} is never closed, or holds an escape other than "
            rf"\\ \' \" \n \t \r \b \f; give the text as a parameter instead"
        )
    if first == "`":
        return f"the quoted name that begins {where} is never closed"
    if text.startswith("/*", at):
        return f"the comment that begins {where} is never closed"
    if first == "$":
        return f"the parameter {where} needs a plain name, as in $gene"
    if first.isdigit() or first == ".":
        return f"the number {where} cannot be read; write 1, 1.5 or 1e6, and a space after it"
    if first.isalpha() or first == "_":
        return f"the name {where} holds a character other than a-z, 0-9 and _; put it in `backticks`"
    return (
        f"'{first}' (U+{ord(first):04X}) {where} means nothing outside a string; is it a copied dash, quote or space?"
    )
