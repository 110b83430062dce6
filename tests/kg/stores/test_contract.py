"""What both engines promise: the same release in gives the same frames out."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pandas as pd
import pytest

from kg.errors import InvalidQuery
from kg.model import Model
from kg.stores import Store
from kg.tables import Release

MODEL = Model.load()


def properties(variable: str, table: str, *leave: str) -> str:
    return ", ".join(f"{variable}.{name} AS {name}" for name in MODEL.columns(table) if name not in leave)


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Equal values and types, in the order of ``expected``; kinds of text column are not told apart."""
    for column in expected:
        assert found[column].tolist() == expected[column].tolist()
        assert found[column].dtype.kind == expected[column].dtype.kind
    assert list(found) == list(expected)


def test_entities_come_back_as_they_went_in(store: Store, small_release: Release) -> None:
    for label, rows in small_release.entity.groupby("label"):
        found = store.read(f"MATCH (n:{label}) RETURN {properties('n', 'entity')} ORDER BY id")
        same(found, rows.sort_values("id"))


@pytest.mark.parametrize("table", ["publication", "source", "finding"])
def test_other_nodes_come_back_as_they_went_in(store: Store, small_release: Release, table: str) -> None:
    found = store.read(f"MATCH (n:{table.capitalize()}) RETURN {properties('n', table)} ORDER BY id")
    same(found, getattr(small_release, table).sort_values("id"))


def test_relations_come_back_as_they_went_in(store: Store, small_release: Release) -> None:
    for kind, rows in small_release.relation.groupby("predicate"):
        found = store.read(
            f"MATCH (s)-[r:{kind}]->(o) RETURN s.id AS subject, type(r) AS predicate, o.id AS object, "
            f"{properties('r', 'relation', 'subject', 'predicate', 'object')} ORDER BY id"
        )
        same(found[list(rows)], rows.sort_values("id"))


def test_edges_of_findings_come_back_as_they_went_in(store: Store, small_release: Release) -> None:
    def ends(pattern: str, columns: str) -> list[list[Any]]:
        return (
            store.read(f"MATCH (f:Finding){pattern} RETURN f.id AS id, {columns} ORDER BY id, other")
            .to_numpy()
            .tolist()
        )

    finding = small_release.finding
    for kind, column in (("SUBJECT", "subject"), ("OBJECT", "object"), ("FROM", "source")):
        assert (
            ends(f"-[:{kind}]->(x)", "x.id AS other") == finding[["id", column]].sort_values("id").to_numpy().tolist()
        )
    cites = small_release.cites.sort_values(["finding", "publication"])
    assert ends("-[:CITES]->(p:Publication)", "p.id AS other") == cites.to_numpy().tolist()
    context = small_release.context.sort_values(["finding", "entity"])[["finding", "entity", "role"]]
    assert ends("-[c:IN_CONTEXT]->(x)", "x.id AS other, c.role AS role") == context.to_numpy().tolist()


def test_load_replaces_what_was_there(store: Store, small_release: Release) -> None:
    before = store.read("MATCH (n) RETURN count(*) AS n")
    store.load(small_release)
    store.load(small_release)
    assert store.read("MATCH (n) RETURN count(*) AS n").equals(before)
    relations = store.read("MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n ORDER BY kind")
    assert relations["n"].sum() == len(small_release.relation) + 3 * len(small_release.finding) + len(
        small_release.context
    ) + len(small_release.cites)


def test_progress_counts_every_row_and_ends(store: Store, small_release: Release) -> None:
    calls: list[tuple[int, int, str]] = []
    store.load(small_release, lambda done, total, what: calls.append((done, total, what)))
    done, total = [call[0] for call in calls], {call[1] for call in calls}
    assert done == sorted(done)
    assert total == {done[-1]}
    assert {"Gene", "CITES", "PROMOTES"} <= {call[2] for call in calls}


def test_stamp_is_that_of_the_release(store: Store, small_release: Release) -> None:
    stamp = store.stamp()
    assert stamp["id"] == small_release.id
    assert stamp["model_version"] == MODEL.version
    assert stamp["status"] == "complete"
    assert set(stamp) == set(MODEL.stamp)


