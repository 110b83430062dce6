"""Which entity a person means: ``search`` for a list to choose from, ``resolve`` for exactly one or an error.

Equal names come first; then, for a phrase about a phenomenon, names that say the same or a part of it (``kg.phrases``);
then names that begin with the text; then names that share its rarer trigrams, re-ranked by their similarity. Text that
a person typed is normalised (``kg.names``) and quoted; it is never FTS5 syntax.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from kg.errors import AmbiguousName, InvalidQuery, StoreUnavailable, UnknownName
from kg.meanings import Equal, Hit, Meanings, Resolution
from kg.names import fold, key, loose, normalise, run_together, singular
from kg.phrases import parts, phenomena, sense
from kg.search_index import build, gram_text, is_current

__all__ = ["Hit", "Names", "Resolution", "build", "is_current"]

_LONGEST = 1_000  # letters; the longest systematic names of chemicals have about half of that
_CANDIDATES = 200  # spellings whose similarity is computed
_POSTINGS = 4_000  # spellings that the trigrams of one search may bring up; the rarer trigrams are asked for first
_GRAMS = 16  # of a long text, this many of its rarest trigrams
_SUGGESTED = 58.0  # score from which on a similar name is worth suggesting
_FAMILIAR = 2.0  # ahead of things of equal likeness that only a public source knows
_BEGINNING = 3  # first letters that are looked for where nothing is similar

# :labels is "" for any, else labels between bars.
_BY_ID = "select id, name, label from entity where id_key = ?"
_BY_KEY = """
    select f.is_loose, s.is_name, s.text, s.words, e.familiar, e.id, e.name, e.label
    from form f join spelling s on s.n = f.spelling join entity e on e.n = s.entity
    where f.size = :size and f.key = :key"""
_BY_PREFIX = """
    select s.is_name, s.text, e.familiar, e.id, e.name, e.label
    from form f join spelling s on s.n = f.spelling join entity e on e.n = s.entity
    where f.size = :size and f.key >= :key and f.key < :key || char(1114111)
      and (:labels = '' or instr(:labels, '|' || e.label || '|'))
    order by e.familiar desc, s.is_name desc, f.key, e.id limit :limit"""
_BY_GRAMS = """
    select s.is_name, s.text, s.words, e.familiar, e.id, e.name, e.label
    from grams join spelling s on s.n = grams.rowid join entity e on e.n = s.entity
    where grams match :grams and (:labels = '' or instr(:labels, '|' || e.label || '|'))
    order by grams.rank limit :limit"""
_BY_SENSE = """
    select t.size, s.text, e.id, e.name, e.label
    from sense t join spelling s on s.n = t.spelling join entity e on e.n = s.entity
    where t.key in (select value from json_each(:keys)) and (:labels = '' or instr(:labels, '|' || e.label || '|'))
    order by t.size desc, e.familiar desc, s.is_name desc, length(s.text), e.id limit :limit"""
_NEXT_SIZE = "select min(size) from form where size > ?"
_PREFERRED = """
    select p.text, e.id, e.name, e.label from preferred p left join entity e on e.n = p.entity
    where p.key = ? order by p.rank"""


class Names:
    """The names of one release, read from the file that ``build`` wrote. May be shared between threads.

    Raises:
        StoreUnavailable: there is no such file, or another version wrote it.
    """

    def __init__(self, path: Path) -> None:
        if not is_current(path):
            what = "was written by another version" if path.exists() else "is not there"
            raise StoreUnavailable(f"the index of names at {path} {what}; run `tmekg build` and `tmekg load`")
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def search(self, text: str, limit: int = 10, label: str | None = None) -> list[Hit]:
        """Entities for ``text``, best first, each once, by the best of its spellings.

        Args:
            text: an id, a name, the beginning or a part of one; one or two wrong letters are tolerated.
            limit: at most so many.
            label: only entities of this label.

        Raises:
            InvalidQuery: no letter or digit in it, or more than 1,000 of them.
        """
        _check(text)
        labels = "" if label is None else f"|{label}|"
        return self._search(text, limit, labels)

    def _search(self, text: str, limit: int, labels: str) -> list[Hit]:
        meanings = self._meanings(text)
        found = self._by_id(text)
        if labels:
            allowed = labels.strip("|").split("|")
            meanings, found = meanings.among(allowed), [hit for hit in found if hit.label in allowed]
        equal = meanings.hits()
        if (meant := meanings.meant()) is not None:
            found.append(replace(equal[meant], score=100.0))
        hits = {hit.id: hit for hit in found}
        stages = (equal.values(), self._said_otherwise(text, limit, labels), self._beginning(text, limit, labels))
        for stage in (*stages, self._similar(text, labels)):
            if len(hits) < limit:  # the later stages are not begun when there is enough
                for hit in stage:
                    hits.setdefault(hit.id, hit)
        return list(hits.values())[: max(limit, 0)]

    def resolve(self, text: str, labels: Collection[str] | None = None) -> Resolution:
        """The one entity that ``text`` names: by its id, name, symbol, a synonym or a previous symbol.

        An entity's own name goes before a synonym of another, which is disclosed. Other words with several meanings
        are an error, unless ``labels`` leaves one, or ``preferred_names.tsv`` says which is meant.

        Args:
            text: what was typed; also a choice as it is listed by the errors, "id name (label)".
            labels: only entities of these labels.

        Raises:
            UnknownName: no entity is named so; ``suggestions`` lists up to five similar ones as "id name (label)".
            AmbiguousName: several are; ``suggestions`` lists them.
            InvalidQuery: no letter or digit in it, or more than 1,000 of them.
        """
        _check(text)
        for hit in self._by_id(text):
            if labels is None or hit.label in labels:
                return Resolution(text, hit.id, hit.name, hit.label, hit.matched)
            raise self._not_of(labels, text, [hit])
        every = self._meanings(text)
        here = every if labels is None else every.among(labels)
        known, choices = every.hits(), here.hits()
        if (meant := here.meant()) is not None:
            hit = known.pop(meant)
            return Resolution(text, hit.id, hit.name, hit.label, hit.matched, tuple(known.values()))
        if choices:
            listed = [str(hit) for hit in choices.values()]
            raise AmbiguousName(f"{_short(text)} names {len(listed)} things: {'; '.join(listed)}. Give the id.", listed)
        if known and labels is not None:
            raise self._not_of(labels, text, known.values())
        raise self._unknown(f"nothing here is named {_short(text)}", text, "")

    def _not_of(self, labels: Collection[str], text: str, known: Iterable[Hit]) -> UnknownName:
        message = f"{_short(text)} is {'; '.join(map(str, known))}, not a {' or '.join(sorted(labels))}"
        return self._unknown(message, text, f"|{'|'.join(sorted(labels))}|")

    def _unknown(self, message: str, text: str, labels: str) -> UnknownName:
        similar = [str(hit) for hit in self._search(text, 5, labels) if hit.score >= _SUGGESTED]
        if similar:
            return UnknownName(f"{message}; did you mean {'; '.join(similar)}?", similar)
        begin = normalise(text)[:_BEGINNING]
        alike = [str(hit) for hit in self._search(begin, 5, labels)] if begin.isalnum() else []
        hint = f"names with '{begin}' in them: {'; '.join(alike)}" if alike else "try another name for it, or its id"
        return UnknownName(f"{message}; {hint}.", alike)

    def _by_id(self, text: str) -> list[Hit]:
        """The entity with this id, in any case, or the one that was copied from a list as "id name (label)"."""
        typed = re.sub(r":\s+", ":", text.strip())
        first = typed.partition(" ")[0]
        rows = self._db.execute(_BY_ID, (fold(first),)).fetchall()
        hits = [Hit(identifier, name, label, identifier, 100.0) for identifier, name, label in rows]
        return [hit for hit in hits if typed in {first, str(hit)}]

    def _meanings(self, text: str) -> Meanings:
        folded, words = fold(text), normalise(text)
        strict = run_together(words)
        forms = dict.fromkeys((strict, loose(text), loose(singular(text, typed=True))))
        equal: list[Equal] = []
        for form in forms:
            rows = self._db.execute(_BY_KEY, {"size": len(form), "key": form})
            for is_loose, is_name, spelling, same, familiar, identifier, name, label in rows:
                closeness = 0 if is_loose or form != strict else 1
                if closeness and same == words:
                    closeness = 3 if fold(spelling) == folded else 2
                score = (98.0 if closeness else 96.0) + is_name + 0.25 * max(0, closeness - 1)
                hit = Hit(identifier, name, label, spelling, score)
                equal.append(Equal(hit, bool(is_name), closeness, bool(familiar)))
        equal.sort(key=lambda one: (one.closeness == 0, not one.is_name, -one.closeness, not one.familiar, one.hit.id))
        for form in forms:
            if curated := self._db.execute(_PREFERRED, (form,)).fetchall():
                listed = [
                    Hit(identifier, name, label, word, 97.5) for word, identifier, name, label in curated if identifier
                ]
                return Meanings(equal, None if curated[0][1] is None else listed[0], listed)
        return Meanings(equal, None, [])

    def _said_otherwise(self, text: str, limit: int, labels: str) -> Iterator[Hit]:
        """For a phrase about a phenomenon, entities all of whose telling words it holds: those with the most first."""
        told = sense(normalise(text))
        if told.isdisjoint(phenomena()):
            return
        asked = {"keys": json.dumps(list(parts(told))), "labels": labels, "limit": 5 * limit}
        for size, spelling, identifier, name, label in self._db.execute(_BY_SENSE, asked).fetchall():
            yield Hit(identifier, name, label, spelling, round(80 + 15 * size / len(told), 1))

    def _beginning(self, text: str, limit: int, labels: str) -> Iterator[Hit]:
        """Entities of which a spelling begins with the text: shortest spellings first, among those names first."""
        found: list[tuple[float, int, str, Hit]] = []
        for form in dict.fromkeys((key(text).rstrip("-"), loose(text).rstrip("-"))):
            size, left = len(form), 3 * limit
            while left > 0 and (size := self._db.execute(_NEXT_SIZE, (size,)).fetchone()[0] or 0):
                asked = {"size": size, "key": form, "labels": labels, "limit": left}
                for is_name, spelling, known, identifier, name, label in self._db.execute(_BY_PREFIX, asked).fetchall():
                    left -= 1
                    score = round(79 + 13 * len(form) / size + is_name + _FAMILIAR * known, 1)
                    hit = Hit(identifier, name, label, spelling, score)
                    found.append((-hit.score, len(spelling), hit.id, hit))
        yield from (hit for *_, hit in sorted(found, key=lambda row: row[:3]))

    def _similar(self, text: str, labels: str) -> Iterator[Hit]:
        """Entities with a spelling that is like the text, the most similar first."""
        words = normalise(text)
        if not (grams := self._rare_grams(words)):
            return
        asked = {"grams": grams, "labels": labels, "limit": _CANDIDATES}
        typed = run_together(words)
        scored = []
        for is_name, spelling, other, known, identifier, name, label in self._db.execute(_BY_GRAMS, asked).fetchall():
            score = round(min(79, _similarity(words, typed, other) + _FAMILIAR * known), 1)
            scored.append((-score, -is_name, len(spelling), identifier, Hit(identifier, name, label, spelling, score)))
        yield from (hit for *_, hit in sorted(scored, key=lambda row: row[:4]))

    def _rare_grams(self, words: str) -> str:
        """The rarer trigrams of the words as an FTS5 expression, each a quoted string; "" when none is known."""
        text = gram_text(words)
        known = []
        for gram in sorted({text[start : start + 3] for start in range(len(text) - 2)}):
            if row := self._db.execute("select spellings from gram where term = ?", (gram,)).fetchone():
                known.append((row[0], gram))
        asked: list[str] = []
        postings = 0
        for spellings, gram in sorted(known)[:_GRAMS]:
            if asked and postings + spellings > _POSTINGS:
                break
            postings += spellings
            asked.append('"' + gram.replace('"', '""') + '"')
        return " OR ".join(asked)


def _similarity(words: str, typed: str, other: str) -> float:
    """0-79: the likeness of the whole, or of the words and the part of the other name that are most alike."""
    whole = fuzz.ratio(typed, run_together(other))
    part = max(fuzz.token_set_ratio(words, other), fuzz.partial_ratio(words, other) if len(words) <= len(other) else 0)
    return round(0.79 * max(whole, 0.8 * part + 0.2 * whole), 1)


def _check(text: str) -> None:
    if len(text) > _LONGEST:
        raise InvalidQuery(f"{_short(text)} has {len(text):,} letters; a name has at most {_LONGEST:,}")
    if not key(text):
        raise InvalidQuery(f"{_short(text)} holds no letter or digit; type a name, a symbol or an id")


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
