"""Read a tab-separated table written by people, strictly, keeping the line of each row for messages."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kg.errors import Fault

MAX_BYTES = 64 << 20  # a curated table is text that people read; more than this is a mistake or an attack


def read_tsv(path: Path, columns: Sequence[str], name: str | None = None) -> tuple[pd.DataFrame, list[Fault]]:
    """Read ``path`` as UTF-8, one header line, tabs, no quoting.

    Returns:
        A frame of stripped strings with ``columns`` plus ``file`` and ``line`` (1 = header), and the faults: bytes
        that are not UTF-8, a wrong header, rows with too many or too few cells, control characters. Rows with a
        fault of shape are not in the frame; the caller must not go on when there are faults.
    """
    name = name or path.name
    empty = pd.DataFrame(columns=[*columns, "file", "line"])
    if not path.is_file():
        return empty, [Fault(str(path), 0, "", "no such file", "a tab-separated table")]
    if path.stat().st_size > MAX_BYTES:
        return empty, [Fault(name, 0, "", f"{path.stat().st_size} bytes", f"at most {MAX_BYTES} bytes")]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return empty, [Fault(name, line, "", repr(raw[error.start : error.end]), "UTF-8 text; save the file as UTF-8")]
    lines = text.replace("\r\n", "\n").split("\n")
    header = lines[0].split("\t")
    if header != list(columns):
        return empty, [_header_fault(name, header, columns)]
    faults, rows = [], []
    for number, row in enumerate(lines[1:], 2):
        if not row.strip():
            continue
        cells = [cell.strip() for cell in row.split("\t")]
        if len(cells) != len(columns):
            faults.append(Fault(name, number, "", f"{len(cells)} cells", f"{len(columns)} cells separated by tabs"))
            continue
        bad = [(column, cell) for column, cell in zip(columns, cells, strict=True) if not _clean(cell)]
        faults += [Fault(name, number, column, cell, "text without control characters") for column, cell in bad]
        rows.append([*cells, name, number])
    return pd.DataFrame(rows, columns=[*columns, "file", "line"]), faults


def _header_fault(name: str, header: Sequence[str], columns: Sequence[str]) -> Fault:
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    found = (
        ", ".join(
            part
            for part in (
                f"missing {' '.join(missing)}" if missing else "",
                f"unknown {' '.join(extra)}" if extra else "",
            )
            if part
        )
        or "the columns in another order"
    )
    return Fault(name, 1, "", found, "the header " + " ".join(columns))


def _clean(cell: str) -> bool:
    if cell.isascii():
        return cell.isprintable()
    return not any(unicodedata.category(letter) in ("Cc", "Cs", "Co") for letter in cell)
