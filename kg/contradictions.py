"""Claims that contradict each other, and what sets the two sides apart.

Two sides are held where the contrary of a supported relation is supported too, or where a finding supports a relation
and another tested it and did not find it. Before such a claim is called contested, the stated context of the sides is
compared: a cancer, cell, species, therapy, time or place that one side has and the other has not separates them. A
cancer and a kind of it do not.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from kg.claims import Finding
from kg.snapshot import Snapshot
from kg.trace import opposing_findings, relation_findings
from kg.wording import NOT_STATED, relation_words

COLUMNS = (
    "relation", "subject_id", "subject", "said", "object_id", "object", "findings_for", "findings_against",
    "papers_for", "papers_against", "verdict", "separated_by",
)  # fmt: skip
_ROLES = ("cancer", "cell", "species", "therapy", "time", "region")
CONTESTED, SEPARATED = "contested", "context-dependent"


def contradictions(snapshot: Snapshot) -> pd.DataFrame:
    """One row for each pair of sides, those with the most findings first. Columns: see ``COLUMNS``.

    A relation and its contrary make one row, by the side with more belief; ``verdict`` is "context-dependent" with the
    roles that separate the sides in ``separated_by``, or "contested".
    """
    table, opposite = snapshot.relation, snapshot.evidence.opposite
    rows = []
    supported, refuted = (table[column].to_numpy(np.int64) > 0 for column in ("n_supporting", "n_refuting"))
    belief, sign = table["belief"].to_numpy(np.float64), table["sign"].to_numpy(np.int64)
    sides = table[["id", "subject", "predicate", "object"]].to_numpy().tolist()
    contrary = np.where(opposite >= 0, supported[opposite], False)
    for at in map(int, np.flatnonzero(supported & (contrary | refuted))):
        other = int(opposite[at])
        if contrary[at] and (belief[other], other) > (belief[at], at):
            continue  # told from the other side
        key, subject, predicate, object_ = map(str, sides[at])
        own = relation_findings(snapshot, at)
        supporting = [finding for finding in own if finding.stance == "supports"]
        against = [finding for finding in own if finding.stance == "refutes"] + list(opposing_findings(snapshot, at))
        apart = separating(snapshot, supporting, against)
        rows.append((
            key, subject, snapshot.name[subject], relation_words(predicate, int(sign[at])), object_,
            snapshot.name[object_], len(supporting), len(against), _papers(supporting), _papers(against),
            SEPARATED if apart else CONTESTED, "; ".join(apart),
        ))  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    size = frame["findings_for"] + frame["findings_against"]
    return frame.assign(size=size).sort_values(["size", "relation"], ascending=[False, True], ignore_index=True)[
        list(COLUMNS)
    ]


def separating(snapshot: Snapshot, one: Sequence[Finding], other: Sequence[Finding]) -> list[str]:
    """The roles that set two groups of findings apart, each with the values of both sides.

    A role separates them when both sides state it in every finding, and no value of one is a value of the other, or a
    kind of it.
    """
    apart = []
    for role in _ROLES:
        mine, theirs = ({finding.context[role] for finding in side} for side in (one, other))
        if not mine or not theirs or NOT_STATED in mine | theirs:
            continue
        if _general(snapshot, mine).isdisjoint(theirs) and _general(snapshot, theirs).isdisjoint(mine):
            apart.append(f"{role} ({'; '.join(sorted(mine))} against {'; '.join(sorted(theirs))})")
    return apart


def separation(snapshot: Snapshot, one: Sequence[Finding], other: Sequence[Finding]) -> str:
    """A sentence on what sets the two sides apart, or that nothing which is stated does."""
    if not one:
        return "Tested and not found; no finding that supports it is held here."
    if apart := separating(snapshot, one, other):
        return f"What separates the two sides: {', and '.join(apart)}."
    return (
        "No stated context separates the two sides: not cancer, cell, species, therapy or time. The claim is contested."
    )


def _general(snapshot: Snapshot, stated: Iterable[str]) -> set[str]:
    """The values that a side states (several in a cell are joined by "; "), and everything that they are kinds of."""
    values = {value for cell in stated for value in [cell, *cell.split("; ")]}
    for value in list(values):
        if key := snapshot.id_of.get(value):
            values |= {snapshot.name[broad] for broad in snapshot.hierarchy.broader(key)}
    return values


def _papers(findings: Sequence[Finding]) -> int:
    return len({cite for finding in findings for cite in finding.cites})
