"""The words that the extension itself puts on a page, from its own catalogue."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

from .model import Certainty, Stance

CATALOGUE = "sphinx_versus"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def stance(value: Stance) -> str:
    """The label above the sources of a stance."""
    match value:
        case Stance.SUPPORTS:
            return str(_("Supported by"))
        case Stance.DISPUTES:
            return str(_("Disputed by"))
        case Stance.QUALIFIES:
            return str(_("Qualified by"))


def certainty(value: Certainty) -> str:
    """A level of certainty, as it is shown before its reason."""
    match value:
        case Certainty.HIGH:
            return str(_("High"))
        case Certainty.MODERATE:
            return str(_("Moderate"))
        case Certainty.LOW:
            return str(_("Low"))
        case Certainty.VERY_LOW:
            return str(_("Very low"))


def certainty_label() -> str:
    """The label before a certainty."""
    return str(_("Certainty"))


def contested_label() -> str:
    """The label of a claim with sources on both sides."""
    return str(_("Contested"))


def contested(supporting: int, disputing: int) -> str:
    """How many sources stand on each side of a claim."""
    return str(_("%(supporting)d for, %(disputing)d against")) % {
        "supporting": supporting,
        "disputing": disputing,
    }


def about_label() -> str:
    """The label before what a claim is about."""
    return str(_("About"))


def more_label() -> str:
    """The label before what else a claim's list holds."""
    return str(_("Also"))


def caption(sides: str) -> str:
    """The caption of a side-by-side table that has none of its own."""
    return str(_("%s, dimension by dimension")) % sides


def dimension_label() -> str:
    """The header of the first column of a table that has none."""
    return str(_("Dimension"))


def reviewed_label() -> str:
    """The label before the date of the last review."""
    return str(_("Reviewed"))


def tags_label() -> str:
    """The label before the tags of a comparison."""
    return str(_("Tags"))


def link_to_row() -> str:
    """The title of the link at a row."""
    return str(_("Link to this row"))


def link_to_claim() -> str:
    """The title of the link at a claim."""
    return str(_("Link to this claim"))


def table_tools() -> dict[str, str]:
    """What the script for tables says, by the names that it goes by."""
    return {
        "tools": str(_("Table tools")),
        "toggle": str(_("Show or hide %s")),
        "sort": str(_("Sort")),
        "asWritten": str(_("As written")),
        "fullscreen": str(_("Full screen")),
        "leave": str(_("Leave full screen")),
        "copied": str(_("Link copied")),
    }
