"""What a text can stand for, and which of it is meant."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """An entity and the spelling by which it was found. Score: 96-100 equal, 80-95 begins so, below similar."""

    id: str
    name: str
    label: str
    matched: str
    score: float

    def __str__(self) -> str:
        return f"{self.id} {self.name} ({self.label})"


@dataclass(frozen=True)
class Resolution:
    """What was typed, which entity is used for it, the spelling that matched, and the other meanings."""

    typed: str
    id: str
    name: str
    label: str
    matched: str
    others: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Equal:
    """A spelling equal to the text: closeness 3 as folded, 2 as normalised, 1 by its key, 0 only by its loose key.

    ``familiar`` marks a thing that curated findings speak of.
    """

    hit: Hit
    is_name: bool
    closeness: int
    familiar: bool = True


@dataclass(frozen=True)
class Meanings:
    """All that a text can stand for.

    Attributes:
        equal: the spellings that are equal to it, closest first.
        preferred: what a curated row of ``preferred_names.tsv`` says is meant by the word, if one does.
        listed: all that such a row lists, the preferred one first.
    """

    equal: list[Equal]
    preferred: Hit | None
    listed: list[Hit]

    def among(self, labels: Collection[str]) -> "Meanings":
        """Only what has one of these labels."""
        preferred = self.preferred if self.preferred and self.preferred.label in labels else None
        equal = [match for match in self.equal if match.hit.label in labels]
        return Meanings(equal, preferred, [hit for hit in self.listed if hit.label in labels])

    def hits(self) -> dict[str, Hit]:
        """Every entity once, closest first."""
        hits: dict[str, Hit] = {}
        for hit in (*(match.hit for match in self.equal), *self.listed):
            hits.setdefault(hit.id, hit)
        return hits

    def meant(self) -> str | None:
        """The id of the one entity that is meant; None when there is none, or no telling which."""
        strict = [match for match in self.equal if match.closeness]
        ours = {match.hit.id for match in strict if match.familiar}
        bare = [match for match in strict if match.is_name]
        if len(ours) == 1 and not any(match.familiar or match.hit.label == "Gene" for match in bare):
            return ours.pop()  # "angiogenesis" is that of tumours here, whatever an ontology calls by the bare word
        named = [match for match in strict or self.equal if match.is_name]
        if named:
            closest = max(match.closeness for match in named)
            ids = {match.hit.id for match in named if match.closeness == closest}
        else:  # a loose spelling of a name (IFN-γ for IFNG) is as good as a synonym of something else
            ids = {match.hit.id for match in self.equal if match.closeness or match.is_name or not strict}
        if named and strict and len(ids) == 1:
            return ids.pop()
        if self.preferred:
            return self.preferred.id
        ids |= set() if named else {hit.id for hit in self.listed}
        if len(ids) > 1:  # the others are disclosed beside it
            ids &= {match.hit.id for match in self.equal if match.familiar} or ids
        return ids.pop() if len(ids) == 1 else None
