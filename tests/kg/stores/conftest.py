"""A load that is killed: the real thing, in a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.tables import Release

KilledLoad = Callable[..., None]

_LOAD = """
import sys, time
from pathlib import Path
from kg.stores import connect
from kg.tables import Release

url, folder, last, wait = sys.argv[1:]

def progress(done, total, what):
    print(what, flush=True)
    if what == last:
        time.sleep(float(wait))

connect(url).load(Release.read(Path(folder)), progress)
"""


@pytest.fixture
def killed_load(tmp_path: Path) -> KilledLoad:
    """Load ``release`` into ``url`` in another process and end that by SIGKILL when it comes to ``at``.

    With ``wait`` the loading process stops there, so that it is certain how far it came; without, it runs on.
    """

    def load(url: str, release: Release, at: str, *, wait: bool = True) -> None:
        release.write(tmp_path / "release to load")
        command = [sys.executable, "-c", _LOAD, url, str(tmp_path / "release to load"), at, "60" if wait else "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            reached = any(line.strip() == at for line in process.stdout)
            process.kill()
        assert reached, f"the load never came to {at}"

    return load
