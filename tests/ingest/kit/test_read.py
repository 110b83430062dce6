"""Files of sources are hostile until parsed: what is not as expected is a fault that names file, line and column."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from ingest.kit import read
from kg.errors import InvalidRow


def written(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / "toy" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def archive(tmp_path: Path, files: dict[str, bytes]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return written(tmp_path, "toy.zip", packed.getvalue())


def test_cells_are_text_and_know_their_line(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.tsv", "\ufeffsymbol\tnumber\tmore\n A1BG \t007\t\nNA\t1e5\tx\n")
    rows = read.table(path, ["number", "symbol"], floor=2, optional=["absent"])
    assert rows.to_dict("list") == {
        "number": ["007", "1e5"], "symbol": ["A1BG", "NA"], "absent": ["", ""], "line": [2, 3],
    }  # fmt: skip


def test_a_packed_table_is_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.tsv.gz", gzip.compress(b"a\tb\n1\t2\n"))
    assert read.table(path, ["a"], floor=1)["a"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("symbol\tnumber\nA\t1\n", "at least 2 rows"),
        ("gene\tnumber\nA\t1\nB\t2\n", "column symbol"),
        ("symbol\tnumber\nA\t1\nB\n", "line 3 has 1 of 2 cells"),
        ("symbol\tnumber\nA\t1\t5\t6\nB\t2\n", "rows with as many cells"),
        (b"symbol\tnumber\nA\t1\nB\xff\t2\n", "rows.tsv:3: found"),
        ("", "rows with as many cells"),
    ],
)
def test_what_is_not_as_expected_is_named(tmp_path: Path, data: bytes | str, found: str) -> None:
    with pytest.raises(InvalidRow, match=found):
        read.table(written(tmp_path, "rows.tsv", data), ["symbol", "number"], floor=2)


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"a\tb\n" * 9_000)
    with pytest.raises(InvalidRow, match="a damaged archive"):
        read.table(written(tmp_path, "rows.tsv.gz", packed[: len(packed) // 2]), ["a"], floor=1)
    whole = archive(tmp_path, {"a.yaml": b"x" * 900}).read_bytes()
    with pytest.raises(InvalidRow, match="a damaged archive"):
        list(read.members(written(tmp_path, "cut.zip", whole[: len(whole) // 2]), ".yaml", floor=1))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = b"\0" * (64 << 20)
    with pytest.raises(InvalidRow, match="at most"):
        read.text(written(tmp_path, "bomb.tsv.gz", gzip.compress(zeros)))
    with pytest.raises(InvalidRow, match="at most"):
        list(read.members(archive(tmp_path, {"bomb.yaml": zeros}), ".yaml", floor=1))


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/out.yaml", "a/../../out.yaml", "C:/out.yaml", "..\\out.yaml"])
def test_an_archive_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidRow, match="within the archive"):
        list(read.members(archive(tmp_path, {name: b"x"}), ".yaml", floor=0))


def test_members_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = archive(tmp_path, {"b.yaml": b"2", "a.yaml": b"1", "c.txt": b"3"})
    assert list(read.members(path, ".yaml", floor=2)) == [("a.yaml", b"1"), ("b.yaml", b"2")]
    with pytest.raises(InvalidRow, match="2 files named"):
        list(read.members(path, ".yaml", floor=3))


def test_what_is_no_workbook_and_no_r_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRow, match=r"a whole \.xlsx file"):
        read.workbook(written(tmp_path, "book.xlsx", b"PK\x03\x04"), ["a"], floor=1)
    with pytest.raises(InvalidRow, match="a whole R file"):
        read.r_object(written(tmp_path, "object.rds", b"RDX3 nonsense"))
