"""CellMarker: which cell has which marker; faults of its spreadsheet are mended where that is certain, else listed."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from ingest import cellmarker
from ingest.kit import Crosswalk, Staged, read

THING = ["id", "label", "name", "synonyms", "former", "xrefs"]
VOCABULARY = pd.DataFrame(
    [
        ("TME:0000035", "CellSubset", "exhausted CD8+ T cell", "", "", ""),
        ("TME:0000481", "CellSubset", "perivascular tumour-associated macrophage", "perivascular macrophage", "", ""),
        ("TME:0000712", "Region", "liver", "", "", ""),
    ],
    columns=THING,
)
CELLS = pd.DataFrame(
    [
        ("CL:0000625", "CellSubset", "CD8-positive, alpha-beta T cell", "", "", ""),
        ("CL:0000084", "CellSubset", "T cell", "", "", ""),
        ("CL:0000623", "CellSubset", "natural killer cell", "", "", ""),
        ("CL:0000814", "CellSubset", "mature NK T cell", "natural killer T cell", "", ""),
        ("CL:0002235", "CellSubset", "luminal cell of prostatic acinus", "", "", ""),
    ],
    columns=THING,
)
GENES = pd.DataFrame(
    [
        ("HGNC:1628", "Gene", "CD14", "", "", "NCBIGene:929"),
        ("HGNC:7685", "Gene", "NDUFA2", "NADH:ubiquinone oxidoreductase subunit A2|CD14", "", "NCBIGene:4695"),
        ("HGNC:15979", "Gene", "TP63", "p63", "", "NCBIGene:8626"),
        ("HGNC:10294", "Gene", "RPE65", "", "", "NCBIGene:6121"),
        ("HGNC:11195", "Gene", "SOX2", "", "", "NCBIGene:6657"),
        ("HGNC:663", "Gene", "ARG1", "arginase 1", "", "NCBIGene:383"),
        ("HGNC:19168", "Gene", "TINAGL1", "tubulointerstitial nephritis antigen like 1", "", "NCBIGene:64129"),
    ],
    columns=THING,
)
DISEASES = pd.DataFrame(
    [
        ("MONDO:0007254", "Disease", "breast cancer", "", "", ""),
        ("MONDO:0018666", "Disease", "hepatoblastoma", "", "", ""),
    ],
    columns=THING,
)
NAMES = Crosswalk({"vocabulary": VOCABULARY, "cell_ontology": CELLS, "hgnc": GENES, "mondo": DISEASES})
TCELL, CD8 = "CL:0000084", "CL:0000625"
USUAL = {
    "species": "Human", "tissue_class": "Blood", "tissue_type": "Undefined", "uberonongology_id": "",
    "cancer_type": "Normal", "cell_type": "Normal cell", "cell_name": "T cell", "cellontology_id": "CL_0000084",
    "marker": "CD14", "Symbol": "CD14", "GeneID": 929, "Genetype": "protein_coding", "Genename": "CD14 molecule",
    "UNIPROTID": "", "technology_seq": "None", "marker_source": "Experiment", "PMID": 31982413,
    "Title": "Cells and what they have", "journal": "Nature", "year": 2020,
}  # fmt: skip
MOUSE = {"species": "Mouse", "Genename": "a mouse gene"}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Stage":
    monkeypatch.setattr(read, "few", lambda rows, floor: False)
    return Stage(tmp_path / "Cell_marker_All.xlsx")


class Stage:
    """Rows in the official layout, each given by what it has other than the usual, as they are staged."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *rows: Mapping[str, object]) -> Staged:
        pd.DataFrame([{**USUAL, **row} for row in rows]).to_excel(self.path, index=False, engine="openpyxl")
        return cellmarker.read({"Cell_marker_All.xlsx": self.path}, NAMES)


def ends(staged: Staged) -> list[list[str]]:
    return staged.finding[["subject", "object"]].to_numpy().tolist()


