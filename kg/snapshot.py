"""A release as read back from a store: frames in memory, and the arrays that tracing walks. The same for both engines.

Read once per release and store, then kept as Arrow tables, arrays and a search index under ``<home>/cache/<release>``.
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
import pyarrow as pa
from pyarrow import feather

from kg import search
from kg.belief import Evidence
from kg.coded import Coded, rows_of
from kg.context import Hierarchy, Stated
from kg.errors import StoreUnavailable
from kg.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from kg.stores import Store
    from kg.tables import Release

CACHE = 4  # raise it when what is kept, or how, changes: an older cache is then not read
_NAMES = "names.sqlite"
_PAGE = 50_000  # rows of one read; keeps a Bolt message and the memory of the server small


@dataclass(frozen=True)
class Snapshot:
    """One release: its stamp, and the folder of its tables, arrays and index of names, each read when needed."""

    stamp: Mapping[str, Any]
    folder: Path

    @classmethod
    def read(cls, store: "Store", home: Path) -> "Snapshot":
        """The snapshot of the release that ``store`` holds, from the cache when it is there.

        Raises:
            StoreUnavailable: the store holds no release, one that was only half loaded, or one of another model.
        """
        stamp = store.stamp()
        if stamp["model_version"] != Model.load().version:
            raise StoreUnavailable(
                f"the store was loaded with model {stamp['model_version']}, this is model {Model.load().version}; "
                "run 'tmekg build' and 'tmekg load'"
            )
        folder = _folder(home, str(stamp["id"]), str(stamp["model_version"]))
        if not search.is_current(folder / _NAMES):
            _fill(folder, lambda: _read(store))
        return cls(stamp, folder)

    @staticmethod
    def keep(folder: Path, home: Path) -> None:
        """Fill the cache from the release in ``folder``: the rows that a store of it holds, without asking the store.

        Raises:
            StoreUnavailable: there is no release in ``folder``.
        """
        from kg.tables import Release  # brings pandas, which a question on the command line need not wait for

        release = Release.read(folder)
        _fill(_folder(home, release.id, str(release.manifest["model_version"])), lambda: tables_of(release))

    @cached_property
    def entity(self) -> "pd.DataFrame":
        """Things, by id."""
        return self._frame("entity")

    @cached_property
    def publication(self) -> "pd.DataFrame":
        """Papers, by id."""
        return self._frame("publication")

    @cached_property
    def source(self) -> "pd.DataFrame":
        """Sources, by id."""
        return self._frame("source")

    @cached_property
    def finding(self) -> "pd.DataFrame":
        """Findings, by id."""
        return self._frame("finding")

    @cached_property
    def context(self) -> "pd.DataFrame":
        """Contexts, by finding."""
        return self._frame("context")

    @cached_property
    def cites(self) -> "pd.DataFrame":
        """Citations, by finding."""
        return self._frame("cites")

    @cached_property
    def relation(self) -> "pd.DataFrame":
        """Relations, by id."""
        return self._frame("relation")

    def _frame(self, table: str) -> "pd.DataFrame":
        frame: pd.DataFrame = self.arrow(table).to_pandas()
        return frame

    def arrow(self, table: str) -> pa.Table:
        """A table as it lies on disk; a row of it is read in no time."""
        if table not in self._tables:
            self._tables[table] = feather.read_table(self.folder / f"{table}.arrow", memory_map=True)
        return self._tables[table]

    @cached_property
    def _tables(self) -> dict[str, pa.Table]:
        return {}

    @cached_property
    def coded(self) -> Coded:
        """The same as arrays."""
        return Coded.read(self.folder)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """Broader and narrower terms."""
        kinds = [list(Model.load().relation_types).index(name) for name in ("SUBSET_OF", "PART_OF")]
        coded, ids = self.coded, self.ids
        filed = np.flatnonzero(np.isin(coded.relation_predicate, kinds) & (coded.relation_n_supporting > 0))
        ends = (coded.relation_subject[filed].tolist(), coded.relation_object[filed].tolist())
        return Hierarchy((ids[narrow], ids[broad]) for narrow, broad in zip(*ends, strict=True))

    @cached_property
    def evidence(self) -> Evidence:
        """Findings arranged for belief."""
        return self.coded.evidence

    @cached_property
    def stated(self) -> Stated:
        """Ends and contexts of the findings."""
        coded = self.coded
        ends, contexts = (coded.finding_subject, coded.finding_object), (coded.context_role, coded.context_entity)
        return Stated(*ends, coded.context_finding, *contexts, self.ids)

    @cached_property
    def names(self) -> search.Names:
        """Resolver and search over every name of the release."""
        return search.Names(self.folder / _NAMES)

    @cached_property
    def label(self) -> dict[str, str]:
        """Label of each entity by id."""
        return self._by_id("label")

    @cached_property
    def name(self) -> dict[str, str]:
        """Name of each entity by id."""
        return self._by_id("name")

    def _by_id(self, column: str) -> dict[str, str]:
        table = self.arrow("entity")
        return dict(zip(table["id"].to_pylist(), table[column].to_pylist(), strict=True))

    @cached_property
    def ids(self) -> list[str]:
        """Ids of the entities, by position."""
        return list(self.name)

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each entity by its id."""
        return {key: at for at, key in enumerate(self.ids)}

    @cached_property
    def id_of(self) -> dict[str, str]:
        """Id of each entity by its name."""
        return {name: key for key, name in self.name.items()}

    def row(self, table: str, at: int) -> dict[str, Any]:
        """One row of a table."""
        return dict(self.arrow(table).slice(at, 1).to_pylist()[0])

    def contexts_of(self, finding: int) -> list[tuple[str, str]]:
        """(role, entity) of the finding at a position."""
        at = rows_of(self.coded.context_finding, finding)
        rows = self.arrow("context").slice(at.start, at.stop - at.start)
        return list(zip(rows["role"].to_pylist(), rows["entity"].to_pylist(), strict=True))

    def cites_of(self, finding: int) -> list[str]:
        """Publications of the finding at a position."""
        at = rows_of(self.coded.cites_finding, finding)
        return list(self.arrow("cites").slice(at.start, at.stop - at.start)["publication"].to_pylist())


