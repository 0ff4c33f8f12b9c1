"""What all visitors share: the code that is written, its place, and nested content."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, groupby, pairwise
from logging import ERROR, WARNING
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from sphinx_versus.site.book import tables
from sphinx_versus.site.book.links import Links, Place
from sphinx_versus.site.book.literals import block, string
from sphinx_versus.site.book.settings import TURNED

if TYPE_CHECKING:
    from sphinx_versus.site.book.assets import Assets
    from sphinx_versus.site.book.maths import Formulas
    from sphinx_versus.site.book.styles import Styles

logger = logging.getLogger(__name__)


# So many letters are a few words.
_FEW = 300
# So many are a third of a page.
_LITTLE = 900


@dataclass
class Book:
    """What the chapters of a book share while they are written."""

    links: Links
    assets: Assets
    formulas: Formulas
    styles: Styles
    # The documents of the book, and the address of one that is not in it.
    chapters: Collection[str]
    online: Callable[[str], str]
    # How many letters surely stand on a line of the page, and which words a hyphen can divide.
    room: float
    divided: re.Pattern[str]
    # Signs that perhaps no font has, each with the first place where it stands.
    signs: dict[str, Place] = field(default_factory=dict)
    problems: int = 0
    # The documents and the names of the nodes in them that nothing here can write.
    unknown: set[tuple[str, str]] = field(default_factory=set)
    # The levels and texts of all headings, and what is added to the levels: 1 within a part.
    headings: list[tuple[int, str]] = field(default_factory=list)
    offset: int = 0

    def note_heading(self, level: int, number: str | None, text: str) -> None:
        """Keep a heading for the contents; ``level`` is without the offset."""
        self.headings.append((level + self.offset, f"{number} {text}" if number else text))


class Writing(SphinxTranslator):
    """Writes one document; the statements are in ``body`` afterwards.

    ``level`` is the level of the document's first heading.
    """

    builder: Builder

    def __init__(
        self, document: nodes.document, builder: Builder, book: Book, docname: str, level: int
    ) -> None:
        super().__init__(document, builder)
        self.book = book
        self.docname = docname
        self.body: list[str] = []
        self.level = level - 1
        self.number_prefix = builder.env.toc_secnumbers.get(docname, {})
        # How deep in boxes we are, where no new page can begin.
        self.inside = 0
        # In how many of the compiler's layers, and in how many nodes that could have no more.
        self.depth = 0
        self.is_flat = 0
        # How many letters surely stand on a line here.
        self.room = book.room
        self.without_pages = 0
        self.in_title = 0
        self.in_signature = 0
        self.in_head = 0
        # The notes of the head of the table that is being written, by id.
        self.head_notes: dict[str, str] = {}
        self.verbatim = 0
        self._footnotes: dict[str, nodes.footnote] = {
            anchor: note for note in document.findall(nodes.footnote) for anchor in note["ids"]
        }
        # Ids of notes: those that are written, those with a letter in the head of a table, and
        # those that stand with a number in the text and not at the foot of a page.
        self._noted: set[str] = set()
        self._lettered: dict[str, str] = {}
        self._below: set[str] = set()
        self._line = 0

    def add(self, statement: str) -> None:
        """Add a statement."""
        self.body.append(statement)

    def capture(
        self, children: Iterable[nodes.Node], *, boxed: bool = True, share: float = 1
    ) -> str:
        """Return the statements of some nodes as one block of code.

        ``share`` is how much of the line's room they have.
        """
        before, self.body, room = self.body, [], self.room
        self.inside += boxed
        self.room *= share
        for child in children:
            child.walkabout(self)
        self.inside -= boxed
        written, self.body, self.room = self.body, before, room
        return block("".join(written))

    def place(self, node: nodes.Node) -> Place:
        """Return the nearest place in a source file that is known."""
        at: nodes.Node | None = node
        source, line = None, None
        # MyST gives some nodes the line 0.
        while at is not None and not (source and line):
            source = source or at.source
            line = line or at.line
            at = at.parent
        if source is None:
            source = str(self.builder.env.doc2path(self.docname))
        return Place(self.docname, source, line)

    def warn(self, node: nodes.Node, message: str, subtype: str, *, lost: bool = False) -> None:
        """Report a problem at a node's place in its file; an error if words are lost."""
        self.book.problems += 1
        logger.log(
            ERROR if lost else WARNING,
            message,
            location=str(self.place(node)),
            type="typst_book",
            subtype=subtype,
        )

    def targets(self, node: nodes.Element) -> list[str]:
        """Return the names that links know a node by."""
        return [f"{self.docname}#{anchor}" for anchor in node["ids"]]

    def anchor(self, node: nodes.Element) -> None:
        """Set a label for a node that has ids; what comes again has those of its whole."""
        if node["ids"] and not (self.in_title or self.in_head):
            self.add(self.book.links.anchor(self.targets(node)))

    def mark(self, node: nodes.Node) -> None:
        """Leave the place in the code, for messages of the compiler."""
        if node.line and node.line != self._line:
            self._line = node.line
            self.add(f"/*{node.line}*/")

    def unknown_visit(self, node: nodes.Node) -> None:
        """Report a node that nothing here can write, once for each document; its text is kept."""
        name = node.__class__.__name__
        if (self.docname, name) not in self.book.unknown:
            self.book.unknown.add((self.docname, name))
            kept = "its text is kept as it is" if node.children else "nothing of it is in the book"
            self.warn(
                node,
                f'the book has no way to show "{name}"; {kept}',
                "unknown_node",
                lost=not node.children,
            )
        self.add("{")

    def unknown_departure(self, node: nodes.Node) -> None:
        """Close what `unknown_visit` has opened."""
        self.add("};")

    def nothing(self, node: nodes.Node) -> None:
        """Write the children only."""

    def skip(self, node: nodes.Node) -> None:
        """Write nothing."""
        raise nodes.SkipNode

    def wrap(self, node: nodes.Element, function: str) -> None:
        """Write a function's call around the children, and its anchor before it."""
        self.anchor(node)
        self.add(f"{function}({{")

    def close(self, node: nodes.Node) -> None:
        """Close what `wrap` has opened."""
        self.add("});")

    def flow(self, node: nodes.Element) -> None:
        """Write children one after the other, those that are too wide on pages turned round."""
        for wide, group in groupby(self._with_width(node.children), lambda pair: pair[1]):
            children = [child for child, _ in group]
            if wide:
                self.add(f"turned({self.capture(children, share=TURNED)});\n")
            else:
                for child in children:
                    child.walkabout(self)

    def _with_width(self, children: Sequence[nodes.Node]) -> list[tuple[nodes.Node, bool]]:
        """Return nodes, each with whether it goes on a page turned round.

        A heading and a few words go with what follows them. What comes between two wide nodes
        goes with them if it has no section, and so does what would have a page of its own.
        """
        wide = [not self.inside and self.is_wide(child) for child in children]
        places = [place for place, is_wide in enumerate(wide) if is_wide]
        for before, after in pairwise([-1, *places, len(children)] if places else []):
            between = children[before + 1 : after]
            if before < 0:
                goes_along = all(map(_leads, between))
            else:
                has_section = any(isinstance(child, nodes.section) for child in between)
                is_end = after == len(children)
                goes_along = sum(len(child.astext()) for child in between) <= _LITTLE or not (
                    has_section or is_end
                )
            wide[before + 1 : after] = [goes_along] * len(between)
        return list(zip(children, wide, strict=True))

    def is_wide(self, node: nodes.Node) -> bool:
        """Say whether a node needs a page turned round.

        A section does if it begins with such a node and has no upright section.
        """
        if isinstance(node, nodes.section) and not self.book.styles.is_wide(node):
            rest = [*dropwhile(_leads, node.children)]
            sections = [child for child in rest if isinstance(child, nodes.section)]
            return bool(rest) and all(map(self.is_wide, [rest[0], *sections]))
        if not isinstance(node, nodes.Element):
            return False
        if self.book.styles.is_wide(node):
            return True
        if isinstance(node, nodes.container) and len(node.children) == 1:
            return self.is_wide(node.children[0])
        if not isinstance(node, nodes.table) or tables.columns_of(node) <= self.book.styles.columns:
            return False
        # Many columns of digits have room on an upright page.
        return not tables.shape_of(node, self.room).natural

    def note_signs(self, node: nodes.Node, text: str) -> None:
        """Keep the first place of each sign that a font may lack."""
        signs = self.book.signs
        for sign in set(text):
            if sign > "\u024f" and sign not in signs:
                signs[sign] = self.place(node)

    def cell(self, node: nodes.Element, share: float = 1) -> str:
        """Return what is in an item or a cell.

        A paragraph stays one even where it stands alone: a grid lays its cells
        out twice, and the compiler remembers a paragraph, but not loose text.
        """
        return self.opened(node, self.capture(node.children, share=share))

    def content(self, children: Sequence[nodes.Node]) -> str:
        """Return some nodes; a paragraph that stands alone is none of its own."""
        only = children[0] if len(children) == 1 else None
        if isinstance(only, nodes.paragraph) and not self.book.styles.function_for(only):
            return self.inline(only)
        return self.capture(children)

    def begun(self, children: Sequence[nodes.Node]) -> str:
        """Return some nodes, the first of which goes on with the paragraph before it."""
        content = self.content(children[:1])
        return f"{{{content};{self.capture(children[1:])}}}" if len(children) > 1 else content

    def inline(self, paragraph: nodes.paragraph) -> str:
        """Return what is in a paragraph."""
        return self.opened(paragraph, self.capture(paragraph.children))

    def opened(self, node: nodes.Element, content: str) -> str:
        """Return content with the anchor of its node before it."""
        before, self.body = self.body, []
        self.mark(node)
        self.anchor(node)
        opening, self.body = "".join(self.body), before
        return f"{{{opening}{content[1:]}" if opening else content

    def boxed(self, node: nodes.Element, function: str) -> None:
        """Write the children as the one argument of a function."""
        self.mark(node)
        self.anchor(node)
        self.add(f"{function}({self.capture(node.children)});\n")

    def figure_number(self, node: nodes.Element, kind: str, form: str = "") -> str:
        """Return the number that Sphinx has given, as it is to be shown, or none."""
        env = self.builder.env
        numbers = env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        for anchor in node["ids"]:
            if anchor in numbers:
                shown = ".".join(map(str, numbers[anchor]))
                form = form or str(env.config.numfig_format.get(kind, "%s"))
                return string(form % shown)
        return "none"

    def source(self, node: nodes.Element, body: Sequence[nodes.Node]) -> str:
        """Return a source with its target, followed by where it is cited."""
        targets = self.targets(node)
        content = self.content(body)
        if not targets:
            return content
        links = self.book.links
        # The anchor stands in the text, so that a link leads to the line itself.
        return f"{{{links.anchor(targets)}{content};{''.join(map(links.cited, targets))}}}"


def _leads(node: nodes.Node) -> bool:
    """Return whether a node only leads to what follows it: a heading, or a few words."""
    if isinstance(node, nodes.paragraph):
        return len(node.astext()) <= _FEW
    return isinstance(node, nodes.Titular | nodes.Invisible)
