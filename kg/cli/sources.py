"""Public sources: which there are, what was not taken from them; what moved between two releases; bulk export."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.answers import TableAnswer
from kg.cli.explore import Format, OutputFormat, write_table
from kg.home import release_folder

if TYPE_CHECKING:
    import pandas as pd

    from kg.tables import Release

commands = typer.Typer()


@commands.command()
def sources(
    rejected: Annotated[bool, typer.Option("--rejected", help="What was not taken, row by row, and why.")] = False,
    name: Annotated[str | None, typer.Option("--source", help="Only this source.")] = None,
    format: OutputFormat = Format.text,
) -> None:
    """The sources of the built release: rows in and out, share with a paper, licence; or what was not taken."""
    from kg.sources import rejects, summary
    from kg.tables import Release

    release = Release.read(release_folder())
    table = rejects(release, name) if rejected else summary(release, name)
    if format is Format.text and not rejected:  # what fits a terminal; the other forms have all columns
        table = table.drop(columns=["version", "mapped"])
    _write(release, "rejected" if rejected else "sources", table, format)


@commands.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a release.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of another release.")],
    format: OutputFormat = Format.text,
) -> None:
    """What moved between two releases: sources, counts, claims, signs and beliefs, names, ids that were withdrawn."""
    from kg.diff import changes
    from kg.tables import Release

    before, after = Release.read(old), Release.read(new)
    _write(after, f"{before.id} to {after.id}", changes(before, after), format)


def _write(release: "Release", what: str, table: "pd.DataFrame", format: Format) -> None:
    write_table(TableAnswer(release.id, str(release.manifest["data_date"]), what, {}, table, ""), format)


export = typer.Typer(help="Write the built release for other programs.")
commands.add_typer(export, name="export")


@export.command("neo4j-admin")
def neo4j_admin(
    folder: Annotated[Path, typer.Argument(help="A folder for the CSV files; it must be empty or not exist.")],
    release: Annotated[Path | None, typer.Option("--release", help="Folder of the release.")] = None,
) -> None:
    """CSV files for `neo4j-admin database import full`, and the command that reads them: for a first big load."""
    from kg.export.neo4j_admin import write
    from kg.tables import Release

    command = write(Release.read(release or release_folder()), folder)
    typer.echo(command)
