"""The command line as scripts see it: exit codes, standard output and standard error."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ingest.curation
from tests.kg.cli.conftest import Run


def test_the_installed_command_answers_in_a_process_of_its_own(built: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "TMEKG_URL"}
    command = [str(Path(sys.executable).with_name("tmekg")), "search", "VWF"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=clean | {"TMEKG_HOME": str(built)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "HGNC:12726" in done.stdout


def test_trace_prints_each_step_with_sign_belief_context_and_citation(tmekg: Run) -> None:
    done = tmekg("trace", "VWF", "immunosuppression", "--via", "hypoxia")
    assert done.returncode == 0
    assert done.stderr == ""
    for word in (
        "▲ increases",
        "belief",
        "cancer",
        "species",
        "not stated",
        "DOI:10.",
        "release tme-",
        "is read as VWF",
    ):
        assert word in done.stdout


def test_json_goes_to_standard_output_alone(tmekg: Run) -> None:
    done = tmekg("trace", "VWF", "immunosuppression", "-k", "2", "--format", "json")
    assert len(json.loads(done.stdout)["paths"]) == 2
    assert done.stderr == ""


def test_tsv_is_a_table_with_the_release_on_every_row(tmekg: Run) -> None:
    done = tmekg("trace", "VWF", "immunosuppression", "--format", "tsv")
    table = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t"))
    assert {row["release"][:4] for row in table} == {"tme-"}


def test_nothing_found_exits_1_with_reason_and_a_step_that_works(tmekg: Run) -> None:
    done = tmekg("trace", "VWF", "immunosuppression", "--via", "hypoxia", "--sign", "down", "--hops", "2")
    assert done.returncode == 1
    assert "try: with --sign any" in done.stdout


def test_an_unknown_name_exits_2_with_suggestions(tmekg: Run) -> None:
    done = tmekg("trace", "gemcitabinn", "immunosuppression")
    assert done.returncode == 2
    assert "gemcitabine" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_ambiguous_name_exits_2_with_the_list(tmekg: Run) -> None:
    done = tmekg("trace", "MDC", "immunosuppression")
    assert done.returncode == 2
    assert "HGNC:10621" in done.stderr
    assert "CL:0000782" in done.stderr


@pytest.mark.parametrize(
    "words", [("trace", "VWF", "hypoxia", "--hops", "99"), ("ask", "no_such_query"), ("nonsense",)]
)
def test_bad_input_exits_2_without_a_traceback(tmekg: Run, words: tuple[str, ...]) -> None:
    done = tmekg(*words)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_store_exits_3_with_the_remedy(tmekg: Run, tmp_path: Path) -> None:
    done = tmekg("search", "VWF", home=tmp_path)
    assert done.returncode == 3
    assert "tmekg load" in done.stderr or "tmekg build" in done.stderr


def test_search_finds_a_gene_by_what_people_call_it(tmekg: Run) -> None:
    done = tmekg("search", "PD-L1", "--format", "json")
    answer = json.loads(done.stdout)
    assert answer.keys() >= {"release", "data_date", "query", "hits", "suggestions"}
    assert answer["hits"][0]["name"] == "CD274"
    assert answer["hits"][0].keys() == {"id", "name", "label", "matched", "score"}


@pytest.mark.parametrize(
    ("key", "expected"),
    [("myCAF", "myofibroblastic"), ("PMID:36747082", "disulfid"), ("CAF-001", "CAF-001"), ("HGNC:12726", "VWF")],
)
def test_show_takes_any_kind_of_id(tmekg: Run, key: str, expected: str) -> None:
    text, tree = tmekg("show", key), tmekg("show", key, "--format", "json")
    assert expected in text.stdout
    assert json.loads(tree.stdout)["release"].startswith("tme-")


def test_a_query_of_the_library_takes_names(tmekg: Run) -> None:
    done = tmekg("ask", "markers_of_subset", "subset=myCAF", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"]


def test_the_console_refuses_a_write_with_what_is_allowed(tmekg: Run) -> None:
    done = tmekg("cypher", "CREATE (n:Gene {id: 'x'})")
    assert done.returncode == 2
    assert "MATCH" in done.stderr


def test_the_console_answers_a_read(tmekg: Run) -> None:
    done = tmekg("cypher", "MATCH (g:Gene) RETURN g.name AS name ORDER BY name LIMIT 3", "--format", "tsv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 4


def test_validate_names_file_line_and_column_and_exits_2(tmekg: Run, tmp_path: Path) -> None:
    curated = Path(shutil.copytree(ingest.curation.FOLDER, tmp_path / "curated"))
    path = curated / "findings" / "caf.tsv"
    path.write_text(path.read_text("utf-8").replace("\tPROMOTES\t", "\tPROMOTS\t", 1), "utf-8")
    done = tmekg("validate", str(curated))
    assert done.returncode == 2
    assert "caf.tsv:2: column predicate: found 'PROMOTS'" in done.stderr
    assert "did you mean 'PROMOTES'" in done.stderr
    assert tmekg("validate", str(ingest.curation.FOLDER)).returncode == 0


def test_release_and_doctor_say_what_is_there(tmekg: Run, tmp_path: Path) -> None:
    assert tmekg("release").stdout.startswith("tme-")
    assert "complete" in tmekg("doctor").stdout
    missing = tmekg("doctor", home=tmp_path)
    assert missing.returncode == 3
    assert "tmekg build" in missing.stdout


def test_every_command_of_the_contract_has_help(tmekg: Run) -> None:
    shown = tmekg("--help").stdout
    names = "build load search show trace ask queries cypher validate release doctor app"
    assert [name for name in names.split() if name not in shown] == []