def told(staged: Staged, column: str) -> list[list[str]]:
    return staged.rejected.query("column == @column")[["line", "found"]].to_numpy().tolist()


def test_a_row_says_that_a_cell_has_a_marker_in_a_cancer_and_a_tissue(stage: Stage) -> None:
    staged = stage(
        {"cell_name": "Exhausted CD8+ T cell", "cancer_type": "Breast Cancer (circulating)", "tissue_type": "Liver"},
        {"tissue_type": "Brain", "PMID": ""},
    )
    first, second = staged.finding.to_dict("records")
    assert [first[key] for key in ("subject", "predicate", "sign", "object", "evidence", "note")] == [
        "TME:0000035", "HAS_MARKER", "1", "HGNC:1628", "database", ""
    ]  # fmt: skip
    context = staged.context.query("finding == @first['id']")[["role", "entity"]].to_numpy().tolist()
    assert sorted(context) == [["cancer", "MONDO:0007254"], ["region", "TME:0000712"], ["species", "NCBITaxon:9606"]]
    assert second["note"] == "tissue: Brain"
    assert staged.cites["publication"].tolist() == ["PMID:31982413"]
    assert staged.publication[["title", "journal", "year"]].to_numpy().tolist() == [
        ["Cells and what they have", "Nature", "2020"]
    ]


def test_the_same_marker_from_two_papers_is_one_finding(stage: Stage) -> None:
    staged = stage({}, {"PMID": 34349096, "Title": "Another paper on cells", "year": 2018})
    assert len(staged.finding) == 1
    assert sorted(staged.cites["publication"]) == ["PMID:31982413", "PMID:34349096"]
    assert staged.finding.iloc[0]["year"] == "2018"


def test_a_marker_of_a_state_is_none_of_the_broader_cell_whose_number_is_given(stage: Stage) -> None:
    staged = stage({"cell_name": "SLC16A7+ cell"}, {"cell_name": "Pan-T cell", "cellontology_id": ""}, {})
    assert ends(staged) == [[TCELL, "HGNC:1628"]]
    assert sorted(told(staged, "cell_name")) == [["2", "SLC16A7+ cell"], ["3", "Pan-T cell"]]
    assert staged.rejected.sort_values("line")["reason"].str.contains("broader").tolist() == [True, False]


def test_the_name_of_a_cell_counts_more_than_its_number(stage: Stage) -> None:
    staged = stage(
        {"cell_name": "Natural killer T (NKT) cell", "cellontology_id": "CL_0000623"},
        {"cell_name": "Luminal cell", "cellontology_id": "CL_0002235"},
        {"cell_name": "CD8+ T cell", "cellontology_id": ""},
    )
    assert [subject for subject, _ in ends(staged)] == ["CL:0000814", "CL:0002235", CD8]


def test_a_cell_of_tumours_is_not_one_of_healthy_tissue(stage: Stage) -> None:
    healthy = {"cell_name": "Perivascular macrophage", "cellontology_id": ""}
    staged = stage(healthy, healthy | {"cancer_type": "Breast Cancer"})
    assert ends(staged) == [["TME:0000481", "HGNC:1628"]]
    assert told(staged, "cell_name") == [["2", "Perivascular macrophage"]]


def test_a_symbol_counts_where_the_number_is_that_of_another_gene(stage: Stage) -> None:
    staged = stage({"GeneID": 4695}, {"GeneID": 4695})
    assert ends(staged) == [[TCELL, "HGNC:1628"]]
    assert told(staged, "GeneID") == [["2", "CD14 4695 (2 rows)"]]


def test_a_symbol_that_is_not_what_the_marker_names_is_listed(stage: Stage) -> None:
    staged = stage(
        {"marker": "p63", "Symbol": "RPE65", "GeneID": 6121},
        {"marker": "p63", "Symbol": "", "GeneID": ""},
        {"marker": "IgM", "Symbol": "", "GeneID": ""},
        {"marker": "Sox2", "Symbol": "", "GeneID": ""},
        {"marker": "TP63 low", "Symbol": "TP63", "GeneID": 8626},
    )
    assert ends(staged) == [[TCELL, "HGNC:15979"]]
    assert [found for _, found in told(staged, "marker")] == ["p63", "IgM", "Sox2", "TP63 low"]


