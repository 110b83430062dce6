"""How long the index of names takes to build and to search, at 20,000 and at 100,000 names.

    python benchmarks/names.py [--searches 1000]

The names are made up, always the same ones, after the pattern of the curated ones: symbols with aliases, cell subsets
named by a marker, processes. Prints a line a kind of search: processor time in milliseconds (median, 95 %, most), and
how often the entity was among the ten that were found.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from kg.search import Names, build

CELLS = ["fibroblast", "macrophage", "neutrophil", "monocyte", "dendritic cell", "T cell", "B cell", "pericyte"]
STATES = ["tumour-associated", "cancer-associated", "tissue-resident", "exhausted", "inflammatory", "hypoxic"]
EVENTS = ["activation", "recruitment", "polarisation", "infiltration", "secretion", "differentiation", "migration"]
PLACES = ["tumour core", "invasive front", "lymph node", "perivascular niche", "liver", "bone marrow", "peritoneum"]


def entities(names: int, chance: random.Random) -> pd.DataFrame:
    """Entities with about two and a half names each, ``names`` in all."""
    symbols = ["".join(chance.choices("ABCDEFGHIKLMNPRSTX", k=3)) + str(chance.randrange(1, 400)) for _ in range(names)]
    rows = []
    for n, symbol in enumerate(symbols[: int(names / 2.5)]):
        cell, state, event, place = map(chance.choice, (CELLS, STATES, EVENTS, PLACES))
        kinds = (
            (f"HGNC:{n}", "Gene", symbol, f"{state} {event} factor {n}|{symbols[-n - 1]}"),
            (f"TME:{n}", "CellSubset", f"{symbol}+ {state} {cell} of the {place}", f"{symbol}+ {cell}"),
            (f"GO:{n}", "Process", f"{cell} {event} in the {place} by {symbol}", f"{symbol} {event}|{n} {event}"),
        )
        rows.append(chance.choice(kinds))
    return pd.DataFrame(rows, columns=["id", "label", "name", "synonyms"])


def misspelt(text: str, chance: random.Random) -> str:
    """``text`` with one letter left out, added or exchanged."""
    at = chance.randrange(len(text))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return text[:at] + chance.choice(["", letter, text[at] + letter]) + text[at + 1 :]


def measure(names: Names, sample: pd.DataFrame, spoil: Callable[[str], str]) -> str:
    """One line of the report."""
    taken, found = [], 0
    for row in sample.itertuples():
        text = spoil(str(row.name))
        begin = time.process_time()
        hits = names.search(text)
        taken.append(1_000 * (time.process_time() - begin))
        found += row.id in {hit.id for hit in hits}
    taken.sort()
    middle, most = taken[len(taken) // 2], taken[-1]
    return f"{middle:8.1f}{taken[int(0.95 * len(taken))]:8.1f}{most:8.1f}{100 * found / len(taken):8.1f} %"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--searches", type=int, default=1_000)
    searches = parser.parse_args().searches
    chance = random.Random(1)  # noqa: S311  the same names each time
    kinds: dict[str, Callable[[str], str]] = {
        "the name": str,
        "its first half": lambda text: text[: len(text) // 2 + 1],
        "one to three letters": lambda text: text[: chance.randrange(1, 4)],
        "one wrong letter": lambda text: misspelt(text, chance),
        "two wrong letters": lambda text: misspelt(misspelt(text, chance), chance),
    }
    for size in (20_000, 100_000):
        table = entities(size, chance)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "names.sqlite"
            begin = time.process_time()
            build(table, path)
            print(f"{size:,} names: built in {time.process_time() - begin:.2f} s, {path.stat().st_size / 1e6:.0f} MB")
            names = Names(path)
            for kind, spoil in kinds.items():
                print(f"  {kind:22}{measure(names, table.sample(searches, random_state=1), spoil)}")
            names.close()


if __name__ == "__main__":
    main()
