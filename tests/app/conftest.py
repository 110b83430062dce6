"""The app on the release of this checkout: by AppTest for its logic, by a real browser for what a person does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app"
sys.path.insert(0, str(APP))  # as Streamlit does: the modules of the app lie beside its main script

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=20_000)  # a busy machine may take its time; what is slow is measured by benchmarks
HOSTILE = "<img src=x onerror=alert(1)>[x](javascript:alert(2)) :red[a] $b$ www.example.com \u202egnp.exe"


@pytest.fixture
def opened(built: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the app, run once, with the parameters of its address: ``opened("20_trace", to="VWF")``."""
    monkeypatch.setenv("TMEKG_HOME", str(built))
    monkeypatch.delenv("TMEKG_URL", raising=False)

    def open_page(page: str = "10_ask", **parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP / "main.py"), default_timeout=30)
        if page != "10_ask":
            app.run()
            app.switch_page(f"pages/{page}.py")
        for name, value in parameters.items():
            app.query_params[name.rstrip("_")] = value
        return app.run()

    return open_page


@pytest.fixture(scope="session")
def serving(chromium: str) -> Callable[[Path, Path], AbstractContextManager[str]]:
    """Serves the app on a home folder, with its log in a file, and gives its address."""
    return _serving


@contextmanager
def _serving(home: Path, log: Path) -> Iterator[str]:
    """The app on a free port of this machine, as `tmekg app` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TMEKG_HOME": str(home)}
    environment.pop("TMEKG_URL", None)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP / "main.py"),
        f"--server.port={port}",
        "--server.headless=true",
    ]
    with log.open("w") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=home) as process:
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the app did not start:\n{log.read_text()}")
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser; without one, tests that need it are skipped."""
    if not Path(CHROMIUM).is_file():
        pytest.skip("needs Chromium: install the package 'chromium', or set CHROMIUM to the program")
    return CHROMIUM


@pytest.fixture(scope="session")
def app_address(chromium: str, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app that serves the release of this checkout."""
    with _serving(built, tmp_path_factory.mktemp("app") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def hostile() -> str:
    """A name that is out to harm: HTML, a script's address, Markdown, an address, a right-to-left mark."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_address(chromium: str, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose data is out to harm: names, summaries, titles; loaded past the gate."""
    from kg.stores import connect
    from kg.tables import Release

    release = Release.read(built / "release")
    entity, finding, publication = (frame.copy() for frame in (release.entity, release.finding, release.publication))
    entity.loc[entity["id"] == "TME:0000075", ["name", "definition", "synonyms"]] = HOSTILE
    finding["summary"] = HOSTILE
    finding["note"] = HOSTILE
    publication["title"] = publication["first_author"] = HOSTILE
    home = tmp_path_factory.mktemp("hostile")
    store = connect(str(home / "graph.lbug"))
    store.load(replace(release, entity=entity, finding=finding, publication=publication))
    store.close()
    with _serving(home, home / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's Chromium."""
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A browser tab in which a request to another host, a script error or a dialogue fails the test."""
    faults: list[str] = []
    own = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")

    def asked_for(request: Request) -> None:
        if not request.url.startswith(own):
            faults.append(f"asked for {request.url}")

    def refuse(dialog: Dialog) -> None:
        faults.append(f"dialogue: {dialog.message}")
        dialog.dismiss()

    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.on("request", asked_for)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("dialog", refuse)
        page.set_default_timeout(15_000)
        yield page
    assert faults == []
