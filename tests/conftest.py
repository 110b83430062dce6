"""What every test can count on: which surroundings are there, and that a missing one is seen.

Tests that need a real Neo4j, a browser or the shared material carry the marker ``neo4j``, ``browser`` or ``shared``
and skip with a reason where it is missing. ``TMEKG_REQUIRE="neo4j browser shared"`` (set in CI) turns such a skip into
a failure.
"""

import os
import secrets
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg import Graph
    from kg.stores import Store
    from kg.tables import Release

CHECKOUT = Path(__file__).resolve().parent.parent
REQUIRED = os.environ.get("TMEKG_REQUIRE", "").split()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the checkout that is tested."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of curation material and source files beside the checkout; for tests marked ``shared``."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder 'shared' beside the checkout")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder (TMEKG_HOME) with the curated findings of this checkout, built and loaded into the store."""
    from ingest.build import Wanted, build
    from kg.home import release_folder, store_url
    from kg.stores import connect

    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMEKG_HOME", str(folder))
        patch.delenv("TMEKG_URL", raising=False)
        store = connect(store_url())
        store.load(build(release_folder(), Wanted("curated")))
        store.close()
    return folder


@pytest.fixture(scope="session")
def graph(built: Path) -> Iterator["Graph"]:
    """The graph of the session's build, open on the embedded engine; read-only, shared by all tests."""
    import kg

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMEKG_HOME", str(built))
        patch.delenv("TMEKG_URL", raising=False)
        opened = kg.open()
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def small_release() -> "Release":
    """A dozen findings with everything that they need, cut from the curated tables; the same for years."""
    from kg.tables import admit, read_curated

    candidate, faults = read_curated(CHECKOUT / "tests" / "data" / "small_graph")
    return admit(candidate, faults)


@pytest.fixture(scope="session")
def neo4j_url() -> Iterator[str]:
    """The address of a Neo4j server that lives as long as the tests; user and password are in the environment.

    Its one database is shared: a test loads what it needs (``holding``) and counts on nothing that another one left.
    """
    from tests.neo4j_server import Neo4jServer, missing

    if why := missing():
        if "neo4j" in REQUIRED:
            pytest.fail(f"neo4j required by TMEKG_REQUIRE, but: {why}")
        pytest.skip(why)
    password = secrets.token_urlsafe(12)
    with Neo4jServer(password) as server, pytest.MonkeyPatch.context() as patch:
        patch.delenv("NEO4J_PASSWORD_FILE", raising=False)
        patch.setenv("NEO4J_USER", "neo4j")
        patch.setenv("NEO4J_PASSWORD", password)
        yield server.url


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(
    request: pytest.FixtureRequest, small_release: "Release", tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Store"]:
    """A store of either engine that holds the small release."""
    from kg.stores import connect

    if request.param == "neo4j":
        url = request.getfixturevalue("neo4j_url")
    else:
        url = str(tmp_path_factory.getbasetemp() / "small graph.lbug")
    opened = connect(url)
    holding(opened, small_release)
    yield opened
    opened.close()


def holding(store: "Store", release: "Release") -> None:
    """Load ``release`` unless ``store`` holds it already."""
    from kg.errors import StoreUnavailable

    try:
        held = store.stamp()["id"]
    except StoreUnavailable:
        held = ""
    if held != release.id:
        store.load(release)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test whose surroundings are required has failed."""
    report = yield
    missing = [name for name in REQUIRED if item.get_closest_marker(name)]
    if report.skipped and missing and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{', '.join(missing)} required by TMEKG_REQUIRE, but: {reason}"
    return report
