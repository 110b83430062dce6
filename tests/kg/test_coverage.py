"""What is covered and what is not: counts that can be recomputed, gaps that are gaps, and what has to be there."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import kg
from kg.claims import Finding
from kg.contradictions import separating
from kg.coverage import CORE, ENDS, Coverage
from kg.drugs import drugs
from kg.subsets import opposing, subsets


@pytest.fixture(scope="module")
def held(graph: kg.Graph) -> Coverage:
    return graph.coverage()


def test_the_content_goes_as_far_as_is_promised(held: Coverage) -> None:
    assert held.findings >= 3_200
    assert held.publications >= 1_080
    assert held.refuting >= 220
    assert len(held.contradictions) >= 40
    assert (held.contradictions["verdict"] == "context-dependent").any()
    assert (held.drugs["missing"] == "").sum() >= 120
    assert held.core_degree >= 4
    assert held.core_component >= 0.9


def test_links_and_the_largest_piece_are_those_of_the_graph(graph: kg.Graph, held: Coverage) -> None:
    relation = graph.snapshot.relation[graph.snapshot.relation["n_supporting"] > 0]
    whole = nx.MultiGraph(list(zip(relation["subject"], relation["object"], strict=True)))
    links = held.links.set_index("id")["relations"]
    assert {key: degree for key, degree in whole.degree() if links[key] != degree} == {}
    never = ("HAS_MARKER", "LOCATED_IN", "PARTICIPATES_IN", "COMPONENT_OF", "ASSOCIATED_WITH")
    filed = ("SUBSET_OF", "PART_OF", "OPPOSITE_OF")
    effects = relation[~relation["predicate"].isin(never + filed)]
    label = graph.snapshot.label
    core = [key for key in set(effects["subject"]) | set(effects["object"]) if label[key] in CORE]
    assert set(held.core["id"]) == set(core)
    assert held.core_degree == np.median([whole.degree(key) for key in core])
    largest = max(nx.connected_components(nx.Graph(whole.subgraph(core))), key=len)
    assert held.core_component == pytest.approx(len(largest) / len(core))


def test_from_a_broken_chain_no_end_is_reached(graph: kg.Graph, held: Coverage) -> None:
    relation = graph.snapshot.relation[graph.snapshot.relation["n_supporting"] > 0]
    never = ("HAS_MARKER", "LOCATED_IN", "PARTICIPATES_IN", "COMPONENT_OF", "ASSOCIATED_WITH")
    walked = relation[~relation["predicate"].isin(never)]
    paths = nx.DiGraph(list(zip(walked["subject"], walked["object"], strict=True)))
    ends = {key for key, label in graph.snapshot.label.items() if label == "Outcome"}
    ends.update(*(graph.snapshot.hierarchy.narrower(end) for end in ENDS))
    assert len(held.broken)
    for key in held.broken["id"]:
        assert not ends & set(nx.single_source_shortest_path_length(paths, key, cutoff=6))


def test_a_complete_subset_has_all_that_is_asked(graph: kg.Graph) -> None:
    table = subsets(graph.snapshot)
    relation = graph.snapshot.relation
    cited = relation[(relation["n_supporting"] > 0) & (relation["n_papers"] > 0)]
    complete = table[table["missing"] == ""]
    assert len(complete)
    for row in complete.head(10).to_dict("records"):
        own = cited[cited["subject"] == row["id"]]
        markers = own[(own["predicate"] == "HAS_MARKER") & (own["sign"] == 1)]
        assert row["markers"] == markers["object"].nunique() >= 3
        assert graph.entity(row["id"]).definition
        assert graph.entity(row["id"]).parents
        assert not own[own["predicate"] == "LOCATED_IN"].empty


def test_opponents_are_mutual_and_never_kinds_of_each_other(graph: kg.Graph) -> None:
    pairs = opposing(graph.snapshot)
    told = set(zip(pairs["id"], pairs["opposing_id"], strict=True))
    assert told == {(other, one) for one, other in told}
    for one, other in list(told)[:500]:
        assert one not in graph.snapshot.hierarchy.broader(other)


def test_a_result_belongs_to_the_drug_that_was_tested(graph: kg.Graph) -> None:
    finding = graph.snapshot.finding
    for row in drugs(graph.snapshot).to_dict("records"):
        own = finding[(finding["subject"] == row["id"]) & (finding["drug_status"] != "")]
        assert set(filter(None, row["statuses"].split("; "))) == set(own["drug_status"])
        assert set(filter(None, row["phases"].split("; "))) <= set(own["drug_phase"])


def test_a_regimen_has_the_targets_of_its_components(graph: kg.Graph) -> None:
    table = drugs(graph.snapshot).set_index("id")
    regimens = table[table["by_component"] == 1]
    assert len(regimens) > 10
    for key, row in regimens.head(20).iterrows():
        parts = [part.id for part in graph.entity(str(key)).components]
        named = {
            target for part in parts if part in table.index for target in str(table.at[part, "targets"]).split("; ")
        }
        assert set(row["targets"].split("; ")) <= named


def test_a_component_neither_gives_nor_takes_a_path(graph: kg.Graph) -> None:
    """That a drug is given in a regimen is no step of a mechanism."""
    parts = graph.snapshot.relation[graph.snapshot.relation["predicate"] == "COMPONENT_OF"]
    assert len(parts)
    walk = graph.to_networkx()
    alone = next(row for row in parts.to_dict("records") if walk.number_of_edges(row["subject"], row["object"]) == 1)
    steps = [step for path in graph.trace(alone["subject"], alone["object"]).paths for step in path.steps]
    assert "COMPONENT_OF" not in {step.predicate for step in steps}


def test_a_contradiction_has_two_sides_and_says_what_separates_them(graph: kg.Graph, held: Coverage) -> None:
    for row in held.contradictions.head(40).to_dict("records"):
        relation = graph.relation(row["relation"])
        supporting = [finding for finding in relation.findings if finding.stance == "supports"]
        against = [finding for finding in relation.findings if finding.stance == "refutes"] + list(relation.against)
        assert (len(supporting), len(against)) == (row["findings_for"], row["findings_against"])
        assert supporting
        assert against
        assert bool(separating(graph.snapshot, supporting, against)) == (row["verdict"] == "context-dependent")


def test_each_pair_of_sides_is_told_once(held: Coverage) -> None:
    pairs = held.contradictions[["subject_id", "object_id"]].apply(tuple, axis=1)
    kinds = pd.Series(held.contradictions["relation"]).str.split("|").str[1]
    effects = kinds.isin(["PROMOTES", "INHIBITS"])
    assert not pairs[effects].duplicated().any()


def test_the_map_of_axes_and_cancers_counts_kinds_with_the_cancer(held: Coverage) -> None:
    table = held.axes_by_cancer.set_index("cancer")
    assert {"melanoma", "breast cancer"} <= set(table.index)
    assert table.to_numpy().min() == 0  # there are gaps, and they are shown
    stated = held.cancers.set_index("cancer")["findings"]
    assert all(table.loc[name].sum() >= stated[name] for name in table.index)


def test_a_cancer_and_a_kind_of_it_do_not_separate_two_sides(graph: kg.Graph) -> None:
    finding = graph.relation("HGNC:12726|PROMOTES|+1|TME:0000075").findings[0]

    def within(cancer: str) -> list[Finding]:
        return [replace(finding, context=dict(finding.context) | {"cancer": cancer})]

    kin = within("renal cell carcinoma"), within("clear cell renal carcinoma")
    assert not [role for role in separating(graph.snapshot, *kin) if role.startswith("cancer")]
    strangers = within("melanoma"), within("clear cell renal carcinoma")
    assert [role for role in separating(graph.snapshot, *strangers) if role.startswith("cancer")]
