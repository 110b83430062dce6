"""Mechanisms on the curated graph: what is asked, what is shown, and what is said when nothing is found."""

import json
from itertools import combinations, pairwise

import pytest

import kg
from kg.answers import TRACE_COLUMNS
from kg.errors import AmbiguousName, InvalidQuery, UnknownName
from kg.wording import KIND_STEPS, NO_DIRECTION

VWF = ("VWF", "immunosuppression")


def test_vwf_leads_to_immunosuppression_by_hypoxia_with_a_citation_on_every_step(graph: kg.Graph) -> None:
    best = graph.trace(*VWF, via=["hypoxia"]).paths[0]
    assert best.nodes[0].name == "VWF"
    assert any("hypoxia" in node.name for node in best.nodes[1:-1])
    assert best.sign == 1
    for step in best.steps:
        assert step.findings
        assert all(finding.cites for finding in step.findings)
        assert 0 < step.belief_low <= step.belief <= step.belief_high < 1


def test_belief_of_a_path_is_the_product_of_its_steps_and_paths_come_in_order(graph: kg.Graph) -> None:
    paths = graph.trace(*VWF, k=20).paths
    assert [path.cost for path in paths] == sorted(path.cost for path in paths)
    for path in paths:
        product = 1.0
        for step in path.steps:
            product *= step.belief
        assert path.belief == pytest.approx(product, abs=2e-3)


def test_no_path_visits_a_thing_twice_or_walks_what_is_no_mechanism(graph: kg.Graph) -> None:
    for path in graph.trace("cancer-associated fibroblast", "immunosuppression", k=50).paths:
        assert len({node.id for node in path.nodes}) == len(path.nodes)
        walked = {step.predicate for step in path.steps}
        assert not walked & {"HAS_MARKER", "PARTICIPATES_IN", "LOCATED_IN", "ASSOCIATED_WITH"}
        assert not {step.predicate for step in path.steps[:-1]} & {"TREATS", "PREDICTS"}


def test_two_steps_to_a_broader_term_never_follow_each_other(graph: kg.Graph) -> None:
    for path in graph.trace("SPP1+ TAM", "immunosuppression", k=50).paths:
        kinds = [step.predicate in KIND_STEPS for step in path.steps]
        assert not any(one and other for one, other in pairwise(kinds))


@pytest.mark.parametrize(("sign", "expected"), [("up", 1), ("down", -1)])
def test_the_sign_filter_keeps_only_that_sign(graph: kg.Graph, sign: str, expected: int) -> None:
    paths = graph.trace("gemcitabine", "immunosuppression", sign=sign, k=20).paths  # type: ignore[arg-type]
    assert paths
    assert {path.sign for path in paths} == {expected}


def test_an_end_taken_by_a_narrower_term_is_marked_and_exact_leaves_it_out(graph: kg.Graph) -> None:
    asked = graph.resolve("immunosuppression").id
    paths = graph.trace("hypoxia", "immunosuppression", k=30).paths
    for path in paths:
        assert ("target" in path.narrower) == (path.nodes[-1].id != asked)
    assert any(path.narrower for path in paths)
    exact = graph.trace("hypoxia", "immunosuppression", k=30, exact=True).paths
    assert {path.nodes[-1].id for path in exact} == {asked}


def test_an_asked_context_lowers_belief_of_what_does_not_state_it(graph: kg.Graph) -> None:
    plain = {path.nodes: path.belief for path in graph.trace(*VWF, k=50).paths}
    asked = {path.nodes: path.belief for path in graph.trace(*VWF, k=50, cancer="gastric cancer").paths}
    assert all(asked[nodes] <= plain[nodes] + 1e-6 for nodes in asked.keys() & plain.keys())
    assert any(asked[nodes] < plain[nodes] for nodes in asked.keys() & plain.keys())


