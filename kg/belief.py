"""How far a relation is to be believed, from the findings that support and refute it.

Form (after INDRA's belief model, Gyori et al. 2017, doi:10.15252/msb.20177651, extended by a refuting side): a class s
of evidence errs as a whole with probability ``systematic``, and each of its papers at random with ``random``. With n
papers

    p_s    = (1 - systematic_s) * (1 - random_s ** n)           that class s is right
    S      = 1 - prod over s of (1 - p_s)                       that some class is right
    belief = S * (1 - refuting side)

What only databases say is never believed more than the contrary that a paper says.

A paper counts once for a relation, in its strongest class. A finding that fits the asked context only in part counts
with weight w: its paper adds w to n, and p_s is scaled by the largest weight, so that findings which all fit by w give
w times the belief. Reviews and database rows restate other papers: beside a primary paper they add little.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class ErrorRate(NamedTuple):
    """Prior probability that a class of evidence errs as a whole, and that one paper of it errs."""

    systematic: float
    random: float


# Priors set by judgement before any fit: interventions in patients and animals err less than readings of expression
# data; a review or a database row says what somebody else found. The range below is carried into the interval.
ERRORS: dict[str, ErrorRate] = {
    "trial": ErrorRate(0.03, 0.15),
    "cohort": ErrorRate(0.10, 0.25),
    "patient tissue": ErrorRate(0.12, 0.30),
    "in vivo": ErrorRate(0.08, 0.25),
    "ex vivo": ErrorRate(0.12, 0.30),
    "in vitro": ErrorRate(0.18, 0.35),
    "omics inference": ErrorRate(0.25, 0.40),
    "review": ErrorRate(0.35, 0.45),
    "database": ErrorRate(0.40, 0.45),
}
CLASSES = tuple(ERRORS)
SECONDARY = ("review", "database")
_DATABASE = CLASSES.index("database")
HEDGED = 0.7  # weight of a finding that its authors hedge
RESTATED = 0.3  # share that reviews and databases keep beside a primary paper
OPPOSITE = 0.5  # how far support of the opposite claim refutes: it may hold in another context
PESSIMISTIC, OPTIMISTIC = 1.5, 0.6  # factors on the error rates that give the ends of the interval


@dataclass(frozen=True)
class Evidence:
    """One entry per (finding, paper): arrays of equal length, and ``opposite`` with one entry per relation.

    ``relation``, ``finding``, ``paper``, ``kind_of_evidence`` are positions; ``supports`` is a mask; ``weight`` is the
    prior weight (hedged .7, retracted 0). ``opposite`` is the position of the relation that claims the contrary, or -1.
    """

    relation: Ints
    finding: Ints
    paper: Ints
    kind_of_evidence: Ints
    supports: NDArray[np.bool_]
    weight: Floats
    opposite: Ints


@dataclass(frozen=True)
class Belief:
    """Belief of each relation with the ends of its interval; arrays with one entry per relation, 0 to 1."""

    value: Floats
    low: Floats
    high: Floats


def evidence(finding: "pd.DataFrame", cites: "pd.DataFrame", retracted: set[str], relation: "pd.DataFrame") -> Evidence:
    """Arrange the tables of a release for :func:`believe`.

    A finding without a paper counts as one pseudo-paper of its source. What a review, an editorial or a proposal says
    is of the class ``review``, whatever method it reports.
    """
    import pandas as pd  # here: a question on the command line need not wait for it

    known = pd.Index(finding["id"]).get_indexer(pd.Index(cites["finding"]))
    cited = np.zeros(len(finding), dtype=bool)
    cited[known[known >= 0]] = True
    bare = np.flatnonzero(~cited)
    at = np.concatenate([known[known >= 0], bare]).astype(np.int64)
    paper = pd.concat([cites["publication"][known >= 0], "source:" + finding["source"].iloc[bare]])
    valid = ~paper.isin(retracted).to_numpy(bool)
    told = finding["kind"].isin(["review", "background", "proposal"]) & ~finding["evidence"].isin(SECONDARY)
    kind = finding["evidence"].where(~told, "review").map({name: at for at, name in enumerate(CLASSES)})
    weight = np.where(finding["kind"] == "hedged", HEDGED, 1.0)
    place = {key: at for at, key in enumerate(relation["id"].to_list())}
    of = np.array([place.get(key, -1) for key in finding["relation"].to_list()], dtype=np.int64)
    return Evidence(
        relation=of[at],
        finding=at,
        paper=pd.factorize(paper)[0].astype(np.int64),
        kind_of_evidence=kind.to_numpy().astype(np.int64)[at],
        supports=(finding["stance"] == "supports").to_numpy(bool)[at],
        weight=weight[at] * valid,
        opposite=opposites(relation),
    )


def opposites(relation: "pd.DataFrame") -> Ints:
    """For each relation the position of the one that claims the contrary, or -1.

    The contrary of PROMOTES is INHIBITS on the same pair; of any other signed relation, itself with the other sign.
    """
    import pandas as pd

    found = np.full(len(relation), -1, dtype=np.int64)
    ends = pd.factorize(relation["subject"])[0].astype(np.int64), pd.factorize(relation["object"])[0]
    pair = pd.Series(ends[0] * (int(ends[1].max(initial=0)) + 1) + ends[1])
    # Only where a pair has several relations can one be the contrary of another.
    at = np.flatnonzero(pair.duplicated(keep=False).to_numpy(bool) & (relation["sign"] != 0).to_numpy(bool))
    some = relation.iloc[at]
    position = dict(zip(some["id"].to_list(), at.tolist(), strict=True))
    swap = {"PROMOTES": "INHIBITS", "INHIBITS": "PROMOTES"}
    rows = (some[column].to_list() for column in ("subject", "predicate", "sign", "object"))
    found[at] = [
        position.get(relation_id(s, swap.get(p, p), -int(sign), o), -1) for s, p, sign, o in zip(*rows, strict=True)
    ]
    return found


def relation_id(subject: str, predicate: str, sign: int, object_: str) -> str:
    """The id of a relation.

    >>> relation_id("HGNC:12726", "PROMOTES", 1, "GO:0001666")
    'HGNC:12726|PROMOTES|+1|GO:0001666'
    """
    return f"{subject}|{predicate}|{sign:+d}|{object_}" if sign else f"{subject}|{predicate}|0|{object_}"


def likelihood(evidence: Evidence, fit: Floats) -> Floats:
    """Belief of every relation without its interval, as :func:`believe` gives it."""
    return _believe(evidence, evidence.weight * fit[evidence.finding], [(1.0, 1.0)])[0]


def believe_one(evidence: Evidence, at: int, fit: Floats) -> tuple[float, float, float]:
    """Belief of the relation at a position, with the ends of its interval."""
    other = int(evidence.opposite[at])
    chosen = np.flatnonzero((evidence.relation == at) | ((evidence.relation == other) & (other >= 0)))
    alone = replace(
        evidence,
        **{name: getattr(evidence, name)[chosen] for name in ("finding", "paper", "kind_of_evidence", "supports")},
        relation=(evidence.relation[chosen] != at).astype(np.int64),
        weight=evidence.weight[chosen],
        opposite=np.array([1, 0] if other >= 0 else [-1, -1], dtype=np.int64),
    )
    belief = believe(alone, fit)
    return float(belief.value[0]), float(belief.low[0]), float(belief.high[0])


def believe(evidence: Evidence, fit: Floats | None = None) -> Belief:
    """Belief of every relation; ``fit`` (one entry per finding, 0 to 1) is how well each fits the asked context."""
    weight = evidence.weight if fit is None else evidence.weight * fit[evidence.finding]
    value, low, high = _believe(evidence, weight, [(1.0, 1.0), (PESSIMISTIC, OPTIMISTIC), (OPTIMISTIC, PESSIMISTIC)])
    return Belief(value, np.minimum(low, value), np.maximum(high, value))


def _believe(evidence: Evidence, weight: Floats, factors: Sequence[tuple[float, float]]) -> list[Floats]:
    """Belief for each pair of factors: on the error rates of the supporting side, and of the refuting side."""
    n, supports = len(evidence.opposite), evidence.supports
    sides = _Side.of(evidence, weight, supports), _Side.of(evidence, weight, ~supports)
    right = [{factor: side.right(n, factor) for factor in {*chain(*factors)}} for side in sides]
    read = np.zeros(n, dtype=bool)
    read[evidence.relation[supports & (weight > 0) & (evidence.kind_of_evidence != _DATABASE)]] = True
    opposed = evidence.opposite >= 0
    # Beside a paper a database weighs little, on either side of a question.
    outvoted = np.where(read & opposed & ~read[evidence.opposite], RESTATED, 1.0)
    lesser = opposed & ~read & read[evidence.opposite]
    found = []
    for supporting, refuting in factors:
        contrary = np.where(opposed, right[0][refuting][evidence.opposite] * outvoted, 0.0)
        value = right[0][supporting] * (1 - right[1][refuting]) * (1 - OPPOSITE * contrary)
        found.append(np.where(lesser, np.minimum(value, value[evidence.opposite]), value))
    return found


@dataclass(frozen=True)
class _Side:
    """The entries that support, or that refute: arrays ordered by (relation, paper), ``first`` where a pair begins."""

    relation: Ints
    kind: Ints
    weight: Floats
    first: Ints

    @classmethod
    def of(cls, evidence: Evidence, weight: Floats, chosen: NDArray[np.bool_]) -> "_Side":
        at = np.flatnonzero(chosen & (weight > 0))
        pair = evidence.relation[at] * (int(evidence.paper.max(initial=0)) + 1) + evidence.paper[at]
        order = np.argsort(pair, kind="stable")
        at, pair = at[order], pair[order]
        first = np.flatnonzero(np.diff(pair, prepend=-1))
        return cls(evidence.relation[at], evidence.kind_of_evidence[at], weight[at], first)

    def right(self, n: int, factor: float) -> Floats:
        """Probability that some class of evidence is right, for each of ``n`` relations."""
        systematic = np.minimum(0.95, np.array([ERRORS[name].systematic for name in CLASSES]) * factor)
        random = np.minimum(0.95, np.array([ERRORS[name].random for name in CLASSES]) * factor)
        best = self._best(self.weight * ((1 - systematic) * (1 - random))[self.kind])
        weight, cell = self.weight[best], self.relation[best] * len(CLASSES) + self.kind[best]
        papers = np.bincount(cell, weight, n * len(CLASSES))
        largest = np.zeros(n * len(CLASSES))
        np.maximum.at(largest, cell, weight)
        filled = np.flatnonzero(papers)
        most, kind = largest[filled], filled % len(CLASSES)
        largest[filled] = most * (1 - systematic[kind]) * (1 - random[kind] ** (papers[filled] / most))
        right = largest.reshape(n, len(CLASSES))
        secondary = np.array([name in SECONDARY for name in CLASSES])
        primary = right[:, ~secondary].max(axis=1) > 0
        right[np.ix_(primary, secondary)] *= RESTATED
        some: Floats = 1 - np.prod(1 - right, axis=1)
        return some

    def _best(self, alone: Floats) -> Ints:
        """The strongest entry of each (relation, paper), the first of equals: a paper counts once for a relation."""
        if not len(self.first):
            return self.first
        most = np.maximum.reduceat(alone, self.first)
        pair = np.zeros(len(alone), dtype=np.int64)
        pair[self.first[1:]] = 1
        pair = np.cumsum(pair)
        best = np.flatnonzero(alone == most[pair])
        return best[np.diff(pair[best], prepend=-1) > 0]
