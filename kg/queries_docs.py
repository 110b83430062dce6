"""docs/queries.md, written from the headers of the query library.

``python -m kg.queries_docs`` writes it; with ``--check`` it fails when the page is not what the headers say.
"""

import json
import re
import sys
from collections.abc import Iterable

from kg import resources
from kg.errors import InvalidModel
from kg.markdown import table
from kg.model import Model
from kg.queries import library
from kg.query import Parameter, Query

PAGE = "docs/queries.md"

# What the model does not describe: columns that only answers have. Those of a pair of claims end in _1 and _2.
COLUMNS = {
    "aspect": "What the claim says of the region: what is there, what it does, what acts on it, what happens there.",
    "cancer": "Cancer that the finding is limited to.",
    "cancer_id": "Identifier of the cancer.",
    "cancers": "Cancers that the supporting findings name: the first and the last by name.",
    "cell": "Cell in which it was found.",
    "claim": "Identifier of the relation: subject, type, sign and object.",
    "finding": "Identifier of the finding; `tmekg show` gives all of it.",
    "first": "Name of the first thing asked about.",
    "first_id": "Identifier of the first subset.",
    "first_publication": "One of the publications.",
    "human_papers": "Papers with a finding in humans.",
    "known_from": "Human, animal only, human and animal, or not stated.",
    "middle": "What stands between source and target.",
    "middle_id": "Identifier of what stands between.",
    "mouse_papers": "Papers with a finding in mice.",
    "n_checked": "Findings that a second reader has audited against the paper.",
    "n_claims": "Number of relations that the findings support or refute.",
    "n_findings": "Number of findings.",
    "n_human": "Findings in humans.",
    "n_markers": "Number of markers described there.",
    "n_mouse": "Findings in mice.",
    "n_trial": "Findings from trials.",
    "object_id": "Identifier of the object.",
    "other_species_papers": "Papers with a finding in another species.",
    "primary_papers": "Papers that found it themselves; 0: it rests on reviews or secondary citations alone.",
    "publication": "PMID, else DOI.",
    "publications": "PMID, else DOI. When there are more than two, the first and the last; `n_papers` says how many.",
    "region": "Region in which it was found.",
    "regulator": "What acts on both.",
    "regulator_id": "Identifier of what acts on both.",
    "relation": "Type of the relation.",
    "second": "Name of the second thing asked about.",
    "second_id": "Identifier of the second subset.",
    "source": "Where the row comes from; of a mechanism, where it starts.",
    "species_not_stated_papers": "Papers that do not state the species.",
    "stage": "1 before, 2 during, 3 after the therapy, 4 not stated.",
    "subject_id": "Identifier of the subject.",
    "subset": "Name of the cell subset.",
    "subset_id": "Identifier of the cell subset.",
    "target": "Where the mechanism ends.",
    "therapy": "Therapy under which it was found.",
    "together": "Whether it moves both in the same direction.",
    "weaker_belief": "Belief of the side that is believed less.",
}
_INTRODUCTION = """\
# Questions

<!-- Written by python -m kg.queries_docs from the headers of queries/*.cypher. -->

Each question is one file in `queries/`, in Cypher that Neo4j and the embedded engine answer with the same rows in the
same order. Ask it on the command line (`tmekg ask markers_of_subset subset=myCAF`) or in Python
(`g.ask("markers_of_subset", subset="myCAF")`): names, symbols, synonyms and ids are taken. In Neo4j Browser set the
parameters first, entities by id (`:param subset => 'TME:0000002'`).

- A row of a claim is one finding: what it says, in which context, from which paper, and how far the claim is believed
  over all its papers. `n_refuting` counts findings against it; `contradictions` looks for the opposite claim.
- "not stated" means that the source does not say it, "none given" that a database names no paper.
- Narrower terms are found up to six steps down (regions, outcomes and taxa three, therapies as context four).
- A new question is a new file; the form of its header is described in `kg/queries.py`.
"""


def text() -> str:
    """The page as Markdown."""
    queries = list(library().values())
    overview = table(["question", "name"], ([q.question, f"[{q.name}](#{q.name})"] for q in queries))
    columns = table(["column", "what"], (list(row) for row in meanings(queries).items()))
    parts = [_INTRODUCTION, overview, *map(_section, queries), "## Columns", columns]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def meanings(queries: Iterable[Query]) -> dict[str, str]:
    """What each column of the answers means, by name; the model's own words where it has them.

    Raises:
        InvalidModel: neither the model nor COLUMNS describes a column.
    """
    model = Model.load()
    found = {}
    for query in queries:
        for column in query.columns:
            name = re.sub(r"_[12]$", "", column)
            tables = [model.columns(table) for table in ("finding", "relation", "publication", "entity", "source")]
            stated = [table[name].description for table in tables if name in table]
            if name not in COLUMNS and not stated:
                raise InvalidModel(f"{query.name}: column {name} is described neither by the model nor in COLUMNS")
            found[name] = COLUMNS.get(name) or stated[0]
    return dict(sorted(found.items()))


def _section(query: Query) -> str:
    parameters = table(["parameter", "takes", "left out", "what"], map(_parameter, query.parameters.values()))
    values = " ".join(f"{key}={json.dumps(value) if ' ' in value else value}" for key, value in query.example.items())
    example = f"```sh\n{f'tmekg ask {query.name} {values}'.rstrip()}\n```"
    columns = "Columns: " + ", ".join(f"`{column}`" for column in query.columns) + "."
    return "\n\n".join([f"## {query.name}", query.question, parameters, example, columns])


def _parameter(parameter: Parameter) -> list[str]:
    left_out = "–" if parameter.default is None else str(parameter.default) or "any"
    return [f"`{parameter.name}`", parameter.expected, left_out, parameter.description]


def main(arguments: list[str]) -> int:
    """Write the page of the checkout, or with --check compare it."""
    root = resources.checkout()
    if root is None:
        print("the page is part of the source checkout", file=sys.stderr)
        return 3
    page = root / PAGE
    if arguments == ["--check"]:
        if page.is_file() and page.read_text("utf-8") == text():
            return 0
        print(f"{PAGE} is not what the headers say; run python -m kg.queries_docs", file=sys.stderr)
        return 1
    page.write_text(text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
