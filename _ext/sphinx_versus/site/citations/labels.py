"""The words that the extension puts on a page, from its own catalogue."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "author_year"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def references() -> str:
    """The heading of a page's own list of references."""
    return str(_("References on this page"))


def all_uses() -> str:
    """The link from a page's list to the list of the whole site."""
    return str(_("All uses"))


def all_uses_of(title: str) -> str:
    """The name of that link for those who hear it: there are as many as there are sources."""
    return str(_("All uses of %s")) % title


def cited_on() -> str:
    """The label before the pages that cite a source."""
    return str(_("Cited on:"))
