"""The tables that people write (``ingest/curated``), read into a candidate: names become ids, lists become rows."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kg.errors import Fault
from kg.model import Model
from kg.tables.candidate import Candidate, columns, frame
from kg.tables.columns import cell_faults, column_faults
from kg.tables.tsv import read_tsv

SUMMARY_WORDS = 40
CURATED, VOCABULARY = "curated", "vocabulary"
_LICENCE = "CC-BY-4.0"
_WRITTEN_AS = {"id": "finding_id", "subject": "subject_id", "object": "object_id"}


def read_curated(folder: Path, findings: Sequence[Path] | None = None) -> tuple[Candidate, list[Fault]]:
    """Read ``entities.tsv``, ``publications.tsv`` and the finding files of ``folder`` (or the ``findings`` given).

    Returns:
        The candidate and the faults that only the written form can have: shape of the file, names that do not belong
        to their id, names of a context that no entity has, citations and parents that no row has.
    """
    entities, publications, rows, faults = written(folder, findings)
    faults += _name_faults(rows, entities) + _reference_faults(rows, entities, publications) + _long_summaries(rows)
    return _candidate(entities, publications, rows), faults


def written(
    folder: Path, findings: Sequence[Path] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[Fault]]:
    """Entities, publications and findings as they are written (``axis`` is the name of the file), and the faults."""
    entities, faults = _read(folder / "entities.tsv", "curated_entity")
    publications, more = _read(folder / "publications.tsv", "curated_publication")
    faults += more
    rows, more = _read_all(findings if findings is not None else sorted((folder / "findings").glob("*.tsv")))
    return entities, publications, rows, faults + more


def _read_all(paths: Sequence[Path]) -> tuple[pd.DataFrame, list[Fault]]:
    """All finding files as one frame; the axis is the name of the file."""
    expected = Model.load().columns("curated_finding")
    parts = [pd.DataFrame(columns=[*expected, "file", "line", "axis"])]
    faults: list[Fault] = []
    for path in paths:
        part, more = read_tsv(path, list(expected))
        faults += more
        parts.append(part.assign(axis=path.stem))
    rows = pd.concat(parts, ignore_index=True)
    return rows, faults + column_faults(rows, expected)


def _read(path: Path, table: str) -> tuple[pd.DataFrame, list[Fault]]:
    expected = Model.load().columns(table)
    frame_, faults = read_tsv(path, list(expected))
    return frame_, faults + column_faults(frame_, expected)


def _candidate(entities: pd.DataFrame, publications: pd.DataFrame, rows: pd.DataFrame) -> Candidate:
    by_name = dict(zip(entities["name"].str.casefold(), entities["id"], strict=True))
    year = dict(zip(publications["id"], publications["year"], strict=True))
    finding = rows.rename(columns={written: column for column, written in _WRITTEN_AS.items()})
    finding = finding.assign(source=CURATED, year=rows["cites"].map(lambda cites: _earliest(cites, year)))
    context = [  # names that no entity has are a fault already and have no id to give
        {"finding": key, "role": role, "entity": by_name[name.casefold()], "file": file, "line": line}
        for role in Model.load().roles
        for key, cell, file, line in zip(rows["finding_id"], rows[role], rows["file"], rows["line"], strict=True)
        for name in _split(cell)
        if name.casefold() in by_name
    ]
    cites = [
        {"finding": key, "publication": publication, "file": file, "line": line}
        for key, cell, file, line in zip(rows["finding_id"], rows["cites"], rows["file"], rows["line"], strict=True)
        for publication in _split(cell)
    ]
    return Candidate(
        entity=entities.assign(source=VOCABULARY)[[*columns("entity"), "file", "line"]],
        publication=_publications(publications),
        source=frame("source", [
            {"id": CURATED, "name": "Curated findings of this graph", "version": "", "date": "", "licence": _LICENCE,
             "url": "", "terms": "", "file": "curated", "line": "0"},
            {"id": VOCABULARY, "name": "Vocabulary of this graph: kinds of things", "version": "", "date": "",
             "licence": _LICENCE, "url": "", "file": "curated", "line": "0"},
        ]),
        finding=pd.concat([finding[[*columns("finding"), "file", "line"]], _hierarchy(entities)], ignore_index=True),
        context=frame("context", context),
        cites=frame("cites", cites),
        written_as=_WRITTEN_AS,
    )  # fmt: skip


def _hierarchy(entities: pd.DataFrame) -> pd.DataFrame:
    """What the vocabulary files, which cites no paper: kinds, components of regimens and complexes, contraries."""
    filed = []
    columns_ = ["id", "label", "name", "parents", "components", "opposite", "file", "line"]
    for key, label, name, parents, components, opposite, file, line in entities[columns_].itertuples(index=False):
        for parent in _split(parents):
            words = f"{name} is filed under its broader term in the vocabulary."
            filed.append(_filed("kind", key, "SUBSET_OF", parent, words, file, line))
        for part in _split(components):
            belongs = "COMPONENT_OF" if label == "Therapy" else "PART_OF"
            words = f"It belongs to {name} by definition in the vocabulary."
            filed.append(_filed("part", part, belongs, key, words, file, line))
        for one, other in ((key, opposite), (opposite, key)) if opposite else ():
            words = f"More of the one is less of the other by definition: {name} and its contrary."
            filed.append(_filed("contrary", one, "OPPOSITE_OF", other, words, file, line) | {"sign": "-1"})
    return frame("finding", filed)


def _filed(what: str, subject: str, predicate: str, object_: str, summary: str, file: str, line: str) -> dict[str, str]:
    return {
        "id": f"{what}:{subject}~{object_}", "subject": subject, "predicate": predicate, "sign": "1", "object": object_,
        "stance": "supports", "kind": "background", "evidence": "database", "locator": "vocabulary",
        "read": "table row", "summary": summary, "curator": "vocabulary", "year": "0", "axis": VOCABULARY,
        "source": VOCABULARY, "file": file, "line": line,
    }  # fmt: skip


def _name_faults(rows: pd.DataFrame, entities: pd.DataFrame) -> list[Fault]:
    """Names beside ids, and names of contexts, have to be the name of an entity."""
    faults: list[Fault] = []
    names = dict(zip(entities["id"], entities["name"], strict=True))
    for side in ("subject", "object"):
        expected = rows[f"{side}_id"].map(names)
        for at in rows.index[expected.notna() & (expected != rows[f"{side}_name"])]:
            row = rows.loc[at]
            what = f"the name of {row[f'{side}_id']}"
            faults.append(Fault(row["file"], int(row["line"]), f"{side}_name", row[f"{side}_name"], what, expected[at]))
    known = set(entities["name"].str.casefold())
    for role in Model.load().roles:
        cells = rows[["file", "line"]].assign(**{role: rows[role].map(_split)}).explode(role).dropna()
        unknown = cells[~cells[role].str.casefold().isin(known)]
        faults += cell_faults(unknown, role, "the name of an entity in entities.tsv", entities["name"])
    return faults


def _reference_faults(rows: pd.DataFrame, entities: pd.DataFrame, publications: pd.DataFrame) -> list[Fault]:
    """Citations and parents have to stand in their tables."""
    faults: list[Fault] = []
    for frame_, column, known, expected in (
        (rows, "cites", publications["id"], "an id in publications.tsv"),
        (entities, "cite", publications["id"], "an id in publications.tsv"),
        (entities, "parents", entities["id"], "an id in entities.tsv"),
        (entities, "components", entities["id"], "an id in entities.tsv"),
        (entities, "opposite", entities["id"], "an id in entities.tsv"),
    ):
        cells = frame_[["file", "line"]].assign(**{column: frame_[column].map(_split)}).explode(column).dropna()
        faults += cell_faults(cells[~cells[column].isin(set(known))], column, expected, known)
    return faults


def _long_summaries(rows: pd.DataFrame) -> list[Fault]:
    long = rows[rows["summary"].map(lambda summary: len(summary.split()) > SUMMARY_WORDS).astype(bool)]
    return cell_faults(long, "summary", f"at most {SUMMARY_WORDS} words in our own words")


def _publications(publications: pd.DataFrame) -> pd.DataFrame:
    retracted = ["true" if day else "false" for day in publications["retracted_on"]]
    year = publications["year"].where(publications["year"] != "", "0")
    return publications.assign(retracted=retracted, year=year)[[*columns("publication"), "file", "line"]]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _earliest(cites: str, year: dict[str, str]) -> str:
    return min(filter(None, (year.get(publication, "") for publication in _split(cites))), default="0")
