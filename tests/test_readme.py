"""What the README and CONTRIBUTING tell people to type works, and what the README shows is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.cli import main

README, CONTRIBUTING = (
    (Path(__file__).resolve().parent.parent / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")
)


def fenced(language: str, text: str = README) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, flags=re.MULTILINE | re.DOTALL)


def commands() -> Iterator[str]:
    """Each command line of the shell blocks, without its remark."""
    for block in fenced("sh") + fenced("sh", CONTRIBUTING):
        yield from (line.split("  #")[0].strip() for line in block.splitlines() if line.strip())


@pytest.fixture
def tmekg(built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """What a ``tmekg …`` line prints on the built graph; it has to succeed."""
    monkeypatch.setenv("TMEKG_HOME", str(built))
    monkeypatch.delenv("TMEKG_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "120")

    def answer(line: str) -> str:
        monkeypatch.setattr(sys, "argv", shlex.split(line))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert not ended.value.code, said.err
        return said.out

    return answer


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("tmekg ")])
def test_command_answers(line: str, tmekg: Callable[[str], str]) -> None:
    assert tmekg(line).strip()


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("make ")])
def test_make_target_exists(line: str, checkout: Path) -> None:
    planned = subprocess.run([*shlex.split(line), "-n"], cwd=checkout, capture_output=True, text=True)
    assert planned.returncode == 0, planned.stderr


def test_every_command_is_of_a_kind_that_is_tested() -> None:
    assert [line for line in commands() if not line.startswith(("make ", "tmekg "))] == []


@pytest.mark.parametrize("block", fenced("python"))
def test_python_runs_as_written(block: str, built: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "TMEKG_URL"} | {"TMEKG_HOME": str(built)}
    command = [sys.executable, "-W", "error", "-c", block]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "VWF" in done.stdout


@pytest.mark.parametrize("block", fenced("cypher"))
def test_cypher_finds_rows(block: str, tmekg: Callable[[str], str]) -> None:
    assert "TME:0000050" in tmekg("tmekg cypher " + shlex.quote(block))


def test_the_trace_that_is_shown_is_what_comes_out(tmekg: Callable[[str], str]) -> None:
    shown = fenced("text")[0]
    printed = tmekg("tmekg trace VWF immunosuppression --via hypoxia")
    assert shown.strip()
    missing = [line for line in shown.splitlines() if line.strip() not in printed]
    assert missing == []


def test_linked_files_exist(checkout: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (checkout / link).exists()] == []
