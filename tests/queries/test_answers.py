"""The answers are right: the same rows as pandas finds in the tables of the release."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import kg

ACTS = ["PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "SECRETES", "EXPRESSES", "REGULATES", "TARGETS"]
STEPS_DOWN = 6


def narrower(graph: "kg.Graph", name: str) -> set[str]:
    """The entity and what is filed under it, as far down as the queries look."""
    kinds = graph.snapshot.relation.query("predicate == 'SUBSET_OF'")
    found = {graph.resolve(name).id}
    for _ in range(STEPS_DOWN):
        found |= set(kinds.loc[kinds["object"].isin(found), "subject"])
    return found


def in_context(graph: "kg.Graph", role: str, name: str) -> set[str]:
    """Findings that state the context or a narrower one."""
    context = graph.snapshot.context
    return set(context.loc[(context["role"] == role) & context["entity"].isin(narrower(graph, name)), "finding"])


def markers(graph: "kg.Graph", subset: str) -> pd.DataFrame:
    found = graph.snapshot.finding.query("predicate == 'HAS_MARKER'")
    return found[found["subject"].isin(narrower(graph, subset))]


def effects(graph: "kg.Graph", entity: str) -> pd.DataFrame:
    finding = graph.snapshot.finding
    return finding[
        finding["predicate"].isin([*ACTS, "TREATS", "PREDICTS"]) & finding["subject"].isin(narrower(graph, entity))
    ]


def regulators(graph: "kg.Graph", entity: str) -> pd.DataFrame:
    finding = graph.snapshot.finding
    kinds = ["PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "REGULATES", "TARGETS"]
    return finding[finding["predicate"].isin(kinds) & finding["object"].isin(narrower(graph, entity))]


def about(graph: "kg.Graph", entity: str) -> pd.DataFrame:
    finding = graph.snapshot.finding
    key = graph.resolve(entity).id
    filed = (finding["predicate"] == "SUBSET_OF") & (finding["evidence"] == "database")
    return finding[((finding["subject"] == key) | (finding["object"] == key)) & ~filed]


def context(graph: "kg.Graph", **named: str) -> pd.DataFrame:
    finding = graph.snapshot.finding
    for role, name in named.items():
        finding = finding[finding["id"].isin(in_context(graph, role, name))]
    return finding


def refuted(graph: "kg.Graph") -> pd.DataFrame:
    return graph.snapshot.finding.query("stance == 'refutes'")


def of_one_paper(graph: "kg.Graph", entity: str) -> pd.DataFrame:
    finding = about(graph, entity).query("stance == 'supports'")
    single = graph.snapshot.relation.query("n_papers == 1")["id"]
    return finding[finding["relation"].isin(single)]


@pytest.mark.parametrize(
    ("name", "values", "oracle"),
    [
        ("markers_of_subset", {"subset": "cancer-associated fibroblast"}, markers),
        ("markers_of_subset", {"subset": "T cell"}, markers),
        ("effects_of", {"entity": "tumour-associated macrophage"}, effects),
        ("effects_of", {"entity": "chemotherapy"}, effects),
        ("regulators_of", {"entity": "tumour growth"}, regulators),
        ("regulators_of", {"entity": "T cell"}, regulators),
        ("findings_about", {"entity": "VWF"}, about),
        ("findings_about", {"entity": "tumour growth"}, about),
        ("claims_in_context", {"cancer": "breast cancer"}, context),
        ("claims_in_context", {"cancer": "melanoma", "species": "mouse"}, context),
        ("claims_in_context", {"therapy": "immune checkpoint inhibitor", "species": "human"}, context),
        ("refuted_claims", {}, refuted),
        ("single_paper_claims", {"entity": "tumour growth"}, of_one_paper),
    ],
)  # fmt: skip
def test_findings_are_those_of_the_tables(
    graph: "kg.Graph", name: str, values: dict[str, str], oracle: Callable[..., pd.DataFrame]
) -> None:
    expected = set(oracle(graph, **values)["id"])
    frame = graph.ask(name, **values, limit=100_000).frame()
    assert set(frame["finding"]) == expected
    assert len(frame) == len(expected) > 0


def held(graph: "kg.Graph") -> pd.DataFrame:
    """Relations with a supporting finding."""
    return graph.snapshot.relation.query("n_supporting > 0")


def pairs(left: pd.DataFrame, right: pd.DataFrame, **on: Any) -> pd.DataFrame:
    """Pairs of relations; their columns end in _1 and _2."""
    return left.merge(right, suffixes=("_1", "_2"), **on)


def opposite(found: pd.DataFrame) -> pd.DataFrame:
    """Pairs of which the first raises and the second lowers."""
    same = found["predicate_1"] == found["predicate_2"]
    raises, lowers = ["PROMOTES", "AFFECTS"], ["INHIBITS", "AFFECTS"]
    kin = found["predicate_1"].isin(raises) & found["predicate_2"].isin(lowers)
    return found[(found["sign_1"] == 1) & (found["sign_2"] == -1) & (same | kin)]


@pytest.mark.parametrize("entity", ["", "tumour growth", "metastasis"])
def test_contradictions_are_those_of_the_tables(graph: "kg.Graph", entity: str) -> None:
    found = opposite(pairs(held(graph), held(graph), on=["subject", "object"]))
    if entity:
        key = graph.resolve(entity).id
        found = found[(found["subject"] == key) | (found["object"] == key)]
    check(graph.ask("contradictions", entity=entity, limit=100_000).frame(), found)


def test_opposing_subsets_are_those_of_the_tables(graph: "kg.Graph") -> None:
    label = graph.snapshot.label
    kinds = ["PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "PREDICTS"]
    relation = held(graph)
    relation = relation[relation["predicate"].isin(kinds) & (relation["subject"].map(label) == "CellSubset")]
    found = opposite(pairs(relation, relation, on="object"))
    check(graph.ask("opposing_subsets", limit=100_000).frame(), found[found["subject_1"] != found["subject_2"]])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("tumour growth", "metastasis"),
        ("CD8+ T-cell infiltration", "tumour growth"),
        ("tumour angiogenesis", "tumour growth"),
    ],
)
def test_shared_regulators_are_those_of_the_tables(graph: "kg.Graph", first: str, second: str) -> None:
    relation = held(graph)
    relation = relation[
        relation["predicate"].isin(["PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "REGULATES", "TARGETS"])
    ]
    ends = [relation[relation["object"] == graph.resolve(name).id] for name in (first, second)]
    check(graph.ask("shared_regulators", first=first, second=second, limit=100_000).frame(), pairs(*ends, on="subject"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("VWF", "immunosuppression"),
        ("cancer-associated fibroblast", "tumour growth"),
        ("chemotherapy", "immunosuppression"),
        ("tumour hypoxia", "T cell"),
    ],
)
def test_two_step_mechanisms_are_those_of_the_tables(graph: "kg.Graph", source: str, target: str) -> None:
    relation = held(graph)
    first = relation[relation["predicate"].isin([*ACTS, "BINDS"]) & relation["subject"].isin(narrower(graph, source))]
    last = relation[relation["predicate"].isin([*ACTS, "BINDS", "TREATS", "PREDICTS"])]
    last = last[last["object"].isin(narrower(graph, target))]
    found = pairs(first, last, left_on="object", right_on="subject")
    apart = (found["subject_1"] != found["object_1"]) & (found["subject_2"] != found["object_2"])
    frame = graph.ask("two_step_mechanisms", source=source, target=target, limit=100_000).frame()
    check(frame, found[apart & (found["subject_1"] != found["object_2"])])
    assert (frame["sign"] == frame["sign_1"] * frame["sign_2"]).all()


def check(frame: pd.DataFrame, expected: pd.DataFrame) -> None:
    """The rows are these pairs of relations, each once."""
    ids = sorted(zip(expected["id_1"], expected["id_2"], strict=True))
    assert sorted(zip(frame["claim_1"], frame["claim_2"], strict=True)) == ids


def test_narrower_terms_count_unless_exact_is_asked(graph: "kg.Graph") -> None:
    name = "cancer-associated fibroblast"
    wide = graph.ask("inducers_of_subset", subset=name).frame()
    narrow = graph.ask("inducers_of_subset", subset=name, exact=True).frame()
    assert set(narrow["object"]) == {name}
    assert len(set(wide["object"])) > 5
    assert set(narrow["finding"]) < set(wide["finding"])


def test_publication_is_found_by_any_of_its_names(graph: "kg.Graph") -> None:
    names = ["PMID:30366930", "30366930", "10.1158/2159-8290.CD-18-0710", "DOI:10.1158/2159-8290.cd-18-0710"]
    answers = [graph.ask("claims_of_publication", publication=name).frame() for name in names]
    for answer in answers[1:]:
        pd.testing.assert_frame_equal(answer, answers[0])


def test_failed_drugs_are_failures(graph: "kg.Graph") -> None:
    frame = graph.ask("failed_drugs", limit=100_000).frame()
    failed = frame["drug_status"].isin(["negative", "terminated", "withdrawn"])
    assert (failed | ((frame["relation"] == "TREATS") & (frame["stance"] == "refutes"))).all()
    finding = graph.snapshot.finding
    label = graph.snapshot.label
    drug = finding["subject"].map(label).isin(["Drug", "Therapy"])
    status = finding["drug_status"].isin(["negative", "terminated", "withdrawn"])
    unmet = (finding["predicate"] == "TREATS") & (finding["stance"] == "refutes")
    assert set(frame["finding"]) == set(finding.loc[drug & (status | unmet), "id"])


@pytest.mark.parametrize("time", ["before", "during", "after"])
def test_therapy_effects_keep_to_the_time_asked_for(graph: "kg.Graph", time: str) -> None:
    frame = graph.ask("therapy_effects", therapy="chemotherapy", time=time).frame()
    assert set(frame["time"]) == {time}


def test_secondary_claims_have_no_primary_paper_beside_them(graph: "kg.Graph") -> None:
    frame = graph.ask("secondary_claims", limit=100_000).frame()
    finding = graph.snapshot.finding
    primary = finding[
        (finding["stance"] == "supports")
        & (finding["via"] == "")
        & finding["kind"].isin(["finding", "hedged"])
        & (finding["evidence"] != "review")
    ]
    assert len(frame) > 0
    assert not frame["claim"].isin(primary["relation"]).any()


def test_coverage_adds_up_to_the_release(graph: "kg.Graph") -> None:
    by_axis = graph.ask("coverage_by_axis").frame()
    assert by_axis["n_findings"].sum() == len(graph.snapshot.finding)
    by_source = graph.ask("sources").frame()
    assert by_source["n_findings"].sum() == len(graph.snapshot.finding)
    papers = graph.ask("publications", limit=100_000).frame()
    assert len(papers) == len(graph.snapshot.publication)


def test_each_role_of_a_context_has_labels_of_its_own(graph: "kg.Graph") -> None:
    """The queries find a context by its entity alone; no entity may stand in two roles."""
    roles = graph.snapshot.context.assign(label=graph.snapshot.context["entity"].map(graph.snapshot.label))
    assert (roles.groupby("label")["role"].nunique() == 1).all()
