"""What the README tells people to type works, and what it shows is what comes out."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
SERVES = "make app"  # would not come back


def fenced(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def commands() -> Iterator[str]:
    """Each command line of the shell blocks, without its remark."""
    for block in fenced("sh"):
        for line in block.splitlines():
            if line.strip():
                yield line.split("  #")[0].strip()


def run(*arguments: str, home: Path, checkout: Path) -> "subprocess.CompletedProcess[str]":
    """A command in the checkout, on the built graph."""
    environment = {key: value for key, value in os.environ.items() if key != "TMEKG_URL"}
    environment |= {"TMEKG_HOME": str(home), "COLUMNS": "120"}
    return subprocess.run(arguments, cwd=checkout, env=environment, capture_output=True, text=True, timeout=60)


def tmekg(line: str, home: Path, checkout: Path) -> str:
    """What a ``tmekg …`` line prints; it has to succeed."""
    main = "import sys; from kg.cli import main; sys.exit(main())"
    done = run(sys.executable, "-c", main, *shlex.split(line)[1:], home=home, checkout=checkout)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("tmekg ")])
def test_command_answers(line: str, built: Path, checkout: Path) -> None:
    assert tmekg(line, built, checkout).strip()


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("make ")])
def test_make_target_exists(line: str, built: Path, checkout: Path) -> None:
    planned = run(*shlex.split(line), "-n", home=built, checkout=checkout)
    assert planned.returncode == 0, planned.stderr


def test_every_command_is_of_a_kind_that_is_tested() -> None:
    assert [line for line in commands() if not line.startswith(("make ", "tmekg "))] == []


@pytest.mark.parametrize("block", fenced("python"))
def test_python_runs_as_written(block: str, built: Path, checkout: Path) -> None:
    done = run(sys.executable, "-W", "error", "-c", block, home=built, checkout=checkout)
    assert done.returncode == 0, done.stderr
    assert "VWF" in done.stdout


@pytest.mark.parametrize("block", fenced("cypher"))
def test_cypher_finds_rows(block: str, built: Path, checkout: Path) -> None:
    assert "TME:0000050" in tmekg("tmekg cypher " + shlex.quote(block), built, checkout)


def test_the_trace_that_is_shown_is_what_comes_out(built: Path, checkout: Path) -> None:
    shown = fenced("text")[0]
    printed = tmekg("tmekg trace VWF immunosuppression --via hypoxia", built, checkout)
    assert shown.strip()
    missing = [line for line in shown.splitlines() if line.removesuffix("…").strip() not in printed]
    assert missing == []


def test_linked_files_exist(checkout: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (checkout / link).exists()] == []
