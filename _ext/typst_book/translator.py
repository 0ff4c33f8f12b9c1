"""Writes a document as Typst code.

Each visitor adds statements to a block of code, whose values Typst joins:
``par({"Some ";emph({"text"});});``. What they call is defined in
``template/book.typ``.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from .literals import array, string, value
from .writing.base import Writing
from .writing.blocks import Blocks
from .writing.lists import Lists
from .writing.media import Media
from .writing.objects import Objects
from .writing.references import References
from .writing.sections import Sections
from .writing.text import Text


class TypstTranslator(Sections, Text, References, Lists, Blocks, Media, Objects):
    """Writes all nodes, those that a style knows with the style's own functions."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write a node with the function of one of its classes, if there is one."""
        if isinstance(node, nodes.Element) and node["classes"]:
            if "sd-d-none" in node["classes"]:
                raise nodes.SkipNode
            function = self.book.styles.function_for(node)
            if function:
                self._styled(node, function)
                raise nodes.SkipNode
        super().dispatch_visit(node)

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
        self.add(
            f"{function}((kind: {string(node.tagname)}, classes: {value(node['classes'])}, "
            f"level: {level}, items: {array(items)}));\n"
        )

    def _styled_item(self, child: nodes.Node) -> str:
        """Return a child as a dictionary: what is in a list's item or a paragraph, or itself."""
        if not isinstance(child, nodes.Element):
            return f'(kind: "text", classes: (), body: {self.capture([child])})'
        own = self.book.styles.function_for(child)
        if own:
            body = self.capture([child])
        elif isinstance(child, nodes.list_item):
            body = self.cell(child)
        elif isinstance(child, nodes.paragraph):
            body = self.inline(child)
        else:
            body = self.capture([child])
        if isinstance(child, nodes.field) and not own and len(child.children) == 2:
            name, value_of = child.children
            assert isinstance(name, nodes.Element)
            assert isinstance(value_of, nodes.Element)
            return (
                f'(kind: "field", classes: {value(child["classes"])}, '
                f"name: {self.capture(name.children)}, body: {self.content(value_of.children)})"
            )
        kind, classes = string("styled" if own else child.tagname), value(child["classes"])
        return f"(kind: {kind}, classes: {classes}, body: {body})"


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
    for name in ("comment", "substitution_definition", "meta", "colspec", "decoration",
                 "highlightlang", "pending", "label", "header", "footer"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", Writing.skip)
    for name in ("desc_content", "only", "PassthroughTextElement", "desc_sig_element",
                 "option_group", "option", "option_string", "option_argument"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", Writing.nothing)
        setattr(TypstTranslator, f"depart_{name}", Writing.nothing)


_add_visitors()
