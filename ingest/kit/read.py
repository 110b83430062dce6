"""Read the files that sources publish, strictly: hostile until parsed, a fault for what is not as expected."""

import gzip
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from kg.errors import Fault, InvalidRow

MAX_BYTES = 2 << 30  # unpacked; the largest honest file here has a tenth of that
MAX_RATIO = 400  # unpacked to packed; text is below 50
LINE = "line"  # 1 = first line of the file


def table(
    path: Path, columns: Sequence[str], *, floor: int, sep: str = "\t", header: bool = True,
    optional: Sequence[str] = (), quoted: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """A delimited text file (plain or .gz) as strings ("" = nothing), with the column ``line``.

    Args:
        path: the file.
        columns: names that must be there; without a header, the names of all columns in order.
        floor: fewest rows of an honest copy.
        sep: between cells.
        header: whether the first line names the columns.
        optional: names that are kept if there, else "".
        quoted: whether cells may be in double quotes.

    Raises:
        InvalidRow: not UTF-8, columns missing, rows of another length, fewer rows than ``floor``.
    """
    raw = text(path)
    ragged: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # rows longer than the header would lose cells
            frame = pd.read_csv(
                io.StringIO(raw), sep=sep, dtype=str, keep_default_na=False, header=0 if header else None,
                names=None if header else list(columns), quoting=0 if quoted else 3, engine="c", index_col=False,
            )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.EmptyDataError, pd.errors.ParserWarning) as error:
        ragged = [str(error).strip()]
        frame = pd.DataFrame()
    if not quoted and not ragged:
        ragged = _short(raw, sep, len(frame.columns))
    if ragged:
        raise InvalidRow([Fault(shown(path), 0, "", ragged[0], "rows with as many cells as the header")])
    return pick(frame.assign(**{LINE: range(2 if header else 1, len(frame) + (2 if header else 1))}), path, columns,
                floor=floor, optional=optional)  # fmt: skip


def pick(
    frame: pd.DataFrame, path: Path, columns: Sequence[str], *, floor: int, optional: Sequence[str] = ()
) -> pd.DataFrame:
    """The columns of ``frame`` that a reader uses, stripped, "" for nothing; checked as :func:`table` says."""
    frame = frame.rename(columns={name: str(name).strip().lstrip("\ufeff") for name in frame.columns})
    missing = [name for name in columns if name not in frame]
    if missing:
        held = ", ".join(str(name) for name in frame.columns if name != LINE)
        raise InvalidRow(
            [
                Fault(shown(path), 1, name, f"no such column among {held}"[:300], "the layout that this version reads")
                for name in missing
            ]
        )
    if few(len(frame), floor):
        expected = f"at least {floor} rows; the file is cut off or of another kind: remove it and download it again"
        raise InvalidRow([Fault(shown(path), 0, "", f"{len(frame)} rows", expected)])
    names = list(dict.fromkeys([*columns, *optional]))
    cells = {name: _filled(frame[name]).str.strip() if name in frame else "" for name in names}
    return pd.DataFrame(cells | {LINE: frame[LINE]}, index=frame.index)


def _short(raw: str, sep: str, cells: int) -> list[str]:
    """The first row with fewer cells than the header, which the parser would fill up; blank lines are none."""
    lines = raw.splitlines()
    short = next((at for at, line in enumerate(lines, 1) if line and line.count(sep) < cells - 1), 0)
    return [f"line {short} has {lines[short - 1].count(sep) + 1} of {cells} cells"] if short else []


def once(path: Path, rows: pd.DataFrame, column: str) -> None:
    """Refuse rows whose ``column`` has the value of a row above: the source says that it is an identifier.

    Raises:
        InvalidRow: with the first twenty.
    """
    again = rows[rows[column].duplicated() & (rows[column] != "")].head(20)
    faults = [
        Fault(shown(path), int(line), column, str(found), "an identifier that stands once")
        for line, found in zip(again[LINE], again[column], strict=True)
    ]
    if faults:
        raise InvalidRow(faults)


def few(rows: int, floor: int) -> bool:
    """Whether a copy with so many rows was cut off."""
    return rows < floor


