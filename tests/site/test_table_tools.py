"""The tools of side-by-side tables, on a page with each kind of row, cell and header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accessible import violations

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tables: Path) -> Iterator[Open]:
    """Open the page with a query; it has nothing to complain of."""
    said: list[str] = []
    contexts = []

    def open_page(query: str = "", **options: object) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((tables / "page.html").as_uri() + query)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def _tools(page: Page, table: str) -> Locator:
    return page.locator(f".versus-frame:has(#{table}) > .versus-tools")


def _rows(page: Page, table: str) -> list[str]:
    """The first word of each row that is seen."""
    seen = page.locator(f"#{table} tbody tr:visible").all_inner_texts()
    return [next(iter(row.split()), "") for row in seen]


def _query(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search + location.hash)"))


def test_a_control_is_only_there_where_it_makes_sense(open_page: Open) -> None:
    page = open_page()
    seen = {
        table: _tools(page, table).locator("label:visible, button:visible").all_inner_texts()
        for table in ("main", "turned", "two", "many")
    }
    assert seen == {
        "main": ["Ada", "Bob", "Cy", "Only rows that differ", "Copy table"],
        "turned": ["Ada", "Bob", "Cy", "Copy table"],
        "two": ["Copy table"],
        "many": ["Sides: 8 of 8", "Copy table", "Full screen"],
    }
    sorters = page.locator(".versus-sort")
    titles = [each.get_attribute("title") for each in sorters.all()]
    assert titles == ["Sort by Weight", "Sort by Stars", "Sort by Open"]
    assert violations(page) == []


def test_sides_are_chosen_and_the_last_one_stays(open_page: Open) -> None:
    page = open_page("?q=kept&hide=other.2&hide=main.7.x")
    ada, bob, cy = (_tools(page, "main").get_by_label(name) for name in ("Ada", "Bob", "Cy"))
    bob.focus()
    page.keyboard.press("Space")
    assert _query(page) == "?q=kept&hide=other.2&hide=main.2"
    assert page.locator("#main .versus-side-2:visible").count() == 0
    # What spans columns is so much narrower.
    spans = "rows => rows.map(row => row.cells.length && row.lastElementChild.colSpan)"
    assert page.locator("#main tbody tr").evaluate_all(spans) == [4, 1, 1, 4, 1, 4, 2, 1]
    cy.uncheck()
    assert ada.is_disabled()
    page.reload()
    assert not cy.is_checked()
    assert page.locator("#main td:visible").filter(has_text="all of them").count() == 1
    for box in (bob, cy):
        box.check()
    assert _query(page) == "?q=kept&hide=other.2"
    assert page.locator("#main tbody tr").evaluate_all(spans) == [5, 1, 1, 5, 1, 5, 3, 1]
    assert page.evaluate("history.length") == 2


def test_many_sides_are_chosen_in_a_menu(open_page: Open) -> None:
    page = open_page()
    menu = page.get_by_role("button", name="Sides: 8 of 8")
    menu.press("Enter")
    page.get_by_role("button", name="None").click()
    page.get_by_label("Three").check()
    assert page.locator("#many thead th:visible").all_inner_texts() == ["Dimension", "One", "Three"]
    assert _query(page) == "?hide=many.2.4.5.6.7.8"
    # As wide as a table of two sides.
    frame = page.locator(".versus-frame:has(#many)")
    assert frame.get_attribute("class") == "versus-frame versus-sides-2"
    page.keyboard.press("Escape")
    expect(page.get_by_label("Three")).to_be_hidden()
    expect(page.get_by_role("button", name="Sides: 2 of 8")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("button", name="All").click()
    assert _query(page) == ""
    assert frame.get_attribute("class") == "versus-frame versus-sides-8 versus-sides-many"


def test_in_a_turned_table_sides_are_rows(open_page: Open) -> None:
    page = open_page()
    _tools(page, "turned").get_by_label("Bob").uncheck()
    assert _rows(page, "turned") == ["Ada", "Cy"]
    assert _query(page) == "?hide=turned.2"


def test_rows_that_say_the_same_can_be_hidden(open_page: Open) -> None:
    page = open_page()
    differ = _tools(page, "main").get_by_label("Only rows that differ")
    differ.focus()
    page.keyboard.press("Space")
    # The price is the same in other signs; what stands beside a value is a difference.
    assert _rows(page, "main") == ["Costs", "Limit", "Use", "Free", "For", "Size", "=1+1"]
    status = _tools(page, "main").get_by_role("status")
    assert status.inner_text() == "1 of 4 rows hidden"
    assert _query(page) == "?differ=main"
    # Those that are shown are compared, and a heading goes with the last of its rows.
    _tools(page, "main").get_by_label("Bob").uncheck()
    assert status.inner_text() == "2 of 4 rows hidden"
    assert _rows(page, "main") == ["Use", "Free", "For", "Size", "=1+1"]
    page.reload()
    assert _rows(page, "main") == ["Use", "Free", "For", "Size", "=1+1"]
    # A link leads to its row all the same.
    page.evaluate("location.hash = '#row-limit'")
    expect(page.locator("#row-limit")).to_be_in_viewport()
    assert _query(page) == "#row-limit"
    _tools(page, "main").get_by_label("Cy").uncheck()
    _tools(page, "main").get_by_label("Bob").uncheck()
    expect(differ).to_be_hidden()


def test_rows_are_sorted_by_value_within_their_group(open_page: Open) -> None:
    page = open_page()
    written = _rows(page, "main")
    header = page.get_by_role("columnheader", name="Weight")
    button = header.get_by_role("button")
    orders = [
        ("ascending", ["Costs", "Price", "Limit", "Use", "Size", "=1+1", "Free", "For"]),
        # What is not stated stays last.
        ("descending", ["Costs", "Limit", "Price", "Use", "Size", "=1+1", "Free", "For"]),
    ]
    for way, order in orders:
        button.press("Enter")
        assert header.get_attribute("aria-sort") == way
        assert _rows(page, "main") == order
        expect(page.locator(".versus-said")).to_have_text(f"Sort: Weight, {way}")
        assert _query(page) == f"?sort=main.1.{way.removesuffix('ending')}"
        page.reload()
        assert _rows(page, "main") == order
    button.press("Enter")
    assert _rows(page, "main") == written
    assert _query(page) == ""
    # Marks go by their order; the link in the header stays one.
    page.get_by_role("button", name="Sort by Open").click()
    assert _rows(page, "turned") == ["Bob", "Cy", "Ada"]
    page.get_by_role("button", name="Stars").click()
    assert _rows(page, "turned") == ["Cy", "Bob", "Ada"]


@pytest.mark.parametrize(
    "query",
    ["?sort=main.0.asc&sort=turned.1.up", "?hide=main.1.2.3&hide=two.1&hide=many.9", "?differ=two"],
)
def test_a_state_that_makes_no_sense_changes_nothing(open_page: Open, query: str) -> None:
    page, plain = open_page(query), open_page()
    for table in ("main", "turned", "two", "many"):
        assert _rows(page, table) == _rows(plain, table)
        hidden = page.locator(f"#{table} [hidden], #{table} [aria-sort]")
        assert hidden.count() == 0


def test_what_is_shown_is_copied_for_a_spreadsheet(open_page: Open) -> None:
    page = open_page("?hide=main.2&sort=main.1.desc", **CLIPBOARD)
    _tools(page, "main").get_by_role("button", name="Copy table").click()
    expect(page.locator(".versus-said.versus-seen")).to_have_text("Table copied")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "Dimension\tWeight\tAda\tCy\tNotes",
        "Costs\t\t\t",
        "Limit\t3\t5\t5",
        "Price\t2\t1,000 W\t1000 W",
        "Use\t\t\t",
        "Size\t1\tall of them\t",
        "\t\t'=1+1\t'@ home",
        'Free\t-\tyes\tyes, for ever\t"For ""everybody"",',
        'it says."',
    ]
    copied = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType("text/html")).text();
        }"""
    )
    assert "<td>'=1+1</td>" in copied
    assert "<th>Notes</th>" in copied
    assert "class" not in copied
    # Without items, the text alone is copied; a number is no formula.
    page.evaluate("window.ClipboardItem = undefined")
    _tools(page, "main").get_by_label("Bob").check()
    _tools(page, "main").get_by_role("button", name="Copy table").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('Bob'))")
    assert "\t'=1+1\t-12.5 %\t'@ home" in page.evaluate("navigator.clipboard.readText()")


