"""Reactome's gene sets: genes take part in pathways, the proteins of viruses do not stand for human genes."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from ingest import reactome
from ingest.kit.crosswalk import Crosswalk
from ingest.kit.staged import Staged
from kg.errors import InvalidRow

SETS = (
    "Signaling by VEGF\tR-HSA-194138\tVEGFA\tKDR\tFLK1\n"
    "Influenza Infection\tR-HSA-168255\tVEGFA\tNP\tUL99\n"
    "CSF2 story\tR-HSA-5688426\tCSF2 gene\n"
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for user in ("ingest.kit.read.few", "ingest.reactome.few"):
        monkeypatch.setattr(user, lambda rows, floor: False)


def crosswalk() -> Crosswalk:
    genes = [
        ("HGNC:12680", "VEGFA", "", ""),
        ("HGNC:6307", "KDR", "FLK1", ""),
        ("HGNC:7892", "PNP", "NP", "NP"),
        ("HGNC:2434", "CSF2", "", ""),
    ]
    frame = pd.DataFrame(genes, columns=["id", "name", "synonyms", "former"]).assign(label="Gene", xrefs="")
    return Crosswalk({"hgnc": frame})


def staged(folder: Path, sets: str = SETS, *, packed: bool = False) -> Staged:
    path = folder / "reactome" / ("ReactomePathways.gmt.zip" if packed else "ReactomePathways.gmt")
    path.parent.mkdir(exist_ok=True)
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("ReactomePathways.gmt", sets)
    else:
        path.write_text(sets, "utf-8")
    return reactome.read({"ReactomePathways.gmt.zip": path}, crosswalk())


@pytest.mark.parametrize("packed", [False, True])
def test_genes_take_part_in_pathways(tmp_path: Path, packed: bool) -> None:
    found = staged(tmp_path, packed=packed)
    assert found.entity[["id", "label", "name"]].to_numpy().tolist()[0] == [
        "REACT:R-HSA-194138", "Pathway", "Signaling by VEGF",
    ]  # fmt: skip
    told = found.finding[["subject", "predicate", "sign", "object", "evidence"]].to_numpy().tolist()
    assert told[:2] == [
        ["HGNC:12680", "PARTICIPATES_IN", "0", "REACT:R-HSA-194138", "database"],
        ["HGNC:6307", "PARTICIPATES_IN", "0", "REACT:R-HSA-194138", "database"],
    ]
    assert ["HGNC:2434", "PARTICIPATES_IN", "0", "REACT:R-HSA-5688426", "database"] in told
    assert len(told) == 4  # KDR stands there by an old name as well: one finding
    assert set(found.context["entity"]) == {"NCBITaxon:9606"}
    assert found.cites.empty


def test_proteins_of_viruses_are_listed_and_not_taken_for_human_ones(tmp_path: Path) -> None:
    found = staged(tmp_path)
    assert "HGNC:7892" not in set(found.finding["subject"])
    told = found.rejected[["found", "column", "reason"]].to_numpy().tolist()
    virus = "here the protein of a virus; a human gene has that name as well"
    assert told == [
        ["NP", "gene of R-HSA-168255", virus],
        ["UL99", "gene of R-HSA-168255", "no human gene, or more than one, is named so"],
    ]
    assert (found.counts["in"], found.counts["rejected"]) == (7, 2)


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        (SETS + "Signaling by VEGF\tR-HSA-194138\tVEGFA\n", "ReactomePathways.gmt:4: column id: found 'R-HSA-194138'"),
        (SETS.replace("R-HSA-168255\t", ""), "ReactomePathways.gmt:2: found 'Influenza"),
        (SETS + "cut off here\tR-HSA-2", "ReactomePathways.gmt:4: found 'cut off"),
    ],
)
def test_a_file_that_is_not_as_expected_is_refused(tmp_path: Path, sets: str, fault: str) -> None:
    with pytest.raises(InvalidRow) as refused:
        staged(tmp_path, sets)
    assert fault in str(refused.value)


def test_too_few_pathways_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(InvalidRow, match="3 pathways"):
        staged(tmp_path)
