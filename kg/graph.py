"""The graph as people use it from Python: one object, one method a question, every answer stamped with its release."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from kg import console
from kg.answers import SearchAnswer, TableAnswer, TraceAnswer
from kg.claims import Finding
from kg.context import Context
from kg.cypher_steps import doubts
from kg.errors import InvalidQuery
from kg.home import home, store_url
from kg.pages import Entity, Publication, Relation, entity, finding, publication, relation
from kg.queries import library
from kg.search import Resolution
from kg.snapshot import Snapshot
from kg.stores import Store, connect
from kg.trace import ROLE_LABELS, TraceQuery, Tracer, trace

if TYPE_CHECKING:
    import networkx as nx

    from kg.coverage import Coverage


def open_graph(url: str | None = None) -> "Graph":
    """Open the store at ``url`` (a Ladybug file or a Neo4j address), by default TMEKG_URL or the built one.

    Raises:
        StoreUnavailable: there is no store, it is out of reach, or it holds no complete release.
    """
    return Graph(connect(url or store_url()))


class Graph:
    """A release of the graph, read-only. Where a thing is asked for, its name, id, symbol or synonym will do."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.snapshot = Snapshot.read(store, home())
        self.release: Mapping[str, Any] = self.snapshot.stamp

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self.snapshot)

    def search(self, text: str, limit: int = 10, label: str | None = None) -> SearchAnswer:
        """Entities whose names are like ``text``, best first."""
        hits = tuple(self.snapshot.names.search(text, limit=limit, label=label))
        hint = () if hits else ("try a shorter word, another spelling, or a gene symbol",)
        return SearchAnswer(str(self.release["id"]), str(self.release["data_date"]), text, hits, hint)

    def resolve(self, text: str, labels: Sequence[str] | None = None) -> Resolution:
        """The one entity that ``text`` names.

        Raises:
            UnknownName: there is none; the error carries suggestions.
            AmbiguousName: there are several; the error lists them.
        """
        return self.snapshot.names.resolve(text, labels=labels)

    def trace(
        self,
        source: str,
        target: str,
        via: Sequence[str] = (),
        *,
        cancer: str | None = None,
        cell: str | None = None,
        region: str | None = None,
        therapy: str | None = None,
        species: str | None = None,
        context: Literal["prefer", "require"] = "prefer",
        hops: int = 5,
        k: int = 10,
        sign: Literal["up", "down", "any"] = "any",
        exact: bool = False,
        associations: bool = False,
        sources: Sequence[str] = (),
        avoid: Sequence[str] = (),
        overlap: float = 1.0,
    ) -> TraceAnswer:
        """The k best signed mechanisms from ``source`` to ``target``, through ``via`` in that order.

        No path passes what is named in ``avoid``, nor (unless ``exact``) anything filed under it. With ``overlap``
        below 1 only distinct routes among the best 5,000 paths are given: each shares at most that part of its inner
        things with a better one.
        ``sources`` (ids, as in curated or civic) lets only their findings count; default all.

        Raises:
            InvalidQuery: a name is unknown or ambiguous, or a bound is exceeded (1–8 hops, 1–1000 paths, 4 via-nodes).
        """
        if context not in ("prefer", "require"):
            raise InvalidQuery(f"context is '{context}'; give prefer or require", ["prefer", "require"])
        via, avoid = ([some] if isinstance(some, str) else list(some) for some in (via, avoid))
        named = {"cancer": cancer, "cell": cell, "region": region, "therapy": therapy, "species": species}
        asked = {role: name for role, name in named.items() if name}
        ends = [self.resolve(text) for text in (source, target)]
        passed, avoided = ([self.resolve(text) for text in some] for some in (via, avoid))
        for one in avoided:
            if one.id in {asked_for.id for asked_for in (*ends, *passed)}:
                raise InvalidQuery(f"{one.name} is both asked for and to be avoided; leave one out")
        around = {role: self.resolve(name, labels=ROLE_LABELS[role]) for role, name in asked.items()}
        if context == "require" and not asked:
            raise InvalidQuery("context is required but none is given; name a cancer, cell, region, therapy or species")
        held = self.snapshot.arrow("source")["id"].to_pylist()
        if unknown := [name for name in sources if name not in held]:
            raise InvalidQuery(f"the release has no source '{unknown[0]}'; it has {', '.join(held)}", held)
        query = TraceQuery(
            source=ends[0].id,
            target=ends[1].id,
            via=tuple(one.id for one in passed),
            context=Context.of({role: one.id for role, one in around.items()}, require=context == "require"),
            hops=hops,
            k=k,
            sign=sign,
            exact=exact,
            associations=associations,
            sources=frozenset(sources),
            avoid=tuple(one.id for one in avoided),
            overlap=overlap,
        )
        resolved = {"source": ends[:1], "target": ends[1:], "via": passed, "context": list(around.values())}
        resolved |= {"avoid": avoided} if avoided else {}
        typed: dict[str, Any] = {"source": source, "target": target, "via": via} | asked
        typed |= {"context": context, "hops": hops, "k": k, "sign": sign, "exact": exact, "associations": associations}
        typed |= {"sources": list(sources)} if sources else {}
        typed |= {"avoid": avoid} if avoid else {}
        typed |= {"overlap": overlap} if overlap < 1 else {}
        return trace(self._tracer, query, typed, resolved)

    def ask(self, name: str, **values: Any) -> TableAnswer:
        """Run a query of the library; entity parameters take names.

        Raises:
            InvalidQuery: no such query or parameter, or a value that does not fit; suggestions are carried.
        """
        queries = library()
        if name not in queries:
            near = get_close_matches(name, queries, n=5, cutoff=0.5)
            raise InvalidQuery(f"there is no query '{name}'; 'tmekg queries' lists them", near)
        query = queries[name]
        resolved: dict[str, list[Resolution]] = {}

        def resolve(text: str, labels: Sequence[str] | None) -> str:
            one = self.resolve(text, labels=labels)
            resolved.setdefault(text, []).append(one)
            return one.id

        bound = query.bind(values, resolve)
        table = self.store.read(query.text, **bound)
        asked = ", ".join(f"{name} = {value}" for name, value in bound.items())
        reason = "" if len(table) else f"nothing is held here that fits {asked}"
        full = len(table) == bound.get("limit")
        notes = [f"cut at {len(table)} rows; ask with a higher limit for more"] if full else []
        return self._table(name, bound, table, query.text, resolved, reason, notes, full)

    def cypher(self, text: str, *, seconds: float = 20, rows: int = 1000, **params: Any) -> TableAnswer:
        """Run one read statement in a process of its own, with limits on time and rows.

        Raises:
            InvalidQuery: the text writes, calls, loads or holds several statements, or a limit was passed.
        """
        table = console.run(self.store.url, text, params, seconds=seconds, rows=rows)
        reason = "" if len(table) else "the statement matched nothing"
        cut = bool(table.attrs.get("truncated", False))
        notes = [f"cut at {rows} rows; ask for more, or add LIMIT"] if cut else []
        if "://" not in self.store.url:
            notes += [f"rows may be missing on the embedded engine: {what}" for what in doubts(text)]
        return self._table("cypher", params, table, text, {}, reason, notes, cut)

    def _table(
        self, name: str, bound: Mapping[str, Any], table: Any, text: str, resolved: Mapping[str, list[Resolution]],
        reason: str, notes: Sequence[str], truncated: bool,
    ) -> TableAnswer:  # fmt: skip
        return TableAnswer(
            str(self.release["id"]), str(self.release["data_date"]), name, bound, table, text, resolved, reason,
            tuple(notes), truncated,
        )  # fmt: skip

    def entity(self, key: str) -> Entity:
        """What an entity is, what acts on it and what it does; ``key`` is an id or a name."""
        return entity(self.snapshot, self.resolve(key).id)

    def relation(self, key: str) -> Relation:
        """A relation by id, with everything that supports or opposes it."""
        return relation(self.snapshot, key)

    def finding(self, key: str) -> Finding:
        """One finding by id."""
        return finding(self.snapshot, key)

    def publication(self, key: str) -> Publication:
        """A publication by PMID:… or DOI:…, and what it is cited for."""
        return publication(self.snapshot, key)

    def coverage(self) -> "Coverage":
        """What is in the graph and what is not."""
        from kg.coverage import Coverage  # brings networkx, which a question on the command line need not wait for

        return Coverage(self.snapshot)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The relations as a graph: nodes by id with name and label, edges keyed by relation id with its columns."""
        from networkx import MultiDiGraph  # half a second that a question on the command line need not wait for

        graph: nx.MultiDiGraph[str] = MultiDiGraph(**self.release)
        names, labels = self.snapshot.name, self.snapshot.label
        graph.add_nodes_from((key, {"name": names[key], "label": labels[key]}) for key in names)
        for row in self.snapshot.relation.to_dict("records"):
            about = {str(column): value for column, value in row.items() if column != "id"}
            graph.add_edge(row["subject"], row["object"], key=row["id"], **about)
        return graph
