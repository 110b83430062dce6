"""The cache of a release: filled from the store, or by the load itself, with the same rows."""

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from kg import Graph
from kg.snapshot import Snapshot, tables_of
from kg.tables import Release


@pytest.fixture(scope="module")
def release(built: Path) -> Release:
    """The release that the session's store was loaded from."""
    return Release.read(built / "release")


@pytest.mark.parametrize("table", ["entity", "publication", "source", "finding", "context", "cites", "relation"])
def test_what_a_load_keeps_is_what_the_store_gives_back(graph: Graph, release: Release, table: str) -> None:
    kept = tables_of(release)[table]
    read: pd.DataFrame = getattr(graph.snapshot, table)
    assert_frame_equal(kept, read[list(kept.columns)], check_dtype=False)


def test_a_kept_cache_is_read_without_the_store(built: Path, release: Release, graph: Graph, tmp_path: Path) -> None:
    Snapshot.keep(built / "release", tmp_path)

    class Silent:
        url = "nowhere"

        def stamp(self) -> dict[str, str]:
            return {"id": release.id, "model_version": str(release.manifest["model_version"])}

    snapshot = Snapshot.read(Silent(), tmp_path)  # type: ignore[arg-type]
    assert len(snapshot.relation) == len(graph.snapshot.relation)
    assert snapshot.names.resolve("VWF").id == "HGNC:12726"
