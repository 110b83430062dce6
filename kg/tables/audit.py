"""The audit: findings read against their papers by somebody other than who wrote them (``ingest/curated/audit.tsv``).

The draw is reproducible and does not depend on the order of the rows: findings are ordered by the SHA-256 of the seed
and their number, so that a new finding takes its own place and leaves the others where they are.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from kg.errors import Fault
from kg.model import Model
from kg.tables.columns import cell_faults, column_faults
from kg.tables.tsv import read_tsv

GRAVE = ("id", "title", "sign", "strength")
_FILE = "audit.tsv"


def read_audit(folder: Path, findings: Collection[str]) -> tuple[pd.DataFrame, list[Fault]]:
    """The audit beside the curated tables of ``folder``; an empty frame where there is none.

    Returns:
        The rows in the order of the file, and the faults: what the schema does not allow, a finding that is not in
        ``findings`` though it was not dropped, a row that holds and names faults, or the reverse, a finding that the
        same reader checked twice.
    """
    columns = Model.load().columns("curated_audit")
    if not (folder / _FILE).is_file():
        return pd.DataFrame(columns=[*columns, "file", "line"]), []
    rows, faults = read_tsv(folder / _FILE, list(columns))
    faults += column_faults(rows, columns)
    dropped, held = rows["result"] == "dropped", rows["finding_id"].isin(set(findings))
    gone = rows["finding_id"].isin(set(rows.loc[dropped, "finding_id"]))  # what one reader kept another may drop
    faults += cell_faults(rows[~held & ~gone], "finding_id", "a finding that is held, or the result dropped")
    faults += cell_faults(rows[held & dropped], "result", "holds or corrected; the finding is still held")
    named, wanted = rows["faults"] != "", rows["result"] != "holds"
    faults += cell_faults(rows[named & ~wanted], "faults", "nothing, for a row that holds")
    faults += cell_faults(rows[~named & wanted], "faults", "what was wrong with the row")
    twice = rows.duplicated(["finding_id", "checked_by"], keep="first")
    faults += cell_faults(rows[twice], "finding_id", "a finding once for each reader")
    return rows, faults


def draw(findings: pd.DataFrame, n: int, seed: int, checked: bool = False) -> pd.DataFrame:
    """``n`` of the rows of ``findings`` (all of them if there are fewer), in the order of the draw.

    Args:
        findings: rows as written, with ``finding_id`` and ``checked_on``.
        n: how many.
        seed: another seed gives another draw.
        checked: also rows that a second reader has seen.
    """
    open_ = findings if checked else findings[findings["checked_on"] == ""]
    place = [hashlib.sha256(f"{seed}:{key}".encode()).hexdigest() for key in open_["finding_id"]]
    return open_.assign(place=place).sort_values("place").drop(columns="place").head(max(n, 0))


def rates(audit: pd.DataFrame) -> pd.DataFrame:
    """How much was found wrong, by axis and in all.

    Columns: axis, audited, corrected, dropped, grave (id, title, sign or strength), any (faults of any kind),
    grave_share and any_share (of the audited). The last rows are all axes, the last hundred rows of the file, and the
    last hundred that a seed drew (rows read because they were known to be weak are not among those).
    """
    flagged = audit.assign(
        grave=audit["faults"].map(lambda cell: int(any(kind in GRAVE for kind in cell.split("|")))),
        any=(audit["faults"] != "").astype(int),
    )
    groups = [(str(axis), rows) for axis, rows in flagged.groupby("axis")]
    by_seed = flagged[flagged["draw"].str.startswith("seed ")]
    groups += [("all", flagged), ("last hundred", flagged.tail(100)), ("last hundred by seed", by_seed.tail(100))]
    table = pd.DataFrame([
        {
            "axis": axis, "audited": len(rows), "corrected": int((rows["result"] == "corrected").sum()),
            "dropped": int((rows["result"] == "dropped").sum()), "grave": int(rows["grave"].sum()),
            "any": int(rows["any"].sum()),
        }
        for axis, rows in groups
    ])  # fmt: skip
    return table.assign(
        grave_share=(table["grave"] / table["audited"].clip(lower=1)).round(3),
        any_share=(table["any"] / table["audited"].clip(lower=1)).round(3),
    )


def sheet(row: pd.Series, publications: pd.DataFrame) -> str:
    """All that a reader needs to check one finding: claim, context, where it is said, title, identifiers, address."""
    context = ("cancer", "cell", "region", "therapy", "species", "model_system", "time")
    study = ("drug_phase", "drug_status", "trial_id", "via")
    lines = [
        f"{row['finding_id']}  ({row['axis']})",
        f"  claim     {row['subject_name']} [{row['subject_id']}] {row['predicate']} {row['sign']} "
        f"{row['object_name']} [{row['object_id']}]",
        f"  standing  {row['stance']}, {row['kind']}, {row['evidence']}; {row['locator']}; read: {row['read']}",
        "  context   " + "; ".join(f"{name}: {row[name] or 'not stated'}" for name in context),
        *(f"  {name:<9} {row[name]}" for name in study if row[name]),
        f"  summary   {row['summary']}",
        *([f"  note      {row['note']}"] if row["note"] else []),
    ]
    known = publications.set_index("id")
    for key in row["cites"].split("|"):
        paper = known.loc[key]
        ids = ", ".join(f"{scheme} {paper[scheme.lower()]}" for scheme in ("PMID", "DOI") if paper[scheme.lower()])
        byline = ", ".join(filter(None, (paper["first_author"], paper["journal"], paper["year"])))
        lines += [f"  paper     {paper['title']}", f"            {byline}; {ids}", f"            {paper['seen_at']}"]
    return "\n".join(lines)
