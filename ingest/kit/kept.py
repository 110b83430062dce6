"""Staged tables kept on disk by what they were made from, so that a build reads again only what changed."""

import hashlib
import inspect
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from ingest.kit.crosswalk import Crosswalk
from ingest.kit.fetch import digest
from ingest.kit.staged import Staged
from kg.model import Model


def key(module: ModuleType, files: Mapping[str, Path], before: Iterable[str]) -> str:
    """A name for what ``module`` makes of ``files`` when the look-ups were made from ``before``."""
    parts = [_code(module), _kit(), Model.load().version, *before]
    parts += [f"{name} {path.name} {digest(path)}" for name, path in sorted(files.items())]
    return f"{module.ABOUT.id}-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:20]}"


def kept(folder: Path, name: str) -> Staged | None:
    """The staged tables of this name, or None."""
    return Staged.read(folder / name) if (folder / name / "counts.json").is_file() else None


def make(module: ModuleType, files: Mapping[str, Path], names: Crosswalk, folder: Path, name: str) -> Staged:
    """Read the source and keep what it yields; older tables of the same source go."""
    staged: Staged = module.read(files, names)
    staged.counts["files"] = {path.name: digest(path) for path in files.values()}
    folder.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        staged.write(part)
        for old in folder.glob(f"{module.ABOUT.id}-*"):
            shutil.rmtree(old, ignore_errors=True)
        os.replace(part, folder / name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return staged


def _code(module: ModuleType) -> str:
    return hashlib.sha256(Path(inspect.getfile(module)).read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _kit() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
