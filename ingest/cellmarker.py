"""CellMarker 2.0: markers of human and mouse cells by tissue and cancer, each row read from a paper."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.crosswalk import flat
from ingest.kit.look_up import look_up
from ingest.kit.marked_cells import cells, diseases
from ingest.kit.read import workbook
from ingest.kit.staged import listed

_FILE = "Cell_marker_All.xlsx"
_AT = "http://bio-bigdata.hrbmu.edu.cn/CellMarker/CellMarker_download_files/file/"
ABOUT = About(
    id="cellmarker",
    name="CellMarker 2.0",
    licence="not stated",
    url="http://bio-bigdata.hrbmu.edu.cn/CellMarker/",
    terms="No licence is stated: for your own use; ask the authors before you pass on what is made from it.",
    files=(File(_FILE, _AT + _FILE),),
)
_COLUMNS = (
    "species", "tissue_type", "cancer_type", "cell_name", "cellontology_id", "marker", "Symbol", "GeneID", "Genename",
    "PMID", "Title", "journal", "year",
)  # fmt: skip
_SPECIES = {"Human": "NCBITaxon:9606", "Mouse": "NCBITaxon:10090"}
_NO_TISSUE, _NO_DISEASE = ("", "Undefined"), ("", "Undefined", "Normal")
# "IgA" is the immunoglobulin here, not the gene CD79A that has this alias; Ly6 proteins are of the mouse.
_NO_GENE = r"ig[a-z]\d?|ly-?6.*"
_AS_IN_MOUSE = r"[A-Z][a-z0-9]*[a-z][a-z0-9]*"  # Cd4, Krt19
_NOT_A_GENE = "no gene, or more than one, is named so, or the row's gene number is that of another gene"


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Which cell has which marker, in which species, cancer and tissue. A mouse gene keeps its number at NCBI."""
    path = files[_FILE]
    rows = workbook(path, _COLUMNS, floor=86_000)
    taxon = look_up(rows["species"], _SPECIES)
    pmid, doubtful, counted = _papers(path, rows)
    gene, mice, misnumbered = _genes(path, rows, names)
    cell, why = cells(rows, names)
    cancer = diseases(rows["cancer_type"], names)
    region = names.named(rows["tissue_type"], ["Region"])
    # A normal tissue is no part of a tumour, as "ascites" to the curated vocabulary is.
    ours = names.name(region).str.contains("tumou?r|malignant") & (cancer == "")
    region = region.where(~ours, "")
    whole = taxon != ""
    bad = pd.concat([
        _lost(path, rows, "species", ~whole, "a row torn by a line break in a title"),
        _lost(path, rows, "marker", whole & (gene == ""), _NOT_A_GENE),
        *(_lost(path, rows, "cell_name", whole & (why == one), one) for one in sorted(set(why) - {""})),
        _lost(path, rows, "PMID", doubtful, "one title under several numbers: which paper is meant is not certain"),
    ])  # fmt: skip
    tissue = rows["tissue_type"].where((region == "") & ~rows["tissue_type"].isin(_NO_TISSUE), "")
    line = rows["line"].astype(str)
    claims = pd.DataFrame({
        "subject": cell, "predicate": "HAS_MARKER", "sign": "1", "object": gene, "cancer": cancer, "region": region,
        "species": taxon, "note": ("tissue: " + tissue).where(tissue != "", ""),
        "cites": ("PMID:" + pmid).where(pmid != "", ""), "line": line,
    })  # fmt: skip
    no_disease = whole & (cancer == "") & ~rows["cancer_type"].isin(_NO_DISEASE)
    odd = _each(path, rows, "cancer_type", rows["cancer_type"].where(no_disease, ""),
                "no disease, or more than one, is named so; the claim is kept without it")  # fmt: skip
    papers, renamed = _titles(path, rows.assign(PMID=pmid.where(pmid == rows["PMID"], "")), doubtful)
    return stage(
        ABOUT, rows=len(rows), entities=mice[mice["id"].isin(claims["object"])], publications=papers,
        claims=claims.drop(bad.index.unique()),
        rejected=pd.concat([bad, counted, misnumbered, renamed, odd], ignore_index=True),
    )  # fmt: skip


