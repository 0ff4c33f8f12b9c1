"""What single builders need on top of the standard nodes, most of them the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.domain import domain_of
from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Certainty
from sphinx_versus.nodes import (
    become,
    versus_cell,
    versus_claim,
    versus_column,
    versus_group,
    versus_in_short,
    versus_label,
    versus_mark,
    versus_notes,
    versus_statement,
)
from sphinx_versus.site import boundary
from sphinx_versus.site.assets import serve
from sphinx_versus.site.epub import STATIC_DIR as READERS_DIR
from sphinx_versus.site.in_place import (
    SHOWN,
    depart_fold,
    depart_heading,
    fold_content,
    fold_line,
    visit_fold,
    visit_heading,
)
from sphinx_versus.site.lists import add_address
from sphinx_versus.site.trees import fill, plain_text, standard_name, walk_blocks

from . import evidence_labels as evidence
from . import labels
from .latex import RunLabelsIn, SetWidths
from .legend import explanations
from .rows import ArrangeRows, SpanRows, rows_of
from .spans import PlainCells
from .split_tables import SplitTables
from .values import DENSE

STATIC_DIR = Path(__file__).parent / "static"
EPUB_DIR = Path(__file__).parent / "epub" / "static"
# Side by side, and lists of what stands on other pages.
_TABLES = frozenset({"versus-table", "versus-listing"})
# What has levels and stances that are explained in place.
_FINDINGS = ("versus-claim", "versus-findings")
# What scripts and style sheets are told of a cell, if it is known: see `nodes.versus_cell`.
_FACTS = ("value", "sort")


def visit_versus_cell(self: HTML5Translator, node: versus_cell) -> None:
    """Open a cell; docutils has no way to give one a scope."""
    scope = node.get("scope", "")
    tag = "th" if scope else "td"
    told = {"scope": scope, "headers": node.get("headers", ""), "data-label": ""}
    if not any(told.values()):
        told["data-label"] = node.get("label", "")
    told |= {f"data-{fact}": node[fact] for fact in _FACTS if fact in node}
    attributes: dict[str, Any] = {name: value for name, value in told.items() if value}
    if "own_id" in node:
        attributes["ids"] = [node["own_id"]]
    if "morecols" in node:
        attributes["colspan"] = node["morecols"] + 1
    if all(map(_is_blank, node.children)):
        node["classes"].append("versus-blank")
    classes = {"col": "head", "row": "stub", "colgroup": "stub"}.get(scope, "")
    self.body.append(self.starttag(node, tag, "", CLASS=classes, **attributes))
    self.context.append(f"</{tag}>\n")


def _is_blank(block: nodes.Node) -> bool:
    return isinstance(block, nodes.paragraph) and not (block.children or block.get("words"))


def depart_versus_cell(self: HTML5Translator, node: versus_cell) -> None:
    """Close a cell; the header of a dimension gets the link to it."""
    if node.get("scope") in ("row", "col"):
        assert isinstance(node.parent, nodes.Element)
        holder = node.parent if node.parent["ids"] else node
        self.add_permalink_ref(holder, labels.link_to_row())
    self.body.append(self.context.pop())


def visit_versus_claim(self: HTML5Translator, node: versus_claim) -> None:
    """Open a claim; where it is folded, its id stands in what a link is to open."""
    if not _is_folded(node):
        self.visit_list_item(node)
        return
    self.body.append(self.starttag(nodes.Element(), "li", "", CLASS=" ".join(node["classes"])))
    if node["standing"]:
        # Outside of the line, which may hold no links; who jumps to it is told as well.
        ids = [f"{id_}.standing" for id_ in node["ids"][:1]]
        holder = nodes.Element(ids=ids, classes=["versus-standing"])
        self.body.append(self.starttag(holder, "div", ""))
        for mark in node["standing"]:
            mark.walkabout(self)
        self.body.append("</div>\n")
        line = node.children[0]
        assert isinstance(line, fold_line)
        line["described_by"] = "".join(ids)
    visit_fold(self, node)


def depart_versus_claim(self: HTML5Translator, node: versus_claim) -> None:
    """Close a claim, with the link to it."""
    if _is_folded(node):
        depart_fold(self, node)
    self.add_permalink_ref(node, labels.link_to_claim())
    self.depart_list_item(node)


def visit_versus_in_short(self: HTML5Translator, node: versus_in_short) -> None:
    """Open what is in short: a region with its heading as a name, as nothing else ends it."""
    title = node[0]
    assert isinstance(title, nodes.rubric)
    title["heading-level"] = self.section_level + 1
    title["ids"] = [f"{node['ids'][0]}.name"]
    named = {"role": "region", "aria-labelledby": title["ids"][0]}
    self.body.append(self.starttag(node, "div", **named))


def depart_versus_in_short(self: HTML5Translator, _node: versus_in_short) -> None:
    """Close it."""
    self.body.append("</div>\n")


def _is_folded(claim: versus_claim) -> bool:
    return isinstance(claim.children[-1], fold_content)


def visit_versus_statement(self: HTML5Translator, node: versus_statement) -> None:
    """Open what a claim says: a heading that is in sight, where the rest is folded."""
    if isinstance(node.parent, fold_line):
        visit_heading(self, node, below=1)
    else:
        self.visit_paragraph(node)


def depart_versus_statement(self: HTML5Translator, node: versus_statement) -> None:
    """Close what a claim says."""
    if isinstance(node.parent, fold_line):
        depart_heading(self, node)
    else:
        self.depart_paragraph(node)


def visit_versus_label(self: HTML5Translator, node: versus_label) -> None:
    """Write a label as it was written before on this page: a claim has five of them or more."""
    written: dict[tuple[object, ...], str] = self.__dict__.setdefault("versus_labels", {})
    words: Sequence[nodes.Node] = node.get("words", node.children)
    label = (*node["classes"], *map(id, words))
    if label not in written:
        begin = len(self.body)
        self.visit_paragraph(node)
        for word in words:
            word.walkabout(self)
        self.depart_paragraph(node)
        written[label] = "".join(self.body[begin:])
        del self.body[begin:]
    self.body.append(written[label])
    raise nodes.SkipNode


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet and the scripts, and in a book for readers the drawings of marks."""
    serve(app, STATIC_DIR)
    if app.builder.name == "epub":
        serve(app, EPUB_DIR)
        serve(app, READERS_DIR)


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
    if app.builder.name == "epub":
        app.add_css_file("readers.css", priority=900)
        return
    add_address(app)
    attributes: dict[str, Any] = {"data-labels": json.dumps(labels.table_tools())}
    app.add_js_file("versus.js", loading_method="defer", **attributes)
    if doctree.get("versus_claims"):
        levels = {slug(level): evidence.certainty(level) for level in Certainty}
        told = {**evidence.finding_tools(), "levels": levels, "explained": explanations()}
        attributes = {"data-labels": json.dumps(told)}
        app.add_js_file("versus_findings.js", loading_method="defer", **attributes)


