"""What one source yields: things, claims, papers, and what could not be taken, as tables for the gate.

A source module gives plain frames of strings; :func:`stage` makes rows of the model of them. Claims that are the same
in everything but the row they stand on are one finding, which cites the papers of all of them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from ingest.kit.about import About
from ingest.kit.look_up import look_up
from ingest.kit.read import shown
from kg.model import Model
from kg.tables.candidate import columns

CLAIM = (
    "subject", "predicate", "sign", "object", "stance", "kind", "evidence", "cancer", "cell", "region", "therapy",
    "species", "model_system", "time", "drug_phase", "drug_status", "trial_id", "note",
)  # fmt: skip
CLAIM_ALSO = ("cites", "locator", "line")
THING = ("id", "label", "name", "definition", "synonyms", "former", "xrefs")
PAPER = ("id", "pmid", "doi", "title", "first_author", "journal", "year", "retracted")
KINDS = ("subject", "object")
REJECTED = ("file", "line", "column", "found", "reason")
_USUAL = {"stance": "supports", "kind": "background", "evidence": "database"}


@dataclass(frozen=True)
class Staged:
    """Tables of one source.

    ``entity`` has the columns ``THING``; ``publication`` ``PAPER``; ``finding``, ``context`` and ``cites`` those of the
    model; ``kinds`` subject and object, what a thing is a kind of; ``rejected`` ``REJECTED``, one row for each thing of
    the source that was not taken, and why. ``counts`` says how many rows were read and how many were not taken.
    """

    entity: pd.DataFrame
    publication: pd.DataFrame
    finding: pd.DataFrame
    context: pd.DataFrame
    cites: pd.DataFrame
    kinds: pd.DataFrame
    rejected: pd.DataFrame
    counts: dict[str, Any]

    def write(self, folder: Path) -> None:
        """Write the tables as Parquet and the counts as JSON into ``folder``, which must exist."""
        for name in _tables():
            getattr(self, name).to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
        (folder / "counts.json").write_text(json.dumps(self.counts, indent=1, sort_keys=True) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Staged":
        """What :meth:`write` left."""
        frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in _tables()}
        return cls(**frames, counts=json.loads((folder / "counts.json").read_text("utf-8")))


def stage(
    about: About,
    *,
    rows: int,
    version: str = "",
    date: str = "",
    entities: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    kinds: pd.DataFrame | None = None,
    publications: pd.DataFrame | None = None,
    rejected: pd.DataFrame | list[dict[str, Any]] | None = None,
) -> Staged:
    """Make the tables of a source.

    Args:
        about: the source.
        rows: rows (or terms, files, edges …) read.
        version: of the data, where the files tell.
        date: of that version, ISO 8601, where the files tell.
        entities: things, columns of ``THING`` (id, label and name are needed); several synonyms or xrefs by "|".
        claims: columns of ``CLAIM`` and ``CLAIM_ALSO`` (subject, predicate, sign and object are needed; what is left
            out is not stated). Several ids of a cell by "|". ``cites`` holds PMID:… and DOI:… ids, ``line`` the row.
        kinds: subject and object: what each thing is a kind of, by the authority of its identifiers.
        publications: papers of which the source tells more than the id, columns of ``PAPER``.
        rejected: what was not taken, columns of ``REJECTED``.
    """
    things = _filled(entities, THING).drop_duplicates("id", ignore_index=True)
    papers = _filled(publications, PAPER).drop_duplicates("id", ignore_index=True)
    told = _filled(claims, (*CLAIM, *CLAIM_ALSO))
    for name, usual in _USUAL.items():
        told[name] = told[name].where(told[name] != "", usual)
    known = _filled(rejected if not isinstance(rejected, list) else pd.DataFrame(rejected), REJECTED)
    finding, context, cites = _findings(about, told, papers)
    counts = {
        "in": rows, "rejected": int(known[["file", "line"]].drop_duplicates().shape[0]), "findings": len(finding),
        "entities": len(things), "with_paper": int(finding["id"].isin(set(cites["finding"])).sum()),
        "version": version or about.version, "date": date,
    }  # fmt: skip
    broader = _filled(kinds, KINDS)
    return Staged(things, _cited(papers, cites), finding, context, cites, broader, known, counts)


def unmapped(path: Path, rows: pd.DataFrame, mapped: Mapping[str, "pd.Series[str]"], reason: str = "") -> pd.DataFrame:
    """Rows of which a column could not be mapped: one row of ``REJECTED`` each, with the index of ``rows``.

    Args:
        path: the file.
        rows: as read, with the column ``line``.
        mapped: by the column of ``rows``, what became of its cells; "" is what could not be mapped.
        reason: why; default that nothing, or more than one thing, is named so.
    """
    parts = []
    for column, values in mapped.items():
        failed = rows[values == ""]
        told = {"file": shown(path), "line": failed["line"], "column": column, "found": failed[column],
                "reason": reason or "no thing of the authorities, or more than one, is named so"}  # fmt: skip
        parts.append(pd.DataFrame(told, index=failed.index, columns=list(REJECTED)))
    return pd.concat(parts) if parts else pd.DataFrame(columns=list(REJECTED))


def listed(path: Path, rows: pd.DataFrame, column: str, found: "pd.Series[list[str]]", reason: str) -> pd.DataFrame:
    """Things found in a column as rows of ``REJECTED``: each once, with how often it stands and its first line."""
    each = pd.DataFrame({"found": found, "line": rows["line"]}).explode("found").dropna(subset="found")
    counted = each.groupby("found", sort=True)["line"].agg(["size", "min"]).reset_index()
    told = {"file": shown(path), "line": counted["min"], "column": column, "reason": reason,
            "found": counted["found"].astype(str) + " (" + counted["size"].astype(str) + " rows)"}  # fmt: skip
    return pd.DataFrame(told, columns=list(REJECTED))


def _findings(
    about: About, told: pd.DataFrame, papers: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    others: Any = [told[name] for name in CLAIM[1:]]
    keyed = told.assign(key=told[CLAIM[0]].str.cat(others, sep="\t"))
    first = keyed.drop_duplicates("key", ignore_index=True)
    hashes = [hashlib.sha256(key.encode()).hexdigest()[:16] for key in first["key"].to_list()]
    first = first.assign(id=[f"{about.id}:{one}" for one in hashes])
    number = first.set_index("key")["id"]
    cited = keyed.loc[keyed["cites"] != "", ["key", "cites"]].drop_duplicates()
    cites = _exploded(cited["key"].map(number), cited["cites"], "finding", "publication")
    parts = [_exploded(first["id"], first[role], "finding", "entity").assign(role=role) for role in Model.load().roles]
    context = pd.concat(parts, ignore_index=True)[columns("context")]
    known = dict(zip(papers["id"], papers["year"], strict=True))
    years = cites.assign(year=look_up(cites["publication"], known)).query("year != ''")
    earliest = years.groupby("finding")["year"].min()
    finding = first.assign(
        source=about.id, axis="", read="table row", year=look_up(first["id"], earliest, "0"), via="", summary="",
        curator="", checked_on="", locator=first["locator"].where(first["locator"] != "", "row " + first["line"]),
    )  # fmt: skip
    return finding[[*columns("finding"), "line"]], context, cites


def _exploded(keys: "pd.Series[str]", cells: "pd.Series[str]", key: str, value: str) -> pd.DataFrame:
    filled = cells != ""
    pairs = pd.DataFrame({key: keys[filled], value: cells[filled].str.split("|")}).explode(value)
    return pairs[pairs[value] != ""].drop_duplicates(ignore_index=True).astype(str)


def _cited(papers: pd.DataFrame, cites: pd.DataFrame) -> pd.DataFrame:
    """The papers told of, and a bare row for each that is only cited by number."""
    bare = sorted(set(cites["publication"]) - set(papers["id"]))
    rows = pd.DataFrame({"id": bare}, dtype=str)
    rows["pmid"] = rows["id"].str.removeprefix("PMID:").where(rows["id"].str.startswith("PMID:"), "")
    rows["doi"] = rows["id"].str.removeprefix("DOI:").where(rows["id"].str.startswith("DOI:"), "")
    return pd.concat([papers, _filled(rows, PAPER)], ignore_index=True)


def _filled(frame: pd.DataFrame | None, names: tuple[str, ...]) -> pd.DataFrame:
    """``frame`` with exactly the columns ``names``, as strings, "" for nothing.

    Raises:
        KeyError: it has another column, which would be lost.
    """
    frame = pd.DataFrame() if frame is None else frame.reset_index(drop=True)
    if unknown := [str(name) for name in frame.columns if name not in names]:
        raise KeyError(f"no column {', '.join(unknown)} among {', '.join(names)}")
    cells = {name: frame[name].fillna("").astype(str) if name in frame else "" for name in names}
    return pd.DataFrame(cells, index=frame.index, columns=list(names), dtype="str")


def _tables() -> list[str]:
    return [str(field.name) for field in fields(Staged) if field.name != "counts"]
