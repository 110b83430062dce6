"""Sources under one roof: one row a thing and a paper, and a list of what does not fit."""

import pandas as pd
import pytest

from ingest import curation
from ingest.kit import About, Staged, stage
from ingest.kit.settle import Settled, settle
from kg.tables import Candidate

VWF, HIF1A, HYPOXIA = "HGNC:12726", "HGNC:4910", "TME:0000075"


@pytest.fixture(scope="module")
def curated() -> Candidate:
    """The curated tables of this checkout."""
    return curation.candidate()[0]


def about(name: str, authority: bool = False, in_use: bool = False) -> About:
    where = "https://example.org/"
    return About(id=name, name=name, licence="CC0-1.0", url=where, files=(), authority=authority, in_use=in_use)


def settled(curated: Candidate, *sources: tuple[About, Staged]) -> Settled:
    return settle(curated, {one.id: staged for one, staged in sources}, {one.id: one for one, _ in sources})


def claims(*rows: tuple[str, str, str, str], cites: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["subject", "predicate", "sign", "object"])
    return frame.assign(cites=cites, line=[str(at) for at in range(2, len(frame) + 2)])


def test_a_claim_that_does_not_fit_the_model_is_listed_and_not_taken(curated: Candidate) -> None:
    toy = about("toy")
    told = claims(
        (VWF, "BINDS", "0", HIF1A),
        (VWF, "BINDS", "1", HIF1A),
        (VWF, "BINDS", "0", HYPOXIA),
        ("HGNC:1", "BINDS", "0", VWF),
    )
    done = settled(curated, (toy, stage(toy, rows=4, claims=told)))
    mine = done.candidate.finding[done.candidate.finding["source"] == "toy"]
    assert mine[["subject", "predicate", "sign", "object"]].to_numpy().tolist() == [[VWF, "BINDS", "0", HIF1A]]
    assert done.rejected["line"].tolist() == ["3", "4", "5"]
    assert done.rejected["found"].iloc[2] == f"unknown HGNC:1 BINDS Gene {VWF}"


def test_of_an_authority_in_use_only_what_is_spoken_of_stays_with_what_it_is_a_kind_of(curated: Candidate) -> None:
    things = pd.DataFrame(
        {"id": [f"CHEBI:{at}" for at in (1, 2, 3)], "label": "Chemical", "name": ["one thing", "its kind", "another"]}
    )
    kinds = pd.DataFrame({"subject": ["CHEBI:1"], "object": ["CHEBI:2"]})
    chebi, toy = about("chebi", authority=True, in_use=True), about("toy")
    done = settled(
        curated,
        (chebi, stage(chebi, rows=3, entities=things, kinds=kinds)),
        (toy, stage(toy, rows=1, claims=claims(("CHEBI:1", "BINDS", "0", VWF)))),
    )
    ids = set(done.candidate.entity["id"])
    assert {"CHEBI:1", "CHEBI:2"} <= ids
    assert "CHEBI:3" not in ids
    filed = done.candidate.finding[done.candidate.finding["source"] == "chebi"]
    assert filed[["subject", "predicate", "object"]].to_numpy().tolist() == [["CHEBI:1", "SUBSET_OF", "CHEBI:2"]]


def test_what_the_vocabulary_says_of_a_thing_goes_first_and_synonyms_are_joined(curated: Candidate) -> None:
    things = pd.DataFrame({"id": [VWF], "label": "Gene", "name": ["another name"], "synonyms": ["brand new synonym"]})
    hgnc = about("hgnc", authority=True)
    done = settled(curated, (hgnc, stage(hgnc, rows=1, entities=things)))
    row, ours = (one[one["id"] == VWF].iloc[0] for one in (done.candidate.entity, curated.entity))
    assert (row["name"], row["source"]) == ("VWF", "hgnc")
    names = str(row["synonyms"]).split("|")
    assert "brand new synonym" in names
    assert set(str(ours["synonyms"]).split("|")) <= set(names)


def test_a_paper_through_two_sources_and_two_numbers_is_one(curated: Candidate) -> None:
    ours = curated.publication.query("pmid == '' and doi != ''").iloc[0]
    paper = pd.DataFrame(
        {"id": ["PMID:77"], "pmid": ["77"], "doi": [ours["doi"].upper()], "title": ["As they write it"]}
    )
    one, two = about("one"), about("two")
    done = settled(
        curated,
        (one, stage(one, rows=1, claims=claims((VWF, "BINDS", "0", HIF1A), cites="PMID:77"), publications=paper)),
        (two, stage(two, rows=1, claims=claims((HIF1A, "BINDS", "0", VWF), cites="PMID:77"))),
    )
    cited = done.candidate.cites[done.candidate.cites["finding"].str.startswith(("one:", "two:"))]
    assert cited["publication"].unique().tolist() == [ours["id"]]
    held = done.candidate.publication.set_index("id").loc[ours["id"]]
    assert held["title"] == ours["title"]
    assert "PMID:77" not in set(done.candidate.publication["id"])


def test_a_retracted_paper_is_flagged_and_only_kept_when_it_is_cited(curated: Candidate) -> None:
    ours = curated.publication.query("pmid != ''").iloc[0]
    pulled = pd.DataFrame(
        {"id": ["PMID:" + ours["pmid"], "PMID:99999999"], "pmid": [ours["pmid"], "99999999"], "retracted": "true"}
    )
    source = about("retractions")
    done = settled(curated, (source, stage(source, rows=2, publications=pulled)))
    flagged = done.candidate.publication.query("retracted == 'true'")["id"].tolist()
    assert flagged == [ours["id"]]


def test_rows_that_say_the_same_are_one_finding_with_all_papers() -> None:
    toy = about("toy")
    twice = pd.concat([claims((VWF, "BINDS", "0", HIF1A), cites=f"PMID:{number}") for number in ("1", "2|PMID:1")])
    staged = stage(toy, rows=2, claims=twice)
    assert len(staged.finding) == 1
    assert sorted(staged.cites["publication"]) == ["PMID:1", "PMID:2"]
    assert staged.counts["with_paper"] == 1
