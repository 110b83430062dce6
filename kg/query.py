"""A question of the library: its blanks, and how typed values fill them."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from kg.errors import InvalidQuery

Value = str | int
Resolve = Callable[[str, Sequence[str] | None], str]  # a name and the labels that fit (None: any) to an id

MAX_INTEGER = 1_000_000
MAX_TEXT = 1_000


@dataclass(frozen=True)
class Parameter:
    """One blank of the question. ``labels``: which entities fit (empty: any); ``choices``: the values of a choice."""

    name: str
    kind: Literal["entity", "text", "integer", "choice"]
    default: Value | None
    description: str
    labels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """What may be given, in words.

        >>> Parameter("marker", "entity", None, "the marker", labels=("Gene", "Complex")).expected
        'name or id of: Gene or Complex'
        """
        if self.kind == "entity":
            return f"name or id of: {' or '.join(self.labels) or 'any entity'}"
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        return f"a whole number from 1 to {MAX_INTEGER:,}" if self.kind == "integer" else "some text"

    def value(self, given: object, resolve: Resolve) -> Value:
        """``given`` as the query text takes it.

        Raises:
            InvalidQuery: it does not fit; for an entity whatever ``resolve`` raises.
        """
        text = _typed(given)
        if self.kind == "entity" and isinstance(given, str):
            return resolve(text, self.labels or None)
        if self.kind == "text" and isinstance(given, str) and len(text) <= MAX_TEXT:
            return text
        if self.kind == "integer" and re.fullmatch(r"[0-9]{1,7}", text) and 1 <= int(text) <= MAX_INTEGER:
            return int(text)
        if self.kind == "choice" and text.casefold() in (folded := {one.casefold(): one for one in self.choices}):
            return folded[text.casefold()]
        near = get_close_matches(text, self.choices, n=3) or self.choices
        raise InvalidQuery(f"{self.name} is '{text}'; give {self.expected}", list(near))


@dataclass(frozen=True)
class Query:
    """A question, its blanks, an example of how to fill them, its Cypher text and the columns of the answer."""

    name: str
    question: str
    parameters: Mapping[str, Parameter]
    example: Mapping[str, str]
    text: str
    columns: tuple[str, ...]

    def bind(self, values: Mapping[str, object], resolve: Resolve) -> dict[str, Value]:
        """The parameters of the text: names resolved to ids, numbers read, defaults filled in.

        Args:
            values: by parameter name; None and the empty text stand for "left out".
            resolve: gives the id of the entity that a text names, among those of some labels.

        Raises:
            InvalidQuery: a parameter is unknown, missing or does not fit; suggestions are carried.
        """
        for name in values:
            if name not in self.parameters:
                takes = ", ".join(self.parameters)
                near = get_close_matches(name, self.parameters, n=3) or list(self.parameters)
                raise InvalidQuery(f"{self.name} has no parameter '{name}'; it takes {takes}", near)
        bound: dict[str, Value] = {}
        for name, parameter in self.parameters.items():
            given = values.get(name)
            if given is not None and _typed(given):
                bound[name] = parameter.value(given, resolve)
            elif parameter.default is not None:
                bound[name] = parameter.default
            else:
                example = f"{name}={shlex.quote(self.example[name])}"
                message = f"{self.name} needs {name}, {parameter.expected} ({parameter.description}); e.g. {example}"
                raise InvalidQuery(message, [example])
        return bound


def _typed(given: object) -> str:
    """A value as it would be typed on a command line: yes and no for True and False."""
    return ("yes" if given else "no") if isinstance(given, bool) else str(given).strip()
