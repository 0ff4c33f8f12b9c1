"""The names that extensions of this package had before, and the release that forgets them."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.errors import ExtensionError

UNTIL = "0.3.0"
NAMES = {
    "author_year": "sphinx_versus.site.citations",
    "bounded_toctree": "sphinx_versus.site.sidebar",
    "diagnostics": "sphinx_versus.site.diagnostics",
    "fresh_pages": "sphinx_versus.site.building",
    "inline_svg": "sphinx_versus.site.drawings",
    "kept_files": "sphinx_versus.site.building",
    "misspellings": "sphinx_versus.site.spelling",
    "packed_contents": "sphinx_versus.site.building",
    "parallel_build": "sphinx_versus.site.building",
    "quick_build": "sphinx_versus.site.building",
    "site_search": "sphinx_versus.site.search",
    "sphinx_versus.print": "sphinx_versus.book",
    "typst_book": "sphinx_versus.site.book",
    "versus_data": "sphinx_versus.data",
    "versus_reference": "sphinx_versus.reference",
    "versus_review": "sphinx_versus.review",
    "versus_search": "sphinx_versus.search",
}


def check_names(extensions: Iterable[str]) -> None:
    """Raise ExtensionError for an extension that has another name now."""
    for name in extensions:
        if name in NAMES:
            raise ExtensionError(
                f'the extension "{name}" is called "{NAMES[name]}" now; change it in the '
                f"extensions of conf.py (from {UNTIL} on the old name is not known)"
            )
