"""What the console lets through to the embedded engine, which itself would write files, read files and call out."""

from pathlib import Path

import pytest

from kg.errors import InvalidQuery
from kg.stores import Store, connect
from kg.stores.guard_ladybug import ALLOWED, admit
from kg.tables import Release

READS = [
    "MATCH (g:Gene) RETURN g.id AS i",
    "match (g:Gene {id: $id})-[r:PROMOTES|INHIBITS {sign: 1}]->(o) where r.belief > .5 return o.id as i order by i",
    "OPTIONAL MATCH (g:Gene) WITH g.name AS name, count(*) AS n WHERE n > 0 RETURN DISTINCT name SKIP 1 LIMIT 2",
    "MATCH (f:Finding)-[:FROM]->(s:Source) WHERE EXISTS { MATCH (f)-[:CITES]->() } RETURN s.id AS i, COUNT(f) AS n",
    "MATCH (f:Finding)-[c:SUBJECT|FROM]->(x) RETURN type(c) AS kind, count(*) AS n",
    "UNWIND [1, 2, 3] AS x RETURN CASE WHEN x IN [1, 2] THEN 'low' ELSE 'high' END AS word, -x AS minus",
    "RETURN 1 AS n UNION ALL RETURN 2 AS n",
    "MATCH p = (a:CellSubset)-[:SUBSET_OF*1..2]->(b:CellSubset) RETURN length(p) AS n",
    "MATCH (a:CellSubset)-[e:SUBSET_OF* SHORTEST 1..3]->(b:CellSubset) RETURN length(e) AS n",
    "MATCH (g:Gene) WHERE g.id STARTS WITH 'I' OR g.id CONTAINS 'W' OR g.id ENDS WITH 'x' RETURN toLower(g.id) AS n",
    "MATCH (g:Gene) WHERE g.definition IS NOT NULL AND NOT g.name = '' RETURN g.label AS `set`, g.`name` AS `call`",
    "MATCH (g:Gene) RETURN any(x IN [g.name] WHERE x = 'VWF') AS yes, {name: g.name, more: [1, 2][1]} AS map",
    "/* CREATE (n) */ MATCH (g:Gene) // DELETE g\nRETURN 'DROP TABLE Gene; CALL x()' AS text;",
    "MATCH (f:Finding) RETURN f.read AS read, f.time AS time, f.`source` AS source",
]
# What is refused, and the word that the message names.
REFUSED = [
    ("CREATE (n:Gene {id: 'x'})", "CREATE"),
    ("MATCH (g:Gene) SET g.name = 'x'", "SET"),
    ("MATCH (g:Gene) DELETE g", "DELETE"),
    ("MATCH (g:Gene) DETACH DELETE g", "DETACH"),
    ("MERGE (g:Gene {id: 'x'})", "MERGE"),
    ("MATCH (g:Gene) REMOVE g.name", "REMOVE"),
    ("DROP TABLE Gene", "DROP"),
    ("ALTER TABLE Gene ADD x STRING", "ALTER"),
    ("CREATE NODE TABLE X(id STRING PRIMARY KEY)", "CREATE"),
    ("COPY (MATCH (g:Gene) RETURN g.id) TO 'genes.csv'", "COPY"),
    ("COPY Gene FROM 'genes.csv'", "COPY"),
    ("EXPORT DATABASE 'folder'", "EXPORT"),
    ("IMPORT DATABASE 'folder'", "IMPORT"),
    ("LOAD FROM '/etc/passwd' RETURN *", "LOAD"),
    ("MATCH (g:Gene) LOAD FROM 'x.csv' RETURN *", "LOAD"),
    ("LOAD EXTENSION json", "LOAD"),
    ("INSTALL httpfs", "INSTALL"),
    ("ATTACH 'x.db' AS x (dbtype sqlite)", "ATTACH"),
    ("DETACH x", "DETACH"),
    ("USE x", "USE"),
    ("CHECKPOINT", "CHECKPOINT"),
    ("CALL show_tables() RETURN *", "CALL"),
    ("MATCH (g:Gene) CALL show_tables() RETURN *", "CALL"),
    ("CALL threads = 1", "CALL"),
    ("BEGIN TRANSACTION", "BEGIN"),
    ("COMMIT", "COMMIT"),
    ("ROLLBACK", "ROLLBACK"),
    ("EXPLAIN MATCH (g:Gene) RETURN g", "EXPLAIN"),
    ("PROFILE MATCH (g:Gene) RETURN g", "PROFILE"),
    ("COMMENT ON TABLE Gene IS 'x'", "COMMENT"),
    ("MATCH (a:Gene)-[e* WSHORTEST(belief) 1..3]->(b:Gene) RETURN e", "WSHORTEST"),
    ("MATCH (g:Gene) RETURN g.id AS i; MATCH (g:Gene) DELETE g", "one statement at a time"),
    ("RETURN nextval('x') AS n", "nextval"),
    ("RETURN `nextval`('x') AS n", "nextval"),
    ("RETURN error('x') AS n", "error"),
    ("MATCH (g:Gene)", "returns nothing"),
    # A clause that a later engine may bring: no word of the list, and refused all the same.
    ("MATCH (g:Gene) FROBNICATE g RETURN g.id AS i", "FROBNICATE"),
    ("MATCH (g:Gene) FROBNICATE 'x' RETURN g.id AS i", "FROBNICATE"),
    ("MATCH (g:Gene) FROBNICATE (g) RETURN g.id AS i", "frobnicate"),
    ("MATCH (g:Gene) FROBNICATE $x RETURN g.id AS i", "FROBNICATE"),
    ("WITH 1 AS n FROBNICATE n RETURN n", "FROBNICATE"),
    ("FROBNICATE g", "FROBNICATE"),
    # Attempts to hide.
    ("/* **/ ' */ CALL show_tables() //'\nRETURN 1 AS n", "begins no statement"),
    ("MATCH (g:Gene) /**/ DELETE/**/g", "DELETE"),
    ("MATCH (g:Gene) //\nDELETE g", "DELETE"),
    ("RETURN {a: DELETE g} AS n", "DELETE g"),
]


