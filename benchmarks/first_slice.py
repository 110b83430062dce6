"""How long the everyday steps take: build, load, open, trace in process, `tmekg trace` from the shell.

    python benchmarks/first_slice.py [--rounds 5]

Everything happens in a folder of its own; the store in use is not touched. Prints a table and writes build/bench.json:
``{name: {value, low, high, goal, baselines, unit, rounds, machine}}`` with the median, the fastest and the slowest
round, the goal (null where there is none) and what the same machine takes for something comparable.
"""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
from rich.console import Console
from rich.table import Table

import kg

CHECKOUT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "import sys; from kg.cli import main; sys.exit(main())"]
VWF = ("VWF", "immunosuppression")
QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    (*VWF, {"via": ["hypoxia"]}),
    (*VWF, {"cancer": "gastric cancer"}),
    ("TGFB1", "CD8-positive, alpha-beta T cell", {"k": 20}),
    ("hypoxia", "immunosuppression", {"sign": "up"}),
]


def rounds_of(step: Callable[[], object], rounds: int) -> list[float]:
    """Seconds that each of ``rounds`` runs of ``step`` took, after one that is not counted."""
    step()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begin)
    return taken


def shell(*arguments: str, home: Path) -> Callable[[], object]:
    """A run of the command line in a process of its own, on the embedded store of ``home``."""
    environment = {key: value for key, value in os.environ.items() if key != "TMEKG_URL"} | {"TMEKG_HOME": str(home)}

    def run() -> None:
        subprocess.run([*COMMAND, *arguments], cwd=CHECKOUT, env=environment, check=True, capture_output=True)

    return run


def machine() -> str:
    """Processor, cores and Python, as they stand in a report."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def yen(graph: kg.Graph) -> Callable[[], object]:
    """The ten best paths of the first question's ends by networkx: no signs, no via, no bound on the length."""
    plain: nx.DiGraph[str] = nx.DiGraph()
    for subject, object_, belief in graph.to_networkx().edges(data="belief"):
        plain.add_edge(subject, object_, cost=-math.log(max(belief, 1e-9)))
    ends = [graph.resolve(name).id for name in VWF]
    return lambda: list(islice(nx.shortest_simple_paths(plain, *ends, weight="cost"), 10))


def measure(home: Path, rounds: int) -> Iterator[tuple[str, str, list[float], float | None, dict[str, float]]]:
    """Name, unit, rounds in that unit, goal and baselines of each step."""
    start = median(rounds_of(lambda: subprocess.run([sys.executable, "-c", "import pandas"], check=True), rounds))
    yield "build", "s", rounds_of(shell("build", home=home), rounds), 5, {"python -c 'import pandas'": start}
    yield "load, embedded", "s", rounds_of(shell("load", home=home), rounds), None, {}
    store = str(home / "graph.lbug")
    yield "open", "s", rounds_of(lambda: kg.open(store).close(), rounds), None, {}
    with kg.open(store) as graph:
        slowest: list[float] = []
        for source, target, options in QUESTIONS:

            def ask(source: str = source, target: str = target, options: dict[str, Any] = options) -> object:
                return graph.trace(source, target, **options)

            taken = [1000 * seconds for seconds in rounds_of(ask, 4 * rounds)]
            slowest = max(slowest, taken, key=lambda times: median(times or [0]))
        baseline = {"networkx shortest_simple_paths, VWF": 1000 * median(rounds_of(yen(graph), rounds))}
    yield "trace in process, slowest question", "ms", slowest, 50, baseline
    command = shell("trace", *VWF, "--via", "hypoxia", home=home)
    yield "tmekg trace from the shell", "s", rounds_of(command, rounds), 2, {"python -c 'import pandas'": start}


def main() -> int:
    """Measure, print, write; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    here = machine()
    results: dict[str, dict[str, Any]] = {}
    table = Table("step", "median", "fastest – slowest", "goal", "beside it", title=here, title_justify="left")
    with tempfile.TemporaryDirectory() as folder:
        for name, unit, taken, goal, baselines in measure(Path(folder), rounds):
            value, low, high = median(taken), min(taken), max(taken)
            results[name] = {"value": value, "low": low, "high": high, "goal": goal, "baselines": baselines}
            results[name] |= {"unit": unit, "rounds": len(taken), "machine": here}
            beside = "; ".join(f"{what}: {took:.3g} {unit}" for what, took in baselines.items())
            wanted = "" if goal is None else f"≤ {goal:g} {unit} {'✓' if value <= goal else '✗ missed'}"
            table.add_row(name, f"{value:.3g} {unit}", f"{low:.3g} – {high:.3g}", wanted, beside)
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    target = Path(os.environ.get("TMEKG_HOME") or CHECKOUT / "build") / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return int(any(one["goal"] is not None and one["value"] > one["goal"] for one in results.values()))


if __name__ == "__main__":
    sys.exit(main())
