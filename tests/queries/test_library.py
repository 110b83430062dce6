"""Each file of the library keeps to the form; what does not is refused by file and line."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import queries_docs
from kg.errors import InvalidModel, InvalidQuery, UnknownName
from kg.queries import library, read

ASKED_FOR = """markers_of_subset subsets_with_marker subsets_in_cancer inducers_of_subset effects_of regulators_of
    secretome_of_subset receptors_of_ligand findings_about claims_of_publication publications_of_relation
    drugs_for_target targets_of_drug outcomes_of_drug failed_drugs biomarkers_of_outcome region_profile
    therapy_effects contradictions
    refuted_claims secondary_claims single_paper_claims opposing_subsets shared_regulators two_step_mechanisms
    coverage_by_cancer coverage_by_axis newest_claims"""

GOOD = """\
// Which genes have this name,
// and who says so?
//
// parameter gene: Gene|Complex; the gene
// parameter cancer: Disease = ""; only this cancer
// parameter time: choice any|before|after = any; when
// parameter limit: integer = 5; rows at most
// returns id
// returns name
// example gene="PD-L1" time=before
MATCH (g:Gene)
WHERE g.id = $gene AND g.name <> '$no_parameter' AND ($cancer = '' OR $time = 'any') // nor is $this
RETURN g.id AS id, g.name AS name ORDER BY id LIMIT $limit
"""


def test_folder_is_the_registry(checkout: Path) -> None:
    assert list(library()) == sorted(path.stem for path in (checkout / "queries").glob("*.cypher"))
    assert set(ASKED_FOR.split()) <= set(library())


@pytest.mark.parametrize("name", library())
def test_each_query_can_be_limited_and_names_no_entity_by_id(name: str) -> None:
    query = library()[name]
    assert query.parameters["limit"].kind == "integer"
    assert query.text.rstrip().endswith("LIMIT $limit")
    assert "TME:" not in query.text


@pytest.mark.parametrize("name", library())
def test_lines_are_short_enough_to_read(name: str) -> None:
    assert [line for line in library()[name].text.splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("name", [name for name, query in library().items() if "finding" in query.columns])
def test_row_of_a_claim_carries_what_a_claim_line_shows(name: str) -> None:
    shown = {
        "subject", "relation", "sign", "object", "stance", "kind", "evidence", "species", "n_papers", "belief", "via",
        "locator", "summary", "claim", "retracted",
    }  # fmt: skip
    columns = set(library()[name].columns)
    assert shown <= columns
    assert {
        "publications",
        "cancer",
        "cell",
        "region",
        "therapy",
        "model_system",
    } <= columns or "publication" in columns


def test_page_of_questions_is_what_the_headers_say(checkout: Path) -> None:
    written = (checkout / queries_docs.PAGE).read_text("utf-8")
    assert written == queries_docs.text(), "run python -m kg.queries_docs"


def test_header_becomes_a_form(tmp_path: Path) -> None:
    query = read(written(tmp_path, GOOD))
    assert query.question == "Which genes have this name, and who says so?"
    assert query.columns == ("id", "name")
    assert query.example == {"gene": "PD-L1", "time": "before"}
    assert {name: (p.kind, p.default) for name, p in query.parameters.items()} == {
        "gene": ("entity", None),
        "cancer": ("entity", ""),
        "time": ("choice", "any"),
        "limit": ("integer", 5),
    }
    assert query.parameters["gene"].labels == ("Gene", "Complex")
    assert query.parameters["time"].choices == ("any", "before", "after")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("so?\n", "so.\n", r":1: found 'Which genes .* so\.', expected a question, ended by '\?'"),
        ("//\n// parameter gene", "// parameter gene", ":1: found 'Which genes .*, expected a question"),
        ("// parameter gene: Gene|Complex; the gene\n", "", "not declared: gene|with a parameter"),
        ("gene: Gene|Complex; the gene", "gene: Gene|Complex", ":4: found 'gene: .*', expected name: kind"),
        ("Gene|Complex;", "Gene|Protein;", ":4: found 'Protein', expected entity, text, .* Gene, Complex"),
        ("gene: Gene", "Gene: Gene", r":4: found 'Gene: .*', expected name: kind \[= default\]; description"),
        ('Disease = ""', "Disease = melanoma", ":5: found 'melanoma', expected a default of an entity is"),
        ("after = any", "after = during", ":6: found 'during', expected a default that is one of any, before, after"),
        ("integer = 5", "integer = five", ":7: found 'five', expected a default that is a whole number"),
        ("time: choice", "cancer: choice", ":6: found 'cancer', expected a parameter that is not declared above"),
        ("time: choice any|before|after", "time: choice", ":6: found 'choice', expected entity, text"),
        ("// returns name\n", "", ":9: found 'columns id', expected the columns of the text, id, name; not declared"),
        ("// returns name\n", "// returns symbol\n", "not declared: name; not in the text: symbol"),
        ("// returns name\n", "// gives name\n", ":9: found 'gives name', expected a line that begins with parameter"),
        ("limit: integer", "rows: integer", "not declared: limit; not in the text: rows"),
        ("time=before", "when=before", ":10: found 'when=before', expected name=value with a parameter: gene, cancer"),
        ('gene="PD-L1" ', "", ":10: found 'an example without gene', expected a value of each parameter"),
        ('"PD-L1"', '"PD-L1', ":10: found .*, expected name=value, with quotes round"),
        ('// example gene="PD-L1" time=before\n', "", ":9: found 'no example', expected a line '// example"),
    ],
)  # fmt: skip
def test_bad_header_is_refused_with_file_and_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in GOOD
    with pytest.raises(InvalidModel, match="genes_named.cypher" + (message if message[0] == ":" else f".*({message})")):
        read(written(tmp_path, GOOD.replace(before, after, 1)))


def test_file_name_is_refused_unless_it_can_be_typed(tmp_path: Path) -> None:
    with pytest.raises(InvalidModel, match=r"GenesNamed.cypher:1: found the file name 'GenesNamed'"):
        read(written(tmp_path, GOOD, "GenesNamed.cypher"))


def test_values_are_bound_by_kind_and_defaults_filled_in(tmp_path: Path) -> None:
    query = read(written(tmp_path, GOOD))
    asked: list[tuple[str, Sequence[str] | None]] = []

    def resolve(text: str, labels: Sequence[str] | None) -> str:
        asked.append((text, labels))
        return "HGNC:17635"

    bound = query.bind({"gene": " PD-L1 ", "time": "Before", "cancer": None, "limit": "7"}, resolve)
    assert bound == {"gene": "HGNC:17635", "cancer": "", "time": "before", "limit": 7}
    assert asked == [("PD-L1", ("Gene", "Complex"))]


def test_true_and_false_stand_for_yes_and_no() -> None:
    bound = library()["markers_of_subset"].bind({"subset": "myCAF", "exact": True}, lambda text, labels: text)
    assert bound["exact"] == "yes"


@pytest.mark.parametrize(
    ("values", "message", "suggestion"),
    [
        ({}, "markers_of_subset needs subset, name or id of: CellSubset .*e.g. subset=myCAF", "subset=myCAF"),
        ({"subset": "  "}, "needs subset", "subset=myCAF"),
        ({"subsett": "myCAF"}, "no parameter 'subsett'; it takes subset, exact, limit", "subset"),
        ({"subset": "myCAF", "limit": "many"}, "limit is 'many'; give a whole number from 1 to 1,000,000", None),
        ({"subset": "myCAF", "limit": 0}, "limit is '0'", None),
        ({"subset": "myCAF", "limit": "99999999"}, "limit is '99999999'", None),
        ({"subset": "myCAF", "limit": 2.5}, "limit is '2.5'", None),
        ({"subset": "myCAF", "exact": "yess"}, "exact is 'yess'; give one of no, yes", "yes"),
        ({"subset": 7}, "subset is '7'; give name or id of: CellSubset", None),
    ],
)  # fmt: skip
def test_value_that_does_not_fit_is_an_error_with_a_way_out(
    values: dict[str, object], message: str, suggestion: str | None
) -> None:
    with pytest.raises(InvalidQuery, match=message) as caught:
        library()["markers_of_subset"].bind(values, lambda text, labels: text)
    assert suggestion is None or suggestion in caught.value.suggestions


def test_name_that_nothing_has_comes_back_as_the_resolver_says_it() -> None:
    def resolve(text: str, labels: Sequence[str] | None) -> str:
        raise UnknownName(f"nothing here is named {text}", ["TME:0000002"])

    with pytest.raises(UnknownName, match="nothing here is named myCAV"):
        library()["markers_of_subset"].bind({"subset": "myCAV"}, resolve)


def written(folder: Path, text: str, name: str = "genes_named.cypher") -> Path:
    """A file of the library with this text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path