def _papers(path: Path, rows: pd.DataFrame) -> tuple["pd.Series[str]", "pd.Series[bool]", pd.DataFrame]:
    """The paper of each row, where it is not certain, and what was mended.

    A spreadsheet's fill handle counted numbers up under one title: there the first is meant. A title that stands
    under numbers far apart was put into the wrong rows: then nothing is certain.
    """
    pmid = rows["PMID"].where(rows["PMID"].str.fullmatch(r"[1-9]\d{0,7}"), "")
    told = pd.DataFrame({"title": rows["Title"], "pmid": pmid, "line": rows["line"]}).query(
        "title != '' and pmid != ''"
    )
    several = told[told.groupby("title")["pmid"].transform("nunique") > 1]
    number = several["pmid"].astype(int)
    of = number.groupby(several["title"])
    run = of.transform("max") - of.transform("min") == of.transform("nunique") - 1
    run &= of.transform("first") == of.transform("min")
    meant = of.transform("min").astype(str)[run]
    mended = pmid.copy()
    mended.loc[meant.index] = meant
    changed = mended != pmid
    doubtful = pmid.index.to_series().isin(several.index[~run])
    counted = _lost(path, rows, "PMID", changed, "")
    counted["reason"] = "counted up by a spreadsheet's fill handle; PMID:" + mended[changed] + " is cited in its place"
    return mended, doubtful, counted


