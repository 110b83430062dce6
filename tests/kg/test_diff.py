"""What moved between two releases is told, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from kg.diff import changes
from kg.tables import Release


@pytest.fixture(scope="module")
def old(built: Path) -> Release:
    """The curated release of this checkout."""
    return Release.read(built / "release")


def told(old: Release, new: Release, what: str) -> list[list[str]]:
    """The rows of one kind of change."""
    rows = changes(old, new)
    return rows.loc[rows["what"] == what, ["id", "before", "after"]].to_numpy().tolist()


def test_a_release_does_not_differ_from_itself(old: Release) -> None:
    assert changes(old, old).empty


def test_a_claim_that_came_and_one_that_went_are_told(old: Release) -> None:
    less = replace(old, relation=old.relation.iloc[1:])
    gone = old.relation["id"].iat[0]
    assert told(old, less, "claim removed") == [[gone, "", ""]]
    assert told(less, old, "claim added") == [[gone, "", ""]]


def test_a_turned_sign_is_one_change(old: Release) -> None:
    row = old.relation[(old.relation["predicate"] == "AFFECTS") & (old.relation["sign"] == 1)].iloc[0]
    turned = row["id"].replace("|+1|", "|-1|")
    rows = old.relation[old.relation["id"] != turned].copy()
    before = replace(old, relation=rows)
    rows = rows.copy()
    rows.loc[rows["id"] == row["id"], ["id", "sign"]] = [turned, -1]
    assert told(before, replace(before, relation=rows), "sign changed") == [[turned, row["id"], turned]]
    assert told(before, replace(before, relation=rows), "claim added") == []


def test_belief_is_told_when_it_moves_by_as_much_as_matters(old: Release) -> None:
    rows = old.relation.copy()
    rows.loc[rows.index[0], "belief"] += 0.2
    rows.loc[rows.index[1], "belief"] += 0.01
    first = rows["id"].iat[0]
    before, after = (f"{table['belief'].iat[0]:.2f}" for table in (old.relation, rows))
    assert told(old, replace(old, relation=rows), "belief changed") == [[first, before, after]]


def test_an_id_that_went_is_followed_to_the_new_one(old: Release) -> None:
    entity = old.entity.copy()
    entity.loc[entity["id"] == "HGNC:12726", ["id", "name", "synonyms"]] = ["HGNC:1", "VWF2", "VWF"]
    new = replace(old, entity=entity)
    assert told(old, new, "entity moved") == [["HGNC:12726", "VWF", "HGNC:1"]]
    assert told(old, new, "entity added") == [["HGNC:1", "", "VWF2"]]


def test_a_source_that_was_added_is_told_with_its_size(old: Release) -> None:
    sources = {**old.manifest["sources"], "toy": {"in": 3, "rejected": 1, "version": "2"}}
    new = replace(old, manifest={**old.manifest, "sources": sources})
    assert told(old, new, "source") == [["toy", "absent", "2 · 3 rows · 1 rejected"]]
    assert list(changes(old, new).columns) == ["what", "id", "before", "after"]
    assert isinstance(changes(old, new), pd.DataFrame)
