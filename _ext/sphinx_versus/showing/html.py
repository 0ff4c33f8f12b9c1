"""What single builders need on top of the standard nodes, most of them the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.domain import domain_of
from sphinx_versus.site import boundary
from sphinx_versus.site.assets import serve
from sphinx_versus.site.trees import fill, plain_text, walk_blocks

from . import labels

STATIC_DIR = Path(__file__).parent / "static"
# Side by side, and lists of what stands on other pages.
_TABLES = frozenset({"versus-table", "versus-listing"})
# In percent of the table.
_FIRST_WIDTH = 20


class comparison_cell(nodes.entry):  # noqa: N801 (as docutils names its nodes)
    """A cell of a side-by-side table, in HTML.

    ``scope`` is ``"col"``, ``"row"`` or empty; ``label`` is the name of its
    column, shown where the table is laid out as cards.
    """


class comparison_claim(nodes.list_item):  # noqa: N801
    """A claim in a list of evidence, in HTML."""


class claim_label(nodes.paragraph):  # noqa: N801
    """A label among the parts of a claim, in HTML.

    Its ``words`` are its children only while it is written: they stand on every page, and
    searches would find them there.
    """


def visit_comparison_cell(self: HTML5Translator, node: comparison_cell) -> None:
    """Open a cell; docutils has no way to give one a scope."""
    scope, label = node["scope"], node["label"]
    tag = "th" if scope else "td"
    attributes = {"scope": scope} if scope else {"data-label": label}
    classes = {"col": "head", "row": "stub"}.get(scope, "")
    self.body.append(self.starttag(node, tag, "", CLASS=classes, **attributes))
    self.context.append(f"</{tag}>\n")


def depart_comparison_cell(self: HTML5Translator, node: comparison_cell) -> None:
    """Close a cell; a row's header gets the link to the row."""
    if node["scope"] == "row":
        assert isinstance(node.parent, nodes.Element)
        self.add_permalink_ref(node.parent, labels.link_to_row())
    self.body.append(self.context.pop())


def visit_comparison_claim(self: HTML5Translator, node: comparison_claim) -> None:
    """Open a claim."""
    self.visit_list_item(node)


def depart_comparison_claim(self: HTML5Translator, node: comparison_claim) -> None:
    """Close a claim, with the link to it."""
    self.add_permalink_ref(node, labels.link_to_claim())
    self.depart_list_item(node)


def visit_claim_label(self: HTML5Translator, node: claim_label) -> None:
    """Open a label, whose words are to be written now."""
    fill(node, node["words"])
    self.visit_paragraph(node)


def depart_claim_label(self: HTML5Translator, node: claim_label) -> None:
    """Close a label, and hide its words again from those who look at the page later."""
    self.depart_paragraph(node)
    node.children = []


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the scripts."""
    serve(app, STATIC_DIR)


@boundary.handler()
def add_assets(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet and the scripts on pages that have something of ours."""
    if pagename == "genindex" and domain_of(app.env).by_document:
        app.add_css_file("versus.css")
    if doctree is None or not doctree.get("versus_shown"):
        return
    app.add_css_file("versus.css")
    attributes: dict[str, Any] = {"data-labels": json.dumps(labels.table_tools())}
    app.add_js_file("versus.js", loading_method="defer", **attributes)
    if doctree.get("versus_divided"):
        attributes = {"data-labels": json.dumps(labels.list_tools())}
        app.add_js_file("versus_lists.js", loading_method="defer", **attributes)


