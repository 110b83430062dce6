"""Where a loaded release stands: a Neo4j server or an embedded Ladybug file, behind one seam.

Frames come out, scalars go in; no driver object leaves. ``load`` replaces everything and nothing else writes.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import StoreUnavailable
from kg.stores.answer import Answer

if TYPE_CHECKING:
    import pandas as pd

    from kg.tables import Release

Progress = Callable[[int, int, str], None]  # rows done, rows in all, what is being loaded

BOLT = frozenset(["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])


class Store(Protocol):
    """What both engines do. A store is used by several threads at once; opening waits for the first read."""

    @property
    def url(self) -> str:
        """The address that ``connect`` was given; it holds no password."""

    def read(self, cypher: str, /, **parameters: Any) -> "pd.DataFrame":
        """The rows of one read statement of the library, typed as :mod:`kg.stores.frames` says.

        They are rows of the release that ``stamp`` gave last, whatever was loaded since. Text typed by a user goes to
        :func:`kg.console.run` instead.

        Raises:
            InvalidQuery: the engine refuses the text or its parameters.
            StoreUnavailable: the store is absent, out of reach or incomplete, or no longer holds that release.
        """

    def load(self, release: "Release", progress: Progress | None = None, *, force: bool = False) -> None:
        """Replace what the store holds by ``release``. ``force``: even where something that is not ours stands.

        Raises:
            StoreUnavailable: the store is out of reach, or holds something else and ``force`` is not set.
        """

    def stamp(self) -> dict[str, Any]:
        """The release that is loaded: id, data_date, code_version, model_version, status, sources (JSON).

        Raises:
            StoreUnavailable: there is none, or one that is only half loaded, or of another model; the remedy is said.
        """

    def ask(self, text: str, parameters: Mapping[str, Any], seconds: float, rows: int) -> Answer:
        """The answer to text typed by a user, under guard; only the child of :mod:`kg.console` calls it.

        Raises:
            InvalidQuery: the text is refused, fails or runs longer than ``seconds``.
            StoreUnavailable: the store is absent or out of reach.
        """

    def close(self) -> None:
        """Let go of file or connection; the next read opens it again."""


def connect(url: str) -> Store:
    """The store at ``url``: ``bolt://…`` or ``neo4j://…`` (also ``+s``, ``+ssc``) is a Neo4j server, else a file.

    Nothing is opened yet.

    Raises:
        StoreUnavailable: an address of another kind, one that holds a password, or the Neo4j driver is not installed.
    """
    scheme, found, _ = url.partition("://")
    if not found:
        from kg.stores.ladybug import LadybugStore

        return LadybugStore(url)
    if scheme not in BOLT:
        raise StoreUnavailable(f"no store is at {scheme}://…; give bolt://…, neo4j://… or the path of a file")
    try:
        from kg.stores.neo4j import Neo4jStore
    except ModuleNotFoundError as error:
        if error.name != "neo4j":
            raise
        raise StoreUnavailable("Neo4j's driver is not installed; pip install 'tmekg[neo4j]'") from error
    return Neo4jStore(url)
