"""Causal Biological Networks: signs through states and marks, names and numbers, context, what is listed instead."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ingest import cbn
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

THINGS = {
    VOCABULARY: [
        ("NCBITaxon:9606", "Taxon", "human", "", ""), ("NCBITaxon:10090", "Taxon", "mouse", "", ""),
        ("TME:1", "Process", "collagen deposition", "scarring", ""), ("TME:2", "Region", "lung", "", ""),
    ],
    "hgnc": [
        ("HGNC:1", "Gene", "KIN", "", "NCBIGene:11"), ("HGNC:2", "Gene", "TGT", "", "MGI:22"),
        ("HGNC:3", "Gene", "TFA", "", ""), ("HGNC:4", "Gene", "ITGA5", "", ""), ("HGNC:5", "Gene", "ITGB1", "", ""),
    ],
    "go": [
        ("GO:0000001", "Process", "scarring over", "", ""), ("GO:0000002", "Process", "cell migration", "", ""),
        ("GO:0000003", "Complex", "integrin alpha5-beta1 complex", "", ""),
    ],
    "chebi": [("CHEBI:1", "Chemical", "calcium(2+)", "", "")],
    "cell_ontology": [("CL:1", "CellSubset", "fibroblast", "", "")],
    "mondo": [
        ("MONDO:1", "Disease", "lung carcinoma", "", ""),
        ("MONDO:2", "Disease", "obstructive lung disease", "", "MESH:9"),
    ],
}  # fmt: skip
KIN, TGT, TFA = (("Protein", "HGNC", name) for name in ("KIN", "TGT", "TFA"))
MOVE = ("BiologicalProcess", "GOBP", "cell migration")
MARK = ("Protein", "HGNC", "TGT", "pmod")
DEGRADED, MOVED = {"modifier": "Degradation"}, {"modifier": "Translocation", "effect": {"toLoc": {"name": "nucleus"}}}
Node = tuple[str, ...]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for user in ("ingest.kit.read.few", "ingest.cbn.few"):
        monkeypatch.setattr(user, lambda rows, floor: False)


def crosswalk() -> Crosswalk:
    columns = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {key: pd.DataFrame(rows, columns=columns).assign(former="") for key, rows in THINGS.items()}
    return Crosswalk({key: frame.reindex(columns=[*THING], fill_value="") for key, frame in frames.items()})


def node(one: Node) -> dict[str, Any]:
    """A BEL term: function, namespace, name, and after them what marks it, or the number, or the members."""
    function, namespace, name, *more = one
    term: dict[str, Any] = {"function": function, "bel": " ".join(one)}
    if namespace:
        term["concept"] = {"namespace": namespace, "name": name}
    else:
        term["members"] = [{"concept": {"namespace": "HGNC", "name": member}} for member in name.split()]
    if more and more[0] in ("pmod", "hgvs"):
        term["variants"] = [{"kind": more[0]}]
    elif more:
        term["concept"]["identifier"] = more[0]
    return term


def edge(
    source: Node,
    relation: str,
    target: Node,
    number: str = "12345678",
    *,
    db: str = "PubMed",
    line: int = 1,
    **more: Any,
) -> tuple[Node, Node, dict[str, Any]]:
    said = {key: {more.pop(key): True} for key in ("Species", "Cell", "Tissue", "Disease") if key in more}
    cited = {"citation": {"db": db, "db_id": number}} if db else {}
    return source, target, {"relation": relation, "line": line, "evidence": "e", "annotations": said, **cited, **more}


def network(*edges: tuple[Node, Node, dict[str, Any]]) -> str:
    terms = list(dict.fromkeys(end for source, target, _ in edges for end in (source, target)))
    links = [link | {"source": terms.index(source), "target": terms.index(target)} for source, target, link in edges]
    return json.dumps({"directed": True, "nodes": [node(one) for one in terms], "links": links})


def staged(tmp_path: Path, *edges: tuple[Node, Node, dict[str, Any]], **others: str) -> Staged:
    file = tmp_path / "cbn-bel-human_2.0.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("human_2.0/One-2.0-Hs-raw.bel.nodelink.json", network(*edges))
        for name, text in others.items():
            archive.writestr(f"human_2.0/{name.replace('_', '-2.0-Hs-')}.bel.nodelink.json", text)
    return cbn.read({file.name: file}, crosswalk())


def claims(found: Staged) -> set[tuple[str, ...]]:
    return set(found.finding[["subject", "predicate", "sign", "object"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("relation", "states", "claim"),
    [
        ("increases", {}, ("PROMOTES", "1")), ("directlyDecreases", {}, ("INHIBITS", "-1")),
        ("increases", {"object": DEGRADED}, ("INHIBITS", "-1")),
        ("decreases", {"subject": DEGRADED}, ("PROMOTES", "1")),
        ("increases", {"object": MOVED}, ("AFFECTS", "0")), ("increases", {"subject": MOVED}, ("AFFECTS", "1")),
        ("association", {}, ("ASSOCIATED_WITH", "0")), ("negativeCorrelation", {}, ("ASSOCIATED_WITH", "-1")),
        ("causesNoChange", {}, ("AFFECTS", "0")),
    ],
)  # fmt: skip
def test_a_relation_is_what_it_says_of_the_state(
    tmp_path: Path, relation: str, states: dict[str, Any], claim: tuple[str, str]
) -> None:
    found = staged(tmp_path, edge(KIN, relation, TGT, **states))
    assert claims(found) == {("HGNC:1", *claim, "HGNC:2")}
    assert found.finding["stance"].item() == ("refutes" if relation == "causesNoChange" else "supports")


def test_a_factor_that_raises_a_transcript_regulates_it(tmp_path: Path) -> None:
    active = {"modifier": "Activity", "effect": {"name": "tscript"}}
    found = staged(
        tmp_path,
        edge(TFA, "decreases", ("RNA", "HGNC", "TGT"), subject=active),
        edge(TFA, "increases", TGT, subject=active),
    )
    assert claims(found) == {("HGNC:3", "REGULATES", "-1", "HGNC:2"), ("HGNC:3", "PROMOTES", "1", "HGNC:2")}


def test_a_mark_counts_as_the_networks_say_it_acts_else_no_direction_is_given(tmp_path: Path) -> None:
    active = {"modifier": "Activity", "effect": {"name": "kin"}}
    known = staged(tmp_path, edge(KIN, "increases", MARK), edge(MARK, "directlyDecreases", TGT, object=active))
    assert claims(known) == {("HGNC:1", "INHIBITS", "-1", "HGNC:2")}
    assert known.finding["note"].item() == "the object in a modified form, which these networks say is less active"
    assert known.rejected["reason"].str.startswith("a change of state of the thing itself").tolist() == [True]
    assert claims(staged(tmp_path, edge(KIN, "increases", MARK))) == {("HGNC:1", "AFFECTS", "0", "HGNC:2")}


def test_one_statement_of_two_networks_is_one_claim_with_both_papers(tmp_path: Path) -> None:
    found = staged(
        tmp_path, edge(KIN, "increases", TGT), Two_raw=network(edge(KIN, "increases", TGT, "7654321", db="Other"))
    )
    assert found.finding["locator"].tolist() == ["network One; Two"]
    assert set(found.cites["publication"]) == {"PMID:12345678", "PMID:7654321"}


def test_context_is_kept_where_it_is_known_and_listed_where_not(tmp_path: Path) -> None:
    found = staged(
        tmp_path,
        edge(KIN, "increases", TGT, Species="10090", Cell="Fibroblasts", Tissue="lung", Disease="Carcinoma, Lung"),
        edge(KIN, "decreases", TGT, "0", Cell="a cell line", Disease="Lung Disease, Obstructive"),
    )  # fmt: skip
    context = found.context.merge(found.finding[["id", "sign"]], left_on="finding", right_on="id")
    assert set(context[["sign", "role", "entity"]].itertuples(index=False, name=None)) == {
        ("1", "species", "NCBITaxon:10090"), ("1", "cell", "CL:1"), ("1", "region", "TME:2"),
        ("1", "cancer", "MONDO:1"),
    }  # fmt: skip
    told = set(found.rejected[["line", "column", "found"]].itertuples(index=False, name=None))
    assert told == {("0", "Cell", "a cell line"), ("0", "Disease", "Lung Disease, Obstructive"), ("0", "db_id", "0")}
    assert len(found.finding) == 2


def test_names_go_by_the_number_of_the_grounded_network_and_not_by_a_narrower_synonym(tmp_path: Path) -> None:
    scar, mouse = ("BiologicalProcess", "GOBP", "scarring"), ("Protein", "MGI", "Tgt")
    raw = (edge(KIN, "increases", scar), edge(KIN, "decreases", mouse, line=2))
    assert claims(staged(tmp_path, *raw)) == set()
    grounded = network(
        edge(("Protein", "hgnc", "KIN", "1"), "increases", ("BiologicalProcess", "go", "scarring over", "0000001")),
        edge(("Protein", "hgnc", "KIN", "1"), "decreases", ("Protein", "mgi", "Tgt", "22"), line=2),
    )
    assert claims(staged(tmp_path, *raw, One_grounded=grounded)) == {
        ("HGNC:1", "PROMOTES", "1", "GO:0000001"), ("HGNC:1", "INHIBITS", "-1", "HGNC:2"),
    }  # fmt: skip


def test_a_complex_that_an_authority_names_is_a_thing_and_a_gene_number_is_its_gene(tmp_path: Path) -> None:
    whole, pair = ("Complex", "", "ITGB1 ITGA5"), ("Complex", "", "KIN TGT")
    found = staged(
        tmp_path, edge(whole, "increases", MOVE), edge(pair, "increases", MOVE),
        edge(("Protein", "EGID", "11"), "increases", ("Abundance", "SCHEM", "Calcium")),
    )  # fmt: skip
    assert claims(found) == {("GO:0000003", "PROMOTES", "1", "GO:0000002"), ("HGNC:1", "PROMOTES", "1", "CHEBI:1")}
    assert found.rejected["reason"].tolist() == ["several proteins together, which no authority names"]


def test_what_cannot_be_mapped_is_listed_once_a_statement_and_notation_is_not_counted(tmp_path: Path) -> None:
    found = staged(
        tmp_path, edge(("Protein", "SFAM", "AKT Family"), "increases", ("Protein", "HGNC", "NOBODY")),
        edge(("Protein", "HGNC", "TGT", "hgvs"), "increases", KIN),
        edge(("Protein", "MESHD", "Lung Disease, Obstructive"), "increases", KIN),
        edge(MOVE, "isA", KIN), edge(TGT, "partOf", ("Complex", "", "KIN TGT"), db=""),
    )  # fmt: skip
    assert found.finding.empty
    assert (found.counts["in"], found.counts["rejected"]) == (4, 4)
    assert set(found.rejected["reason"]) == {
        "a family of proteins, for which the model has no label",
        "no thing of the authorities, or more than one, is named so",
        "an altered protein is not the gene", "a disease as a protein",
        "the model has no relation for this word between these labels",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ['{"nodes": []}', "[1", '{"nodes": [{"function": "Protein"}], "links": []}', "[" * 100_000]
)
def test_another_layout_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidRow, match=r"Two-2\.0-Hs-raw"):
        staged(tmp_path, edge(KIN, "increases", TGT), Two_raw=text)
