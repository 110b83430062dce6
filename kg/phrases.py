"""What a phrase is about, however it is put: "efficacy of anti-PD-1" and "sensitivity to PD-1 blockade" are one.

The *sense* of a text is the set of its telling words: words that name one phenomenon become one (efficacy, sensitivity,
response), words that only join or that every paper uses are left out, a symbol is one word (PD-1, pd1). The words stand
in ``kg/phrase_words.tsv``.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from kg.names import loosened

WORDS = Path(__file__).with_name("phrase_words.tsv")
_COMBINED = ((8, 8), (20, 3), (500, 2))  # of up to so many telling words, combinations of at most so many are looked up
# A symbol that normalising has parted at its dash: pd 1, pd l1, ctla 4.
_SYMBOL = re.compile(r"\b([a-z]{1,5}) ([a-z]?\d{1,3})\b")


@lru_cache(maxsize=1)
def _meanings() -> tuple[Mapping[str, str], frozenset[str]]:
    """Word → what it means, and the words that tell nothing."""
    meaning: dict[str, str] = {}
    fillers: set[str] = set()
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = row["words"].split("|")
            if row["role"] == "filler":
                fillers.update(words)
            else:
                meaning.update(dict.fromkeys(words, row["meaning"]))
    return MappingProxyType(meaning), frozenset(fillers)


@lru_cache(maxsize=1)
def phenomena() -> frozenset[str]:
    """The meanings that name something which happens or results, such as "resistance"."""
    return frozenset(_meanings()[0].values())


@lru_cache(maxsize=100_000)
def sense(normalised: str) -> frozenset[str]:
    """The telling words of a text that ``kg.names.normalise`` has passed; all its words if none is telling.

    >>> from kg.names import normalise
    >>> sorted(sense(normalise("efficacy of anti-PD-1"))), sorted(sense(normalise("Sensitivity to PD1 blockade")))
    (['pd1', 'response'], ['pd1', 'response'])
    """
    meaning, fillers = _meanings()
    words = _SYMBOL.sub(r"\1\2", _loosened_words(normalised)).split()
    told = frozenset(meaning.get(word, word) for word in words if word not in fillers)
    return told or frozenset(words)


def sense_key(told: frozenset[str]) -> str:
    """A sense as text, the same for the same words."""
    return " ".join(sorted(told))


def parts(told: frozenset[str]) -> Iterator[str]:
    """Keys of the senses that a sense holds and that are about a phenomenon; of a long one those of few words."""
    words = sorted(told)
    most = next((few for longest, few in _COMBINED if len(words) <= longest), 1)
    for size in range(1, most + 1):
        for some in combinations(words, size):
            if not phenomena().isdisjoint(some):
                yield " ".join(some)


def _loosened_words(normalised: str) -> str:
    """The words with Greek letters and "+" read loosely, each by itself."""
    return " ".join(filter(None, (loosened(word) for word in normalised.split())))
