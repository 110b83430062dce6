"""A release as nodes and edges: what both engines load, in the order in which they load it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from kg import resources
from kg.errors import InvalidModel
from kg.model import Model

if TYPE_CHECKING:
    from kg.tables import Release

Types = Mapping[str, pa.DataType]

_ARROW = {
    "string": pa.string(), "date": pa.string(), "integer": pa.int64(), "float": pa.float64(), "boolean": pa.bool_(),
}  # fmt: skip
_ENDS = {"start": pa.string(), "end": pa.string()}
_PATTERN = ("subject", "predicate", "object")  # what the pattern itself says of a relation


@dataclass(frozen=True)
class Nodes:
    """Nodes of one label; a column of ``rows`` is a property, ``id`` the key."""

    label: str
    rows: pa.Table


@dataclass(frozen=True)
class Edges:
    """Edges of one type between two labels; ``rows`` has the ids ``start`` and ``end`` and then the properties."""

    type: str
    start: str
    end: str
    rows: pa.Table

    @property
    def properties(self) -> list[str]:
        """Names of the properties."""
        return [name for name in self.rows.column_names if name not in _ENDS]


def nodes(release: "Release") -> Iterator[Nodes]:
    """Entities by label, then publications, sources and findings; labels without a node are left out.

    Raises:
        InvalidModel: a table does not have the columns and types of the model.
    """
    model = Model.load()
    for label, rows in release.entity.groupby("label", sort=True):
        yield Nodes(str(label), _typed(rows, _types(model, "entity")))
    for label, table in (("Publication", "publication"), ("Source", "source"), ("Finding", "finding")):
        rows = getattr(release, table)
        if len(rows):
            yield Nodes(label, _typed(rows, _types(model, table)))


def edges(release: "Release") -> Iterator[Edges]:
    """The edges of the findings, then one edge a relation, grouped by type and by the labels of both ends.

    Raises:
        InvalidModel: an edge ends at an entity that the release does not have, or has a wrong column.
    """
    model = Model.load()
    entity = release.entity.set_index("id")["label"]
    finding, publication, source = (
        pd.Series(label, index=rows["id"])
        for label, rows in (
            ("Finding", release.finding),
            ("Publication", release.publication),
            ("Source", release.source),
        )
    )
    claims, cites, context = release.finding, release.cites, release.context
    for kind, column, below in (
        ("SUBJECT", "subject", entity),
        ("OBJECT", "object", entity),
        ("FROM", "source", source),
    ):
        yield from _edges(kind, _ends(claims["id"], claims[column]), finding, below, {})
    yield from _edges("CITES", _ends(cites["finding"], cites["publication"]), finding, publication, {})
    stated = _ends(context["finding"], context["entity"]).assign(role=context["role"])
    yield from _edges("IN_CONTEXT", stated, finding, entity, {"role": pa.string()})
    columns = {name: arrow for name, arrow in _types(model, "relation").items() if name not in _PATTERN}
    for predicate, rows in release.relation.groupby("predicate", sort=True):
        ends = rows.rename(columns={"subject": "start", "object": "end"})
        yield from _edges(str(predicate), ends, entity, entity, columns)


def count(release: "Release") -> int:
    """How many nodes and edges a release has."""
    sizes = {name: len(getattr(release, name)) for name in release.manifest["tables"]}
    return sum(sizes.values()) + 3 * sizes["finding"]


def stamp(release: "Release", status: str) -> dict[str, str]:
    """The properties of the Release node."""
    return {
        "id": release.id,
        "data_date": str(release.manifest["data_date"]),
        "code_version": str(release.manifest["code_version"]),
        "model_version": str(release.manifest["model_version"]),
        "status": status,
        "sources": json.dumps(release.manifest["sources"], ensure_ascii=False, sort_keys=True),
    }


def statements(file: str) -> list[str]:
    """The statements of a generated schema file, without comment lines and semicolons.

    Raises:
        InvalidModel: the file is missing.
    """
    path = resources.path("schema") / file
    if not path.is_file():
        raise InvalidModel(f"{file} is missing; reinstall tmekg, or in a checkout run 'make model'")
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("//")]
    return [statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip(" \n;")]


def _ends(start: pd.Series, end: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"start": start, "end": end})


def _edges(kind: str, rows: pd.DataFrame, start: pd.Series, end: pd.Series, properties: Types) -> Iterator[Edges]:
    """``rows`` grouped by the labels of their ends; ``start`` and ``end`` give the label of each id."""
    keyed = rows.assign(_start=rows["start"].map(start), _end=rows["end"].map(end))
    for name in _ENDS:
        unknown = keyed.loc[keyed[f"_{name}"].isna(), name]
        if len(unknown):
            raise InvalidModel(f"{kind} {name}s at {unknown.iloc[0]}, which the release lacks; run 'tmekg build' again")
    keyed = keyed.sort_values(["_start", "_end"], kind="stable")
    table, first = _typed(keyed, {**_ENDS, **properties}), 0  # typed once, then cut: there are hundreds of small groups
    for pair, group in keyed.groupby(["_start", "_end"], sort=True):
        above, below = (str(label) for label in pair)
        yield Edges(kind, above, below, table.slice(first, len(group)))
        first += len(group)


def _types(model: Model, table: str) -> Types:
    return {name: _ARROW[column.type] for name, column in model.columns(table).items()}


def _typed(rows: pd.DataFrame, columns: Types) -> pa.Table:
    """The columns of the model as Arrow, typed as the model says and without a missing value."""
    schema = pa.schema(list(columns.items()))
    try:
        table = pa.Table.from_pandas(rows[list(columns)], schema=schema, preserve_index=False)
    except (KeyError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InvalidModel(f"the release is not of this version ({error}); run 'tmekg build' again") from error
    empty = [name for name in table.column_names if table.column(name).null_count]
    if empty:
        raise InvalidModel(f"the release has cells without a value in column {empty[0]}; run 'tmekg build' again")
    return table
