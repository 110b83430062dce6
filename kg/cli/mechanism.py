"""Trace a mechanism."""

import json
from enum import StrEnum
from typing import Annotated, Literal

import typer

from kg.cli.explore import Format, OutputFormat, StoreOption

commands = typer.Typer()


class Mode(StrEnum):
    """What a context does: weigh, or leave out what does not state it."""

    prefer = "prefer"
    require = "require"


class Sign(StrEnum):
    """Which effect of the whole path is wanted."""

    up = "up"
    down = "down"
    any = "any"


def _context(role: str, example: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(f"--{role}", help=f"The {role}, e.g. {example}.")
    return option


@commands.command()
def trace(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Where the mechanism starts: a name or an id.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where it ends.")],
    via: Annotated[
        list[str] | None, typer.Option("--via", help="Pass this thing; may be given several times, in order.")
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option("--avoid", help="Never pass this thing; may be given several times.")
    ] = None,
    cancer: Annotated[str | None, _context("cancer", "'gastric cancer'")] = None,
    cell: Annotated[str | None, _context("cell", "myCAF")] = None,
    region: Annotated[str | None, _context("region", "'invasive front'")] = None,
    therapy: Annotated[str | None, _context("therapy", "chemotherapy")] = None,
    species: Annotated[str | None, _context("species", "human")] = None,
    context: Annotated[
        Mode, typer.Option(help="prefer weighs findings by their context; require leaves the others out.")
    ] = Mode.prefer,
    hops: Annotated[int, typer.Option(help="At most so many steps (1-8).")] = 5,
    k: Annotated[int, typer.Option("-k", help="The best so many paths (1-1000).")] = 10,
    sign: Annotated[Sign, typer.Option(help="Only paths with this effect.")] = Sign.any,
    overlap: Annotated[
        float,
        typer.Option(
            help="Distinct routes of the best 5,000 paths: share at most this part (0-1) of what lies between."
        ),
    ] = 1.0,
    exact: Annotated[
        bool, typer.Option("--exact", help="Ends and via stand for themselves, not for narrower terms.")
    ] = False,
    associations: Annotated[
        bool, typer.Option("--associations", help="Also walk associations; they are no mechanism.")
    ] = False,
    sources: Annotated[
        str | None, typer.Option(metavar="NAME,…", help="Only findings of these sources, e.g. curated,civic.")
    ] = None,
    format: OutputFormat = Format.text,
    store: StoreOption = None,
) -> None:
    """Trace signed, cited mechanisms, e.g. tmekg trace VWF immunosuppression --via hypoxia."""
    import kg

    mode: Literal["prefer", "require"] = "require" if context is Mode.require else "prefer"
    with kg.open(store) as graph:
        answer = graph.trace(
            source, target, via=via or [], avoid=avoid or [],
            cancer=cancer, cell=cell, region=region, therapy=therapy, species=species, context=mode,
            hops=hops, k=k, sign=sign.value, exact=exact, associations=associations, overlap=overlap,
            sources=[name.strip() for name in (sources or "").split(",") if name.strip()],
        )  # fmt: skip
    if format is Format.json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    elif format is Format.tsv:
        typer.echo(answer.frame().to_csv(sep="\t", index=False), nl=False)
    elif format is Format.md:
        typer.echo(answer.markdown())
    else:
        from kg.render import trace_text

        typer.echo(trace_text(answer))
    if not answer.paths:
        if format is Format.tsv:
            typer.echo("\n".join([answer.reason, *answer.suggestions]), err=True)
        raise typer.Exit(1)
