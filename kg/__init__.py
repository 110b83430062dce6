"""tmekg: a cited knowledge graph of the tumour microenvironment.

import kg
g = kg.open()
g.trace("VWF", "immunosuppression", via=["hypoxia"]).frame()
"""

from typing import TYPE_CHECKING, Any

from kg.errors import (
    AmbiguousName,
    InvalidModel,
    InvalidQuery,
    InvalidRow,
    StoreUnavailable,
    TmeError,
    UnknownName,
)

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.graph import open_graph as open
    from kg.stores import connect

__all__ = [
    "AmbiguousName", "Graph", "InvalidModel", "InvalidQuery", "InvalidRow", "StoreUnavailable", "TmeError",
    "UnknownName", "connect", "open",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the graph only when it is used, so that ``tmekg --help`` does not wait for pandas."""
    if name in ("Graph", "open"):
        from kg import graph

        return graph.Graph if name == "Graph" else graph.open_graph
    if name == "connect":
        from kg.stores import connect

        return connect
    raise AttributeError(f"module 'kg' has no attribute '{name}'")
