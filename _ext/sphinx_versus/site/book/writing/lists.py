"""Lists of all kinds."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_versus.site.book import literals
from sphinx_versus.site.book.literals import array, string, value

from .base import Writing

# How much of a line the names of fields and options have at most.
_NAME = 0.35


class Lists(Writing):
    """Writes lists."""

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list; one of class ``references`` is a list of sources."""
        self.mark(node)
        self.anchor(node)
        if "references" in node["classes"]:
            for item in node.children:
                assert isinstance(item, nodes.Element)
                self.add(f'source("", {self.source(item, item.children)});\n')
        else:
            self._items("bullets", node)
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list."""
        self.mark(node)
        self.anchor(node)
        sign = {
            "arabic": "1", "loweralpha": "a", "upperalpha": "A",
            "lowerroman": "i", "upperroman": "I",
        }.get(node.get("enumtype", "arabic"), "1")  # fmt: skip
        numbering = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.') or '.'}"
        start = node.get("start", 1)
        self._items(f"numbered.with({string(numbering)}, {value(start)})", node)
        raise nodes.SkipNode

    def _items(self, function: str, node: nodes.Element) -> None:
        tight = all(_is_short(item) for item in node.children)
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            items.append(self._item(item))
        self.add(f"{function}({value(tight)}, {array(items)});\n")

    def _item(self, item: nodes.Element) -> str:
        """Return what is in a list's item; a single paragraph is no paragraph of its own."""
        if self.book.styles.function_for(item):
            return self.capture([item])
        return self.cell(item)

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Write an item outside of what `visit_bullet_list` handles."""
        self.anchor(node)

    depart_list_item = Writing.nothing

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Write terms and their definitions."""
        self.mark(node)
        self.anchor(node)
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            terms = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
            # Several for one definition stand below each other.
            shown = [self.capture(group) for group in _by_term(terms)]
            items += [f"({term}, none)" for term in shown[:-1]]
            rest = [c for c in item.children if c not in terms]
            # No page ends with a term: what it means is the next line of the same paragraph.
            begin = [child for c in rest[:1] for child in c.children]
            body = f"{{{self.begun(begin)};{self.capture(rest[1:])}}}"
            items.append(f"({shown[-1] if shown else 'none'}, {body})")
        self.add(f"definitions({array(items)});\n")
        raise nodes.SkipNode

    def visit_term(self, node: nodes.term) -> None:
        """Write a term."""
        self.add("{")
        self.anchor(node)

    def depart_term(self, node: nodes.term) -> None:
        """Close a term."""
        self.add("};")

    def visit_classifier(self, node: nodes.classifier) -> None:
        """Write what kind of thing a term is."""
        self.add('classifier({": ";')

    depart_classifier = Writing.close

    def visit_definition(self, node: nodes.definition) -> None:
        """Write a definition."""
        self.anchor(node)

    depart_definition = Writing.nothing

    def visit_field_list(self, node: nodes.Element) -> None:
        """Write names and values."""
        self.mark(node)
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            if len(item.children) == 2:
                name, body = item.children
                assert isinstance(name, nodes.Element)
                assert isinstance(body, nodes.Element)
                shown = self.capture(name.children, share=_NAME)
                items.append(f"({shown}, {self.cell(body, 1 - _NAME)})")
            else:
                items.append(f'("", {self.capture([item])})')
        self._fields(items, node)
        raise nodes.SkipNode

    def _fields(self, items: list[str], node: nodes.Element) -> None:
        """Write names and values; where a name has more than its share, columns get theirs."""
        names = [item.children[0].astext() for item in node.children if item.children]
        is_long = max(map(len, names), default=0) > self.room * _NAME
        self.add(f"fields({array(items)}, {value(_NAME if is_long else 0)});\n")

    visit_docinfo = visit_field_list
    visit_field = Writing.nothing
    depart_field = Writing.nothing

    def visit_field_name(self, node: nodes.field_name) -> None:
        """Write the name of a field that stands alone."""
        self.wrap(node, "strong")

    depart_field_name = Writing.close
    visit_field_body = Writing.nothing
    depart_field_body = Writing.nothing

    def visit_option_list(self, node: nodes.option_list) -> None:
        """Write options of a command and what they do."""
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            group, description = item.children
            assert isinstance(group, nodes.Element)
            options = ", ".join(option.astext() for option in group.children)
            name = literals.code_text(options, self.room * _NAME)
            items.append(f"({{{name}}}, {self.capture([description], share=1 - _NAME)})")
        self._fields(items, node)
        raise nodes.SkipNode

    visit_description = Writing.nothing
    depart_description = Writing.nothing

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Write lines as they are."""
        self.mark(node)
        lines = [self.capture([child]) for child in node.children]
        nested = isinstance(node.parent, nodes.line_block)
        self.add(f"lines({value(nested)}, {array(lines)});\n")
        raise nodes.SkipNode

    visit_line = Writing.nothing
    depart_line = Writing.nothing

    def visit_hlist(self, node: nodes.Element) -> None:
        """Write a list in columns."""
        share = 1 / max(1, len(node.children))
        columns = [self.capture(column.children, share=share) for column in node.children]
        self.add(f"side-by-side({array(columns)});\n")
        raise nodes.SkipNode


def _by_term(terms: Sequence[nodes.Node]) -> list[list[nodes.Node]]:
    """Return terms, each with the classifiers that follow it."""
    groups: list[list[nodes.Node]] = []
    for node in terms:
        if isinstance(node, nodes.term) or not groups:
            groups.append([])
        groups[-1].append(node)
    return groups


def _is_short(item: nodes.Node) -> bool:
    """Say whether a list's item is a single paragraph, with a list below it perhaps."""
    paragraphs = [c for c in item.children if not isinstance(c, nodes.bullet_list | nodes.comment)]
    return len(paragraphs) <= 1
