"""Write ``ingest/snapshot`` anew from the sources' files: ``make snapshot CACHE=folder``.

python -m ingest.renew --cache FOLDER [--offline]
"""

import argparse
import sys
from pathlib import Path

from ingest import curation
from ingest.build import Wanted, stage_all
from ingest.kit import snapshot
from ingest.kit.catalogue import OPEN, chosen, modules
from ingest.kit.settle import settle
from kg.errors import InvalidRow, StoreUnavailable

LIMIT = 15 << 20  # bytes in the repository


def main() -> int:
    """Stage the open sources, keep what may travel and is spoken of, and say how large it is; 1 when too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--offline", action="store_true")
    asked = parser.parse_args()
    abouts = {name: module.ABOUT for name, module in modules().items()}
    try:
        curated, _, _ = curation.candidate()
        staged = stage_all(chosen(OPEN), curated, Wanted(OPEN, asked.cache, asked.offline))
    except (InvalidRow, StoreUnavailable) as error:
        print(error, file=sys.stderr)
        return 2
    used = set(settle(curated, staged, abouts).candidate.entity["id"])
    snapshot.write(staged, abouts, used)
    size = sum(file.stat().st_size for file in snapshot.FOLDER.rglob("*") if file.is_file())
    for name in snapshot.held():
        part = sum(file.stat().st_size for file in (snapshot.FOLDER / name).iterdir())
        print(f"{name:<16} {part / 2**20:6.2f} MB")
    print(f"{'all':<16} {size / 2**20:6.2f} MB of at most {LIMIT / 2**20:.0f} MB")
    return int(size > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
