"""Where release, store and caches stand: TMEKG_HOME, else ``build/`` in a checkout, else the user's data folder.

<home>/release/     the checked tables (Parquet) and manifest.json
<home>/graph.lbug   the embedded store
<home>/cache/       what was read back from a store, by release
"""

import os
from pathlib import Path

from kg.resources import checkout


def home() -> Path:
    """The folder; it need not exist yet."""
    chosen = os.environ.get("TMEKG_HOME")
    if chosen:
        return Path(chosen).expanduser()
    root = checkout()
    return root / "build" if root else Path.home() / ".local" / "share" / "tmekg"


def release_folder() -> Path:
    """Where ``build`` writes and ``load`` reads; where nothing was built, the open release that a wheel carries."""
    built = home() / "release"
    carried = Path(__file__).parent / "_data" / "release"
    return carried if checkout() is None and carried.is_dir() and not built.exists() else built


def store_url() -> str:
    """TMEKG_URL, else the embedded store of the home folder."""
    return os.environ.get("TMEKG_URL") or str(home() / "graph.lbug")
