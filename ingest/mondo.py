"""MONDO: diseases, their names, kinds, and numbers in other disease lists."""

from collections.abc import Mapping
from pathlib import Path

from ingest.kit import About, Crosswalk, File, Staged, obo, stage

ABOUT = About(
    id="mondo",
    name="Mondo Disease Ontology",
    licence="CC-BY-4.0",
    url="https://mondo.monarchinitiative.org/",
    authority=True,
    files=(File("mondo.obo", "http://purl.obolibrary.org/obo/mondo.obo"),),
)


def read(files: Mapping[str, Path], _: Crosswalk) -> Staged:
    """Diseases and what they are kinds of."""
    ontology = obo.read(files["mondo.obo"], "MONDO", floor=20_000)
    things = ontology.terms.drop(columns="namespace").assign(label="Disease")
    return stage(ABOUT, rows=ontology.rows, version=ontology.version, entities=things, kinds=ontology.kinds)
