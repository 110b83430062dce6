"""The store on a Neo4j server, over Bolt by the official driver. User and password come from the environment."""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from kg.errors import InvalidQuery, StoreUnavailable
from kg.stores import Progress, guard_neo4j
from kg.stores.answer import Answer, too_long
from kg.stores.stamp import QUERY, checked

if TYPE_CHECKING:
    import pandas as pd

    from kg.tables import Release

_OLDEST = (5, 7)  # the first that lets the driver leave out warnings about labels that a release does not have
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_PASSWORD = "set NEO4J_USER (default neo4j) and NEO4J_PASSWORD or NEO4J_PASSWORD_FILE"  # noqa: S105  # a sentence


class Neo4jStore:
    """See :class:`kg.stores.Store`."""

    def __init__(self, url: str) -> None:
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise StoreUnavailable(f"an address holds no user and password; {_PASSWORD}")
        self.url = url
        self._lock = threading.Lock()
        self._driver: neo4j.Driver | None = None
        self._release = ""  # the id that stamp() has given

    def read(self, cypher: str, /, **parameters: Any) -> "pd.DataFrame":
        from kg.stores.frames import frame  # here: the console's child has no use for pandas and starts without

        columns, rows, _ = self._run(cypher, parameters)
        return frame(columns, rows)

    def ask(self, text: str, parameters: Mapping[str, Any], seconds: float, rows: int) -> Answer:
        """The answer to text typed by a user, at most ``rows`` rows of it; for the console's child.

        Raises:
            InvalidQuery: the text is refused, fails or runs longer than ``seconds``.
        """
        statement = guard_neo4j.admit(text)
        with self._session(fetch_size=rows + 1) as session:
            given = dict(parameters)
            plan = session.run(neo4j.Query(f"EXPLAIN {statement}", timeout=seconds), given)
            guard_neo4j.admit_plan(plan.consume())
            try:
                result = session.run(neo4j.Query(statement, timeout=seconds), given)
                found = [record.values() for record in result.fetch(rows + 1)]
            except Neo4jError as error:
                if str(error.code).startswith(_TIMED_OUT):
                    raise InvalidQuery(too_long(seconds)) from error
                raise InvalidQuery(f"the engine ended the statement: {_complaint(error)}") from error
            return list(result.keys()), [[_plain(value) for value in row] for row in found[:rows]], len(found) > rows

    def load(self, release: "Release", progress: Progress | None = None, *, force: bool = False) -> None:
        from kg.stores import neo4j_load

        with self._session(write=True) as session:
            neo4j_load.replace(session, release, progress, force=force, url=self.url)

    def stamp(self) -> dict[str, Any]:
        with self._session() as session:
            found = checked(session.execute_read(_answer, QUERY, {}), self.url)
        self._release = found["id"]
        return found

    def close(self) -> None:
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _run(self, cypher: str, parameters: Mapping[str, Any]) -> Answer:
        """Rows of the release that was stamped, or an error while another one is being loaded or after it was."""
        with self._session() as session:
            release, answer = session.execute_read(_stamped, cypher, dict(parameters))
        held = checked(release, self.url)["id"]
        if self._release and held != self._release:
            raise StoreUnavailable(f"{self.url} was loaded with {held} in place of {self._release}; open it again")
        return answer

    @contextmanager
    def _session(self, *, write: bool = False, fetch_size: int = 10_000) -> Iterator[neo4j.Session]:
        """A session whose errors are ours; the driver's own never leave."""
        try:
            mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
            with self._open().session(default_access_mode=mode, fetch_size=fetch_size) as session:
                yield session
        except AuthError as error:
            raise StoreUnavailable(f"{self.url} refuses the user or the password; {_PASSWORD}") from error
        except Neo4jError as error:
            if str(error.code).startswith("Neo.ClientError.Statement"):
                raise InvalidQuery(f"the engine does not take this: {_complaint(error)}") from error
            raise StoreUnavailable(f"{self.url} failed: {error.message} ({error.code})") from error
        except DriverError as error:
            raise StoreUnavailable(
                f"{self.url} is out of reach ({error}); is it the address of a server that runs?"
            ) from error

    def _open(self) -> neo4j.Driver:
        with self._lock:
            if self._driver is None:
                self._driver = _driver(self.url)
            return self._driver


def _stamped(transaction: neo4j.ManagedTransaction, cypher: str, parameters: dict[str, Any]) -> tuple[Answer, Answer]:
    return _answer(transaction, QUERY, {}), _answer(transaction, cypher, parameters)


def _answer(transaction: neo4j.ManagedTransaction, cypher: str, parameters: dict[str, Any]) -> Answer:
    result = transaction.run(cypher, parameters)
    return list(result.keys()), [[_plain(value) for value in row] for row in result.values()], False


def _driver(url: str) -> neo4j.Driver:
    """A driver that has reached the server once, so that a wrong address is said at once and not after retries."""
    try:
        driver = neo4j.GraphDatabase.driver(
            url,
            auth=_credentials(),
            connection_timeout=5,
            notifications_disabled_classifications=list(neo4j.NotificationDisabledClassification),
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreUnavailable(f"{url} is no address ({error}); give one like bolt://127.0.0.1:7687") from error
    try:
        agent = driver.get_server_info().agent
    except (OSError, ValueError) as error:  # a host or a port that does not exist
        driver.close()
        raise ServiceUnavailable(str(error)) from error
    except BaseException:
        driver.close()
        raise
    number = re.fullmatch(r"Neo4j/(\d+)\.(\d+).*", agent)
    if number and (int(number[1]), int(number[2])) < _OLDEST:
        driver.close()
        raise StoreUnavailable(f"{url} runs {agent}; tmekg needs Neo4j {_OLDEST[0]}.{_OLDEST[1]} or later")
    return driver


def _credentials() -> tuple[str, str] | None:
    """User and password of the environment, or None for a server that asks for none."""
    file = os.environ.get("NEO4J_PASSWORD_FILE")
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None and file:
        try:
            password = Path(file).expanduser().read_text("utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreUnavailable(f"NEO4J_PASSWORD_FILE cannot be read; {_PASSWORD}") from error
    return None if password is None else (os.environ.get("NEO4J_USER", "neo4j"), password)


def _complaint(error: Neo4jError) -> str:
    """What the server says, without the line and column, which count the EXPLAIN that was put before the text."""
    return re.sub(r" \(line \d+, column \d+ \(offset: \d+\)\)$", "", str(error.message).partition("\n")[0])


def _plain(value: Any) -> Any:
    """A value as the frame wants it: scalars, lists, and dictionaries for nodes and relationships."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, neo4j.graph.Node):
        return {"_label": ":".join(sorted(value.labels)), **_properties(value)}
    if isinstance(value, neo4j.graph.Relationship):
        return {"_type": value.type, **_properties(value)}
    if isinstance(value, neo4j.graph.Path):
        steps: list[Any] = [_plain(value.start_node)]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [_plain(relationship), _plain(node)]
        return steps
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(value: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: _plain(one) for key, one in sorted(value.items())}
