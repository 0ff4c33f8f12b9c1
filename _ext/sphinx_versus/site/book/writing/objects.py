"""What Sphinx adds: objects, glossaries, grammars, the index."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.site.book.literals import array, string

from .base import Writing


class Objects(Writing):
    """Writes the nodes of Sphinx."""

    def visit_index(self, node: nodes.Element) -> None:
        """The index is made from the environment; its targets are those of other nodes."""
        raise nodes.SkipNode

    def visit_toctree(self, node: nodes.Element) -> None:
        """The documents of a table of contents follow their parent."""
        raise nodes.SkipNode

    def visit_glossary(self, node: nodes.Element) -> None:
        """Write a glossary."""
        self.anchor(node)

    depart_glossary = Writing.nothing

    def visit_productionlist(self, node: nodes.Element) -> None:
        """Write a grammar."""
        self.mark(node)
        self.verbatim += 1
        rules = [self.capture([rule]) for rule in node.children]
        self.verbatim -= 1
        self.add(f"grammar({array(rules)});\n")
        raise nodes.SkipNode

    def visit_production(self, node: nodes.Element) -> None:
        """Write a rule of a grammar."""
        self.anchor(node)

    depart_production = Writing.nothing

    def visit_desc(self, node: nodes.Element) -> None:
        """Write the description of an object: its signatures, then its text."""
        self.mark(node)
        signatures = [c for c in node.children if isinstance(c, addnodes.desc_signature)]
        rest = [c for c in node.children if c not in signatures]
        shown = [self.capture([signature]) for signature in signatures]
        self.add(f"description({array(shown)}, {self.capture(rest)});\n")
        raise nodes.SkipNode

    def visit_desc_signature(self, node: nodes.Element) -> None:
        """Write a signature."""
        self.anchor(node)
        self.in_signature += 1

    def depart_desc_signature(self, node: nodes.Element) -> None:
        """Close a signature."""
        self.in_signature -= 1

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        """Write a line of a signature."""

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        """Close the line."""
        self.add("linebreak();")

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Write the parameters in brackets, with commas between them."""
        self._brackets(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        """Write the type parameters in brackets."""
        self._brackets(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Write what may be left out, in brackets."""
        self._brackets(node, "[", "]")

    def _brackets(self, node: nodes.Element, opening: str, closing: str) -> None:
        pieces = [string(opening)]
        for place, child in enumerate(node.children):
            pieces += [string(", ")] if place else []
            pieces.append(self.capture([child]))
        self.add(";".join([*pieces, string(closing)]) + ";")
        raise nodes.SkipNode

    def visit_desc_returns(self, node: nodes.Element) -> None:
        """Write what is returned."""
        self.add('" → ";{')

    def depart_desc_returns(self, node: nodes.Element) -> None:
        """Close what is returned."""
        self.add("};")

    def visit_desc_name(self, node: nodes.Element) -> None:
        """Write the name of an object."""
        self.wrap(node, "strong")

    depart_desc_name = Writing.close
    visit_desc_inline = Writing.nothing
    depart_desc_inline = Writing.nothing

    def visit_acks(self, node: nodes.Element) -> None:
        """Write names as a list."""

    depart_acks = Writing.nothing
