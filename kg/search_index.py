"""The file that names are looked up in: one SQLite database beside the build, written from the entity table.

Tables (all of them derived; the file is written anew, never changed):

    entity     n, id, label, name, familiar              n in the order of the ids; curated findings speak of it
    spelling   n, entity, is_name, text, words           every name and synonym as it is displayed, and normalised
    form       size, key, is_loose, spelling             keys by length: one index finds the equal and the longer ones
    grams      FTS5 (trigram) over the normalised text   rowid = spelling.n
    gram       term, spellings                           how many spellings hold a trigram; rare ones go first
    sense      key, size, spelling                       the telling words of a spelling (``kg.phrases``), how many
    preferred  key, rank, entity, text, reason           curated words: rank 0 is meant (-1: ask), others disclosed
"""

import csv
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InvalidModel
from kg.names import fold, key, loose, loosened, normalise, run_together, singular
from kg.phrases import WORDS, phenomena, sense, sense_key

if TYPE_CHECKING:
    import pandas as pd

ASK = -1  # in place of an entity: the word is to be asked back
_PREFERRED = Path(__file__).with_name("preferred_names.tsv")
_SCHEMA = """
create table entity (n integer primary key, id text not null, id_key text not null, label text not null,
                     name text not null, familiar integer not null);
create table spelling (n integer primary key, entity integer not null, is_name integer not null, text text not null,
                       words text not null);
create table form (size integer, key text, is_loose integer, spelling integer,
                   primary key (size, key, is_loose, spelling)) without rowid;
create table sense (key text, spelling integer, size integer not null, primary key (key, spelling)) without rowid;
create table preferred (key text, rank integer, entity integer not null, text text, reason text,
                        primary key (key, rank)) without rowid;
create virtual table grams using fts5 (text, content = '', tokenize = 'trigram case_sensitive 1');
"""


@dataclass(frozen=True)
class Preferred:
    """A word that several entities could be meant by, and which one is; ``id`` "" asks the user back."""

    words: tuple[str, ...]
    id: str
    others: tuple[str, ...]
    reason: str


@lru_cache(maxsize=1)
def preferred_names() -> tuple[Preferred, ...]:
    """The curated rows of ``kg/preferred_names.tsv``: words, id, others, reason."""
    with _PREFERRED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    split = [
        Preferred(
            tuple(row["words"].split("|")), row["id"], tuple(filter(None, row["others"].split("|"))), row["reason"]
        )
        for row in rows
    ]
    return tuple(split)


@lru_cache(maxsize=1)
def version() -> int:
    """A number of the rules by which names are indexed: another one when this code or the preferred words change."""
    rules = (
        Path(__file__),
        Path(__file__).with_name("names.py"),
        Path(__file__).with_name("phrases.py"),
        WORDS,
        _PREFERRED,
    )
    return zlib.crc32(b"".join(file.read_bytes() for file in rules)) & 0x7FFF_FFFF


