"""Cells and diseases as collections of markers spell them: with abbreviations in brackets, "+", numerals, plurals."""

import pandas as pd

from ingest.kit.crosswalk import Crosswalk, flat
from ingest.kit.look_up import look_up

# What such a name means where it names nothing, or by a synonym another thing. Ids of the ontologies or the vocabulary.
_CELLS = {
    "CL:0000169": "beta cell", "CL:0000171": "alpha cell", "CL:0000173": "delta cell", "CL:0000594": "satellite cell",
    "CL:0000738": "immune cell", "CL:0000897": "memory CD4+ T cell", "CL:0000900": "naive CD8+ T cell|naive CD8 T cell",
    "CL:0000904": "central memory CD4+ T cell", "CL:0000905": "effector memory CD4+ T cell",
    "CL:0000907": "central memory CD8+ T cell",
    "CL:0000913": "effector memory CD8+ T cell|effector CD8+ memory T cell",
    "CL:0000940": "mucosa-associated invariant T cell", "CL:0001067": "innate lymphoid cell 1",
    "CL:0001069": "innate lymphoid cell 2", "CL:0001071": "innate lymphoid cell 3",
    "CL:0002062": "alveolar epithelial cell type 1|alveolar cell type 1|alveolar type I cell"
    "|alveolar pneumocyte type I",
    "CL:0002063": "alveolar epithelial cell type 2|alveolar cell type 2|alveolar type II cell"
                  "|alveolar pneumocyte type II",
    "CL:0002250": "intestinal stem cell", "CL:0002275": "pancreatic polypeptide cell",
    "CL:0002306": "proximal tubule cell|proximal tubular cell", "CL:0002453": "oligodendrocyte progenitor cell",
    "CL:0011025": "exhausted T cell", "CL:1000488": "biliary epithelial cell|biliary cell",
    "CL:4023115": "type I spiral ganglion neuron", "CL:4023116": "type II spiral ganglion neuron",
    "TME:0000030": "conventional dendritic cell 1|CD141+CLEC9A+ dendritic cell",
    "TME:0000402": "conventional dendritic cell 2",
    "": "crypt cell|epithelial-mesenchymal cell|lens",  # synonyms, in the Cell Ontology, of rarer things
}  # fmt: skip
_DISEASES = {
    "MONDO:0003090": "extrahepatic cholangiocarcinoma", "MONDO:0013662": "Barrett's esophagus",
    "MONDO:0004947": "B acute lymphoblastic leukemia|acute B lymphoblastic leukemia|B lymphoblastic leukemia",
    "MONDO:0004963": "acute T lymphoblastic leukemia", "MONDO:0005086": "renal adenocarcinoma",
    "MONDO:0006058": "nephroblastoma", "MONDO:0008177": "extra-mammary Paget's disease",
    "MONDO:0018666": "hepatoblastoma", "MONDO:0019781": "astrocytoma", "MONDO:0021315": "nasopharyngeal cancer",
    "MONDO:0850353": "castration-resistant prostate cancer",
    "": "ductal adenocarcinoma|alveolar cell carcinoma|intraductal papillary neoplasm",  # of which organ is not said
}  # fmt: skip
_BROADER = "the cell is named by a name that nothing has, and the number given is that of a broader or another cell"
_UNKNOWN = "no cell of the vocabulary or the Cell Ontology, or more than one, is named so"
_BRACKETS = r"\s*\((?!(?i:lymphatic|cortical|medullary|blastomere|outer|inner|emra|cd\d))[^()]*\)\s*"
_FILLER = frozenset({"", "cell", "cells", "of", "the", "positive", "alpha", "beta"})


