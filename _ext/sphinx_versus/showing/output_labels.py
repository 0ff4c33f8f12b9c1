"""The words of outputs beside the page: data, review, search and book."""

from __future__ import annotations

from sphinx.locale import get_translation

from sphinx_versus.model.facts import (
    POINT_KINDS,
    Certainty,
    Design,
)
from sphinx_versus.site.catalogue import CATALOGUE

from . import evidence_labels as evidence
from . import labels

_ = get_translation(CATALOGUE)


def data_heading() -> str:
    """The heading of the links to the data of a page."""
    return str(_("Data"))


def data_table(title: str) -> str:
    """The link to the table of a comparison; its argument is the comparison's title."""
    return str(_("Table of “%s”")) % title


def data_sources() -> str:
    """The link to the sources of a page."""
    return str(_("Sources of this page"))


def data_page() -> str:
    """The link to the text of a page in Markdown."""
    return str(_("This page"))


def data_all_sources() -> str:
    """The links to the sources of the whole site."""
    return str(_("All sources of this site"))


def data_claims() -> str:
    """The link to all claims of the site."""
    return str(_("All claims of this site"))


def data_with_sources() -> str:
    """What stands before the links to a claim and its sources."""
    return str(_("With its sources:"))


def cite_claims() -> str:
    """The heading of the ready references to the claims of a page."""
    return str(_("Cite a claim"))


def cite_claim() -> str:
    """The link from a claim to how it is cited."""
    return str(_("Cite this claim"))


def data_of_site() -> str:
    """The link to the data of the whole site."""
    return str(_("All comparisons of this site"))


def data_cells() -> str:
    """The link to the cells of all tables."""
    return str(_("The cells of all tables"))


def data_schema() -> str:
    """The link to the schema of the data."""
    return str(_("What the data is made of"))


def licence() -> str:
    """The label before the licence."""
    return str(_("Licence:"))


def cite_page() -> str:
    """The heading of the ready references to a page."""
    return str(_("Cite this page"))


def undated() -> str:
    """The mark of a reference to a page without a date."""
    return str(_("n.d."))


def coverage_of_pages() -> str:
    """The caption of the table of what pages rest on."""
    return str(_("What each page rests on"))


def coverage_of_pages_columns() -> list[str]:
    """The headers of that table."""
    return [
        str(_("Page")),
        str(_("Cells with a source")),
        str(_("Claims with a source")),
        str(_("Claims with certainty")),
        str(_("Claims on one source")),
        str(_("Claims on popular sources")),
        str(_("Sources")),
        str(_("Years")),
    ]


def coverage_of_sides() -> str:
    """The caption of the table of what each side gets."""
    return str(_("What each side gets"))


def coverage_of_sides_columns() -> list[str]:
    """The headers of that table."""
    return [
        str(_("Side")),
        str(_("Words")),
        *map(labels.section, POINT_KINDS),
        str(_("Citations")),
    ]


def coverage_total() -> str:
    """The header of the row that adds up all pages."""
    return str(_("All together"))


def never_reviewed() -> str:
    """What is said of a comparison without a day of review."""
    return str(_("Never reviewed"))


def part_of(part: int, whole: int) -> str:
    """How many of how many."""
    return str(_("%(part)d of %(whole)d")) % {"part": part, "whole": whole}


def exceptions() -> str:
    """The heading above what has been accepted."""
    return str(_("Accepted exceptions"))


def nothing_to_cover() -> str:
    """What stands where there is nothing to count."""
    return str(_("There is no comparison and no claim yet."))


def search_names() -> dict[str, str]:
    """The labels of kinds, facets and their values in the search, by their names."""
    return {
        "comparison": str(_("Comparison")),
        "article": str(_("Article")),
        "entity": str(_("Entity")),
        "in-short": labels.tagline(),
        "claim": str(_("Claim")),
        "row": str(_("Row")),
        "definition": str(_("Definition")),
        "source": str(_("Source")),
        "certainty": evidence.certainty_label(),
        "contested": evidence.contested_label(),
        "yes": str(_("Yes")),
        "no": str(_("No")),
        "tag": labels.tags_label(),
        "design": str(_("Sources")),
        "year": str(_("Year of a source")),
        **{level.value: evidence.certainty(level) for level in Certainty},
        # A tag may be the word for a design.
        **{f"design={design.value}": _designs(design) for design in Design},
    }


def _designs(design: Design) -> str:
    """What sources of a design are called, without saying how many."""
    text = evidence.sources_of(design)
    return text[:1].upper() + text[1:]


def findings() -> str:
    """The heading of the list of all claims in the book, by certainty."""
    return str(_("Findings"))


def print_words() -> dict[str, str]:
    """What a book says for words that fit a site, by patterns."""
    said = [
        (_("on this page"), _("in this chapter")),
        (_("On this page"), _("In this chapter")),
        (_("on this site"), _("in this book")),
        (_("On this site"), _("In this book")),
        (_("this page"), _("this chapter")),
        (_("This page"), _("This chapter")),
        (_("this site"), _("this book")),
        (_("This site"), _("This book")),
    ]
    return {rf"\b{words}\b": str(instead) for words, instead in said}


def without_certainty() -> str:
    """The heading of the claims in that list that have no certainty."""
    return str(_("Without a certainty"))
