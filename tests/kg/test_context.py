"""Fit of a finding's context to the one that is asked."""

import numpy as np
import pytest

from kg.context import NOT_STATED, OTHER, OTHER_SPECIES, ROLES, Context, Hierarchy, Stated, fit
from kg.errors import InvalidQuery

# gastric adenocarcinoma < gastric cancer < cancer > lung cancer
KINDS = [("MONDO:0005036", "MONDO:0001056"), ("MONDO:0001056", "MONDO:0004992"), ("MONDO:0008903", "MONDO:0004992")]
ADENO, GASTRIC, CANCER, LUNG = "MONDO:0005036", "MONDO:0001056", "MONDO:0004992", "MONDO:0008903"
HUMAN, MOUSE = "NCBITaxon:9606", "NCBITaxon:10090"


def fit_of(asked: dict[str, str], stated: list[tuple[str, str]], require: bool = False, subject: str = "x") -> float:
    ids = [subject, "y", *(entity for _, entity in stated)]
    roles = np.array([ROLES.index(role) for role, _ in stated], dtype=np.int64)
    entities = np.arange(2, len(ids))
    told = Stated(np.array([0]), np.array([1]), np.zeros(len(roles), np.int64), roles, entities, ids)
    (value,) = fit(Context.of(asked, require), told, Hierarchy(KINDS))
    return float(value)


def test_the_same_and_the_narrower_fit_wholly() -> None:
    assert fit_of({"cancer": GASTRIC}, [("cancer", GASTRIC)]) == 1
    assert fit_of({"cancer": GASTRIC}, [("cancer", ADENO)]) == 1


def test_what_is_not_stated_is_never_a_match() -> None:
    assert fit_of({"cancer": GASTRIC}, []) == NOT_STATED
    assert fit_of({"cancer": GASTRIC}, [], require=True) == 0


def test_fit_falls_from_broader_over_not_stated_to_another_cancer() -> None:
    broader, other = fit_of({"cancer": ADENO}, [("cancer", GASTRIC)]), fit_of({"cancer": ADENO}, [("cancer", LUNG)])
    assert 1 > broader >= NOT_STATED > other >= OTHER


def test_mouse_is_half_as_good_as_human_when_human_is_asked() -> None:
    assert fit_of({"species": HUMAN}, [("species", MOUSE)]) == OTHER_SPECIES
    assert fit_of({"species": HUMAN}, [("species", MOUSE)], require=True) == 0
    assert fit_of({"species": HUMAN}, [("species", MOUSE), ("species", HUMAN)]) == 1


def test_roles_multiply() -> None:
    both = fit_of({"species": HUMAN, "cancer": GASTRIC}, [("species", MOUSE), ("cancer", ADENO)])
    assert both == pytest.approx(OTHER_SPECIES)


def test_a_cell_that_is_itself_the_subject_counts_as_stated() -> None:
    assert fit_of({"cell": "CL:0000057"}, [], subject="CL:0000057") == 1


def test_nothing_asked_fits_everything() -> None:
    assert fit_of({}, [("cancer", LUNG)]) == 1


def test_an_unknown_role_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InvalidQuery, match="cancer, cell, region, therapy, species"):
        Context.of({"tissue": "x"})


def test_equal_contexts_are_equal_keys() -> None:
    assert Context.of({"cell": "a", "cancer": "b"}) == Context.of({"cancer": "b", "cell": "a"})
    assert np.isclose(Hierarchy(KINDS).similarity(ADENO, ADENO), 1)
