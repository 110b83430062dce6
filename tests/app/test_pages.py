"""What the pages show, without a browser."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kg.graph import Graph

APP = Path(__file__).parents[2] / "app"
Opened = Callable[..., AppTest]
VWF, HYPOXIA, MYCAF, CD274 = "HGNC:12726", "TME:0000075", "TME:0000002", "HGNC:17635"


def texts(app: AppTest) -> str:
    """Everything that is written on a page."""
    kinds = ("title", "header", "text", "caption", "markdown")
    return "\n".join(str(getattr(one, "value", "")).replace("\\", "") for kind in kinds for one in app.get(kind))


def links(app: AppTest) -> list[str]:
    """The labels of the links inside the app."""
    return [one.proto.label.replace("\\", "") for one in app.get("page_link")]


def pictures(app: AppTest) -> list[str]:
    """What the graph component was given, as text."""
    return [str(one.proto) for one in app.get("bidi_component") if "picture" in str(one.proto.component_name)]


@pytest.fixture
def graph(built: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """The graph that the pages show."""
    monkeypatch.setenv("TMEKG_HOME", str(built))
    import kg

    return kg.open()


def test_menu_is_the_listing_of_the_pages_folder(opened: Opened) -> None:
    files = sorted(file.stem.partition("_")[2] for file in (APP / "pages").glob("*.py"))
    assert not opened().exception
    assert files == ["ask", "coverage", "evidence", "trace"]


@pytest.mark.parametrize("name", ["10_ask", "20_trace", "30_evidence", "90_coverage"])
def test_every_page_opens_with_the_stamp_of_the_release(opened: Opened, graph: Graph, name: str) -> None:
    app = opened(name)
    assert not app.exception
    assert not app.error
    assert str(graph.release["id"]) in texts(app)
    assert str(graph.release["data_date"]) in texts(app)


def test_first_page_has_six_questions_and_each_has_an_answer(opened: Opened, graph: Graph) -> None:
    from examples import _ENTITIES, _TRACES

    asked = [question for question, _ in (*_TRACES, *_ENTITIES)]
    assert [link for link in links(opened()) if link.endswith("?")] == asked
    assert len(asked) == 6
    for question, trace in _TRACES:
        answer = graph.trace(trace["from"], trace["to"], via=[trace["via"]] if "via" in trace else [])
        assert answer.paths, f"{question}: {answer.reason}"
    for _, key in _ENTITIES:
        assert len(graph.entity(key).acted_on)


def test_typing_suggests_entities_by_synonym(opened: Opened) -> None:
    app = opened(q="pd-l1")
    assert links(app)[0] == "CD274"
    assert "found as" in texts(app)


def test_unknown_word_says_what_to_do(opened: Opened) -> None:
    assert "another spelling" in texts(opened(q="qqzzxxyy"))


def test_entity_page_shows_claims_with_context_belief_papers_and_citation(opened: Opened) -> None:
    app = opened(id=HYPOXIA, part="does")
    written = texts(app)
    assert not app.exception
    assert "tumour hypoxia — " in written
    assert "not stated: " in written
    assert "belief 0." in written
    assert "1 paper" in written
    assert "species: mouse" in written
    assert any("PMID" in one.proto.label for one in app.get("link_button"))


def test_table_of_relations_keeps_subject_and_object(opened: Opened, graph: Graph) -> None:
    rows = graph.entity(CD274).acted_on
    table = opened(id=CD274, part="on").dataframe[0].value
    others = set(rows["other"])
    for claim in table["claim"]:
        assert claim.endswith(" CD274")
        assert any(claim.startswith(f"{other} ") for other in others)


def test_claim_that_was_only_refuted_is_not_shown_as_one(opened: Opened, graph: Graph) -> None:
    relation = graph.snapshot.relation
    refuted = relation[(relation["n_supporting"] == 0) & (relation["n_refuting"] > 0)].iloc[0]
    written = texts(opened("30_evidence", relation=str(refuted["id"])))
    assert "tested and not found; nothing held supports it" in written
    assert "belief" not in written


def test_every_part_of_an_entity_page_opens(opened: Opened) -> None:
    for part in ("on", "does", "markers", "drugs", "where", "cancer", "against", "papers"):
        app = opened(id="HGNC:11766", part=part)
        assert not app.exception, part
        assert not app.error, part


def test_both_sides_of_a_contested_relation_stand_on_one_page(opened: Opened, graph: Graph) -> None:
    relation = graph.snapshot.relation
    both = relation[(relation["n_supporting"] > 0) & (relation["n_refuting"] > 0)].iloc[0]
    written = texts(opened("30_evidence", relation=str(both["id"])))
    assert "tested and not found" in written
    assert "separate" in written


def test_no_finding_against_is_not_worded_as_proof(opened: Opened) -> None:
    app = opened("30_evidence", relation=f"{VWF}|PROMOTES|+1|{HYPOXIA}")
    assert "No finding against it is held here. That does not mean that none exists." in texts(app)


def test_trace_shows_paths_steps_and_the_findings_of_the_first_step(opened: Opened, graph: Graph) -> None:
    app = opened("20_trace", from_="VWF", to="immunosuppression", via="hypoxia")
    answer = graph.trace("VWF", "immunosuppression", via=["hypoxia"])
    assert not app.exception
    assert len(app.dataframe[0].value) == len(answer.paths)
    assert list(app.dataframe[1].value["step"]) == list(range(1, len(answer.paths[0].steps) + 1))
    assert answer.paths[0].steps[0].findings[0].summary in texts(app)
    assert "used: VWF (gene, HGNC:12726)" in texts(app)
    assert any("tumour hypoxia" in picture for picture in pictures(app))


def test_relation_in_the_address_opens_its_findings(opened: Opened, graph: Graph) -> None:
    step = graph.trace("VWF", "immunosuppression", via=["hypoxia"]).paths[0].steps[1]
    app = opened("20_trace", from_="VWF", to="immunosuppression", via="hypoxia", relation=step.relation)
    assert step.findings[0].summary in texts(app)


def test_plus_sign_lost_on_the_way_is_put_back(opened: Opened) -> None:
    app = opened("30_evidence", relation=f"{VWF}|PROMOTES| 1|{HYPOXIA}")
    assert "VWF — promotes (▲ increases) → tumour hypoxia" in texts(app)


def test_nothing_found_gives_the_reason_and_ways_on(opened: Opened, graph: Graph) -> None:
    answer = graph.trace("immunosuppression", "VWF", hops=1)
    assert not answer.paths
    app = opened("20_trace", from_="immunosuppression", to="VWF", hops="1")
    assert answer.reason in texts(app)
    assert "The other way round" in links(app)


def test_same_thing_at_both_ends_is_said(opened: Opened) -> None:
    assert "two different ends" in texts(opened("20_trace", from_="VWF", to=VWF))


def test_word_with_several_meanings_is_disclosed(opened: Opened) -> None:
    app = opened("20_trace", from_="TGFb", to="immunosuppression")
    assert "used: TGFB1" in texts(app)
    assert any("other meanings" in one.label for one in app.expander)


def test_misspelt_name_offers_choices_and_takes_the_chosen_one(opened: Opened) -> None:
    app = opened("20_trace", from_="VWF", to="perineural")
    offered = next(group for group in app.button_group if str(group.key).startswith("to-choice-"))
    assert "Nothing here is called" in texts(app)
    assert str(offered.options[0]).startswith("perineural invasion")


def test_context_that_is_asked_lowers_what_does_not_state_it(opened: Opened) -> None:
    app = opened("20_trace", from_="VWF", to="immunosuppression", via="hypoxia", cancer="melanoma")
    assert "context fit" in texts(app)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("10_ask", {"id": "HGNC:0000"}),
        ("10_ask", {"id": "☃" * 5000}),
        ("30_evidence", {"finding": "NO-SUCH"}),
        ("30_evidence", {"publication": "PMID:1"}),
        ("30_evidence", {"relation": "a|b|c|d"}),
    ],
)
def test_link_that_does_not_fit_the_release_says_so(opened: Opened, name: str, parameters: dict[str, str]) -> None:
    app = opened(name, **parameters)
    assert not app.exception
    assert not app.error
    assert "This release does not hold" in texts(app)


@pytest.mark.parametrize(
    "parameters",
    [{"hops": "99"}, {"k": "nonsense"}, {"sign": "sideways"}, {"context": "perhaps"}, {"path": "77"}, {"relation": "x"},
     {"shown": "-1"}, {"via": ";;"}, {"species": "unicorn"}],
)  # fmt: skip
def test_bad_parameter_of_a_link_leaves_a_page(opened: Opened, parameters: dict[str, str]) -> None:
    app = opened("20_trace", from_="VWF", to="immunosuppression", **parameters)
    assert not app.exception
    assert not app.error


def test_publication_page_lists_its_findings(opened: Opened) -> None:
    app = opened("30_evidence", publication="PMID:36747082")
    assert "disulfidptosis" in texts(app).lower()
    assert "Cited here for" in texts(app)


def test_coverage_counts_are_those_of_the_graph(opened: Opened, graph: Graph) -> None:
    held = graph.coverage()
    shown = {one.label: one.value for one in opened("90_coverage").metric}
    assert shown["findings"] == f"{held.findings:,}"
    assert shown["entities"] == f"{held.entities:,}"
    assert shown["publications"] == f"{held.publications:,}"


def test_without_a_store_the_page_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMEKG_HOME", str(tmp_path))
    monkeypatch.delenv("TMEKG_URL", raising=False)
    app = AppTest.from_file(str(APP / "main.py"), default_timeout=30).run()
    assert not app.exception
    assert "There is no graph to show yet" in texts(app)
    assert any("tmekg build" in one.value for one in app.code)


def test_release_that_is_swapped_underneath_is_shown_next(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.stores import connect
    from kg.tables import Release

    monkeypatch.setenv("TMEKG_HOME", str(tmp_path))
    monkeypatch.delenv("TMEKG_URL", raising=False)
    release = Release.read(built / "release")
    store = connect(str(tmp_path / "graph.lbug"))
    store.load(release)
    app = AppTest.from_file(str(APP / "main.py"), default_timeout=30).run()
    assert release.id in texts(app)
    store.load(replace(release, manifest={**release.manifest, "release": "tme-0123456789ab"}))
    store.close()
    assert "tme-0123456789ab" in texts(app.run())
