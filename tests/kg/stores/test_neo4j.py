"""The store on a real Neo4j server: incomplete is said, what is not ours is left alone, secrets stay secret."""

import dataclasses
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.errors import StoreUnavailable
from kg.stores import Store, connect, neo4j_load
from kg.stores.rows import statements
from kg.tables import Release

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(neo4j_url: str, small_release: Release) -> Iterator[Store]:
    """The shared server with the small release, freshly loaded."""
    opened = connect(neo4j_url)
    opened.load(small_release, force=True)
    yield opened
    opened.close()


@pytest.fixture
def server(neo4j_url: str) -> Iterator[neo4j.Session]:
    """A session of the driver itself, to put things into the database that tmekg would not."""
    with (
        neo4j.GraphDatabase.driver(neo4j_url, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver,
        driver.session() as session,
    ):
        yield session
        session.run("MATCH (n) WHERE n:Film OR n:Person OR n.theirs = true DETACH DELETE n").consume()


def refusal(url: str) -> str:
    """What a store says when it is asked for its release."""
    opened = connect(url)
    with pytest.raises(StoreUnavailable) as caught:
        opened.stamp()
    opened.close()
    return str(caught.value)


@pytest.mark.parametrize("at", ["removing the old release", "Gene", "SUBSET_OF"])
def test_kill_during_load_leaves_a_store_that_says_it_is_incomplete(
    store: Store, small_release: Release, killed_load: Callable[..., None], at: str
) -> None:
    killed_load(store.url, small_release, at)
    assert f"run 'tmekg load {store.url}'" in refusal(store.url)
    assert "incomplete" in refusal(store.url)
    store.load(small_release)
    assert store.stamp()["id"] == small_release.id
    assert len(store.read("MATCH (f:Finding) RETURN f.id AS id")) == len(small_release.finding)


def test_a_load_that_fails_leaves_a_store_that_says_it_is_incomplete(store: Store, small_release: Release) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if what == "SUBSET_OF":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.load(small_release, stop)
    assert "incomplete" in refusal(store.url)


def test_rows_are_never_of_another_release_than_the_stamp(store: Store, small_release: Release) -> None:
    text = "MATCH (s:Source) RETURN s.id AS id ORDER BY id"
    reader = connect(store.url)
    assert reader.stamp()["id"] == small_release.id
    during: list[str] = []

    def ask(done: int, total: int, what: str) -> None:
        if what == "Finding":
            with pytest.raises(StoreUnavailable, match="incomplete"):
                reader.read(text)
            during.append(what)

    store.load(
        dataclasses.replace(small_release, manifest={**small_release.manifest, "release": "tme-0123456789ab"}), ask
    )
    assert during == ["Finding"]
    with pytest.raises(StoreUnavailable, match="open it again"):
        reader.read(text)
    assert reader.stamp()["id"] == "tme-0123456789ab"
    assert len(reader.read(text)) == 2
    reader.close()


def test_an_empty_database_is_said_with_the_remedy(store: Store, server: neo4j.Session) -> None:
    server.run("MATCH (n) DETACH DELETE n").consume()
    assert f"holds no release; run 'tmekg load {store.url}'" in refusal(store.url)


def test_a_database_of_something_else_is_refused_and_left_alone(
    store: Store, server: neo4j.Session, small_release: Release
) -> None:
    server.run("CREATE (:Film {title: 'Microcosmos'})").consume()
    with pytest.raises(StoreUnavailable, match="holds something else \\(1 Film\\)"):
        store.load(small_release)
    assert store.stamp()["id"] == small_release.id
    store.load(small_release, force=True)
    assert server.run("MATCH (f:Film) RETURN count(f) AS n").single(strict=True)["n"] == 1


def test_genes_of_another_database_are_not_taken_for_ours(
    store: Store, server: neo4j.Session, small_release: Release
) -> None:
    server.run("MATCH (n) DETACH DELETE n").consume()
    server.run("CREATE (:Gene {symbol: 'VWF', theirs: true})").consume()
    with pytest.raises(StoreUnavailable, match="without a Release of tmekg"):
        store.load(small_release)
    assert server.run("MATCH (g:Gene) RETURN count(g) AS n").single(strict=True)["n"] == 1


def test_constraints_and_indexes_of_the_schema_are_there_and_online(store: Store, server: neo4j.Session) -> None:
    wanted = {words.split()[words.split().index("IF") - 1] for words in statements("neo4j.cypher")}
    found = server.run("SHOW INDEXES YIELD name, state RETURN name, state").data()
    assert {row["name"] for row in found} >= wanted
    assert {row["state"] for row in found} == {"ONLINE"}


def test_a_wrong_password_is_said_and_never_shown(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-pass-word")
    said = refusal(neo4j_url)
    assert "NEO4J_PASSWORD_FILE" in said
    assert "not-the-pass-word" not in said


def test_no_password_is_said(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert "NEO4J_USER" in refusal(neo4j_url)


def test_the_password_can_stand_in_a_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_release: Release
) -> None:
    (tmp_path / "password").write_text(os.environ["NEO4J_PASSWORD"] + "\n")
    monkeypatch.delenv("NEO4J_PASSWORD")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    opened = connect(store.url)
    assert opened.stamp()["id"] == small_release.id
    opened.close()
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "none"))
    assert "NEO4J_PASSWORD_FILE cannot be read" in refusal(store.url)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreUnavailable) as caught:
        connect("bolt://neo4j:hunter2@127.0.0.1:7687")
    assert "hunter2" not in str(caught.value)


