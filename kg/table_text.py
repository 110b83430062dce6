"""A table for the terminal: claims as claim lines, few columns as a table, many as records. Cells are never markup."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.context import ROLES
from kg.wording import NOT_STATED, claim_words, context_words, support_words

if TYPE_CHECKING:
    import pandas as pd

_CLAIM = {"subject", "relation", "sign", "object"}
_SAID = _CLAIM | {
    "subject_id",
    "object_id",
    "belief",
    "belief_low",
    "belief_high",
    "n_papers",
    "summary",
    "claim",
    "kind",
}
_CONTEXT = (*ROLES, "model_system", "time")
_WIDE = 9  # columns that a terminal can show beside each other


def table_text(frame: "pd.DataFrame") -> str:
    """The rows of a frame as text."""
    if frame.columns.isin(_CLAIM).sum() == len(_CLAIM):
        return "\n".join(line for row in _rows(frame) for line in _claim(row))
    if len(frame.columns) > _WIDE:
        return "\n\n".join("\n".join(f"{name}: {_cell(value)}" for name, value in row.items()) for row in _rows(frame))
    return _grid(frame)


def _rows(frame: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    for row in frame.to_dict("records"):
        yield {str(column): value for column, value in row.items()}


def _claim(row: Mapping[str, Any]) -> Iterator[str]:
    kind = str(row.get("kind", "finding"))
    refutes = "REFUTED: " if row.get("stance") == "refutes" else ""
    yield refutes + claim_words(row["subject"], row["relation"], int(row["sign"]), row["object"], kind)
    parts = []
    if "belief" in row:
        ends = (row.get("belief_low", row["belief"]), row.get("belief_high", row["belief"]))
        papers = int(row.get("n_papers", 0))
        parts.append(support_words(int(row.get("n_supporting", 1)), row["belief"], *ends, papers))
    if kind != "finding":
        parts.append(kind)
    if parts:
        yield "    " + " · ".join(parts)
    context = {name: str(row[name]) or NOT_STATED for name in _CONTEXT if name in row}
    if context:
        yield "    " + context_words(context)
    others = {name: value for name, value in row.items() if name not in _SAID and name not in context}
    rest = [f"{name.replace('_', ' ')} {_cell(value)}" for name, value in others.items() if value not in ("", 0, "no")]
    if rest:
        yield "    " + " · ".join(rest)
    if row.get("summary"):
        yield f"    {row['summary']}"


def _grid(frame: "pd.DataFrame") -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, pad_edge=False)
    for column in frame.columns:
        table.add_column(Text(str(column)), overflow="fold")
    for row in frame.itertuples(index=False):
        table.add_row(*(Text(_cell(cell)) for cell in row))
    console = Console()
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip("\n")


def _cell(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
