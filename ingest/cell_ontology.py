"""Cell Ontology: cell types, their names and kinds."""

from collections.abc import Mapping
from pathlib import Path

from ingest.kit import About, Crosswalk, File, Staged, obo, stage

ABOUT = About(
    id="cell_ontology",
    name="Cell Ontology",
    licence="CC-BY-4.0",
    url="https://obophenotype.github.io/cell-ontology/",
    authority=True,
    files=(File("cl-basic.obo", "http://purl.obolibrary.org/obo/cl/cl-basic.obo"),),
)


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Cell types and what they are kinds of."""
    ontology = obo.read(files["cl-basic.obo"], "CL", floor=2_000)
    things = ontology.terms.drop(columns="namespace").assign(label="CellSubset")
    return stage(ABOUT, rows=ontology.rows, version=ontology.version, entities=things, kinds=ontology.kinds)