class PrepareHtml(boundary.PostTransform):
    """Give tables their scopes and labels, and claims their links."""

    formats = ("html",)
    # After Furo has wrapped tables (500): it copies their ids, which may stand only once.
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Make cells and claims nodes that HTML writes itself.

        They stay the same objects: a page has so many of them that new ones
        would cost more than writing these.
        """
        for node in list(walk_blocks(self.document)):
            if isinstance(node, nodes.Element) and _is_ours(node):
                self.document["versus_shown"] = True
                with self.around(node, f"a {node.tagname} of the page"):
                    self._prepare(node)
        self.document["versus_html"] = True

    def _prepare(self, node: nodes.Element) -> None:
        classes = node.attributes["classes"]
        if isinstance(node, nodes.list_item):
            if "versus-claim" in classes:
                node.__class__ = comparison_claim
        elif isinstance(node, nodes.table):
            if _TABLES.intersection(classes):
                _prepare_table(node)
        elif isinstance(node, nodes.paragraph):
            if node.get("is_label"):
                node.__class__ = claim_label
                node["words"], node.children = node.children, []
        elif "versus-divided" in classes:
            self.document["versus_divided"] = True


def _is_ours(node: nodes.Element) -> bool:
    classes = node.attributes["classes"]
    return "is_label" in node or any(name.startswith("versus-") for name in classes)


def _prepare_table(table: nodes.table) -> None:
    wrapper = table.parent
    assert isinstance(wrapper, nodes.Element)
    if wrapper["ids"] == table["ids"]:
        wrapper["ids"] = []
    rows = [row for row in walk_blocks(table) if isinstance(row, nodes.row)]
    names = [plain_text(entry) for entry in rows[0].children]
    for row in rows:
        is_head = isinstance(row.parent, nodes.thead)
        for place, cell in enumerate(row.children):
            assert isinstance(cell, nodes.entry)
            cell.__class__ = comparison_cell
            cell["scope"] = "col" if is_head else "row" if place == 0 else ""
            cell["label"] = names[place] if place < len(names) else ""


class AddTargets(boundary.PostTransform):
    """Give rows and claims a target that writers other than HTML's print.

    They write the ids of sections, but none of rows and list items.
    """

    default_priority = PrepareHtml.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Put the ids of rows and claims into their first paragraph."""
        if self.document.get("versus_html"):
            return
        for node in filter(_loses_id, list(walk_blocks(self.document))):
            assert isinstance(node, nodes.Element)
            with self.around(node, f"the target of a {node.tagname}"):
                _add_target(node)


class SetWidths(boundary.PostTransform):
    """Give the columns of side-by-side tables in LaTeX their widths.

    What it finds for itself cuts the words of the first column off.
    """

    formats = ("latex",)
    default_priority = PrepareHtml.default_priority

    def run(self, **kwargs: Any) -> None:
        """Take a narrow first column, and share the rest."""
        for table in self.document.findall(nodes.table):
            if "versus-table" in table["classes"]:
                with self.around(table, "the widths of a table"):
                    _set_widths(table)


def _set_widths(table: nodes.table) -> None:
    table["classes"].append("colwidths-given")
    first, *others = table.findall(nodes.colspec)
    first["colwidth"] = _FIRST_WIDTH
    for colspec in others:
        colspec["colwidth"] = (100 - _FIRST_WIDTH) / len(others)


def _add_target(node: nodes.Element) -> None:
    paragraph = next(node.findall(nodes.paragraph), None)
    if paragraph is not None:
        paragraph.insert(0, nodes.target("", "", ids=node["ids"]))
        node["ids"] = []


def _loses_id(node: nodes.Node) -> bool:
    if isinstance(node, nodes.row):
        return bool(node["ids"])
    return isinstance(node, nodes.list_item) and "versus-claim" in node["classes"]


def register(app: Sphinx) -> None:
    """Register the nodes, what makes them, and the assets."""
    app.add_node(comparison_cell, html=(visit_comparison_cell, depart_comparison_cell))
    app.add_node(claim_label, html=(visit_claim_label, depart_claim_label))
    app.add_node(comparison_claim, html=(visit_comparison_claim, depart_comparison_claim))
    for transform in (PrepareHtml, SetWidths, AddTargets):
        app.add_post_transform(transform)
    app.connect("builder-inited", serve_assets)
    app.connect("html-page-context", add_assets)
