"""Make everything that follows from the schema: `python schema/generate.py`; with `--check` only say what is stale.

Reads tme.yaml and what it imports; writes schema/generated/ and docs/model.md. Their text depends on the schema alone.
"""

import sys
from pathlib import Path

from generators import docs, json_schema, ladybug, model_json, neo4j, shacl
from linkml_runtime.utils.schemaview import SchemaView

from kg.model import Model

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema" / "tme.yaml"


def files() -> dict[Path, str]:
    """The text of every generated file, by its path from the root of the checkout."""
    tree = model_json.build(SchemaView(str(SCHEMA)))
    model = Model.of(tree)
    generated = Path("schema/generated")
    made = {generated / maker.FILE: maker.text(model) for maker in (neo4j, ladybug, json_schema, shacl)}
    return {generated / model_json.FILE: model_json.text(tree), **made, Path("docs/model.md"): docs.text(model)}


def main(arguments: list[str]) -> int:
    """Write what is stale, or with --check name it. Returns the exit code: 1 when --check found something."""
    check = "--check" in arguments
    stale = {path: text for path, text in files().items() if not _holds(ROOT / path, text)}
    for path, text in stale.items():
        if check:
            print(f"stale: {path} (run `python schema/generate.py`)")
            continue
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(text.encode())
        print(f"written: {path}")
    return 1 if check and stale else 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
