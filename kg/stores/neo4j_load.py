"""Write a release into a Neo4j database: ours goes first, then nodes, then edges, in transactions of bounded size.

The Release node says "loading" from the first deletion to the last edge, so whatever ends the load leaves a store that
says it is incomplete, and the next load starts over.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import neo4j

from kg.errors import StoreUnavailable
from kg.model import Model
from kg.stores import Progress
from kg.stores.rows import Edges, edges, nodes, stamp, statements

if TYPE_CHECKING:
    from kg.tables import Release

BATCH = 10_000  # rows a transaction: measured twice as fast as 1,000, and no faster with 50,000
_FINDING_EDGES = ("SUBJECT", "OBJECT", "CITES", "FROM", "IN_CONTEXT")
_OTHER_LABELS = ("Publication", "Source", "Finding", "Release")


def replace(session: neo4j.Session, release: "Release", progress: Progress | None, *, force: bool, url: str) -> None:
    """Put ``release`` in the place of what the database holds of ours.

    Raises:
        StoreUnavailable: the database holds something else and ``force`` is not set, or a row did not arrive.
    """
    progress = progress or (lambda done, total, what: None)
    vertices, arrows = list(nodes(release)), list(edges(release))
    total, done = sum(len(one.rows) for one in vertices) + sum(len(one.rows) for one in arrows), 0
    if not force:
        _refuse_foreign(session, url)
    session.execute_write(_schema)
    session.run("CALL db.awaitIndexes(300)").consume()
    session.execute_write(_mark, stamp(release, "loading"))
    progress(0, total, "removing the old release")
    _remove_ours(session)
    held: dict[tuple[str, str], str] = {}  # where the server keeps the node of a label and id
    for table in vertices:
        for batch in _batches(table.rows.to_pylist()):
            progress(done, total, table.label)
            elements = _written(session, _create_nodes(table.label), batch, url)
            held |= {(table.label, row["id"]): element for row, element in zip(batch, elements, strict=True)}
            done += len(batch)
    for kind, alike in groupby(arrows, key=lambda table: table.type):
        tables = list(alike)
        for batch in _batches(_placed(tables, held)):
            progress(done, total, kind)
            _written(session, _create_edges(kind, tables[0].properties), batch, url)
            done += len(batch)
        _all_there(session, kind, sum(len(table.rows) for table in tables), url)
    session.execute_write(_mark, stamp(release, "complete"))
    progress(total, total, "complete")


def _refuse_foreign(session: neo4j.Session, url: str) -> None:
    """Only an empty database, or one with a Release of ours and no other label, is written to without ``force``."""
    ours = _labels()
    found = [str(record["label"]) for record in session.run("CALL db.labels() YIELD label RETURN label ORDER BY label")]
    counts = {label: _count(session, f"MATCH (n:{_quoted(label)}) RETURN count(n) AS n") for label in found}
    foreign = [f"{count} {label}" for label, count in counts.items() if count and label not in ours]
    everything = _count(session, "MATCH (n) RETURN count(n) AS n")
    if everything and (foreign or not counts.get("Release")):
        what = ", ".join(foreign[:5]) or f"{everything} nodes without a Release of tmekg"
        raise StoreUnavailable(
            f"the database at {url} holds something else ({what}); give an empty one, or load with --force, which "
            f"removes every node labelled {', '.join(ours)} and leaves the others"
        )


def _remove_ours(session: neo4j.Session) -> None:
    """Edges before nodes: a node with many edges would make one transaction too large."""
    types = "|".join([*_FINDING_EDGES, *Model.load().relation_types])
    labels = "|".join(label for label in _labels() if label != "Release")
    for query in (
        f"MATCH ()-[r:{types}]->() WITH r LIMIT {BATCH} DELETE r RETURN count(*) AS n",
        f"MATCH (n:{labels}) WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(*) AS n",
    ):
        while session.execute_write(_number, query) == BATCH:
            pass


def _labels() -> list[str]:
    return [*Model.load().entity_labels, *_OTHER_LABELS]


def _create_nodes(label: str) -> str:
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row RETURN elementId(n) AS element"


def _create_edges(kind: str, properties: list[str]) -> str:
    """The ends are found by where they are held and not by label: one text a type, as the server plans each text anew.

    CREATE, which is measured three times as fast as MERGE. What a transaction writes twice that the driver sends again
    after a lost answer is found by counting (:func:`_all_there`).
    """
    given = ", ".join(f"{name}: row.{name}" for name in properties)
    return (
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from AND a.id = row.start "
        "MATCH (b) WHERE elementId(b) = row.to AND b.id = row.end "
        f"CREATE (a)-[:{kind} {{{given}}}]->(b) RETURN 1 AS element"
    )


def _placed(tables: Iterable[Edges], held: dict[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    """The rows of ``tables`` with where their ends are held."""
    for table in tables:
        for row in table.rows.to_pylist():
            yield {**row, "from": held[table.start, row["start"]], "to": held[table.end, row["end"]]}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _written(session: neo4j.Session, query: str, batch: list[dict[str, Any]], url: str) -> list[Any]:
    elements = session.execute_write(_write, query, batch)
    if len(elements) != len(batch):
        raise StoreUnavailable(f"{url} took {len(elements)} of {len(batch)} rows; run 'tmekg load {url}' again")
    return elements


def _all_there(session: neo4j.Session, kind: str, expected: int, url: str) -> None:
    held = _count(session, f"MATCH ()-[r:{kind}]->() RETURN count(r) AS n")
    if held != expected:
        raise StoreUnavailable(f"{url} holds {held} edges {kind} and not {expected}; run 'tmekg load {url}' again")


def _write(transaction: neo4j.ManagedTransaction, query: str, rows: list[dict[str, Any]]) -> list[Any]:
    return transaction.run(query, rows=rows).value()


def _schema(transaction: neo4j.ManagedTransaction) -> None:
    for statement in statements("neo4j.cypher"):
        transaction.run(statement).consume()


def _mark(transaction: neo4j.ManagedTransaction, properties: dict[str, str]) -> None:
    transaction.run("MATCH (r:Release) DETACH DELETE r").consume()
    transaction.run("CREATE (r:Release) SET r = $properties", properties=properties).consume()


def _number(transaction: neo4j.ManagedTransaction, query: str) -> int:
    return int(transaction.run(query).single(strict=True)["n"])


def _count(session: neo4j.Session, query: str) -> int:
    return int(session.run(query).single(strict=True)["n"])


def _quoted(label: str) -> str:
    return "`" + label.replace("`", "``") + "`"
