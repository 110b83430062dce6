"""The console: the same on both engines, within its limits, and never the end of the process that asked."""

import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg import console
from kg.errors import InvalidQuery, StoreUnavailable
from kg.stores import Store

RUNAWAY = "UNWIND range(1, 1000000) AS x UNWIND range(1, 1000000) AS y WITH x, y WHERE x + y = -1 RETURN x AS x"
LINUX = Path("/proc/self/task").is_dir()


def children() -> list[int]:
    """The processes that this one has started."""
    found = [Path(task, "children") for task in Path("/proc/self/task").iterdir()]
    return [int(pid) for file in found if file.is_file() for pid in file.read_text().split()]


def runs_console(pid: int) -> bool:
    """Whether the process is a child of the console."""
    return "kg.console_child" in Path(f"/proc/{pid}/cmdline").read_text()


@pytest.fixture
def quiet(store: Store) -> Store:
    """The store, let go of by this process: the child has the file or the connection for itself."""
    store.close()
    return store


def test_rows_are_those_of_a_read(quiet: Store) -> None:
    text = "MATCH (g:Gene)-[r:PROMOTES]->(o:Process) RETURN g.name AS name, r.belief AS belief, r.n_papers AS n, o AS o"
    found = console.run(quiet.url, text)
    read = quiet.read(text)
    assert found.to_dict("records") == read.to_dict("records")
    assert found.dtypes.tolist() == read.dtypes.tolist()
    assert found.attrs == {"truncated": False, "release": quiet.stamp()["id"]}


def test_parameters_are_bound(quiet: Store) -> None:
    text = "MATCH (g:Gene) WHERE g.id IN $ids AND g.name <> $name RETURN g.name AS name ORDER BY name"
    found = console.run(quiet.url, text, {"ids": ["HGNC:12726", "HGNC:6018"], "name": "'; DROP"})
    assert found["name"].tolist() == ["IL6", "VWF"]
    with pytest.raises(InvalidQuery, match="name"):
        console.run(quiet.url, text, {"ids": []})


@pytest.mark.parametrize(
    ("rows", "shown", "truncated"), [(10, 10, True), (24, 24, True), (25, 25, False), (90, 25, False)]
)
def test_rows_stop_at_the_limit_and_say_so(quiet: Store, rows: int, shown: int, truncated: bool) -> None:
    found = console.run(quiet.url, "UNWIND range(1, 25) AS x RETURN x AS x ORDER BY x", rows=rows)
    assert found["x"].tolist() == list(range(1, shown + 1))
    assert found.attrs["truncated"] is truncated


def test_a_runaway_statement_is_ended_in_time(quiet: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(InvalidQuery, match="longer than 1 s"):
        console.run(quiet.url, RUNAWAY, seconds=1)
    assert time.monotonic() - begun < 1 + 15  # starting a process takes its time on a busy machine
    if LINUX:
        assert [pid for pid in children() if runs_console(pid)] == []


def test_a_statement_that_takes_all_memory_is_ended(quiet: Store) -> None:
    with pytest.raises(InvalidQuery, match=r"memory|longer than"):
        console.run(quiet.url, "UNWIND range(1, 200000000) AS x RETURN collect(x) AS list", seconds=30)


@pytest.mark.skipif(not LINUX, reason="finds the child process by /proc")
@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_of_the_engine_is_a_message(quiet: Store, how: signal.Signals) -> None:
    before = set(children())
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(console.run, quiet.url, RUNAWAY, seconds=60)
        child = _child(before)
        os.kill(child, how)
        with pytest.raises(InvalidQuery, match=how.name):
            running.result(timeout=30)


def _child(before: set[int]) -> int:
    """The process id of the console's child, once it runs."""
    for _ in range(600):
        for pid in set(children()) - before:
            if runs_console(pid):
                time.sleep(1)
                return pid
        time.sleep(0.05)
    pytest.fail("no child process of the console was seen")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (g:Gene) SET g.name = 'x' RETURN g.name AS name",
        "LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row",
        "LOAD FROM 'http://127.0.0.1:{port}/x.csv' RETURN *",
        "INSTALL httpfs",
        "COPY (MATCH (g:Gene) RETURN g.id) TO 'genes.csv'",
    ],
)
def test_a_refusal_names_what_is_allowed_and_opens_no_connection(
    quiet: Store, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = quiet.url if "://" in quiet.url else str(Path(quiet.url).resolve())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        with pytest.raises(InvalidQuery, match="one read statement of MATCH"):
            console.run(url, text.replace("{port}", str(listener.getsockname()[1])))
        with pytest.raises(TimeoutError):
            listener.accept()
    assert list(tmp_path.iterdir()) == []


def test_what_the_engine_does_not_take_is_said(quiet: Store) -> None:
    with pytest.raises(InvalidQuery, match="the engine does not take this"):
        console.run(quiet.url, "MATCH (g:Gene) RETURN h.id AS id")


def test_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no store at"):
        console.run(str(tmp_path / "none.lbug"), "RETURN 1 AS n")


@pytest.mark.parametrize(
    ("limits", "says"), [({"seconds": 0}, "may run up to"), ({"seconds": 9999}, "may run up to"), ({"rows": 0}, "1 to")]
)
def test_limits_are_bounded(limits: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidQuery, match=says):
        console.run("graph.lbug", "RETURN 1 AS n", **limits)


def test_a_parameter_that_is_no_value_is_refused() -> None:
    with pytest.raises(InvalidQuery, match=r"\$gene holds a dict"):
        console.run("graph.lbug", "RETURN $gene AS n", {"gene": {"id": "HGNC:6018"}})


def test_a_module_in_the_working_directory_is_not_taken_for_one_of_python(
    quiet: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = quiet.url if "://" in quiet.url else str(Path(quiet.url).resolve())
    (tmp_path / "json.py").write_text("raise SystemExit('taken from the working directory')")
    monkeypatch.chdir(tmp_path)
    assert console.run(url, "RETURN 1 AS n")["n"].tolist() == [1]


def test_several_may_ask_at_once(quiet: Store) -> None:
    barrier = threading.Barrier(3)

    def ask(i: int) -> int:
        barrier.wait()
        return int(console.run(quiet.url, "RETURN $i AS i", {"i": i})["i"].iloc[0])

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ask, range(3))) == [0, 1, 2]