def cells(rows: pd.DataFrame, names: Crosswalk) -> tuple["pd.Series[str]", "pd.Series[str]"]:
    """The cell of each row (columns cell_name, cellontology_id, cancer_type), and why there is none.

    The name counts, for the number is often that of a broader cell (exhausted T cell: T cell), which has not the
    marker, or of another one (NKT cell: natural killer cell). The number counts where it is of a cell of that name
    in a place (luminal cell: luminal cell of prostatic acinus).
    """
    key = rows["cell_name"] + "\t" + rows["cellontology_id"] + "\t" + (rows["cancer_type"] == "Normal").astype(str)
    each = rows.assign(key=key).drop_duplicates("key")
    plain = _plain(each["cell_name"])
    found, unsaid = _meant(plain, _CELLS, names)
    for other in _spellings(each["cell_name"], plain):
        found = found.where((found != "") | unsaid, names.named(other, ["CellSubset"]))
    # Cells that the vocabulary defines in tumours are not those of healthy tissue.
    of_tumours = found.str.startswith("TME:") & names.name(found).str.contains("tumou?r|cancer")
    healthy = (each["cancer_type"] == "Normal") & ~plain.str.contains("tumou?r|cancer|malignant", case=False)
    found = found.where(~of_tumours | ~healthy, "")
    number = names.known(each["cellontology_id"].str.replace("_", ":"))
    number = number.where(names.label(number) == "CellSubset", "")
    pairs = zip(plain, names.name(number), strict=True)
    placed = pd.Series([_in_a_place(one, other) for one, other in pairs], index=each.index)
    found = found.where((found != "") | ~placed, number)
    why = (number != "").map({True: _BROADER, False: _UNKNOWN}).where(found == "", "")
    by = [look_up(key, dict(zip(each["key"], one, strict=True))) for one in (found, why)]
    return by[0], by[1]


def diseases(column: "pd.Series[str]", names: Crosswalk) -> "pd.Series[str]":
    """Diseases by name; a metastasis is told by its cancer of origin."""
    each = column.drop_duplicates()
    plain = _plain(each.str.replace("’", "'").str.replace("Oeso", "Eso").str.replace("kaemia", "kemia"))
    single = plain.str.replace("s$", "", regex=True)
    origin = plain.str.replace(
        r"^(metastatic|recurrent|primary) | (liver|lung) metastasis$", "", regex=True, case=False
    )
    found, unsaid = _meant(plain, _DISEASES, names)
    for other in (each, plain, single, origin):
        found = found.where((found != "") | unsaid, names.named(other, ["Disease"]))
    # What MONDO calls a susceptibility has the disease's names as synonyms.
    found = found.where(~names.name(found).str.contains("susceptibility"), "")
    return look_up(column, dict(zip(each, found, strict=True)))


def _plain(column: "pd.Series[str]") -> "pd.Series[str]":
    """Without what stands in brackets, where it abbreviates or repeats."""
    return column.str.replace(_BRACKETS, " ", regex=True).str.replace(r"\s+", " ", regex=True).str.strip()


def _spellings(column: "pd.Series[str]", plain: "pd.Series[str]") -> list["pd.Series[str]"]:
    positive = plain.str.replace(r"CD([48])\+ (?=\w*\s?T cell)", r"CD\1-positive, alpha-beta ", regex=True)
    memory = plain.str.replace(r"^(\w+) CD([48])\+ T cell", r"CD\2-positive, alpha-beta \1 T cell", regex=True)
    return [
        column, plain, plain + " cell", plain.str.replace(r" cells?$", "", regex=True),
        plain.str.replace(r"s$", "", regex=True), plain.str.replace(r"T helper ?(\d+)", r"T-helper \1", regex=True),
        positive, memory, plain.str.replace(r"(?<=\w)\+", "-positive", regex=True),
    ]  # fmt: skip


def _meant(
    plain: "pd.Series[str]", table: dict[str, str], names: Crosswalk
) -> tuple["pd.Series[str]", "pd.Series[bool]"]:
    """The ids that ``table`` gives, and which names it says mean nothing certain."""
    told = pd.DataFrame({"id": list(table), "name": [cell.split("|") for cell in table.values()]}).explode("name")
    by = dict(zip(flat(told["name"]), told["id"], strict=True))
    found = look_up(flat(plain), by, "-")
    return names.known(found), found == ""


def _in_a_place(name: str, other: str) -> bool:
    """Whether ``other`` is ``name`` and a place: its words and its head are all there, and no further marker."""
    words, held = _words(name), _words(other)
    more = any(character.isdigit() for word in held - words for character in word) or "negative" in held - words
    return bool(words) and words <= held and not more and _head(name) == _head(other)


def _words(name: str) -> frozenset[str]:
    marks = name.casefold().replace("+", " ").replace("-", " ").replace(",", " ").replace("&", " and ")
    return frozenset(marks.split()) - _FILLER


def _head(name: str) -> str:
    return name.casefold().split(" of ")[0].split()[-1] if name else ""
