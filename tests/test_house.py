"""The house rules that a machine can see: size of modules, forbidden calls, where things lie, what the wheel holds."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from statistics import median

import pytest
from packaging.requirements import Requirement

TOP = {
    "schema", "ingest", "kg", "queries", "app", "tests", "docs", "benchmarks", ".ci",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "LICENSE-DATA.md", "Makefile",
    "pyproject.toml", "requirements.txt", "requirements-app.txt", "requirements-dev.txt", "docker-compose.yml",
    ".gitignore", ".gitattributes", ".dockerignore",
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "yaml.load", "st.html", "os.system", "pickle.load", "pickle.loads"}
FORBIDDEN_ARGUMENTS = {"unsafe_allow_html", "shell"}
FORBIDDEN_IMPORTS = {"xml", "pickle", "dill", "marshal", "shelve"}
# Places of one machine, hosts of registries: a file that names them works only where it was written.
MACHINE = re.compile(
    r"/(?:work|root)/|/tmp/\w|/home/(?!tmekg\b)\w|[A-Z]:\\\\Users|pypi\.org|pythonhosted\.org|registry\.npmjs|repo1?\.maven|"
    r"deb\.debian\.org|proxy\.golang|static\.crates|index-url|find-links"
)
TEXT = {
    "", ".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".json", ".cypher", ".tsv", ".cff", ".xml", ".js", ".mjs",
    ".sh",
}  # fmt: skip


@pytest.fixture(scope="module")
def files(checkout: Path) -> list[Path]:
    """What is in the repository or about to be, relative to the checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True).stdout
    return sorted(Path(name) for name in listed.split("\0") if name and (checkout / name).is_file())


@pytest.fixture(scope="module")
def modules(checkout: Path, files: list[Path]) -> dict[Path, str]:
    """The text of each Python file outside the tests."""
    chosen = [file for file in files if file.suffix == ".py" and file.parts[0] != "tests"]
    return {file: (checkout / file).read_text("utf-8") for file in chosen}


def test_no_module_is_long_and_most_are_short(modules: dict[Path, str]) -> None:
    lines = {file: text.count("\n") for file, text in modules.items()}
    assert {str(file): n for file, n in lines.items() if n > 300} == {}
    assert median(lines.values()) <= 150


def test_top_level_is_as_designed(files: list[Path]) -> None:
    assert {file.parts[0] for file in files} - TOP == set()


def test_nothing_dangerous_is_called(modules: dict[Path, str]) -> None:
    found = [f"{file}:{line}: {what}" for file, text in modules.items() for line, what in dangers(ast.parse(text))]
    assert found == []


def dangers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each call, argument and import that the house rules forbid.

    >>> list(dangers(ast.parse("import xml.etree.ElementTree\\nrun('x', shell=True)\\neval('1')")))
    [(1, 'import xml.etree.ElementTree'), (2, 'shell=True'), (3, 'eval')]
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in FORBIDDEN_CALLS:
                yield node.lineno, name
            for argument in node.keywords:
                if argument.arg in FORBIDDEN_ARGUMENTS and ast.unparse(argument.value) != "False":
                    yield node.lineno, f"{argument.arg}={ast.unparse(argument.value)}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from ((node.lineno, f"import {name}") for name in names if name.split(".")[0] in FORBIDDEN_IMPORTS)


def test_no_file_names_a_machine_or_a_registry(checkout: Path, files: list[Path]) -> None:
    found = []
    for file in files:
        if file.suffix in TEXT and file.name != Path(__file__).name and "dist" not in file.parts:
            for number, line in enumerate((checkout / file).read_text("utf-8").split("\n"), 1):
                if match := MACHINE.search(line):
                    found.append(f"{file}:{number}: {match[0]}")
    assert found == []


def test_nothing_is_left_to_do_in_a_comment(modules: dict[Path, str]) -> None:
    words = re.compile(r"\b(?:TODO|FIXME|XXX)\b|NotImplementedError|pragma: no cover")
    assert [str(file) for file, text in modules.items() if words.search(text)] == []


