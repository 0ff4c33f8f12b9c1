"""The words of the coverage page, from the extension's own catalogue."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "versus_review"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def sources_caption() -> str:
    """The caption of the table of what pages rest on."""
    return str(_("What each page rests on"))


def sources_columns() -> list[str]:
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


def sides_caption() -> str:
    """The caption of the table of what each side gets."""
    return str(_("What each side gets"))


def sides_columns() -> list[str]:
    """The headers of that table."""
    return [
        str(_("Side")),
        str(_("Words")),
        str(_("Strengths")),
        str(_("Weaknesses")),
        str(_("Citations")),
    ]


def whole() -> str:
    """The header of the row that adds up all pages."""
    return str(_("All together"))


def reviewed(date: str) -> str:
    """When a comparison was last reviewed."""
    return str(_("Reviewed %s")) % date


def never_reviewed() -> str:
    """What is said of a comparison without a day of review."""
    return str(_("Never reviewed"))


def of(part: int, whole: int) -> str:
    """How many of how many."""
    return str(_("%(part)d of %(whole)d")) % {"part": part, "whole": whole}


def exceptions() -> str:
    """The heading above what has been accepted."""
    return str(_("Accepted exceptions"))


def nothing() -> str:
    """What stands where there is nothing to count."""
    return str(_("There is no comparison and no claim yet."))