class PrepareHtml(boundary.PostTransform):
    """Give tables their scopes and labels, and claims their links."""

    formats = ("html",)
    # After Furo has wrapped tables (500): it copies their ids, which may stand only once.
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Tell cells what they belong to, and the page what is on it."""
        shown: set[str] = set()
        for node in walk_blocks(self.document):
            if isinstance(node, nodes.Element):
                classes = node.attributes["classes"]
                shown.update(classes)
                if isinstance(node, nodes.table) and _TABLES.intersection(classes):
                    with self.around(node, "a table of the page"):
                        _prepare_table(node)
        self.document["versus_shown"] = any(name.startswith("versus-") for name in shown)
        if not shown.isdisjoint(_FINDINGS):
            self.document["versus_claims"] = self.document[SHOWN] = True
        self.document["versus_html"] = True


def _prepare_table(table: nodes.table) -> None:
    wrapper = table.parent
    assert isinstance(wrapper, nodes.Element)
    if wrapper["ids"] == table["ids"]:
        wrapper["ids"] = []
    if "versus-frame" in wrapper["classes"]:
        _wrap(table)
    rows = rows_of(table)
    first = table.get("dimension", 0)
    named: nodes.Element | None = None
    # A phone shows the header of a table of marks, whose cells hold hardly more than their tags:
    # with labels and paragraphs they would be half as heavy again.
    dense = DENSE in table["classes"]
    names = [] if dense else [plain_text(entry) for entry in rows[0].children]
    for row in rows:
        is_head = isinstance(row.parent, nodes.thead)
        for place, cell in enumerate(row.children):
            assert isinstance(cell, nodes.entry)
            if isinstance(row, versus_notes):
                become(cell, versus_cell, headers=_own_id(named))
                continue
            scope = "col" if is_head else "row" if place == first else ""
            if isinstance(row, versus_group):
                scope = "colgroup"
            elif scope and "versus-continued" in row["classes"]:
                # Its name stands above.
                scope = ""
            label = names[place] if place < len(names) else ""
            become(cell, versus_cell, scope=scope, label=label)
            named = cell if scope == "row" else named
            if dense and not scope:
                _unwrap(cell)


def _own_id(name: nodes.Element | None) -> str:
    """Return the id of the cell that names a row, which gets one that no row has."""
    if name is None or not (isinstance(name.parent, nodes.Element) and name.parent["ids"]):
        return ""
    name["own_id"] = f"{name.parent['ids'][0]}.name"
    return str(name["own_id"])


def _unwrap(cell: nodes.entry) -> None:
    """Take away the paragraph around what a cell says, if that is a mark and a word or two."""
    only = cell.children[0] if len(cell.children) == 1 else None
    if (
        type(only) is nodes.paragraph
        and not (only["ids"] or only["classes"])
        and all(isinstance(child, nodes.Text | versus_mark) for child in only.children)
    ):
        fill(cell, only.children)


def _wrap(table: nodes.table) -> None:
    """Put a table into what scrolls it, as Furo does: the tools above it stay where they are."""
    frame = table.parent
    assert isinstance(frame, nodes.Element)
    frame.replace(table, nodes.container("", table, classes=["table-wrapper"]))


class AddTargets(boundary.PostTransform):
    """Give rows and claims a target that writers other than HTML's print.

    They write the ids of sections, but none of rows and list items.
    """

    default_priority = PrepareHtml.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Put the ids of rows and claims into their first paragraph."""
        if self.document.get("versus_html"):
            return
        for node in filter(_loses_id, walk_blocks(self.document)):
            assert isinstance(node, nodes.Element)
            with self.around(node, f"the target of a {standard_name(node)}"):
                _add_target(node)


