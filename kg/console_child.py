"""The process that runs one statement for :mod:`kg.console`: reads a request from standard input, answers, ends."""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from kg.errors import InvalidQuery, StoreUnavailable
from kg.stores import connect
from kg.stores.answer import TOO_LARGE

MEMORY = 1 << 30  # bytes that a statement may take beyond what the open store has
MAX_ANSWER = 64 << 20  # characters of JSON
_GRACE = 1.0  # seconds between the engine's own time limit and ours


def main() -> None:
    """Answer one request. What the engine prints does not reach the answer."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    for unused in ("pandas", "pyarrow", "numpy"):  # the driver imports them where they are, which takes a second
        sys.modules[unused] = None  # type: ignore[assignment]  # what Python itself takes for "cannot be imported"
    try:
        answer = json.dumps(_answer(**request))
    except (InvalidQuery, StoreUnavailable) as error:
        answer = _refusal(type(error).__name__, str(error))
    except MemoryError:
        answer = _refusal("InvalidQuery", TOO_LARGE)
    if len(answer) > MAX_ANSWER:
        answer = _refusal("InvalidQuery", "the rows are too large to hand over; return fewer, or shorter lists")
    answers.write(answer)
    answers.flush()
    os._exit(0)  # no time for an engine that is busy ending its threads


def _refusal(error: str, message: str) -> str:
    return json.dumps({"error": error, "message": message})


def _answer(url: str, text: str, params: dict[str, Any], seconds: float, rows: int) -> dict[str, Any]:
    store = connect(url)
    release = store.stamp()["id"]
    _limit(seconds)
    columns, found, truncated = store.ask(text, params, seconds, rows)
    return {"columns": columns, "rows": found, "attrs": {"truncated": truncated, "release": release}}


def _limit(seconds: float) -> None:
    """End this process when the engine does not; refuse it more memory and any file, where the system can."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)  # the alarm kills: no handler is set
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for limit, value in limits.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


if __name__ == "__main__":
    main()
