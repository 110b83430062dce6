"""Where the files that travel with the package stand: ``_data`` in the wheel, beside the package in a checkout."""

from pathlib import Path
from typing import Literal

from kg.errors import InvalidModel

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {"schema": "schema/generated", "queries": "queries", "app": "app"}


def checkout() -> Path | None:
    """The folder of the source checkout that this package runs from, or None when it was installed from a wheel."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "ingest").is_dir() else None


def path(name: Literal["schema", "queries", "app"]) -> Path:
    """The folder of generated schema files, of queries or of the app.

    Raises:
        InvalidModel: the folder is in neither place, i.e. the installation is incomplete.
    """
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / _CHECKOUT[name]):
        if folder.is_dir():
            return folder
    raise InvalidModel(f"the package's {name} folder is missing; reinstall tmekg")
