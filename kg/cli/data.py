"""Make and check data: build, load, validate, release."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import InvalidQuery, InvalidRow, StoreUnavailable
from kg.home import release_folder, store_url

commands = typer.Typer()


@commands.command()
def build(
    out: Annotated[Path | None, typer.Option(help="Folder of the release; default <home>/release.")] = None,
    sources: Annotated[
        str | None,
        typer.Option(
            metavar="WHICH",
            help="Beside the curated findings: open, curated (nothing else), all, or names by commas. "
            "Default: open; all where a cache is named.",
        ),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Folder of the sources' files; default <home>/cache/sources. Missing ones are downloaded."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection; say what is missing.")] = False,
    address: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE/FILE=URL", help="Another address for a file of a source; may be given again."),
    ] = None,
) -> None:
    """Read the sources, check every row, and write one release. Needs a checkout.

    The open sources travel with the checkout; others are downloaded into the cache from their official addresses.
    `tmekg sources` lists them.
    """
    from kg.resources import checkout

    if checkout() is None:
        raise StoreUnavailable("tmekg build needs a source checkout; the wheel carries no sources")
    from ingest.build import Wanted
    from ingest.build import build as build_release

    folder = out or release_folder()
    release = build_release(
        folder, Wanted(sources or ("all" if cache else "open"), cache, offline, _addresses(address or []))
    )
    rows = release.manifest["tables"]
    counts = ", ".join(f"{rows[table]['rows']} {table}" for table in ("entity", "finding", "relation", "publication"))
    typer.echo(f"built {release.id} in {folder}: {counts}")
    if len(release.rejected):
        typer.echo(f"not taken from public sources: {len(release.rejected)}; `tmekg sources --rejected` lists them")


def _addresses(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    for name, found, url in pairs:
        if not found or "/" not in name or "://" not in url:
            raise InvalidQuery(
                f"'{name}{found}{url}' is no address; give SOURCE/FILE=URL, as in hgnc/hgnc_complete_set.txt=https://…"
            )
    return {name: url for name, _, url in pairs}


@commands.command()
def load(
    url: Annotated[
        str | None, typer.Argument(help="Ladybug file or Neo4j address; default TMEKG_URL or <home>/graph.lbug.")
    ] = None,
    release: Annotated[
        Path | None, typer.Option("--release", help="Folder of the release; default <home>/release.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Load beside foreign content of a Neo4j database.")] = False,
) -> None:
    """Load the built release into a store; everything of ours that it held is replaced."""
    from concurrent.futures import ProcessPoolExecutor

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    import kg
    from kg.home import home
    from kg.snapshot import Snapshot
    from kg.stores import connect
    from kg.tables import Release

    folder = release or release_folder()
    tables = Release.read(folder)
    address = url or store_url()
    store = connect(address)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with ProcessPoolExecutor(1) as beside:  # the index of names takes as long as the load and needs no store
        kept = beside.submit(Snapshot.keep, folder, home())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("loading", total=None)
            store.load(
                tables,
                progress=lambda done, total, what: bar.update(task, completed=done, total=total, description=what),
                force=force,
            )
            bar.update(task, description="indexing the names")
            kept.result()
    store.close()
    with kg.open(address) as graph:  # reads the arrays and the names once, so that the first question is quick
        held = len(graph.snapshot.relation)
    typer.echo(f"loaded {tables.id} into {_shown(address)}: {held} relations")


@commands.command()
def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Finding files, or a folder like ingest/curated.")
    ],
    hint: Annotated[
        bool, typer.Option("--hints", help="Also list rows, not yet read again, that look like faults of the past.")
    ] = False,
) -> None:
    """Check curated tables as the gate does; every fault is named with file, line, column and what was expected."""
    from kg.model import Model
    from kg.resources import checkout
    from kg.tables import read_curated
    from kg.tables.audit import read_audit
    from kg.tables.gate import faults_of, ordered

    root = checkout()
    folders = [file for file in files if file.is_dir()]
    base = folders[0] if folders else (root / "ingest" / "curated" if root else Path.cwd())
    candidate, faults = read_curated(base, None if folders else files)
    audit = [] if not folders else read_audit(base, candidate.finding["id"])[1]
    found = ordered([*faults, *audit, *faults_of(candidate, Model.load())])
    if found:
        raise InvalidRow(found)
    if hint:
        _echo_hints(base, None if folders else files)
    curated = int((candidate.finding["source"] == "curated").sum())
    typer.echo(
        f"{curated} findings, {len(candidate.entity)} entities, {len(candidate.publication)} publications: no faults"
    )


def _echo_hints(base: Path, files: list[Path] | None) -> None:
    from kg.tables.curated import written
    from kg.tables.hints import hints

    entities, _, findings, _ = written(base, files)
    for row in hints(findings[findings["checked_on"] == ""], entities).to_dict("records"):
        typer.echo(f"{row['axis']} {row['finding_id']}: {row['hint']}\n    {row['summary']}")


@commands.command()
def release(
    as_json: Annotated[bool, typer.Option("--json", help="The whole manifest.")] = False,
    store: Annotated[str | None, typer.Option("--store", help="Ask this store instead of the build folder.")] = None,
) -> None:
    """Say which release is built (or loaded, with --store) and what is in it."""
    if store:
        from kg.stores import connect

        opened = connect(store)
        manifest = dict(opened.stamp())
        opened.close()
    else:
        from kg.tables import Release

        manifest = dict(Release.read(release_folder()).manifest)
    if as_json or store:
        typer.echo(json.dumps(manifest, ensure_ascii=False, indent=2))
        return
    versions = f"tmekg {manifest['code_version']} · model {manifest['model_version']}"
    typer.echo(f"{manifest['release']} · data of {manifest['data_date']} · {versions}")
    for table, about in manifest["tables"].items():
        typer.echo(f"  {about['rows']:>7} {table}")
    for source, about in manifest["sources"].items():
        took = f"{about['in']} rows, {about['out']} findings, {about['rejected']} rejected"
        typer.echo(f"  source {source}: {took}, {about['licence']}")


def _shown(address: str) -> str:
    """An address without what may be secret in it."""
    scheme, found, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if found else address
