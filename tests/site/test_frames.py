"""Side-by-side tables of 2 to 20 sides, in windows of a phone to those of a wide screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pypdfium2 import PdfDocument

from accessible import violations

WIDTHS = (390, 640, 820, 1024, 1280, 1920)
SIDES = ("two", "three", "six", "seven", "turned", "twelve", "twenty")

# Scrolls the last cell of a row in the middle of each table into view, and tells what is not
# seen beside it: the name of its column above it, or as a label in it, and the name of its row.
UNSEEN = """() => {
  const seen = (element) => {
    const { left, top } = element.getBoundingClientRect();
    const there = document.elementFromPoint(Math.max(left, 0) + 6, top + 6);
    return element.contains(there);
  };
  const unseen = [];
  for (const table of document.querySelectorAll("table.versus-table")) {
    const head = table.tHead.rows[0];
    const rows = [...table.tBodies[0].rows].filter(
      (row) => row.cells.length === head.cells.length && row.querySelector("th"),
    );
    const row = rows[Math.floor(rows.length / 2)];
    const cell = [...row.cells].findLast((each) => each.getClientRects().length);
    const isCard = getComputedStyle(row).display === "block";
    // A card is longer than a window, and is looked at at its end.
    cell.scrollIntoView({ block: isCard ? "end" : "center", inline: "end" });
    table.closest(".versus-scrolls")?.scrollIntoView({ block: "end" });
    const told = getComputedStyle(cell, "::before").content;
    const above = head.cells[cell.cellIndex];
    const corner = head.querySelector("th:not(.versus-column-group)");
    const parts = { cell: seen(cell), row: seen(row.querySelector("th")) };
    if (isCard) parts.label = told === `"${cell.dataset.label}"` && told !== '""';
    else Object.assign(parts, { column: seen(above), corner: seen(corner) });
    for (const [part, isSeen] of Object.entries(parts)) {
      if (!isSeen) unseen.push(`${table.id}: ${part}`);
    }
  }
  return unseen;
}"""

# Words of names that stand on more than one line.
CUT = """() => {
  const range = document.createRange();
  const cut = [];
  for (const name of document.querySelectorAll(".versus-table :is(thead, tbody) th p")) {
    // Only screen readers have the header of cards.
    if (getComputedStyle(name.closest("thead, tbody")).clipPath !== "none") continue;
    const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) cut.push(word[0]);
      }
    }
  }
  return cut;
}"""

OpenTables = Callable[..., Page]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def open_tables(context: BrowserContext, gallery: Path) -> OpenTables:
    """Open the page of all tables in a window of some width; that of marks is dense."""

    def open_tables(width: int, height: int = 700) -> Page:
        page = context.pages[0] if context.pages else context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null")
        page.goto((gallery / "tables.html").as_uri())
        page.add_style_tag(content="html { scroll-behavior: auto !important; }")
        page.locator("#seven-table").evaluate("table => table.classList.add('versus-dense')")
        return page

    return open_tables


@pytest.mark.parametrize("width", WIDTHS)
def test_the_names_of_row_and_column_are_in_view_and_whole(
    open_tables: OpenTables, width: int
) -> None:
    page = open_tables(width)
    tables = page.locator("table.versus-table").evaluate_all("tables => tables.map(t => t.id)")
    assert tables == [f"{name}-table" for name in SIDES]
    assert page.evaluate(UNSEEN) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [390, 1280])
def test_so_they_are_in_full_screen(open_tables: OpenTables, width: int) -> None:
    page = open_tables(width)
    frame = page.locator(".versus-frame").filter(has=page.locator("#seven-table"))
    frame.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement")
    # All others are covered.
    page.locator(".versus-frame:not(:fullscreen)").evaluate_all(
        "frames => frames.forEach(frame => frame.remove())"
    )
    assert page.evaluate(UNSEEN) == []
    assert frame.evaluate("frame => frame.scrollHeight <= innerHeight")
    page.evaluate("document.exitFullscreen()")


def test_where_a_browser_cannot_clip_what_scrolls_the_table_scrolls_both_ways(
    browser: Browser, gallery: Path
) -> None:
    page = browser.new_page(viewport={"width": 820, "height": 700})
    page.add_init_script(
        "const { getComputedStyle } = window;"
        "window.getComputedStyle = (element, part) => element.matches('.table-wrapper')"
        " ? { overflowY: 'hidden' } : getComputedStyle(element, part);"
    )
    page.goto((gallery / "tables.html").as_uri())
    page.add_style_tag(content="html { scroll-behavior: auto !important; }")
    assert page.locator("#two-table").locator("..").evaluate("e => e.className").count("fits") == 1
    assert page.locator(".versus-scrolls").count() == 4
    assert page.evaluate(UNSEEN) == []
    page.close()


def test_on_a_phone_thirty_rows_of_marks_are_a_small_table(open_tables: OpenTables) -> None:
    page = open_tables(390, 844)
    page.evaluate(
        "document.querySelectorAll('article > section > section:not(#seven)')"
        ".forEach(other => other.remove())"
    )
    table = page.locator("#seven-table")
    assert table.locator("tbody tr:not(.versus-group)").count() == 30
    assert page.evaluate("document.documentElement.scrollHeight") <= 4000
    assert violations(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_note_stands_at_its_row(open_tables: OpenTables, width: int) -> None:
    page = open_tables(width)
    row, note = (
        page.locator("#three-row-energy")
        .evaluate_handle(
            "row => { const note = document.createElement('tr');"
            " note.className = 'versus-notes';"
            " note.innerHTML = '<td colspan=4><p>A note of some words.</p></td>';"
            " row.after(note); return [row, note].map((each) => {"
            " const { top, bottom } = each.getBoundingClientRect();"
            " const line = getComputedStyle(each.cells[0]).borderBottomWidth;"
            " return { top, bottom, line }; }); }"
        )
        .json_value()
    )
    assert note["top"] == pytest.approx(row["bottom"], abs=0.5)
    assert row["line"] == "0px" or width == 390
    assert violations(page, ".versus-frame") == []


def test_all_of_it_is_there_without_scripts(
    browser: Browser, open_tables: OpenTables, gallery: Path
) -> None:
    plain = browser.new_page(java_script_enabled=False)
    plain.goto((gallery / "tables.html").as_uri())
    texts = [
        page.locator(".versus-table").all_text_contents() for page in (plain, open_tables(1280))
    ]
    assert texts[0] == texts[1]
    assert plain.locator(".versus-table th:visible").count() > 100
    plain.close()


def test_in_print_names_are_whole_and_stand_on_each_page(
    open_tables: OpenTables, tmp_path: Path
) -> None:
    # So wide is a page of A4 between its margins.
    page = open_tables(718)
    page.emulate_media(media="print")
    overflow = "wrappers => wrappers.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert page.locator(".versus-frame > .table-wrapper").evaluate_all(overflow) == 0
    assert page.evaluate(CUT) == []
    # Too many columns for a page: each cell says whose it is.
    cell = page.locator("#twenty-table td").first
    assert cell.evaluate("td => getComputedStyle(td, '::before').content") == '"Hydrogen"'

    path = tmp_path / "tables.pdf"
    page.pdf(path=path, format="A4")
    texts = [sheet.get_textpage().get_text_range() for sheet in PdfDocument(path)]
    of_marks = [text for text in texts if "Docker" in text or "Albums" in text]
    assert len(of_marks) == 2
    # Letters that are turned stand in lines of their own.
    assert all("Piwigo" in "".join(text.split()) for text in of_marks)
