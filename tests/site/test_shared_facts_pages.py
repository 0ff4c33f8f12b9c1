"""What pages show of each other, in HTML and in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from accessible import violations
from projects import ROOT, run_build, write_evidence

PAGES = ("cats-vs-dogs", "cats", "lists", "legend", "article", "references")
CONTESTED = "Cats domesticated themselves."


def _text(folder: Path, name: str) -> str:
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def _links(folder: Path, name: str, near: str = "") -> set[str]:
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    return set(re.findall(r'href="([^"]+)"', page[page.find(near) :]))


@pytest.mark.parametrize("name", ["cats-vs-dogs", "lists", "cats", "article"])
def test_a_claim_with_sources_on_both_sides_reads_contested_wherever_it_stands(
    evidence: Path, name: str
) -> None:
    text = _text(evidence, name)
    claim = text[text.index(CONTESTED) :][:400]
    assert "Why because the bones are few" in claim
    assert "Evidence an article and another source; a book disputes it" in claim
    assert text.partition(CONTESTED)[0].split()[-3:] == ["Low", "certainty", "Contested"]


def test_every_mark_leads_to_its_explanation(evidence: Path) -> None:
    links = _links(evidence, "cats-vs-dogs")
    for what in ("certainty-low", "certainty-high", "supports", "disputes", "contested"):
        assert f"legend.html#versus-{what}" in links
        assert f'id="versus-{what}"' in (evidence / "legend.html").read_text()


def test_what_is_quoted_says_where_and_what_quotes_says_from_where(evidence: Path) -> None:
    assert "Quoted on An article" in _text(evidence, "cats-vs-dogs")
    assert "cats-vs-dogs.html#cats-vs-dogs-claim-self-domestication" in _links(evidence, "article")


def test_names_of_entities_lead_to_them(evidence: Path) -> None:
    page = (evidence / "cats-vs-dogs.html").read_text()
    # The header, the table and the claim; dogs have no page of their own.
    assert page.count('href="cats.html#entity-cats"') == 3
    article = (evidence / "article.html").read_text()
    assert re.search(r'href="cats.html#entity-cats"[^>]*>.*?felines', article)
    assert re.search(r'href="cats-vs-birds.html#cats-vs-birds-definitions-birds"', article)


def test_the_page_of_an_entity_gathers_what_all_pages_say(evidence: Path) -> None:
    text = _text(evidence, "cats")
    for said in ("Also called", "Hunters.", "Patient.", "Clean, by themselves", "Scratch; see"):
        assert said in text
    for claim in (CONTESTED, "Cats take many birds.", "People like cats."):
        assert claim in text
    assert "Dogs understand pointing." not in text


def test_comparisons_find_their_neighbours_and_those_that_list_them(evidence: Path) -> None:
    assert "Other comparisons" in _text(evidence, "dogs-vs-birds")
    # It has no list of its own, so the one that lists it comes first.
    page = (evidence / "cats-vs-dogs.html").read_text()
    cards = re.findall(r'versus-card-title"><a [^>]*href="([^"]+)"', page)
    assert cards == ["cats-vs-birds.html", "dogs-vs-birds.html"]
    by_hand = (evidence / "cats-vs-birds.html").read_text()
    assert re.findall(r'versus-card-title"><a [^>]*href="([^"]+)"', by_hand) == [
        "cats-vs-dogs.html"
    ]


def test_a_matrix_shows_its_holes(evidence: Path) -> None:
    text = _text(evidence, "lists")
    assert re.search(r"Flight No Cats vs Birds not compared", text)


def test_a_source_leads_back_to_pages_and_claims(evidence: Path) -> None:
    links = _links(evidence, "references", 'id="cite-driscoll2009"')
    assert "cats-vs-dogs.html#id1" in links
    assert "cats-vs-dogs.html#cats-vs-dogs-claim-self-domestication" in links


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    noted = ROOT / ".venv" / "browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=noted.read_text(encoding="utf-8").strip(), args=["--no-sandbox"]
        )
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def test_a_citation_shows_its_reference_on_the_spot(page: Page, evidence: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((evidence / "cats-vs-dogs.html").as_uri())
    before = len(asked)
    box = page.locator("#in-place")
    link = page.locator("a.citation-link").first
    link.hover()
    expect(box).to_be_visible()
    expect(box).to_contain_text("From wild animals to domestic pets")
    expect(box.locator('a[href="https://doi.org/10.1073/pnas.0901586106"]')).to_be_visible()
    # One can move into it, and Escape closes it.
    box.hover()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    link.focus()
    expect(box).to_be_visible()
    assert link.get_attribute("aria-describedby") == "in-place"
    assert len(asked) == before


def test_the_keyboard_reaches_the_links_of_a_reference_and_comes_back(
    page: Page, evidence: Path
) -> None:
    page.goto((evidence / "cats-vs-dogs.html").as_uri())
    page.mouse.move(0, 0)
    box = page.locator("#in-place")
    citation = page.locator("a.citation-link").first
    before = page.locator("article").inner_text()

    def has_focus(link: Locator) -> None:
        # The box would be gone by now if it went.
        page.wait_for_timeout(400)
        expect(link).to_be_focused()

    citation.focus()
    page.keyboard.press("Tab")
    has_focus(box.get_by_role("link", name="doi:10.1073/pnas.0901586106"))
    page.keyboard.press("Tab")
    has_focus(box.get_by_role("link", name="All uses of From wild animals to domestic pets"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    has_focus(citation)
    expect(box).to_be_visible()
    # A window of another size moves it, and costs neither it nor the focus in it.
    page.keyboard.press("Tab")
    page.set_viewport_size({"width": 640, "height": 450})
    has_focus(box.get_by_role("link").first)
    page.set_viewport_size({"width": 1280, "height": 900})

    # Escape leads back to the citation, and closes for as long as the focus stays there.
    page.keyboard.press("Escape")
    has_focus(citation)
    expect(box).to_be_hidden()
    assert citation.get_attribute("aria-describedby") is None
    assert page.locator("article").inner_text() == before

    # Behind its last link the page goes on, and the box closes.
    page.keyboard.press("Tab")
    behind = page.locator(":focus").element_handle()
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert behind.evaluate("link => link === document.activeElement")
    expect(box).to_be_hidden()


def test_a_box_stays_while_the_pointer_is_on_it_wherever_the_focus_goes(
    page: Page, evidence: Path
) -> None:
    page.goto((evidence / "cats-vs-dogs.html").as_uri())
    page.locator("a.citation-link").first.hover()
    box = page.locator("#in-place")
    box.hover()
    page.locator("a.headerlink").last.focus()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.mouse.move(0, 0)
    expect(box).to_be_hidden()


def test_links_to_all_uses_tell_of_what(page: Page, evidence: Path) -> None:
    page.goto((evidence / "cats-vs-dogs.html").as_uri())
    links = page.locator("a.reference-all-uses")
    page.get_by_role("heading", name="References on this page").click()
    names = [link.get_attribute("aria-label") for link in links.all()]
    assert len(names) > 1
    assert len(set(names)) == len(names)
    assert set(links.all_inner_texts()) == {"All uses"}


def test_the_first_tap_shows_and_the_second_leads(page: Page, evidence: Path) -> None:
    context = page.context.browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    phone = context.new_page()
    phone.goto((evidence / "cats-vs-dogs.html").as_uri())
    link = phone.locator("a.citation-link").first
    link.tap()
    box = phone.locator("#in-place")
    expect(box).to_be_visible()
    assert "#" not in phone.url
    bounds = box.bounding_box()
    assert bounds is not None
    assert bounds["x"] >= 0
    assert bounds["x"] + bounds["width"] <= 390
    link.tap()
    expect(phone).to_have_url(re.compile("#ref-driscoll2009$"))
    context.close()


@pytest.fixture(scope="module")
def other_theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pages in a theme that knows no colours of ours, and turns with the browser."""
    source = write_evidence(tmp_path_factory.mktemp("other_theme"))
    conf = source / "conf.py"
    text = conf.read_text().replace('"furo"', '"basic"')
    conf.write_text(text + 'html_static_path = ["theme.css"]\nhtml_css_files = ["theme.css"]\n')
    (source / "theme.css").write_text(
        "html { color-scheme: light dark; color: light-dark(#222, #ddd) }\n"
        "html { background: light-dark(#fff, #14181e) }\n"
        "a { color: light-dark(#2554c7, #8fb0ff) }\n"
    )
    done = run_build(source, source / "_build", "-W")
    assert done.stderr == ""
    return source / "_build"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_other_themes_in_the_dark_too(
    page: Page, other_theme: Path, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for name in PAGES:
        page.goto((other_theme / f"{name}.html").as_uri())
        if name == "cats-vs-dogs":
            page.locator("a.citation-link").first.focus()
        assert violations(page, ".body", ["color-contrast"]) == []
        # What scrolls is below the tools, as Furo has it.
        wrapped = page.locator(".versus-frame > .table-wrapper > table")
        assert wrapped.count() == page.locator(".versus-frame table").count()
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_it(page: Page, evidence: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((evidence / f"{name}.html").as_uri())
    if name == "cats-vs-dogs":
        page.locator("a.citation-link").first.focus()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