def test_a_mouse_gene_stays_one(stage: Stage) -> None:
    wrong = {"marker": "Arg1", "Symbol": "Arg1", "GeneID": 94242}
    staged = stage(
        MOUSE | {"marker": "CD11b", "Symbol": "Itgam", "GeneID": 16409},
        MOUSE | {"marker": "CD11B", "Symbol": "", "GeneID": "", "PMID": 28457750, "Title": "On mice"},
        MOUSE | wrong | {"Genename": "tubulointerstitial nephritis antigen-like 1"},
    )
    assert ends(staged) == [[TCELL, "NCBIGene:16409"]]
    assert staged.entity[["id", "label", "name"]].to_numpy().tolist() == [
        ["NCBIGene:16409", "Gene", "Itgam (mouse)"]
    ]  # fmt: skip
    assert set(staged.context["entity"]) == {"NCBITaxon:10090"}
    assert len(staged.cites) == 2
    assert told(staged, "marker") == [["4", "Arg1"]]


def test_two_symbols_under_one_mouse_number_are_no_gene(stage: Stage) -> None:
    staged = stage(
        MOUSE | {"marker": "Sgk2", "Symbol": "Sgk2", "GeneID": 107829},
        MOUSE | {"marker": "Thoc5", "Symbol": "Thoc5", "GeneID": 107829},
    )
    assert ends(staged) == []
    assert len(told(staged, "marker")) == 2


def test_numbers_of_papers_that_a_fill_handle_counted_up_become_the_first(stage: Stage) -> None:
    staged = stage(*({"PMID": 32832661 + at, "cell_name": name} for at, name in enumerate(["T cell", "CD8+ T cell"])))
    assert staged.cites["publication"].unique().tolist() == ["PMID:32832661"]
    assert told(staged, "PMID") == [["3", "32832662"]]
    assert "PMID:32832661 is cited in its place" in staged.rejected.iloc[0]["reason"]


def test_a_title_under_numbers_far_apart_is_no_paper_for_certain(stage: Stage) -> None:
    staged = stage({"PMID": 33278341}, {"PMID": 33321047})
    assert len(staged.finding) == 0
    assert [line for line, _ in told(staged, "PMID")] == ["2", "3"]


def test_counted_up_names_of_a_disease_in_titles_are_mended_and_listed(stage: Stage) -> None:
    staged = stage({"Title": "Neutrophils in COVID-33"})
    assert staged.publication["title"].tolist() == ["Neutrophils in COVID-19"]
    assert told(staged, "Title") == [["2", "PMID:31982413, COVID-33 (1 rows)"]]


def test_the_name_of_a_journal_is_no_title(stage: Stage) -> None:
    staged = stage({"Title": "The Journal of pathology", "journal": "The Journal of Pathology"})
    assert staged.publication["title"].tolist() == [""]


def test_a_row_torn_by_a_line_break_is_listed(stage: Stage) -> None:
    staged = stage({"species": "integrity", "cell_name": "", "marker": "", "Symbol": ""}, {})
    assert (len(staged.finding), told(staged, "species")) == (1, [["2", "integrity"]])


def test_a_cancer_that_nothing_is_named_is_listed_and_the_claim_kept(stage: Stage) -> None:
    staged = stage({"cancer_type": "PyMT tumor"}, {"cancer_type": "Hepatoblastoma"})
    assert len(staged.finding) == 2
    assert staged.context.query("role == 'cancer'")["entity"].tolist() == ["MONDO:0018666"]
    assert told(staged, "cancer_type") == [["2", "PyMT tumor (1 rows)"]]
