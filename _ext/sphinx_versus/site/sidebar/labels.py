"""The words that stand in the sidebar, from their own catalogue."""

from __future__ import annotations

from pathlib import Path

from babel.numbers import format_decimal
from sphinx.locale import get_translation

CATALOGUE = "bounded_toctree"
LOCALE_DIR = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


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
