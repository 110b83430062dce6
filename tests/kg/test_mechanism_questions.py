"""Questions, pairs and phrases that were written down before the content: how many the graph answers.

``tests/data/README.md`` says how each is counted. The numbers below are what has to hold; what fails is listed.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import InvalidQuery

DATA = Path(__file__).resolve().parent.parent / "data"
TRACED, FOUND = 51, 180


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def filed_under(graph: kg.Graph, names: str) -> Iterator[str]:
    """The ids of the things named, and of all that is filed under them; names that are not known are passed over."""
    for name in names.split("|"):
        try:
            yield from graph.snapshot.hierarchy.narrower(graph.resolve(name).id)
        except InvalidQuery:
            continue


def traced(graph: kg.Graph, question: dict[str, str]) -> bool:
    middle = set(filed_under(graph, question["expected_middle"]))
    paths = graph.trace(question["source"], question["target"], k=5).paths
    return any(node.id in middle for path in paths for node in path.nodes[1:-1])


def test_most_questions_are_traced_through_what_was_expected(graph: kg.Graph) -> None:
    missed = []
    for question in rows("mechanism_questions.tsv"):
        try:
            if traced(graph, question):
                continue
            missed.append((question["question_id"], "another way or none"))
        except InvalidQuery as error:
            missed.append((question["question_id"], str(error)[:80]))
    assert 60 - len(missed) >= TRACED, missed


@pytest.mark.parametrize("pair", rows("no_mechanism_pairs.tsv"), ids=lambda pair: f"{pair['source']}-{pair['target']}")
def test_where_no_mechanism_is_known_none_is_made_up(graph: kg.Graph, pair: dict[str, str]) -> None:
    answer = graph.trace(pair["source"], pair["target"])
    assert not answer.paths, [node.name for node in answer.paths[0].nodes]


def test_most_phrases_of_titles_find_their_term(graph: kg.Graph) -> None:
    missed = []
    for row in rows("title_phrases.tsv"):
        hits = graph.search(row["phrase"], limit=3).hits
        if row["expected_id"] not in {hit.id for hit in hits}:
            missed.append((row["phrase"], row["expected_name"], [hit.name for hit in hits]))
    assert 200 - len(missed) >= FOUND, missed
