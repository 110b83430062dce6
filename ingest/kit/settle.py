"""All sources under one roof: one row a thing and a paper, claims whose ends are held, a list of what was not taken.

A thing that several sources know is described by the first of: the curated vocabulary, a source that gives it as a
medicine, the authority of its identifiers, others. Its synonyms are those of all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ingest.kit.about import About
from ingest.kit.closure import closure, steps
from ingest.kit.look_up import look_up
from ingest.kit.staged import REJECTED, Staged
from kg.model import Model
from kg.tables import Candidate
from kg.tables.candidate import columns


@dataclass(frozen=True)
class Settled:
    """A candidate for the gate, what was not taken (``source`` and ``REJECTED``), and claims held by source."""

    candidate: Candidate
    rejected: pd.DataFrame
    held: dict[str, int]


def settle(curated: Candidate, staged: Mapping[str, Staged], abouts: Mapping[str, About]) -> Settled:
    """Join the curated candidate and the staged sources."""
    entity = _things(curated, staged, abouts)
    label = dict(zip(entity["id"].to_list(), entity["label"].to_list(), strict=True))
    finding, cites, context, refused = _claims(staged, label)
    used = _used(label, finding, context, staged, abouts, curated)
    entity = entity[[key in used for key in entity["id"].to_list()]]
    label = {key: value for key, value in label.items() if key in used}
    kinds = _kinds(staged, label)
    publication, cites = _papers(curated, staged, cites)
    context, dropped = _known_context(context, label)
    sources = pd.DataFrame([_source(abouts[key], one) for key, one in staged.items()], dtype="str")
    candidate = Candidate(
        entity=entity.drop(columns=["former", "xrefs"]),
        publication=publication,
        source=_joined([curated.source, sources]),
        finding=_joined([curated.finding, finding, kinds]),
        context=_joined([curated.context, context]),
        cites=_joined([curated.cites, cites]),
        written_as=curated.written_as,
    )
    told = [one.rejected.assign(source=key) for key, one in staged.items()]
    rejected = pd.concat([*told, refused, dropped], ignore_index=True)[["source", *REJECTED]]
    held = finding.groupby("source").size().add(kinds.groupby("source").size(), fill_value=0)
    return Settled(candidate, rejected, {str(key): int(size) for key, size in held.items()})


def _things(curated: Candidate, staged: Mapping[str, Staged], abouts: Mapping[str, About]) -> pd.DataFrame:
    """Every thing that some source knows, once."""
    parts = [curated.entity.assign(former="", xrefs="", place=0)]
    for key, one in staged.items():
        place = pd.Series(2 if abouts[key].authority else 3, index=one.entity.index)
        place = place.where((one.entity["label"] != "Drug") | abouts[key].authority, 1)
        parts.append(one.entity.assign(source=key, cite="", file=key, line="0", place=place))
    every = pd.concat(parts, ignore_index=True)
    again = every["id"].duplicated(keep=False)
    several = every[again].sort_values("place", kind="stable")
    first = pd.concat([every[~again], several.drop_duplicates("id")], ignore_index=True)
    for column in ("synonyms", "former"):
        joined: dict[str, dict[str, None]] = {}
        for key, cell in zip(several["id"].to_list(), several[column].to_list(), strict=True):
            joined.setdefault(key, {}).update(dict.fromkeys(part for part in cell.split("|") if part))
        pairs = zip(first["id"].to_list(), first[column].to_list(), strict=True)
        first[column] = ["|".join(joined[key]) if key in joined else cell for key, cell in pairs]
    authority = {
        thing: key for key, one in staged.items() if abouts[key].authority for thing in one.entity["id"].to_list()
    }
    known = zip(first["id"].to_list(), first["source"].to_list(), strict=True)
    first["source"] = [authority.get(key, source) for key, source in known]
    return first[[*columns("entity"), "former", "xrefs", "file", "line"]]


def _claims(
    staged: Mapping[str, Staged], label: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Claims whose ends are held and whose labels and sign the model allows; the rest is told."""
    model = Model.load()
    finding = _joined([one.finding.assign(file=key) for key, one in staged.items()] or [_no("finding")])
    allowed = [
        f"{s} {name} {o} {sign}"
        for name in model.relation_types
        for s, o in model.allowed_pairs(name)
        for sign in model.signs(name)
    ]
    ends = [look_up(finding[side], label, "unknown") for side in ("subject", "object")]
    shape = ends[0] + " " + finding["predicate"] + " " + ends[1] + " " + finding["sign"]
    fine = shape.isin(allowed)
    bad = finding[~fine]
    labels = [end[~fine] for end in ends]
    found = labels[0] + " " + bad["subject"] + " " + bad["predicate"] + " " + labels[1] + " " + bad["object"]
    refused = pd.DataFrame({
        "source": bad["source"], "file": bad["file"], "line": bad["line"], "column": "", "found": found,
        "reason": "an end that no authority knows, or a pair of labels or a sign that the model does not have",
    })  # fmt: skip
    finding = finding[fine].reset_index(drop=True)
    gone = set(bad["id"])
    cites, context = (
        _joined([getattr(one, table).assign(file=key, line="0") for key, one in staged.items()] or [_no(table)])
        for table in ("cites", "context")
    )
    return finding, cites[~cites["finding"].isin(gone)], context[~context["finding"].isin(gone)], refused


