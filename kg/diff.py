"""What moved between two releases, as one table."""

import pandas as pd

from kg.tables import Release

_MOVED = 0.05  # of belief; less is the effect of one more weak finding
_CLAIM = ["subject", "predicate", "object"]


def changes(old: Release, new: Release) -> pd.DataFrame:
    """One row a change: ``what``, ``id``, ``before``, ``after``.

    ``what`` is one of: source, rows (of a table), claim added, claim removed, sign changed, belief changed (by .05 or
    more), entity added, entity withdrawn, entity renamed, entity moved (its id is an other name of the new one).
    """
    parts = [_sources(old, new), _sizes(old, new), _claims(old, new), _entities(old, new)]
    return pd.concat(parts, ignore_index=True)


def _rows(what: str, ids: "pd.Series[str]", before: object = "", after: object = "") -> pd.DataFrame:
    return pd.DataFrame({"what": what, "id": ids.to_numpy(), "before": before, "after": after}).astype(str)


def _sources(old: Release, new: Release) -> pd.DataFrame:
    before, after = (dict(release.manifest["sources"]) for release in (old, new))
    told = [
        (name, _told(before.get(name)), _told(after.get(name))) for name in sorted({*before, *after})
    ]  # fmt: skip
    moved = pd.DataFrame([row for row in told if row[1] != row[2]], columns=["id", "before", "after"])
    return moved.assign(what="source")[["what", "id", "before", "after"]]


def _told(about: dict[str, object] | None) -> str:
    if about is None:
        return "absent"
    return " · ".join(
        filter(None, (str(about.get("version", "")), f"{about['in']} rows", f"{about['rejected']} rejected"))
    )


def _sizes(old: Release, new: Release) -> pd.DataFrame:
    sizes = {
        name: (old.manifest["tables"].get(name, {}).get("rows", 0), about["rows"])
        for name, about in new.manifest["tables"].items()
    }
    moved = pd.Series({name: pair for name, pair in sizes.items() if pair[0] != pair[1]}, dtype=object)
    return _rows("rows", pd.Series(moved.index), [one for one, _ in moved], [two for _, two in moved])


def _claims(old: Release, new: Release) -> pd.DataFrame:
    both = old.relation.merge(new.relation, on="id", how="outer", suffixes=("_old", "_new"), indicator=True)
    gone, come = (both[both["_merge"] == side] for side in ("left_only", "right_only"))
    key_old, key_new = [f"{name}_old" for name in _CLAIM], [f"{name}_new" for name in _CLAIM]
    turned = gone[["id", *key_old]].merge(
        come[["id", *key_new]], left_on=key_old, right_on=key_new, suffixes=("_old", "_new")
    )
    stay = both[both["_merge"] == "both"]
    moved = stay[(stay["belief_old"] - stay["belief_new"]).abs() >= _MOVED]
    return pd.concat(
        [
            _rows("sign changed", turned["id_new"], turned["id_old"].to_numpy(), turned["id_new"].to_numpy()),
            _rows("belief changed", moved["id"], _belief(moved["belief_old"]), _belief(moved["belief_new"])),
            _rows("claim removed", gone.loc[~gone["id"].isin(turned["id_old"]), "id"]),
            _rows("claim added", come.loc[~come["id"].isin(turned["id_new"]), "id"]),
        ]
    )


def _belief(values: "pd.Series[float]") -> list[str]:
    return [f"{value:.2f}" for value in values]


def _entities(old: Release, new: Release) -> pd.DataFrame:
    both = old.entity.merge(new.entity, on="id", how="outer", suffixes=("_old", "_new"), indicator=True)
    gone, come = (both[both["_merge"] == side] for side in ("left_only", "right_only"))
    renamed = both[(both["_merge"] == "both") & (both["name_old"] != both["name_new"])]
    other = new.entity.assign(other=new.entity["synonyms"].str.split("|")).explode("other")
    forward = other.drop_duplicates("other", keep=False).set_index("other")["id"]
    moved = gone["id"].map(forward).fillna(gone["name_old"].map(forward)).fillna("")
    withdrawn, went = gone[moved == ""], gone[moved != ""]
    return pd.concat(
        [
            _rows("entity renamed", renamed["id"], renamed["name_old"].to_numpy(), renamed["name_new"].to_numpy()),
            _rows("entity moved", went["id"], went["name_old"].to_numpy(), moved[moved != ""].to_numpy()),
            _rows("entity withdrawn", withdrawn["id"], withdrawn["name_old"].to_numpy()),
            _rows("entity added", come["id"], "", come["name_new"].to_numpy()),
        ]
    )
