"""Findings gathered into relations: one row per (subject, predicate, sign, object), with belief and counts."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kg.belief import believe, evidence, relation_id
from kg.model import Model

KEY = ["subject", "predicate", "sign", "object"]
SECONDARY_KINDS = ("review", "background", "proposal")
Ints = NDArray[np.int64]


def relations(finding: pd.DataFrame, cites: pd.DataFrame, publication: pd.DataFrame) -> pd.DataFrame:
    """The relation table of a release, ordered by id.

    ``finding`` has its column ``relation`` (see :func:`with_relation`). ``n_papers`` counts publications that support
    and are not retracted; reviews and proposals are counted only where no primary paper supports. ``first_year`` and
    ``last_year`` are those of the supporting findings, 0 where no paper is given.
    """
    code, ids = pd.factorize(finding["relation"], sort=True)
    code, n = code.astype(np.int64), len(ids)
    first = np.unique(code, return_index=True)[1]
    relation = finding.iloc[first][["relation", *KEY]].reset_index(drop=True).rename(columns={"relation": "id"})
    retracted = set(publication.loc[publication["retracted"], "id"])
    supports = (finding["stance"] == "supports").to_numpy(bool)
    relation["n_supporting"] = np.bincount(code[supports], minlength=n)
    relation["n_refuting"] = np.bincount(code[(finding["stance"] == "refutes").to_numpy(bool)], minlength=n)
    relation["n_papers"] = papers(finding, cites, retracted, code, n)
    year = finding["year"].to_numpy(np.int64)
    dated = supports & (year > 0)
    earliest, latest = np.full(n, np.iinfo(np.int64).max), np.zeros(n, dtype=np.int64)
    np.minimum.at(earliest, code[dated], year[dated])
    np.maximum.at(latest, code[dated], year[dated])
    relation["first_year"] = np.where(latest > 0, earliest, 0)
    relation["last_year"] = latest
    for column, of in (("sources", "source"), ("axes", "axis")):
        relation[column] = _listed(finding[of], code, n)
    belief = believe(evidence(finding, cites, retracted, relation))
    relation["belief"], relation["belief_low"], relation["belief_high"] = (
        values.round(4) for values in (belief.value, belief.low, belief.high)
    )
    return relation[list(Model.load().columns("relation"))]


def papers(finding: pd.DataFrame, cites: pd.DataFrame, retracted: set[str], code: Ints, n: int) -> Ints:
    """Number of independent papers that support each of ``n`` relations; ``code`` is the relation of each finding."""
    at = pd.Index(finding["id"]).get_indexer(pd.Index(cites["finding"]))
    paper = pd.factorize(cites["publication"])[0].astype(np.int64)
    counts = (finding["stance"] == "supports").to_numpy(bool)[at] & ~cites["publication"].isin(retracted).to_numpy(bool)
    weak = (finding["kind"].isin(SECONDARY_KINDS) | (finding["evidence"] == "review")).to_numpy(bool)[at]
    primary, secondary = (
        _different(code[at][counts & some], paper[counts & some], n) for some in (~weak, weak)
    )  # fmt: skip
    return np.where(primary > 0, primary, secondary)


def _different(code: Ints, value: Ints, n: int) -> Ints:
    """How many different values each of ``n`` codes has."""
    size = int(value.max(initial=0)) + 1
    return np.bincount(np.unique(code * size + value) // size, minlength=n)


def with_relation(finding: pd.DataFrame) -> pd.DataFrame:
    """``finding`` with the column ``relation``: the id of the relation that it supports or refutes."""
    key = zip(*(finding[column].to_list() for column in KEY), strict=True)
    return finding.assign(relation=[relation_id(s, p, int(sign), o) for s, p, sign, o in key])


def _listed(column: "pd.Series[str]", code: Ints, n: int) -> list[str]:
    """The different values of a column per relation, sorted and joined by a bar; most relations have one."""
    value, names = pd.factorize(column, sort=True)
    pairs = np.unique(code * len(names) + value.astype(np.int64))
    words = [str(name) for name in names]
    listed = [""] * n
    for pair in pairs.tolist():
        at, word = pair // len(words), words[pair % len(words)]
        listed[at] = f"{listed[at]}|{word}" if listed[at] else word
    return listed
