"""What single builders need on top of the standard nodes, most of them the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_versus.nodes import comparison_cell, comparison_claim
from sphinx_versus.reading.tree import plain_text, walk_blocks
from sphinx_versus.site import boundary

from . import labels
from .drawing import Box, Hub, draw

STATIC_DIR = Path(__file__).parent / "static"
# Side by side, and lists of what stands on other pages.
_TABLES = frozenset({"versus-table", "versus-listing"})
_PREPARED = (nodes.list_item, nodes.table, nodes.container)
# In percent of the table.
_FIRST_WIDTH = 20


def add_assets(app: Sphinx) -> None:
    """Serve the style sheet and the script with the project's own static files."""
    app.config.html_static_path.append(str(STATIC_DIR))
    app.add_css_file("versus.css")
    # Now, and not in setup, because only now the labels have a language.
    attributes: dict[str, Any] = {"data-labels": json.dumps(labels.table_tools())}
    app.add_js_file("versus.js", loading_method="defer", **attributes)


@boundary.handler()
def add_list_tools(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the script for long lists where there is one."""
    if doctree is not None and doctree.get("versus_divided"):
        attributes: dict[str, Any] = {"data-labels": json.dumps(labels.list_tools())}
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
        # EPUB knows drawings in a page only where its package announces them.
        draws = self.app.builder.name != "epub"
        for node in list(walk_blocks(self.document)):
            if isinstance(node, _PREPARED):
                with self.around(node, f"a {node.tagname} of the page"):
                    self._prepare(node, draws=draws)
        self.document["versus_html"] = True

    def _prepare(self, node: nodes.Element, *, draws: bool) -> None:
        classes = node.attributes["classes"]
        if isinstance(node, nodes.list_item):
            if "versus-claim" in classes:
                node.__class__ = comparison_claim
        elif isinstance(node, nodes.table):
            if _TABLES.intersection(classes):
                _prepare_table(node)
        elif draws and isinstance(node, nodes.container) and "versus-map" in classes:
            node.insert(0, nodes.raw("", _drawing(node), format="html"))
        elif "versus-divided" in classes:
            self.document["versus_divided"] = True


def _drawing(container: nodes.container) -> str:
    """Draw the map that a list tells of."""
    hubs, entities = [], {}
    outer = container[0]
    assert isinstance(outer, nodes.bullet_list)
    for item in outer.children:
        assert isinstance(item, nodes.list_item)
        names: dict[str, list[str]] = {"versus-map-side": [], "versus-map-mention": []}
        inner = item[1]
        for entry in inner.children:
            assert isinstance(entry, nodes.list_item)
            box = _box(entry[0])
            names[entry["classes"][0]].append(box.title)
            if entry["classes"] == ["versus-map-side"]:
                entities[box.title] = box
        hubs.append(Hub(_box(item[0]), *map(tuple, names.values())))
    return draw(hubs, entities, labels.map_title())


def _box(paragraph: nodes.Node) -> Box:
    link = next(paragraph.findall(nodes.reference), None)
    if link is None:
        return Box(plain_text(paragraph))
    return Box(plain_text(link), link.get("refuri") or f"#{link['refid']}")


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
