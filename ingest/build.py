"""From the sources to one release: read them (or what is kept of them), pass the gate once, write the tables."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest import curation
from ingest.kit import snapshot
from ingest.kit.about import About
from ingest.kit.catalogue import OPEN, chosen, modules
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.fetch import fetch
from ingest.kit.kept import kept, key, make
from ingest.kit.settle import settle
from ingest.kit.staged import THING, Staged
from kg.home import home
from kg.tables import Candidate, Release, admit


@dataclass(frozen=True)
class Wanted:
    """What to build from: ``sources`` as :func:`ingest.kit.catalogue.chosen` reads it, and where files come from."""

    sources: str = OPEN
    cache: Path | None = None
    offline: bool = False
    addresses: Mapping[str, str] = field(default_factory=dict)


def build(folder: Path, wanted: Wanted | None = None) -> Release:
    """Build a release and write it to ``folder``, whole or not at all.

    The curated findings are always in. The open sources are read from ``ingest/snapshot`` unless a cache is given.

    Raises:
        InvalidQuery: a source that does not exist is asked for.
        InvalidRow: with every fault; nothing is written then.
        StoreUnavailable: a file of a source is neither in the cache nor to be downloaded.
    """
    wanted = wanted or Wanted()
    names = chosen(wanted.sources)
    curated, faults, counts = curation.candidate()
    staged = _staged(names, curated, wanted)
    abouts = {name: module.ABOUT for name, module in modules().items()}
    abouts |= {name: replace(abouts[name], in_use=True) for name in staged if name not in names}
    settled = settle(curated, staged, abouts)
    told = {name: _told(abouts[name], one, settled.held.get(name, 0)) for name, one in staged.items()}
    staged.clear()  # what follows needs the memory
    release = admit(settled.candidate, faults, counts | told, settled.rejected)
    release.write(folder)
    return release


def stage_all(names: Iterable[str], curated: Candidate, wanted: Wanted) -> dict[str, Staged]:
    """Read the sources ``names`` from the cache, and the authorities, which all others need, before them.

    What was read before from the same files by the same code is taken as it was kept. An authority that is not asked
    for and not in the cache is taken from the rows that travel with the project.
    """
    every, cache = modules(), wanted.cache or home() / "cache" / "sources"
    names = set(names)
    carried = {
        name for name in snapshot.held() if name not in names and every[name].ABOUT.authority
        and not (cache / name).is_dir()
    }  # fmt: skip
    files = {
        name: fetch(every[name].ABOUT, cache, offline=wanted.offline, addresses=wanted.addresses)
        for name in every
        if name in names or (every[name].ABOUT.authority and name not in carried)
    }
    things = {VOCABULARY: curated.entity.assign(former="", xrefs="")[[*THING]]}
    vocabulary = hashlib.sha256(things[VOCABULARY].to_csv(index=False).encode()).hexdigest()
    authorities = [name for name in every if every[name].ABOUT.authority and (name in carried or name in files)]
    keys: dict[str, str] = {name: key(every[name], files[name], []) for name in files if every[name].ABOUT.authority}
    ground = [*keys.values(), vocabulary]
    keys |= {name: key(every[name], files[name], ground) for name in files if name not in keys}
    folder = home() / "staged"
    done = {name: snapshot.read(name) for name in sorted(carried)}
    done |= {name: one for name in files if (one := kept(folder, keys[name])) is not None}
    jobs = [[name for name in files if name not in done and (name in authorities) == first] for first in (True, False)]
    for wave in jobs:
        names_of = Crosswalk(things | {name: done[name].entity for name in authorities if name in done})
        done |= _read(wave, files, names_of, folder, keys)
    return {name: done[name] for name in every if name in done}


def _staged(names: list[str], curated: Candidate, wanted: Wanted) -> dict[str, Staged]:
    if wanted.cache is None and set(names) <= set(snapshot.held()):
        needed = {name for name in snapshot.held() if names and modules()[name].ABOUT.authority}
        return {name: snapshot.read(name) for name in modules() if name in needed.union(names)}
    return stage_all(names, curated, wanted)


def _read(
    wave: list[str], files: Mapping[str, Mapping[str, Path]], names: Crosswalk, folder: Path, keys: Mapping[str, str]
) -> dict[str, Staged]:
    """Read several sources, on as many processors as there are."""
    every = modules()
    if len(wave) < 2:
        return {name: make(every[name], files[name], names, folder, keys[name]) for name in wave}
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(wave)), initializer=_ground, initargs=(names,)) as pool:
        largest = sorted(wave, key=lambda name: -sum(path.stat().st_size for path in files[name].values()))
        jobs = {name: pool.submit(_make, name, files[name], folder, keys[name]) for name in largest}
        for job in jobs.values():
            job.result()
    found = {name: kept(folder, keys[name]) for name in wave}
    return {name: one for name, one in found.items() if one is not None}


_names = Crosswalk({})


def _ground(names: Crosswalk) -> None:
    global _names
    _names = names


def _make(name: str, files: Mapping[str, Path], folder: Path, key: str) -> None:
    make(modules()[name], files, _names, folder, key)


def _told(about: About, one: Staged, held: int) -> dict[str, Any]:
    told = {name: value for name, value in one.counts.items() if name not in ("entities", "findings")}
    return {**told, "out": held, "licence": about.licence, "terms": about.terms}
