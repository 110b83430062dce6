"""The list of retracted papers flags what others cite."""

from pathlib import Path

import pytest

from ingest import retractions
from ingest.kit import Crosswalk, Staged, read


@pytest.fixture
def staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staged:
    monkeypatch.setattr(read, "few", lambda rows, floor: False)
    path = tmp_path / "pubmed_retractions.tsv"
    path.write_text("993\n160560\n10.1000/x\n993\n")
    return retractions.read({path.name: path}, Crosswalk({}))


def test_each_paper_is_flagged_once_and_nothing_is_claimed(staged: Staged) -> None:
    assert staged.publication[["id", "pmid", "retracted"]].to_numpy().tolist() == [
        ["PMID:993", "993", "true"],
        ["PMID:160560", "160560", "true"],
    ]
    assert staged.finding.empty


def test_what_is_no_number_is_listed(staged: Staged) -> None:
    assert staged.rejected[["line", "found"]].to_numpy().tolist() == [["3", "10.1000/x"]]
