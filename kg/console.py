"""Text typed by a user, run as one read statement in a process of its own that can be ended.

What an engine does with a text cannot be known before: it may run for hours, take all memory, or crash. So the guard of
the engine (:mod:`kg.stores.guard_ladybug`, :mod:`kg.stores.guard_neo4j`) and the engine itself work in a child with
limits, and only rows come back, as JSON.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InvalidQuery, StoreUnavailable
from kg.stores.answer import too_long

if TYPE_CHECKING:
    import pandas as pd

MAX_SECONDS, MAX_ROWS = 600, 100_000
_START = 30  # seconds that the child may take to start, to open the store and to hand over its rows


def run(
    url: str, text: str, params: Mapping[str, Any] | None = None, seconds: float = 20, rows: int = 1000
) -> "pd.DataFrame":
    """At most ``rows`` rows that ``text`` returns from the store at ``url``, typed as :mod:`kg.stores.frames` says.

    Of the frame, ``attrs["truncated"]`` says whether there were more and ``attrs["release"]`` which release answered.
    ``params`` gives a value for each ``$name``.

    Raises:
        InvalidQuery: the text is not one read statement, the engine does not take it, it ran longer than ``seconds``,
            needed too much memory or crashed the engine.
        StoreUnavailable: the store is out of reach or holds no complete release.
    """
    from kg.stores.frames import frame  # brings pandas, which other questions need not wait for

    if not 0 < seconds <= MAX_SECONDS:
        raise InvalidQuery(f"a statement may run up to {MAX_SECONDS} s, not {seconds:g}")
    if not 0 < rows <= MAX_ROWS:
        raise InvalidQuery(f"a statement may return 1 to {MAX_ROWS} rows, not {rows}")
    request = {"url": url, "text": text, "params": _checked(params or {}), "seconds": seconds, "rows": rows}
    answer = _converse(json.dumps(request).encode(), seconds)
    if "error" in answer:
        kind = StoreUnavailable if answer["error"] == "StoreUnavailable" else InvalidQuery
        raise kind(answer["message"])
    found = frame(answer["columns"], answer["rows"])
    found.attrs.update(answer["attrs"])
    return found


def _converse(request: bytes, seconds: float) -> dict[str, Any]:
    """Hand ``request`` to a new child and read its answer; the child and what it started are gone afterwards."""
    package = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    # -P: a file in the working directory must not be taken for a module.
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "kg.console_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    ) as child:
        try:
            said, complaint = child.communicate(request, timeout=seconds + _START)
        except subprocess.TimeoutExpired as error:
            raise InvalidQuery(too_long(seconds)) from error
        finally:
            _end(child)
    if child.returncode == 0:
        answer: dict[str, Any] = json.loads(said)
        return answer
    raise _failure(child.returncode, complaint.decode(errors="replace"), seconds)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill the child's whole group, where there are groups."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _failure(code: int, complaint: str, seconds: float) -> InvalidQuery | StoreUnavailable:
    """What to raise for a child that ended without an answer."""
    if code == -getattr(signal, "SIGALRM", 0):
        return InvalidQuery(too_long(seconds))
    if code < 0:
        name = signal.Signals(-code).name
        return InvalidQuery(
            f"the engine crashed on this statement, or it needed too much memory ({name}); put it another way"
        )
    last = complaint.strip().rpartition("\n")[2]
    return StoreUnavailable(f"the console's process did not start or failed: {last or f'exit code {code}'}")


def _checked(params: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in params.items():
        values = value if isinstance(value, list | tuple) else [value]
        wrong = [one for one in values if not (one is None or isinstance(one, str | int | float | bool))]
        if wrong:
            kind = type(wrong[0]).__name__
            raise InvalidQuery(f"parameter ${name} holds a {kind}; give text, numbers, true, false, or a list of those")
    return dict(params)
