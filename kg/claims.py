"""Findings and relations as values to show: with names, context and citations, nothing left blank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.context import ROLES
from kg.snapshot import Snapshot
from kg.wording import NOT_STATED


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


def findings(
    snapshot: Snapshot, positions: Iterable[int], fit: NDArray[np.float64] | None = None
) -> tuple[Finding, ...]:
    """The findings at these positions; supporting first, then best fit, newest and id."""
    found = (_finding(snapshot, int(at), 1.0 if fit is None else round(float(fit[at]), 4)) for at in positions)
    return tuple(
        sorted(found, key=lambda finding: (finding.stance != "supports", -finding.fit, -finding.year, finding.id))
    )


_COPIED = (
    "id", "predicate", "stance", "kind", "evidence", "via", "locator", "read", "summary", "note", "drug_phase",
    "drug_status", "trial_id", "curator", "checked_on", "source", "axis", "relation",
)  # fmt: skip


def _finding(snapshot: Snapshot, at: int, fit: float) -> Finding:
    cell = snapshot.row("finding", at)
    stated: dict[str, list[str]] = {role: [] for role in ROLES}
    for role, entity in snapshot.contexts_of(at):
        stated[role].append(snapshot.name.get(entity, entity))
    named = {role: "; ".join(names) or NOT_STATED for role, names in stated.items()}
    return Finding(
        subject=ref(snapshot, cell["subject"]),
        object=ref(snapshot, cell["object"]),
        sign=int(cell["sign"]),
        year=int(cell["year"]),
        context=named | {name: cell[name] or NOT_STATED for name in ("model_system", "time")},
        cites=tuple(snapshot.cites_of(at)),
        fit=fit,
        **{name: str(cell[name]) for name in _COPIED},
    )