def _add_target(node: nodes.Element) -> None:
    paragraph = next(node.findall(nodes.paragraph), None)
    if paragraph is not None:
        paragraph.insert(0, nodes.target("", "", ids=node["ids"]))
        node["ids"] = []


def _loses_id(node: nodes.Node) -> bool:
    if isinstance(node, nodes.row | versus_column):
        return bool(node["ids"])
    return isinstance(node, versus_claim | versus_in_short) and bool(node["ids"])


_VISITORS: dict[type[nodes.Element], Any] = {
    versus_cell: (visit_versus_cell, depart_versus_cell),
    versus_claim: (visit_versus_claim, depart_versus_claim),
    versus_in_short: (visit_versus_in_short, depart_versus_in_short),
    versus_label: (visit_versus_label, None),
    versus_statement: (visit_versus_statement, depart_versus_statement),
}


_TRANSFORMS = (
    *(ArrangeRows, SplitTables, SpanRows, PlainCells),
    *(PrepareHtml, RunLabelsIn, SetWidths, AddTargets),
)


def register(app: Sphinx) -> None:
    """Register how HTML writes nodes, what prepares them, and the assets."""
    for kind, visitors in _VISITORS.items():
        app.add_node(kind, override=True, html=visitors)
    for transform in _TRANSFORMS:
        app.add_post_transform(transform)
    app.connect("builder-inited", serve_assets)
    app.connect("html-page-context", add_assets)