def test_required_species_leaves_out_every_step_that_does_not_state_it(graph: kg.Graph) -> None:
    answer = graph.trace("hypoxia", "immunosuppression", species="human", context="require", k=20)
    for path in answer.paths:
        for step in path.steps:
            if step.predicate in KIND_STEPS:
                continue
            supporting = [f for f in step.findings if f.stance == "supports" and f.fit == 1]
            assert supporting
            assert all("human" in finding.context["species"] for finding in supporting)


def test_context_that_is_not_stated_says_so(graph: kg.Graph) -> None:
    for path in graph.trace(*VWF).paths:
        for step in path.steps:
            for finding in step.findings:
                assert all(finding.context.values())


def test_the_json_has_the_shape_of_the_contract(graph: kg.Graph) -> None:
    answer = json.loads(json.dumps(graph.trace(*VWF, via=["hypoxia"]).to_dict()))
    assert answer.keys() >= {"release", "data_date", "query", "resolved", "paths", "reason", "suggestions"}
    assert answer["resolved"].keys() == {"source", "target", "via", "context"}
    assert answer["resolved"]["source"][0].keys() == {"typed", "id", "name", "label", "others"}
    path = answer["paths"][0]
    assert path.keys() >= {"rank", "sign", "cost", "belief", "nodes", "steps"}
    step_keys = {"subject", "predicate", "sign", "object", "belief", "belief_low", "belief_high", "context_fit"}
    assert path["steps"][0].keys() >= step_keys | {"n_papers", "findings"}
    finding = path["steps"][0]["findings"][0]
    assert finding.keys() >= {"id", "sign", "stance", "kind", "evidence", "context", "cites", "locator", "summary"}
    context = {"cancer", "cell", "region", "therapy", "species", "model_system", "time"}
    assert finding["context"].keys() == context


def test_frame_graph_and_markdown_hold_the_same_paths(graph: kg.Graph) -> None:
    answer = graph.trace(*VWF, k=5)
    frame = answer.frame()
    assert tuple(frame.columns) == TRACE_COLUMNS
    assert frame["rank"].nunique() == len(answer.paths)
    assert set(answer.graph().nodes) == set(frame["subject_id"]) | set(frame["object_id"])
    text = answer.markdown()
    assert answer.release in text
    assert all(
        cite.split(":", 1)[1] in text for path in answer.paths for s in path.steps for cite in s.findings[0].cites
    )


def test_nothing_found_says_why_and_what_gives_an_answer(graph: kg.Graph) -> None:
    answer = graph.trace("disulfidptosis", "VWF", hops=1)
    assert answer.paths == ()
    assert answer.reason
    assert answer.suggestions


def test_a_filter_that_leaves_nothing_is_named(graph: kg.Graph) -> None:
    answer = graph.trace(*VWF, via=["hypoxia"], sign="down", hops=2)
    assert answer.paths == ()
    assert "sign" in answer.reason
    assert any("--sign any" in hint for hint in answer.suggestions)


def test_an_unknown_name_carries_suggestions(graph: kg.Graph) -> None:
    with pytest.raises(UnknownName) as caught:
        graph.trace("gemcitabinn", "immunosupression of nothing at all")
    assert caught.value.suggestions


def test_an_ambiguous_name_lists_its_meanings(graph: kg.Graph) -> None:
    with pytest.raises(AmbiguousName) as caught:
        graph.trace("MDC", "immunosuppression")  # CCL22, or myeloid dendritic cell
    assert len(caught.value.suggestions) > 1


@pytest.mark.parametrize(
    "bad",
    [
        {"hops": 0},
        {"hops": 99},
        {"k": 0},
        {"k": 10**9},
        {"sign": "sideways"},
        {"context": "maybe"},
        {"via": ["VWF"] * 9},
    ],
)
def test_bounds_are_stated(graph: kg.Graph, bad: dict[str, object]) -> None:
    with pytest.raises(InvalidQuery):
        graph.trace(*VWF, **bad)  # type: ignore[arg-type]


def test_a_thing_does_not_lead_to_itself(graph: kg.Graph) -> None:
    with pytest.raises(InvalidQuery, match="two different ends"):
        graph.trace("VWF", "HGNC:12726")


