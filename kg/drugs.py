"""Drugs and regimens: what they act on, in which direction, for what, and what came of it."""

from collections.abc import Iterable

import pandas as pd

from kg.snapshot import Snapshot

_ARROW = {1: "▲", -1: "▼", 0: "?"}


def drugs(snapshot: Snapshot) -> pd.DataFrame:
    """One row for each drug or regimen that has a target or a result, the best described first.

    Columns: id, drug, kind (Drug or Therapy), targets (with ▲ raises, ▼ inhibits, ? acts on), by_component (1 where the
    targets are those of the regimen's components), indications, phases, statuses, trials, years, ``missing``. A result
    belongs to the drug or regimen that was tested, never to another of its class.
    """
    entity = snapshot.entity[snapshot.entity["label"].isin(["Drug", "Therapy"])].set_index("id")
    held = snapshot.relation[snapshot.relation["n_supporting"] > 0]
    aims = held[held["predicate"] == "TARGETS"]
    said = [f"{_ARROW[int(s)]} {snapshot.name[o]}" for s, o in zip(aims["sign"], aims["object"], strict=True)]
    own = aims.assign(said=said).groupby("subject")["said"].agg(_list)
    parts = held[held["predicate"] == "COMPONENT_OF"].assign(said=lambda rows: rows["subject"].map(own))
    shared = parts.dropna(subset="said").groupby("object")["said"].agg(_list)
    results = snapshot.finding[snapshot.finding["drug_status"] != ""]
    cancers = snapshot.context[snapshot.context["role"] == "cancer"].groupby("finding")["entity"].agg(list)
    sick = [
        [object_] if snapshot.label.get(object_) == "Disease" else cancers.get(key, [])
        for key, object_ in zip(results["id"], results["object"], strict=True)
    ]
    told = results.assign(indication=[_list(snapshot.name[one] for one in named) for named in sick])
    of = told.groupby("subject")
    frame = pd.DataFrame({
        "drug": entity["name"], "kind": entity["label"],
        "targets": own.reindex(entity.index).fillna(shared.reindex(entity.index)).fillna(""),
        "by_component": (~entity.index.isin(own.index) & entity.index.isin(shared.index)).astype(int),
    })  # fmt: skip
    columns = {
        "indications": "indication", "phases": "drug_phase", "statuses": "drug_status", "trials": "trial_id",
        "years": "year",
    }  # fmt: skip
    for column, source in columns.items():
        frame[column] = of[source].agg(_list).reindex(entity.index).fillna("")
    frame = frame[(frame["targets"] != "") | (frame["statuses"] != "")]
    wanted = ("targets", "indications", "phases", "statuses", "years")
    lacking = pd.DataFrame({column: frame[column] == "" for column in wanted})
    frame["missing"] = [", ".join(lacking.columns[row]) for row in lacking.to_numpy(bool)]
    order = frame.assign(n=lacking.sum(axis=1)).sort_values(["n", "drug"]).drop(columns="n")
    return order.rename_axis("id").reset_index()


def _list(values: Iterable[object]) -> str:
    """Distinct values in their order, those of a cell that holds several among them."""
    parts = (part for value in values for part in str(value).split("; ") if part)
    return "; ".join(dict.fromkeys(parts))
