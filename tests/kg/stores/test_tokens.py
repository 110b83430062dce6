"""Reading a text as the engines do, so that nothing hides in it."""

import pytest

from kg.errors import InvalidQuery
from kg.stores.tokens import MAX_DEPTH, MAX_LENGTH, parameters, plain, tokens


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RETURN 'a // b' AS x", ["RETURN", "'a // b'", "AS", "x"]),
        ('RETURN "it\'s" AS x', ["RETURN", '"it\'s"', "AS", "x"]),
        (r"RETURN 'it\'s' AS x", ["RETURN", r"'it\'s'", "AS", "x"]),
        ("RETURN n.`odd ``name`", ["RETURN", "n", ".", "`odd ``name`"]),
        ("RETURN 1 // ' \n AS x", ["RETURN", "1", "AS", "x"]),
        ("RETURN 1 /* ' */ AS x", ["RETURN", "1", "AS", "x"]),
        ("RETURN [1,2][0..1]", ["RETURN", "[", "1", ",", "2", "]", "[", "0", "..", "1", "]"]),
        ("RETURN .5 + 1.5e-3 <> $a", ["RETURN", ".5", "+", "1.5e-3", "<>", "$a"]),
        ("RETURN '繊維芽細胞' AS x", ["RETURN", "'繊維芽細胞'", "AS", "x"]),
        ("RETURN 1;", ["RETURN", "1"]),
    ],
)
def test_strings_comments_and_names_are_told_apart(text: str, found: list[str]) -> None:
    assert texts(text) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no statement"),
        (" // nothing\n", "holds no statement"),
        ("RETURN 1; RETURN 2", "one statement at a time"),
        ("RETURN 'open", "never closed"),
        ("RETURN `open", "never closed"),
        ("RETURN 1 /* open", "never closed"),
        (r"RETURN '\u0027 AS x", "an escape other than"),
        (r"RETURN '\q'", "an escape other than"),
        ("RETURN (1", "is never closed"),
        ("RETURN 1)", "closes nothing"),
        ("RETURN [1)", "closes nothing"),
        ("RETURN 1.CALL", "the number at character 8"),
        ("RETURN 1abc", "the number at character 8"),
        ("RETURN 1 – 2", "copied dash"),
        ("RETURN\u00a01", "copied dash, quote or space"),
        ("RETURN “a”", "copied dash, quote or space"),
        ("RETURN gène", "`backticks`"),
        ("RETURN a$b", "`backticks`"),
        ("RETURN $1a", "a plain name"),
        ("RETURN ``", "empty name"),
        ("RETURN 'a\x00b'", "control character"),
        ("RETURN 1 \\ 2", "means nothing"),
        ("RETURN " + "(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1), "nested more than"),
        ("RETURN 1" + " " * MAX_LENGTH, "at most"),
    ],
)
def test_what_cannot_be_read_without_doubt_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        tokens(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("RETURN 1 // end", "RETURN 1"),
        ("/* **/ RETURN/**/1 AS n ;", "RETURN 1 AS n"),
        ("RETURN '/* kept */ // kept' AS n", "RETURN '/* kept */ // kept' AS n"),
    ],
)
def test_comments_never_reach_an_engine(text: str, left: str) -> None:
    assert plain(text) == left


def test_parameters_are_those_outside_strings_and_comments() -> None:
    assert parameters("RETURN $a, '$b', `$c` // $d") == {"a"}
