"""What a source module says of itself: who publishes it, under which terms, which files, from where."""

from dataclasses import dataclass

OPEN = frozenset({"CC0-1.0", "CC-BY-4.0"})  # licences under which rows of a source travel with this project


@dataclass(frozen=True)
class File:
    """One file of a source.

    Attributes:
        name: as the official address gives it; it stands at ``<cache>/<source>/<name>``.
        url: the official address; "" when there is none that a program may ask.
        also: other names under which a copy in another official or unpacked form is accepted.
        sha256: known hash; "" for an address whose file changes, whose hash is recorded at the download.
        by_hand: what a person does to get the file where the address is for browsers only.
        optional: the source can be read without it.
    """

    name: str
    url: str
    also: tuple[str, ...] = ()
    sha256: str = ""
    by_hand: str = ""
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are accepted in the cache, the official first."""
        return (self.name, *self.also)


@dataclass(frozen=True)
class About:
    """One source.

    Attributes:
        id: short name, that of its module and of its folder in the cache.
        name: for display.
        licence: SPDX identifier, else the words of the source ("not stated" where none was seen).
        url: home page.
        files: what is read.
        terms: what a user must know beyond the licence.
        authority: whether the identifiers of some kind of thing are taken from here.
        in_use: whether only those of its things are kept that something else speaks of.
        version: of the data; "" when the files tell (see :class:`ingest.kit.staged.Staged`).
    """

    id: str
    name: str
    licence: str
    url: str
    files: tuple[File, ...]
    terms: str = ""
    authority: bool = False
    in_use: bool = False
    version: str = ""

    @property
    def is_open(self) -> bool:
        """Whether rows made from it may travel with this project."""
        return self.licence in OPEN
