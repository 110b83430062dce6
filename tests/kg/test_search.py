"""Which entity a person means: every spelling is found, nothing is picked in silence, any text is borne."""

import csv
import random
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import AmbiguousName, InvalidModel, InvalidQuery, StoreUnavailable, UnknownName
from kg.names import key
from kg.search import Hit, Names, build, is_current
from kg.search_index import preferred_names

DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = ["id", "label", "name", "synonyms"]

with (DATA / "spellings.tsv").open(encoding="utf-8", newline="") as _file:
    SPELLINGS = [tuple(row.values()) for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="module")
def entities(checkout: Path) -> pd.DataFrame:
    """The curated entities."""
    file = checkout / "ingest/curated/entities.tsv"
    return pd.read_csv(file, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)


@pytest.fixture(scope="module")
def rows(entities: pd.DataFrame) -> list[list[str]]:
    """Their id, label, name and synonyms."""
    return [list(map(str, row)) for row in entities[COLUMNS].itertuples(index=False, name=None)]


@pytest.fixture(scope="module")
def names(entities: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Names]:
    """The names of the curated entities."""
    path = tmp_path_factory.mktemp("a folder? of #names") / "names.sqlite"
    build(entities, path)
    opened = Names(path)
    yield opened
    opened.close()


def indexed(folder: Path, *rows: tuple[str, str, str, str]) -> Names:
    """The names of a few entities: (id, label, name, synonyms)."""
    build(pd.DataFrame(rows, columns=COLUMNS), folder / "names.sqlite")
    return Names(folder / "names.sqlite")


@pytest.mark.parametrize(("typed", "answer", "ids", "name"), SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_what_people_type_is_understood(names: Names, typed: str, answer: str, ids: str, name: str) -> None:
    if answer == "used":
        resolution = names.resolve(typed)
        assert (resolution.id, resolution.name, resolution.typed) == (ids, name, typed)
        assert names.search(typed)[0].id == ids
    else:
        error = AmbiguousName if answer == "asked" else UnknownName
        with pytest.raises(error) as raised:
            names.resolve(typed)
        listed = [choice.split(" ")[0] for choice in raised.value.suggestions]
        assert sorted(listed) == sorted(ids.split("|")) if answer == "asked" else listed[0] == ids


def test_every_name_and_synonym_finds_its_entity(rows: list[list[str]], names: Names) -> None:
    spellings = [
        (identifier, text)
        for identifier, _, name, synonyms in rows
        for text in (name, *filter(None, synonyms.split("|")))
    ]
    sharing: dict[str, set[str]] = {}
    for identifier, text in spellings:
        sharing.setdefault(key(text), set()).add(identifier)
    lost = [  # with a limit that the equal spellings fill, similar ones are not looked for: this keeps the test fast
        (identifier, text)
        for identifier, text in spellings
        if identifier not in [hit.id for hit in names.search(text, limit=len(sharing[key(text)]))]
        and identifier not in [hit.id for hit in names.search(text, limit=3)]
    ]
    assert lost == []


def test_an_id_and_a_name_are_themselves(rows: list[list[str]], names: Names) -> None:
    for identifier, label, name, _ in rows:
        for typed in (identifier, identifier.lower(), name, f"{identifier} {name} ({label})"):
            assert names.resolve(typed).id == identifier


def test_one_wrong_letter_still_finds_the_name(rows: list[list[str]], names: Names) -> None:
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    tried = [(identifier, name) for identifier, _, name, _ in rows if len(name) >= 6]
    found = 0
    for identifier, name in chance.sample(tried, 300):
        at = chance.randrange(len(name))
        wrong = chance.choice(["", chance.choice(letters), name[at] + chance.choice(letters)])
        hits = names.search(name[:at] + wrong + name[at + 1 :], limit=5)
        found += identifier in [hit.id for hit in hits]
    assert found >= 295


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec=None), max_size=60)
    | st.text(st.sampled_from("\"'*()^:+-{}[]\\ ORANDNEAR\0ßβ"), max_size=40)
)
def test_any_text_is_answered_or_refused(names: Names, text: str) -> None:
    with suppress(InvalidQuery):
        assert len(names.search(text)) <= 10
        names.resolve(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "+", "-", "\0", "PD-L1\0", "\0\0CD274", '"', '""', '" OR "', "CD274 OR CD8", "a* NEAR(b)",
        "text:CD274", "{text}:x", "'; drop table entity; --", "%", "_", "\\", "\u202ePD-L1\u202c", "\u200f", "\ud800",
        "a\ud800b", "🧬", "腫瘍", "سرطان", "x" * 1_000, "a b " * 250, "x" * 10_000, "TME:", "TME:9999999", ":",
        "id name (label)",
    ],
    ids=repr,
)  # fmt: skip
def test_unusual_text_raises_no_other_error(names: Names, text: str) -> None:
    for ask in (names.search, names.resolve):
        with suppress(InvalidQuery):
            ask(text)


