"""What the template is told: the project's configuration in its words."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from sphinx import __display_version__
from sphinx.config import Config
from sphinx.locale import get_translation
from sphinx.util.i18n import format_date

from sphinx_versus.site import labels

from . import fonts

# Typst's names of the papers, by those of the configuration.
PAPERS = {"a4": "a4", "a5": "a5", "b5": "iso-b5", "letter": "us-letter"}
# How many wide letters stand on a line of text, and how many more where the page is turned.
ROOM = {"a4": 78.0, "a5": 48.0, "b5": 61.0, "letter": 81.0}
TURNED = 1.5


def settings(config: Config, title: str, author: str, *, families: set[str]) -> dict[str, Any]:
    """Return the settings of a book.

    ``families`` are the fonts that there are.
    """
    language = config.language or "en"
    short, _, region = language.partition("_")
    # As the substitution |today| has it, which follows SOURCE_DATE_EPOCH too.
    form = config.today_fmt or get_translation("sphinx")("%b %d, %Y")
    date = config.today or format_date(form, language=language)
    return {
        "title": title,
        "subtitle": config.typst_subtitle,
        "authors": author,
        "release": config.release or config.version,
        "date": date,
        "license": config.typst_license,
        "address": config.html_baseurl,
        "language": short,
        "region": region if len(region) == 2 else None,
        "paper": PAPERS[config.typst_paper],
        "fonts": fonts.with_fallbacks(config.typst_fonts, families, language),
        "code-fonts": fonts.with_fallbacks(config.typst_code_fonts, families, language),
        "contents-depth": config.typst_contents_depth,
        "words": labels.book_words(),
        "colophon": [
            f"{title}. {author}.",
            f"© {config.copyright}" if config.copyright else "",
            labels.made_with(date, __display_version__, version("typst")),
        ],
    }
