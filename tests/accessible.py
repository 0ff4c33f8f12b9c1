"""Asks axe what is wrong with a page for some of its readers."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def violations(
    page: Page, context: str | None = None, rules: Sequence[str] = WCAG
) -> list[tuple[str, list[object]]]:
    """Return each rule that is broken, WCAG 2.2 A and AA where none are named, and where."""
    # What is fine need not be told, and the style sheets of files cannot be loaded once more.
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context, options=options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
