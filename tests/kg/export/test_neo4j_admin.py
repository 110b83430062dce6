"""The bulk export is what `neo4j-admin database import` takes, and the store that comes of it is the release."""

import csv
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from kg.errors import StoreUnavailable
from kg.export.neo4j_admin import write
from kg.snapshot import Snapshot
from kg.stores import connect
from kg.stores.rows import edges, nodes, statements
from kg.tables import Release
from tests.neo4j_server import Neo4jServer


@pytest.fixture(scope="module")
def release(built: Path) -> Release:
    """The curated release of this checkout."""
    return Release.read(built / "release")


def lines(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def test_every_node_and_edge_stands_in_a_file_that_the_command_names(release: Release, tmp_path: Path) -> None:
    command = write(release, tmp_path / "csv")
    arguments = (tmp_path / "csv" / "import.args").read_text("utf-8").split()
    files = [argument.rpartition("=")[2] for argument in arguments]
    held = sum(len(one.rows) for one in nodes(release)) + sum(len(one.rows) for one in edges(release)) + 1
    assert sum(lines(tmp_path / "csv" / file) for file in files) == held
    assert "@import.args" in command
    assert (tmp_path / "csv" / "schema.cypher").read_text("utf-8").count(";") >= len(statements("neo4j.cypher"))


def test_a_folder_that_holds_something_is_left_alone(release: Release, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreUnavailable, match="is not empty"):
        write(release, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.neo4j
def test_what_is_imported_is_the_release(release: Release, tmp_path: Path) -> None:
    write(release, tmp_path / "csv")
    with Neo4jServer(imports=tmp_path / "csv") as server:
        store = connect(server.url)
        snapshot = Snapshot.read(store, tmp_path)
        for table in ("entity", "publication", "finding", "context", "cites", "relation"):
            ours = getattr(release, table)
            key = [name for name in ("id", "finding", "role", "publication", "entity") if name in ours]
            theirs = getattr(snapshot, table)[list(ours.columns)].sort_values(key, ignore_index=True)
            assert_frame_equal(ours.sort_values(key, ignore_index=True), theirs, check_dtype=False)
        store.close()
