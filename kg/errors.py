"""What can go wrong, as a tree.

TmeError                    anything this package raises on purpose
├── InvalidModel            the schema and what was generated from it do not fit together
├── InvalidRow              rows of a table break the schema; carries every fault found
├── InvalidQuery            a question cannot be asked as typed
│   ├── UnknownName         no entity has this name; carries suggestions
│   └── AmbiguousName       several entities have this name; carries the choices
└── StoreUnavailable        no store, no release in it, or a release only half loaded
"""

from collections.abc import Sequence
from dataclasses import dataclass


class TmeError(Exception):
    """Base of the errors that are shown to a user without a traceback."""


class InvalidModel(TmeError):
    """The schema or an artefact generated from it is missing, stale or inconsistent."""


@dataclass(frozen=True)
class Fault:
    """One cell that breaks the schema: where it stands, what was found, what was expected, what to do.

    >>> print(Fault("caf.tsv", 7, "sign", "2", "one of 1, -1, 0"))
    caf.tsv:7: column sign: found '2', expected one of 1, -1, 0
    >>> print(Fault("caf.tsv", 0, "", "no such file", "a tab-separated table"))
    caf.tsv: found 'no such file', expected a tab-separated table
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    nearest: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" column {self.column}:" if self.column else ""
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        return f"{where}:{column} found {self.found!r}, expected {self.expected}{hint}"


class InvalidRow(TmeError):
    """Rows break the schema. ``faults`` holds all of them, in file order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InvalidQuery(TmeError):
    """A question that cannot be asked as typed; ``suggestions`` are things that can."""

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = list(suggestions)
        super().__init__(message)


class UnknownName(InvalidQuery):
    """No entity of the graph has this name."""


class AmbiguousName(InvalidQuery):
    """Several entities have this name; ``suggestions`` lists them as 'id name (label)'."""


class StoreUnavailable(TmeError):
    """The store is absent, empty, incomplete or out of reach; the message says the remedy."""
