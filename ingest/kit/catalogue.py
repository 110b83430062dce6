"""Which sources there are: every module beside this package that has an ``ABOUT``. Adding one is adding a file."""

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType

import ingest
from kg.errors import InvalidQuery

CURATED, OPEN, ALL = "curated", "open", "all"


def modules() -> dict[str, ModuleType]:
    """The source modules by the id of their source: authorities first, then the others, each by name."""
    found = [importlib.import_module(f"ingest.{one.name}") for one in pkgutil.iter_modules(ingest.__path__)
             if not one.ispkg]  # fmt: skip
    sources = [module for module in found if hasattr(module, "ABOUT")]
    return {module.ABOUT.id: module for module in sorted(sources, key=lambda m: (not m.ABOUT.authority, m.ABOUT.id))}


def chosen(text: str) -> list[str]:
    """Ids of the public sources that ``text`` names: open, curated (none), all, or names joined by commas.

    Raises:
        InvalidQuery: there is no such source.
    """
    known = modules()
    words = [word.strip() for word in text.split(",") if word.strip()]
    wanted: set[str] = set()
    for word in words:
        if word == ALL:
            wanted |= set(known)
        elif word == OPEN:
            wanted |= {key for key, module in known.items() if module.ABOUT.is_open}
        elif word in known:
            wanted.add(word)
        elif word != CURATED:
            names = ", ".join([CURATED, OPEN, ALL, *known])
            raise InvalidQuery(f"there is no source '{word}'; give one or more of {names}, joined by commas", [*known])
    return _in_order(wanted, known)


def _in_order(wanted: Iterable[str], known: Iterable[str]) -> list[str]:
    held = set(wanted)
    return [key for key in known if key in held]
