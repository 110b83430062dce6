"""How long all public sources take: build from nothing, build after one source changed, load, first and next trace.

    python benchmarks/sources.py --cache FOLDER [--neo4j bolt://127.0.0.1:7687]

Everything happens in a folder of its own, offline. Memory is the largest sum of the resident sizes of the building
process and its helpers, read ten times a second (Linux). Writes build/bench_sources.json as ``first_slice.py`` does.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

CHECKOUT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "import sys; from kg.cli import main; sys.exit(main())"]
GOALS = {
    "build, all sources": 60, "peak resident, MB": 2000, "build, one source changed": 15,
    "load, per 2 million edges": 12, "trace, shell": 2, "trace, shell, in a context": 2, "search, p95 ms": 20,
    "trace in process, slowest ms": 50,
}  # fmt: skip


def run(home: Path, *arguments: str) -> tuple[float, float]:
    """Seconds and the largest resident size (MB) of one command and its children."""
    began, peak = time.perf_counter(), 0.0
    environment = _environment(home)
    with subprocess.Popen([*COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    return time.perf_counter() - began, peak


def _environment(home: Path) -> dict[str, str]:
    """That of a user, whose Python keeps what it compiles."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "TMEKG_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}


def resident(pid: int) -> float:
    """MB of a process and its children, shared pages shared out."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        told = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in told if line.startswith("Pss:")), 0.0)
    return own + sum(resident(int(child)) for child in children)


def edges(home: Path) -> int:
    """Edges that a store of the release holds."""
    tables = json.loads((home / "release" / "manifest.json").read_text("utf-8"))["tables"]
    rows = {name: about["rows"] for name, about in tables.items()}
    return int(3 * rows["finding"] + rows["cites"] + rows["context"] + rows["relation"])


def answers(home: Path, neo4j: str | None) -> str:
    """What ``full_graph.py`` measures on the store of ``home``."""
    script = str(CHECKOUT / "benchmarks" / "full_graph.py")
    command = [sys.executable, script, str(home / "graph.lbug"), *([neo4j] if neo4j else [])]
    return subprocess.run(command, env=_environment(home), capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Measure, print, write; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--neo4j", help="address of a server that may be filled; its content is replaced")
    asked = parser.parse_args()
    cache = asked.cache.resolve()
    taken: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build = ("build", "--sources", "all", "--offline", "--cache")
        taken["build, all sources"], taken["peak resident, MB"] = run(home, *build, str(cache))
        changed = Path(folder) / "cache"
        changed.mkdir()
        for one in cache.iterdir():
            if one.is_dir() and one.name != "trrust":
                (changed / one.name).symlink_to(one)
        shutil.copytree(cache / "trrust", changed / "trrust")
        with next((changed / "trrust").glob("*.tsv")).open("a", encoding="utf-8") as file:
            file.write("HIF1A\tVEGFA\tActivation\t1\n")
        taken["build, one source changed"] = run(home, *build, str(changed))[0]
        load = run(home, "load")[0]
        taken["load, with the index of names"] = load
        taken["edges, million"] = edges(home) / 1e6
        question = ("trace", "VWF", "immunosuppression")
        taken["trace, shell"] = min(run(home, *question, "--via", "hypoxia")[0] for _ in range(3))
        taken["trace, shell, in a context"] = min(
            run(home, *question, "--cancer", "gastric cancer")[0] for _ in range(3)
        )
        taken |= json.loads(answers(home, asked.neo4j))
        taken["load, per 2 million edges"] = taken["load into Ladybug alone"] / taken["edges, million"] * 2
    table = Table("what", "value", "goal")
    for name, value in taken.items():
        goal = GOALS.get(name)
        table.add_row(name, f"{value:.2f}", "" if goal is None else f"≤ {goal} {'✓' if value <= goal else '✗ missed'}")
    Console().print(table)
    results = {name: {"value": value, "goal": GOALS.get(name)} for name, value in taken.items()}
    out = CHECKOUT / "build" / "bench_sources.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return int(any(value > GOALS[name] for name, value in taken.items() if name in GOALS))


if __name__ == "__main__":
    sys.exit(main())
