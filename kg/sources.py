"""What a release took from each source, and what it did not take."""

from typing import Any

import pandas as pd

from kg.errors import InvalidQuery
from kg.tables import Release


def summary(release: Release, name: str | None = None) -> pd.DataFrame:
    """One row a source.

    Columns: source, version, licence, rows (read), entities and findings (in the release), rejected (rows of which
    something was not taken), with_paper (share of the findings that cite a paper), mapped (share of the rows read that
    are not rejected).

    Raises:
        InvalidQuery: the release has no source ``name``.
    """
    told = _of(release, name)
    finding = release.finding[release.finding["source"].isin(told)]
    cited = finding["id"].isin(release.cites["finding"])
    findings, papers = finding.groupby("source").size(), finding[cited].groupby("source").size()
    things = release.entity.groupby("source").size()
    rows = [
        {
            "source": key, "version": str(about.get("version", "")), "licence": about["licence"], "rows": about["in"],
            "entities": int(things.get(key, 0)), "findings": int(findings.get(key, 0)), "rejected": about["rejected"],
            "with_paper": f"{papers.get(key, 0) / max(findings.get(key, 0), 1):.1%}",
            "mapped": f"{1 - about['rejected'] / max(about['in'], 1):.1%}",
        }
        for key, about in told.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def rejects(release: Release, name: str | None = None) -> pd.DataFrame:
    """What was not taken: source, file, line, column, found, reason."""
    _of(release, name)
    table = release.rejected
    return table if name is None or table.empty else table[table["source"] == name].reset_index(drop=True)


def reasons(release: Release) -> pd.DataFrame:
    """How often each reason was given: source, reason, column, rows; most frequent first."""
    if release.rejected.empty:
        return pd.DataFrame(columns=["source", "reason", "column", "rows"])
    counted = release.rejected.groupby(["source", "reason", "column"]).size().rename("rows").reset_index()
    return counted.sort_values(["source", "rows"], ascending=[True, False], ignore_index=True)


def _of(release: Release, name: str | None) -> dict[str, dict[str, Any]]:
    every = dict(release.manifest["sources"])
    if name is not None and name not in every:
        raise InvalidQuery(f"the release has no source '{name}'; it has {', '.join(every)}", [*every])
    return every if name is None else {name: every[name]}
