"""Nodes of our own: one placeholder, and three that only HTML ever sees."""

from __future__ import annotations

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.showing import labels


class request_place(nodes.General, nodes.Element):
    """The place of what other pages say; gone before any writer sees it.

    ``request`` is a `requests.Request`. The first child is shown if it is a
    link that leads nowhere; the others stay beside the answer.
    """


class comparison_cell(nodes.entry):
    """A cell of a side-by-side table, in HTML.

    ``scope`` is ``"col"``, ``"row"`` or empty; ``label`` is the name of its
    column, shown where the table is laid out as cards.
    """


class comparison_claim(nodes.list_item):
    """A claim in a list of evidence, in HTML."""


class claim_labels(nodes.Part, nodes.Element):
    """Labels among the parts of a claim, or what it is about, on a page of HTML.

    One node stands in all places of a page that say the same; its parent is
    any of them. ``paragraphs`` are no children, so that nothing but the writer
    comes across them, and they are written once.
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


def visit_claim_labels(self: HTML5Translator, node: claim_labels) -> None:
    """Write labels, each as it was written the first time."""
    if "html" not in node:
        before = len(self.body)
        for paragraph in node["paragraphs"]:
            paragraph.parent = node.parent
            paragraph.walkabout(self)
        node["html"] = "".join(self.body[before:])
        del self.body[before:]
    self.body.append(node["html"])
    raise nodes.SkipNode
