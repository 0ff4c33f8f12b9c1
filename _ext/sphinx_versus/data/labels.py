"""The words that the extension puts on a page, from its own catalogue."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOGUE = "versus_data"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def data() -> str:
    """The heading of the links to the data of a page."""
    return str(_("Data"))


def table(title: str) -> str:
    """The link to the table of a comparison; its argument is the comparison's title."""
    return str(_("Table of “%s”")) % title


def sources() -> str:
    """The link to the sources of a page."""
    return str(_("Sources of this page"))


def everything() -> str:
    """The link to the data of the whole site."""
    return str(_("All comparisons of this site"))


def schema() -> str:
    """The link to the schema of the data."""
    return str(_("What the data is made of"))


def licence() -> str:
    """The label before the licence."""
    return str(_("Licence:"))


def cite() -> str:
    """The heading of the ready references to a page."""
    return str(_("Cite this page"))


def undated() -> str:
    """The mark of a reference to a page without a date."""
    return str(_("n.d."))


def for_script() -> dict[str, str]:
    """What the script says, by the names that it goes by."""
    return {
        "copy": str(_("Copy")),
        "copied": str(_("Copied")),
        "selected": str(_("Selected: press Ctrl+C")),
        "what": str(_("Copy the reference: %s")),
    }