def _titles(path: Path, rows: pd.DataFrame, doubtful: "pd.Series[bool]") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Title, journal and year of the papers of which all rows say the same, and the titles that were mended."""
    rows = rows[(rows["PMID"] != "") & ~doubtful & (rows["journal"] != "")]
    title = rows["Title"].str.replace(r"COVID-(?!19\b)\d+", "COVID-19", regex=True)
    covid = rows["Title"].str.extract(r"(COVID-\d+)")[0].where(title != rows["Title"], "")
    renamed = _each(path, rows, "Title", ("PMID:" + rows["PMID"] + ", " + covid).where(covid != "", ""),
                    "COVID-19, counted up by a spreadsheet's fill handle; so corrected")  # fmt: skip
    told = pd.DataFrame({"id": "PMID:" + rows["PMID"], "pmid": rows["PMID"], "title": title.str.strip(),
                         "journal": rows["journal"], "year": rows["year"]}).drop_duplicates()  # fmt: skip
    # In some rows the name of a journal stands for the title.
    told = told[~told["id"].duplicated(keep=False) & (told["title"].str.count(" ") > 1)]
    told = told[~flat(told["title"]).isin(flat(rows["journal"].drop_duplicates()))]
    return told[told["year"].str.fullmatch(r"(19|20)\d\d")], renamed


def _genes(path: Path, rows: pd.DataFrame, names: Crosswalk) -> tuple["pd.Series[str]", pd.DataFrame, pd.DataFrame]:
    """The marker of each row, the mouse genes, and the pairs of symbol and number that do not fit.

    Where a symbol is an alias of another gene, the source has that gene's number (CD14 has the number of NDUFA2), and
    where a marker is one, that gene's symbol (p63 has RPE65). So the symbol counts for human genes, if the marker
    names the same gene; a mouse gene whose full name is that of another human gene is not taken.
    """
    human = rows[rows["species"] == "Human"]
    by_symbol, by_number = names.genes(human["Symbol"]), names.xref("NCBIGene", human["GeneID"], ["Gene"])
    symbol, marker = human["Symbol"], human["marker"]
    apart = (by_symbol != "") & (by_number != "") & (by_symbol != by_number)
    approved = names.name(by_symbol) == symbol
    by_marker = names.named(marker.where(~flat(marker).str.fullmatch(_NO_GENE), ""), ["Gene", "Complex"])
    by_marker = by_marker.where(~names.name(by_marker).str.endswith("(mouse)"), "")
    same = (_letters(marker) == _letters(symbol)) | (by_marker == by_symbol)
    people = by_symbol.where((~apart | approved) & same, "").where(symbol != "", by_marker)
    wrong = (symbol + " " + human["GeneID"]).where(apart & (people != ""), "")
    listed = _each(path, human, "GeneID", wrong, "the number of another gene; the claims are kept by the symbol")
    mouse = rows[rows["species"] == "Mouse"]
    numbers, mice = _mice(mouse, names)
    gene = pd.concat([people, _by_marker(numbers, mouse)]).reindex(rows.index, fill_value="")
    # A symbol in the letters of the mouse, in a row of man that gives no gene: which species is meant is not certain.
    doubt = rows["species"].eq("Human") & rows["Symbol"].eq("") & rows["marker"].str.fullmatch(_AS_IN_MOUSE)
    doubt &= (rows["marker"].str.upper() == names.name(gene)) | rows["marker"].str.contains(r"^Cd|\d")
    low = rows["marker"].str.contains(r"\blow$|-$")
    return gene.where(~doubt & ~low, ""), mice, listed


def _mice(mouse: pd.DataFrame, names: Crosswalk) -> tuple["pd.Series[str]", pd.DataFrame]:
    """Genes of the mouse by their number, and the genes as rows of ``entities``."""
    alike, called = names.genes(mouse["Symbol"].str.upper()), names.named(mouse["Genename"], ["Gene"])
    sure = (alike != "") & (alike == called)
    given = mouse["GeneID"].str.fullmatch(r"[1-9]\d*") & ~((alike != "") & (called != "") & ~sure)
    shared = mouse["Symbol"].where(given).groupby(mouse["GeneID"]).transform("nunique") > 1
    given &= sure | ~shared
    approved = sure & (names.name(alike) == mouse["Symbol"].str.upper())
    title = mouse["Symbol"] + " (mouse)"
    ours = names.named(title, ["Gene"])
    number = ours.where(ours != "", "NCBIGene:" + mouse["GeneID"]).where(given, "")
    mice = pd.DataFrame({"id": number, "label": "Gene", "name": title, "approved": ~approved})
    mice = mice[mice["id"].str.startswith("NCBIGene:")].sort_values("approved", kind="stable")
    return number, mice.drop(columns="approved").drop_duplicates("id")


def _letters(column: "pd.Series[str]") -> "pd.Series[str]":
    return column.str.casefold().str.replace(r"[^a-z0-9]", "", regex=True)


def _by_marker(gene: "pd.Series[str]", rows: pd.DataFrame) -> "pd.Series[str]":
    """Mouse rows without a symbol get the gene that the same marker has in all other mouse rows."""
    marker = flat(rows["marker"])
    told = pd.DataFrame({"marker": marker, "gene": gene})[gene != ""].drop_duplicates()
    one = told.drop_duplicates("marker", keep=False)
    bare = (gene == "") & (rows["Symbol"] == "")
    return gene.where(~bare, look_up(marker, dict(zip(one["marker"], one["gene"], strict=True))))


def _lost(path: Path, rows: pd.DataFrame, column: str, which: "pd.Series[bool]", reason: str) -> pd.DataFrame:
    """The rows ``which``, as lost by what stands in ``column``."""
    return unmapped(path, rows, {column: which.map({True: "", False: "-"})}, reason)


def _each(path: Path, rows: pd.DataFrame, column: str, found: "pd.Series[str]", reason: str) -> pd.DataFrame:
    """What was found in a column, each once ("" = nothing): cells whose rows are not lost."""
    return listed(path, rows, column, found.map(lambda one: [one] if one else []), reason)
