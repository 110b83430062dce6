"""A phrase about a phenomenon is understood however it is put, and a name without one is left to the other searches."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import normalise
from kg.phrases import WORDS, parts, phenomena, sense
from kg.search import Names, build

OUTCOMES = [
    ("TME:1", "Outcome", "resistance to cancer therapy", "therapy resistance"),
    ("TME:2", "Outcome", "resistance to chemotherapy", "resistance to gemcitabine|chemoresistance"),
    ("TME:3", "Outcome", "response to immune checkpoint inhibition", "response to PD-1 blockade"),
    ("TME:4", "Process", "macrophage recruitment to the tumour", "macrophage infiltration"),
    ("TME:5", "Drug", "gemcitabine", ""),
    ("TME:6", "CellSubset", "tumour-associated macrophage", "TAM"),
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    path = tmp_path_factory.mktemp("names") / "names.sqlite"
    build(pd.DataFrame(OUTCOMES, columns=["id", "label", "name", "synonyms"]), path)
    return Names(path)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("gemcitabine resistance", "TME:2"),
        ("intrinsic resistance of pancreatic cancer to gemcitabine", "TME:2"),
        ("aromatase inhibitor resistance", "TME:1"),
        ("efficacy of anti-PD-1 therapy", "TME:3"),
        ("sensitivity to PD1 blockade", "TME:3"),
        ("favourable responses to anti-programmed death protein 1 (PD-1) therapy", "TME:3"),
        ("glioma-associated macrophage infiltration", "TME:4"),
        ("gemcitabine", "TME:5"),
        ("tumor associated macrophages", "TME:6"),
    ],
)
def test_what_a_phrase_is_about_comes_first(names: Names, phrase: str, expected: str) -> None:
    assert names.search(phrase)[0].id == expected


def test_the_more_is_said_the_better(names: Names) -> None:
    """Resistance to gemcitabine is closer to the phrase than resistance as such."""
    assert [hit.id for hit in names.search("tumour resistance to gemcitabine")][:2] == ["TME:2", "TME:1"]


@given(st.permutations("resistance to the anti-PD-1 antibody in melanoma".split()))
def test_the_order_of_the_words_does_not_matter(words: list[str]) -> None:
    assert sense(normalise(" ".join(words))) >= {"resistance", "melanoma"}


@given(st.lists(st.sampled_from(["resistance", "growth", *"abcdefghijklmnopqrstuvwxyz"]), max_size=400))
def test_parts_hold_a_phenomenon_and_stay_few(words: list[str]) -> None:
    found = list(parts(frozenset(words)))
    assert len(found) < 5_000
    assert all(phenomena() & set(part.split()) and set(part.split()) <= set(words) for part in found)


@given(st.text(max_size=60))
def test_any_text_has_a_sense(text: str) -> None:
    words = normalise(text)
    assert bool(sense(words)) == bool(words.split())


def test_each_word_has_one_meaning() -> None:
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    words = [word for row in rows for word in row["words"].split("|")]
    assert len(set(words)) == len(words)
    assert all(normalise(word) == word for word in words)
    assert {row["meaning"] for row in rows if row["role"] == "phenomenon"} == phenomena()
    assert Path(WORDS).name == "phrase_words.tsv"
