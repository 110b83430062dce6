"""The curated graph of this checkout, open on the embedded engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg


@pytest.fixture(scope="session")
def graph(built: Path) -> Iterator["kg.Graph"]:
    """The graph of the session's build; read-only, shared by all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMEKG_HOME", str(built))
        patch.delenv("TMEKG_URL", raising=False)
        opened = kg.open()
        yield opened
        opened.close()
