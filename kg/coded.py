"""The tables of a release as arrays, with positions in place of ids: made once, mapped from disk when they are asked.

All positions are those of the rows of the tables, which are ordered by id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.belief import Evidence, evidence
from kg.context import ROLES
from kg.model import Model

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_BELIEF = ("belief", "belief_low", "belief_high")


@dataclass(frozen=True)
class Coded:
    """Arrays with one entry per relation, finding, context or citation, as their names begin.

    ``relation_predicate`` is the place in ``Model.relation_types``, ``entity_label`` that in ``Model.entity_labels``.
    ``findings`` holds the findings ordered by relation, those of relation r from ``findings_first[r]`` to
    ``findings_first[r + 1]``; ``context_*`` and ``cites_*`` are ordered by finding;
    ``context_role`` is the place in ``kg.context.ROLES``. ``evidence_*`` are those of
    :class:`kg.belief.Evidence`.
    """

    entity_label: Ints
    relation_subject: Ints
    relation_object: Ints
    relation_predicate: Ints
    relation_sign: Ints
    relation_n_supporting: Ints
    relation_belief: Floats
    relation_belief_low: Floats
    relation_belief_high: Floats
    finding_subject: Ints
    finding_object: Ints
    finding_source: Ints
    findings: Ints
    findings_first: Ints
    context_finding: Ints
    context_role: Ints
    context_entity: Ints
    cites_finding: Ints
    evidence_relation: Ints
    evidence_finding: Ints
    evidence_paper: Ints
    evidence_kind_of_evidence: Ints
    evidence_supports: NDArray[np.bool_]
    evidence_weight: Floats
    evidence_opposite: Ints

    @classmethod
    def of(cls, frames: Mapping[str, "pd.DataFrame"]) -> "Coded":
        """Code the tables of a release."""
        import pandas as pd  # here: a question on the command line need not wait for it

        model = Model.load()
        entity, relation, finding = (pd.Index(frames[table]["id"]) for table in ("entity", "relation", "finding"))
        told, publication = frames["relation"], frames["publication"]
        of_relation = _places(relation, frames["finding"]["relation"])
        retracted = set(publication.loc[publication["retracted"], "id"])
        weighed = evidence(frames["finding"], frames["cites"], retracted, told)
        return cls(
            entity_label=_places(pd.Index(list(model.entity_labels)), frames["entity"]["label"]),
            relation_subject=_places(entity, told["subject"]),
            relation_object=_places(entity, told["object"]),
            relation_predicate=_places(pd.Index(list(model.relation_types)), told["predicate"]),
            finding_subject=_places(entity, frames["finding"]["subject"]),
            finding_object=_places(entity, frames["finding"]["object"]),
            finding_source=_places(pd.Index(frames["source"]["id"]), frames["finding"]["source"]),
            **{f"relation_{name}": told[name].to_numpy(np.int64) for name in ("sign", "n_supporting")},
            **{f"relation_{name}": told[name].to_numpy(np.float64) for name in _BELIEF},
            findings=np.argsort(of_relation, kind="stable"),
            findings_first=np.searchsorted(np.sort(of_relation), np.arange(len(relation) + 1)).astype(np.int64),
            context_finding=_places(finding, frames["context"]["finding"]),
            context_role=_places(pd.Index(ROLES), frames["context"]["role"]),
            context_entity=_places(entity, frames["context"]["entity"]),
            cites_finding=_places(finding, frames["cites"]["finding"]),
            **{f"evidence_{field.name}": getattr(weighed, field.name) for field in fields(Evidence)},
        )

    @property
    def evidence(self) -> Evidence:
        """The findings arranged for belief."""
        return Evidence(**{field.name: getattr(self, f"evidence_{field.name}") for field in fields(Evidence)})

    def write(self, folder: Path) -> None:
        """One file an array, into ``folder``, which must exist."""
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name), allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> "Coded":
        """Map what :meth:`write` left."""
        arrays: dict[str, Any] = {
            field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r", allow_pickle=False)
            for field in fields(cls)
        }
        return cls(**{name: array.view(np.ndarray) for name, array in arrays.items()})

    def of_relation(self, at: int) -> Ints:
        """Positions of the findings of a relation."""
        return self.findings[self.findings_first[at] : self.findings_first[at + 1]]


def rows_of(sorted_: Ints, key: int) -> slice:
    """Where ``key`` stands in an ascending array."""
    return slice(int(np.searchsorted(sorted_, key, "left")), int(np.searchsorted(sorted_, key, "right")))


def _places(index: "pd.Index[str]", values: "pd.Series[str]") -> Ints:
    place = {key: at for at, key in enumerate(index.to_list())}
    return np.array([place.get(key, -1) for key in values.to_list()], dtype=np.int64)
