"""Findings and relations as values to show: with names, context and citations, nothing left blank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.context import ROLES
from kg.snapshot import Snapshot

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Ref:
    """An entity by id, with the name and the label it is shown under."""

    id: str
    name: str
    label: str


@dataclass(frozen=True)
class Finding:
    """One claim of one source.

    ``context`` has cancer, cell, region, therapy, species, model_system and time; what the source does not state is
    "not stated". ``fit`` is how well it fits the asked context, 0 to 1. ``cites`` are PMID or DOI; empty means that
    the source gives no primary paper.
    """

    id: str
    subject: Ref
    predicate: str
    sign: int
    object: Ref
    stance: str
    kind: str
    evidence: str
    context: Mapping[str, str]
    cites: tuple[str, ...]
    via: str
    locator: str
    read: str
    summary: str
    note: str
    year: int
    drug_phase: str
    drug_status: str
    trial_id: str
    curator: str
    checked_on: str
    source: str
    axis: str
    relation: str
    fit: float = 1.0

    @property
    def secondary(self) -> bool:
        """Whether it restates what others found: a review, an editorial, a database row, a proposal."""
        return self.kind in ("review", "background", "proposal") or self.evidence in ("review", "database")


def ref(snapshot: Snapshot, key: str) -> Ref:
    """The entity of an id."""
    return Ref(key, snapshot.name.get(key, key), snapshot.label.get(key, ""))


def findings(snapshot: Snapshot, positions: Iterable[int], fit: NDArray[np.float64] | None = None) -> tuple[Finding, ...]:
    """The findings at these positions; supporting first, then best fit, newest and id."""
    rows = snapshot.finding.iloc[list(positions)]
    stated, cited = _contexts(snapshot, rows["id"]), _cites(snapshot, rows["id"])
    found = [
        Finding(
            id=row.id,
            subject=ref(snapshot, row.subject),
            predicate=row.predicate,
            sign=int(row.sign),
            object=ref(snapshot, row.object),
            stance=row.stance,
            kind=row.kind,
            evidence=row.evidence,
            context={role: "; ".join(stated.get((row.id, role), ())) or NOT_STATED for role in ROLES}
            | {"model_system": row.model_system or NOT_STATED, "time": row.time or NOT_STATED},
            cites=tuple(cited.get(row.id, ())),
            fit=1.0 if fit is None else round(float(fit[at]), 4),
            **{name: getattr(row, name) for name in _COPIED},
        )
        for at, row in zip(rows.index, rows.itertuples(index=False), strict=True)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.stance != "supports", -finding.fit, -finding.year, finding.id)))


_COPIED = (
    "via", "locator", "read", "summary", "note", "year", "drug_phase", "drug_status", "trial_id", "curator",
    "checked_on", "source", "axis", "relation",
)  # fmt: skip


def _contexts(snapshot: Snapshot, ids: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    stated: dict[tuple[str, str], list[str]] = {}
    rows = snapshot.context[snapshot.context["finding"].isin(set(ids))]
    for finding, role, entity in rows[["finding", "role", "entity"]].itertuples(index=False, name=None):
        stated.setdefault((finding, role), []).append(snapshot.name.get(entity, entity))
    return stated


def _cites(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, list[str]]:
    cited: dict[str, list[str]] = {}
    rows = snapshot.cites[snapshot.cites["finding"].isin(set(ids))]
    for finding, publication in rows[["finding", "publication"]].itertuples(index=False, name=None):
        cited.setdefault(finding, []).append(publication)
    return cited