def test_on_a_phone_a_list_sorts_and_links_are_seen_and_copied(open_page: Open) -> None:
    page = open_page(**PHONE, **CLIPBOARD)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    _tools(page, "turned").get_by_label("Sort").select_option("Stars, descending")
    assert _rows(page, "turned") == ["Bob", "Cy", "Ada"]
    options = _tools(page, "main").get_by_label("Sort").locator("option").all_inner_texts()
    assert options == ["As written", "Weight, ascending", "Weight, descending"]
    # No focus goes to a header that is not seen.
    assert page.locator("thead .versus-sort").first.get_attribute("tabindex") == "-1"
    for name in ("row-limit", "claim-one"):
        link = page.locator(f"#{name} a.headerlink")
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        link.tap()
        expect(page.locator(".versus-said.versus-seen")).to_have_text("Link copied")
        assert page.url.endswith(f"?sort=turned.1.desc#{name}")
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_table_fills_the_screen_and_tells_there_too(open_page: Open) -> None:
    page = open_page(**CLIPBOARD)
    _tools(page, "many").get_by_role("button", name="Full screen").click()
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    _tools(page, "many").get_by_role("button", name="Copy table").click()
    said = page.locator(".versus-said")
    expect(said).to_have_text("Table copied")
    # What is at its place on the screen is not the table's.
    said.evaluate("said => (said.style.pointerEvents = 'auto')")
    on_top = """said => {
      const { x, y, width, height } = said.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === said;
    }"""
    assert said.evaluate(on_top)
    leave.click()
    expect(page.get_by_role("button", name="Full screen")).to_be_visible()


def test_right_to_left_and_in_print_the_tools_keep_out_of_the_way(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.documentElement.dir = 'rtl'")
    box, copy = (
        _tools(page, "main").locator(which).first.bounding_box()
        for which in ("label", ".versus-copy")
    )
    assert box is not None
    assert copy is not None
    assert box["x"] > copy["x"]
    page.emulate_media(media="print")
    assert page.locator(".versus-tools:visible, .versus-said:visible").count() == 0