def test_decision_records_are_short_and_say_what_was_refused(checkout: Path) -> None:
    records = sorted((checkout / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text("utf-8")
        assert len(text.split()) <= 200, record.name
        assert "**Refused.**" in text, record.name


def test_every_prefix_of_the_curated_entities_has_a_licence_line(checkout: Path) -> None:
    rows = (checkout / "ingest" / "curated" / "entities.tsv").read_text("utf-8").splitlines()[1:]
    licence = (checkout / "LICENSE-DATA.md").read_text("utf-8")
    prefixes = {row.split(":")[0] for row in rows}
    assert {prefix for prefix in prefixes if f"| {prefix} |" not in licence} - {"TME"} == set()
    assert "`TME`" in licence


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-app.txt", "requirements-dev.txt"])
def test_lock_pins_every_package_by_hash(checkout: Path, lock: str) -> None:
    for pinned, hashes in pins(checkout / lock):
        assert re.fullmatch(r"==[\w.]+", str(pinned.specifier)), pinned
        assert hashes >= 1, pinned


def test_locks_agree_and_the_larger_holds_the_smaller(checkout: Path) -> None:
    base, app, dev = (
        {f"{pinned.name}{pinned.specifier}" for pinned, _ in pins(checkout / lock)}
        for lock in ("requirements.txt", "requirements-app.txt", "requirements-dev.txt")
    )
    assert base < app < dev


def test_what_users_install_is_not_under_the_gpl(checkout: Path) -> None:
    guilty = []
    for pinned, _ in pins(checkout / "requirements-app.txt"):
        if pinned.marker is None or pinned.marker.evaluate():
            try:
                about = metadata(pinned.name)
            except PackageNotFoundError:
                pytest.fail(f"{pinned.name} of requirements-app.txt is not installed: make test installs it")
            said = [
                line for key in ("License-Expression", "License", "Classifier") for line in about.get_all(key) or []
            ]
            if any(re.search(r"\bA?GPL|General Public License", line.split("\n")[0]) for line in said):
                guilty.append(pinned.name)
    assert guilty == []


def pins(lock: Path) -> Iterator[tuple[Requirement, int]]:
    """Each requirement of a lock with the number of its hashes."""
    for block in re.split(r"\n(?=[A-Za-z])", lock.read_text("utf-8")):
        if re.match(r"[A-Za-z]", block):
            yield Requirement(block.split("\\\n")[0].strip()), block.count("--hash=sha256:")


def test_wheel_holds_the_package_and_its_data_and_shadows_nothing(
    checkout: Path, files: list[Path], tmp_path: Path
) -> None:
    options = f"-q --no-deps --no-build-isolation --wheel-dir {tmp_path}".split()
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "."], cwd=checkout, check=True)
    (wheel,) = tmp_path.glob("tmekg-*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {place for file in files if (place := place_in_wheel(file.as_posix()))}
    assert names == expected
    assert {place.split("/")[2] for place in names if place.startswith("kg/_data/")} == {"schema", "queries", "app"}
    assert [name for name in names if name.startswith("kg/_data/") and name.endswith("__init__.py")] == []


def place_in_wheel(file: str) -> str | None:
    """Where a file of the checkout goes; None when it stays behind.

    >>> place_in_wheel("schema/generated/model.json"), place_in_wheel("app/frontend/src/graph.js")
    ('kg/_data/schema/model.json', None)
    """
    if file.startswith("kg/"):
        return file
    if re.match(r"app/(Dockerfile$|frontend/(?!dist/))", file):
        return None
    for folder, place in (("schema/generated", "schema"), ("queries", "queries"), ("app", "app")):
        if file.startswith(folder + "/"):
            return f"kg/_data/{place}/{file.removeprefix(folder + '/')}"
    return None


def test_every_target_of_the_makefile_can_be_planned(checkout: Path) -> None:
    text = (checkout / "Makefile").read_text("utf-8")
    for target in re.search(r"\.PHONY: (.*)", text)[1].split():  # type: ignore[index]
        planned = subprocess.run(["make", "-n", target], cwd=checkout, capture_output=True, text=True)
        assert planned.returncode == 0, planned.stderr
