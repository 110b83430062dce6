"""A source is one file; a build takes what is chosen, and says what it did not take."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest
from ingest.build import Wanted, build
from ingest.kit.catalogue import chosen, modules
from kg.errors import InvalidQuery, InvalidRow, StoreUnavailable
from kg.sources import rejects, summary
from kg.tables import Release

ROWS = "ligand\treceptor\tpmid\nCXCL12\tCXCR4\t1\nSDF1\tCXCR4\t2\nCXCL12\tnobody\t3\n"


@pytest.fixture
def toy(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache with the files of the toy source, whose module is the one that docs/add-a-source.md prints."""
    page = (checkout / "docs" / "add-a-source.md").read_text("utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "toy.py").write_text(found[1], "utf-8")
    (tmp_path / "cache" / "toy").mkdir(parents=True)
    (tmp_path / "cache" / "toy" / "pairs.tsv").write_text(ROWS)
    monkeypatch.setattr(ingest, "__path__", [*ingest.__path__, str(tmp_path / "modules")])
    monkeypatch.setenv("TMEKG_HOME", str(tmp_path / "home"))
    importlib.invalidate_caches()
    yield tmp_path / "cache"
    monkeypatch.delattr(ingest, "toy", raising=False)
    importlib.sys.modules.pop("ingest.toy", None)  # type: ignore[attr-defined]


def built(cache: Path, out: Path) -> Release:
    return build(out, Wanted("toy", cache, offline=True))


def test_a_source_is_added_by_one_file(toy: Path, tmp_path: Path) -> None:
    release = built(toy, tmp_path / "release")
    mine = release.finding[release.finding["source"] == "toy"]
    assert mine[["subject", "predicate", "sign", "object", "evidence"]].to_numpy().tolist() == [
        ["HGNC:10672", "BINDS", 0, "HGNC:2561", "database"]
    ]
    cited = release.cites[release.cites["finding"].isin(mine["id"])]["publication"]
    assert sorted(cited) == ["PMID:1", "PMID:2"]  # the same claim under a former symbol: one finding, both papers


def test_what_was_not_taken_is_listed(toy: Path, tmp_path: Path) -> None:
    release = built(toy, tmp_path / "release")
    row = rejects(release, "toy").iloc[0]
    assert (row["file"], row["line"], row["column"], row["found"]) == ("toy/pairs.tsv", "4", "receptor", "nobody")
    told = summary(release, "toy").iloc[0]
    assert (told["rows"], told["findings"], told["rejected"]) == (3, 1, 1)


def test_a_second_build_reads_what_was_kept(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(toy, tmp_path / "one")
    monkeypatch.setattr(modules()["toy"], "read", None)
    assert built(toy, tmp_path / "two").id == first.id
    with (toy / "toy" / "pairs.tsv").open("a") as file:
        file.write("CCL2\tCCR2\t4\n")
    with pytest.raises(TypeError):
        built(toy, tmp_path / "three")


def test_a_fault_of_a_source_leaves_the_old_release(toy: Path, tmp_path: Path) -> None:
    before = built(toy, tmp_path / "release").id
    (toy / "toy" / "pairs.tsv").write_text(ROWS.replace("ligand", "sender"))
    with pytest.raises(InvalidRow, match="column ligand"):
        built(toy, tmp_path / "release")
    (toy / "toy" / "pairs.tsv").unlink()
    with pytest.raises(StoreUnavailable, match=r"toy/pairs\.tsv"):
        built(toy, tmp_path / "release")
    assert Release.read(tmp_path / "release").id == before


def test_an_open_source_alone_brings_the_genes_that_it_speaks_of(tmp_path: Path) -> None:
    release = build(tmp_path / "release", Wanted("civic"))
    told = release.finding[release.finding["source"] == "civic"]
    assert len(told) > 3_000
    assert not release.rejected["reason"].str.startswith("an end that no authority").any()
    assert len(release.entity) < 20_000  # of the authorities only what is spoken of


def test_sources_are_chosen_by_name_or_in_groups() -> None:
    every = modules()
    assert chosen("curated") == []
    assert set(chosen("open")) == {name for name, module in every.items() if module.ABOUT.is_open}
    assert chosen("all") == list(every)
    assert chosen("trrust, hgnc") == ["hgnc", "trrust"]
    with pytest.raises(InvalidQuery, match="there is no source 'trust'"):
        chosen("trust")
