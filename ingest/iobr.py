"""IOBR: signatures of the tumour microenvironment with the papers they come from, and MSigDB's hallmark gene sets."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ingest.kit import About, Crosswalk, File, Staged, stage, unmapped
from ingest.kit.look_up import look_up
from ingest.kit.read import LINE, entry, few, frame_of, pick, r_object, shown, table, text
from kg.errors import Fault, InvalidRow

_AT = "https://raw.githubusercontent.com/IOBR/IOBR/master/data"
_SETS, _CITES, _HALLMARK = "signature_collection", "signature_collection_citation", "hallmark"
ABOUT = About(
    id="iobr",
    name="IOBR, signatures of the tumour microenvironment",
    licence="GPL-3.0-only",
    url="https://github.com/IOBR/IOBR",
    terms="The hallmark gene sets are those of MSigDB (CC BY 4.0).",
    files=(
        File(f"{_SETS}.rda", f"{_AT}/{_SETS}.rda", also=(f"{_SETS}.tsv",)),
        File(f"{_CITES}.rda", f"{_AT}/{_CITES}.rda", also=(f"{_CITES}.tsv",)),
        File(f"{_HALLMARK}.rda", f"{_AT}/{_HALLMARK}.rda", also=(f"{_HALLMARK}.gmt",)),
    ),
)


def read(files: Mapping[str, Path], names: Crosswalk) -> Staged:
    """Genes of each signature (PART_OF a biomarker, with its paper) and of each hallmark, a pathway."""
    sets, hallmarks = _members(files, _SETS, 11_000), _members(files, _HALLMARK, 7_000)
    papers = _papers(files)
    cited = dict(zip(papers["key"], papers["id"], strict=True))
    signature = look_up(_key(sets["set"]), cited)
    claims, bad = [], []
    for name, rows, prefix, predicate, sign in (
        (_SETS, sets, "IOBR:", "PART_OF", "1"),
        (_HALLMARK, hallmarks, "HALLMARK:", "PARTICIPATES_IN", "0"),
    ):
        genes = names.genes(rows["gene"])
        lost = unmapped(files[f"{name}.rda"], rows, {"gene": genes})
        told = pd.DataFrame({
            "subject": genes, "predicate": predicate, "sign": sign, "object": prefix + _id(rows["set"]),
            "cites": signature if name == _SETS else "", "locator": rows["set"], "line": rows[LINE].astype(str),
        })  # fmt: skip
        claims.append(told.drop(lost.index.unique()))
        bad.append(lost)
    titled = papers[papers["title"] != ""].drop_duplicates("id")
    return stage(
        ABOUT, rows=len(sets) + len(hallmarks), claims=pd.concat(claims), rejected=pd.concat(bad),
        entities=pd.concat([_things(sets, "IOBR:", "Biomarker"), _things(hallmarks, "HALLMARK:", "Pathway")]),
        publications=titled[["id", "pmid", "doi", "title", "journal", "year"]],
    )  # fmt: skip


def _members(files: Mapping[str, Path], name: str, floor: int) -> pd.DataFrame:
    """``set`` and ``gene``, one row a member, of an .rda list of gene names, a .gmt file, or a table of both."""
    path = files[f"{name}.rda"]
    if path.suffix == ".tsv":
        return table(path, ["signature", "gene"], floor=floor).rename(columns={"signature": "set"})
    if path.suffix == ".gmt":
        lines = [line.split("\t") for line in text(path).splitlines() if line]
        pairs = [(cells[0], gene, at) for at, cells in enumerate(lines, 1) for gene in cells[2:] if gene]
    else:
        held = entry(r_object(path), name, path)
        if not isinstance(held, Mapping):
            raise InvalidRow([Fault(shown(path), 0, "", f"a {type(held).__name__}", "a list of gene names by set")])
        pairs = [(str(key), str(gene), at) for at, (key, genes) in enumerate(held.items(), 1) for gene in genes]
    if few(len(pairs), floor):
        raise InvalidRow([Fault(shown(path), 0, "", f"{len(pairs)} members", f"at least {floor}; download it again")])
    return pd.DataFrame(pairs, columns=["set", "gene", LINE])


def _papers(files: Mapping[str, Path]) -> pd.DataFrame:
    """The paper of each signature: ``key`` of the signature, and the columns of a publication."""
    path = files[f"{_CITES}.rda"]
    columns = ["Signatures", "Published year", "Journal", "Title", "PMID", "DOI"]
    if path.suffix == ".tsv":
        rows = table(path, columns, floor=290)
    else:
        rows = frame_of(entry(r_object(path), _CITES, path), path, columns, floor=290)
    rows = pick(rows, path, columns, floor=290)
    pmid = rows["PMID"].str.removesuffix(".0")
    pmid = pmid.where(pmid.str.fullmatch(r"[1-9][0-9]{4,7}"), "")
    doi = rows["DOI"].str.lower()
    doi = doi.where(doi.str.fullmatch(r"10[.][0-9]{4,9}/[^ |]+"), "")
    number = ("PMID:" + pmid).where(pmid != "", ("DOI:" + doi).where(doi != "", ""))
    year = rows["Published year"].str.removesuffix(".0")
    return pd.DataFrame({
        "key": _key(rows["Signatures"]), "id": number, "pmid": pmid, "doi": doi, "title": rows["Title"],
        "journal": rows["Journal"], "year": year.where(year.str.fullmatch(r"[0-9]{4}"), ""),
    }).query("id != ''")  # fmt: skip


def _key(names: "pd.Series[str]") -> "pd.Series[str]":
    """The two files write commas differently."""
    return names.str.replace(r"[^A-Za-z0-9]+", "_", regex=True).str.casefold()


def _id(names: "pd.Series[str]") -> "pd.Series[str]":
    return names.str.replace(r"[^A-Za-z0-9_.+-]+", "_", regex=True).str.removeprefix("HALLMARK_")


def _things(rows: pd.DataFrame, prefix: str, label: str) -> pd.DataFrame:
    sets = rows["set"].drop_duplicates()
    name = sets.str.replace(r"_+", " ", regex=True).str.strip()
    name = name.str.removeprefix("HALLMARK ") + (" signature" if label == "Biomarker" else " (hallmark)")
    return pd.DataFrame({"id": prefix + _id(sets), "label": label, "name": name})
