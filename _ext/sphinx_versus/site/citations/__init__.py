"""Citations by author and year, shown where they stand, and a plain list of references.

sphinxcontrib-bibtex sets author and year in square brackets, and puts labels
such as [DB10] before the references, which nobody needs who sees no labels in
the text. Name this extension after it, and set
``bibtex_reference_style = "author_year_round"``.

In HTML each page ends with the references that it cites; pointing at a
citation, focusing or tapping it shows its reference on the spot. The list of
all tells which pages use a source, and what else other extensions know of its
uses: they answer the event ``author-year-uses``. What they answer ``author-year-remarks``
with stands behind the sources of each list.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxcontrib.bibtex.plugin import register_plugin

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.assets import serve
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.catalogue import add_catalogue

from .caching import cache_references
from .references import (
    EVENT,
    REMARKS,
    AddRemarks,
    ListReferences,
    Use,
    all_uses,
    collect_shown,
    depart_all_uses,
    visit_all_uses,
)
from .style import RoundAuthorYearStyle

__all__ = ["EVENT", "Use", "setup"]

STATIC_DIR = Path(__file__).parent / "static"


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the script."""
    serve(app, STATIC_DIR)


@boundary.handler()
def add_assets(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet and the script on pages with references."""
    if doctree is not None and doctree.get("lists_references"):
        app.add_css_file("citations.css")
        attributes: dict[str, Any] = {"data-labels": json.dumps(labels.copy_tools())}
        app.add_js_file("citations.js", loading_method="defer", **attributes)


def protect_links(_app: Sphinx, config: Config) -> None:
    """Let captions hold citations in LaTeX.

    sphinxcontrib-bibtex links them with a command that breaks where text is
    moved, as that of captions is (its issue 276).
    """
    preamble = config.latex_elements.get("preamble", "")
    protected = r"\AtBeginDocument{\MakeRobust\hyperlink}"
    config.latex_elements = {**config.latex_elements, "preamble": f"{preamble}\n{protected}"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the style, the lists and what shows them on the spot."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    app.setup_extension("sphinx_versus.site.in_place")
    app.setup_extension("sphinx_versus.site.lists")
    app.setup_extension("sphinx_versus.site.safe_sources")
    add_catalogue(app)
    app.add_event(EVENT)
    app.add_event(REMARKS)
    app.add_node(all_uses, html=(visit_all_uses, depart_all_uses))
    app.add_post_transform(AddRemarks)
    app.add_post_transform(ListReferences)
    app.connect("config-inited", protect_links)
    app.connect("config-inited", cache_references)
    app.connect("builder-inited", serve_assets)
    app.connect("html-page-context", add_assets)
    app.connect(fresh_pages.EVENT, collect_shown)
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", RoundAuthorYearStyle
    )
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
