"""Comparisons in a printed book; an extension of its own, ``sphinx_versus.print``.

It gives the classes of a comparison their look in Typst, and adds a list of
all claims by certainty at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.showing import labels
from sphinx_versus.site import boundary

from .api import Certainty, FoundClaim, facts_of
from .site.book import BACK_MATTER, add_style

STYLE = Path(__file__).with_name("book.typ")

FUNCTIONS = {
    "versus-columns": "columns-of-sides",
    "versus-table": "side-table",
    "versus-header": "header",
    "versus-sides": "sides",
    "versus-tagline": "tagline",
    "container.versus-in-short": "in-short",
    "versus-certainties": "certainties",
    "versus-facts": "facts",
    "versus-claims": "claims",
    "list_item.versus-claim": "claim",
    "versus-plot": "dot-plot",
    "versus-mark": "drawn-mark",
    "versus-marks": "legend-of-marks",
    "versus-entities": "chips",
    "versus-cards": "comparison-cards",
    "list_item.versus-card": "comparison-card",
}
# Five columns and a header still go on an upright page; where there are more than six, they go
# on below each other.
WIDE = tuple(f"versus-{name}.versus-sides-6" for name in ("header", "columns", "frame"))


@boundary.handler(list)
def list_claims(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> list[nodes.section]:
    """Return a section with all claims of the book, by certainty."""
    found: dict[str, list[FoundClaim]] = {}
    for claim in facts_of(env).claims_by_id.values():
        if claim.docname in docnames:
            found.setdefault(claim.claim.certainty or "", []).append(claim)
    if not found:
        return []
    section = _section("claims-by-certainty", labels.claims_by_certainty())
    for level in [*Certainty, ""]:
        if level in found:
            name = labels.certainty(Certainty(level)) if level else labels.without_certainty()
            below = _section(f"claims-{level or 'none'}".replace(" ", "-"), name)
            below += _list(app, found[level])
            section += below
    return [section]


def _section(anchor: str, title: str) -> nodes.section:
    return nodes.section("", nodes.title("", title), ids=[anchor])


def _list(app: Sphinx, claims: Sequence[FoundClaim]) -> nodes.bullet_list:
    items = nodes.bullet_list(bullet="-")
    for found in sorted(claims, key=lambda found: found.claim.text.casefold()):
        claim = found.claim
        uri = f"{app.builder.get_relative_uri('', found.docname)}#{claim.anchor}"
        mark = f" ({labels.contested_label().lower()})" if claim.contested else ""
        link = nodes.reference("", f"{claim.text}{mark}", refuri=uri, internal=True)
        items += nodes.list_item("", nodes.paragraph("", "", link))
    return items


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the look and the list."""
    app.setup_extension("sphinx_versus")
    app.setup_extension("sphinx_versus.site.book")
    app.setup_extension("sphinx_versus.site.epub")
    add_style(app, STYLE, FUNCTIONS, WIDE)
    app.connect(BACK_MATTER, list_claims)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
