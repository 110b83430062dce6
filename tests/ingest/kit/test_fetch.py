"""Files come from the cache when they are whole, else from their address; what is no data is refused."""

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.kit import About, File
from ingest.kit.fetch import fetch
from kg.errors import InvalidRow, StoreUnavailable

DATA = b"AHR\tABCG2\tUnknown\t20460431\n" * 40_000


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder with byte ranges, and breaks the first answer for ``broken`` off in the middle."""

    asked: list[tuple[str, str]]
    breaks: set[str]

    def do_GET(self) -> None:
        data = (Path(self.directory) / self.path.lstrip("/")).read_bytes()
        range_ = self.headers.get("Range", "")
        self.asked.append((self.path, range_))
        start = int(range_.removeprefix("bytes=").rstrip("-")) if range_ else 0
        self.send_response(206 if range_ else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        half = self.path in self.breaks
        self.breaks.discard(self.path)
        self.wfile.write(data[start : len(data) // 2] if half else data[start:])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, type[Handler], Path]]:
    """A web server on this machine: its address, its handler, its folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    handler = type("Site", (Handler,), {"asked": [], "breaks": set()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler, folder
    server.shutdown()
    server.server_close()


def source(url: str = "", sha256: str = "") -> About:
    return About(
        id="toy", name="A toy source", licence="CC0-1.0", url="https://example.org/",
        files=(File("rows.tsv", url, sha256=sha256),),
    )  # fmt: skip


def put(cache: Path, data: bytes) -> Path:
    (cache / "toy").mkdir(parents=True)
    path = cache / "toy" / "rows.tsv"
    path.write_bytes(data)
    return path


def test_a_file_is_downloaded_once_and_its_hash_recorded(site: tuple[str, type[Handler], Path], tmp_path: Path) -> None:
    address, handler, folder = site
    (folder / "rows.tsv").write_bytes(DATA)
    about = source(f"{address}/rows.tsv")
    path = fetch(about, tmp_path / "cache")["rows.tsv"]
    assert path.read_bytes() == DATA
    assert hashlib.sha256(DATA).hexdigest() in (path.parent / "rows.tsv.sha256").read_text()
    assert fetch(about, tmp_path / "cache", offline=True) == {"rows.tsv": path}
    assert len(handler.asked) == 1


def test_a_download_that_broke_off_goes_on_where_it_stopped(
    site: tuple[str, type[Handler], Path], tmp_path: Path
) -> None:
    address, handler, folder = site
    (folder / "rows.tsv").write_bytes(DATA)
    handler.breaks.add("/rows.tsv")
    path = fetch(source(f"{address}/rows.tsv"), tmp_path / "cache")["rows.tsv"]
    assert path.read_bytes() == DATA
    asked = int(handler.asked[1][1].removeprefix("bytes=").rstrip("-"))
    assert len(DATA) // 4 < asked <= len(DATA) // 2


def test_another_address_can_be_given(site: tuple[str, type[Handler], Path], tmp_path: Path) -> None:
    address, _, folder = site
    (folder / "mirror.tsv").write_bytes(DATA)
    about = source("https://127.0.0.1:9/gone.tsv")
    path = fetch(about, tmp_path / "cache", addresses={"toy/rows.tsv": f"{address}/mirror.tsv"})["rows.tsv"]
    assert path.read_bytes() == DATA


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, DATA)
    path.with_name("rows.tsv.sha256").write_text(hashlib.sha256(b"other").hexdigest())
    with pytest.raises(InvalidRow, match="found 'sha256"):
        fetch(source(), tmp_path, offline=True)


def test_a_manifest_in_the_cache_is_believed(tmp_path: Path) -> None:
    put(tmp_path, DATA)
    (tmp_path / "MANIFEST.tsv").write_text(f"source\tfile\tsha256\ntoy\trows.tsv\t{hashlib.sha256(DATA).hexdigest()}\n")
    assert fetch(source(), tmp_path, offline=True)
    (tmp_path / "toy" / "rows.tsv").write_bytes(DATA + b"x")
    with pytest.raises(InvalidRow, match="sha256"):
        fetch(source(), tmp_path, offline=True)


def test_a_known_hash_is_checked_at_the_download(site: tuple[str, type[Handler], Path], tmp_path: Path) -> None:
    address, _, folder = site
    (folder / "rows.tsv").write_bytes(DATA)
    with pytest.raises(InvalidRow, match="another hash"):
        fetch(source(f"{address}/rows.tsv", sha256="0" * 64), tmp_path / "cache")
    assert not (tmp_path / "cache" / "toy" / "rows.tsv").exists()


@pytest.mark.parametrize(
    ("data", "found"),
    [(b"", "an empty file"), (b"\n<!DOCTYPE html><html>Sign in", "a web page"), (b"<html>", "a web page")],
)
def test_what_is_no_data_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    put(tmp_path, data)
    with pytest.raises(InvalidRow, match=f"toy/rows.tsv: found '{found}'"):
        fetch(source(), tmp_path, offline=True)


def test_what_is_missing_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as error:
        fetch(source("https://example.org/rows.tsv"), tmp_path, offline=True)
    message = str(error.value)
    assert "download https://example.org/rows.tsv" in message
    assert f"put it at {tmp_path / 'toy' / 'rows.tsv'}" in message
    assert "--sources" in message


def test_only_web_addresses_are_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no web address"):
        fetch(source("file:///etc/passwd"), tmp_path)
