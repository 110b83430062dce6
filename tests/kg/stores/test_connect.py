"""Which store an address means."""

import sys

import pytest

from kg.errors import StoreUnavailable
from kg.stores import connect
from kg.stores.ladybug import LadybugStore


@pytest.mark.parametrize("url", ["graph.lbug", "build/my graph.lbug", "~/graph.lbug", "C:\\graphs\\graph.lbug"])
def test_a_path_is_an_embedded_store(url: str) -> None:
    store = connect(url)
    assert isinstance(store, LadybugStore)
    assert store.url == url


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_an_address_of_the_bolt_family_is_a_neo4j_server(scheme: str) -> None:
    pytest.importorskip("neo4j", reason="needs the extra neo4j")
    store = connect(f"{scheme}://127.0.0.1:7687")
    assert type(store).__name__ == "Neo4jStore"
    store.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:7687", "postgres://host/graph", "://graph.lbug"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(StoreUnavailable, match="bolt://"):
        connect(url)


def test_without_the_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "neo4j", None)
    monkeypatch.delitem(sys.modules, "kg.stores.neo4j", raising=False)
    with pytest.raises(StoreUnavailable, match=r"pip install 'tmekg\[neo4j\]'"):
        connect("bolt://127.0.0.1:7687")
