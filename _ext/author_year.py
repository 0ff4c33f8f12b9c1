"""Citations by author and year in round brackets: (Diekelmann and Born, 2010).

sphinxcontrib-bibtex sets them in square ones. Name this extension after it,
and set ``bibtex_reference_style = "author_year_round"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class RoundAuthorYearStyle(AuthorYearReferenceStyle):
    """Author and year, with round brackets wherever there are any."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)


def setup(_app: Sphinx) -> dict[str, Any]:
    """Make the style known under its name."""
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", RoundAuthorYearStyle
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
