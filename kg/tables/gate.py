"""The one gate: no row reaches a release unless the schema allows it. All faults are collected, none is repaired."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from kg.errors import Fault
from kg.model import Model
from kg.tables.candidate import Candidate
from kg.tables.columns import cell_faults, column_faults
from kg.tables.curated import CURATED


def faults_of(candidate: Candidate, model: Model) -> list[Fault]:
    """Every fault of the candidate, in the words of the file that people edit."""
    label = candidate.entity.drop_duplicates("id").set_index("id")["label"]
    faults = _entity_faults(candidate.entity, model)
    for table in ("entity", "publication", "source", "context", "cites"):
        faults += column_faults(getattr(candidate, table), model.columns(table))
    for table in ("entity", "publication", "source"):
        faults += _duplicates(getattr(candidate, table))
    faults += _context_faults(candidate.context, label, model) + _citation_faults(candidate)
    claims = column_faults(candidate.finding, model.columns("finding")) + _duplicates(candidate.finding)
    claims += _claim_faults(candidate.finding, label, model) + _cycles(candidate.finding)
    names = candidate.written_as
    return faults + [replace(fault, column=names.get(fault.column, fault.column)) for fault in claims]


def ordered(faults: Iterable[Fault]) -> list[Fault]:
    """By file and line, a cell once: the first that is said of it is the plainest."""
    first: dict[tuple[str, int, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.file, fault.line, fault.column), fault)
    return sorted(first.values(), key=lambda fault: (fault.file, fault.line))


def _duplicates(frame: pd.DataFrame) -> list[Fault]:
    again = frame[frame.duplicated("id") & (frame["id"] != "")]
    return cell_faults(again, "id", "an id that stands once; this one stands above already")


def _entity_faults(entity: pd.DataFrame, model: Model) -> list[Fault]:
    prefix = entity["id"].str.split(":").str[0]
    known = entity["label"].isin(model.entity_labels)
    faults = []
    for label in model.entity_labels:
        allowed = model.prefixes(label)
        wrong = entity[(entity["label"] == label) & ~prefix.isin(allowed)]
        faults += cell_faults(wrong, "id", f"an identifier of {label}: " + ", ".join(f"{p}:…" for p in allowed), [])
    ours = entity[known & (entity["file"] == "entities.tsv") & (entity["name"] != "")]
    again = ours[ours["name"].str.casefold().duplicated()]
    return faults + cell_faults(again, "name", "a name that no other entity has (case is ignored)")


def _claim_faults(finding: pd.DataFrame, label: "pd.Series[str]", model: Model) -> list[Fault]:
    faults = []
    known = finding.assign(**{side[0]: finding[side].map(label) for side in ("subject", "object")})
    for side in ("subject", "object"):
        unknown = finding[known[side[0]].isna() & (finding[side] != "")]
        faults += cell_faults(unknown, side, "the id of an entity in entities.tsv", label.index)
    signs = {name: {str(sign) for sign in model.signs(name)} for name in model.relation_types}
    fits = {(s, name, o) for name in signs for s, o in model.allowed_pairs(name)}
    told = [known[column].to_list() for column in ("s", "predicate", "o", "sign")]
    for at, (s, name, o, sign) in enumerate(zip(*told, strict=True)):
        if name not in signs:
            continue  # said of its column
        if sign not in signs[name] and sign in {"1", "-1", "0"}:
            faults += cell_faults(known.iloc[[at]], "sign", f"{' or '.join(sorted(signs[name]))} for {name}")
        if (s, name, o) not in fits and isinstance(s, str) and isinstance(o, str):
            row = known.iloc[at]
            faults.append(Fault(row["file"], int(row["line"]), "predicate", f"{s} {name} {o}", _pairs_for(model, s, o)))
    return faults


def _pairs_for(model: Model, subject: str, object_: str) -> str:
    fits = [name for name in model.relation_types if (subject, object_) in model.allowed_pairs(name)]
    return f"a relation from {subject} to {object_}: " + (", ".join(fits) or "there is none")


def _context_faults(context: pd.DataFrame, label: "pd.Series[str]", model: Model) -> list[Fault]:
    faults = []
    for role, rows in context.groupby("role"):
        if role not in model.roles:
            continue
        allowed = model.roles[str(role)]
        found = rows["entity"].map(label)
        for at in rows.index[found.notna() & ~found.isin(allowed)]:
            row = rows.loc[at]
            what = f"{row['entity']} ({found[at]})"
            faults.append(Fault(row["file"], int(row["line"]), str(role), what, "a " + " or ".join(allowed)))
    return faults


def _citation_faults(candidate: Candidate) -> list[Fault]:
    """A curated claim without a PMID or DOI does not pass."""
    finding = candidate.finding
    curated = finding[finding["source"] == CURATED]
    cited = set(candidate.cites["finding"].to_list())
    uncited = curated[[key not in cited for key in curated["id"].to_list()]].assign(cites="")
    return cell_faults(uncited, "cites", "at least one PMID or DOI of publications.tsv; a claim needs a citation")


def _cycles(finding: pd.DataFrame) -> list[Fault]:
    """A thing cannot be a kind of itself, not even in a roundabout way."""
    kinds = finding[(finding["predicate"] == "SUBSET_OF") & (finding["stance"] == "supports")]
    parents: dict[str, list[str]] = {}
    for narrow, broad in zip(kinds["subject"], kinds["object"], strict=True):
        parents.setdefault(narrow, []).append(broad)
    state: dict[str, int] = {}
    closing: set[tuple[str, str]] = set()
    for start in parents:
        stack = [(start, iter(parents[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            node, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[node] = 2
                stack.pop()
            elif state.get(step) == 1:
                closing.add((node, step))
            elif step not in state:
                state[step] = 1
                stack.append((step, iter(parents.get(step, []))))
    on_cycle = [pair in closing for pair in zip(kinds["subject"], kinds["object"], strict=True)]
    return cell_faults(kinds[on_cycle], "object", "a broader term that is not itself a kind of this term")
