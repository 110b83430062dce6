"""The embedded store: replaced whole or not at all, and clear about what is wrong with a file."""

import dataclasses
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ladybug
import pytest

from kg.errors import InvalidModel, StoreUnavailable
from kg.stores import Store, connect
from kg.tables import Release


@pytest.fixture(scope="session")
def next_release(small_release: Release) -> Release:
    """Another release: one publication retracted, another id."""
    publication = small_release.publication.assign(retracted=small_release.publication.index == 0)
    manifest = {**small_release.manifest, "release": "tme-0123456789ab"}
    return dataclasses.replace(small_release, publication=publication, manifest=manifest)


@pytest.fixture(scope="module")
def loaded(small_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file with the small release, to be copied."""
    path = tmp_path_factory.mktemp("loaded") / "graph.lbug"
    connect(str(path)).load(small_release)
    return path


@pytest.fixture
def file(loaded: Path, tmp_path: Path) -> Path:
    """A store file with the small release, for one test, in a folder with a space in its name."""
    (tmp_path / "my graph").mkdir()
    return Path(shutil.copy(loaded, tmp_path / "my graph" / "graph.lbug"))


def remedy(store: Store) -> str:
    """What the store says when it is asked for its release."""
    with pytest.raises(StoreUnavailable) as caught:
        store.stamp()
    return str(caught.value)


@pytest.mark.parametrize("at", ["Gene", "IN_CONTEXT", "SUBSET_OF", "writing"])
def test_kill_during_load_leaves_the_old_store(
    file: Path, small_release: Release, next_release: Release, killed_load: Callable[..., None], at: str
) -> None:
    killed_load(str(file), next_release, at)
    assert (file.parent / "graph.lbug.new").exists()
    store = connect(str(file))
    assert store.stamp()["id"] == small_release.id
    assert len(store.read("MATCH (f:Finding) RETURN f.id AS id")) == len(small_release.finding)


def test_kill_while_the_file_is_written_leaves_one_store_whole(
    file: Path, small_release: Release, next_release: Release, killed_load: Callable[..., None]
) -> None:
    killed_load(str(file), next_release, "writing", wait=False)
    store = connect(str(file))
    assert store.stamp()["id"] in (small_release.id, next_release.id)
    assert len(store.read("MATCH (f:Finding) RETURN f.id AS id")) == len(small_release.finding)


def test_next_load_clears_what_a_killed_one_left(
    file: Path, next_release: Release, killed_load: Callable[..., None]
) -> None:
    killed_load(str(file), next_release, "writing")
    store = connect(str(file))
    store.load(next_release)
    assert store.stamp()["id"] == next_release.id
    assert [path.name for path in file.parent.iterdir()] == ["graph.lbug"]


def test_kill_during_the_first_load_leaves_no_store(
    tmp_path: Path, small_release: Release, killed_load: Callable[..., None]
) -> None:
    url = str(tmp_path / "graph.lbug")
    killed_load(url, small_release, "SUBSET_OF")
    assert f"run 'tmekg load {url}'" in remedy(connect(url))


def test_an_open_reader_keeps_its_release_until_it_asks_for_the_stamp(
    file: Path, small_release: Release, next_release: Release
) -> None:
    reader = connect(str(file))
    retracted = "MATCH (p:Publication) WHERE p.retracted RETURN p.id AS id"
    assert reader.read(retracted).empty
    connect(str(file)).load(next_release)
    assert reader.read(retracted).empty
    assert reader.stamp()["id"] == next_release.id
    assert len(reader.read(retracted)) == 1


def test_readers_do_not_touch_the_file(file: Path) -> None:
    before = file.stat().st_mtime_ns
    one, two = connect(str(file)), connect(str(file))
    assert one.read("MATCH (n) RETURN count(*) AS n").equals(two.read("MATCH (n) RETURN count(*) AS n"))
    assert file.stat().st_mtime_ns == before
    assert [path.name for path in file.parent.iterdir()] == ["graph.lbug"]


def test_folders_on_the_way_are_made(tmp_path: Path, small_release: Release) -> None:
    url = str(tmp_path / "a" / "b" / "graph.lbug")
    connect(url).load(small_release)
    assert connect(url).stamp()["id"] == small_release.id


def test_no_file_is_said_with_the_remedy(tmp_path: Path) -> None:
    assert "there is no store at" in remedy(connect(str(tmp_path / "none.lbug")))


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    assert "is a folder" in remedy(connect(str(tmp_path)))


def test_another_kind_of_file_is_not_a_store_and_is_not_overwritten(tmp_path: Path, small_release: Release) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("what I found out about VWF\n" * 1000)
    assert "is not a Ladybug file" in remedy(connect(str(notes)))
    with pytest.raises(StoreUnavailable, match="no store of tmekg"):
        connect(str(notes)).load(small_release)
    assert notes.read_text().startswith("what I found")
    connect(str(notes)).load(small_release, force=True)
    assert connect(str(notes)).stamp()["id"] == small_release.id


def test_a_database_of_something_else_is_not_overwritten(tmp_path: Path, small_release: Release) -> None:
    other = tmp_path / "other.lbug"
    with ladybug.Database(other, max_db_size=1 << 30) as database:
        ladybug.Connection(database).execute("CREATE NODE TABLE Film(title STRING PRIMARY KEY)")
    assert "holds no release" in remedy(connect(str(other)))
    with pytest.raises(StoreUnavailable, match="no store of tmekg"):
        connect(str(other)).load(small_release)


def test_a_damaged_file_is_said_and_mended_by_a_load(file: Path, small_release: Release) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "to write it again" in remedy(connect(str(file)))
    connect(str(file)).load(small_release)
    assert connect(str(file)).stamp()["id"] == small_release.id


def test_a_file_of_another_version_of_the_engine_is_said(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[4] += 1  # the storage version follows the four letters of the magic number
    file.write_bytes(whole)
    assert "another version of Ladybug" in remedy(connect(str(file)))


def test_a_release_of_another_model_is_said(file: Path, small_release: Release) -> None:
    old = dataclasses.replace(small_release, manifest={**small_release.manifest, "model_version": "0.0.1"})
    store = connect(str(file))
    store.load(old)
    assert "was loaded with model 0.0.1" in remedy(store)


def test_a_release_that_does_not_fit_the_model_loads_nothing(file: Path, small_release: Release) -> None:
    store = connect(str(file))
    entity, publication = small_release.entity, small_release.publication
    for spoilt in (
        dataclasses.replace(small_release, entity=entity.drop(columns="definition")),
        dataclasses.replace(small_release, entity=entity.iloc[1:]),
        dataclasses.replace(small_release, publication=publication.assign(title=None)),
        dataclasses.replace(small_release, publication=publication.assign(year="2019 or so")),
    ):
        with pytest.raises(InvalidModel, match="tmekg build"):
            store.load(spoilt)
    assert store.stamp()["id"] == small_release.id


def test_loads_of_one_store_wait_for_each_other(tmp_path: Path, small_release: Release, next_release: Release) -> None:
    url = str(tmp_path / "graph.lbug")
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(connect(url).load, one) for one in (small_release, next_release) * 2]:
            done.result()
    assert connect(url).stamp()["id"] in (small_release.id, next_release.id)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.lbug"]
