"""A few names and numbers, by hand, for the tests of the databases of ligands and receptors."""

import pandas as pd

from ingest.kit import Crosswalk, Staged

GENES = {
    "TGFB1": ("HGNC:11766", "P01137", "7040"), "TGFBR1": ("HGNC:11772", "P36897", "7046"),
    "TGFBR2": ("HGNC:11773", "P37173", "7048"), "ITGAV": ("HGNC:6150", "P06756", "3685"),
    "ITGB3": ("HGNC:6156", "P05106", "3690"), "ITGB6": ("HGNC:6161", "P18564", "3694"),
    "SMAD2": ("HGNC:6768", "Q15796", "4087"), "RARA": ("HGNC:9864", "P10276", "5914"),
    "CRABP2": ("HGNC:2338", "P29373", "1382"), "FSHR": ("HGNC:3969", "P23945", "2492"),
    "FOXO1": ("HGNC:3819", "Q12778", "2308"), "PTGER4": ("HGNC:9596", "P35408", "5734"),
    "GLS": ("HGNC:4331", "O94925", "2744"), "GRM1": ("HGNC:4593", "Q13255", "2911"),
    "CALCR": ("HGNC:1440", "P30988", "799"), "CALCRL": ("HGNC:16709", "Q16602", "10203"),
    "RAMP1": ("HGNC:9843", "O60894", "10267"), "DKK1": ("HGNC:2891", "O94907", "22943"),
    "LRP6": ("HGNC:6698", "O75581", "4040"), "CCL3L1": ("HGNC:10628", "P16619", "6349"),
    "CCL3L3": ("HGNC:30554", "P16619", "414062"), "HTR6": ("HGNC:5301", "P50406", "3362"),
    "CMKLR2": ("HGNC:4463", "P46091", "2825"),
}  # fmt: skip
_COLUMNS = ["id", "label", "name", "synonyms", "former", "xrefs"]


def names() -> Crosswalk:
    """The genes above, one curated complex and one of the Gene Ontology, two molecules."""
    genes = [
        (key, "Gene", symbol, "", "GPR1" if symbol == "CMKLR2" else "", f"UniProtKB:{protein}|NCBIGene:{number}")
        for symbol, (key, protein, number) in GENES.items()
    ]
    curated = [("GO:0034683", "Complex", "integrin alphav-beta3 complex", "ITGAV-ITGB3", "", "")]
    ontology = [("GO:0034685", "Complex", "integrin alphav-beta6 complex", "", "", "")]
    molecules = [
        ("CHEBI:15551", "Chemical", "prostaglandin E2", "", "", ""),
        ("CHEBI:29985", "Chemical", "L-glutamate(1-)", "", "", ""),
    ]
    tables = {"vocabulary": curated, "hgnc": genes, "go": ontology, "chebi": molecules}
    return Crosswalk({key: pd.DataFrame(rows, columns=_COLUMNS, dtype="str") for key, rows in tables.items()})


def gene(symbol: str) -> str:
    """The id of one of the genes above."""
    return GENES[symbol][0]


def claim(staged: Staged, subject: str, predicate: str, object_: str) -> dict[str, str]:
    """The one claim of this kind, with its papers, sorted, in ``cites``."""
    some = staged.finding.query("subject == @subject and predicate == @predicate and object == @object_")
    [row] = some.to_dict("records")
    cited = staged.cites.loc[staged.cites["finding"] == row["id"], "publication"]
    return {str(name): str(cell) for name, cell in row.items()} | {"cites": "|".join(sorted(cited))}


def refused(staged: Staged, found: str) -> dict[str, str]:
    """The first row of what was not taken that tells of ``found``."""
    row = staged.rejected[staged.rejected["found"] == found].to_dict("records")[0]
    return {str(name): str(cell) for name, cell in row.items()}