@pytest.fixture(scope="module")
def graph(small_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = connect(str(tmp_path_factory.mktemp("guarded") / "graph.lbug"))
    store.load(small_release)
    return store


@pytest.mark.parametrize("text", READS)
def test_a_read_statement_runs(graph: Store, text: str) -> None:
    columns, rows, truncated = graph.ask(text, {"id": "HGNC:12726"}, seconds=10, rows=100)
    assert columns
    assert not truncated
    assert rows is not None


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_anything_else_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        admit(text, rows=100)
    assert says in str(caught.value)
    if says.isupper():
        assert ALLOWED in str(caught.value)


def test_nothing_refused_has_touched_the_store(graph: Store, small_release: Release, tmp_path: Path) -> None:
    target = tmp_path / "genes.csv"
    for text in (f"COPY (MATCH (g:Gene) RETURN g.id) TO '{target}'", f"EXPORT DATABASE '{tmp_path / 'all'}'"):
        with pytest.raises(InvalidQuery):
            graph.ask(text, {}, seconds=5, rows=10)
    assert list(tmp_path.iterdir()) == []
    assert graph.stamp()["id"] == small_release.id


def test_a_statement_without_a_limit_gets_one_more_than_the_rows_shown() -> None:
    assert admit("MATCH (g:Gene) RETURN g.id AS i ORDER BY i SKIP 2", rows=10).endswith("SKIP 2 LIMIT 11")
    assert admit("MATCH (g:Gene) RETURN g.id AS i LIMIT 5", rows=10).endswith("LIMIT 5")
    assert admit("RETURN 1 AS n UNION RETURN 2 AS n", rows=10).endswith("RETURN 2 AS n")
