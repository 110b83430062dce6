"""The open sources' rows that travel with the project: ``ingest/snapshot/<source>``, as Parquet, with attribution.

Made anew by ``make snapshot``. Only sources whose licence allows it, and no free text of theirs.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ingest.kit.about import About
from ingest.kit.closure import closure, steps
from ingest.kit.staged import Staged

FOLDER = Path(__file__).parent.parent / "snapshot"
_CANCER = "MONDO:0045024"  # cancer or benign tumor


def held() -> list[str]:
    """The sources that the project carries."""
    return sorted(file.parent.name for file in FOLDER.glob("*/counts.json"))


def read(name: str) -> Staged:
    """The rows of one source."""
    return Staged.read(FOLDER / name)


def write(staged: Mapping[str, Staged], abouts: Mapping[str, About], used: set[str]) -> None:
    """Write the rows of the open sources among ``staged``; of the large ontologies only what is in ``used``."""
    for name, one in staged.items():
        about = abouts[name]
        if not about.is_open:
            continue
        if about.in_use:
            one = _only(one, used)
        elif name == "mondo":
            one = _only(one, closure([_CANCER], steps(one.kinds, "object", "subject")) | used)
        folder = FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        one.write(folder)
        credit = {"name": about.name, "licence": about.licence, "url": about.url, "version": one.counts["version"],
                  "sha256": one.counts["files"]}  # fmt: skip
        (folder / "ATTRIBUTION.json").write_text(json.dumps(credit, indent=1, sort_keys=True) + "\n", "utf-8")


def _only(one: Staged, ids: set[str]) -> Staged:
    entity = one.entity[one.entity["id"].isin(ids)].reset_index(drop=True)
    kinds = one.kinds[one.kinds["subject"].isin(ids) & one.kinds["object"].isin(ids)].reset_index(drop=True)
    return replace(one, entity=entity, kinds=kinds)
