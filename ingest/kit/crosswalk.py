"""From the names and numbers that sources use to the identifiers of this graph, by the authorities' own tables.

What the curated vocabulary names comes first, so that a public source speaks of the same node as the curated findings.
Every look-up takes a column and gives one of ids, "" where nothing or more than one thing is meant.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property

import pandas as pd

from ingest.kit.look_up import look_up

VOCABULARY = "vocabulary"
Table = dict[str, str]


class Crosswalk:
    """Look-ups over the vocabulary and the authorities.

    Args:
        things: by source (:data:`VOCABULARY` for the curated one), frames with the columns id, label, name, synonyms,
            former, xrefs ("|" between several).
    """

    def __init__(self, things: Mapping[str, pd.DataFrame]) -> None:
        self._things = {VOCABULARY: things.get(VOCABULARY, pd.DataFrame(columns=_COLUMNS)), **things}

    def genes(self, symbols: "pd.Series[str]") -> "pd.Series[str]":
        """Human genes by symbol: the approved one, else a former one, else an alias, if only one gene has it."""
        return self._first(symbols.str.strip(), self._symbols)

    def xref(self, prefix: str, numbers: "pd.Series[str]", labels: Collection[str] = ()) -> "pd.Series[str]":
        """By a number in another resource, as in ``xref("UniProtKB", column)``; ``labels`` limits what is meant."""
        return self._first(prefix + ":" + numbers.str.strip(), [self._by_xref(frozenset(labels))])

    def named(self, names: "pd.Series[str]", labels: Collection[str]) -> "pd.Series[str]":
        """By name or synonym, without case, spaces and dashes; vocabulary before authorities, names before synonyms."""
        return self._first(flat(names), self._by_name(frozenset(labels)))

    def known(self, ids: "pd.Series[str]") -> "pd.Series[str]":
        """The ids that some table has; a former id (alternative or merged) becomes the present one."""
        return self._first(ids.str.strip(), [self._present, self._moved])

    def label(self, ids: "pd.Series[str]") -> "pd.Series[str]":
        """The label of each id."""
        return look_up(ids, self._labels)

    def name(self, ids: "pd.Series[str]") -> "pd.Series[str]":
        """The name of each id."""
        return look_up(ids, self._names)

    @staticmethod
    def _first(keys: "pd.Series[str]", steps: Collection[Table]) -> "pd.Series[str]":
        found = pd.Series("", index=keys.index, dtype="str")
        for step in steps:
            found = found.where(found != "", look_up(keys, step))
        return found.where(keys != "", "")

    @cached_property
    def _symbols(self) -> list[Table]:
        genes = self._things.get("hgnc")
        if genes is None:
            genes = self._things[VOCABULARY].query("label == 'Gene' and id.str.startswith('HGNC:')")
        approved = dict(zip(genes["name"], genes["id"], strict=True))
        return [approved, _unique(genes, "former"), _unique(genes, "synonyms")]

    def _by_name(self, labels: frozenset[str]) -> list[Table]:
        if labels not in self._named:
            steps = []
            for things in self._things.values():
                some = things[things["label"].isin(labels)]
                names = some.assign(name=flat(some["name"])).drop_duplicates("name", keep=False)
                steps += [dict(zip(names["name"], names["id"], strict=True)), _unique(some, "synonyms", flat)]
            self._named[labels] = steps
        return self._named[labels]

    def _by_xref(self, labels: frozenset[str]) -> Table:
        if labels not in self._crossed:
            parts = [things[things["label"].isin(labels)] if labels else things for things in self._things.values()]
            self._crossed[labels] = _unique(pd.concat(parts), "xrefs")
        return self._crossed[labels]

    @cached_property
    def _named(self) -> dict[frozenset[str], list[Table]]:
        return {}

    @cached_property
    def _crossed(self) -> dict[frozenset[str], Table]:
        return {}

    @cached_property
    def _all(self) -> pd.DataFrame:
        return pd.concat(self._things.values(), ignore_index=True).drop_duplicates("id")

    @cached_property
    def _present(self) -> Table:
        return {key: key for key in self._all["id"]}

    @cached_property
    def _moved(self) -> Table:
        every = pd.concat(self._things.values(), ignore_index=True)
        return _unique(every[~every["id"].str.startswith("HGNC:")], "former")  # a gene's former names are symbols

    @cached_property
    def _labels(self) -> Table:
        return dict(zip(self._all["id"], self._all["label"], strict=True))

    @cached_property
    def _names(self) -> Table:
        return dict(zip(self._all["id"], self._all["name"], strict=True))


_COLUMNS = ["id", "label", "name", "synonyms", "former", "xrefs"]


def flat(names: "pd.Series[str]") -> "pd.Series[str]":
    """Names without the differences that no source keeps: case, dashes, underscores, runs of spaces."""
    return names.str.casefold().str.replace(r"[\s_\-‐‑–]+", " ", regex=True).str.strip()


def _unique(
    things: pd.DataFrame, column: str, form: "Callable[[pd.Series[str]], pd.Series[str]] | None" = None
) -> Table:
    """The ids by each of the values of a column that only one thing has."""
    each = things.loc[things[column] != "", ["id", column]]
    each = each.assign(**{column: each[column].str.split("|")}).explode(column)
    each[column] = form(each[column]) if form else each[column].str.strip()
    each = each[each[column] != ""].drop_duplicates().drop_duplicates(column, keep=False)
    return dict(zip(each[column], each["id"], strict=True))
