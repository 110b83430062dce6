"""One thing as text or as a dictionary, whatever kind of id is given."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.answers import finding_dict
from kg.claims import Finding
from kg.pages import Entity, Publication, Relation
from kg.wording import citation_address, claim_words, context_words, support_words

if TYPE_CHECKING:
    from kg.graph import Graph

_SHOWN = 15
Thing = Entity | Relation | Publication | Finding


def thing(graph: "Graph", key: str) -> Thing:
    """What ``key`` names: a relation or finding by id, a publication by PMID:… or DOI:…, else an entity by id or name.

    Raises:
        InvalidQuery: there is no such thing in this release.
    """
    if key.split(":")[0].upper() in ("PMID", "DOI"):
        return graph.publication(key)
    if key.count("|") == 3:
        return graph.relation(key)
    if key in set(graph.snapshot.finding["id"]):
        return graph.finding(key)
    return graph.entity(key)


def show_dict(graph: "Graph", key: str) -> dict[str, Any]:
    """The thing with the release it comes from."""
    found = thing(graph, key)
    stamp = {"release": graph.release["id"], "data_date": graph.release["data_date"], "kind": type(found).__name__}
    if isinstance(found, Entity):
        kinds = ("parents", "children", "components", "part_of", "opposite")
        tables = {"acts": found.acts.to_dict("records"), "acted_on": found.acted_on.to_dict("records")}
        plain = {name: value for name, value in vars(found).items() if name not in tables and name not in kinds}
        kin = {name: [asdict(one) for one in getattr(found, name)] for name in kinds}
        return stamp | plain | kin | tables
    if isinstance(found, Finding):
        sides = {"subject": asdict(found.subject), "predicate": found.predicate, "object": asdict(found.object)}
        return stamp | sides | finding_dict(found)
    held = {"findings": [finding_dict(one) for one in found.findings]}
    if isinstance(found, Relation):
        held["against"] = [finding_dict(one) for one in found.against]
    plain = {
        name: value for name, value in vars(found).items() if name not in ("findings", "against", "subject", "object")
    }
    ends = {name: asdict(getattr(found, name)) for name in ("subject", "object") if hasattr(found, name)}
    return stamp | plain | ends | held


def show_text(graph: "Graph", key: str) -> str:
    """The thing for a terminal, ending with the stamp."""
    found = thing(graph, key)
    writers: dict[type, Any] = {Entity: _entity, Relation: _relation, Publication: _publication, Finding: _finding}
    stamp = f"release {graph.release['id']} · data of {graph.release['data_date']}"
    return "\n".join([*writers[type(found)](found), "", stamp])


def _entity(found: Entity) -> list[str]:
    lines = [f"{found.name}   {found.label} · {found.id}", found.definition or "definition not stated"]
    if found.synonyms:
        lines.append("also: " + ", ".join(found.synonyms))
    for what, kin in (
        ("a kind of", found.parents),
        ("kinds", found.children),
        ("parts", found.components),
        ("part of", found.part_of),
        ("the opposite of", found.opposite),
    ):
        if kin:
            lines.append(f"{what}: " + ", ".join(f"{one.name} ({one.id})" for one in kin[:_SHOWN]))
    for title, table, forward in (
        ("What it does or has", found.acts, True),
        ("What acts on it or has it", found.acted_on, False),
    ):
        lines += ["", f"{title} ({len(table)})"]
        for row in table.head(_SHOWN).to_dict("records"):
            ends = (found.name, row["other"]) if forward else (row["other"], found.name)
            held = (row["belief"], row["belief_low"], row["belief_high"], row["n_papers"])
            against = row["n_refuting"] + row["n_against"]
            lines += [
                f"  {claim_words(ends[0], row['predicate'], row['sign'], ends[1])}",
                f"      {support_words(row['n_supporting'], *held)} · cancer {row['cancers']}"
                f" · species {row['species']} · {row['cites'] or 'no primary paper given'}"
                + (f" · {against} against" if against else ""),
            ]
        if len(table) > _SHOWN:
            lines.append(f"  and {len(table) - _SHOWN} more; --format json lists all")
    return lines


def _relation(found: Relation) -> list[str]:
    claim = claim_words(found.subject.name, found.predicate, found.sign, found.object.name)
    lines = [
        claim,
        support_words(found.n_supporting, found.belief, found.belief_low, found.belief_high, found.n_papers),
    ]
    for finding in found.findings:
        lines += ["", *_finding(finding)]
    if not found.against and not found.n_refuting:
        lines += ["", "against: none held here"]
    elif found.against:
        lines += ["", "for the contrary:"]
    for finding in found.against:
        lines += ["", *_finding(finding)]
    return lines


def _publication(found: Publication) -> list[str]:
    retracted = "RETRACTED · " if found.retracted else ""
    author = found.first_author or "author not stated"
    where = f"{found.journal or 'journal not stated'}, {found.year or 'year not stated'}."
    lines = [f"{retracted}{author}. {found.title}. {where}"]
    lines += [f"{found.id} · {citation_address(found.id)}", "", f"cited for {len(found.findings)} findings"]
    for finding in found.findings:
        lines += ["", *_finding(finding)]
    return lines


def _finding(found: Finding) -> list[str]:
    claim = claim_words(found.subject.name, found.predicate, found.sign, found.object.name, found.kind)
    cites = (
        ", ".join(f"{cite} {citation_address(cite)}" for cite in found.cites)
        or f"no primary paper given, from {found.source}"
    )
    trial = " ".join(
        filter(None, (found.drug_phase and f"phase {found.drug_phase}", found.drug_status, found.trial_id))
    )
    lines = [f"[{found.id}] {'REFUTES: ' if found.stance == 'refutes' else ''}{claim}"]
    lines += [f"  {found.summary}"] if found.summary else []
    lines += [f"  {found.kind} · {found.evidence} · {context_words(found.context)}"]
    lines += [f"  trial: {trial}"] if trial else []
    lines += [
        f"  {cites}{f' for {found.via}' if found.via else ''} · {found.locator or 'locator not stated'}"
        f" · read: {found.read}"
    ]
    lines += [f"  note: {found.note}"] if found.note else []
    return lines
