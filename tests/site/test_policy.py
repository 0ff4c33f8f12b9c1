"""The site works under the policy of the guide, which forbids all that it does not need."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hostile import write_hostile_sources
from projects import ROOT, run_sphinx
from searching import served

# Tells the console of what a policy forbids: dialogs and errors tell it by themselves.
TELL = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`forbidden: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"""


def policy_of(site: Path) -> str:
    """Return what the command says of a built site."""
    command = [sys.executable, ROOT / "tools" / "policy.py", site]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


class Visit:
    """A page behind a policy, and what went wrong on it."""

    def __init__(self, browser: Browser, folder: Path, policy: str) -> None:
        headers = {"Content-Security-Policy": policy} if policy else {}
        self._open = ExitStack()
        self.address = self._open.enter_context(served(folder, headers))
        context = self._open.enter_context(browser.new_context())
        self.page: Page = context.new_page()
        self.told: list[str] = []
        self.page.add_init_script(TELL)
        self.page.on("console", lambda said: self._note(said.type == "error", said.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("dialog", lambda dialog: (self._note(True, "dialog"), dialog.dismiss()))

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.told.append(text)

    def close(self) -> None:
        """Close the page, and stop the server."""
        self._open.close()


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    visit = Visit(browser, site, policy_of(site))
    yield visit
    visit.close()


def test_the_guide_tells_the_policy_of_this_site(site: Path) -> None:
    guide = (ROOT / "guide" / "trust.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"```text\nContent-Security-Policy:(.*?)```", guide, re.DOTALL)
    assert " ".join(told.split()) == policy_of(site)


def test_every_kind_of_page_loads_under_it(visit: Visit) -> None:
    kinds = ["index", "references", "claims", "search", "genindex", "guide/print"]
    for name in (*kinds, "comparisons/learning-vs-training", "entities/sleep"):
        visit.page.goto(f"{visit.address}{name}.html", wait_until="load")
    assert visit.told == []


def test_everything_can_be_used_under_it(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}comparisons/learning-vs-training.html")
    page.locator(".versus-copy").first.click()
    expect(page.locator(".versus-seen")).to_be_visible()
    page.locator("a.citation-link >> visible=true").first.hover()
    expect(page.locator("#in-place")).to_be_visible()
    before = page.evaluate("document.body.dataset.theme")
    page.locator(".theme-toggle >> visible=true").first.click()
    assert page.evaluate("document.body.dataset.theme") != before
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search the site").press_sequentially("memory")
    expect(page.locator(".site-search-hit").first).to_be_visible()
    # The index is read, and not Sphinx's own search.
    expect(page.locator(".site-search-dialog .site-search-notice")).not_to_contain_text("simple")
    page.goto(f"{visit.address}search.html?q=memory")
    expect(page.locator(".site-search-hit").first).to_be_visible()
    assert visit.told == []


def test_every_tool_of_a_table_can_be_used_under_it(
    browser: Browser, site: Path, tables: Path
) -> None:
    visit = Visit(browser, tables, policy_of(site))
    page = visit.page
    page.goto(f"{visit.address}page.html")
    page.locator(".versus-sort").first.click()
    expect(page.locator("th[aria-sort='ascending']")).to_have_count(1)
    page.get_by_label("Only rows that differ").first.check()
    page.get_by_label("Bob").first.uncheck()
    page.locator(".versus-menu").click()
    page.locator(".versus-none").click()
    assert page.locator("table.versus-table [hidden]").count() > 0
    assert visit.told == []
    visit.close()


def test_what_the_policy_does_not_name_is_not_run(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}index.html")
    page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), { href: "javascript:ran = 1" });
          const script = Object.assign(document.createElement("script"), { text: "ran = 1" });
          const image = '<img src="x.png" onerror="ran = 1">';
          document.body.append(link, script);
          document.body.insertAdjacentHTML("beforeend", image);
          link.click();
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("typeof ran") == "undefined"
    assert len([each for each in visit.told if each.startswith("forbidden: script-src")]) == 3


def test_nothing_of_a_hostile_bibliography_or_drawing_runs(
    browser: Browser, tmp_path: Path
) -> None:
    """Without any policy: each link is followed, each citation looked at."""
    built = run_sphinx(write_hostile_sources(tmp_path))
    assert built.returncode == 0
    visit = Visit(browser, built.outdir, "")
    page = visit.page
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    for name in ("page", "index"):
        page.goto(f"{visit.address}{name}.html")
        page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
        for link in page.locator("a.citation-link").all():
            link.hover()
        for name_of_event in ("click", "mouseover", "focus"):
            page.evaluate(
                """(name) => document.querySelectorAll("body *").forEach((each) => {
                  const href = each.closest("a")?.getAttribute("href") ?? "#";
                  if (each.closest("form")) return;
                  if (href.startsWith("#") || /^\\s*[a-z]*script/i.test(href))
                    each.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
                })""",
                name_of_event,
            )
        page.wait_for_timeout(200)
        assert page.evaluate("Object.keys(window).filter((name) => /^X\\d+$/.test(name))") == []
    assert visit.told == []
    assert [address for address in outside if not address.startswith(visit.address)] == []
    visit.close()
