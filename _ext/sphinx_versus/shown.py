"""The texts of a comparison as its document shows them.

They are read before Sphinx translates the document and curls its quotes; other
pages are to show what the page itself does.
"""

from __future__ import annotations

from dataclasses import replace

from docutils import nodes

from .model import Comparison
from .outline import plain_text, walk


def as_shown(comparison: Comparison, document: nodes.document) -> Comparison:
    """Return a comparison with the texts of a document that has been transformed."""
    section = document.ids.get(comparison.key)
    if section is None:
        return comparison
    tagline = _first(section, nodes.paragraph, "versus-tagline")
    return replace(
        comparison,
        title=_title(section, comparison.title),
        tagline=plain_text(tagline) if tagline is not None else comparison.tagline,
        sections=tuple(
            replace(part, title=_title(document.ids.get(part.anchor), part.title))
            for part in comparison.sections
        ),
        dimensions=tuple(
            replace(row, name=_dimension(document.ids.get(row.anchor), row.name))
            for row in comparison.dimensions
        ),
        claims=tuple(
            replace(claim, text=_statement(document.ids.get(claim.anchor), claim.text))
            for claim in comparison.claims
        ),
    )


def _title(section: nodes.Element | None, otherwise: str) -> str:
    if section is None or not len(section) or not isinstance(section[0], nodes.title):
        return otherwise
    return plain_text(section[0])


def _dimension(row: nodes.Element | None, otherwise: str) -> str:
    return plain_text(row[0]) if isinstance(row, nodes.row) else otherwise


def _statement(item: nodes.Element | None, otherwise: str) -> str:
    found = _first(item, nodes.paragraph, "versus-statement")
    return plain_text(found) if found is not None else otherwise


def _first(
    root: nodes.Element | None, kind: type[nodes.Element], name: str
) -> nodes.Element | None:
    if root is None:
        return None
    found = (node for node in walk(root) if isinstance(node, kind) and name in node["classes"])
    return next(found, None)
