"""Gene Ontology: processes, functions and places in the cell, as far as something else speaks of them."""

from collections.abc import Mapping
from pathlib import Path

from ingest.kit import About, Crosswalk, File, Staged, obo, stage
from ingest.kit.closure import closure, steps

ABOUT = About(
    id="go",
    name="Gene Ontology",
    licence="CC-BY-4.0",
    url="https://geneontology.org/",
    authority=True,
    in_use=True,
    files=(File("go-basic.obo", "http://purl.obolibrary.org/obo/go/go-basic.obo"),),
)
# What a molecule does stands under the processes here; a place in the cell is a region.
_LABELS = {"biological_process": "Process", "molecular_function": "Process", "cellular_component": "Region"}


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Terms and what they are kinds of; protein complexes (kinds of GO:0032991) are complexes."""
    ontology = obo.read(files["go-basic.obo"], "GO", floor=35_000)
    label = ontology.terms["namespace"].map(_LABELS).fillna("Process")
    complexes = closure(["GO:0032991"], steps(ontology.kinds, "object", "subject"))
    things = ontology.terms.drop(columns="namespace").assign(
        label=label.where(~ontology.terms["id"].isin(complexes), "Complex")
    )
    of = dict(zip(things["id"], things["label"], strict=True))
    alike = ontology.kinds["subject"].map(of) == ontology.kinds["object"].map(of)
    kinds = ontology.kinds[alike]
    return stage(ABOUT, rows=ontology.rows, version=ontology.version, entities=things, kinds=kinds)
