"""What is known of one thing: an entity, a relation, a finding, a publication."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from rapidfuzz import process

from kg.claims import Finding, Ref, findings, ref
from kg.errors import UnknownName
from kg.snapshot import Snapshot
from kg.trace import opposing_findings, relation_findings
from kg.wording import NOT_STATED

if TYPE_CHECKING:
    import pandas as pd

# Relations that the vocabulary files: shown as kin, not as claims.
_FILED = ("SUBSET_OF", "COMPONENT_OF", "PART_OF", "OPPOSITE_OF")


@dataclass(frozen=True)
class Relation:
    """A relation with its belief, its own findings, and those that claim the contrary."""

    id: str
    subject: Ref
    predicate: str
    sign: int
    object: Ref
    belief: float
    belief_low: float
    belief_high: float
    n_papers: int
    n_supporting: int
    n_refuting: int
    findings: tuple[Finding, ...]
    against: tuple[Finding, ...]


@dataclass(frozen=True)
class Entity:
    """An entity with its place in the vocabulary and its relations.

    ``components`` are those of a regimen or complex, ``part_of`` those that a thing is a component of.

    ``acts`` and ``acted_on`` are frames with one row a relation, best believed first. Columns: relation, predicate,
    sign, other_id, other, other_label, belief, belief_low, belief_high, n_papers, n_supporting, n_refuting, n_against,
    cancers, cells, species, cites. What none states is "not stated".
    """

    id: str
    name: str
    label: str
    definition: str
    synonyms: tuple[str, ...]
    cite: str
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]
    components: tuple[Ref, ...]
    part_of: tuple[Ref, ...]
    opposite: tuple[Ref, ...]
    acts: "pd.DataFrame"
    acted_on: "pd.DataFrame"


@dataclass(frozen=True)
class Publication:
    """A publication and the findings that cite it."""

    id: str
    title: str
    first_author: str
    journal: str
    year: int
    doi: str
    pmid: str
    retracted: bool
    findings: tuple[Finding, ...]


def entity(snapshot: Snapshot, key: str) -> Entity:
    """The entity of an id."""
    row = _row(snapshot.entity, key, "entity")
    own = snapshot.relation
    kinds = own[(own["predicate"] == "SUBSET_OF") & (own["n_supporting"] > 0)]
    parts = own[own["predicate"].isin(_FILED[1:3]) & (own["axes"] == "vocabulary")]
    contrary = own[own["predicate"] == "OPPOSITE_OF"]
    claims = own[~own["predicate"].isin(_FILED) | (own["axes"] != "vocabulary")]
    return Entity(
        id=key,
        name=row["name"],
        label=row["label"],
        definition=row["definition"],
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
        cite=row["cite"],
        parents=tuple(ref(snapshot, other) for other in kinds.loc[kinds["subject"] == key, "object"]),
        children=tuple(ref(snapshot, other) for other in kinds.loc[kinds["object"] == key, "subject"]),
        components=tuple(ref(snapshot, other) for other in parts.loc[parts["object"] == key, "subject"]),
        part_of=tuple(ref(snapshot, other) for other in parts.loc[parts["subject"] == key, "object"]),
        opposite=tuple(ref(snapshot, other) for other in contrary.loc[contrary["subject"] == key, "object"]),
        acts=_relations(snapshot, claims[claims["subject"] == key], "object"),
        acted_on=_relations(snapshot, claims[claims["object"] == key], "subject"),
    )


def _relations(snapshot: Snapshot, rows: "pd.DataFrame", other: str) -> "pd.DataFrame":
    import pandas as pd  # here: a question on the command line need not wait for it

    held = snapshot.finding[snapshot.finding["relation"].isin(rows["id"])][["id", "relation"]]
    stated = held.merge(snapshot.context, left_on="id", right_on="finding")
    stated["name"] = stated["entity"].map(snapshot.name)
    cited = held.merge(snapshot.cites, left_on="id", right_on="finding")
    opposite = snapshot.evidence.opposite[rows.index.to_numpy(np.int64)]
    frame = pd.DataFrame({
        "relation": rows["id"], "predicate": rows["predicate"], "sign": rows["sign"], "other_id": rows[other],
        "other": rows[other].map(snapshot.name), "other_label": rows[other].map(snapshot.label),
        "belief": rows["belief"], "belief_low": rows["belief_low"], "belief_high": rows["belief_high"],
        "n_papers": rows["n_papers"], "n_supporting": rows["n_supporting"], "n_refuting": rows["n_refuting"],
        "n_against": np.where(opposite >= 0, snapshot.relation["n_supporting"].to_numpy(np.int64)[opposite], 0),
    })  # fmt: skip
    for column, role in (("cancers", "cancer"), ("cells", "cell"), ("species", "species")):
        frame[column] = _distinct(stated[stated["role"] == role], "name", frame["relation"], NOT_STATED)
    frame["cites"] = _distinct(cited, "publication", frame["relation"], "")
    return frame.sort_values(["belief", "n_papers", "relation"], ascending=[False, False, True], ignore_index=True)


def relation(snapshot: Snapshot, key: str) -> Relation:
    """The relation of an id."""
    row = _row(snapshot.relation, key, "relation")
    at = int(str(row.name))
    return Relation(
        id=key,
        subject=ref(snapshot, row["subject"]),
        predicate=row["predicate"],
        sign=int(row["sign"]),
        object=ref(snapshot, row["object"]),
        findings=relation_findings(snapshot, at),
        against=opposing_findings(snapshot, at),
        belief=float(row["belief"]),
        belief_low=float(row["belief_low"]),
        belief_high=float(row["belief_high"]),
        n_papers=int(row["n_papers"]),
        n_supporting=int(row["n_supporting"]),
        n_refuting=int(row["n_refuting"]),
    )


def finding(snapshot: Snapshot, key: str) -> Finding:
    """The finding of an id."""
    row = _row(snapshot.finding, key, "finding")
    return findings(snapshot, [int(str(row.name))])[0]


def publication(snapshot: Snapshot, key: str) -> Publication:
    """The publication of an id, or of the DOI or PMID that it also has."""
    scheme, _, bare = key.partition(":")
    table = snapshot.publication
    column = "doi" if scheme.upper() == "DOI" else "pmid"
    also = table.loc[(table[column] == bare) & (bare != ""), "id"].tolist()
    row = _row(table, str(also[0]) if also else key, "publication")
    cited = set(snapshot.cites.loc[snapshot.cites["publication"] == row["id"], "finding"])
    positions = snapshot.finding.index[snapshot.finding["id"].isin(cited)]
    text = {name: row[name] for name in ("id", "title", "first_author", "journal", "doi", "pmid")}
    return Publication(
        **text, year=int(row["year"]), retracted=bool(row["retracted"]), findings=findings(snapshot, positions)
    )


def _row(table: "pd.DataFrame", key: str, what: str) -> "pd.Series[Any]":
    rows = table[table["id"] == key]
    if rows.empty:
        near: Callable[..., Any] = process.extract
        close = [match for match, _, _ in near(key, table["id"].tolist(), limit=3, score_cutoff=80)]
        raise UnknownName(f"no {what} '{key}' in this release", close)
    return rows.iloc[0]


def _distinct(rows: "pd.DataFrame", column: str, relations: "pd.Series[str]", otherwise: str) -> list[str]:
    """For each relation the different values of ``column`` among its ``rows``, joined."""
    found: dict[str, dict[str, None]] = {}
    for relation_, value in zip(rows["relation"], rows[column], strict=True):
        found.setdefault(relation_, {})[value] = None
    return ["; ".join(found[key]) if key in found else otherwise for key in relations]
