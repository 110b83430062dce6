"""A list of genes against the graph: which have a step towards a cell and one towards an outcome, and which lack it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kg.coverage import ENDS
from kg.errors import Fault, InvalidRow, UnknownName
from kg.model import Model
from kg.search import Names
from kg.snapshot import Snapshot

# What immune cells do: immune processes of the tumour and in general, lymphocyte activation, phagocytosis, and kinds.
IMMUNE_PROCESSES = ("TME:0000172", "GO:0002376", "GO:0046649", "GO:0006909")


def read_symbols(path: Path) -> list[str]:
    """The first column of a text file, one name a line; empty lines and those that begin with # are passed over.

    Raises:
        InvalidRow: there is no name in it, or it is not UTF-8 text.
    """
    if not path.is_file():
        raise InvalidRow([Fault(str(path), 0, "", "no such file", "a file with one name a line")])
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidRow([Fault(str(path), 1, "", "not text", "one name a line, UTF-8")]) from error
    names = [line.split("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
    if not names:
        raise InvalidRow([Fault(str(path), 1, "", "no name", "one name a line")])
    return list(dict.fromkeys(names))


def covered(snapshot: Snapshot, names: Sequence[str]) -> pd.DataFrame:
    """One row for each name: name, id, cell_steps, outcome_steps, ``missing``.

    A step towards a cell is a cited relation of the gene with a cell subset or with something that immune cells do. One
    towards an outcome leads to an outcome or to a kind of tumour progression, suppression or immunity
    (``kg.coverage.ENDS``), directly or by way of one thing. What is bound counts as the next thing in both directions;
    what is held of a complex counts for its members.
    """
    held = snapshot.relation[(snapshot.relation["n_supporting"] > 0) & (snapshot.relation["n_papers"] > 0)]
    walked = [name for name, of in Model.load().relation_types.items() if of.walk in ("any step", "last step")]
    acting = held[held["predicate"].isin(walked)]
    bound = acting[acting["predicate"] == "BINDS"]
    pairs = pd.concat([
        acting[["subject", "object"]],
        bound.rename(columns={"subject": "object", "object": "subject"})[["subject", "object"]],
    ]).drop_duplicates()  # fmt: skip
    ends = set(snapshot.entity.loc[snapshot.entity["label"] == "Outcome", "id"])
    ends.update(*(snapshot.hierarchy.narrower(end) for end in ENDS))
    near = set(pairs.loc[pairs["object"].isin(ends), "subject"])
    reach = pairs[pairs["object"].isin(ends | near)]
    cells = set(snapshot.entity.loc[snapshot.entity["label"] == "CellSubset", "id"])
    cells.update(*(snapshot.hierarchy.narrower(process) for process in IMMUNE_PROCESSES))
    touching = pd.concat([
        acting.loc[acting["object"].isin(cells), ["subject", "object"]].set_axis(["gene", "cell"], axis=1),
        acting.loc[acting["subject"].isin(cells), ["object", "subject"]].set_axis(["gene", "cell"], axis=1),
    ])  # fmt: skip
    cell_steps, outcome_steps = touching.groupby("gene")["cell"].nunique(), reach.groupby("subject")["object"].nunique()
    whole = snapshot.relation["object"].map(snapshot.label) == "Complex"
    members = snapshot.relation[whole & (snapshot.relation["predicate"] == "PART_OF")]
    complexes = members.groupby("subject")["object"].agg(list).to_dict()
    rows = []
    for name in names:
        key = _gene(snapshot.names, name)
        same = [key, *complexes.get(key, [])]
        steps = [sum(int(count.get(one, 0)) for one in same) for count in (cell_steps, outcome_steps)]
        missing = [what for what, count in zip(("cell step", "outcome step"), steps, strict=True) if not count]
        rows.append((name, key, *steps, "not in the graph" if not key else ", ".join(missing)))
    return pd.DataFrame(rows, columns=["name", "id", "cell_steps", "outcome_steps", "missing"])


def _gene(names: Names, name: str) -> str:
    """The id of the gene or complex of this name, "" when there is none or no telling which."""
    try:
        return names.resolve(name, labels=["Gene", "Complex"]).id
    except UnknownName:
        return ""
