"""The model at run time says what the schema says."""

import json
import re
from itertools import pairwise

import pytest

from kg import resources
from kg.errors import InvalidModel
from kg.model import Model

MODEL = Model.load()
CAUSAL = re.compile(r"promot|inhibit|caus|rais|lower|activat|increas|decreas|driv|lead")


def test_model_is_read_once() -> None:
    assert Model.load() is MODEL


@pytest.mark.parametrize("name", MODEL.relation_types)
def test_relation_has_words_for_each_of_its_signs_and_no_other(name: str) -> None:
    relation = MODEL.relation(name)
    assert set(relation.words) == set(relation.signs)
    assert all(relation.words.values())


@pytest.mark.parametrize("name", MODEL.relation_types)
def test_pairs_join_known_labels_and_stand_once(name: str) -> None:
    pairs = MODEL.allowed_pairs(name)
    assert pairs
    assert {label for pair in pairs for label in pair} <= set(MODEL.entity_labels)
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("name", ["ASSOCIATED_WITH", "PREDICTS", "HAS_MARKER", "LOCATED_IN", "PARTICIPATES_IN"])
def test_what_is_no_cause_is_not_worded_as_one(name: str) -> None:
    assert not any(CAUSAL.search(words) for words in MODEL.relation(name).words.values())


def test_effects_have_the_pairs_of_the_design() -> None:
    actors = set(MODEL.entity_labels) - {"Biomarker", "Outcome"}
    affected = set(MODEL.entity_labels) - {"Alteration", "Biomarker", "Therapy"}
    for name in ("PROMOTES", "INHIBITS", "AFFECTS"):
        assert set(MODEL.allowed_pairs(name)) == {(a, b) for a in {*actors, "Outcome"} for b in affected}
    assert set(MODEL.allowed_pairs("RECRUITS")) == {(actor, "CellSubset") for actor in actors}
    assert len(MODEL.allowed_pairs("ASSOCIATED_WITH")) == len(MODEL.entity_labels) ** 2


def test_kinds_stay_within_their_label_but_for_three_pairs() -> None:
    mixed = {pair for pair in MODEL.allowed_pairs("SUBSET_OF") if pair[0] != pair[1]}
    assert mixed == {("Drug", "Therapy"), ("Process", "Pathway"), ("Pathway", "Process")}
    assert {(label, label) for label in MODEL.entity_labels} <= set(MODEL.allowed_pairs("SUBSET_OF"))


def test_a_trace_walks_what_the_design_says() -> None:
    ways: dict[str, set[str]] = {}
    for relation in MODEL.relation_types.values():
        ways.setdefault(relation.walk, set()).add(relation.name)
    assert ways == {
        "any step": {
            "PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "SECRETES", "EXPRESSES", "BINDS", "REGULATES", "TARGETS",
        },
        "last step": {"TREATS", "PREDICTS"},
        "step up": {"SUBSET_OF", "PART_OF", "OPPOSITE_OF"},
        "on request": {"ASSOCIATED_WITH"},
        "never": {"HAS_MARKER", "PARTICIPATES_IN", "LOCATED_IN", "COMPONENT_OF"},
    }  # fmt: skip
    assert {name for name in MODEL.relation_types if MODEL.walked(name)} == ways["any step"] | ways["last step"]


def test_identifiers_fit_their_label_only() -> None:
    real = {
        "Gene": "HGNC:12726", "Chemical": "CHEBI:15365", "CellSubset": "CL:0000057", "Process": "GO:0001666",
        "Disease": "MONDO:0005184", "Region": "UBERON:0002107", "Drug": "CHEMBL.COMPOUND:CHEMBL888",
    }  # fmt: skip
    for label, curie in real.items():
        assert re.fullmatch(MODEL.entity_labels[label].pattern, curie), curie
        assert re.fullmatch(MODEL.entity_labels[label].pattern, "TME:0000001")
    for label, other in pairwise(real):
        assert not re.fullmatch(MODEL.entity_labels[label].pattern, real[other])


@pytest.mark.parametrize(
    ("cell", "fits"),
    [
        ("PMID:29362409", True),
        ("PMID:29362409|DOI:10.1016/j.ccell.2023.12.021", True),
        ("DOI:10.1016/S1470-2045(23)00469-2", True),
        ("29362409", False),
        ("PMID:PMC5833464", False),
        ("PMID:29362409|", False),
        ("DOI:https://doi.org/10.1016/j.ccell.2023.12.021", False),
    ],
)
def test_citations_are_pmids_or_dois_joined_by_bars(cell: str, fits: bool) -> None:
    pattern = MODEL.columns("curated_finding")["cites"].pattern
    assert pattern
    assert bool(re.fullmatch(pattern, cell)) is fits


def test_columns_of_a_release_come_in_the_agreed_order() -> None:
    assert " ".join(MODEL.columns("finding")) == (
        "id subject predicate sign object stance kind evidence species model_system time drug_phase drug_status "
        "trial_id via locator read summary note year curator checked_on axis source relation"
    )
    assert " ".join(MODEL.columns("relation")) == (
        "id subject predicate sign object belief belief_low belief_high n_supporting n_refuting n_papers first_year "
        "last_year sources axes"
    )
    assert list(MODEL.stamp) == ["id", "data_date", "code_version", "model_version", "status", "sources"]


def test_iris_escape_what_an_iri_cannot_hold() -> None:
    assert MODEL.expand("DOI:10.1002/(SICI)1<2::AID>3.0") == "https://doi.org/10.1002/(SICI)1%3C2::AID%3E3.0"


@pytest.mark.parametrize("ask", [MODEL.relation, MODEL.prefixes, MODEL.columns, MODEL.expand])
def test_unknown_name_says_what_there_is(ask: object) -> None:
    with pytest.raises(InvalidModel, match=r"the model has no .+ 'Xyz'; it has "):
        ask("Xyz")  # type: ignore[operator]


def test_other_model_file_is_refused() -> None:
    tree = json.loads((resources.path("schema") / "model.json").read_text("utf-8"))
    del tree["relations"]["PROMOTES"]["walk"]
    with pytest.raises(InvalidModel, match="not of this version"):
        Model.of(tree)
