"""Captions for side-by-side tables that have none of their own."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from . import labels
from .names import versus
from .outline import plain_text


class CaptionTables(SphinxTransform):
    """Name a table after its sides, in the language in which the page shows them."""

    # After the page has been translated (20), before tables are numbered (210).
    default_priority = 25

    def apply(self, **kwargs: Any) -> None:
        """Give each side-by-side table a caption."""
        for table in self.document.findall(nodes.table):
            if "versus-table" not in table["classes"]:
                continue
            if any(isinstance(child, nodes.title) for child in table.children):
                continue
            header = next(table.findall(nodes.row))
            names = [plain_text(entry) for entry in header.children[1:]]
            caption = labels.caption(versus(names))
            table.insert(0, nodes.title("", caption, translatable=False))