def is_current(path: Path) -> bool:
    """Whether there is an index at ``path`` that was written by the rules of this code; if not, build it anew."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        try:
            return bool(db.execute("pragma user_version").fetchone()[0] == version())
        except sqlite3.DatabaseError:
            return False


def build(entities: "pd.DataFrame", path: Path, familiar: Collection[str] = ()) -> None:
    """Writes the names of ``entities`` to one SQLite file at ``path``, which then replaces any older one at once.

    Args:
        entities: columns id, label, name (text) and synonyms (text joined by "|", "" for none); others are ignored.
        path: the file; its folder must exist.
        familiar: ids that go first where a word names several things: those that people wrote findings on.

    Raises:
        InvalidModel: a column is missing.
    """
    if missing := [column for column in ("id", "label", "name", "synonyms") if column not in entities.columns]:
        raise InvalidModel(f"names cannot be indexed: the entity table has no column {', '.join(missing)}")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            _write(db, entities, frozenset(familiar))
        part.chmod(0o644)  # mkstemp lets only the owner read
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(db: sqlite3.Connection, entities: "pd.DataFrame", familiar: frozenset[str]) -> None:
    db.executescript(
        f"pragma journal_mode = off; pragma synchronous = off; pragma user_version = {version()}; {_SCHEMA}"
    )
    rows = entities[["id", "label", "name", "synonyms"]].fillna("").sort_values("id").itertuples(index=False, name=None)
    numbers: dict[str, int] = {}
    spelling = 0
    found: list[tuple[int, int, int, str, str]] = []
    forms: list[tuple[int, str, int, int]] = []
    grams: list[tuple[int, str]] = []
    senses: list[tuple[int, frozenset[str]]] = []
    nodes: list[tuple[int, str, str, str, str, int]] = []
    for n, (identifier, label, name, synonyms) in enumerate(rows):
        numbers[identifier] = n
        nodes.append((n, identifier, fold(identifier), label, name, int(identifier in familiar)))
        for is_name, text, words in _spellings(name, synonyms):
            spelling += 1
            found.append((spelling, n, is_name, text, words))
            strict = run_together(words)
            forms.append((len(strict), strict, 0, spelling))
            forms.extend((len(other), other, 1, spelling) for other in _loose_keys(text, words) - {strict})
            grams.append((spelling, gram_text(words)))
            if not phenomena().isdisjoint(told := sense(words)):
                senses.append((spelling, told))
    db.execute("begin")
    db.executemany("insert into entity values (?, ?, ?, ?, ?, ?)", nodes)
    db.executemany("insert into spelling values (?, ?, ?, ?, ?)", found)
    db.executemany("insert into form values (?, ?, ?, ?)", sorted(forms))
    db.executemany("insert into grams (rowid, text) values (?, ?)", grams)
    told_of = sorted((sense_key(told), spelling, len(told)) for spelling, told in senses)
    db.executemany("insert into sense values (?, ?, ?)", told_of)
    db.executemany("insert or ignore into preferred values (?, ?, ?, ?, ?)", _preferred_rows(numbers))
    db.execute("commit")
    db.executescript("""
        begin;
        insert into grams (grams) values ('optimize');
        create virtual table temp.terms using fts5vocab (main, grams, row);
        create table gram (term text primary key, spellings integer) without rowid;
        insert into gram select term, doc from temp.terms;
        drop table temp.terms;
        create index entity_id on entity (id_key);
        create index spelling_entity on spelling (entity);
        commit;
    """)


def _spellings(name: str, synonyms: str) -> Iterator[tuple[int, str, str]]:
    """The name (1) and each synonym (0) with its words, once each; texts without a letter or digit are left out."""
    seen: set[str] = set()
    for is_name, text in ((1, name), *((0, synonym.strip()) for synonym in synonyms.split("|") if synonym)):
        folded = text.casefold()
        if folded not in seen and (words := normalise(text)):
            seen.add(folded)
            yield is_name, text, words


def _loose_keys(text: str, words: str) -> set[str]:
    one = singular(text)
    return {loosened(words), loose(one)} if one != text else {loosened(words)}


def gram_text(words: str) -> str:
    """What trigrams are taken of: the words between spaces, and a short name once more in one piece (pd l1, pdl1)."""
    together = run_together(words)
    return f" {words} {together} " if " " in words and len(together) <= 12 else f" {words} "


def _preferred_rows(numbers: dict[str, int]) -> Iterator[tuple[str, int, int, str, str]]:
    """Rows of the preferred words, for entities that are there; if the one meant is not there, the user is asked."""
    for row in preferred_names():
        choices = [numbers.get(row.id, ASK), *(numbers[other] for other in row.others if other in numbers)]
        if choices == [ASK]:
            continue
        for word in row.words:
            for form in (key(word), loose(word)):
                for rank, choice in enumerate(choices):
                    yield form, rank, choice, word, row.reason