def familiar(finding: "pd.DataFrame", context: "pd.DataFrame") -> set[str]:
    """The things that the curated findings and the vocabulary speak of."""
    ours = finding[finding["source"].isin(["curated", "vocabulary"])]
    stated = context.loc[context["finding"].isin(set(ours["id"])), "entity"]
    return {*ours["subject"], *ours["object"], *stated}


def tables_of(release: "Release") -> "dict[str, pd.DataFrame]":
    """The tables of a release as a store gives them back."""
    from kg.tables.release import TABLES

    model = Model.load()
    frames = {table: getattr(release, table)[list(model.columns(table))] for table in TABLES}
    order = {"context": ["finding", "role", "entity"], "cites": ["finding", "publication"]}
    return {
        table: frame.sort_values(order.get(table, ["id"]), kind="stable", ignore_index=True)
        for table, frame in frames.items()
    }


def _folder(home: Path, release: str, model: str) -> Path:
    return home / "cache" / f"{release}-{model}-{CACHE}"


def _fill(folder: Path, tables: "Callable[[], dict[str, pd.DataFrame]]") -> None:
    """Put the tables and the index of their names in place in one rename."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        frames = tables()
        for table, frame in frames.items():
            rows = pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()
            feather.write_feather(rows, part / f"{table}.arrow", compression="uncompressed")
        Coded.of(frames).write(part)
        search.build(frames["entity"], part / _NAMES, familiar(frames["finding"], frames["context"]))
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _read(store: "Store") -> "dict[str, pd.DataFrame]":
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


def _union(store: "Store", queries: list[str], key: list[str]) -> "pd.DataFrame":
    """All rows of all queries, read page by page in the order of ``key``."""
    import pandas as pd

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