def text(path: Path) -> str:
    """A text file, unpacked when its name ends in .gz.

    Raises:
        InvalidRow: damaged, not UTF-8, or unreasonably large.
    """
    raw = path.read_bytes()
    if path.suffix == ".gz":
        try:
            with gzip.open(io.BytesIO(raw)) as stream:
                data = stream.read(min(MAX_BYTES, MAX_RATIO * max(len(raw), 1)) + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise InvalidRow([Fault(shown(path), 0, "", f"a damaged archive ({error})", "a whole one")]) from error
        _bounded(path, len(data), len(raw))
        raw = data
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = repr(raw[error.start : error.end])
        raise InvalidRow([Fault(shown(path), line, "", found, "UTF-8 text")]) from error


def members(path: Path, suffix: str, *, floor: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files of a zip archive whose name ends in ``suffix``, in the order of their names.

    Raises:
        InvalidRow: damaged, a name that leaves the archive's folder, unreasonably large, fewer files than ``floor``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
            for info in infos:
                name = PurePosixPath(info.filename.replace("\\", "/"))
                if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
                    raise InvalidRow([Fault(shown(path), 0, "", info.filename, "names within the archive's folder")])
            _bounded(path, sum(info.file_size for info in infos), path.stat().st_size)
            wanted = [info for info in infos if info.filename.endswith(suffix)]
            if few(len(wanted), floor):
                found = f"{len(wanted)} files named *{suffix}"
                raise InvalidRow([Fault(shown(path), 0, "", found, f"at least {floor}; download the file again")])
            for info in wanted:
                with archive.open(info) as stream:
                    content = stream.read(info.file_size + 1)
                if len(content) != info.file_size:
                    raise InvalidRow([Fault(shown(path), 0, "", f"{info.filename} of another size", "what it says")])
                yield info.filename, content
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise InvalidRow([Fault(shown(path), 0, "", f"a damaged archive ({error})", "a whole zip file")]) from error


def r_object(path: Path) -> Any:
    """What an official .rda (a dictionary) or .rds file holds, as rdata converts it.

    Raises:
        InvalidRow: it is none.
    """
    import rdata

    try:
        read = rdata.read_rda if path.suffix.lower() == ".rda" else rdata.read_rds
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a tibble is a data frame: rdata warns that it takes it for one
            return read(path)
    except Exception as error:  # rdata raises whatever its parser meets
        raise InvalidRow([Fault(shown(path), 0, "", f"{type(error).__name__}: {error}", "a whole R file")]) from error


def workbook(path: Path, columns: Sequence[str], *, floor: int, optional: Sequence[str] = ()) -> pd.DataFrame:
    """The first sheet of an .xlsx file as strings; whole numbers without ".0". As :func:`table` otherwise."""
    import python_calamine

    try:
        rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    except Exception as error:  # calamine's errors share no public base
        raise InvalidRow(
            [Fault(shown(path), 0, "", f"{type(error).__name__}: {error}", "a whole .xlsx file")]
        ) from error
    header, *body = rows or [[]]
    frame = pd.DataFrame(
        {str(name): [_plain(row[at]) for row in body] for at, name in enumerate(header)}, dtype=str
    )  # fmt: skip
    return pick(frame.assign(**{LINE: range(2, len(body) + 2)}), path, columns, floor=floor, optional=optional)


def frame_of(
    value: Any, path: Path, columns: Sequence[str], *, floor: int, optional: Sequence[str] = ()
) -> pd.DataFrame:
    """A data frame out of an R object, as :func:`table` gives it; ``line`` is the row's number."""
    if not isinstance(value, pd.DataFrame):
        raise InvalidRow([Fault(shown(path), 0, "", f"a {type(value).__name__}", "a data frame")])
    return pick(value.assign(**{LINE: range(1, len(value) + 1)}), path, columns, floor=floor, optional=optional)


def shown(path: Path) -> str:
    """How a message names a file: with its source, without the folders of this machine."""
    return f"{path.parent.name}/{path.name}"


def entry(values: Mapping[str, Any], key: str, path: Path) -> Any:
    """``values[key]``, or a fault."""
    if key not in values:
        raise InvalidRow(
            [Fault(shown(path), 0, "", ", ".join(map(str, values)) or "nothing", f"an object named {key}")]
        )
    return values[key]


def _filled(column: "pd.Series[Any]") -> "pd.Series[str]":
    """Text, "" for nothing, also of a column of numbers."""
    return column.astype(object).where(column.notna(), "").astype("str")


def _plain(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _bounded(path: Path, unpacked: int, packed: int) -> None:
    if unpacked > MAX_BYTES or unpacked > MAX_RATIO * max(packed, 1):
        found = f"{unpacked} bytes out of {packed}"
        raise InvalidRow([Fault(shown(path), 0, "", found, f"at most {MAX_RATIO} times the packed size")])
