"""CSV files that ``neo4j-admin database import full`` reads: much faster than transactions, for an empty database.

One file a label and one a type of edge with its two labels, with the headers of Neo4j's own format (Neo4j Operations
Manual, "Import", CSV header format). The ids are grouped by label, as two labels may not share an id space.
"""

import shlex
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from kg.errors import StoreUnavailable
from kg.stores.rows import edges, nodes, stamp, statements
from kg.tables import Release

_TYPES = {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean"}


def write(release: Release, folder: Path) -> str:
    """Write the files into ``folder`` and return the command that imports them.

    Raises:
        StoreUnavailable: the folder holds something already, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreUnavailable(f"{folder} is not empty; give a folder of its own")
        arguments = []
        for one in nodes(release):
            file = folder / f"{one.label}.csv"
            header = [
                f"id:ID({one.label})" if name == "id" else _property(name, one.rows) for name in one.rows.column_names
            ]
            _csv(one.rows, header, file)
            arguments.append(f"--nodes={one.label}={shlex.quote(file.name)}")
        marked = pa.table({name: [value] for name, value in stamp(release, "complete").items()})
        _csv(marked, ["id:ID(Release)", *marked.column_names[1:]], folder / "Release.csv")
        arguments.append("--nodes=Release=Release.csv")
        for number, edge in enumerate(edges(release)):
            file = folder / f"{number:04d}_{edge.type}_{edge.start}_{edge.end}.csv"
            header = [
                f":START_ID({edge.start})",
                f":END_ID({edge.end})",
                *(_property(name, edge.rows) for name in edge.properties),
            ]
            _csv(edge.rows.select(["start", "end", *edge.properties]), header, file)
            arguments.append(f"--relationships={edge.type}={shlex.quote(file.name)}")
        (folder / "schema.cypher").write_text(";\n".join([*statements("neo4j.cypher"), ""]), "utf-8")
        (folder / "import.args").write_text("\n".join(arguments) + "\n", "utf-8")
    except OSError as error:
        raise StoreUnavailable(f"{folder} could not be written: {error}") from error
    here = shlex.quote(str(folder))
    return (
        f"cd {here} && neo4j-admin database import full @import.args --overwrite-destination neo4j\n"
        f"# then start the server and run: cypher-shell --file {here}/schema.cypher"
    )


def _property(name: str, rows: pa.Table) -> str:
    kind = _TYPES.get(rows.schema.field(name).type)
    return f"{name}:{kind}" if kind else name


def _csv(rows: pa.Table, header: list[str], file: Path) -> None:
    """Every value in quotes: an empty text stays an empty text, and is not taken for a missing one."""
    options = pyarrow.csv.WriteOptions(quoting_style="all_valid")
    pyarrow.csv.write_csv(rows.rename_columns(header), file, options)
