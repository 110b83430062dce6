"""What every test can count on: which surroundings are there, and that a missing one is seen.

Tests that need a real Neo4j, a browser or the shared material carry the marker ``neo4j``, ``browser`` or ``shared``
and skip with a reason where it is missing. ``TMEKG_REQUIRE="neo4j browser shared"`` (set in CI) turns such a skip into
a failure.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

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
    """A home folder (TMEKG_HOME) with the release of this checkout, built and loaded into the embedded store."""
    from ingest.build import build
    from kg.home import release_folder, store_url
    from kg.stores import connect

    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMEKG_HOME", str(folder))
        patch.delenv("TMEKG_URL", raising=False)
        store = connect(store_url())
        store.load(build(release_folder()))
        store.close()
    return folder


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
