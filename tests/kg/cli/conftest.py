"""The command line, run in this process on the session's build."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main


@dataclass(frozen=True)
class Done:
    """What a run of the command left."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def tmekg(built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command on the session's build, in this process."""
    monkeypatch.delenv("TMEKG_URL", raising=False)

    def run(*words: str, home: Path = built) -> Done:
        monkeypatch.setenv("TMEKG_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["tmekg", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run
