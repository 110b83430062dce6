"""Write a release into a new Ladybug file and put it in the place of the old one in a single rename.

Whatever ends the load before that rename, readers and the next run see the old file whole; leftovers are cleared by the
next load.
"""

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import ladybug
import pyarrow as pa

from kg.errors import StoreUnavailable
from kg.stores import Progress
from kg.stores.rows import count, edges, nodes, stamp, statements

if TYPE_CHECKING:
    from kg.tables import Release

Table = tuple[str, str, list[str], pa.Table]  # label or type, labels of the ends, properties, rows
_BUFFER = 1 << 30  # bytes; the whole load is one transaction, whose pages stay in memory
_SPACE = 1 << 36  # bytes of address space, an upper bound of the file


def replace(path: Path, release: "Release", progress: Progress | None = None) -> None:
    """Put ``release`` at ``path``; loads of one folder wait for each other.

    Raises:
        StoreUnavailable: the folder cannot be written, or the engine fails.
    """
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent):
            _clear(new)
            try:
                _build(new, release, progress or (lambda done, total, what: None))
                _clear(path, keep=path)
                os.replace(new, path)
            finally:
                _clear(new)
    except (OSError, RuntimeError) as error:
        raise StoreUnavailable(f"{path} could not be written: {error}") from error


def _build(new: Path, release: "Release", progress: Progress) -> None:
    """One transaction round everything and one thread: the tables are many and small, and cost by the piece."""
    done, total = 0, count(release)
    with ladybug.Database(new, buffer_pool_size=_BUFFER, max_db_size=_SPACE, max_num_threads=1) as database:
        connection = ladybug.Connection(database)
        connection.execute("BEGIN TRANSACTION")
        for statement in statements("ladybug.cypher"):
            connection.execute(statement)
        for table, ends, properties, rows in _ahead(_tables(release)):
            progress(done, total, table)
            _copy(connection, table, ends, properties, rows)
            done += rows.num_rows
        connection.execute(
            "CREATE (:Release {id: $id, data_date: $data_date, code_version: $code_version, "
            "model_version: $model_version, status: $status, sources: $sources})",
            stamp(release, "complete"),
        )
        progress(done, total, "writing")
        connection.execute("COMMIT")
        connection.close()
    if (log := new.with_name(new.name + ".wal")).exists():
        raise RuntimeError(f"the engine left {log.name} behind")


def _tables(release: "Release") -> Iterator[Table]:
    for one in nodes(release):
        yield one.label, "", one.rows.column_names, one.rows
    for arrow in edges(release):
        yield arrow.type, f" (from='{arrow.start}', to='{arrow.end}')", arrow.properties, arrow.rows


def _ahead(things: Iterator[Table]) -> Iterator[Table]:
    """The same, the next of them made while the last is in use: the engine works outside of Python."""
    with ThreadPoolExecutor(1) as beside:
        following = beside.submit(next, things, None)
        while (one := following.result()) is not None:
            following = beside.submit(next, things, None)
            yield one


def _copy(connection: ladybug.Connection, table: str, ends: str, properties: list[str], rows: pa.Table) -> None:
    named = f"({', '.join(properties)})" if properties else ""
    connection.execute(f"COPY {table}{named} FROM $rows{ends}", {"rows": rows})


def _clear(path: Path, keep: Path | None = None) -> None:
    """Remove a database file and the side files that the engine keeps beside it."""
    for file in path.parent.iterdir():
        side = file.name.removeprefix(path.name)
        beside = side != file.name and side.startswith((".wal", ".shadow", ".tmp", ".checkpoint"))
        if (file == path or beside) and file != keep:
            file.unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system lets go of however the process ends; without locks, go on."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
