"""Ask the graph: search, show, ask, queries, cypher."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

commands = typer.Typer()


class Format(StrEnum):
    """How an answer is written to standard output."""

    text = "text"
    json = "json"
    tsv = "tsv"
    md = "md"


OutputFormat = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
StoreOption = Annotated[str | None, typer.Option("--store", help="Store to ask; default TMEKG_URL or the built one.")]


@commands.command()
def search(
    text: Annotated[str, typer.Argument(help="A name, synonym, symbol, or a part of one.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="At most so many.")] = 10,
    label: Annotated[str | None, typer.Option(help="Only this kind of thing, e.g. Gene, CellSubset.")] = None,
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Find the things whose names are like TEXT."""
    import kg

    with kg.open(store) as graph:
        answer = graph.search(text, limit=limit, label=label)
    write_table(answer, format)
    if not answer.hits:
        typer.echo(f"nothing is named like '{text}'; " + "; ".join(answer.suggestions), err=True)
        raise typer.Exit(1)


@commands.command()
def show(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="An entity (id or name), finding, relation, PMID:… or DOI:…")
    ],
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Show one thing: what it is, what acts on it, what it does; or a finding, a relation, a publication."""
    import kg
    from kg.show import show_dict, show_text

    with kg.open(store) as graph:
        if format is Format.json:
            typer.echo(json.dumps(show_dict(graph, key), ensure_ascii=False, indent=2))
        else:
            typer.echo(show_text(graph, key))


@commands.command()
def ask(
    name: Annotated[str, typer.Argument(help="A query of the library; 'tmekg queries' lists them.")],
    values: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="Its parameters.")] = None,
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Run a named query, e.g. tmekg ask markers_of_subset subset=myCAF."""
    import kg
    from kg.errors import InvalidQuery

    pairs = [value.partition("=") for value in values or ()]
    for key, equals, _ in pairs:
        if not equals:
            raise InvalidQuery(f"'{key}' is no parameter; write it as key=value")
    with kg.open(store) as graph:
        answer = graph.ask(name, **{key: value for key, _, value in pairs})
    write_table(answer, format)
    for note in answer.suggestions:
        typer.echo(note, err=True)
    if answer.table.empty:
        typer.echo(answer.reason, err=True)
        raise typer.Exit(1)


@commands.command()
def queries(format: OutputFormat = Format.text) -> None:
    """List the questions of the query library with their parameters and an example."""
    from kg.queries import library

    found = library()
    if format is Format.json:
        rows = [
            {"name": q.name, "question": q.question, "parameters": list(q.parameters), "example": q.example}
            for q in found.values()
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for query in found.values():
        example = " ".join(
            f"{key}={json.dumps(value) if ' ' in str(value) else value}" for key, value in query.example.items()
        )
        typer.echo(f"{query.name}\n    {query.question}\n    tmekg ask {query.name} {example}".rstrip())


@commands.command()
def cypher(
    text: Annotated[str, typer.Argument(help="One read statement: MATCH … RETURN …")],
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="Stop after so many seconds.")] = 20,
    rows: Annotated[int, typer.Option(min=1, max=100_000, help="Give at most so many rows.")] = 1000,
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Run one read-only Cypher statement in a process of its own, with limits on time and rows."""
    import kg

    with kg.open(store) as graph:
        answer = graph.cypher(text, seconds=seconds, rows=rows)
    write_table(answer, format)
    for note in answer.suggestions:
        typer.echo(note, err=True)
    if answer.table.empty:
        typer.echo(answer.reason, err=True)
        raise typer.Exit(1)


def write_table(answer: Any, format: Format) -> None:
    """Write a tabular answer with its stamp."""
    frame = answer.frame()
    stamp = f"release {answer.release} · data of {answer.data_date}"
    if format is Format.json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    elif format is Format.tsv:
        typer.echo(frame.assign(release=answer.release).to_csv(sep="\t", index=False), nl=False)
    elif format is Format.md:
        from kg.render import table_markdown

        typer.echo(table_markdown(frame, stamp))
    else:
        from kg.render import understood

        for line in understood(getattr(answer, "resolved", {})):
            typer.echo(line)
        if len(frame):
            from kg.table_text import table_text

            typer.echo(table_text(frame))
        typer.echo(stamp)
