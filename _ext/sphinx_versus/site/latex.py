"""A book by LaTeX whose chapters are those of the site, with its drawings.

Sphinx puts the documents that the first page names into the section of that page
in which their table of contents happens to stand, drops the captions, and stops
LaTeX at pictures in SVG.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util.texescape import escape

from sphinx_versus.site import boundary
from sphinx_versus.site.building.clock import time_of_build


class ArrangeChapters(boundary.PostTransform):
    """Make chapters of the documents that the first one names, in parts where it has captions.

    The first document with sections of its own is the first chapter.
    """

    formats = ("latex",)
    # When all is resolved.
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Move the documents out of the sections of the first one."""
        whole = next(iter(self.document.findall(nodes.section)), None)
        start = self.document.get("docname", "")
        if whole is None or start not in self.env.tocs:
            return
        files = [
            node for node in whole.findall(addnodes.start_of_file) if not _is_below(node, whole)
        ]
        if not files:
            return
        for node in files:
            assert node.parent is not None
            node.parent.remove(node)
        if any(isinstance(child, nodes.section) for child in whole.children):
            title, *own = whole.children
            first = nodes.section("", title.deepcopy(), *own)
            whole.children = []
            whole += [title, first]
        captions = {
            name: toctree["caption"]
            for toctree in self.env.tocs[start].findall(addnodes.toctree)
            for name in toctree["includefiles"]
            if toctree.get("caption")
        }
        before = ""
        for node in files:
            caption = captions.get(node["docname"], "")
            if caption and caption != before:
                text = escape(caption, self.config.latex_engine)
                whole += nodes.raw("", f"\\part{{{text}}}\n", format="latex")
            before = caption
            whole += node


def _is_below(node: nodes.Node, whole: nodes.Node) -> bool:
    """Say whether a document stands within another one, whose parent Sphinx may have left off."""
    parent = node.parent
    while parent is not None and parent is not whole:
        if isinstance(parent, addnodes.start_of_file):
            return True
        parent = parent.parent
    return parent is None


class ConvertDrawings(ImageConverter):
    """Make PDF of drawings in SVG, which LaTeX cannot show, where Typst is installed."""

    conversion_rules = [("image/svg+xml", "application/pdf")]  # noqa: RUF012 (so it is in Sphinx)

    def is_available(self) -> bool:
        """Say whether it can."""
        try:
            import typst  # noqa: F401
        except ImportError:
            return False
        return True

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Convert a file; say whether that went well."""
        import typst

        drawing = Path(_from).read_text(encoding="utf-8", errors="replace")
        code = drawing.replace("\\", "\\\\").replace('"', '\\"')
        source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes("{code}"))'
        try:
            made = typst.compile(source.encode(), format="pdf", timestamp=time_of_build())
        except typst.TypstError:
            return False
        Path(_to).write_bytes(bytes(made))
        return True


def setup(app: Sphinx) -> dict[str, Any]:
    """Register both."""
    app.add_post_transform(ArrangeChapters)
    app.add_post_transform(ConvertDrawings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
