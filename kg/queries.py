"""The query library: one question a file in ``queries/``. The folder is the registry, the header of a file is its form.

A file begins with comment lines: the question, an empty comment, then any number of lines of these kinds:

    // parameter subset: CellSubset; the subset; its narrower subsets count too
    // parameter cancer: Disease = ""; only this cancer; any when left out
    // parameter time: choice any|before|during|after = any; when it was measured
    // parameter limit: integer = 200; rows at most
    // returns subject, relation, sign, object
    // example subset=myCAF time="any"

A kind is ``entity`` (of any label), one label or several joined by "|", ``text``, ``integer`` or ``choice`` with its
values. A parameter with a default may be left out. What is declared has to be what the text uses and returns.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import InvalidModel, InvalidQuery
from kg.model import Model
from kg.query import Parameter, Query, Value

__all__ = ["Parameter", "Query", "library", "read"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PARAMETER = re.compile(r"(?P<name>\w+):\s*(?P<kind>[^=;]+?)\s*(?:=\s*(?P<default>[^;]*?)\s*)?;\s*(?P<description>.+)")
_NO_CODE = re.compile(r"//[^\n]*|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`")


def library() -> dict[str, Query]:
    """Every query of the package by name, in the order of the names.

    Raises:
        InvalidModel: a file does not keep to the form; the message names file and line.
    """
    return dict(_folder(resources.path("queries")))


@cache
def _folder(folder: Path) -> dict[str, Query]:
    return {path.stem: read(path) for path in sorted(folder.glob("*.cypher"))}


def read(path: Path) -> Query:
    """The query in one file.

    Raises:
        InvalidModel: name, header or text do not keep to the form; the message names file and line.
    """
    if not _NAME.fullmatch(path.stem):
        raise InvalidModel(
            f"{path.name}:1: found the file name '{path.stem}', expected words in small letters joined by _"
        )
    text = path.read_text("utf-8")
    header = _Header(path.name)
    for number, line in _comments(text):
        header.take(number, line)
    return header.query(path.stem, text)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Number and content of the comment lines at the top."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            return
        yield number, line.removeprefix("//").strip()


@dataclass
class _Header:
    """The header while it is read."""

    file: str
    line: int = 1
    question: list[str] = field(default_factory=list)
    asked: bool = False
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    example: dict[str, str] | None = None

    def take(self, number: int, line: str) -> None:
        self.line = number
        word, _, rest = line.partition(" ")
        if not self.asked:
            self.asked = not line
            self.question += [line] if line else []
        elif word == "parameter":
            self._parameter(rest)
        elif word == "returns":
            self.columns += [name.strip() for name in rest.split(",")]
        elif word == "example" and self.example is None:
            self._example(rest)
        else:
            raise self._wrong(line, "a line that begins with parameter, returns or (once) example")

    def query(self, name: str, text: str) -> Query:
        """The query, when header and text agree."""
        if not self.question or not self.question[-1].endswith("?"):
            raise self._wrong(" ".join(self.question), "a question, ended by '?' and an empty comment line", line=1)
        if self.example is None:
            raise self._wrong("no example", "a line '// example name=value', with the values as a user types them")
        code = _NO_CODE.sub("", text)
        self._agree("parameters", list(self.parameters), sorted(set(re.findall(r"\$(\w+)", code))))
        end = code.rpartition("RETURN")[2]
        self._agree("columns", self.columns, re.findall(r"\bAS\s+(\w+)", end), ordered=True)
        for key, parameter in self.parameters.items():
            if parameter.default is None and key not in self.example:
                raise self._wrong(f"an example without {key}", "a value of each parameter that has no default")
        return Query(name, " ".join(self.question), dict(self.parameters), self.example, text, tuple(self.columns))

    def _parameter(self, text: str) -> None:
        match = _PARAMETER.fullmatch(text)
        if match is None or not _NAME.fullmatch(match["name"]):
            raise self._wrong(text, "name: kind [= default]; description")
        name, default = match["name"], match["default"]
        if name in self.parameters:
            raise self._wrong(name, "a parameter that is not declared above")
        kind, _, choices = match["kind"].partition(" ")
        if kind in ("text", "integer") and not choices:
            parameter = Parameter(name, kind, None, match["description"])  # type: ignore[arg-type]  # one of the two
        elif kind == "choice" and choices:
            parameter = Parameter(name, "choice", None, match["description"], choices=tuple(choices.split("|")))
        else:
            parameter = Parameter(name, "entity", None, match["description"], labels=self._labels(match["kind"]))
        self.parameters[name] = self._with_default(parameter, default)

    def _labels(self, text: str) -> tuple[str, ...]:
        labels = () if text == "entity" else tuple(text.split("|"))
        known = Model.load().entity_labels
        for label in labels:
            if label not in known:
                raise self._wrong(label, f"entity, text, integer, choice a|b, or labels among {', '.join(known)}")
        return labels

    def _with_default(self, parameter: Parameter, default: str | None) -> Parameter:
        if default is None:
            return parameter
        value: Value = default.strip('"')
        if value and parameter.kind == "entity":
            raise self._wrong(str(value), 'a default of an entity is "", for "any"')
        if value or parameter.kind in ("integer", "choice"):
            try:
                value = parameter.value(value, lambda text, labels: text)
            except InvalidQuery as error:
                raise self._wrong(default, f"a default that is {parameter.expected}") from error
        return replace(parameter, default=value)

    def _example(self, text: str) -> None:
        try:
            pairs = [word.partition("=") for word in shlex.split(text)]
        except ValueError as error:
            raise self._wrong(text, "name=value, with quotes round a value of several words") from error
        for key, _, value in pairs:
            if key not in self.parameters or not value:
                raise self._wrong(f"{key}={value}", f"name=value with a parameter: {', '.join(self.parameters)}")
        self.example = {key: value for key, _, value in pairs}

    def _agree(self, what: str, declared: list[str], used: list[str], ordered: bool = False) -> None:
        if (declared != used) if ordered else (sorted(declared) != used):
            lacking, idle = [x for x in used if x not in declared], [x for x in declared if x not in used]
            found = f"{what} {', '.join(declared) or 'none'}"
            detail = f"; not declared: {', '.join(lacking)}" if lacking else ""
            detail += f"; not in the text: {', '.join(idle)}" if idle else ""
            raise self._wrong(found, f"the {what} of the text, {', '.join(used) or 'none'}{detail}")

    def _wrong(self, found: str, expected: str, line: int | None = None) -> InvalidModel:
        return InvalidModel(f"{self.file}:{line or self.line}: found '{found}', expected {expected}")
