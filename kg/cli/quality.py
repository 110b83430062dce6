"""How far the content goes and how well it holds: coverage, audit."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.explore import Format, OutputFormat, StoreOption, write_table
from kg.errors import InvalidQuery, InvalidRow, StoreUnavailable

if TYPE_CHECKING:
    import pandas as pd

    from kg import Graph
    from kg.coverage import Coverage

commands = typer.Typer()
_SHOWN = 40


class Part(StrEnum):
    """The parts of the report on coverage."""

    axes = "axes"
    cancers = "cancers"
    axes_by_cancer = "axes-by-cancer"
    subsets = "subsets"
    drugs = "drugs"
    contradictions = "contradictions"
    links = "links"
    broken = "broken"
    gaps = "gaps"


@commands.command()
def coverage(
    part: Annotated[Part | None, typer.Argument(help="One part in full; without it, the report in short.")] = None,
    names: Annotated[
        Path | None,
        typer.Option("--list", help="A file of genes, one a line: which have a step to a cell and to an outcome."),
    ] = None,
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Say what the graph covers and what it does not: gaps, broken chains, subsets, drugs, contradictions."""
    import kg

    if part is not None and names is not None:
        raise InvalidQuery("a part of the report or a list of genes: ask for one of them at a time")
    with kg.open(store) as graph:
        if names is not None:
            from kg.lists import covered, read_symbols

            _write(graph, f"coverage of {names.name}", covered(graph.snapshot, read_symbols(names)), format)
        elif part is not None:
            table = getattr(graph.coverage(), part.value.replace("-", "_"))
            _write(graph, f"coverage {part.value}", table, format)
        elif format is Format.text:
            typer.echo(_report(graph.coverage()))
            typer.echo(f"\nrelease {graph.release['id']} · data of {graph.release['data_date']}")
        else:
            _write(graph, "coverage gaps", graph.coverage().gaps, format)


def _report(held: "Coverage") -> str:
    described, known, disputed = held.subsets, held.drugs, held.contradictions
    separated = int((disputed["verdict"] == "context-dependent").sum())
    lines = [
        f"{held.findings:,} findings from {held.publications:,} publications on {held.entities:,} things; "
        f"{held.refuting:,} say what was tested and not found",
        f"{int(held.axes['read_again'].sum()):,} findings were read against their paper by a second reader",
        "",
        f"How it hangs together: {len(held.core):,} genes, cell subsets, processes and outcomes with an effect",
        f"  median number of relations {held.core_degree:g}; {held.core_component:.0%} in one piece",
        f"  chains that break: {len(held.broken)} things are acted on and lead to no outcome",
        f"Cell subsets: {len(described)}, completely described {int((described['missing'] == '').sum())}, "
        f"with three markers or more {int((described['markers'] >= 3).sum())}",
        f"Drugs and regimens: {len(known)}, with target, direction, indication, phase and status "
        f"{int((known['missing'] == '').sum())}",
        f"Claims with two sides: {len(disputed)}, of which a stated context separates {separated}",
        "",
        _grid(held.gaps),
        "",
        _grid(held.axes),
        "",
        f"One part in full: tmekg coverage {' | '.join(Part)}",
    ]
    return "\n".join(lines)


@commands.command()
def audit(
    n: Annotated[int, typer.Option("-n", min=1, max=10_000, help="How many findings to draw.")] = 25,
    seed: Annotated[int, typer.Option(help="Another seed gives another draw.")] = 2026,
    axis: Annotated[str, typer.Option(help="Only this axis, as in caf; default all.")] = "",
    checked: Annotated[bool, typer.Option("--checked", help="Draw from rows that were read again, too.")] = False,
    rates_: Annotated[bool, typer.Option("--rates", help="What the audit found so far, instead of a draw.")] = False,
) -> None:
    """Draw findings to be read against their papers, with all that a reader needs; or say what the audit found."""
    from kg.resources import checkout
    from kg.tables.audit import draw, rates, read_audit, sheet
    from kg.tables.curated import written

    root = checkout()
    if root is None:
        raise StoreUnavailable("tmekg audit needs a source checkout; the wheel carries no curated tables")
    folder = root / "ingest" / "curated"
    _, publications, findings, faults = written(folder)
    held, more = read_audit(folder, findings["finding_id"])
    if faults + more:
        raise InvalidRow(faults + more)
    if rates_:
        found = rates(held)
        for column in ("grave", "any"):
            shares = found.pop(f"{column}_share")
            found[column] = [f"{n} ({share:.1%})" for n, share in zip(found[column], shares, strict=True)]
        typer.echo(_grid(found.rename(columns={"grave": "id, title, sign, strength", "any": "any fault"})))
        return
    axes = sorted(findings["axis"].unique())
    if axis and axis not in axes:
        raise InvalidQuery(f"there is no axis '{axis}'", axes)
    among = findings[findings["axis"] == axis] if axis else findings
    drawn = draw(among, n, seed, checked)
    if drawn.empty:
        typer.echo("every finding of this choice was read again; add --checked to draw from those")
        raise typer.Exit(1)
    for _, row in drawn.iterrows():
        typer.echo(sheet(row, publications) + "\n")
    typer.echo(
        f"{len(drawn)} of {len(among)} findings, seed {seed}. Read each paper, mend the row, and write what came of it "
        "into ingest/curated/audit.tsv (CONTRIBUTING says how)."
    )


def _write(graph: "Graph", what: str, table: "pd.DataFrame", format: Format) -> None:
    from kg.answers import TableAnswer

    stamp = str(graph.release["id"]), str(graph.release["data_date"])
    cut = format is Format.text and len(table) > _SHOWN
    write_table(TableAnswer(*stamp, what, {}, table.head(_SHOWN) if cut else table, "", truncated=cut), format)
    if cut:
        typer.echo(f"the first {_SHOWN} of {len(table)} rows; --format tsv writes all", err=True)


def _grid(frame: "pd.DataFrame") -> str:
    from kg.table_text import table_text

    return table_text(frame)
