"""How long a person waits for the app, in Chromium: pages, a suggestion, a click on a relation.

    python benchmarks/app_pages.py [--rounds 7]

Starts the app on a free port against the store in use (TMEKG_URL or the home folder). Prints a table and writes
build/bench_app.json: ``{name: {value, low, high, goal, unit, rounds}}`` with the median, fastest and slowest round in
seconds. Needs Chromium; CHROMIUM names the program when it is not on the path.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

CHECKOUT = Path(__file__).resolve().parent.parent
TRACE = "/trace?from=VWF&to=immunosuppression&via=hypoxia"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@contextmanager
def app() -> Iterator[str]:
    """The app on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    main = str(CHECKOUT / "app" / "main.py")
    command = [sys.executable, "-m", "streamlit", "run", main, f"--server.port={port}", "--server.headless=true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310 this machine's own
                break
            except OSError:
                time.sleep(0.1)
        try:
            yield address
        finally:
            process.terminate()


def opened(tab: Page, address: str) -> None:
    """Open a page and wait until its foot, which is drawn last, is there."""
    tab.goto(address)
    tab.locator(".st-key-stamp").wait_for()


def suggestion(tab: Page) -> Callable[[], None]:
    """From the last letter of a synonym to the first suggestion."""
    box = tab.get_by_label("Search for a cell")
    box.press_sequentially("pd-l", delay=30)
    tab.get_by_role("link", name="CD274", exact=True).wait_for()
    box.fill("")
    tab.get_by_role("link", name="CD274", exact=True).wait_for(state="detached")

    def type_it() -> None:
        box.press_sequentially("pd-l1")
        tab.get_by_role("link", name="CD274", exact=True).wait_for()

    return type_it


def click(tab: Page) -> Callable[[], None]:
    """From the click on a relation to its findings beside the picture."""
    stage = tab.locator(".tme-stage[data-ready]")
    stage.wait_for()
    tab.wait_for_timeout(600)
    find = (
        "box => { const edge = box.picture.edges(\"[kind = 'relation']\").not('.picked').first();"
        " return { ...edge.renderedMidpoint(), name: edge.source().data('name') } }"
    )
    at = stage.evaluate(find)

    def click_it() -> None:
        stage.click(position={"x": at["x"], "y": at["y"]})
        tab.locator(".st-key-beside").get_by_text(f"{at['name']} — ").first.wait_for()

    return click_it


def measure(browser: Browser, address: str, rounds: int) -> dict[str, tuple[list[float], float]]:
    """Seconds of each round, and the goal, by name."""
    pages = {
        "first page": ("/", 5.0),
        "entity page, cancer-associated fibroblast": ("/?id=TME:0000001&part=does", 2.0),
        "entity page, PD-L1": ("/?id=HGNC:17635", 2.0),
        "trace with its picture": (TRACE, 2.0),
    }
    steps = {
        "suggestion while typing": ("/", suggestion, 0.5),
        "click on a relation to its findings": (TRACE, click, 0.3),
    }
    taken: dict[str, tuple[list[float], float]] = {}
    begin = time.perf_counter()
    with browser.new_context() as context:
        opened(context.new_page(), address)
    taken["first page, first visitor"] = ([time.perf_counter() - begin], 15.0)
    with browser.new_context(
        viewport={"width": 1280, "height": 1400}
    ) as context:  # keeps the app's files, as a person's
        for name, (path, goal) in pages.items():
            times = []
            for _ in range(rounds + 1):
                tab = context.new_page()
                begin = time.perf_counter()
                opened(tab, address + path)
                if path == TRACE:
                    tab.locator(".tme-stage[data-ready]").wait_for()
                times.append(time.perf_counter() - begin)
                tab.close()
            taken[name] = (times[1:], goal)
        for name, (path, step, goal) in steps.items():
            times = []
            for _ in range(rounds):
                tab = context.new_page()
                opened(tab, address + path)
                act = step(tab)
                begin = time.perf_counter()
                act()
                times.append(time.perf_counter() - begin)
                tab.close()
            taken[name] = (times, goal)
    return taken


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("needs Chromium: install the package 'chromium', or set CHROMIUM to the program")
    with app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        taken = measure(browser, address, rounds)
        browser.close()
    table = Table("what", "median s", "fastest", "slowest", "goal")
    for name, (times, goal) in taken.items():
        table.add_row(name, *(f"{value:.2f}" for value in (median(times), min(times), max(times), goal)))
    Console().print(table)
    out = CHECKOUT / "build" / "bench_app.json"
    out.parent.mkdir(exist_ok=True)
    summary = {
        name: {
            "value": median(times),
            "low": min(times),
            "high": max(times),
            "goal": goal,
            "unit": "s",
            "rounds": len(times),
        }
        for name, (times, goal) in taken.items()
    }
    out.write_text(json.dumps(summary, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
