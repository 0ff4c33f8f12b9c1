"""Drawings that take on the colours of the theme.

An SVG behind an ``<img>`` cannot see the style sheet of its page, so it stays
light where the reader has chosen dark. Pictures with the class ``inline-svg``
are written into the page itself, in HTML; elsewhere they stay pictures.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import boundary

CLASS = "inline-svg"
_HEAD = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)


class InlineDrawings(boundary.PostTransform):
    """Replace marked pictures by the drawings that they name."""

    formats = ("html",)
    default_priority = 500

    def run(self, **kwargs: Any) -> None:
        """Replace each in turn; what is no drawing stays a picture."""
        # An EPUB must declare its pages that hold drawings, which Sphinx does not.
        if self.app.builder.name == "epub":
            return
        for image in list(self.document.findall(nodes.image)):
            candidates: dict[str, str] = image.get("candidates", {})
            path = candidates.get("image/svg+xml")
            if path is None or CLASS not in image["classes"]:
                continue
            with self.around(image, f'the drawing "{path}"'):
                drawing = (Path(self.env.srcdir) / path).read_text(encoding="utf-8")
                drawing = _named(_HEAD.sub("", drawing).strip(), image.get("alt", ""))
                image.replace_self(nodes.raw("", drawing, format="html"))


def _named(drawing: str, alt: str) -> str:
    """The drawing with the text that stands for it, where the page gives one."""
    return drawing.replace("<svg ", f'<svg aria-label="{escape(alt)}" ', 1) if alt else drawing


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(InlineDrawings)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for parallel_build
    }
