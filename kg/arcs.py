"""What a trace walks: the relations of a snapshot as arcs, with costs for the context that is asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.belief import Belief, believe
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

    ``relation`` is the position in the relation table; ``reverse`` marks a complex read as its member.
    ``belief`` and ``fit`` (per relation) are those of the context; ``finding_fit`` is per finding.
    """

    arcs: Arcs
    relation: Ints
    reverse: NDArray[np.bool_]
    belief: Belief
    fit: Floats
    finding_fit: Floats


def walk(snapshot: Snapshot, context: Context, associations: bool = False) -> Walk:
    """Arcs for a context; ``associations`` lets undirected ASSOCIATED_WITH be walked too, as it is labelled."""
    table = snapshot.relation
    finding_fit = fit(context, snapshot.finding, snapshot.stated, snapshot.hierarchy)
    belief = believe(snapshot.evidence, finding_fit if context.asked else None)
    plain = believe(snapshot.evidence).value if context.asked else belief.value
    share = np.divide(belief.value, plain, out=np.zeros_like(plain), where=plain > 0)

    model = Model.load()
    ways = ("any step", "last step", "on request") if associations else ("any step", "last step")
    walked = [name for name, relation in model.relation_types.items() if relation.walk in ways]
    last = [name for name, relation in model.relation_types.items() if relation.walk == "last step"]
    position = {key: at for at, key in enumerate(snapshot.entity["id"])}
    source = table["subject"].map(position).to_numpy(np.int64)
    target = table["object"].map(position).to_numpy(np.int64)
    sign = table["sign"].to_numpy(np.int64)
    predicate = table["predicate"]

    ahead = np.flatnonzero(predicate.isin(walked) & (belief.value > 0))
    label = snapshot.label
    part, subject, whole = predicate == "PART_OF", table["subject"].map(label), table["object"].map(label)
    both_ways = part & ((whole == "Complex") | ((subject == "CellSubset") & (whole == "Process")))
    into_signalling = part & subject.isin(["Gene", "Complex"]) & whole.isin(["Process", "Pathway"])
    filed = predicate.isin(["SUBSET_OF", "OPPOSITE_OF"]) | both_ways | into_signalling
    kinds = filed & (table["n_supporting"] > 0)
    up = np.flatnonzero(kinds)
    down = np.flatnonzero(kinds & both_ways)

    relation = np.concatenate([ahead, up, down])
    n_up, n_down = len(up), len(down)
    reverse = np.zeros(len(relation), dtype=bool)
    reverse[len(relation) - n_down :] = True
    kind = np.zeros(len(relation), dtype=bool)
    kind[len(relation) - n_up - n_down :] = True
    with np.errstate(divide="ignore"):
        cost = np.where(kind, -np.log(KIND_STEP), -np.log(belief.value[relation]))
    from_, to = (
        np.where(reverse, target[relation], source[relation]),
        np.where(reverse, source[relation], target[relation]),
    )
    by_source = np.lexsort((relation, to, from_))
    arcs = Arcs(
        n=len(position),
        source=from_[by_source],
        target=to[by_source],
        # That a drug treats a disease is no direction in which the disease goes.
        sign=np.where(predicate == "TREATS", 0, sign)[relation][by_source],
        cost=np.maximum(cost[by_source], 0.0),
        up=kind[by_source],
        last=predicate.isin(last).to_numpy(bool)[relation][by_source],
    )
    return Walk(arcs, relation[by_source], reverse[by_source], belief, share, finding_fit)