def test_a_server_that_does_not_run_is_said_soon() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        begun = time.monotonic()
        assert "out of reach" in refusal(f"bolt://127.0.0.1:{nobody.getsockname()[1]}")
    assert time.monotonic() - begun < 10


def test_a_server_that_is_no_neo4j_is_said_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as web:

        def answer() -> None:
            connection, _ = web.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        begun = time.monotonic()
        assert "out of reach" in refusal(f"bolt://127.0.0.1:{web.getsockname()[1]}")
        thread.join()
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("url", ["bolt://127.0.0.1:no port", "bolt://no.such.host.invalid:7687", "neo4j://[::1"])
def test_an_address_that_leads_nowhere_is_said(url: str) -> None:
    with pytest.raises(StoreUnavailable):
        connect(url).stamp()


def test_more_rows_than_a_batch_arrive(store: Store, small_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.stores.neo4j_load.BATCH", 4)
    store.load(small_release)
    assert len(store.read("MATCH (f:Finding) RETURN f.id AS id")) == len(small_release.finding)
    assert len(store.read("MATCH ()-[r:IN_CONTEXT]->() RETURN r.role AS role")) == len(small_release.context)


def test_edges_written_twice_after_a_lost_answer_are_noticed(
    store: Store, small_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = neo4j_load._write

    def twice(transaction: neo4j.ManagedTransaction, query: str, rows: list[dict[str, Any]]) -> list[Any]:
        if ":CITES" in query:
            once(transaction, query, rows)
        return once(transaction, query, rows)

    monkeypatch.setattr(neo4j_load, "_write", twice)
    with pytest.raises(StoreUnavailable, match=r"edges CITES and not .*load .* again"):
        store.load(small_release)
    assert "incomplete" in refusal(store.url)


def test_a_release_of_another_model_is_said(store: Store, small_release: Release) -> None:
    store.load(dataclasses.replace(small_release, manifest={**small_release.manifest, "model_version": "0.0.1"}))
    assert "was loaded with model 0.0.1" in refusal(store.url)


def test_py2neo_reads_the_graph(store: Store, small_release: Release) -> None:
    """Interop for those whose notebooks use it; nothing of tmekg does."""
    py2neo = pytest.importorskip("py2neo", reason="needs the extra py2neo")
    graph = py2neo.Graph(store.url, auth=("neo4j", os.environ["NEO4J_PASSWORD"]))
    found = graph.run("MATCH (n:CellSubset) RETURN n.id AS id ORDER BY id").data()
    expected = small_release.entity.query("label == 'CellSubset'")["id"].sort_values().tolist()
    assert [row["id"] for row in found] == expected
    subgraph = graph.run("MATCH (s)-[r:SUBSET_OF]->(o) RETURN s, r, o").to_subgraph()
    graph.service.connector.close()
    assert len(subgraph.relationships) == (small_release.relation["predicate"] == "SUBSET_OF").sum()