def test_direction_marks_and_zero_bytes_do_not_hide_a_name(names: Names) -> None:
    assert names.resolve("\u202ePD-L1\u202c").id == names.resolve("CD274\0").id == "HGNC:17635"


@pytest.mark.parametrize("text", ["", "  ", "+", "()", "\0", "x" * 1_001])
def test_what_cannot_be_a_name_is_refused_with_the_reason(names: Names, text: str) -> None:
    for ask in (names.search, names.resolve):
        with pytest.raises(InvalidQuery, match=r"no letter or digit|at most 1,000"):
            ask(text)


def test_a_name_goes_before_a_synonym_and_the_synonym_is_disclosed(tmp_path: Path) -> None:
    names = indexed(tmp_path, ("HGNC:9", "Gene", "ABC1", "old|XYZ2"), ("HGNC:10", "Gene", "XYZ2", "old"))
    resolution = names.resolve("XYZ-2")
    assert resolution.id == "HGNC:10"
    assert [str(other) for other in resolution.others] == ["HGNC:9 ABC1 (Gene)"]
    with pytest.raises(AmbiguousName, match="names 2 things") as raised:
        names.resolve("OLD")
    assert raised.value.suggestions == ["HGNC:10 XYZ2 (Gene)", "HGNC:9 ABC1 (Gene)"]
    names.close()


def test_labels_leave_one_meaning_and_the_rest_is_disclosed(tmp_path: Path) -> None:
    names = indexed(tmp_path, ("HGNC:9", "Gene", "ABC1", "niche"), ("TME:9", "Region", "hollow", "niche"))
    resolution = names.resolve("niches", labels=["Region"])
    assert (resolution.id, resolution.matched) == ("TME:9", "niche")
    assert [other.id for other in resolution.others] == ["HGNC:9"]
    with pytest.raises(UnknownName, match=r"'hollow' is TME:9 hollow \(Region\), not a Drug or Gene"):
        names.resolve("hollow", labels=["Gene", "Drug"])
    with pytest.raises(UnknownName, match=r"not a Gene"):
        names.resolve("TME:9", labels=["Gene"])
    names.close()


def test_two_names_that_differ_by_a_hyphen_are_told_apart(tmp_path: Path) -> None:
    rows = ("HGNC:1", "Gene", "MTTP", ""), ("HGNC:2", "Gene", "MT-TP", ""), ("HGNC:3", "Gene", "GAPDHS", "")
    names = indexed(tmp_path, *rows, ("HGNC:4", "Gene", "GAPDH", ""))
    assert [names.resolve(text).id for text in ("mttp", "mt-tp", "GAPDHS", "gapdh")] == [
        f"HGNC:{n}" for n in (1, 2, 3, 4)
    ]
    names.close()


def test_a_greek_spelling_of_a_symbol_counts_as_much_as_a_synonym_of_another(tmp_path: Path) -> None:
    names = indexed(tmp_path, ("HGNC:1", "Gene", "ABCG", ""), ("TME:1", "Drug", "abcgamin", "ABC-gamma"))
    with pytest.raises(AmbiguousName):
        names.resolve("ABC-γ")
    assert names.resolve("ABCg").id == "HGNC:1"
    names.close()


def test_a_curated_word_is_used_as_it_says_and_discloses_the_others(names: Names) -> None:
    resolution = names.resolve("TGF-β")
    assert resolution.name == "TGFB1"
    assert "TGF-beta signalling" in [other.name for other in resolution.others]
    assert names.resolve("TGF-β", labels=["Process"]).name == "TGF-beta signalling"


def test_a_curated_word_without_a_meaning_is_asked_back(tmp_path: Path) -> None:
    liver = ("CL:0000632", "CellSubset", "hepatic stellate cell", "HSC")
    names = indexed(tmp_path, liver, ("CL:0000037", "CellSubset", "blood stem cell", ""))
    with pytest.raises(AmbiguousName) as raised:
        names.resolve("HSC")
    assert [choice.split(" ")[0] for choice in raised.value.suggestions] == ["CL:0000632", "CL:0000037"]
    names.close()


