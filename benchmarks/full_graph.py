"""How the graph of all sources answers: search, traces, every query of the library, the pages of its hubs.

Called by ``sources.py`` in a process of its own on the store that it has loaded; prints one JSON object, milliseconds
unless the name says otherwise.

    python benchmarks/full_graph.py STORE [NEO4J]

``NEO4J`` is the address of an empty server whose content may be replaced.
"""

import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import kg
from kg.home import home
from kg.queries import library
from kg.stores import connect, rows
from kg.tables import Release

SPELLINGS = Path(__file__).resolve().parent.parent / "tests" / "data" / "spellings.tsv"
TRACES = (
    ("VWF", "immunosuppression"), ("gemcitabine", "immunosuppression"), ("TGFB1", "T-cell exclusion"),
    ("CXCL12", "response to immune checkpoint inhibition"), ("hypoxia", "metastasis"),
)  # fmt: skip


def taken(question: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of the median of some runs."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        question()
        spent.append(1_000 * (time.perf_counter() - begun))
    return median(spent)


def load(url: str, release: Release) -> tuple[float, float]:
    """Seconds of a load, and edges a second."""
    marks: dict[str, tuple[float, int]] = {}
    store = connect(url)
    begun = time.perf_counter()

    def noted(done: int, total: int, what: str) -> None:
        marks.setdefault(what, (time.perf_counter(), done))

    store.load(release, noted, force=True)
    ended = time.perf_counter()
    store.close()
    since, nodes = marks["SUBJECT"]
    return ended - begun, (rows.count(release) - nodes) / (ended - since)


def main() -> None:
    """Measure and print."""
    with kg.open(sys.argv[1]) as graph:
        names, entity = graph.snapshot.names, graph.snapshot.entity
        with SPELLINGS.open(encoding="utf-8", newline="") as file:
            typed = [(row["typed"], row["id"].split("|")) for row in csv.DictReader(file, delimiter="\t") if row["id"]]
        found, spent = 0, []
        for text, wanted in typed:
            begun = time.perf_counter()
            found += bool({*wanted} & {hit.id for hit in names.search(text, limit=3)})
            spent.append(1_000 * (time.perf_counter() - begun))
        traces = [taken(lambda ends=ends: graph.trace(*ends)) for ends in TRACES]  # type: ignore[misc]
        queries = {
            name: taken(lambda name=name, query=query: graph.ask(name, **query.example), times=1)  # type: ignore[misc]
            for name, query in library().items()
        }
        ends = graph.snapshot.relation
        hubs = ends["subject"].value_counts().add(ends["object"].value_counts(), fill_value=0).nlargest(10).index
        pages = {key: taken(lambda key=key: graph.entity(key), times=1) for key in hubs}  # type: ignore[misc]
        slowest, hub = max(queries, key=queries.__getitem__), max(pages, key=pages.__getitem__)
        release = Release.read(home() / "release")
        with tempfile.TemporaryDirectory() as folder:
            ladybug = min(load(str(Path(folder) / "graph.lbug"), release)[0] for _ in range(2))
        neo4j = load(sys.argv[2], release)[1] if len(sys.argv) > 2 else None
        print(json.dumps(({} if neo4j is None else {"edges a second into Neo4j": neo4j}) | {
            "load into Ladybug alone": ladybug,
            "names": len(entity) + int(entity["synonyms"].str.count(r"\|").add(entity["synonyms"] != "").sum()),
            "spellings right in the top 3, share": found / len(typed),
            "search, p95 ms": sorted(spent)[int(0.95 * len(spent))],
            "trace in process, slowest ms": max(traces),
            "library queries": len(queries),
            f"slowest library query ({slowest}), ms": queries[slowest],
            f"slowest page of a hub ({hub}), ms": pages[hub],
        }))  # fmt: skip


if __name__ == "__main__":
    main()
