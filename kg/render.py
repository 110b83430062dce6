"""Answers as text: for the terminal and as Markdown. What is shown, and in which words, is the same."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.answers import Path, Step, TraceAnswer
from kg.claims import Finding
from kg.search import Resolution
from kg.wording import (
    KIND_STEPS,
    NOT_STATED,
    belief_text,
    citation_address,
    claim_words,
    context_words,
    papers,
    sign_word,
)

if TYPE_CHECKING:
    import pandas as pd

FINDINGS_SHOWN = 3


def understood(resolved: Mapping[str, list[Resolution]]) -> list[str]:
    """One line for each name: what was typed, what is used, and what else it can mean."""
    lines = []
    for part, names in resolved.items():
        for one in names:
            line = f"{part}: '{one.typed}' is read as {one.name} ({one.label}, {one.id})"
            if one.others:
                line += "; other meanings: " + ", ".join(f"{hit.name} ({hit.id})" for hit in one.others[:4])
            lines.append(line)
    return lines


def stamp(answer: TraceAnswer) -> str:
    """Release, date and parameters of an answer."""
    given = {
        name: (" then " if name == "via" else ", ").join(value) if isinstance(value, list) else value
        for name, value in answer.query.items()
    }
    asked = ", ".join(f"{name} {value}" for name, value in given.items() if value not in ("", None, False))
    return f"release {answer.release} · data of {answer.data_date} · {asked}"


def trace_text(answer: TraceAnswer) -> str:
    """The answer for a terminal."""
    lines = [*understood(answer.resolved), ""]
    if not answer.paths:
        lines += [answer.reason, *(f"  try: {hint}" for hint in answer.suggestions), ""]
    for path in answer.paths:
        lines += [_headline(path), *(f"   {line}" for line in _narrower(path, answer))]
        for step in path.steps:
            lines += [f"   {_claim(step)}", f"     {_support(step)}"]
            for finding in step.findings[:FINDINGS_SHOWN]:
                lines.append(f"     · {_finding(finding)}")
                lines += [f"       {finding.summary}"] if finding.summary else []  # a database row has none
            lines += _rest(step, "     ")
        lines.append("")
    return "\n".join([*lines, stamp(answer), "For research; not a treatment recommendation."])


def trace_markdown(answer: TraceAnswer) -> str:
    """The answer as Markdown, with numbered references."""
    order: dict[str, int] = {}
    lines = ["# " + " → ".join(one.name for part in ("source", "via", "target") for one in answer.resolved[part]), ""]
    lines += [f"- {_escape(line)}" for line in understood(answer.resolved)] + [""]
    if not answer.paths:
        lines += [_escape(answer.reason), "", *(f"- try: {_escape(hint)}" for hint in answer.suggestions), ""]
    for path in answer.paths:
        lines += [f"## {_escape(_headline(path))}", ""]
        lines += [f"- {_escape(line)}" for line in _narrower(path, answer)]
        for step in path.steps:
            lines += [f"**{_escape(_claim(step))}** — {_escape(_support(step))}", ""]
            for finding in (*step.findings[:FINDINGS_SHOWN], *step.against[:FINDINGS_SHOWN]):
                marks = "".join(f"[{order.setdefault(cite, len(order) + 1)}]" for cite in finding.cites)
                lines.append(f"- {_escape(': '.join(filter(None, (_finding(finding), finding.summary))))} {marks}")
            lines += [f"- {_escape(line)}" for line in _rest(step, "")] + [""]
    lines += ["## References", "", *(f"{number}. <{citation_address(cite)}>" for cite, number in order.items()), ""]
    return "\n".join([*lines, f"_{_escape(stamp(answer))}. For research; not a treatment recommendation._", ""])


def _headline(path: Path) -> str:
    steps = f"{len(path.steps)} step" + ("s" if len(path.steps) != 1 else "")
    chain = " → ".join(node.name for node in path.nodes)
    return f"{path.rank}. {chain}   [{sign_word(path.sign)} · belief {path.belief:.2f} · {steps}]"


def _narrower(path: Path, answer: TraceAnswer) -> list[str]:
    """Which end is taken by something narrower than was asked."""
    ends = {"source": path.nodes[0], "target": path.nodes[-1]}
    return [f"{ends[end].name} is filed under {answer.resolved[end][0].name}" for end in path.narrower]


def _claim(step: Step) -> str:
    hedged = bool(step.findings) and all(
        finding.kind == "hedged" for finding in step.findings if finding.stance == "supports"
    )
    kind = "hedged" if hedged else "finding"
    return claim_words(step.subject.name, step.predicate, step.sign, step.object.name, kind)


def _support(step: Step) -> str:
    if step.predicate in KIND_STEPS:
        return f"by the vocabulary; what holds for one may not hold for the other (weight {step.belief:.2f})"
    supporting = [finding for finding in step.findings if finding.stance == "supports"]
    parts = ["belief " + belief_text(step.belief, step.belief_low, step.belief_high), papers(step.n_papers)]
    if supporting and all(finding.secondary for finding in supporting):
        parts.append("secondary sources only")
    if step.context_fit < 1:
        parts.append(f"fit to the asked context {step.context_fit:.2f}")
    return " · ".join(parts)


def _finding(finding: Finding) -> str:
    cites = ", ".join(finding.cites) or "no primary paper given"
    via = f" for {finding.via}" if finding.via else ""
    where = f"{cites}{via} ({finding.locator or 'locator ' + NOT_STATED})"
    refutes = "REFUTES · " if finding.stance == "refutes" else ""
    kind = "" if finding.kind in ("finding", finding.evidence) else f"{finding.kind} · "
    return f"{refutes}{kind}{finding.evidence} · {context_words(finding.context)} · {where} [{finding.id}]"


def _rest(step: Step, indent: str) -> Iterable[str]:
    hidden = len(step.findings) - FINDINGS_SHOWN
    if hidden > 0:
        yield f"{indent}and {hidden} more findings; 'tmekg show \"{step.relation}\"' lists all"
    refuting = sum(finding.stance == "refutes" for finding in step.findings)
    against = len(step.against)
    if refuting or against:
        ids = ", ".join(finding.id for finding in step.against[:4])
        yield f"{indent}against: {refuting} refuting, {against} for the contrary{f' ({ids})' if ids else ''}"
    elif step.findings and step.predicate not in KIND_STEPS:
        yield f"{indent}against: none held here"


_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def _escape(text: str) -> str:
    """Text from data is never Markdown.

    >>> _escape("[x](javascript:) *bold*")
    '\\\\[x\\\\](javascript:) \\\\*bold\\\\*'
    """
    return text.translate(_MARKDOWN)


def table_markdown(frame: "pd.DataFrame", stamp: str) -> str:
    """A frame as a Markdown table with its stamp."""
    head = [_escape(str(column)) for column in frame.columns]
    rows = [[_escape(str(cell)) for cell in row] for row in frame.itertuples(index=False)]
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows]]
    return "\n".join([*lines, "", f"_{_escape(stamp)}_"])