def test_types_of_a_frame(store: Store) -> None:
    found = store.read(
        "UNWIND [1, 2] AS i WITH i, CASE WHEN i = 1 THEN 5 END AS some, CASE WHEN i = 1 THEN 'a' END AS text "
        "RETURN i AS whole, some AS missing, i * 0.5 AS number, text AS word, i = 1 AS yes, [i, 7] AS list "
        "ORDER BY whole"
    )
    assert found["whole"].dtype == "int64"
    assert found["missing"].tolist()[0] == 5
    assert found["missing"].isna().tolist() == [False, True]
    assert found["missing"].dtype == found["number"].dtype == "float64"
    assert found["word"].tolist() == ["a", ""]
    assert found["yes"].dtype == "bool"
    assert found["list"].tolist() == [[1, 7], [2, 7]]


def test_sums_and_counts_are_whole_numbers(store: Store) -> None:
    found = store.read(
        "MATCH (f:Finding) RETURN count(*) AS n, sum(f.sign) AS s, "
        "sum(CASE WHEN f.stance = 'refutes' THEN 1 ELSE 0 END) AS r, avg(f.sign) AS mean"
    )
    assert found.dtypes.astype(str).tolist() == ["int64", "int64", "int64", "float64"]
    assert found["r"].tolist() == [1]


def test_no_rows_keep_the_columns(store: Store) -> None:
    found = store.read("MATCH (g:Gene {id: $id}) RETURN g.id AS id, g.name AS name", id="HGNC:0")
    assert found.empty
    assert list(found) == ["id", "name"]


def test_nodes_relationships_and_paths_are_plain_values(store: Store, small_release: Release) -> None:
    found = store.read("MATCH p = (n:Gene {id: $id})-[r:PROMOTES]->(o:Process) RETURN n, r, p", id="HGNC:12726")
    node, relationship, path = (found[column].iloc[0] for column in ("n", "r", "p"))
    vwf = small_release.entity.set_index("id", drop=False).loc["HGNC:12726"]
    assert node == {"_label": "Gene", **vwf.to_dict()}
    assert relationship["_type"] == "PROMOTES"
    assert relationship["id"] == "HGNC:12726|PROMOTES|+1|TME:0000104"
    assert path[:2] == [node, relationship]
    assert path[2]["_label"] == "Process"


def test_rows_keep_the_order_asked_for(store: Store) -> None:
    found = store.read("MATCH (n:CellSubset) RETURN n.name AS name, n.id AS id ORDER BY name DESC, id SKIP 1 LIMIT 3")
    assert found["name"].tolist() == sorted(found["name"], reverse=True)
    assert len(found) == 3


def test_parameters_are_values_and_never_text(store: Store) -> None:
    odd = "x'}) DETACH DELETE n //"
    assert store.read("MATCH (n:Gene) WHERE n.name = $name RETURN n.id AS id", name=odd).empty
    many = store.read("MATCH (n:Gene) WHERE n.id IN $ids RETURN n.id AS id ORDER BY id", ids=["HGNC:6018", "HGNC:1366"])
    assert many["id"].tolist() == ["HGNC:1366", "HGNC:6018"]


@pytest.mark.parametrize(
    "text",
    ["MATCH (n:Gene RETURN n", "MATCH (n:Gene) RETURN m.id AS id", "RETURN $nothing AS n", "RETURN 1 AS a, 2 AS a"],
)
def test_a_text_that_the_engine_cannot_run_is_an_invalid_query(store: Store, text: str) -> None:
    with pytest.raises(InvalidQuery):
        store.read(text)


def test_read_never_writes(store: Store) -> None:
    with pytest.raises(InvalidQuery):
        store.read("CREATE (n:Gene {id: 'HGNC:1'}) RETURN n.id AS id")
    assert store.read("MATCH (n:Gene {id: 'HGNC:1'}) RETURN n.id AS id").empty


def test_a_closed_store_opens_again_when_it_is_read(store: Store) -> None:
    store.close()
    assert len(store.read("MATCH (n:Source) RETURN n.id AS id")) == 2


def test_several_threads_read_at_once(store: Store) -> None:
    text = "MATCH (s)-[r:SUBSET_OF]->(o) WHERE r.sign = $sign RETURN s.id AS s_id, o.id AS o_id ORDER BY s_id, o_id"
    alone = store.read(text, sign=1)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: store.read(text, sign=1), range(40)))
    assert all(one.equals(alone) for one in together)
