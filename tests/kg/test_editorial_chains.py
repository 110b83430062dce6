"""Each system of the editorial that the project starts from is traceable as a chain of cited steps."""

import csv
from pathlib import Path

import pytest

import kg
from kg.wording import KIND_STEPS

CHAINS = Path(__file__).parents[1] / "data" / "editorial_chains.tsv"
SIGNS = {"up": {1}, "down": {-1}, "any": {1, -1, 0}}


def rows() -> list[dict[str, str]]:
    with CHAINS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("chain", rows(), ids=lambda chain: chain["chain"])
def test_chain_is_traced_with_citations(graph: kg.Graph, chain: dict[str, str]) -> None:
    via = [name for name in chain["via"].split("|") if name]
    answer = graph.trace(chain["source"], chain["target"], via=via, k=50)
    fitting = [
        path
        for path in answer.paths
        if path.sign in SIGNS[chain["expect_sign"]] and len(path.steps) >= int(chain["min_steps"])
    ]
    assert fitting, answer.reason or [(path.sign, [node.name for node in path.nodes]) for path in answer.paths[:5]]
    for step in fitting[0].steps:
        if step.predicate not in KIND_STEPS:
            assert any(finding.cites for finding in step.findings)
    note = chain["note"]
    if "primary stud" in note and not any(against in note for against in ("association only", "say the opposite")):
        findings = [finding for path in fitting for step in path.steps for finding in step.findings]
        assert any(not finding.secondary for finding in findings)
