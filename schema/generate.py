"""Make everything that follows from the schema: `python schema/generate.py`; with `--check` only say what is stale.

Reads tme.yaml and what it imports; writes schema/generated/ and docs/model.md. Their text depends on the schema alone.
"""

import sys
from pathlib import Path

from generators import model_json
from linkml_runtime.utils.schemaview import SchemaView

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema" / "tme.yaml"


def files() -> dict[Path, str]:
    """The text of every generated file, by its path from the root of the checkout."""
    view = SchemaView(str(SCHEMA))
    return {Path("schema/generated/model.json"): model_json.text(view)}


def main(arguments: list[str]) -> int:
    """Write what is stale, or with --check name it. Returns the exit code: 1 when --check found something."""
    check = "--check" in arguments
    stale = [
        path
        for path, text in files().items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    for path in stale:
        print(f"stale: {path} (run `python schema/generate.py`)" if check else f"written: {path}")
    if not check:
        for path, text in files().items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
