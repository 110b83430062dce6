"""What is generated from the schema is current, loads into its engine, and keeps the schema's limits."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from kg import resources
from kg.model import Model

GENERATED = resources.path("schema")
CASES = json.loads((Path(__file__).parents[1] / "data" / "wrong_rows.json").read_text("utf-8"))


def generate(root: Path, *options: str, seed: str = "0") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(root / "schema" / "generate.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}, check=False)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_generated_files_are_current_and_do_not_depend_on_the_hash_seed(checkout: Path, seed: str) -> None:
    done = generate(checkout, "--check", seed=seed)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_check_names_the_stale_file_and_generating_mends_it(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a path with a space"
    shutil.copytree(checkout / "schema", copy / "schema", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(checkout / "docs", copy / "docs", ignore=shutil.ignore_patterns("[!m]*"))
    shapes = copy / "schema" / "generated" / "tme.shacl.ttl"
    current = shapes.read_text("utf-8")
    shapes.write_text(current + "# by hand\n", "utf-8")
    stale = generate(copy, "--check")
    assert stale.returncode == 1
    assert stale.stdout.splitlines() == ["stale: schema/generated/tme.shacl.ttl (run `python schema/generate.py`)"]
    assert generate(copy).returncode == 0
    assert shapes.read_text("utf-8") == current


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ladybug.Connection]:
    """An empty store of the embedded engine, made by the generated statements."""
    path = tmp_path_factory.mktemp("ladybug") / "empty.lbug"
    database = ladybug.Database(str(path), max_db_size=1 << 34, buffer_pool_size=1 << 28)
    connection = ladybug.Connection(database)
    for statement in (GENERATED / "ladybug.cypher").read_text("utf-8").splitlines():
        if not statement.startswith("//"):
            connection.execute(statement)
    connection.execute("CREATE (:Gene {id: 'HGNC:12726', label: 'Gene', name: 'VWF'})")
    connection.execute("CREATE (:CellSubset {id: 'CL:0001064', label: 'CellSubset', name: 'malignant cell'})")
    yield connection
    connection.close()
    database.close()


def rows(connection: ladybug.Connection, query: str) -> list[Any]:
    answer = connection.execute(query)
    assert isinstance(answer, ladybug.QueryResult)
    return list(answer.get_all())


def test_ladybug_tables_take_an_allowed_edge_and_answer_by_its_type(embedded: ladybug.Connection) -> None:
    embedded.execute(
        "MATCH (a:CellSubset), (b:Gene) CREATE (a)-[:SECRETES {id: 'x', sign: 1, belief: 0.5, n_papers: 1}]->(b)"
    )
    found = rows(embedded, "MATCH (a:CellSubset)-[r:SECRETES|EXPRESSES]->(b) RETURN type(r), r.sign, a.name, b.label")
    assert found == [["SECRETES", 1, "malignant cell", "Gene"]]


def test_ladybug_tables_refuse_a_pair_that_the_model_does_not_allow(embedded: ladybug.Connection) -> None:
    with pytest.raises(RuntimeError, match=r"Expected labels are CellSubset, Taxon"):
        embedded.execute("MATCH (a:Gene), (b:CellSubset) CREATE (a)-[:SECRETES {id: 'y', sign: 1}]->(b)")


def test_ladybug_has_a_table_for_every_node_and_edge_of_the_store(embedded: ladybug.Connection) -> None:
    tables = {name for _, name, *_ in rows(embedded, "CALL show_tables() RETURN *")}
    model = Model.load()
    layers = {"Publication", "Source", "Finding", "Release", "SUBJECT", "OBJECT", "CITES", "FROM", "IN_CONTEXT"}
    assert tables == {*model.entity_labels, *model.relation_types, *layers}


def test_neo4j_statements_are_repeatable_and_need_no_enterprise_edition() -> None:
    statements = (GENERATED / "neo4j.cypher").read_text("utf-8").splitlines()[1:]
    assert all("IF NOT EXISTS" in statement and statement.endswith(";") for statement in statements)
    constraints = [statement for statement in statements if "CONSTRAINT" in statement]
    assert statements[: len(constraints)] == constraints
    assert all(statement.endswith("IS UNIQUE;") for statement in constraints)
    constrained = {label for statement in constraints for label in re.findall(r"\(n:(\w+)\)", statement)}
    assert constrained == {*Model.load().entity_labels, "Publication", "Source", "Finding", "Release"}
    names = [re.search(r"(?:CONSTRAINT|INDEX) (\w+) IF", statement) for statement in statements]
    assert len({found[1] for found in names if found}) == len(statements)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((GENERATED / "tme.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(table: str, row: Mapping[str, str]) -> dict[str, Any]:
    columns = Model.load().columns(table)
    return {name: int(cell) if columns[name].type == "integer" else cell for name, cell in row.items()}


def test_json_schema_takes_rows_that_are_right(validator: Draft202012Validator) -> None:
    document = {t: [as_json(t, row) for row in CASES[t]] for t in CASES if t.startswith("curated_")}
    assert list(validator.iter_errors(document)) == []


# All but the context: its names cannot be looked up from within one row.
IN_ONE_ROW = [case for case in CASES["wrong"] if case["column"] != "cancer"]


@pytest.mark.parametrize("case", IN_ONE_ROW, ids=lambda case: case["name"].replace(" ", "_"))
def test_json_schema_refuses_wrong_rows(case: Mapping[str, Any], validator: Draft202012Validator) -> None:
    row = as_json(case["table"], CASES[case["table"]][case["row"]] | case["set"])
    assert list(validator.iter_errors({case["table"]: [row]})) != []


def test_json_schema_knows_pairs_that_are_no_full_product(validator: Draft202012Validator) -> None:
    right = as_json("curated_finding", CASES["curated_finding"][0]) | {"predicate": "PART_OF"}
    part = right | {"subject_id": "CL:0001064", "object_id": "UBERON:0002107"}
    assert list(validator.iter_errors({"curated_finding": [part]})) == []
    assert list(validator.iter_errors({"curated_finding": [part | {"object_id": "REACT:R-HSA-109582"}]})) != []


def test_docs_show_every_label_relation_and_value() -> None:
    page = (GENERATED.parents[1] / "docs" / "model.md").read_text("utf-8")
    model = Model.load()
    assert [name for name in (*model.entity_labels, *model.relation_types) if f"**{name}**" not in page] == []
    assert [value for terms in model.vocabularies.values() for value in terms if f"| `{value}` |" not in page] == []
