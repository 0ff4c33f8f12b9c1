"""Captions for side-by-side tables that have none of their own."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from sphinx_versus.grammar.names import versus
from sphinx_versus.nodes import versus_cell
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import plain_text

from . import labels

# So many sides are named.
_MOST = 6


def caption(table: nodes.table) -> nodes.title:
    """Return a caption that names a table after its sides, as its header does."""
    header, *rows = table.findall(nodes.row)
    headings = [row[0] for row in rows] if table.get("turned") else header.children
    names = [plain_text(cell) for cell in headings if isinstance(cell, versus_cell)]
    # More than a few would be longer than the header.
    named = labels.and_others(versus(names[:2]), len(names) - 2) if len(names) > _MOST else ""
    text = labels.caption(named or versus(names))
    return nodes.title("", text, translatable=False, support_smartquotes=False)


class TranslateCaptions(boundary.Transform):
    """Make our captions again where the names of the sides have been translated."""

    # After Sphinx has counted what it translated (25), before tables are numbered (210).
    default_priority = 30

    def apply(self, **kwargs: Any) -> None:
        """Replace the captions that we have made."""
        progress: dict[str, int] = self.document.get("translation_progress") or {}
        if not progress.get("translated"):
            return
        for table in self.document.findall(nodes.table):
            title = table[0]
            assert isinstance(title, nodes.Element)
            if "versus-table" in table["classes"] and not title.get("translatable", True):
                table[0] = caption(table)
