"""The words that the search itself shows, from its own catalogue."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "site_search"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def for_script() -> dict[str, str]:
    """What the scripts say, by the names that they go by."""
    return {
        "search": str(_("Search")),
        "placeholder": str(_("Search the site")),
        "close": str(_("Close")),
        "results": str(_("Results")),
        "hit": str(_("%d hit")),
        "hits": str(_("%d hits")),
        "first": str(_("The first %d hits")),
        "onPage": str(_("on %d page")),
        "onPages": str(_("on %d pages")),
        "nothing": str(_("Nothing found for “%s”")),
        "advice": str(_("Try fewer or other words.")),
        "searching": str(_("Searching …")),
        "relaxed": str(_("No page has all of these words; shown is what has some of them.")),
        "corrected": str(_("Nothing found for “%s”; shown is what was found for:")),
        "allResults": str(_("All results and filters")),
        "moreHits": str(_("%d more on this page")),
        "moreResults": str(_("More results")),
        "filters": str(_("Filters")),
        "removeFilters": str(_("Remove all filters")),
        "showAll": str(_("Show all %d")),
        "simple": str(_("This is the simple search: it has no filters and finds no phrases.")),
        "hints": str(_("“a phrase” in quotes, -word to leave out")),
        "failed": str(_("The search does not work here; the menu leads to all pages.")),
        "choose": str(_("to choose")),
        "open": str(_("to open")),
    }


def for_kinds() -> dict[str, str]:
    """The labels of what the search knows by itself, by their names."""
    return {
        "kind": str(_("Kind")),
        "page": str(_("Page")),
        "section": str(_("Section")),
        "term": str(_("Term")),
        "object": str(_("Object")),
    }


def page_title() -> str:
    """The title of the search page."""
    return str(_("Search"))


def needs_script() -> str:
    """What a reader without scripts is told."""
    return str(_("The search needs JavaScript. Without it, these pages lead to everything:"))


def index_title() -> str:
    """The title of the general index."""
    return str(_("Index"))
