"""Hints: each points at the row it is meant for, at no row that is right, and changes nothing."""

from pathlib import Path

import pandas as pd
import pytest

from kg.model import Model
from kg.tables.curated import written
from kg.tables.hints import hints

ENTITIES = pd.DataFrame(
    [
        ("TME:1", "Outcome", "response to immune checkpoint inhibition", ""),
        ("MONDO:1", "Disease", "gastric cancer", "stomach cancer"),
        ("MONDO:2", "Disease", "cancer", ""),
        ("TME:2", "Process", "metastasis", ""),
    ],
    columns=["id", "label", "name", "synonyms"],
)
RIGHT = dict.fromkeys([*Model.load().columns("curated_finding"), "axis"], "") | {
    "finding_id": "CAF-001", "subject_id": "HGNC:1", "object_id": "TME:2", "predicate": "PROMOTES", "sign": "1",
    "stance": "supports", "kind": "finding", "evidence": "in vivo", "cancer": "gastric cancer", "species": "mouse",
    "model_system": "mice with gastric cancer", "summary": "VWF brings more metastases in mice with gastric cancer.",
}  # fmt: skip


def found(**changes: str) -> list[str]:
    return list(hints(pd.DataFrame([RIGHT | changes]), ENTITIES)["hint"])


def test_a_row_that_is_right_has_no_hint() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"stance": "refutes", "sign": "0", "predicate": "AFFECTS"}, "no direction"),
        ({"object_id": "TME:1"}, "does not name"),
        ({"predicate": "PREDICTS", "evidence": "trial"}, "cohort"),
        ({"evidence": "patient tissue"}, "association?"),
        ({"kind": "review"}, "evidence of its own"),
        ({"evidence": "review"}, "evidence review"),
        ({"predicate": "ASSOCIATED_WITH", "summary": "VWF drives metastases."}, "words as a cause"),
        ({"summary": "VWF may bring metastases."}, "hedge"),
        ({"summary": "The other one brings metastases."}, "leans"),
        ({"species": ""}, "species"),
        ({"cancer": ""}, "cancer not stated"),
    ],
)
def test_each_hint_points_at_its_fault(changes: dict[str, str], word: str) -> None:
    (hint,) = found(**changes)
    assert word in hint


def test_an_association_that_went_with_another_is_no_cause() -> None:
    assert found(predicate="ASSOCIATED_WITH", summary="Much VWF went with what drives metastases.") == []


def test_cancer_in_general_is_no_cancer_that_is_named() -> None:
    assert found(cancer="", model_system="mice with cancer", summary="VWF brings metastases of cancer.") == []


def test_hints_on_the_curated_tables_name_rows_that_are_there(checkout: Path) -> None:
    entities, _, rows, _ = written(checkout / "ingest" / "curated")
    table = hints(rows, entities)
    assert set(table["finding_id"]) <= set(rows["finding_id"])
    assert list(table.columns) == ["finding_id", "axis", "hint", "summary"]
