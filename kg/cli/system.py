"""The installation: doctor, app."""

import os
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from kg.errors import StoreUnavailable, TmeError

commands = typer.Typer()


@commands.command()
def doctor() -> None:
    """Check the installation, the release and the store, and say what to do about each thing that is missing."""
    from importlib.metadata import version

    from kg.home import home, release_folder, store_url
    from kg.stores import connect
    from kg.tables import Release

    typer.echo(f"tmekg {version('tmekg')}, Python {sys.version.split()[0]}, home {home()}")
    for extra, module in (("app", "streamlit"), ("neo4j", "neo4j"), ("rdf", "rdflib"), ("py2neo", "py2neo")):
        there = find_spec(module) is not None
        typer.echo(f"  extra {extra}: {'installed' if there else f'absent; pip install tmekg[{extra}]'}")
    failed = False
    try:
        typer.echo(f"  release: {Release.read(release_folder()).id} in {release_folder()}")
    except TmeError as error:
        typer.echo(f"  release: {error}")
        failed = True
    try:
        store = connect(store_url())
        typer.echo(f"  store: {store.stamp()['id']}, complete")
        store.close()
    except TmeError as error:
        typer.echo(f"  store: {error}")
        failed = True
    if failed:
        raise typer.Exit(3)


@commands.command()
def app(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option(help="Bind to this address; the default is this machine only.")] = "127.0.0.1",
) -> None:
    """Open the app in a browser (Streamlit)."""
    from kg.resources import path

    if find_spec("streamlit") is None:
        raise StoreUnavailable("the app needs Streamlit; pip install 'tmekg[app]'")
    command = [
        sys.executable, "-m", "streamlit", "run", str(path("app") / "main.py"), f"--server.port={port}",
        f"--server.address={address}", "--browser.gatherUsageStats=false",
    ]  # fmt: skip
    # In place of this process, so that who ends it ends the app, too.
    os.execv(command[0], command)  # noqa: S606 fixed words and checked numbers
