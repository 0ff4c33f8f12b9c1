"""What the browser needs for the contents beside a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_versus.site import boundary
from sphinx_versus.site.assets import serve

STATIC_DIR = Path(__file__).parent / "static"
# What Sphinx leaves out: its mark of the page is a class, its captions are headings of no level.
_MISSING = {
    '<a class="current reference': '<a aria-current="page" class="current reference',
    ' role="heading">': ' role="heading" aria-level="2">',
}


def add_assets(app: Sphinx) -> None:
    """Serve the style sheet and the script with the project's own static files."""
    serve(app, STATIC_DIR)
    app.add_css_file("bounded_toctree.css")
    app.add_js_file("bounded_toctree.js", loading_method="defer")


def accessible(toctree: str) -> str:
    """Return a toctree as Sphinx writes it with what screen readers need."""
    for found, better in _MISSING.items():
        toctree = toctree.replace(found, better)
    return toctree


@boundary.handler()
def complete_foreign(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Complete the contents that another extension sets, as beside a page that is not found."""
    toctree = context.get("toctree")
    if toctree and pagename not in app.env.all_docs:
        context["toctree"] = lambda *args, **given: accessible(toctree(*args, **given) or "")
