"""WikiPathways in both layouts of GPML: members, what arrowheads state, steps, groups, and what is listed instead."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from ingest import wikipathways
from ingest.kit.crosswalk import VOCABULARY, Crosswalk
from ingest.kit.staged import THING, Staged
from kg.errors import InvalidRow

ZIP = "wikipathways-gpml-Homo_sapiens.zip"
THINGS = {
    VOCABULARY: [("TME:1", "Process", "apoptosis", "programmed death", "")],
    "hgnc": [
        ("HGNC:1", "Gene", "ACT", "", "ENSEMBL:ENSG1|NCBIGene:11|UniProtKB:P1"),
        ("HGNC:2", "Gene", "TGT", "", "ENSEMBL:ENSG2|NCBIGene:22|UniProtKB:P2"),
        ("HGNC:3", "Gene", "ENZ", "", "ENSEMBL:ENSG3|NCBIGene:33"),
        ("HGNC:4", "Gene", "ONE", "", "ENSEMBL:ENSG4"),
        ("HGNC:5", "Gene", "TWO", "", "ENSEMBL:ENSG5"),
    ],
    "chebi": [("CHEBI:10", "Chemical", "substrate", "", ""), ("CHEBI:20", "Chemical", "product", "", "")],
}
NODES = {  # key: label, type, database, number
    "a": ("ACT", "GeneProduct", "Ensembl", "ENSG1.4"), "t": ("TGT", "Protein", "Entrez Gene", "22"),
    "e": ("ENZ", "GeneProduct", "HGNC", "ENZ"), "s": ("substrate", "Metabolite", "ChEBI", "CHEBI:10"),
    "p": ("Product", "Metabolite", "HMDB", "HMDB1"), "x": ("nobody", "GeneProduct", "Entrez Gene", "999"),
    "d": ("programmed\ndeath", "Pathway", "", ""),
}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for user in ("ingest.kit.read.few", "ingest.kit.gpml.few"):
        monkeypatch.setattr(user, lambda rows, floor: False)


def crosswalk() -> Crosswalk:
    columns = ["id", "label", "name", "synonyms", "xrefs"]
    frames = {key: pd.DataFrame(rows, columns=columns).assign(former="") for key, rows in THINGS.items()}
    return Crosswalk({key: frame.reindex(columns=[*THING], fill_value="") for key, frame in frames.items()})


def old(lines: str, *, more: str = "", nodes: dict[str, tuple[str, str, str, str]] = NODES) -> str:
    """A drawing in the layout of 2013."""
    drawn = "".join(
        f'<DataNode TextLabel="{label}" GraphId="{key}" Type="{kind}">'
        f'<Xref Database="{base}" ID="{number}" /></DataNode>'
        for key, (label, kind, base, number) in nodes.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Pathway xmlns="http://pathvisio.org/GPML/2013a" Name="A pathway" '
        f'Version="WP7_r1" Last-Modified="20251106160209" Organism="Homo sapiens">{drawn}{lines}{more}'
        '<Biopax><bp:PublicationXref xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:id="one"><bp:ID>14988435.</bp:ID>'
        "<bp:DB>PubMed</bp:DB><bp:YEAR>2004</bp:YEAR></bp:PublicationXref>"
        '<bp:PublicationXref xmlns:bp="http://www.biopax.org/release/biopax-level3.owl#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:id="two"><bp:ID>PMC9334850</bp:ID>'
        "<bp:DB>PubMed</bp:DB></bp:PublicationXref></Biopax></Pathway>"
    )


def line(source: str, head: str, target: str, *, tail: str = "", cite: str = "", anchor: str = "") -> str:
    points = f'<Point GraphRef="{source}" ArrowHead="{tail}" /><Point GraphRef="{target}" ArrowHead="{head}" />'
    marked = f'<Anchor GraphId="{anchor}" />' if anchor else ""
    cited = f"<BiopaxRef>{cite}</BiopaxRef>" if cite else ""
    return f'<Interaction GraphId="l{source}{target}">{cited}<Graphics>{points}{marked}</Graphics></Interaction>'


def staged(folder: Path, *drawings: str | bytes, names: tuple[str, ...] = ("WP7.gpml", "WP8.gpml")) -> Staged:
    path = folder / "wikipathways" / ZIP
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, drawing in zip(names, drawings, strict=False):
            archive.writestr(name, drawing)
    return wikipathways.read({ZIP: path}, crosswalk())


def arrows(found: Staged) -> list[tuple[str, ...]]:
    told = found.finding[found.finding["predicate"] != "PARTICIPATES_IN"]
    return sorted(map(tuple, told[["subject", "predicate", "sign", "object"]].to_numpy().tolist()))


def reasons(found: Staged, column: str = "arrow") -> list[str]:
    return found.rejected.loc[found.rejected["column"] == column, "reason"].tolist()


def test_molecules_take_part_in_the_pathway_by_number_or_else_by_label(tmp_path: Path) -> None:
    found = staged(tmp_path, old(""))
    assert found.entity[["id", "label", "name"]].to_numpy().tolist() == [["WIKIPATHWAYS:WP7", "Pathway", "A pathway"]]
    members = found.finding[["subject", "predicate", "object", "locator"]].to_numpy().tolist()
    ids = ["HGNC:1", "HGNC:2", "HGNC:3", "CHEBI:10", "CHEBI:20"]
    assert members == [[one, "PARTICIPATES_IN", "WIKIPATHWAYS:WP7", "WP7"] for one in ids]
    assert set(found.context["entity"]) == {"NCBITaxon:9606"}
    nodes = found.rejected[found.rejected["column"] == "node"].set_index("found")
    assert nodes.index.tolist() == ["nobody (Entrez Gene 999)", "WP7, programmed death"]
    assert (found.counts["in"], found.counts["rejected"], found.counts["date"]) == (
        7,
        2,
        "2025-11-06",
    )  # one node, and what is kept


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        ("Arrow", ("HGNC:1", "AFFECTS", "0", "HGNC:2")),
        ("mim-stimulation", ("HGNC:1", "PROMOTES", "1", "HGNC:2")),
        ("mim-necessary-stimulation", ("HGNC:1", "PROMOTES", "1", "HGNC:2")),
        ("mim-inhibition", ("HGNC:1", "INHIBITS", "-1", "HGNC:2")),
        ("TBar", ("HGNC:1", "INHIBITS", "-1", "HGNC:2")),
        ("mim-binding", ("HGNC:1", "BINDS", "0", "HGNC:2")),
        ("mim-transcription-translation", ("HGNC:1", "REGULATES", "0", "HGNC:2")),
        ("mim-modification", ("HGNC:1", "AFFECTS", "0", "HGNC:2")),
    ],
)
def test_an_arrowhead_states_no_more_than_it_says(tmp_path: Path, head: str, claim: tuple[str, ...]) -> None:
    assert arrows(staged(tmp_path, old(line("a", head, "t")))) == [claim]


def test_a_head_at_the_start_turns_the_arrow_round(tmp_path: Path) -> None:
    both = line("a", "Arrow", "e", tail="mim-inhibition")
    found = staged(tmp_path, old(line("a", "", "t", tail="TBar") + both))
    assert arrows(found) == [
        ("HGNC:1", "AFFECTS", "0", "HGNC:3"), ("HGNC:2", "INHIBITS", "-1", "HGNC:1"),
        ("HGNC:3", "INHIBITS", "-1", "HGNC:1"),
    ]  # fmt: skip


def test_what_binds_a_substance_is_bound_by_it_in_the_model(tmp_path: Path) -> None:
    found = staged(tmp_path, old(line("a", "mim-binding", "s") + line("s", "mim-binding", "p")))
    assert arrows(found) == [("CHEBI:10", "BINDS", "0", "HGNC:1")]
    assert "model has no such pair" in reasons(found)[0]


def test_an_enzyme_promotes_what_its_step_makes(tmp_path: Path) -> None:
    step = line("s", "mim-conversion", "p", anchor="k")
    found = staged(tmp_path, old(step + line("e", "mim-catalysis", "k") + line("a", "mim-inhibition", "k")))
    assert arrows(found) == [
        ("CHEBI:10", "AFFECTS", "0", "CHEBI:20"), ("HGNC:1", "INHIBITS", "-1", "CHEBI:20"),
        ("HGNC:3", "PROMOTES", "1", "CHEBI:20"),
    ]  # fmt: skip
    notes = found.finding.set_index("subject")["note"]
    assert "acts on the step from substrate" in notes["HGNC:3"].tolist()


@pytest.mark.parametrize("step", ["mim-modification", "mim-stimulation", "Arrow"])
def test_of_a_step_that_makes_nothing_no_sign_is_told(tmp_path: Path, step: str) -> None:
    drawing = old(line("a", step, "t", anchor="k") + line("e", "mim-inhibition", "k"))
    assert ("HGNC:3", "AFFECTS", "0", "HGNC:2") in arrows(staged(tmp_path, drawing))


def test_a_substance_that_is_only_moved_is_not_promoted(tmp_path: Path) -> None:
    nodes = NODES | {"s2": NODES["s"]}
    step = line("s", "mim-conversion", "s2", anchor="k")
    found = staged(tmp_path, old(step + line("e", "mim-catalysis", "k"), nodes=nodes))
    assert arrows(found) == [("HGNC:3", "AFFECTS", "0", "CHEBI:10")]
    assert "both ends are one thing" in reasons(found)[0]


def test_an_effect_on_a_state_has_no_sign(tmp_path: Path) -> None:
    state = '<State GraphId="q" GraphRef="t" TextLabel="p" />'
    found = staged(tmp_path, old(line("a", "mim-stimulation", "q"), more=state))
    assert arrows(found) == [("HGNC:1", "AFFECTS", "0", "HGNC:2")]
    assert found.finding["note"].iloc[-1] == "stimulation, acts on a state of it"


def grouped(style: str) -> str:
    members = "".join(
        f'<DataNode TextLabel="{label}" Type="Protein" GroupRef="G">'
        f'<Xref Database="Ensembl" ID="{number}" /></DataNode>'
        for label, number in (("ONE", "ENSG4"), ("TWO", "ENSG5"))
    )
    return members + f'<Group GroupId="G" GraphId="g" Style="{style}" />'


def test_an_arrow_from_a_group_is_told_of_each_member_but_not_from_a_complex(tmp_path: Path) -> None:
    arrow = line("g", "mim-stimulation", "t")
    assert arrows(staged(tmp_path, old(arrow, more=grouped("Group")))) == [
        ("HGNC:4", "PROMOTES", "1", "HGNC:2"), ("HGNC:5", "PROMOTES", "1", "HGNC:2"),
    ]  # fmt: skip
    found = staged(tmp_path, old(arrow, more=grouped("Complex")))
    assert arrows(found) == []
    assert "an end is a complex" in reasons(found)[0]
    assert {"HGNC:4", "HGNC:5"} <= set(found.finding["subject"])  # they take part in the pathway all the same


def test_between_two_large_groups_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = grouped("Group") + grouped("Group").replace('"G"', '"H"').replace('"g"', '"h"').replace(
        "ENSG4", "ENSG1"
    ).replace("ONE", "ACT")
    monkeypatch.setattr(wikipathways, "_PAIRS", 3)
    assert "between two groups" in reasons(staged(tmp_path, old(line("g", "Arrow", "h"), more=more)))[0]


def test_lines_that_state_nothing_are_listed_each_with_its_reason(tmp_path: Path) -> None:
    lines = (
        line("a", "", "t") + line("a", "Arrow", "x") + line("a", "Arrow", "label") + line("", "TBar", "t")
        + line("a", "mim-gap", "t") + line("e", "Arrow", "k") + line("a", "", "t", anchor="k")
    )  # fmt: skip
    found = staged(tmp_path, old(lines))
    assert arrows(found) == []
    assert [reason.split(":")[0] for reason in reasons(found)] == [
        "no arrowhead that states an effect", "an end is a molecule that no authority knows", "an end is no molecule",
        "an end is no molecule", "no arrowhead that states an effect",
        "an end is a step of which no one source or product is meant", "no arrowhead that states an effect",
    ]  # fmt: skip
    assert found.counts["rejected"] == len(lines.split("<Interaction")) - 1 + 1 + 1  # the lines, one node, kept ones


def test_label_and_number_of_two_genes_are_neither(tmp_path: Path) -> None:
    nodes = NODES | {"a": ("ACT", "GeneProduct", "Entrez Gene", "22")}
    found = staged(tmp_path, old(line("a", "Arrow", "e"), nodes=nodes))
    assert arrows(found) == []
    assert "label and number are those of two genes" in reasons(found, "node")


def test_a_number_of_another_species_is_not_taken_by_its_label(tmp_path: Path) -> None:
    nodes = {"v": ("ACT", "GeneProduct", "Entrez Gene", "3707640"), "h": ("TWO", "Protein", "RefSeq", "NP_1")}
    assert staged(tmp_path, old("", nodes=nodes)).finding["subject"].tolist() == ["HGNC:5"]


def test_the_papers_of_an_arrow_are_cited_and_those_without_a_number_listed(tmp_path: Path) -> None:
    cited = line("a", "TBar", "t", cite="one")
    again = old(line("a", "TBar", "t", cite="one") + line("a", "TBar", "d", cite="two")).replace(
        "14988435.", "20000001"
    )
    found = staged(tmp_path, old(cited), again)
    claim = found.finding[(found.finding["predicate"] == "INHIBITS") & (found.finding["object"] == "HGNC:2")]
    assert len(claim) == 1  # the same claim in two pathways
    assert claim["locator"].tolist() == ["WP7, lat"]
    assert sorted(found.cites["publication"]) == ["PMID:14988435", "PMID:20000001"]
    assert found.publication.set_index("id")["year"].to_dict() == {"PMID:14988435": "2004", "PMID:20000001": "2004"}
    assert ("HGNC:1", "INHIBITS", "-1", "TME:1") in arrows(found)
    told = found.rejected[found.rejected["column"] == "reference"]
    assert told["found"].tolist() == ["WP7, PubMed PMC9334850", "WP8, PubMed PMC9334850"]
    assert set(told["line"]) == {"0"}


NEW = """<Pathway xmlns="http://pathvisio.org/GPML/2021" title="New &amp; better" organism="Homo sapiens"
 version="WP9_r1">
 <Xref identifier="WP9" dataSource="WikiPathways" />
 <DataNodes>
  <DataNode elementId="a" textLabel="ACT" type="GeneProduct" groupRef="g">
   <Xref identifier="ENSG1" dataSource="Ensembl" />
   <States><State elementId="q" textLabel="P" type="ProteinModification" /></States></DataNode>
  <DataNode elementId="e" textLabel="ENZ" type="Protein" groupRef="g">
   <Xref identifier="ENZ" dataSource="HGNC" /></DataNode>
  <DataNode elementId="s" textLabel="s" type="Metabolite"><Xref identifier="10" dataSource="ChEBI" /></DataNode>
  <DataNode elementId="p" textLabel="p" type="Metabolite"><Xref identifier="20" dataSource="ChEBI" /></DataNode>
 </DataNodes>
 <Interactions>
  <Interaction elementId="i1"><Waypoints><Point elementRef="s" arrowHead="Undirected" /><Point elementRef="p"
    arrowHead="Conversion" /><Anchor elementId="k" position="0.5" /></Waypoints></Interaction>
  <Interaction elementId="i2"><Waypoints><Point elementRef="g" arrowHead="Undirected" /><Point elementRef="k"
    arrowHead="Catalysis" /></Waypoints><CitationRef elementRef="c" /></Interaction>
  <Interaction elementId="i3"><Waypoints><Point elementRef="s" arrowHead="Undirected" /><Point elementRef="q"
    arrowHead="Stimulation" /></Waypoints></Interaction>
 </Interactions>
 <Groups><Group elementId="g" type="Group" /></Groups>
 <Citations><Citation elementId="c"><Xref identifier="10.1016/j.cell.2011.02.013" dataSource="DOI" /></Citation>
 </Citations>
