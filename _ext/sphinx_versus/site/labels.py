"""The words that the parts for any site put on a page, from the package's catalogue."""

from __future__ import annotations

from babel.numbers import format_decimal
from sphinx.locale import get_translation

from .catalogue import CATALOGUE

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


def copy_tools() -> dict[str, str]:
    """What scripts that copy references say, by the names that they go by."""
    return {
        "copy": str(_("Copy")),
        "copied": str(_("Copied")),
        "selected": str(_("Selected: press Ctrl+C")),
        "what": str(_("Copy the reference: %s")),
    }


def whole_list(total: int, name: str, language: str) -> str:
    """The link to a whole list of so many entries; ``name`` is what they are called, if known."""
    count, more = rounded(total)
    number = format_decimal(count, locale=language.replace("-", "_"))
    if more:
        number = str(_("%s+")) % number
    if name:
        return str(_("All %(number)s %(name)s")) % {"number": number, "name": name}
    return str(_("All %s pages")) % number


def rounded(total: int) -> tuple[int, bool]:
    """Round down to two figures, and tell whether there are more.

    A new entry would otherwise change what all pages show.
    """
    unit = 10 ** max(0, len(str(total)) - 2)
    return total // unit * unit, total % unit > 0


def search_words() -> dict[str, str]:
    """What the scripts of the search say, by the names that they go by."""
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
        # What was typed, an arrow, and what else was searched for.
        "also": str(_("also: %s")),
        "recent": str(_("Recent searches, kept on this device only")),
        "forget": str(_("Forget these searches")),
        "nearWords": str(_("Near words of this site")),
        "nearNames": str(_("Near names of this site")),
        "lists": str(_("Pages that lead to everything")),
        "blamed": str(_("The filters leave nothing of what was found for “%s”:")),
        # Before how many hits there are without a filter.
        "lift": str(_("Lift “%s”")),
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


def search_kinds() -> dict[str, str]:
    """The labels of what the search knows by itself, by their names."""
    return {
        "kind": str(_("Kind")),
        "page": str(_("Page")),
        "section": str(_("Section")),
        "term": str(_("Term")),
        "object": str(_("Object")),
        "audience": str(_("For whom")),
        "reader": str(_("Readers")),
        "writer": str(_("Writers")),
        "editor": str(_("Editors")),
    }


def search_title() -> str:
    """The title of the search page."""
    return str(_("Search"))


def search_needs_script() -> str:
    """What a reader without scripts is told."""
    return str(_("The search needs JavaScript. Without it, these pages lead to everything:"))


def index_title() -> str:
    """The title of the general index."""
    return str(_("Index"))


def moved() -> str:
    """The title of a page that leads to where it is now."""
    return str(_("This page has moved"))


def moved_from_here() -> str:
    """What stands before a list of what has left a page."""
    return str(_("Moved to another page:"))


def book_words() -> dict[str, str]:
    """Return the words by the names that the template knows them by."""
    return {
        "contents": str(_("Contents")),
        "index": str(_("Index")),
        "version": str(_("Version")),
        # Before the number of a page that a link leads to.
        "page-short": str(_("p.")),
        "see-page": str(_("see page")),
        # Before the term of the index to look up instead.
        "see": str(_("see")),
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


def list_tools() -> dict[str, str]:
    """What the script for long lists says, by the names that it goes by."""
    return {
        "tools": str(_("Filter and sort the list")),
        "filter": str(_("Filter the list")),
        "choices": str(_("Filters and order")),
        "all": str(_("All")),
        "since": str(_("since %d")),
        "sort": str(_("Sort")),
        "asWritten": str(_("As listed")),
        "byText": str(_("By name")),
        "shown": str(_("%d of %d")),
        "more": str(_("Show more")),
    }


def year() -> str:
    """What the year of a source is called."""
    return str(_("Year"))


def page() -> str:
    """What the page of an entry is called."""
    return str(_("Page"))


def design() -> str:
    """What the design of a source is called."""
    return str(_("Design"))


def accessible_book(described: bool) -> str:
    """The sentence on how accessible a book for electronic readers is."""
    if described:
        return str(
            _(
                "All pages are text with headings and are in the contents, pictures have a text "
                "in words, and colours are those of the reader."
            )
        )
    return str(
        _(
            "All pages are text with headings and are in the contents, colours are those of the "
            "reader, and some pictures have no text in words."
        )
    )


def read_as() -> str:
    """The words before the links to a page as PDF, and to the whole site."""
    return str(_("Read it as"))


def page_as(kind: str) -> str:
    """The link to the PDF of a page."""
    return str(_("%s of this page")) % kind


def part_as(kind: str) -> str:
    """The link to the PDF of the folder that a page stands in."""
    return str(_("%s of this part")) % kind


def book_as(kind: str) -> str:
    """The link to the whole site as PDF or EPUB."""
    return str(_("%s of the whole book")) % kind


def file_size(size: int, language: str) -> str:
    """Return how large a file is; what is smaller than the first figure counts as that."""
    locale = language.replace("-", "_")
    return f"{format_decimal(max(round(size / 1e6, 1), 0.1), locale=locale)} MB"
