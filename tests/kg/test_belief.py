"""Belief: what one more paper, a refutation, a hedge or another context does to it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Graph
from kg.belief import CLASSES, ERRORS, Evidence, believe, believe_one, evidence, likelihood, opposites, relation_id

PAIR = ("HGNC:12726", "TME:0000089")
UP = relation_id(PAIR[0], "PROMOTES", 1, PAIR[1])
DOWN = relation_id(PAIR[0], "INHIBITS", -1, PAIR[1])


PLAIN = {"relation": UP, "stance": "supports", "kind": "finding", "evidence": "in vivo", "source": "curated"}


def relations(*ids: str) -> pd.DataFrame:
    rows = [key.split("|") for key in ids]
    return pd.DataFrame({
        "id": ids, "subject": [r[0] for r in rows], "predicate": [r[1] for r in rows],
        "sign": [int(r[2]) for r in rows], "object": [r[3] for r in rows],
    })  # fmt: skip


def belief_of(
    findings: list[dict[str, str]],
    relation: str = UP,
    retracted: frozenset[str] = frozenset(),
    fit: float | None = None,
) -> float:
    table = relations(*sorted({UP, *(f.get("relation", UP) for f in findings)}))
    frame = pd.DataFrame([
        {"id": f"X-{n:03d}"} | PLAIN | f
        for n, f in enumerate(findings)
    ])  # fmt: skip
    cites = pd.DataFrame(
        [{"finding": f"X-{n:03d}", "publication": f["paper"]} for n, f in enumerate(findings) if "paper" in f],
        columns=["finding", "publication"],
    )
    found = believe(evidence(frame, cites, set(retracted), table), None if fit is None else np.full(len(frame), fit))
    return float(found.value[list(table["id"]).index(relation)])


def one(paper: str = "PMID:1", **other: str) -> dict[str, str]:
    return {"paper": paper} | other


@pytest.mark.parametrize("name", CLASSES)
def test_one_paper_gives_what_its_class_promises(name: str) -> None:
    errors = ERRORS[name]
    assert belief_of([one(evidence=name)]) == pytest.approx((1 - errors.systematic) * (1 - errors.random))


def test_the_same_paper_twice_counts_once() -> None:
    assert belief_of([one(), one()]) == belief_of([one()])


def test_the_same_paper_in_two_classes_counts_in_the_stronger() -> None:
    assert belief_of([one(evidence="in vitro"), one(evidence="in vivo")]) == belief_of([one(evidence="in vivo")])


def test_another_paper_raises_belief_and_never_to_certainty() -> None:
    beliefs = [belief_of([one(f"PMID:{n}") for n in range(count)]) for count in range(1, 40)]
    assert beliefs == sorted(beliefs)
    assert beliefs[-1] <= 1 - ERRORS["in vivo"].systematic


def test_a_refuting_finding_lowers_belief() -> None:
    assert belief_of([one(), one("PMID:2", stance="refutes")]) < belief_of([one()])


def test_support_of_the_contrary_lowers_belief_of_both() -> None:
    findings = [one(), one("PMID:2", relation=DOWN)]
    assert belief_of(findings, UP) == pytest.approx(belief_of(findings, DOWN))
    assert belief_of(findings, UP) < belief_of([one()])


def test_a_retracted_paper_adds_nothing() -> None:
    assert belief_of([one()], retracted=frozenset({"PMID:1"})) == 0


def test_reviews_add_little_beside_a_primary_paper() -> None:
    primary = belief_of([one()])
    with_reviews = belief_of([one(), *(one(f"PMID:{n}", kind="review") for n in range(2, 30))])
    with_papers = belief_of([one(), one("PMID:2")])
    assert primary < with_reviews < with_papers


def test_what_a_review_says_of_a_trial_is_a_review() -> None:
    assert belief_of([one(evidence="trial", kind="review")]) == belief_of([one(evidence="review")])


def test_a_hedged_finding_is_believed_less() -> None:
    assert belief_of([one(kind="hedged")]) < belief_of([one()])


@given(st.floats(0.01, 1), st.integers(1, 6))
def test_findings_that_all_fit_alike_scale_belief_by_their_fit(fit: float, papers: int) -> None:
    findings = [one(f"PMID:{n}") for n in range(papers)]
    assert belief_of(findings, fit=fit) == pytest.approx(fit * belief_of(findings))


@given(st.lists(st.tuples(st.sampled_from(CLASSES), st.integers(1, 5), st.booleans()), min_size=1, max_size=8))
def test_belief_lies_inside_its_interval_and_between_0_and_1(rows: list[tuple[str, int, bool]]) -> None:
    frame = pd.DataFrame([
        {"id": f"X-{n:03d}"} | PLAIN | {"stance": "supports" if s else "refutes", "evidence": e}
        for n, (e, _, s) in enumerate(rows)
    ])  # fmt: skip
    cites = pd.DataFrame({"finding": frame["id"], "publication": [f"PMID:{paper}" for _, paper, _ in rows]})
    found = believe(evidence(frame, cites, set(), relations(UP)))
    assert 0 <= found.low[0] <= found.value[0] <= found.high[0] <= 1


def test_the_contrary_is_the_other_sign_on_the_same_pair_only() -> None:
    elsewhere = relation_id("HGNC:6596", "INHIBITS", -1, PAIR[1])
    undirected = relation_id(PAIR[0], "AFFECTS", 0, PAIR[1])
    assert opposites(relations(UP, DOWN, elsewhere, undirected)).tolist() == [1, 0, -1, -1]


@given(
    papers=st.integers(1, 4),
    databases=st.integers(1, 40),
    kind=st.sampled_from([name for name in CLASSES if name != "database"]),
)
def test_databases_never_outvote_a_paper(papers: int, databases: int, kind: str) -> None:
    """Relation 0 rests on papers of one kind, its contrary 1 on database rows with a paper each."""
    relation = np.repeat([0, 1], [papers, databases])
    n = len(relation)
    told = Evidence(
        relation=relation,
        finding=np.arange(n),
        paper=np.arange(n),
        kind_of_evidence=np.where(relation == 0, CLASSES.index(kind), CLASSES.index("database")),
        supports=np.ones(n, dtype=bool),
        weight=np.ones(n),
        opposite=np.array([1, 0]),
    )
    belief = believe(told).value
    assert belief[1] <= belief[0]
    alone = believe(replace(told, opposite=np.array([-1, -1]))).value
    assert belief[0] >= 0.8 * alone[0]  # and they take little from it


def test_one_relation_is_believed_as_among_all(graph: Graph) -> None:
    told = graph.snapshot.evidence
    fit = np.random.default_rng(5).uniform(0.3, 1.0, graph.snapshot.arrow("finding").num_rows)
    every = believe(told, fit)
    np.testing.assert_allclose(likelihood(told, fit), every.value)
    contrary = np.flatnonzero(told.opposite >= 0)[:20].tolist()
    for at in [0, 17, 400, *contrary]:
        alone = believe_one(told, at, fit)
        np.testing.assert_allclose(alone, (every.value[at], every.low[at], every.high[at]))
