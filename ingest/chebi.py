"""ChEBI: chemicals, as far as something else speaks of them."""

from collections.abc import Mapping
from pathlib import Path

from ingest.kit import About, Crosswalk, File, Staged, obo, stage

ABOUT = About(
    id="chebi",
    name="ChEBI, chemical entities of biological interest",
    licence="CC-BY-4.0",
    url="https://www.ebi.ac.uk/chebi/",
    authority=True,
    in_use=True,
    files=(File("chebi_lite.obo.gz", "https://ftp.ebi.ac.uk/pub/databases/chebi/ontology/chebi_lite.obo.gz"),),
)


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Chemicals and what they are kinds of. A term that a source gives as a medicine is a drug there."""
    ontology = obo.read(files["chebi_lite.obo.gz"], "CHEBI", floor=100_000)
    things = ontology.terms.drop(columns="namespace").assign(label="Chemical")
    return stage(ABOUT, rows=ontology.rows, version=ontology.version, entities=things, kinds=ontology.kinds)
