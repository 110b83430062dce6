"""Findings gathered into relations: one row per (subject, predicate, sign, object), with belief and counts."""

import pandas as pd

from kg.belief import believe, evidence, relation_id
from kg.model import Model

KEY = ["subject", "predicate", "sign", "object"]
SECONDARY_KINDS = ("review", "background", "proposal")


def relations(finding: pd.DataFrame, cites: pd.DataFrame, publication: pd.DataFrame) -> pd.DataFrame:
    """The relation table of a release, ordered by id.

    ``finding`` has its column ``relation`` (see :func:`with_relation`). ``n_papers`` counts publications that support
    and are not retracted; reviews and proposals are counted only where no primary paper supports. ``first_year`` and
    ``last_year`` are those of the supporting findings, 0 where no paper is given.
    """
    first = finding.drop_duplicates("relation").sort_values("relation", ignore_index=True)
    relation = first[["relation", *KEY]].rename(columns={"relation": "id"})
    retracted = set(publication.loc[publication["retracted"], "id"])
    supports = finding[finding["stance"] == "supports"]
    relation["n_supporting"] = _per(relation, supports.groupby("relation").size())
    relation["n_refuting"] = _per(relation, finding[finding["stance"] == "refutes"].groupby("relation").size())
    relation["n_papers"] = _per(relation, papers(supports, cites, retracted))
    years = supports[supports["year"] > 0].groupby("relation")["year"]
    relation["first_year"] = _per(relation, years.min())
    relation["last_year"] = _per(relation, years.max())
    for column, of in (("sources", "source"), ("axes", "axis")):
        relation[column] = relation["id"].map(_listed(finding, of)).fillna("")
    belief = believe(evidence(finding, cites, retracted, relation))
    relation["belief"], relation["belief_low"], relation["belief_high"] = (
        values.round(4) for values in (belief.value, belief.low, belief.high)
    )
    return relation[list(Model.load().columns("relation"))]


def papers(supports: pd.DataFrame, cites: pd.DataFrame, retracted: set[str]) -> "pd.Series[int]":
    """Number of independent papers per relation among the supporting findings."""
    each = supports[["id", "relation", "kind", "evidence"]].merge(cites, left_on="id", right_on="finding")
    each = each[~each["publication"].isin(retracted)]
    secondary = each["kind"].isin(SECONDARY_KINDS) | (each["evidence"] == "review")
    primary = each[~secondary]
    counted = pd.concat([primary, each[secondary & ~each["relation"].isin(primary["relation"])]])
    return counted.groupby("relation")["publication"].nunique()


def with_relation(finding: pd.DataFrame) -> pd.DataFrame:
    """``finding`` with the column ``relation``: the id of the relation that it supports or refutes."""
    key = zip(*(finding[column].to_list() for column in KEY), strict=True)
    return finding.assign(relation=[relation_id(s, p, int(sign), o) for s, p, sign, o in key])


def _listed(finding: pd.DataFrame, column: str) -> "pd.Series[str]":
    """The values of a column per relation, sorted and joined; most relations have one, which needs no joining."""
    pairs = finding[["relation", column]].drop_duplicates().sort_values(["relation", column])
    several = pairs["relation"].duplicated(keep=False)
    joined = pairs[several].groupby("relation")[column].agg("|".join)
    listed: pd.Series[str] = pd.concat([pairs[~several].set_index("relation")[column], joined])
    return listed


def _per(relation: pd.DataFrame, counts: "pd.Series[int]") -> "pd.Series[int]":
    return relation["id"].map(counts).fillna(0).astype("int64")
