"""Writes a document as Typst code.

Each visitor adds statements to a block of code, whose values Typst joins:
``par({"Some ";emph({"text"});});``. What they call is defined in
``template/book.typ``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_versus.site.book import tables
from sphinx_versus.site.book.writing.base import Writing
from sphinx_versus.site.book.writing.blocks import Blocks
from sphinx_versus.site.book.writing.diagrams import Diagrams
from sphinx_versus.site.book.writing.lists import Lists
from sphinx_versus.site.book.writing.media import Media
from sphinx_versus.site.book.writing.objects import Objects
from sphinx_versus.site.book.writing.sections import Sections
from sphinx_versus.site.book.writing.text import Text
from sphinx_versus.site.trees import standard_name

from .literals import array, string, value

# How many layers of its layout and rules the compiler needs for a node, at most; it stops at
# 64 of them, and the book itself takes some.
_DEEPEST = 50
_STYLED = 6
_LAYERS = {
    **dict.fromkeys(admonitionlabels, 2),
    **dict.fromkeys(("emphasis", "strong", "inline", "container"), 1),
    **dict.fromkeys(("subscript", "superscript", "title_reference"), 1),
    **dict.fromkeys(("bullet_list", "enumerated_list"), 2),
    **dict.fromkeys(("admonition", "block_quote", "topic", "sidebar", "versionmodified"), 2),
    **dict.fromkeys(("hlist", "desc"), 3),
    **dict.fromkeys(("definition_list", "line_block", "figure"), 4),
    # These become narrow soon.
    **dict.fromkeys(("table", "field_list", "option_list"), 6),
}

# What is written with the node that it is a part of.
_PARTS = {
    *("tgroup", "thead", "tbody", "row", "entry", "list_item", "legend", "field", "field_body"),
    *("definition_list_item", "definition", "option_list_item", "description", "desc_content"),
}


class TypstTranslator(Sections, Text, Lists, Blocks, Media, Diagrams, Objects):
    """Writes all nodes, those that a style knows with the style's own functions."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write a node with the function of one of its classes, if there is one."""
        function = ""
        if isinstance(node, nodes.Element) and node["classes"]:
            if "sd-d-none" in node["classes"]:
                raise nodes.SkipNode
            function = self.book.styles.function_for(node)
        layers = _STYLED if function else _LAYERS.get(standard_name(node), 0)
        if not layers:
            super().dispatch_visit(node)
            return
        assert isinstance(node, nodes.Element)
        if self.depth + layers > _DEEPEST:
            self._flat(node)
            raise nodes.SkipNode
        self.depth += layers
        try:
            if function:
                self._styled(node, function)
                raise nodes.SkipNode
            super().dispatch_visit(node)
        except nodes.SkipNode:
            self.depth -= layers
            raise

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Close a node."""
        super().dispatch_departure(node)
        self.depth -= _LAYERS.get(standard_name(node), 0)

    def _flat(self, node: nodes.Element) -> None:
        """Write what the compiler cannot nest any deeper, one paragraph after the other."""
        self.anchor(node)
        if isinstance(node, nodes.Inline):
            for child in node.children:
                child.walkabout(self)
            return
        if not self.is_flat:
            self.warn(
                node,
                "this is nested too deeply for the book, and stands there as plain paragraphs; "
                "take it out of some of the lists, tables and boxes around it",
                "depth",
            )
        self.is_flat += 1
        if standard_name(node) in admonitionlabels:
            self.add(f"par({string(str(admonitionlabels[standard_name(node)]))});")
        self._flat_children(node)
        self.is_flat -= 1

    def _flat_children(self, node: nodes.Element) -> None:
        for place, child in enumerate(node.children):
            if not isinstance(child, nodes.Element):
                child.walkabout(self)
            elif isinstance(child, nodes.list_item) and isinstance(node, nodes.enumerated_list):
                self._paragraph([nodes.Text(f"{node.get('start', 1) + place}. ")])
                self._flat_children(child)
            elif standard_name(child) in _PARTS:
                self.anchor(child)
                self._flat_children(child)
            elif isinstance(child, nodes.TextElement) and standard_name(child) not in (
                "paragraph",
                "title",
            ):
                self.anchor(child)
                self._paragraph(child.children)
            else:
                child.walkabout(self)

    def _paragraph(self, children: Sequence[nodes.Node]) -> None:
        self.add(f"par({self.capture(children)});\n")

    def _styled(self, node: nodes.Element, function: str) -> None:
        self.mark(node)
        if isinstance(node, nodes.table):
            self.add(f"{function}({self.table(node)});\n")
            return
        if not isinstance(node, nodes.section):
            self.anchor(node)
        self.level += isinstance(node, nodes.section)
        items = [self._styled_item(child) for child in node.children]
        level = self.level
        self.level -= isinstance(node, nodes.section)
        kind, classes = string(standard_name(node)), value(node["classes"])
        self.add(
            f"{function}((kind: {kind}, classes: {classes}, "
            f"level: {level}, items: {array(items)}));\n"
        )

    def _styled_item(self, child: nodes.Node) -> str:
        """Return a child as a dictionary: what is in a list's item or a paragraph, or itself."""
        kind, own, classes, name = "text", "", (), ""
        if isinstance(child, nodes.Element):
            kind, classes = standard_name(child), child["classes"]
            own = self.book.styles.function_for(child)
        if own:
            kind, body = "styled", self.capture([child])
        elif isinstance(child, nodes.list_item):
            body = self.cell(child)
        elif isinstance(child, nodes.paragraph):
            body = self.inline(child)
        elif isinstance(child, nodes.field) and len(child.children) == 2:
            name_of, value_of = child.children
            assert isinstance(name_of, nodes.Element)
            assert isinstance(value_of, nodes.Element)
            name = f"name: {self.capture(name_of.children)}, "
            body = self.content(value_of.children)
        else:
            body = self.capture([child])
        return (
            f"(kind: {string(kind)}, classes: {value(classes)}, "
            f"letters: {tables.letters(child)}, {name}body: {body})"
        )


def _add_visitors() -> None:
    """Give the class the visitors that need no code of their own."""
    wrapped = {
        "emphasis": "emph", "strong": "strong", "title_reference": "emph", "cite": "emph",
        "subscript": "sub", "superscript": "super", "literal_emphasis": "code-emph",
        "literal_strong": "code-strong", "manpage": "emph", "acronym": "smaller",
        "generated": "plain", "desc_addname": "plain", "desc_annotation": "emph",
        "desc_type": "plain", "desc_parameter": "plain", "desc_type_parameter": "plain",
    }  # fmt: skip

    def visitor(function: str) -> Callable[[TypstTranslator, nodes.Element], None]:
        return lambda self, node: self.wrap(node, function)

    for name, function in wrapped.items():
        setattr(TypstTranslator, f"visit_{name}", visitor(function))
        setattr(TypstTranslator, f"depart_{name}", Writing.close)
    for name in ("substitution_definition", "meta", "colspec", "decoration",
                 "highlightlang", "pending", "label", "header", "footer",
                 "fontawesome"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", Writing.skip)
    for name in ("desc_content", "only", "PassthroughTextElement", "desc_sig_element",
                 "option_group", "option", "option_string", "option_argument"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", Writing.nothing)
        setattr(TypstTranslator, f"depart_{name}", Writing.nothing)


_add_visitors()
