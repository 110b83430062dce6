"""The embedded store: one Ladybug file, read by any number of processes, replaced whole by a load."""

import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ladybug

from kg.errors import InvalidQuery, StoreUnavailable
from kg.stores import Progress, guard_ladybug
from kg.stores.answer import TOO_LARGE, Answer, too_long
from kg.stores.stamp import QUERY, checked
from kg.stores.tokens import parameters as parameters_of

if TYPE_CHECKING:
    import pandas as pd

    from kg.tables import Release

_BUFFER = 1 << 30  # bytes of pages and of intermediate results that a reader may keep; taken only as needed
_SMALLEST = 1 << 30  # bytes of address space; Ladybug reserves 8 TB unless it is told


class LadybugStore:
    """See :class:`kg.stores.Store`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._path = Path(url).expanduser()
        self._lock = threading.Lock()
        self._database: ladybug.Database | None = None
        self._opened: tuple[int, int] = (0, 0)

    def read(self, cypher: str, /, **parameters: Any) -> "pd.DataFrame":
        from kg.stores.frames import frame  # here: the console's child has no use for pandas and starts without

        columns, rows, _ = self._run(cypher, parameters)
        return frame(columns, rows)

    def ask(self, text: str, parameters: Mapping[str, Any], seconds: float, rows: int) -> Answer:
        """The answer to text typed by a user, at most ``rows`` rows of it; for the console's child.

        Raises:
            InvalidQuery: the text is refused, fails or runs longer than ``seconds``.
        """
        return self._run(guard_ladybug.admit(text, rows), parameters, seconds, rows)

    def load(self, release: "Release", progress: Progress | None = None, *, force: bool = False) -> None:
        if not force and not self._is_ours():
            raise StoreUnavailable(f"{self._path} is no store of tmekg; give another file, or replace it with --force")
        from kg.stores import ladybug_load

        self.close()
        ladybug_load.replace(self._path, release, progress)

    def stamp(self) -> dict[str, Any]:
        if self._opened != _identity(self._path):
            self.close()  # a load has replaced the file: answers from here on come from the new one
        try:
            found = self._run(QUERY, {})
        except InvalidQuery as error:  # no such table
            raise StoreUnavailable(f"{self._path} holds no release; run 'tmekg load {self.url}'") from error
        return checked(found, self.url)

    def close(self) -> None:
        with self._lock:
            self._database = None  # closed when the last read in another thread is done

    def _open(self) -> ladybug.Database:
        with self._lock:
            if self._database is None:
                identity = _identity(self._path)
                self._database = _database(self._path, self.url)
                self._opened = identity
            return self._database

    def _run(self, cypher: str, parameters: Mapping[str, Any], seconds: float = 0, limit: int | None = None) -> Answer:
        if unbound := parameters_of(cypher) - parameters.keys():  # the engine would take it for a missing value
            raise InvalidQuery(f"the parameter ${min(unbound)} has no value")
        connection = ladybug.Connection(self._open())
        try:
            if seconds:
                connection.set_query_timeout(int(seconds * 1000))
            result = connection.execute(cypher, dict(parameters))
            if isinstance(result, list):
                raise InvalidQuery("the text holds several statements; give one")
            rows: list[list[Any]] = []
            while result.has_next():
                if limit is not None and len(rows) == limit:
                    return result.get_column_names(), rows, True
                rows.append([_plain(value) for value in result.get_next()])
            return result.get_column_names(), rows, False
        except RuntimeError as error:
            if "Interrupted" in str(error):
                raise InvalidQuery(too_long(seconds)) from error
            if "bad_alloc" in str(error) or "Buffer manager" in str(error):
                raise InvalidQuery(TOO_LARGE) from error
            raise InvalidQuery(f"the engine does not take this: {str(error).partition(chr(10))[0]}") from error
        finally:
            connection.close()

    def _is_ours(self) -> bool:
        """Whether a load may replace what stands at the path: nothing, a store of ours, or a damaged Ladybug file."""
        if not self._path.exists():
            return True
        if not self._path.is_file() or not _is_ladybug(self._path):
            return False
        try:
            _, rows, _ = self._run("CALL show_tables() RETURN name AS name", {})
        except StoreUnavailable:
            return True
        return not rows or ["Release"] in rows


def _is_ladybug(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"", b"LBUG")


def _identity(path: Path) -> tuple[int, int]:
    """Which file stands at the path: another one after a load."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def _database(path: Path, url: str) -> ladybug.Database:
    if not path.exists():
        raise StoreUnavailable(f"there is no store at {path}; run 'tmekg load {url}'")
    if not path.is_file():
        raise StoreUnavailable(f"{path} is a folder, not a store; give the file, as in {path / 'graph.lbug'}")
    space = max(_SMALLEST, 1 << (2 * path.stat().st_size).bit_length())
    try:
        return ladybug.Database(path, read_only=True, buffer_pool_size=_BUFFER, max_db_size=space)
    except RuntimeError as error:
        reason = str(error)
        if "different version" in reason:
            reason = f"{path} was written by another version of Ladybug than {ladybug.__version__}"
        elif "not a valid" in reason:
            raise StoreUnavailable(f"{path} is not a Ladybug file; give the file that 'tmekg load' wrote") from error
        else:
            reason = f"{path} cannot be opened ({reason})"
        raise StoreUnavailable(f"{reason}; run 'tmekg load {url}' to write it again") from error


def _plain(value: Any) -> Any:
    """A value as the frame wants it: scalars, lists, and dictionaries for nodes and relationships."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Decimal):  # sums are 128-bit
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        if "_NODES" in value:
            return _path(value)
        return _element(value) if "_LABEL" in value else {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _element(value: dict[str, Any]) -> dict[str, Any]:
    """A node or relationship; a property that only other labels have comes as None and is left out."""
    kind = "_type" if "_SRC" in value else "_label"
    properties = {key: _plain(one) for key, one in sorted(value.items()) if not key.startswith("_") and one is not None}
    return {kind: value["_LABEL"], **properties}


def _path(value: dict[str, Any]) -> list[Any]:
    steps: list[Any] = []
    for i, node in enumerate(value["_NODES"]):
        steps.append(_element(node))
        steps += [_element(one) for one in value["_RELS"][i : i + 1]]
    return steps
