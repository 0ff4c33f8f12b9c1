"""The pages of the site in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from projects import ROOT

PAGES = (
    *("index", "references", "articles/learning-versus-training"),
    *("comparisons/learning-vs-training", "comparisons/neurons-vs-parameters"),
)
COMPARISON = "comparisons/learning-vs-training"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    noted = ROOT / ".venv" / "browser"
    assert noted.is_file(), "no browser is set up; type: make test"
    with sync_playwright() as playwright:
        # The pages are our own, and a container's root user cannot have a sandbox.
        browser = playwright.chromium.launch(
            executable_path=noted.read_text(encoding="utf-8").strip(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Open]:
    contexts = []

    def open_page(name: str, size: str = "desktop", **options: object) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto((site / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(
    open_page: Open, name: str, size: str, scheme: str
) -> None:
    page = open_page(name, size, color_scheme=scheme)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SIZES[size][0]


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
    table = page.get_by_role("table", name="Human Learning vs Model Training")
    assert table.get_by_role("row").count() == 11
    assert table.get_by_role("rowheader", name="Duration").count() == 1
    assert table.get_by_role("columnheader").count() == 3


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_complete_without_scripts(open_page: Open, name: str) -> None:
    def text(page: Page) -> str:
        return page.locator("article").inner_text()

    assert text(open_page(name, java_script_enabled=False)) == text(open_page(name))


@pytest.mark.parametrize("name", PAGES)
def test_no_page_complains_in_the_console(browser: Browser, site: Path, name: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / f"{name}.html").as_uri())
    page.close()
    assert said == []


def test_print_shows_the_whole_table_with_its_header_on_each_page(open_page: Open) -> None:
    page = open_page(COMPARISON)
    page.emulate_media(media="print")
    head = page.locator("table.versus-table thead")
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    cell = page.locator("table.versus-table thead th").first
    assert cell.evaluate("cell => getComputedStyle(cell).position") == "static"
