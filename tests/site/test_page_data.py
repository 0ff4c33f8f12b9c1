"""What the pages of the site show of their data, in files and in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from accessible import violations
from linked_data import problems
from projects import PAGES

NAME = "comparisons/learning-vs-training"
HOST = "https://site.example/"
# No inline script may run; what the theme brings inline is left out by this.
POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_holds_linked_data_in_the_words_of_schema_org(site: Path, name: str) -> None:
    page = (site / f"{name}.html").read_text(encoding="utf-8")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    document = json.loads(text)
    assert problems(document) == []
    # Addresses are meant from the root of the site, wherever the page is.
    assert document["@context"][1] == {"@base": "../" * name.count("/") or "./"}
    addresses = re.findall(r'"url":"([^"]*)"', text)
    local = [address for address in addresses if "://" not in address]
    assert local
    for address in local:
        assert (site / address.partition("#")[0]).is_file(), address


def _serve(context: BrowserContext, site: Path) -> Page:
    """Open a page of the site as a server with a strict policy would send it."""

    def answer(route: Route) -> None:
        path = site / urlsplit(route.request.url).path.lstrip("/")
        if path.is_file():
            route.fulfill(path=path, headers={"Content-Security-Policy": POLICY})
        else:
            route.fulfill(status=404)

    page = context.new_page()
    page.route(f"{HOST}**", answer)
    page.goto(f"{HOST}{NAME}.html")
    page.add_style_tag(content="html { scroll-behavior: auto !important; }")
    return page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def _open_all(page: Page) -> None:
    """Open the lines at the foot."""
    for summary in page.locator(".versus-data > details > summary").all():
        summary.click()


def _open_claim(page: Page) -> None:
    page.locator(".versus-data details details > summary").first.click()


def test_references_are_copied_by_a_button_under_a_strict_policy(
    context: BrowserContext, site: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = _serve(context, site)
    _open_all(page)
    for style, start in {
        "APA": "The sphinx-versus authors. (2026, ",
        "Chicago": "The sphinx-versus authors. 2026. “Learning vs Training.”",
        "MLA": "The sphinx-versus authors. “Learning vs Training.” Versus, ",
        "BibTeX": "@misc{learning-vs-training,\n  author = {{The sphinx-versus authors}},\n",
        "CSL-JSON": '[\n {"id": "learning-vs-training", "type": "webpage",',
        "RIS": "TY  - ELEC\nID  - learning-vs-training\nAU  - The sphinx-versus authors\n",
    }.items():
        button = page.get_by_role("button", name=f"Copy the reference: {style}")
        button.press("Enter")
        expect(button).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)


def test_without_a_clipboard_the_reference_is_selected(context: BrowserContext, site: Path) -> None:
    page = _serve(context, site)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()); }")
    _open_all(page)
    page.get_by_role("button", name="Copy the reference: APA").click()
    expect(page.locator(".versus-reference [role=status]").first).to_have_text(re.compile("Ctrl"))
    selected = page.evaluate("getSelection().toString()")
    assert selected.startswith("The sphinx-versus authors. (2026, ")


def test_data_and_references_are_there_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / f"{NAME}.html").as_uri())
    _open_all(page)
    foot = page.locator(".versus-data")
    expect(foot).to_contain_text("Learning vs Training. Versus.")
    expect(foot).to_contain_text("@misc{learning-vs-training,")
    assert foot.locator("button").count() == 0
    addresses = foot.locator("a:not([rel])").evaluate_all("links => links.map(link => link.href)")
    # For the page and the site, and in each format for each claim.
    claims = page.locator(".versus-data details details").count()
    assert claims > 10
    assert len(addresses) > 10 + 3 * claims
    for address in addresses:
        assert Path(urlsplit(address).path).is_file(), address
    id_ = "learning-vs-training-claim-spacing"
    page.goto((site / f"{NAME}.html").as_uri() + f"#{id_}")
    page.get_by_role("link", name="Cite this claim").and_(page.locator(":visible")).click()
    cited = page.locator(f'[id="{id_}.cite"]')
    expect(cited).to_be_visible()
    expect(cited).to_contain_text("makes it last longer. In Learning vs Training. Versus.")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_foot_fits_and_is_accessible(
    browser: Browser, site: Path, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto((site / f"{NAME}.html").as_uri())
    _open_all(page)
    _open_claim(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, ".versus-data") == []
    page.emulate_media(media="print")
    expect(page.locator(".versus-data")).to_be_hidden()
    context.close()


def test_only_pages_that_say_something_of_their_own_are_to_be_cited(site: Path) -> None:
    def shows(name: str) -> bool:
        return '<div class="versus-data">' in (site / f"{name}.html").read_text(encoding="utf-8")

    assert shows(NAME)
    assert shows("articles/how-machines-learn")
    assert not shows("index")
    assert not shows("claims")
    assert not shows("guide/search")
