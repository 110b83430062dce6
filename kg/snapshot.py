"""A release as read back from a store: frames in memory, and the arrays that tracing walks. The same for both engines.

Read once per release and store, then kept as Parquet and a search index under ``<home>/cache/<release>``.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kg import search
from kg.belief import Evidence, evidence
from kg.context import Hierarchy
from kg.model import Model
from kg.tables.release import TABLES

if TYPE_CHECKING:
    from kg.stores import Store

CACHE = 1  # raise it when what is kept, or how, changes: an older cache is then not read
_PAGE = 50_000  # rows of one read; keeps a Bolt message and the memory of the server small


@dataclass(frozen=True)
class Snapshot:
    """Frames of one release, by the names of :class:`kg.tables.Release`, and the file of the search index."""

    stamp: Mapping[str, Any]
    entity: pd.DataFrame
    publication: pd.DataFrame
    source: pd.DataFrame
    finding: pd.DataFrame
    context: pd.DataFrame
    cites: pd.DataFrame
    relation: pd.DataFrame
    index: Path

    @classmethod
    def read(cls, store: "Store", home: Path) -> "Snapshot":
        """The snapshot of the release that ``store`` holds, from the cache when it is there.

        Raises:
            StoreUnavailable: the store holds no release, or one that was only half loaded.
        """
        stamp = store.stamp()
        folder = home / "cache" / f"{stamp['id']}-{stamp['model_version']}-{CACHE}"
        if not search.is_current(folder / "names.sqlite"):
            _fill(folder, store)
        frames = {table: pd.read_parquet(folder / f"{table}.parquet") for table in TABLES}
        return cls(stamp=stamp, **frames, index=folder / "names.sqlite")

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Broader and narrower terms."""
        return Hierarchy(self.relation)

    @cached_property
    def evidence(self) -> Evidence:
        """Findings arranged for belief."""
        return evidence(
            self.finding, self.cites, set(self.publication.loc[self.publication["retracted"], "id"]), self.relation
        )

    @cached_property
    def stated(self) -> pd.DataFrame:
        """Contexts by the position of their finding: ``finding``, ``role``, ``entity``."""
        position = pd.Series(np.arange(len(self.finding)), index=self.finding["id"])
        return self.context.assign(finding=self.context["finding"].map(position))

    @cached_property
    def names(self) -> search.Names:
        """Resolver and search over every name of the release."""
        return search.Names(self.index)

    @cached_property
    def label(self) -> dict[str, str]:
        """Label of each entity by id."""
        return dict(zip(self.entity["id"], self.entity["label"], strict=True))

    @cached_property
    def name(self) -> dict[str, str]:
        """Name of each entity by id."""
        return dict(zip(self.entity["id"], self.entity["name"], strict=True))

    @cached_property
    def id_of(self) -> dict[str, str]:
        """Id of each entity by its name."""
        return {name: key for key, name in self.name.items()}

    @cached_property
    def columns(self) -> dict[str, NDArray[Any]]:
        """The finding table as one array a column: a row is read in no time."""
        return {str(name): self.finding[name].to_numpy() for name in self.finding.columns}

    @cached_property
    def contexts_of(self) -> "Grouped":
        """(role, entity) by the position of their finding."""
        rows = self.stated.sort_values("finding", kind="stable")
        return Grouped(rows["finding"].to_numpy(np.int64), list(zip(rows["role"], rows["entity"], strict=True)))

    @cached_property
    def cites_of(self) -> "Grouped":
        """Publications by the position of the finding that cites them."""
        position = pd.Series(np.arange(len(self.finding)), index=self.finding["id"])
        rows = self.cites.assign(finding=self.cites["finding"].map(position)).sort_values("finding", kind="stable")
        return Grouped(rows["finding"].to_numpy(np.int64), list(rows["publication"]))

    @cached_property
    def findings_of(self) -> dict[str, Any]:
        """Positions of the findings of each relation, by relation id."""
        return {str(key): rows for key, rows in self.finding.groupby("relation").indices.items()}


@dataclass(frozen=True)
class Grouped:
    """Values in groups: ``key`` is ascending, one entry per value."""

    key: NDArray[np.int64]
    values: list[Any]

    def at(self, key: int) -> list[Any]:
        """The values of one key."""
        return self.values[np.searchsorted(self.key, key, "left") : np.searchsorted(self.key, key, "right")]


def _fill(folder: Path, store: "Store") -> None:
    """Read every table of the store and put the cache in place in one rename."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        frames = _read(store)
        for table, frame in frames.items():
            frame.to_parquet(part / f"{table}.parquet", index=False)
        search.build(frames["entity"], part / "names.sqlite")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _read(store: "Store") -> dict[str, pd.DataFrame]:
    model = Model.load()
    entity = _columns("n", "entity", model)
    relation = _columns("r", "relation", model, leave=("subject", "object", "predicate"))
    frames = {
        "entity": _union(store, [f"MATCH (n:{label}) RETURN {entity}" for label in model.entity_labels], ["id"]),
        "publication": _union(store, [f"MATCH (n:Publication) RETURN {_columns('n', 'publication', model)}"], ["id"]),
        "source": _union(store, [f"MATCH (n:Source) RETURN {_columns('n', 'source', model)}"], ["id"]),
        "finding": _union(store, [f"MATCH (n:Finding) RETURN {_columns('n', 'finding', model)}"], ["id"]),
        "context": _union(store, [
            "MATCH (f:Finding)-[c:IN_CONTEXT]->(x) RETURN f.id AS finding, c.role AS role, x.id AS entity",
        ], ["finding", "role", "entity"]),
        "cites": _union(store, [
            "MATCH (f:Finding)-[:CITES]->(p:Publication) RETURN f.id AS finding, p.id AS publication",
        ], ["finding", "publication"]),
        "relation": _union(store, [
            f"MATCH (s)-[r:{name}]->(o) RETURN s.id AS subject, '{name}' AS predicate, o.id AS object, {relation}"
            for name in model.relation_types
        ], ["id"]),
    }  # fmt: skip
    return frames


def _columns(variable: str, table: str, model: Model, leave: tuple[str, ...] = ()) -> str:
    return ", ".join(f"{variable}.{name} AS {name}" for name in model.columns(table) if name not in leave)


def _union(store: "Store", queries: list[str], key: list[str]) -> pd.DataFrame:
    """All rows of all queries, read page by page in the order of ``key``."""
    parts = []
    for query in queries:
        start = 0
        while True:
            page = store.read(f"{query} ORDER BY {', '.join(key)} SKIP {start} LIMIT {_PAGE}")
            parts.append(page)
            start += _PAGE
            if len(page) < _PAGE:
                break
    filled = [part for part in parts if len(part)] or parts[:1]
    return pd.concat(filled, ignore_index=True).sort_values(key, kind="stable", ignore_index=True)
