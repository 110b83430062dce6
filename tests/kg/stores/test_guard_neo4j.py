"""What the console lets through to Neo4j, whose READ sessions would open connections and read settings."""

import socket
import threading
from collections.abc import Iterator

import pytest

from kg.errors import InvalidQuery
from kg.stores import Store, connect
from kg.stores.guard_neo4j import admit
from kg.tables import Release

pytestmark = pytest.mark.neo4j

READS = [
    "MATCH (g:Gene) RETURN g.id AS i",
    "MATCH (g:Gene {id: $id})-[r:PROMOTES|INHIBITS {sign: 1}]->(o) WHERE r.belief > .5 RETURN o.id AS i ORDER BY i",
    "OPTIONAL MATCH (g:Gene) WITH g.name AS name, count(*) AS n WHERE n > 0 RETURN DISTINCT name SKIP 1 LIMIT 2",
    "MATCH (f:Finding)-[:FROM]->(s:Source) WHERE EXISTS { MATCH (f)-[:CITES]->() } RETURN s.id AS i, COUNT(f) AS n",
    "MATCH (f:Finding)-[c:SUBJECT|FROM]->(x) RETURN type(c) AS kind, count(*) AS n",
    "UNWIND [1, 2, 3] AS x RETURN CASE WHEN x IN [1, 2] THEN 'low' ELSE 'high' END AS word, -x AS minus",
    "RETURN 1 AS n UNION ALL RETURN 2 AS n",
    "RETURN 1 AS n UNION RETURN 2 AS n",
    "MATCH p = (a:CellSubset)-[:SUBSET_OF*1..2]->(b:CellSubset) RETURN length(p) AS n",
    "MATCH p = shortestPath((a:CellSubset {id: $id})-[:SUBSET_OF*..3]->(b:CellSubset)) RETURN length(p) AS n",
    "MATCH (a:CellSubset) RETURN COUNT { (a)-[:SUBSET_OF]->() } AS n, [(a)-[:SUBSET_OF]->(b) | b.id] AS broader",
    "MATCH (a:CellSubset) CALL (a) { MATCH (a)-[:SUBSET_OF]->(b) RETURN count(b) AS n } RETURN a.id AS i, n",
    "CALL { MATCH (a:Gene) RETURN a.id AS i } RETURN i",
    "MATCH (g:Gene) WHERE g.name STARTS WITH 'I' OR g.name CONTAINS 'W' RETURN toLower(g.name) AS n",
    "MATCH (a:Gene)-[r]-(b) WHERE a.id < b.id RETURN a.id AS a, type(r) AS r, b.id AS b ORDER BY a, b LIMIT 5",
    "MATCH ()-[r:PROMOTES {id: $id}]->() RETURN r.belief AS belief",
    "MATCH (a:Gene), (b:Gene) WHERE a.name = b.name RETURN count(*) AS n",
    "MATCH (a:CellSubset) OPTIONAL MATCH (a)-[:SUBSET_OF]->(b) RETURN a.id AS i, collect(DISTINCT b.id) AS broader",
    "RETURN date('2026-11-22') AS day, duration.between(date('2026-01-01'), date('2026-11-22')) AS since",
    "MATCH (f:Finding) WHERE NOT EXISTS { (f)-[:CITES]->() } RETURN f.id AS i",
    "MATCH (n:Gene|CellSubset) RETURN n.id AS i",
    "MATCH ((a:CellSubset)-[:SUBSET_OF]->(b:CellSubset)){1,3} RETURN count(*) AS n",
]
# What is refused, and what the message names. {port} is that of a listener that counts.
REFUSED = [
    ("CREATE (n:Gene {id: 'x'})", "CREATE"),
    ("MATCH (g:Gene) SET g.name = 'x' RETURN g", "Set"),
    ("MATCH (g:Gene) DELETE g", "Delete"),
    ("MATCH (g:Gene) DETACH DELETE g", "DetachDelete"),
    ("MERGE (g:Gene {id: 'x'}) RETURN g", "MERGE"),
    ("MATCH (g:Gene) REMOVE g.name RETURN g", "is refused"),
    ("MATCH (g:Gene) CREATE (n:Gene {id: 'x'}) RETURN n", "Create"),
    ("MATCH (g:Gene) FOREACH (x IN [1] | SET g.name = 'x') RETURN g", "is refused"),
    ("CREATE INDEX x FOR (n:Gene) ON (n.x)", "CREATE"),
    ("DROP INDEX gene_name", "DROP"),
    ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", "ALTER"),
    ("LOAD CSV FROM 'http://127.0.0.1:{port}/x.csv' AS row RETURN row", "LOAD"),
    ("MATCH (g:Gene) LOAD CSV FROM 'http://127.0.0.1:{port}/x.csv' AS row RETURN row", "LOAD CSV"),
    ("UNWIND [1] AS x CALL { LOAD CSV FROM 'http://127.0.0.1:{port}/x.csv' AS row RETURN row } RETURN row", "LOAD CSV"),
    ("WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "LOAD CSV"),
    ("CALL dbms.listConfig() YIELD name RETURN name", "CALL"),
    ("MATCH (g:Gene) CALL dbms.listConfig() YIELD name RETURN name", "procedure"),
    ("MATCH (g:Gene) CALL db.labels() YIELD label RETURN label", "procedure"),
    ("CALL { CALL dbms.components() YIELD name RETURN name } RETURN name", "procedure"),
    ("MATCH (g:Gene) CALL (g) { SET g.x = 1 } IN TRANSACTIONS RETURN 1 AS n", "is refused"),
    ("SHOW SETTINGS", "SHOW"),
    ("SHOW TRANSACTIONS", "SHOW"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "TERMINATE"),
    ("USE system MATCH (n) RETURN n", "USE"),
    ("CALL { USE system MATCH (n) RETURN n } RETURN n", "USE"),
    ("EXPLAIN MATCH (g:Gene) RETURN g", "EXPLAIN"),
    ("PROFILE MATCH (g:Gene) RETURN g", "PROFILE"),
    ("CYPHER runtime=interpreted MATCH (g:Gene) RETURN g", "CYPHER"),
    ("MATCH (g:Gene) RETURN g; MATCH (g:Gene) DELETE g", "one statement at a time"),
    ("RETURN apoc.load.json('http://127.0.0.1:{port}/') AS x", "apoc.load.json"),
    ("RETURN `apoc`.`cypher`.runFirstColumn('x') AS x", "apoc.cypher.runFirstColumn"),
    ("RETURN apoc . util . sleep (1) AS x", "apoc.util.sleep"),
    (r"MATCH (g:Gene) // \u000aDELETE g" + "\nRETURN g", "an escape"),
    ("MATCH (g:Gene) /* */ DETACH/**/DELETE/**/g", "is refused"),
    ("/* **/ ' */ MATCH (g) DETACH DELETE g //'\nRETURN 1 AS n", "is refused"),
]


@pytest.fixture(scope="module")
def graph(neo4j_url: str, small_release: Release) -> Iterator[Store]:
    store = connect(neo4j_url)
    store.load(small_release, force=True)
    yield store
    store.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[object]]]:
    """The port of a listener on loopback and the peers that have connected to it."""
    peers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def count() -> None:
            while True:
                try:
                    connection, peer = server.accept()
                except OSError:
                    return
                peers.append(peer)
                connection.close()

        threading.Thread(target=count, daemon=True).start()
        yield server.getsockname()[1], peers
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("text", READS)
def test_a_read_statement_runs(graph: Store, text: str) -> None:
    columns, rows, truncated = graph.ask(text, {"id": "HGNC:12726"}, seconds=10, rows=500)
    assert columns
    assert rows is not None
    assert not truncated


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_anything_else_is_refused_by_name(
    graph: Store, listener: tuple[int, list[object]], text: str, says: str
) -> None:
    with pytest.raises(InvalidQuery) as caught:
        graph.ask(text.replace("{port}", str(listener[0])), {}, seconds=10, rows=10)
    assert says in str(caught.value)


def test_no_refused_statement_has_run(graph: Store, listener: tuple[int, list[object]], small_release: Release) -> None:
    port, peers = listener
    for text, _ in REFUSED:
        with pytest.raises(InvalidQuery):
            graph.ask(text.replace("{port}", str(port)), {}, seconds=10, rows=10)
    assert peers == []
    assert graph.stamp()["id"] == small_release.id
    found = graph.read("MATCH (g:Gene) RETURN g.id AS id, g.name AS name ORDER BY id")
    expected = small_release.entity.query("label == 'Gene'").sort_values("id")
    assert found["name"].tolist() == expected["name"].tolist()
    socket.create_connection(("127.0.0.1", port)).close()  # the listener does count
    deadline = threading.Event()
    deadline.wait(0.2)
    assert len(peers) == 1


def test_functions_of_neo4j_itself_are_called_by_namespace() -> None:
    assert admit("RETURN point.distance(a, b) AS d") == "RETURN point.distance(a, b) AS d"
    assert (
        admit("MATCH (g) WHERE g.x IN [1] RETURN size(g.list) AS n")
        == "MATCH (g) WHERE g.x IN [1] RETURN size(g.list) AS n"
    )