</Pathway>"""


def test_the_layout_of_2021_says_the_same(tmp_path: Path) -> None:
    found = staged(tmp_path, NEW, names=("Hs_New_and_better_WP9_1234.gpml",))
    assert found.entity[["id", "name"]].to_numpy().tolist() == [["WIKIPATHWAYS:WP9", "New & better"]]
    assert arrows(found) == [
        ("CHEBI:10", "AFFECTS", "0", "CHEBI:20"), ("CHEBI:10", "AFFECTS", "0", "HGNC:1"),
        ("HGNC:1", "PROMOTES", "1", "CHEBI:20"), ("HGNC:3", "PROMOTES", "1", "CHEBI:20"),
    ]  # fmt: skip
    assert found.cites["publication"].unique().tolist() == ["DOI:10.1016/j.cell.2011.02.013"]


def test_pathways_of_other_species_are_left_out_and_listed(tmp_path: Path) -> None:
    found = staged(tmp_path, old(line("a", "TBar", "t")).replace("Homo sapiens", "Mus musculus"), NEW)
    assert found.entity["id"].tolist() == ["WIKIPATHWAYS:WP8"]
    assert reasons(found, "organism") == ["no human pathway; left out"]
    assert not found.finding["locator"].str.startswith("WP7").any()


@pytest.mark.parametrize(
    ("drawings", "names", "fault"),
    [
        ((old("")[:-20],), ("WP7.gpml",), "a whole GPML file"),
        ((b"\xff" + old("").encode(),), ("WP7.gpml",), "a whole GPML file"),
        ((old("").replace("2013a", "2010a"),), ("WP7.gpml",), "GPML/2010a"),
        ((old(""), old("")), ("WP7.gpml", "Hs_again_WP7_1.gpml"), "WP7 twice"),
        ((old("").replace("WP7_r1", ""),), ("pathway.gpml",), "no number"),
        ((old("").replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1),), ("WP7.gpml",), "DTDForbidden"),
        ((old(""),), ("../WP7.gpml",), "within the archive's folder"),
    ],
)
def test_files_that_are_not_as_expected_are_refused(
    tmp_path: Path, drawings: tuple[str | bytes, ...], names: tuple[str, ...], fault: str
) -> None:
    with pytest.raises(InvalidRow) as refused:
        staged(tmp_path, *drawings, names=names)
    assert fault in str(refused.value)


@pytest.mark.parametrize("renamed", ["TextLabel", "GraphRef"])
def test_a_renamed_attribute_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: str) -> None:
    monkeypatch.setattr("ingest.kit.gpml.few", lambda rows, floor: rows == 0)
    with pytest.raises(InvalidRow, match="another layout"):
        staged(tmp_path, old(line("a", "TBar", "t")).replace(renamed, "Renamed"))
