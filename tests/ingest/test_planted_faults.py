"""Each source, at full size, with a fault planted in its first file: a clear error, and nothing is yielded.

That a fault leaves the old release untouched is shown in ``test_sources.py``: nothing is written before all is read.
"""

import gzip
import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.kit import Crosswalk, snapshot
from ingest.kit.catalogue import modules
from ingest.kit.fetch import fetch
from kg.errors import InvalidRow

pytestmark = pytest.mark.shared
PACKED = (".zip", ".gz", ".xlsx", ".feather", ".rds", ".rda")
NO_HEADER = {
    "trrust",
    "reactome",
    "retractions",
    "mondo",
    "go",
    "cell_ontology",
    "chebi",
    "wikipathways",
    "drugmechdb",
    "cbn",
}
NO_IDS = {
    "trrust", "collectri", "cellmarker", "cellphonedb", "celltalkdb", "cellchatdb", "icellnet", "iobr", "iatlas",
    "drugcentral", "cbn", "thera_sabdab", "retractions", "wikipathways", "drugmechdb",
}  # fmt: skip


def first_file(source: str, cache: Path) -> Path:
    """The first file of a source that is in the cache."""
    return next(iter(fetch(modules()[source].ABOUT, cache, offline=True).values()))


def truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def a_web_page(path: Path) -> None:
    path.write_text("<!DOCTYPE html><html><body>Please sign in</body></html>")


def a_wrong_hash(path: Path) -> None:
    path.with_name(path.name + ".sha256").write_text(hashlib.sha256(b"another").hexdigest())


def another_encoding(path: Path) -> None:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).decode().encode("utf-16")))
    else:
        path.write_bytes(path.read_bytes().decode("utf-8").encode("utf-16"))


def a_renamed_column(path: Path) -> None:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(b"renamed" + gzip.decompress(path.read_bytes())))
        return
    lines = path.read_bytes().split(b"\n", 1)
    cells = lines[0].replace(b",", b"\t").replace(b'"', b"").split(b"\t")
    sep = b"\t" if b"\t" in lines[0] else b","
    path.write_bytes(sep.join(b"renamed" + cell for cell in cells) + b"\n" + lines[1])


def a_bomb(path: Path) -> None:
    zeros = b"\0" * (96 << 20)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(zeros))
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(2_000):
            archive.writestr(f"{number}.gpml", b"<x/>")
        archive.writestr("bomb.yaml", zeros)
    path.write_bytes(packed.getvalue())


def a_row_twice(path: Path) -> None:
    if path.suffix == ".gz":
        text = gzip.decompress(path.read_bytes()).decode()
        path.write_bytes(gzip.compress(_twice(text).encode()))
    else:
        path.write_text(_twice(path.read_text("utf-8")), "utf-8")


def _twice(text: str) -> str:
    if "\n[Term]\n" in text:
        start = text.index("\n[Term]\n")
        end = text.index("\n[Term]\n", start + 8)
        return text[:end] + text[start:end] + text[end:]
    lines = text.split("\n")
    return "\n".join([*lines[:2], lines[1], *lines[2:]])


FAULTS: dict[str, Callable[[Path], None]] = {
    "truncated": truncated, "a web page": a_web_page, "a wrong hash": a_wrong_hash,
    "another encoding": another_encoding, "a renamed column": a_renamed_column, "a bomb": a_bomb,
    "a row twice": a_row_twice,
}  # fmt: skip


def fits(source: str, fault: str, path: Path) -> bool:
    """Whether a fault of this kind can be planted in this file."""
    if fault == "another encoding":
        return path.suffix not in PACKED or path.suffix == ".gz"
    if fault == "a renamed column":
        return source not in NO_HEADER and (path.suffix not in PACKED or path.suffix == ".gz")
    if fault == "a bomb":
        return path.suffix in (".zip", ".gz")
    return fault != "a row twice" or source not in NO_IDS


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PLACES = [
    (source, fault)
    for source in modules()
    for fault in FAULTS
    if not SHARED.is_dir() or fits(source, fault, first_file(source, SHARED))
]


@pytest.fixture(scope="module")
def names() -> Crosswalk:
    """Look-ups over the authorities that travel with the project."""
    return Crosswalk({name: snapshot.read(name).entity for name in snapshot.held() if modules()[name].ABOUT.authority})


@pytest.mark.parametrize(("source", "fault"), PLACES, ids=" ".join)
def test_a_planted_fault_is_named(source: str, fault: str, shared: Path, tmp_path: Path, names: Crosswalk) -> None:
    shutil.copytree(shared / "data" / source, tmp_path / source)
    path = first_file(source, tmp_path)
    FAULTS[fault](path)
    with pytest.raises(InvalidRow) as error:
        modules()[source].read(fetch(modules()[source].ABOUT, tmp_path, offline=True), names)
    assert path.name in str(error.value)
