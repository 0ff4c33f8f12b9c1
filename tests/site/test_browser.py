"""The pages of the site in a real browser."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from accessible import violations
from projects import PAGES

COMPARISON = "comparisons/learning-vs-training"
# All pages of entities are made alike: one that is compared, and one that is only mentioned.
LOOKED_AT = [
    name
    for name in PAGES
    if not name.startswith("entities/") or name in ("entities/human-memory", "entities/sleep")
]
UNUSUAL = ("sides3", "sides4", "sides6", "long_words", "hostile", "tables", "genindex")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

# Text beyond the edges of the window, where nothing scrolls to it.
CUT = """() => {
  const reached = (element) => {
    const style = getComputedStyle(element);
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth) return true;
    if (style.clipPath !== "none") return true;
    return element.tagName !== "ARTICLE" && reached(element.parentElement);
  };
  const article = document.querySelector("article");
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const cut = [];
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const { left, right, width } = range.getBoundingClientRect();
    const outside = left < -1 || right > document.documentElement.clientWidth + 1;
    if (width && outside && !reached(texts.currentNode.parentElement)) {
      cut.push(texts.currentNode.data);
    }
  }
  return cut;
}"""

Open = Callable[..., Page]
# Tools that scripts bring, and the form that stands for one of them.
TOOLS = ".versus-tools, .site-list-tools, .site-search-button, .site-search-here"


@dataclass
class Kept:
    """Pages that tests have opened, by their options, and all that consoles have been told."""

    pages: defaultdict[str, list[Page]] = field(default_factory=lambda: defaultdict(list))
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def kept() -> Kept:
    """What is kept from test to test: a new page costs more than all that it loads."""
    return Kept()


@pytest.fixture
def open_page(browser: Browser, site: Path, kept: Kept) -> Iterator[Open]:
    """Open pages that have nothing to complain of."""
    used: Counter[str] = Counter()
    kept.said.clear()

    def open_page(
        name: str, size: str = "desktop", root: Path = site, query: str = "", **options: object
    ) -> Page:
        key = f"{size} {options}"
        if used[key] == len(kept.pages[key]):
            page = browser.new_context(**options).new_page()
            page.on("console", lambda message: kept.said.append(message.text))
            page.on("pageerror", lambda error: kept.said.append(str(error)))
            kept.pages[key].append(page)
        page = kept.pages[key][used[key]]
        used[key] += 1
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null")
        page.mouse.move(0, 0)
        # The same page once more would be scrolled to where it was.
        page.goto("about:blank")
        page.goto((root / f"{name}.html").as_uri() + query)
        if options.get("java_script_enabled", True):
            # Furo scrolls smoothly, and the tests measure at once.
            page.add_style_tag(content="html { scroll-behavior: auto !important; }")
        return page

    yield open_page
    assert kept.said == []


# What fits does not depend on colours: each page is seen once at each width and in each scheme.
@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_overflows_and_everybody_can_read_it(
    open_page: Open, name: str, size: str, scheme: str
) -> None:
    page = open_page(name, size, color_scheme=scheme)
    _assert_fits(page, size)
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_pages_are_fine_too(open_page: Open, gallery: Path, name: str, size: str) -> None:
    page = open_page(name, size, root=gallery)
    _assert_fits(page, size)
    assert violations(page) == []


def test_right_to_left_pages_are_fine_too(open_page: Open, gallery: Path) -> None:
    for size in SIZES:
        page = open_page("rtl", size, root=gallery)
        page.evaluate("document.documentElement.dir = 'rtl'")
        _assert_fits(page, size)
        first, second = (
            page.locator(".versus-strengths > .versus-side").nth(place).bounding_box()
            for place in (0, 1)
        )
        assert first is not None
        assert second is not None
        assert first["x"] > second["x"] or size == "phone"


def test_a_page_is_fine_in_forced_colours_and_at_twice_the_size(open_page: Open) -> None:
    page = open_page(COMPARISON, forced_colors="active")
    _assert_fits(page, "desktop")
    # Twice the size on the same screen is half the screen at the same size.
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert violations(page) == []


def test_hostile_text_stays_text(open_page: Open, gallery: Path) -> None:
    page = open_page("hostile", root=gallery)
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
    page.reload()
    # The tools read the names of sides again: as text as well.
    page.locator(".versus-choice input").first.click()
    page.wait_for_load_state()
    assert said == []
    assert page.locator("article img, article svg").count() == 0
    assert "<script>alert(1)</script>" in page.locator(".versus-sides").inner_text()


def _assert_fits(page: Page, size: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert page.evaluate(CUT) == []


def test_a_list_on_a_phone_says_what_its_numbers_are(open_page: Open) -> None:
    page = open_page("claims", "phone")
    table = page.locator("table.versus-listing").first
    assert table.get_by_role("rowheader").first.is_visible()
    label = "cell => getComputedStyle(cell, '::before').content"
    labels = [cell.evaluate(label) for cell in table.locator("tr").nth(1).locator("td").all()]
    assert labels == ['"Certainty"', '"Evidence"']


def test_the_header_of_a_phone_keeps_its_icons_apart(open_page: Open) -> None:
    page = open_page(COMPARISON, "phone")
    icons = page.locator(".header-right svg:visible, .header-right .site-search-icon").all()
    boxes = [box for icon in icons if (box := icon.bounding_box())]
    assert len(boxes) == 3
    for left, right in itertools.pairwise(boxes):
        assert left["x"] + left["width"] <= right["x"]
        assert left["y"] + left["height"] / 2 == pytest.approx(
            right["y"] + right["height"] / 2, abs=2
        )


def test_the_link_to_the_top_leaves_the_header_of_a_table_free(open_page: Open) -> None:
    page = open_page(COMPARISON)
    page.locator("#learning-vs-training-row-measurement").scroll_into_view_if_needed()
    page.mouse.wheel(0, -200)
    page.locator(".back-to-top").wait_for()
    link = page.locator(".back-to-top").bounding_box()
    head = page.locator("table.versus-table thead").first.bounding_box()
    assert link is not None
    assert head is not None
    assert link["y"] > head["y"] + head["height"]


def test_the_header_of_the_table_sticks_to_the_page(open_page: Open) -> None:
    page = open_page(COMPARISON)
    page.evaluate("document.getElementById('learning-vs-training-row-forgetting').scrollIntoView()")
    box = page.locator("table.versus-table thead th").first.bounding_box()
    assert box is not None
    assert abs(box["y"]) <= 1


def test_a_row_that_a_link_leads_to_stands_below_the_sticky_header(open_page: Open) -> None:
    page = open_page(COMPARISON)
    page.evaluate("location.hash = '#learning-vs-training-row-forgetting'")
    head = page.locator("table.versus-table thead th").first.bounding_box()
    row = page.locator("tr:target").bounding_box()
    assert head is not None
    assert row is not None
    assert row["y"] >= head["y"] + head["height"] - 1


def test_sides_stand_next_to_each_other_and_below_on_a_phone(open_page: Open) -> None:
    for size, same_line in (("desktop", True), ("phone", False)):
        page = open_page(COMPARISON, size)
        left, right = (
            page.locator(f".versus-strengths > .versus-side-{side}").bounding_box()
            for side in (1, 2)
        )
        assert left is not None
        assert right is not None
        assert (abs(left["y"] - right["y"]) < 1) is same_line


def test_on_a_phone_each_row_is_a_card_with_labelled_cells(open_page: Open) -> None:
    page = open_page(COMPARISON, "phone")
    row = page.locator("#learning-vs-training-row-duration")
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    labels = row.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    assert labels == ['"Human Learning"', '"Model Training"']


def test_the_table_keeps_its_meaning_for_a_screen_reader_on_a_phone(open_page: Open) -> None:
    page = open_page(COMPARISON, "phone")
    table = page.get_by_role("table", name="Human Learning vs Model Training").first
    assert table.get_by_role("row").count() == table.locator("tr").count() > 8
    assert table.get_by_role("rowheader", name="Duration").count() == 1
    assert table.get_by_role("columnheader").count() == 3


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_is_complete_without_scripts(open_page: Open, name: str) -> None:
    def text(page: Page) -> list[str]:
        page.locator(TOOLS).evaluate_all("tools => tools.forEach(tool => tool.remove())")
        return page.locator("article").inner_text().split()

    assert text(open_page(name, java_script_enabled=False)) == text(open_page(name))


def test_print_shows_the_whole_table_with_its_header_on_each_page(open_page: Open) -> None:
    page = open_page(COMPARISON)
    page.emulate_media(media="print")
    head = page.locator("table.versus-table thead").first
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    cell = page.locator("table.versus-table thead th").first
    assert cell.evaluate("cell => getComputedStyle(cell).position") == "static"
    # What is longer than the rest of a page begins on it all the same.
    for long in ("table.versus-table", "ul.versus-claims", "ul.references"):
        parts = page.locator(long).first
        assert parts.evaluate("parts => getComputedStyle(parts).breakInside") == "auto", long


def test_the_link_of_a_row_is_copied(open_page: Open) -> None:
    page = open_page(COMPARISON, permissions=["clipboard-read", "clipboard-write"])
    row = page.locator("#learning-vs-training-row-signal")
    row.hover()
    row.locator("a.headerlink").click()
    page.get_by_text("Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("#learning-vs-training-row-signal")


def test_a_reference_is_copied_without_what_the_site_says_of_it(open_page: Open) -> None:
    page = open_page("references", permissions=["clipboard-read", "clipboard-write"])
    item = page.locator("ul.references > li:has(.reference-remark)").first
    item.get_by_role("button").click()
    page.get_by_text("Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    said = " ".join(item.locator("p").first.inner_text().split())
    remark = item.locator(".reference-remark").inner_text()
    assert copied == said.removesuffix(remark).strip()


@pytest.mark.parametrize("name", [COMPARISON, "claims", "references", "index"])
def test_nothing_jumps_while_a_page_loads(open_page: Open, name: str) -> None:
    shifts = """() => new Promise((done) => {
      let sum = 0;
      const add = (list) => list.getEntries().forEach(({ value }) => (sum += value));
      new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 300);
    })"""
    for size in ("desktop", "phone"):
        assert open_page(name, size).evaluate(shifts) < 0.05, size


def test_a_wide_table_opens_in_full_screen(open_page: Open, gallery: Path) -> None:
    page = open_page("sides6", root=gallery)
    page.get_by_role("button", name="Full screen").click()
    page.get_by_role("button", name="Leave full screen").wait_for()
    assert page.evaluate("document.fullscreenElement.classList.contains('versus-frame')")


def test_without_scripts_there_are_no_tools(open_page: Open) -> None:
    page = open_page(COMPARISON, java_script_enabled=False)
    assert page.locator(".versus-tools").count() == 0


@pytest.mark.parametrize("name", ["sides4", "sides6"])
def test_where_a_table_scrolls_its_first_column_stays(
    open_page: Open, gallery: Path, name: str
) -> None:
    page = open_page(name, root=gallery)
    page.set_viewport_size({"width": 700, "height": 900})
    wrapper = page.locator(".versus-frame > .table-wrapper")
    wrapper.evaluate("wrapper => (wrapper.scrollLeft = 200)")
    first = page.locator("table.versus-table tbody th").first.bounding_box()
    outer = wrapper.bounding_box()
    assert first is not None
    assert outer is not None
    assert abs(first["x"] - outer["x"]) < 2


def test_the_focus_is_seen(open_page: Open) -> None:
    page = open_page(COMPARISON)
    for selector in (".versus-copy", ".versus-card-title a"):
        element = page.locator(selector).first
        element.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        style = element.evaluate("e => getComputedStyle(e).outlineStyle")
        assert style != "none", selector
