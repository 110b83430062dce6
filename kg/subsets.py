"""Cell subsets: how completely each is described, and which stand against it."""

import pandas as pd

from kg.snapshot import Snapshot

EFFECTS = ("PROMOTES", "INHIBITS", "AFFECTS", "RECRUITS", "SECRETES", "PREDICTS")
INDUCES = ("PROMOTES", "RECRUITS", "AFFECTS")
MARKERS_WANTED = 3
_SIGNED = ("PROMOTES", "INHIBITS", "AFFECTS", "PREDICTS")


def subsets(snapshot: Snapshot) -> pd.DataFrame:
    """One row for each cell subset, the most complete first.

    Columns: id, subset, definition (0 or 1), and how many of each: parents, synonyms, markers (positive, with a paper),
    inducers, effects, places, opposing; ``missing`` names what there is none of (markers: fewer than three), "" for a
    subset that is completely described.
    """
    entity = snapshot.entity[snapshot.entity["label"] == "CellSubset"].set_index("id")
    held = snapshot.relation[snapshot.relation["n_supporting"] > 0]
    cited = held[held["n_papers"] > 0]
    up = cited["sign"] > 0
    against = opposing(snapshot)
    counts = {
        "parents": _per(held[held["predicate"] == "SUBSET_OF"], "subject", "object"),
        "markers": _per(cited[(cited["predicate"] == "HAS_MARKER") & up], "subject", "object"),
        "inducers": _per(cited[cited["predicate"].isin(INDUCES) & up], "object", "subject"),
        "effects": _per(cited[cited["predicate"].isin(EFFECTS)], "subject", "object"),
        "places": _per(cited[(cited["predicate"] == "LOCATED_IN") & up], "subject", "object"),
        "opposing": _per(against, "id", "opposing_id"),
    }
    frame = pd.DataFrame({"subset": entity["name"], "definition": (entity["definition"] != "").astype(int)})
    frame["synonyms"] = entity["synonyms"].map(lambda text: len([one for one in text.split("|") if one]))
    for column, count in counts.items():
        frame[column] = count.reindex(frame.index).fillna(0).astype(int)
    wanted = {column: MARKERS_WANTED if column == "markers" else 1 for column in ("definition", "synonyms", *counts)}
    lacking = pd.DataFrame({column: frame[column] < least for column, least in wanted.items()})
    frame["missing"] = [", ".join(lacking.columns[row]) for row in lacking.to_numpy(bool)]
    order = frame.assign(n=lacking.sum(axis=1)).sort_values(["n", "subset"])
    return order.drop(columns="n").rename_axis("id").reset_index()


def opposing(snapshot: Snapshot) -> pd.DataFrame:
    """Pairs of subsets that pull the same thing in opposite directions, or of which one holds the other down.

    A thing and a kind of it count as the same: who furthers liver metastasis furthers metastasis.

    Columns: id, opposing_id, on_id (the thing, or the subset itself that is held down), sign and opposing_sign (what
    either does to it). Kinds of each other are no opponents.
    """
    held = snapshot.relation[(snapshot.relation["n_papers"] > 0) & (snapshot.relation["n_supporting"] > 0)]
    kin = snapshot.hierarchy.broader
    cells = set(snapshot.entity.loc[snapshot.entity["label"] == "CellSubset", "id"])
    signed = held[held["subject"].isin(cells) & held["predicate"].isin(_SIGNED) & (held["sign"] != 0)]
    signed = signed[["subject", "sign", "object"]].drop_duplicates()
    wide = signed.assign(general=signed["object"].map(lambda key: list(kin(key)))).explode("general")
    both = wide.merge(signed, left_on="general", right_on="object", suffixes=("", "_other"))
    both = both[(both["sign"] != both["sign_other"]) & (both["subject"] != both["subject_other"])]
    pairs = both[["subject", "subject_other", "general", "sign", "sign_other"]].to_numpy().tolist()
    pairs += both[["subject_other", "subject", "general", "sign_other", "sign"]].to_numpy().tolist()
    direct = signed[signed["object"].isin(cells) & (signed["sign"] < 0)]
    for one, other in zip(direct["subject"], direct["object"], strict=True):
        pairs += [[one, other, other, -1, 0], [other, one, other, 0, -1]]
    frame = pd.DataFrame(pairs, columns=["id", "opposing_id", "on_id", "sign", "opposing_sign"]).drop_duplicates()
    strangers = [
        a != b and b not in kin(a) and a not in kin(b) for a, b in zip(frame["id"], frame["opposing_id"], strict=True)
    ]
    return frame[strangers].reset_index(drop=True)


def _per(rows: pd.DataFrame, by: str, of: str) -> "pd.Series[int]":
    return rows.groupby(by)[of].nunique()
