"""Where both sides of a claim are supported: which context separates them, if any, before it is called contested."""

from collections.abc import Sequence

from kg.claims import Finding
from kg.wording import NOT_STATED

_ROLES = ("cancer", "cell", "species", "therapy", "time", "region")


def separation(one: Sequence[Finding], other: Sequence[Finding]) -> str:
    """A sentence on what sets two groups of findings apart, or that nothing that is stated does.

    A role separates them when both sides state it in every finding and share no value. Where no finding supports the
    claim there are no two sides.
    """
    if not one:
        return "Tested and not found; no finding that supports it is held here."
    apart = []
    for role in _ROLES:
        mine, theirs = ({finding.context[role] for finding in side} for side in (one, other))
        if mine and theirs and NOT_STATED not in mine | theirs and not mine & theirs:
            apart.append(f"{role} ({'; '.join(sorted(mine))} against {'; '.join(sorted(theirs))})")
    if apart:
        return f"What separates the two sides: {', and '.join(apart)}."
    return (
        "No stated context separates the two sides: not cancer, cell, species, therapy or time. The claim is contested."
    )
