"""Tables in Markdown, for the pages of docs/ that are generated."""

from collections.abc import Iterable, Iterator


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Rows of text below a head; a bar in a cell is escaped.

    >>> print(table(["fault", "rows"], [["a|b", "3"]]))
    | fault | rows |
    |---|---|
    | a\\|b | 3 |
    """
    return "\n".join(_lines(head, rows))


def _lines(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
