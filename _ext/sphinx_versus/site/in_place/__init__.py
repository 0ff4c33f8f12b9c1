"""What a page in HTML shows in place: texts that are folded, and boxes beside links.

A link opens what is folded only if its id stands inside: where a text is folded, its ids
are written as its first element, which the style sheet places above the line.
A document that has something of it sets ``SHOWN`` among its attributes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.site import boundary
from sphinx_versus.site.assets import serve

STATIC_DIR = Path(__file__).parent / "static"
SHOWN = "shown_in_place"
# Before the scripts that say what boxes hold.
_EARLY = 400


class fold(nodes.General, nodes.Element):  # noqa: N801 (as docutils names its nodes)
    """A line that is in sight, a `fold_line`, and what it opens, a `fold_content`."""


class fold_line(nodes.General, nodes.Element):  # noqa: N801
    """The line: a heading, without links; ``described_by`` is the id of what else is said of it."""


class fold_heading(nodes.TextElement):  # noqa: N801
    """The heading of a section, in a line."""


class fold_content(nodes.General, nodes.Element):  # noqa: N801
    """What is folded, with the ids that lead to it."""


def folds(builder: Builder) -> bool:
    """Return whether what a builder writes can be folded: readers of books often cannot."""
    return builder.format == "html" and builder.name != "epub"


def visit_fold(self: HTML5Translator, _node: nodes.Element) -> None:
    """Begin what opens."""
    self.body.append("<details>\n")


def depart_fold(self: HTML5Translator, _node: nodes.Element) -> None:
    """End what opens."""
    self.body.append("</details>\n")


def visit_line(self: HTML5Translator, node: fold_line) -> None:
    """Begin the line."""
    described_by = node.get("described_by")
    told = f' aria-describedby="{self.attval(described_by)}"' if described_by else ""
    self.body.append(f"<summary{told}>")


def depart_line(self: HTML5Translator, _node: fold_line) -> None:
    """End the line."""
    self.body.append("</summary>\n")


def visit_content(self: HTML5Translator, node: fold_content) -> None:
    """Begin what is folded, with an element for each of its ids."""
    classes = " ".join(["site-folded", *node["classes"]])
    self.body.append(self.starttag(nodes.Element(), "div", CLASS=classes))
    for id_ in node["ids"]:
        self.body.append(f'<span class="site-fold-target" id="{self.attval(id_)}"></span>')


def depart_content(self: HTML5Translator, _node: fold_content) -> None:
    """End what is folded."""
    self.body.append("</div>\n")


def visit_heading(self: HTML5Translator, node: nodes.Element, below: int = 0) -> None:
    """Begin a heading in a line: that of the section around it, or one so many levels below."""
    level = min(self.section_level + self.initial_header_level - 1 + below, 6)
    self.body.append(self.starttag(node, f"h{level}", ""))
    self.context.append(f"</h{level}>")


def depart_heading(self: HTML5Translator, _node: nodes.Element) -> None:
    """End a heading in a line."""
    self.body.append(self.context.pop())


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
    """Load the style sheet and the script on pages that show something in place."""
    if doctree is not None and doctree.get(SHOWN):
        app.add_css_file("in_place.css")
        app.add_js_file("in_place.js", priority=_EARLY, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register how HTML is written, and the assets."""
    app.connect("builder-inited", serve_assets)
    app.connect("html-page-context", add_assets)
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_line, html=(visit_line, depart_line))
    app.add_node(fold_heading, html=(visit_heading, depart_heading))
    app.add_node(fold_content, html=(visit_content, depart_content))
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
