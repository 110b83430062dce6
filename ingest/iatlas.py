"""CRI iAtlas: immunomodulators, said to stimulate or inhibit the immune response, and targets of immuno-oncology."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pyarrow import ArrowInvalid, feather

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.look_up import look_up
from ingest.kit.read import LINE, pick, shown, table
from kg.errors import Fault, InvalidRow

_DIRECT, _POTENTIAL, _TARGETS = "im_direct_relationships", "im_potential_factors", "io_target_annotations"
ABOUT = About(
    id="iatlas",
    name="CRI iAtlas, immunomodulators and immuno-oncology targets",
    licence="not stated",
    url="https://github.com/CRI-iAtlas/shiny-iatlas",
    terms="The program is under Apache-2.0; no licence of the lists was seen.",
    files=tuple(
        File(f"{name}.feather", "", also=(f"{name}.tsv",), by_hand=f"take {name}.feather from the repository's data")
        for name in (_DIRECT, _POTENTIAL, _TARGETS)
    ),
)
_IMMUNE_RESPONSE = "GO:0006955"
_SIGN = {"Stimulatory": "1", "Inhibitory": "-1"}
_SYMBOL, _ENTREZ, _PAPERS = "HGNC Symbol", "Entrez ID", "Reference(s) [PMID]"
_MODULATES = ("T-cell targeted immunomodulator", "Other immunomodulator")


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """What takes part in the immune response, and whether the list calls it stimulatory or inhibitory."""
    direct = _rows(files, _DIRECT, ["Gene", _SYMBOL, _ENTREZ, "Immune Checkpoint", _PAPERS], 70)
    potential = _rows(files, _POTENTIAL, ["Gene", _SYMBOL, _ENTREZ], 85)
    targets = _rows(files, _TARGETS, ["Gene", _SYMBOL, _ENTREZ, "Therapy Type"], 390)
    held = {_DIRECT: direct, _POTENTIAL: potential, _TARGETS: targets}
    claims, bad = [], []
    for name, rows in held.items():
        path = files[f"{name}.feather"]
        genes = _genes(rows, names)
        lost = unmapped(path, rows, {"Gene": genes})
        if name == _TARGETS:
            other = rows["Therapy Type"].where(rows["Therapy Type"].isin(_MODULATES), "")
            reason = "a target of another therapy; that it modulates the immune response is not said"
            lost = pd.concat([lost, unmapped(path, rows, {"Therapy Type": other}, reason)])
        sign = look_up(rows["Immune Checkpoint"], _SIGN, "0") if name == _DIRECT else pd.Series("0", index=rows.index)
        told = pd.DataFrame(
            {
                "subject": genes,
                "predicate": look_up(sign, {"0": "PARTICIPATES_IN"}, "AFFECTS"),
                "sign": sign,
                "object": _IMMUNE_RESPONSE,
                "cites": _papers(rows[_PAPERS]) if name == _DIRECT else "",
                "locator": f"{name}, row " + rows[LINE].astype(str),
            }
        )
        claims.append(told.drop(lost.index.unique()))
        bad.append(lost)
    return stage(ABOUT, rows=sum(map(len, held.values())), claims=pd.concat(claims), rejected=pd.concat(bad))


def _rows(files: Mapping[str, Path], name: str, columns: list[str], floor: int) -> pd.DataFrame:
    path = files[f"{name}.feather"]
    if path.suffix == ".tsv":
        return table(path, columns, floor=floor, quoted=True)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Feather V1", DeprecationWarning)  # what iAtlas publishes
            frame = feather.read_table(path).to_pandas()
    except (ArrowInvalid, OSError) as error:
        raise InvalidRow([Fault(shown(path), 0, "", str(error), "a whole feather file")]) from error
    return pick(frame.assign(**{LINE: range(2, len(frame) + 2)}), path, columns, floor=floor)


def _genes(rows: pd.DataFrame, names: Crosswalk) -> "pd.Series[str]":
    """By symbol, else by Entrez number, else by the name before a bracket, as in "CCL5 (RANTES)"."""
    by_symbol = names.genes(rows[_SYMBOL])
    by_number = names.xref("NCBIGene", rows[_ENTREZ].str.removesuffix(".0"))
    by_name = names.genes(rows["Gene"].str.split(r"[ /(]", regex=True).str[0])
    found = by_symbol.where(by_symbol != "", by_number)
    return found.where(found != "", by_name)


def _papers(cells: "pd.Series[str]") -> "pd.Series[str]":
    """``PMID:1|PMID:2`` of addresses of PubMed; other addresses are no papers."""
    return cells.str.findall(r"pubmed/([1-9][0-9]{4,7})").map(lambda found: "|".join(f"PMID:{one}" for one in found))