def _used(
    label: Mapping[str, str], finding: pd.DataFrame, context: pd.DataFrame, staged: Mapping[str, Staged],
    abouts: Mapping[str, About], curated: Candidate,
) -> set[str]:  # fmt: skip
    """All things, but of an authority of which only what is in use is kept: that, and what it is a kind of."""
    columns_ = (curated.entity["id"], finding["subject"], finding["object"], context["entity"])
    spoken = {key for column in columns_ for key in column.unique()}
    rare = {thing for key, one in staged.items() if abouts[key].in_use for thing in one.entity["id"].to_list()}
    used = set(label) - rare
    narrow = pd.concat([pd.DataFrame(columns=["subject", "object"]), *(one.kinds for one in staged.values())])
    return used | closure(spoken & rare, steps(narrow[narrow["subject"].isin(rare)], "subject", "object"))


def _kinds(staged: Mapping[str, Staged], label: Mapping[str, str]) -> pd.DataFrame:
    """What the authorities file under what, as findings, where both are held and of labels that the model joins."""
    pairs = ["\t".join(pair) for pair in Model.load().allowed_pairs("SUBSET_OF")]
    parts = []
    for key, one in staged.items():
        if len(one.kinds):
            ends = look_up(one.kinds["subject"], label) + "\t" + look_up(one.kinds["object"], label)
            parts.append(one.kinds[ends.isin(pairs)].assign(source=key))
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["subject", "object", "source"])
    blank = dict.fromkeys([*columns("finding"), "file", "line"], "")
    filed = {
        "predicate": "SUBSET_OF", "sign": "1", "stance": "supports", "kind": "background", "evidence": "database",
        "locator": "is_a", "read": "table row", "year": "0", "line": "0",
    }  # fmt: skip
    told = pd.DataFrame(blank | filed, index=rows.index).assign(
        id=rows["source"] + ":" + rows["subject"] + "~" + rows["object"], file=rows["source"], **rows
    )
    return told[[*columns("finding"), "file", "line"]]


def _papers(curated: Candidate, staged: Mapping[str, Staged], cites: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Papers that something cites, once: what is known of each comes from the curated table, then from any source."""
    every = _joined([curated.publication, *(one.publication.assign(file=key, line="0") for key, one in staged.items())])
    retracted = set(every.loc[every["retracted"] == "true", "id"])
    ours = curated.publication[["id", "pmid", "doi"]].astype(str).to_numpy().tolist()
    by_number = {("PMID", pmid): key for key, pmid, _ in ours if pmid}
    by_number |= {("DOI", doi.lower()): key for key, _, doi in ours if doi}
    numbers = zip(every["id"], every["pmid"], every["doi"].str.lower(), strict=True)
    canonical: dict[str, str] = {}
    for key, pmid, doi in numbers:  # one source may know the DOI of a paper that others cite by its PubMed number
        held = by_number.get(("PMID", pmid)) or by_number.get(("DOI", doi))
        canonical[key] = held or canonical.get(key, key)
    same = every["id"].map(canonical)
    cites = cites.assign(publication=cites["publication"].map(canonical)).drop_duplicates(["finding", "publication"])
    cited = set(cites["publication"]) | set(curated.publication["id"])
    every = every.assign(id=same)[same.isin(cited)]
    every = every.assign(year=every["year"].replace("0", ""), retracted="").replace("", pd.NA)
    known = every.groupby("id", sort=True).first().reset_index().fillna("")
    known["retracted"] = known["id"].isin({canonical[key] for key in retracted}).map({True: "true", False: "false"})
    known["year"] = known["year"].where(known["year"] != "", "0")
    return known[[*columns("publication"), "file", "line"]], cites


def _known_context(context: pd.DataFrame, label: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contexts of the labels that the model allows for their role; the others are told, their claims stay."""
    of = look_up(context["entity"], label)
    fits = pd.Series(False, index=context.index)
    for role, labels in Model.load().roles.items():
        fits |= (context["role"] == role) & of.isin(labels)
    bad = context[~fits]
    told = pd.DataFrame({
        "source": bad["file"], "file": bad["file"], "line": "0", "column": bad["role"], "found": bad["entity"],
        "reason": "a context that no authority knows; the claim is kept without it",
    })  # fmt: skip
    return context[fits], told


def _source(about: About, one: Staged) -> dict[str, str]:
    return {
        "id": about.id, "name": about.name, "version": str(one.counts["version"]), "date": str(one.counts["date"]),
        "licence": about.licence, "terms": about.terms, "url": about.url, "file": about.id, "line": "0",
    }  # fmt: skip


def _no(table: str) -> pd.DataFrame:
    return pd.DataFrame(columns=[*columns(table), "file", "line"], dtype="str")


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True)
