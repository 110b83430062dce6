"""What a person does, in a real browser: each page's main path, dead ends, links, keyboard, files, hostile data."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

TRACE = "/trace?from=VWF&to=immunosuppression&via=hypoxia"
VWF_TO_HYPOXIA = "HGNC:12726|PROMOTES|+1|TME:0000075"
HYPOXIA = "TME:0000075"


def stage(tab: Page) -> Locator:
    """The picture, once it is drawn and the page has come to rest."""
    drawn = tab.locator(".tme-stage[data-ready]")
    drawn.wait_for()
    expect(tab.locator(".st-key-stamp")).to_be_visible()
    return drawn


def click_relation(tab: Page, relation: str) -> None:
    """Click the arrow of a relation."""
    drawn = stage(tab)
    at = drawn.evaluate(
        "(box, id) => { const m = box.picture.getElementById(id).midpoint(), z = box.picture.zoom(),"
        " p = box.picture.pan(); return { x: m.x * z + p.x, y: m.y * z + p.y } }",
        relation,
    )
    drawn.click(position=at)


def relations(tab: Page) -> list[str]:
    """The relations that are drawn, by id; steps of the vocabulary left out."""
    drawn: list[str] = stage(tab).evaluate("box => box.picture.edges(\"[kind != 'is_a']\").map(edge => edge.id())")
    return drawn


def test_search_by_synonym_leads_to_the_entity_page(tab: Page, app_address: str) -> None:
    tab.goto(app_address)
    tab.get_by_label("Search for a cell").press_sequentially("b7-h1", delay=20)
    tab.get_by_role("link", name="CD274", exact=True).click()
    expect(tab.get_by_role("heading", name="CD274", exact=True)).to_be_visible()
    expect(tab).to_have_url(re.compile(r"id=HGNC(:|%3A)17635"))
    expect(tab.get_by_text("Release tme-")).to_be_visible()


def test_example_question_opens_with_its_answer(tab: Page, app_address: str) -> None:
    tab.goto(app_address)
    tab.get_by_role("link", name="How does VWF lead to immunosuppression by way of hypoxia?").click()
    assert VWF_TO_HYPOXIA in relations(tab)


def test_parts_of_an_entity_page_stand_in_the_address(tab: Page, app_address: str) -> None:
    tab.goto(f"{app_address}/?id={HYPOXIA}")
    tab.get_by_role("radio", name=re.compile("^What it does")).or_(
        tab.get_by_role("button", name=re.compile("^What it does"))
    ).click()
    expect(tab.get_by_text(re.compile("^tumour hypoxia — ")).first).to_be_visible()
    expect(tab).to_have_url(re.compile("part=does"))
    tab.reload()
    expect(tab.get_by_text(re.compile("^tumour hypoxia — ")).first).to_be_visible()


def test_click_on_a_relation_shows_its_findings_beside_and_in_the_link(tab: Page, app_address: str) -> None:
    tab.goto(app_address + TRACE)
    beside = tab.locator(".st-key-beside")
    expect(beside.get_by_text("VWF — promotes (▲ increases) → tumour hypoxia")).to_be_visible()
    other = next(one for one in relations(tab) if one.startswith(f"{HYPOXIA}|"))
    click_relation(tab, other)
    expect(beside.get_by_text(re.compile("^tumour hypoxia — "))).to_be_visible()
    expect(beside.get_by_role("link", name=re.compile("PMID|DOI")).first).to_be_visible()
    expect(tab).to_have_url(re.compile("relation="))
    link = tab.url
    tab.goto(app_address)
    tab.goto(link)
    expect(beside.get_by_text(re.compile("^tumour hypoxia — "))).to_be_visible()
    assert stage(tab).evaluate("box => box.picture.edges('.picked').map(edge => edge.id())") == [other]


def test_click_on_an_entity_says_what_it_is(tab: Page, app_address: str) -> None:
    tab.goto(app_address + TRACE)
    at = stage(tab).evaluate(f"box => box.picture.getElementById('{HYPOXIA}').renderedPosition()")
    tab.locator(".tme-stage").click(position=at)
    expect(tab.get_by_role("link", name="Everything on tumour hypoxia")).to_be_visible()


def test_keyboard_alone_reaches_the_findings_of_a_relation(tab: Page, app_address: str) -> None:
    tab.goto(app_address + TRACE)
    stage(tab).focus()
    said = tab.locator(".tme-said")
    for _ in range(40):
        tab.keyboard.press("ArrowRight")
        if "tumour hypoxia ▲" in said.inner_text():
            break
    chosen = said.inner_text()
    tab.keyboard.press("Enter")
    subject, object_ = re.match(r"(.*?) ▲ \w+ (.*?) \(", chosen).groups()  # type: ignore[union-attr]
    beside = tab.locator(".st-key-beside")
    expect(beside.get_by_text(re.compile(f"^{re.escape(subject)} — .* → {re.escape(object_)}$"))).to_be_visible()


def test_first_link_into_a_fresh_app_has_the_menu(
    tab: Page, built: Path, serving: Callable[[Path, Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    with serving(built, tmp_path / "log.txt") as address:
        tab.goto(address + TRACE, timeout=60_000)
        expect(tab.locator(".st-key-stamp")).to_be_visible(timeout=60_000)
        expect(tab.get_by_role("link", name="Coverage", exact=True)).to_be_visible()


def test_nothing_found_says_why_and_offers_a_step_that_works(tab: Page, app_address: str) -> None:
    tab.goto(f"{app_address}/trace?from=immunosuppression&to=VWF&hops=1")
    expect(tab.get_by_text("No mechanism is known here")).to_be_visible()
    tab.get_by_role("link", name="The other way round").click()
    assert relations(tab)


def test_choice_for_a_misspelt_name_is_taken_over(tab: Page, app_address: str) -> None:
    tab.goto(f"{app_address}/trace?from=VWF&to=immunosupression+in+tumour")
    tab.get_by_role("button", name=re.compile("^immunosuppression in the tumour")).or_(
        tab.get_by_role("radio", name=re.compile("^immunosuppression in the tumour"))
    ).first.click()
    assert relations(tab)


@pytest.mark.parametrize("link", ["/?id=HGNC:0", "/evidence?finding=NO-1", "/evidence?relation=a%7Cb%7Cc%7Cd"])
def test_link_that_does_not_fit_gets_a_message(tab: Page, app_address: str, link: str) -> None:
    tab.goto(app_address + link)
    expect(tab.get_by_text("This release does not hold")).to_be_visible()
    expect(tab.get_by_text("Traceback")).to_have_count(0)


def test_evidence_page_takes_a_pmid(tab: Page, app_address: str) -> None:
    tab.goto(f"{app_address}/evidence")
    box = tab.get_by_label("PMID, DOI")
    box.fill("36747082")
    box.press("Enter")
    expect(tab.get_by_role("heading", name=re.compile("Cited here for"))).to_be_visible()
    expect(tab).to_have_url(re.compile("publication=PMID"))


def test_coverage_shows_release_and_counts(tab: Page, app_address: str) -> None:
    tab.goto(f"{app_address}/coverage")
    expect(tab.get_by_text("publications").first).to_be_visible()
    expect(tab.get_by_role("heading", name="What is not in")).to_be_visible()


def test_saved_svg_is_well_formed_and_carries_names_legend_and_release(
    tab: Page, app_address: str, tmp_path: Path
) -> None:
    tab.goto(app_address + TRACE)
    stage(tab)
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save as SVG").click()
    waiting.value.save_as(tmp_path / "picture.svg")
    drawn = (tmp_path / "picture.svg").read_text("utf-8")
    parsed = "text => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null"
    assert tab.evaluate(parsed, drawn)
    for phrase in ("VWF", "hypoxia", "increases", "release tme-", ">gene<"):
        assert phrase in drawn


def test_saved_png_has_three_hundred_dots_an_inch(tab: Page, app_address: str, tmp_path: Path) -> None:
    tab.goto(app_address + TRACE)
    stage(tab)
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save as PNG").click()
    waiting.value.save_as(tmp_path / "picture.png")
    content = (tmp_path / "picture.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) > 1300  # a drawing of at least 420 px at 3.125 dots a pixel


@pytest.mark.parametrize(
    "link",
    [
        f"/?id={HYPOXIA}",
        f"/?id={HYPOXIA}&part=papers",
        f"/trace?from=VWF&to=immunosuppression&via={HYPOXIA}",
        f"/evidence?relation=HGNC:12726%7CPROMOTES%7C%2B1%7C{HYPOXIA}",
        "/evidence?publication=PMID:36747082",
    ],
)
def test_hostile_data_is_shown_as_text(tab: Page, hostile_address: str, hostile: str, link: str) -> None:
    tab.goto(hostile_address + link)
    expect(tab.locator(".st-key-stamp")).to_be_visible()
    tab.wait_for_timeout(500)
    assert tab.locator("img[src=x]").count() == 0
    assert tab.locator("a[href^='javascript']").count() == 0
    assert tab.locator("a[href*='example.com']").count() == 0
    expect(tab.get_by_text(hostile.split("[")[0]).first).to_be_attached()


def test_hostile_name_in_the_picture_its_tooltip_and_its_file_is_text(
    tab: Page, hostile_address: str, tmp_path: Path
) -> None:
    tab.goto(hostile_address + TRACE.replace("hypoxia", HYPOXIA))
    at = stage(tab).evaluate(f"box => box.picture.getElementById('{HYPOXIA}').renderedPosition()")
    tab.locator(".tme-stage").hover(position=at)
    expect(tab.locator(".tme-tip")).to_contain_text("<img src=x onerror=alert(1)>[x](javascript:alert(2))")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save as SVG").click()
    waiting.value.save_as(tmp_path / "picture.svg")
    drawn = (tmp_path / "picture.svg").read_text("utf-8")
    assert "<img" not in drawn
    assert "&lt;img" in drawn
    assert "\u202e" not in drawn


def test_dark_theme_turns_the_picture_dark_too(browser: Browser, app_address: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.goto(app_address + TRACE)
        colours = stage(tab).evaluate(
            f"box => [getComputedStyle(box).backgroundColor, box.picture.getElementById('{HYPOXIA}').style('color')]"
        )
    background, text = (sum(int(part) for part in re.findall(r"\d+", colour)[:3]) for colour in colours)
    assert background < 150 < text


@pytest.mark.parametrize("link", ["/", f"/?id={HYPOXIA}", TRACE, "/coverage", "/evidence?publication=PMID:36747082"])
def test_small_screen_scrolls_only_downwards(browser: Browser, app_address: str, link: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        tab = context.new_page()
        tab.goto(app_address + link)
        expect(tab.locator(".st-key-stamp")).to_be_visible()
        wide = tab.get_by_test_id("stMain").evaluate("main => main.scrollWidth")
    assert wide <= 390
