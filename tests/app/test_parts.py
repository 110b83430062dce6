"""The app's own small functions: text made safe, sides told apart, pictures put together."""

import doctest
from dataclasses import replace
from pathlib import Path

import graph_component
import links
import plain
import pytest
from graph_component import MOST_ENTITIES, edge_id, of_routes, of_steps

from kg.answers import Path as Route
from kg.answers import Step
from kg.claims import Finding, Ref
from kg.contradictions import separation
from kg.graph import Graph

APP = Path(__file__).parents[2] / "app"
VWF, HYPOXIA, EXHAUSTION = (
    Ref("HGNC:12726", "VWF", "Gene"), Ref("TME:0000075", "tumour hypoxia", "Process"),
    Ref("TME:0000052", "T-cell exhaustion", "Process"),
)  # fmt: skip
SUPPRESSION = Ref("TME:0000050", "immunosuppression in the tumour microenvironment", "Process")


def step(subject: Ref, predicate: str, sign: int, object_: Ref) -> Step:
    """A step without findings."""
    relation = f"{subject.id}|{predicate}|{sign:+d}|{object_.id}"
    return Step(subject, predicate, sign, object_, 0.7, 0.5, 0.8, 1.0, 2, (), (), relation)


@pytest.mark.parametrize("module", [plain, links, graph_component])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        ("<img src=x onerror=alert(1)>", r"\<img src\=x onerror\=alert\(1\)\>"),
        (":red[danger]", r"\:red\[danger\]"),
        ("$x$ `y` **z** ~~w~~", r"\$x\$ \`y\` \*\*z\*\* \~\~w\~\~"),
        ("a\u202eb\u200fc", "abc"),
        ("two\nlines\ttab", "two lines tab"),
    ],
)
def test_markdown_of_a_text_shows_the_text(text: str, harmless: str) -> None:
    assert plain.plain(text) == harmless


def test_addresses_arrows_and_emoji_do_not_come_alive() -> None:
    for text in ("https://evil.example/x", "www.evil.example", "me@evil.example", "a -> b", ":smile:"):
        assert plain.plain(text).replace("\\", "") != text
        assert plain.plain(text).replace("\\", "").replace("\u2060", "") == text


def test_long_text_is_cut() -> None:
    assert len(plain.one_line("x" * 10_000)) == 300


def test_entities_and_relations_of_routes_are_drawn_once() -> None:
    first, second = step(VWF, "PROMOTES", 1, HYPOXIA), step(HYPOXIA, "PROMOTES", 1, EXHAUSTION)
    routes = [
        Route(1, 1, 0.5, 0.6, (VWF, HYPOXIA, EXHAUSTION), (first, second)),
        Route(2, 1, 0.7, 0.5, (VWF, HYPOXIA, SUPPRESSION), (first, step(HYPOXIA, "PROMOTES", 1, SUPPRESSION))),
    ]
    picture = of_routes(routes, (VWF, SUPPRESSION), {"hypoxia": {HYPOXIA.id}})
    assert [node["name"] for node in picture.nodes] == [
        "VWF", "tumour hypoxia", "T-cell exhaustion", "immunosuppression in the tumour microenvironment",
    ]  # fmt: skip
    assert [node["role"] for node in picture.nodes] == ["start", "via hypoxia", "end", "end"]
    assert len(picture.edges) == 4


def test_end_that_stands_for_a_broader_term_is_drawn_as_one() -> None:
    route = Route(1, 1, 0.5, 0.6, (VWF, EXHAUSTION), (step(VWF, "PROMOTES", 1, EXHAUSTION),))
    picture = of_routes([route], (VWF, SUPPRESSION), {})
    kind = picture.edges[-1]
    assert (kind["kind"], kind["source"], kind["target"]) == ("is_a", EXHAUSTION.id, SUPPRESSION.id)


def test_signs_kinds_and_associations_are_told_apart() -> None:
    steps = [
        step(VWF, "PROMOTES", 1, HYPOXIA), step(VWF, "INHIBITS", -1, HYPOXIA), step(VWF, "AFFECTS", 0, HYPOXIA),
        step(EXHAUSTION, "SUBSET_OF", 1, SUPPRESSION), step(VWF, "ASSOCIATED_WITH", 1, SUPPRESSION),
    ]  # fmt: skip
    edges = of_steps(steps, {}).edges
    assert [edge["kind"] for edge in edges] == ["relation", "relation", "relation", "is_a", "association"]
    assert [edge["words"][0] for edge in edges[:3]] == ["▲", "▼", "?"]


def test_member_read_against_its_direction_is_an_edge_of_its_own() -> None:
    forward = step(VWF, "PART_OF", 1, HYPOXIA)
    assert edge_id(forward) != edge_id(replace(forward, predicate="HAS_PART"))


def test_too_many_entities_are_counted_instead_of_drawn() -> None:
    many = [step(VWF, "PROMOTES", 1, Ref(f"TME:{n:07}", f"thing {n}", "Process")) for n in range(MOST_ENTITIES)]
    picture = of_steps(many, {})
    assert not picture.readable
    assert picture.counts() == [("process", MOST_ENTITIES), ("gene", 1)]


def test_context_that_separates_two_sides_is_named(graph: Graph) -> None:
    finding = next(one for one in graph.relation("HGNC:12726|PROMOTES|+1|TME:0000075").findings)
    mouse, human = (replace(finding, context={**finding.context, "species": name}) for name in ("mouse", "human"))
    assert "species (mouse against human)" in separation(graph.snapshot, [mouse], [human])
    assert "contested" in separation(graph.snapshot, [mouse], [mouse])
    assert "no finding that supports it" in separation(graph.snapshot, [], [mouse])


def test_side_that_does_not_state_a_context_is_not_separated_by_it(graph: Graph) -> None:
    finding: Finding = graph.relation("HGNC:12726|PROMOTES|+1|TME:0000075").findings[0]
    mouse, silent = (replace(finding, context={**finding.context, "species": name}) for name in ("mouse", "not stated"))
    assert "species" not in separation(graph.snapshot, [mouse], [silent]).split(":")[0]
    assert "contested" in separation(graph.snapshot, [mouse], [silent])


def test_built_files_are_those_of_the_sources(checkout: Path) -> None:
    """The bundle holds the words of every source file; the bundle is committed, so that users need no Node."""
    bundle = (APP / "frontend" / "dist" / "picture.js").read_text("utf-8")
    for phrase in ("thicker: better supported", "direction not stated", "is a kind or part of", "too many to draw"):
        assert phrase in bundle
    assert (APP / "frontend" / "dist" / "LICENCES.txt").read_text("utf-8").count("Permission is hereby granted") == 3


@pytest.fixture
def graph(built: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """The graph of this checkout."""
    monkeypatch.setenv("TMEKG_HOME", str(built))
    import kg

    return kg.open()
