"""The words that the book itself says, from a catalogue of its own."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "typst_book"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def words() -> dict[str, str]:
    """Return the words by the names that the template knows them by."""
    return {
        "contents": str(_("Contents")),
        "index": str(_("Index")),
        "version": str(_("Version")),
        # Before the number of a page that a link leads to.
        "page-short": str(_("p.")),
        "see-page": str(_("see page")),
        # Before the pages on which a source is cited.
        "cited": str(_("Cited on page")),
    }


def made_with(date: str, sphinx: str, typst: str) -> str:
    """Return the sentence on how the book was made."""
    return str(_("Made on %(date)s with Sphinx %(sphinx)s and Typst %(typst)s.")) % {
        "date": date,
        "sphinx": sphinx,
        "typst": typst,
    }
