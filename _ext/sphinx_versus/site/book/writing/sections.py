"""Documents, sections and their headings."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.site.book.literals import string, value

from .references import References


class Sections(References):
    """Writes a document and its sections."""

    def visit_document(self, node: nodes.document) -> None:
        """Write the whole document."""
        first = next((c for c in node.children if isinstance(c, nodes.section)), None)
        if first is not None and self.level == 0 and self.is_wide(first):
            # Within a page that is turned round none can begin.
            self.new_page(first)
        self.flow(node)
        self.loose_notes()
        raise nodes.SkipNode

    def visit_section(self, node: nodes.section) -> None:
        """Write a section; its heading is written with its title."""
        self.level += 1
        if not node.children or not isinstance(node[0], nodes.title):
            self.anchor(node)
        elif self.level == 1 and not self.inside:
            self.new_page(node)
        self.flow(node)
        self.level -= 1
        raise nodes.SkipNode

    def new_page(self, section: nodes.section) -> None:
        """Begin the page of a chapter, whose heads say its title."""
        number, name = self._number(section), _words_of(section[0])
        self.add(f"new-page({value(number)}, {string(name)});\n")

    def visit_title(self, node: nodes.title) -> None:
        """Write a heading, or the title of whatever has one."""
        parent = node.parent
        if isinstance(parent, nodes.section):
            self.mark(node)
            targets = self.targets(parent)
            # Contents and running heads repeat a heading: no label may stand in it.
            for part in node.findall(nodes.Element):
                targets += self.targets(part)
            if isinstance(parent.parent, nodes.document):
                targets.insert(0, f"{self.docname}#")
            label = self.book.links.label(targets)
            self.in_title += 1
            content = self.capture(node.children)
            self.in_title -= 1
            level, number = max(self.level, 1), self._number(parent)
            self.book.note_heading(level, number, _words_of(node))
            self.add(f"head({level}, {value(number)}, {label}, {content});\n")
        else:
            self.add(f"title-of-block({self.capture(node.children)});\n")
        raise nodes.SkipNode

    def _number(self, section: nodes.section) -> str | None:
        for anchor in [f"#{anchor}" for anchor in section["ids"]]:
            if anchor in self.number_prefix:
                return ".".join(map(str, self.number_prefix[anchor]))
        if isinstance(section.parent, nodes.document) and "" in self.number_prefix:
            return ".".join(map(str, self.number_prefix[""]))
        return None

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Write a subtitle."""
        self.wrap(node, "subtitle")

    depart_subtitle = References.close

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Write a heading that is in no table of contents."""
        self.wrap(node, "rubric")

    depart_rubric = References.close

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Write the children."""

    depart_start_of_file = References.nothing


def _words_of(title: nodes.Node) -> str:
    """Return the text of a title without the marks of notes."""
    return "".join(
        text.astext()
        for text in title.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
