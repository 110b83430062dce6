"""One release: the checked tables of ``build/`` as Parquet, and the manifest that names it."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from kg.errors import Fault, InvalidRow, StoreUnavailable
from kg.model import Model
from kg.tables.candidate import TABLES as GIVEN
from kg.tables.candidate import Candidate, columns
from kg.tables.gate import faults_of, ordered
from kg.tables.relations import relations, with_relation

TABLES = (*GIVEN, "relation")
MANIFEST = "manifest.json"
_SLICE = 100_000  # rows hashed at a time
REJECTED = "rejected.parquet"  # beside the tables; no part of what stores load


@dataclass(frozen=True)
class Release:
    """The tables of one release, each ordered and typed as the schema says, and its manifest.

    Frames: ``entity``, ``publication``, ``source``, ``finding``, ``context``, ``cites``, ``relation``; ``rejected``
    lists what public sources hold and the release does not: source, file, line, column, found, reason.
    """

    entity: pd.DataFrame
    publication: pd.DataFrame
    source: pd.DataFrame
    finding: pd.DataFrame
    context: pd.DataFrame
    cites: pd.DataFrame
    relation: pd.DataFrame
    manifest: Mapping[str, Any]
    rejected: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def id(self) -> str:
        """The release id: ``tme-`` and 12 hex digits of the hash of the content."""
        return str(self.manifest["release"])

    @classmethod
    def read(cls, folder: Path) -> "Release":
        """Read a release that ``write`` left.

        Raises:
            StoreUnavailable: there is none in ``folder``, or its files are damaged.
        """
        _recover(folder)
        if not (folder / MANIFEST).is_file():
            raise StoreUnavailable(f"no release in {folder}; make one with 'tmekg build'")
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            frames = {table: pd.read_parquet(folder / f"{table}.parquet") for table in TABLES}
            if (folder / REJECTED).is_file():
                frames["rejected"] = pd.read_parquet(folder / REJECTED)
        except (OSError, ValueError, KeyError) as error:
            raise StoreUnavailable(f"the release in {folder} is damaged ({error}); run 'tmekg build' again") from error
        return cls(**frames, manifest=manifest)

    def write(self, folder: Path) -> None:
        """Write beside ``folder`` and rename, so that a reader sees the old release or the new one, never a part."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(folder)
        new, old = folder.with_name(folder.name + ".new"), _old(folder)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        files = {f"{table}.parquet": getattr(self, table) for table in TABLES} | {REJECTED: self.rejected.astype(str)}
        with ThreadPoolExecutor() as pool:
            written = [
                pool.submit(frame.to_parquet, new / name, index=False, compression="zstd")
                for name, frame in files.items()
            ]
        for file in written:
            file.result()
        (new / MANIFEST).write_text(json.dumps(dict(self.manifest), indent=2, ensure_ascii=False) + "\n", "utf-8")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            os.replace(folder, old)
        os.replace(new, folder)
        shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(folder.name + ".old")


def _recover(folder: Path) -> None:
    """Put the old release back when a writer was killed between its two renames."""
    if not folder.exists() and _old(folder).is_dir():
        os.replace(_old(folder), folder)


def admit(
    candidate: Candidate,
    faults: Sequence[Fault] = (),
    counts: Mapping[str, Mapping[str, Any]] | None = None,
    rejected: pd.DataFrame | None = None,
) -> Release:
    """Check a candidate and make it a release.

    ``faults`` are those that reading the source has found already; ``counts`` is what each source reports of itself
    for the manifest (rows in, out, rejected, licence); ``rejected`` is what they did not take.

    Raises:
        InvalidRow: with every fault, when there is one. Nothing is repaired and nothing is left out.
    """
    model = Model.load()
    found = ordered([*faults, *faults_of(candidate, model)])
    if found:
        raise InvalidRow(found)
    frames = {table: _typed(getattr(candidate, table), table, model) for table in GIVEN}
    frames["finding"] = with_relation(frames["finding"])
    frames["relation"] = relations(frames["finding"], frames["cites"], frames["publication"])
    manifest = _manifest(frames, counts or {})
    return Release(**frames, manifest=manifest, rejected=pd.DataFrame() if rejected is None else rejected)


def _typed(frame: pd.DataFrame, table: str, model: Model) -> pd.DataFrame:
    """The table's own columns in order, typed by the schema, in the order of the key."""
    typed: dict[str, Any] = {}
    for name in columns(table):
        kind = model.columns(table)[name].type
        if kind == "integer":
            typed[name] = pd.to_numeric(frame[name].replace("", "0")).astype("int64")
        elif kind == "boolean":
            typed[name] = frame[name].isin(["true", "True", "yes"])
        else:
            typed[name] = frame[name].astype("str")
    if "id" in typed:  # the gate has seen that each stands once
        return pd.DataFrame(typed).sort_values("id", kind="stable", ignore_index=True)
    return pd.DataFrame(typed).drop_duplicates().sort_values(columns(table), kind="stable", ignore_index=True)


def _manifest(frames: Mapping[str, pd.DataFrame], counts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    with ThreadPoolExecutor() as pool:
        hashes = dict(zip(frames, pool.map(_content_hash, frames.values()), strict=True))
    content = hashlib.sha256("".join(f"{table}:{hashes[table]}\n" for table in sorted(hashes)).encode())
    dates = frames["finding"]["checked_on"]
    return {
        "release": f"tme-{content.hexdigest()[:12]}",
        "data_date": max([*dates, *frames["source"]["date"]], default=""),
        "code_version": version("tmekg"),
        "model_version": Model.load().version,
        "sources": {name: dict(count) for name, count in sorted(counts.items())},
        "tables": {table: {"rows": len(frames[table]), "sha256": hashes[table]} for table in sorted(frames)},
    }


def _content_hash(frame: pd.DataFrame) -> str:
    """Hash of the values, not of the Parquet bytes, which differ between versions of the library."""
    hashed = hashlib.sha256()
    names = ",".join(map(str, frame.columns))
    hashed.update(names.encode())
    for start in range(0, len(frame), _SLICE):
        part = pa.Table.from_pandas(frame.iloc[start : start + _SLICE], preserve_index=False)
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(part, sink, pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid"))
        hashed.update(sink.getvalue())
    return hashed.hexdigest()
