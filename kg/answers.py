"""What a question gives back: values with the stamp of the release, ready for a page, a table, a graph or JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.claims import Finding, Ref
from kg.search import Hit, Resolution

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


@dataclass(frozen=True)
class Step:
    """One step of a path: a relation, its belief in the asked context, and the findings beneath.

    ``belief`` already counts the context in; ``context_fit`` is the share of the plain belief that is left.
    ``findings`` support or refute the relation itself; ``against`` are findings that claim the contrary.
    """

    subject: Ref
    predicate: str
    sign: int
    object: Ref
    belief: float
    belief_low: float
    belief_high: float
    context_fit: float
    n_papers: int
    findings: tuple[Finding, ...]
    against: tuple[Finding, ...]
    relation: str


@dataclass(frozen=True)
class Path:
    """A signed mechanism: ``belief`` is the product of its steps, ``cost`` its negative logarithm.

    ``narrower`` names the ends that are taken by a narrower term than was asked: "source", "target".
    """

    rank: int
    sign: int
    cost: float
    belief: float
    nodes: tuple[Ref, ...]
    steps: tuple[Step, ...]
    narrower: tuple[str, ...] = ()


@dataclass(frozen=True)
class TraceAnswer:
    """The paths found, or why there are none and what to try instead."""

    release: str
    data_date: str
    query: Mapping[str, Any]
    resolved: Mapping[str, list[Resolution]]
    paths: tuple[Path, ...]
    reason: str = ""
    suggestions: tuple[str, ...] = ()

    def frame(self) -> "pd.DataFrame":
        """One row a step.

        Columns: rank, step, subject_id, subject, predicate, sign, object_id, object, belief, belief_low, belief_high,
        context_fit, n_papers, n_against, species, evidence, cites, path_sign, path_belief, relation, release.
        """
        import pandas as pd  # here: a question on the command line need not wait for it

        rows = [
            {
                "rank": path.rank, "step": number, "subject_id": step.subject.id, "subject": step.subject.name,
                "predicate": step.predicate, "sign": step.sign, "object_id": step.object.id, "object": step.object.name,
                "belief": step.belief, "belief_low": step.belief_low, "belief_high": step.belief_high,
                "context_fit": step.context_fit, "n_papers": step.n_papers,
                "n_against": len(step.against) + sum(finding.stance == "refutes" for finding in step.findings),
                "species": _joined(finding.context["species"] for finding in step.findings),
                "evidence": _joined(finding.evidence for finding in step.findings),
                "cites": _joined(cite for finding in step.findings for cite in finding.cites),
                "path_sign": path.sign, "path_belief": path.belief, "relation": step.relation, "release": self.release,
            }
            for path in self.paths
            for number, step in enumerate(path.steps, 1)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(TRACE_COLUMNS))

    def graph(self) -> "nx.MultiDiGraph[str]":
        """The union of the paths; nodes by id with name and label, edges keyed by relation with sign and belief."""
        from networkx import MultiDiGraph  # half a second that a question on the command line need not wait for

        graph: nx.MultiDiGraph[str] = MultiDiGraph(release=self.release, data_date=self.data_date)
        for path in self.paths:
            for node in path.nodes:
                graph.add_node(node.id, name=node.name, label=node.label)
            for step in path.steps:
                graph.add_edge(
                    step.subject.id, step.object.id, key=step.relation, predicate=step.predicate, sign=step.sign,
                    belief=step.belief, n_papers=step.n_papers,
                )  # fmt: skip
        return graph

    def markdown(self) -> str:
        """The answer as a text to paste into notes, with its references and its stamp."""
        from kg.render import trace_markdown

        return trace_markdown(self)

    def to_dict(self) -> dict[str, Any]:
        """The answer in the shape of the JSON contract."""
        return {
            "release": self.release,
            "data_date": self.data_date,
            "query": dict(self.query),
            "resolved": {part: [_resolution(one) for one in them] for part, them in self.resolved.items()},
            "paths": [_path(path) for path in self.paths],
            "reason": self.reason,
            "suggestions": list(self.suggestions),
        }


TRACE_COLUMNS = (
    "rank", "step", "subject_id", "subject", "predicate", "sign", "object_id", "object", "belief", "belief_low",
    "belief_high", "context_fit", "n_papers", "n_against", "species", "evidence", "cites", "path_sign", "path_belief",
    "relation", "release",
)  # fmt: skip


@dataclass(frozen=True)
class SearchAnswer:
    """Entities whose names are like what was typed, best first."""

    release: str
    data_date: str
    query: str
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...] = ()

    def frame(self) -> "pd.DataFrame":
        """Columns: id, name, label, matched, score."""
        import pandas as pd

        columns = ["id", "name", "label", "matched", "score"]
        return pd.DataFrame([{name: getattr(hit, name) for name in columns} for hit in self.hits], columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """The answer in the shape of the JSON contract."""
        return {
            "release": self.release,
            "data_date": self.data_date,
            "query": self.query,
            "hits": [_hit(hit) for hit in self.hits],
            "suggestions": list(self.suggestions),
        }


@dataclass(frozen=True)
class TableAnswer:
    """The rows of a named query or of typed Cypher, with the text that was run."""

    release: str
    data_date: str
    query: str
    parameters: Mapping[str, Any]
    table: "pd.DataFrame"
    text: str
    resolved: Mapping[str, list[Resolution]] = field(default_factory=dict)
    reason: str = ""
    suggestions: tuple[str, ...] = ()
    truncated: bool = False

    def frame(self) -> "pd.DataFrame":
        """The rows; columns as the query names them."""
        return self.table

    def to_dict(self) -> dict[str, Any]:
        """Stamp, what was asked, what was understood, and ``rows`` as objects."""
        return {
            "release": self.release,
            "data_date": self.data_date,
            "query": self.query,
            "parameters": dict(self.parameters),
            "resolved": {part: [_resolution(one) for one in them] for part, them in self.resolved.items()},
            "columns": list(self.table.columns),
            "rows": self.table.to_dict("records"),
            "truncated": self.truncated,
            "reason": self.reason,
            "suggestions": list(self.suggestions),
        }


def _joined(values: Any) -> str:
    return "|".join(dict.fromkeys(values))


def _hit(hit: Hit) -> dict[str, Any]:
    return {"id": hit.id, "name": hit.name, "label": hit.label, "matched": hit.matched, "score": hit.score}


def _resolution(one: Resolution) -> dict[str, Any]:
    others = [{"id": hit.id, "name": hit.name, "label": hit.label} for hit in one.others]
    return {"typed": one.typed, "id": one.id, "name": one.name, "label": one.label, "others": others}


def _path(path: Path) -> dict[str, Any]:
    return {
        "rank": path.rank,
        "sign": path.sign,
        "cost": path.cost,
        "belief": path.belief,
        "nodes": [{"id": node.id, "name": node.name, "label": node.label} for node in path.nodes],
        "narrower": list(path.narrower),
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "subject": step.subject.id,
        "predicate": step.predicate,
        "sign": step.sign,
        "object": step.object.id,
        "belief": step.belief,
        "belief_low": step.belief_low,
        "belief_high": step.belief_high,
        "context_fit": step.context_fit,
        "n_papers": step.n_papers,
        "findings": [finding_dict(finding) for finding in step.findings],
        "against": [finding_dict(finding) for finding in step.against],
        "relation": step.relation,
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding in the shape of the JSON contract."""
    return {
        "id": finding.id,
        "sign": finding.sign,
        "stance": finding.stance,
        "kind": finding.kind,
        "evidence": finding.evidence,
        "context": dict(finding.context),
        "cites": list(finding.cites),
        "via": finding.via,
        "locator": finding.locator,
        "summary": finding.summary,
        "note": finding.note,
        "year": finding.year,
        "source": finding.source,
    }
