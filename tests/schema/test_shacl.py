"""The shapes hold for a release that is right, and name what is wrong in one that is not."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import resources
from kg.model import Model
from kg.rdf import to_rdflib
from kg.tables import read_curated
from kg.tables.relations import with_relation

SH = Namespace("http://www.w3.org/ns/shacl#")
CASES = json.loads((Path(__file__).parents[1] / "data" / "wrong_rows.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(resources.path("schema") / "tme.shacl.ttl")


def as_rdf(folder: Path, tables: Mapping[str, list[dict[str, str]]]) -> Graph:
    """Curated rows as a release in RDF, past the gate on purpose."""
    (folder / "findings").mkdir()
    files = {"curated_entity": "entities.tsv", "curated_publication": "publications.tsv"}
    for table, rows in tables.items():
        lines = [list(Model.load().columns(table)), *(list(row.values()) for row in rows)]
        file = folder / files.get(table, "findings/vascular.tsv")
        file.write_text("".join("\t".join(cells) + "\n" for cells in lines), "utf-8")
    read, _ = read_curated(folder)
    finding = with_relation(read.finding)
    relation = finding[["relation", "subject", "predicate", "sign", "object"]].rename(columns={"relation": "id"})
    numbers = {"belief": 0.6, "belief_low": 0.4, "belief_high": 0.8, "n_supporting": 1, "n_refuting": 0, "n_papers": 1}
    relation = relation.assign(**numbers, first_year=2018, last_year=2018, sources="curated", axes="vascular")
    frames = {name: getattr(read, name) for name in ("entity", "publication", "source", "context", "cites")}
    return to_rdflib(SimpleNamespace(**frames, finding=finding, relation=relation))


def broken(case: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The rows that are right, but for the one row that the case breaks."""
    tables = {name: [dict(row) for row in CASES[name]] for name in CASES if name.startswith("curated_")}
    tables[case["table"]][case["row"]] |= case["set"]
    return tables


def violations(graph: Graph, shapes: Graph) -> set[str]:
    """The property paths that the report names; "" for a node."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {path_text(report, shapes, report.value(result, SH.resultPath)) for result in results}


def path_text(report: Graph, shapes: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return str(path).replace("#", "/").split("/")[-1]
    steps = Collection(report, path) or Collection(shapes, path)
    return "/".join(path_text(report, shapes, step) for step in steps)


def test_twelve_wrong_rows_are_held() -> None:
    assert len(CASES["wrong"]) == 12
    assert len({case["name"] for case in CASES["wrong"]}) == 12


def test_rows_that_are_right_conform(tmp_path: Path, shapes: Graph) -> None:
    tables = {name: CASES[name] for name in CASES if name.startswith("curated_")}
    graph = as_rdf(tmp_path, tables)
    finding = URIRef(Model.load().bases["Finding"] + "VAS-002")
    assert {str(kind).split("/")[-1] for kind in graph.objects(finding, RDF.type)} == {
        "Finding",
        "CuratedFinding",
        "PROMOTES",
    }
    assert violations(graph, shapes) == set()


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["name"].replace(" ", "_"))
def test_wrong_row_fails_for_its_own_reason(case: Mapping[str, Any], tmp_path: Path, shapes: Graph) -> None:
    assert violations(as_rdf(tmp_path, broken(case)), shapes) == set(case["paths"])


@pytest.mark.parametrize(
    ("subject", "target", "paths"),
    [("CellSubset", "Region", set()), ("CellSubset", "Pathway", {""}), ("Region", "Complex", {""})],
)
def test_pairs_that_are_no_full_product_are_held_as_pairs(
    subject: str, target: str, paths: set[str], shapes: Graph
) -> None:
    ids = {"CellSubset": "CL:0000057", "Region": "UBERON:0002107", "Pathway": "TME:0000001", "Complex": "TME:0000002"}
    empty = pd.DataFrame()
    rows = [{"id": ids[label], "label": label, "name": label, "source": "test"} for label in (subject, target)]
    claim = {"id": "x|PART_OF|+1|y", "subject": ids[subject], "predicate": "PART_OF", "sign": 1, "object": ids[target]}
    counts = {"belief": 0.5, "belief_low": 0.0, "belief_high": 1.0, "n_supporting": 1, "n_refuting": 0, "n_papers": 0}
    years = {"first_year": 0, "last_year": 0, "sources": "test", "axes": ""}
    graph = to_rdflib(
        SimpleNamespace(
            entity=pd.DataFrame(rows),
            publication=empty,
            source=pd.DataFrame([{"id": "test", "name": "test", "licence": "CC0-1.0"}]),
            finding=empty,
            context=empty,
            cites=empty,
            relation=pd.DataFrame([claim | counts | years]),
        )
    )
    assert violations(graph, shapes) == paths
