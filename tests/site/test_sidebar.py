"""The contents beside a page, in a real browser: for the keyboard and for screen readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from projects import ROOT, run_build, write_project

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["myst_parser", "sphinx_versus.site.sidebar"]
html_theme = "furo"
bounded_toctree_names = {{"pages/*": "pages"}}
"""
COUNT = 60
# Where a page stands, and how the addresses of pages end, in each builder.
ENDINGS = {"html": ".html", "dirhtml": "/"}

Open = Callable[..., Page]


@pytest.fixture(scope="module", params=ENDINGS)
def address(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of a page of a served site with more pages than its sidebar shows."""
    source = tmp_path_factory.mktemp("sidebar")
    files = {
        f"pages/page{each}.md": f"# Page {each}\n\n## Part\n\nText.\n" for each in range(COUNT)
    }
    files["conf.py"] = CONF
    files["index.md"] = "# Home\n\n```{toctree}\n:caption: All\n\npages/index\nguide\n```\n"
    files["pages/index.md"] = "# Pages\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\npage*\n```\n"
    files["guide.md"] = "# Guide\n\n```{toctree}\nsteps\n```\n"
    files["steps.md"] = "# Steps\n"
    write_project(source, files)
    done = run_build(source, source / "_build", "-n", "-W", builder=request.param)
    assert done.stderr == ""
    handler = partial(_Handler, directory=str(source / "_build"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/pages/page40{ENDINGS[request.param]}"
        server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    contexts = []

    def open_page(width: int, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 500},
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _tab_to(page: Page, element: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if element.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the element cannot be reached")


def _has_outline(element: Locator) -> bool:
    return bool(element.evaluate("element => getComputedStyle(element).outlineStyle !== 'none'"))


def test_lists_open_with_the_keyboard_and_without_scripts(open_page: Open) -> None:
    page = open_page(1280, scripts=False)
    switch = page.get_by_role("switch", name="Toggle navigation of Guide")
    steps = page.get_by_role("link", name="Steps")
    assert not steps.is_visible()
    _tab_to(page, switch)
    assert _has_outline(page.locator(".toctree-checkbox:focus ~ label"))
    page.keyboard.press("Space")
    assert switch.is_checked()
    assert steps.is_visible()
    _tab_to(page, steps)
    assert _has_outline(steps)


@pytest.mark.parametrize("width", [390, 640])  # 640: a window of 1280, at twice the size
def test_the_drawer_opens_with_the_keyboard_and_hides_nothing_that_has_the_focus(
    open_page: Open, width: int
) -> None:
    page = open_page(width, scripts=False)
    switch = page.get_by_role("checkbox", name="Toggle site navigation sidebar")
    link = page.get_by_role("link", name="Page 41", exact=True).first
    assert not link.is_visible()
    _tab_to(page, switch)
    assert _has_outline(page.locator(".nav-overlay-icon"))
    seen = page.locator(".sidebar-drawer :focus")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert seen.count() == 0
    switch.focus()
    page.keyboard.press("Space")
    assert link.is_visible()
    _tab_to(page, link)


def test_the_keyboard_leads_from_page_to_page_and_to_the_whole_list(
    open_page: Open, address: str
) -> None:
    page = open_page(1280, scripts=False)
    _tab_to(page, page.get_by_role("link", name="Page 41", exact=True).first)
    page.keyboard.press("Enter")
    # The port may have these digits too.
    page.wait_for_url(address.replace("page40", "page41"))
    assert page.locator(".sidebar-tree [aria-current='page']").inner_text() == "Page 41"
    _tab_to(page, page.get_by_role("link", name="All 60 pages"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pages/(index\.html)?$"))
    assert page.locator("article a[href*='page']").count() >= COUNT


def test_a_wide_window_has_no_stop_for_drawers(open_page: Open) -> None:
    page = open_page(1600)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to content"


def test_the_sidebar_opens_at_the_page(open_page: Open) -> None:
    page = open_page(1280)
    here = page.locator(".sidebar-tree [aria-current='page']")
    assert here.inner_text() == "Page 40"
    box, scroller = here.bounding_box(), page.locator(".sidebar-scroll").bounding_box()
    assert box is not None
    assert scroller is not None
    assert scroller["y"] <= box["y"]
    assert box["y"] + box["height"] <= scroller["y"] + scroller["height"]
    assert page.evaluate("scrollY") == 0


def test_each_link_is_understood_out_of_context(open_page: Open) -> None:
    page = open_page(1280)
    tree = page.locator(".sidebar-tree")
    assert tree.get_by_role("link", name="All 60 pages").count() == 1
    names = [name.strip() for name in tree.get_by_role("link").all_inner_texts()]
    assert all(names)
    assert len(set(names)) == len(names)
    found = Axe().run(page, context=".sidebar-drawer").response["violations"]
    assert [rule["id"] for rule in found] == []