def test_what_has_no_direction_of_effect_is_worded_without_one() -> None:
    assert "SUBSET_OF" in NO_DIRECTION


def test_what_raises_resistance_lowers_the_response(graph: kg.Graph) -> None:
    paths = graph.trace("liver metastasis", "response to immune checkpoint inhibition", k=20).paths
    turned = [path for path in paths if path.steps[-1].predicate == "OPPOSITE_OF"]
    assert turned
    for path in turned:
        assert path.steps[-1].sign == -1
        product = 1
        for step in path.steps:
            product *= step.sign
        assert path.sign == product


def test_a_ligand_leads_to_the_signalling_that_it_drives_and_never_back(graph: kg.Graph) -> None:
    forward = graph.trace("TGFB1", "TGF-beta signalling", exact=True, hops=1).paths
    assert [step.predicate for step in forward[0].steps] == ["PART_OF"]
    assert forward[0].sign == 1
    back = graph.trace("TGF-beta signalling", "TGFB1", exact=True, hops=1).paths
    assert "PART_OF" not in {step.predicate for path in back for step in path.steps}


def test_a_filed_step_cites_no_paper_and_says_so(graph: kg.Graph) -> None:
    answer = graph.trace("TGFB1", "TGF-beta signalling", exact=True, hops=1)
    assert answer.paths[0].steps[0].n_papers == 0
    assert "by the vocabulary" in answer.markdown()


def test_an_accumulation_and_its_cell_stand_for_each_other(graph: kg.Graph) -> None:
    for ends in (("MDSC accumulation", "CL:0000889"), ("CL:0000889", "MDSC accumulation")):
        steps = [path.steps for path in graph.trace(*ends, exact=True, hops=1).paths]
        assert any(step[0].predicate in ("PART_OF", "HAS_PART") and step[0].sign == 1 for step in steps)


def test_what_is_to_be_avoided_stands_on_no_path(graph: kg.Graph) -> None:
    first = graph.trace(*VWF).paths[0].nodes[1]
    answer = graph.trace(*VWF, avoid=[first.name])
    kinds = graph.snapshot.hierarchy.narrower(first.id)
    assert answer.paths
    assert not [path for path in answer.paths if kinds & {node.id for node in path.nodes}]
    assert answer.query["avoid"] == [first.name]


def test_what_is_asked_for_cannot_be_avoided(graph: kg.Graph) -> None:
    with pytest.raises(InvalidQuery, match="both asked for and to be avoided"):
        graph.trace(*VWF, via=["hypoxia"], avoid=["hypoxia"])


def test_that_nothing_is_left_by_what_to_avoid_is_said(graph: kg.Graph) -> None:
    paths = graph.trace("VWF", "T-cell exclusion", hops=3).paths
    between = sorted({node.name for path in paths for node in path.nodes[1:-1]})
    assert all(len(path.nodes) > 2 for path in paths)
    shut = graph.trace("VWF", "T-cell exclusion", hops=3, avoid=between)
    assert not shut.paths
    assert "every path passes what is to be avoided" in shut.reason
    assert shut.suggestions[0].startswith("without --avoid: VWF → ")


def test_distinct_routes_do_not_tell_the_same_story_again(graph: kg.Graph) -> None:
    every, routes = (graph.trace(*VWF, k=20, overlap=overlap).paths for overlap in (1.0, 0.5))
    assert routes[0].nodes == every[0].nodes
    assert [path.rank for path in routes] == list(range(1, len(routes) + 1))
    inner = [{node.id for node in path.nodes[1:-1]} for path in routes]
    assert all(len(a & b) <= min(len(a), len(b)) / 2 for a, b in combinations(inner, 2))
    assert {path.nodes for path in routes} != {path.nodes for path in every}


@pytest.mark.parametrize("overlap", [1.5, -0.1, float("nan")])
def test_an_overlap_that_is_no_share_is_refused(graph: kg.Graph, overlap: float) -> None:
    with pytest.raises(InvalidQuery, match="give a number from 0"):
        graph.trace(*VWF, overlap=overlap)
