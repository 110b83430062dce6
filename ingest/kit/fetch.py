"""Get the files of a source: from the cache when they are there and whole, else from their address.

``<cache>/<source>/<file>``, and beside it ``<file>.sha256``, recorded at the download; a ``MANIFEST.tsv`` in the cache
(columns source, file, sha256) is believed as well. A file that does not have its hash is refused, not read.
"""

import csv
import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import pooch
import requests

from ingest.kit.about import About, File
from kg.errors import Fault, InvalidRow, StoreUnavailable

pooch.get_logger().setLevel("WARNING")  # the progress bar says it all
_TRIES = 3
_BLOCK = 1 << 16
_SECONDS = 60  # without a byte


def fetch(
    about: About, cache: Path, *, offline: bool = False, addresses: Mapping[str, str] | None = None
) -> dict[str, Path]:
    """Paths of the files of ``about`` by their official name; a file that is optional and absent has no entry.

    Args:
        about: the source.
        cache: folder of all sources; written to only when something is downloaded.
        offline: never open a connection.
        addresses: "source/file" to the address to use in place of the official one.

    Raises:
        StoreUnavailable: a file is missing and cannot be downloaded; the message says what to put where.
        InvalidRow: a file is empty, a web page in place of data, or does not have its hash.
    """
    found: dict[str, Path] = {}
    for file in about.files:
        path = next((path for name in file.names if (path := cache / about.id / name).is_file()), None)
        if path is None:
            url = (addresses or {}).get(f"{about.id}/{file.name}", file.url)
            path = None if offline or not url else _download(url, cache / about.id / file.name, file.sha256)
        if path is None and file.optional:
            continue
        if path is None:
            raise StoreUnavailable(_by_hand(about, file, cache, offline))
        check(path, _expected(cache, about, file, path))
        found[file.name] = path
    return found


def check(path: Path, sha256: str = "") -> None:
    """Refuse what is no data.

    Raises:
        InvalidRow: the file is empty, a web page, or has another hash than ``sha256`` (if one is given).
    """
    with path.open("rb") as stream:
        head = stream.read(512).lstrip().lower()
    name, again = f"{path.parent.name}/{path.name}", "remove it, so that it is downloaded again"
    if not head:
        raise InvalidRow([Fault(name, 0, "", "an empty file", f"data; {again}")])
    if head.startswith((b"<!doctype html", b"<html")):
        raise InvalidRow([Fault(name, 0, "", "a web page", f"data; the address has changed or wants a login; {again}")])
    if sha256 and (held := digest(path)) != sha256.lower():
        raise InvalidRow(
            [Fault(name, 0, "", f"sha256 {held}", f"sha256 {sha256}; {again}, or remove the record of its hash")]
        )


def digest(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    stat = path.stat()
    return _digest(str(path.resolve()), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _digest(path: str, _modified: int, _size: int) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _expected(cache: Path, about: About, file: File, path: Path) -> str:
    record = path.with_name(path.name + ".sha256")
    if record.is_file():
        return record.read_text("ascii", "replace").split(maxsplit=1)[0]
    listed = _manifest(cache / "MANIFEST.tsv").get((about.id, path.name), "")
    return listed or (file.sha256 if path.name == file.name else "")


@lru_cache(maxsize=8)
def _manifest(path: Path) -> dict[tuple[str, str], str]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["source"], row["file"]): row["sha256"] for row in rows}


def _download(url: str, path: Path, sha256: str) -> Path:
    """Download to a file beside ``path``, going on where a former try stopped, and record the hash."""
    if urlsplit(url).scheme not in ("https", "http"):
        raise StoreUnavailable(f"{url} is no web address; give one that begins with https://")
    path.parent.mkdir(parents=True, exist_ok=True)
    kept: Callable[..., None] = _resuming(path.with_name(path.name + ".part"))
    for left in range(_TRIES - 1, -1, -1):
        try:
            pooch.retrieve(
                url, f"sha256:{sha256}" if sha256 else None, fname=path.name, path=path.parent, downloader=kept
            )
            break
        except (requests.RequestException, OSError) as error:
            if not left:
                raise StoreUnavailable(
                    f"{url} could not be downloaded ({error}); try again, give another address with --address, "
                    f"or put the file at {path}"
                ) from error
        except ValueError as error:  # pooch: the hash is another one
            raise InvalidRow([Fault(url, 0, "", "another hash than the known one", f"sha256 {sha256}")]) from error
    path.with_name(path.name + ".sha256").write_text(f"{digest(path)}  {path.name}\n", "ascii")
    return path


def _resuming(part: Path) -> Callable[..., None]:
    """A downloader for pooch with a progress bar, that keeps what it has in ``part`` and asks for the rest."""

    def get(url: str, output: str, _: object) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        have = part.stat().st_size if part.is_file() else 0
        ask = {"Range": f"bytes={have}-"} if have else {}
        with requests.get(url, headers=ask, stream=True, timeout=_SECONDS) as answer:
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                part.unlink()
            answer.raise_for_status()
            goes_on = answer.status_code == requests.codes.partial_content
            size = int(answer.headers.get("Content-Length", 0)) + (have if goes_on else 0)
            bars = TextColumn(part.stem), BarColumn(), DownloadColumn(), TransferSpeedColumn()
            with (
                part.open("ab" if goes_on else "wb") as stream,
                Progress(*bars, console=Console(stderr=True), transient=True) as bar,
            ):
                task = bar.add_task("", total=size or None, completed=have if goes_on else 0)
                for block in answer.iter_content(_BLOCK):
                    stream.write(block)
                    bar.update(task, advance=len(block))
        if size and part.stat().st_size < size:
            raise requests.ConnectionError(f"{part.stat().st_size} of {size} bytes came")
        part.replace(output)

    return get


def _by_hand(about: About, file: File, cache: Path, offline: bool) -> str:
    where = cache / about.id / file.name
    how = file.by_hand or (f"download {file.url}" if file.url else f"get it from {about.url}")
    why = " (no connection is opened with --offline)" if offline and file.url else ""
    return f"{about.name} is not in the cache{why}: {how} and put it at {where}, or leave {about.id} out with --sources"
