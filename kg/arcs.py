"""What a trace walks: the relations of a snapshot as arcs, with costs for the context that is asked."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.belief import believe_one, likelihood
from kg.context import Context, fit
from kg.model import Model
from kg.paths import Arcs
from kg.snapshot import Snapshot

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Reading a broader term for a narrower one, or a complex for its member, is a guess that often holds: it is walked
# for this price, shown as a step of its own, and never taken twice in a row.
KIND_STEP = 0.7


@dataclass(frozen=True)
class Walk:
    """The graph of one context. Arrays ``relation`` and ``reverse`` have one entry per arc.

    ``relation`` is the position in the relation table; ``reverse`` marks a complex read as its member. ``fit`` (per
    relation) is how far its belief holds in the context, ``interval`` gives that belief with its ends by position;
    ``finding_fit`` is per finding.
    """

    arcs: Arcs
    relation: Ints
    reverse: NDArray[np.bool_]
    interval: Callable[[int], tuple[float, float, float]]
    fit: Floats
    finding_fit: Floats


def walk(
    snapshot: Snapshot, context: Context, associations: bool = False, sources: frozenset[str] = frozenset()
) -> Walk:
    """Arcs for a context.

    ``associations`` lets undirected ASSOCIATED_WITH be walked too, as it is labelled; ``sources`` believes findings of
    these sources only (empty: of all).
    """
    coded = snapshot.coded
    stored = coded.relation_belief, coded.relation_belief_low, coded.relation_belief_high
    belief, share, finding_fit = stored[0], np.ones(len(stored[0])), np.ones(len(coded.finding_subject))
    weighed = bool(context.asked or sources)
    if weighed:
        if context.asked:
            finding_fit = fit(context, snapshot.stated, snapshot.hierarchy)
        if sources:
            wanted = [at for at, key in enumerate(snapshot.arrow("source")["id"].to_pylist()) if key in sources]
            finding_fit = finding_fit * np.isin(coded.finding_source, wanted)
        belief = likelihood(snapshot.evidence, finding_fit)
        share = np.divide(belief, stored[0], out=np.zeros_like(belief), where=stored[0] > 0).clip(max=1)

    def interval(at: int) -> tuple[float, float, float]:
        if weighed:
            return believe_one(snapshot.evidence, at, finding_fit)
        return float(stored[0][at]), float(stored[1][at]), float(stored[2][at])

    model = Model.load()
    ways = ("any step", "last step", "on request") if associations else ("any step", "last step")
    types = list(model.relation_types)
    walked = [name for name in types if model.relation_types[name].walk in ways]
    last = [name for name in types if model.relation_types[name].walk == "last step"]
    source, target, predicate = coded.relation_subject, coded.relation_object, coded.relation_predicate
    sign = coded.relation_sign

    def any_of(codes: Ints, names: Collection[str], among: Collection[str]) -> NDArray[np.bool_]:
        return np.isin(codes, [at for at, name in enumerate(among) if name in names])

    def are(codes: Ints, *labels: str) -> NDArray[np.bool_]:
        return any_of(coded.entity_label[codes], labels, list(model.entity_labels))

    ahead = np.flatnonzero(any_of(predicate, walked, types) & (belief > 0))
    part = np.flatnonzero(any_of(predicate, ["PART_OF"], types))
    of = source[part], target[part]
    mutual = are(of[1], "Complex") | (are(of[0], "CellSubset") & are(of[1], "Process"))
    signalling = are(of[0], "Gene", "Complex") & are(of[1], "Process", "Pathway")
    filed = np.flatnonzero(any_of(predicate, ["SUBSET_OF", "OPPOSITE_OF"], types))
    held = coded.relation_n_supporting > 0
    up = np.sort(np.concatenate([filed, part[mutual | signalling]]))
    up, down = up[held[up]], part[mutual][held[part[mutual]]]

    relation = np.concatenate([ahead, up, down])
    reverse = np.zeros(len(relation), dtype=bool)
    reverse[len(relation) - len(down) :] = True
    kind = np.zeros(len(relation), dtype=bool)
    kind[len(ahead) :] = True
    with np.errstate(divide="ignore"):
        cost = np.where(kind, -np.log(KIND_STEP), -np.log(belief[relation]))
    from_ = np.where(reverse, target[relation], source[relation])
    to = np.where(reverse, source[relation], target[relation])
    by_source = np.lexsort((relation, to, from_))
    treats = any_of(predicate, ["TREATS"], types)
    arcs = Arcs(
        n=len(coded.entity_label),
        source=from_[by_source],
        target=to[by_source],
        # That a drug treats a disease is no direction in which the disease goes.
        sign=np.where(treats, 0, sign)[relation][by_source],
        cost=np.maximum(cost[by_source], 0.0),
        up=kind[by_source],
        last=any_of(predicate, last, types)[relation][by_source],
    )
    return Walk(arcs, relation[by_source], reverse[by_source], interval, share, finding_fit)
