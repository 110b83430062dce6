"""How well the context of a finding fits the context that is asked for.

Fit per role, multiplied over the roles that are asked:

    stated, the same or narrower          1
    stated, broader or near in the tree   between OTHER and 1, by shared ancestors (Jaccard)
    not stated                            .7   (never counted as a match)
    other species                         .5
    other cancer, cell, region, therapy   .3

A cell, region or therapy that is itself the subject or object of the finding counts as stated.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.errors import InvalidQuery

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROLES = ("cancer", "cell", "region", "therapy", "species")
NOT_STATED, OTHER, OTHER_SPECIES = 0.7, 0.3, 0.5
_OWN_SIDES = ("cell", "region", "therapy", "cancer")  # roles that a finding's own subject or object may state


class Hierarchy:
    """Broader and narrower terms by id, from pairs of a narrower and a broader one."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._up: dict[str, list[str]] = {}
        self._down: dict[str, list[str]] = {}
        for narrow, broad in pairs:
            self._up.setdefault(narrow, []).append(broad)
            self._down.setdefault(broad, []).append(narrow)
        self.broader = lru_cache(maxsize=65536)(lambda key: _closure(key, self._up))
        self.narrower = lru_cache(maxsize=4096)(lambda key: _closure(key, self._down))

    def similarity(self, one: str, other: str) -> float:
        """Share of common ancestors, both counted with themselves: 1 for the same term, 0 for strangers."""
        a, b = self.broader(one), self.broader(other)
        return len(a & b) / len(a | b)


def _closure(key: str, step: Mapping[str, list[str]]) -> frozenset[str]:
    """``key`` and everything that is reached from it."""
    seen, todo = {key}, [key]
    while todo:
        for neighbour in step.get(todo.pop(), ()):
            if neighbour not in seen:
                seen.add(neighbour)
                todo.append(neighbour)
    return frozenset(seen)


@dataclass(frozen=True)
class Context:
    """What is asked for: role → entity id. ``require`` leaves out findings that do not state a matching context."""

    asked: tuple[tuple[str, str], ...] = ()
    require: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str], require: bool = False) -> "Context":
        """Check the roles and order them, so that equal contexts are equal keys.

        Raises:
            InvalidQuery: a role that is not one of cancer, cell, region, therapy, species.
        """
        for role in asked:
            if role not in ROLES:
                raise InvalidQuery(f"'{role}' is not a context; give one of {', '.join(ROLES)}", list(ROLES))
        return cls(tuple(sorted(asked.items())), require and bool(asked))


@dataclass(frozen=True)
class Stated:
    """What the findings state, as positions: both ends of each, and for each context its finding, role and entity.

    ``subject`` and ``object`` have one entry per finding; ``finding``, ``role`` (place in ``ROLES``) and ``entity`` one
    per context. ``ids`` are the entities by position.
    """

    subject: Ints
    object: Ints
    finding: Ints
    role: Ints
    entity: Ints
    ids: Sequence[str]


def fit(context: Context, stated: Stated, hierarchy: Hierarchy) -> Floats:
    """Fit of every finding to a context, 0 to 1, in the order of the findings."""
    total = np.ones(len(stated.subject))
    for role, asked in context.asked:
        other = OTHER_SPECIES if role == "species" else OTHER
        each = np.flatnonzero(stated.role == ROLES.index(role))
        named, which = np.unique(stated.entity[each], return_inverse=True)
        like = np.array([_likeness(stated.ids[at], asked, other, hierarchy) for at in named.tolist()])
        fits = np.full(len(total), -1.0)
        np.maximum.at(fits, stated.finding[each], like[which])
        if role in _OWN_SIDES:
            narrower = hierarchy.narrower(asked)
            within = np.array([key in narrower for key in stated.ids], dtype=bool)
            fits[within[stated.subject] | within[stated.object]] = 1.0
        if context.require:
            fits = np.where(fits == 1.0, 1.0, 0.0)
        total *= np.where(fits < 0, NOT_STATED, fits)
    return total


def _likeness(found: str, asked: str, other: float, hierarchy: Hierarchy) -> float:
    if found in hierarchy.narrower(asked):
        return 1.0
    similarity = hierarchy.similarity(found, asked)
    if found in hierarchy.broader(asked):  # said of a broader thing: at least as good as not stated
        return NOT_STATED + (1 - NOT_STATED) * similarity
    return other + (NOT_STATED - other) * similarity