def test_curated_words_are_whole_and_stand_once(entities: pd.DataFrame) -> None:
    rows = preferred_names()
    words = [word for row in rows for word in row.words]
    assert len({key(word) for word in words}) == len(words)
    assert all(row.reason and (row.id or len(row.others) > 1) for row in rows)
    local = {identifier for row in rows for identifier in (row.id, *row.others) if identifier.startswith("TME:")}
    assert local <= set(entities["id"])


def test_equal_comes_before_beginning_and_similar(names: Names) -> None:
    scores = [hit.score for hit in names.search("PD-L1", limit=30)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert len([score for score in scores if 80 <= score <= 95]) >= 3
    assert min(scores) < 80


@pytest.mark.parametrize("limit", [0, 1, 3, 50])
def test_each_entity_comes_once_and_no_more_than_asked_for(names: Names, limit: int) -> None:
    hits = names.search("fibroblast", limit=limit)
    assert len(hits) == limit
    assert len({hit.id for hit in hits}) == len(hits)


def test_a_label_keeps_out_all_others(names: Names) -> None:
    hits = names.search("PD-L1", limit=20, label="CellSubset")
    assert {hit.label for hit in hits} == {"CellSubset"}
    assert names.search("PD-L1", label="no such label") == []


def test_the_spelling_that_matched_is_told_as_it_is_displayed(names: Names) -> None:
    hit = names.search("b7 h1")[0]
    assert (hit.name, hit.matched) == ("CD274", "B7-H1")


def test_the_order_of_the_rows_does_not_matter(entities: pd.DataFrame, names: Names, tmp_path: Path) -> None:
    build(entities.sample(frac=1, random_state=3), tmp_path / "names.sqlite")
    other = Names(tmp_path / "names.sqlite")
    for text in ("PD", "CAF", "macrophage", "TGF-β signal", "fibroblst", "cell"):
        assert other.search(text, 40) == names.search(text, 40)
    other.close()


def test_names_can_be_shared_between_threads(names: Names) -> None:
    asked = ["PD-L1", "fibroblst", "TGF-β", "Treg"] * 25
    with ThreadPoolExecutor(4) as pool:
        assert [hits[0] for hits in pool.map(names.search, asked)] == [names.search(text)[0] for text in asked]


def test_a_build_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    names = indexed(tmp_path, ("HGNC:9", "Gene", "ABC1", ""))
    before = (tmp_path / "names.sqlite").read_bytes()
    with pytest.raises(InvalidModel, match="no column synonyms"):
        build(pd.DataFrame(columns=["id", "label", "name"]), tmp_path / "names.sqlite")
    unfit = pd.DataFrame({"id": ["HGNC:9"], "label": [["Gene"]], "name": ["x"], "synonyms": [""]})
    with pytest.raises(sqlite3.ProgrammingError):
        build(unfit, tmp_path / "names.sqlite")
    assert (tmp_path / "names.sqlite").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["names.sqlite"]
    names.close()


def test_a_new_build_replaces_the_file_under_open_readers(tmp_path: Path) -> None:
    old = indexed(tmp_path, ("HGNC:9", "Gene", "ABC1", ""))
    new = indexed(tmp_path, ("HGNC:10", "Gene", "XYZ2", ""))
    assert old.resolve("ABC1").id == "HGNC:9"
    assert new.resolve("XYZ2").id == "HGNC:10"
    with pytest.raises(UnknownName):
        new.resolve("ABC1")
    for names in (old, new):
        names.close()


def test_an_absent_foreign_or_older_file_is_said_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    with pytest.raises(StoreUnavailable, match=r"is not there; run `tmekg build`"):
        Names(path)
    path.write_bytes(b"no database" * 1_000)
    assert not is_current(path)
    indexed(tmp_path, ("HGNC:9", "Gene", "ABC1", "")).close()
    assert is_current(path)
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 1")
    db.close()
    with pytest.raises(StoreUnavailable, match="another version"):
        Names(path)


def test_no_names_at_all_is_an_index_too(tmp_path: Path) -> None:
    empty = indexed(tmp_path)
    assert empty.search("PD-L1") == []
    with pytest.raises(UnknownName, match="try another name"):
        empty.resolve("PD-L1")
    empty.close()


def test_a_hit_reads_as_a_choice() -> None:
    assert str(Hit("HGNC:17635", "CD274", "Gene", "PD-L1", 100.0)) == "HGNC:17635 CD274 (Gene)"
