"""Writes a document as Typst code.

Each visitor adds statements to a block of code, whose values Typst joins:
``par({"Some ";emph({"text"});});``. What they call is defined in
``template/book.typ``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from . import literals, tables
from .links import SCHEME, Links, Place, target_of
from .literals import array, block, string, value

if TYPE_CHECKING:
    from .builder import TypstBuilder
    from .maths import Formulas
    from .styles import Styles

logger = logging.getLogger(__name__)

_LANGUAGES = {
    "python3": "python", "py3": "python", "pycon": "python", "pycon3": "python",
    "ipython": "python", "ipython3": "python", "default": "python",
    "shell": "bash", "console": "bash", "shell-session": "bash", "sh": "bash",
    "rst": "restructuredtext", "rest": "restructuredtext", "myst": "markdown",
    "text": "", "none": "", "guess": "",
}  # fmt: skip

# References to these say themselves where they lead.
_WITHOUT_PAGE = {"footnote-reference", "xref-plain"}


@dataclass
class Book:
    """What the chapters of a book share while they are written."""

    links: Links
    formulas: Formulas
    styles: Styles
    # Signs that perhaps no font has, each with the first place where it stands.
    signs: dict[str, Place] = field(default_factory=dict)
    problems: int = 0


class TypstTranslator(SphinxTranslator):
    """Writes one document; the statements are in ``body`` afterwards.

    ``level`` is the level of the document's first heading.
    """

    def __init__(
        self, document: nodes.document, builder: TypstBuilder, book: Book, docname: str, level: int
    ) -> None:
        super().__init__(document, builder)
        self.book = book
        self.docname = docname
        self.body: list[str] = []
        self.level = level - 1
        self.number_prefix = builder.env.toc_secnumbers.get(docname, {})
        # How deep in boxes we are, where no new page can begin.
        self._inside = 0
        self._plain_links = 0
        self._in_title = 0
        self._in_signature = 0
        self._verbatim = 0
        self._footnotes: dict[str, nodes.footnote] = {
            anchor: note for note in document.findall(nodes.footnote) for anchor in note["ids"]
        }
        self._noted: set[str] = set()
        self._line: tuple[str, int] | None = None

    # Machinery -------------------------------------------------------------

    def add(self, statement: str) -> None:
        """Add a statement."""
        self.body.append(statement)

    def capture(self, children: Iterable[nodes.Node], *, boxed: bool = True) -> str:
        """Return the statements of some nodes as one block of code."""
        before, self.body = self.body, []
        self._inside += boxed
        for child in children:
            child.walkabout(self)
        self._inside -= boxed
        written, self.body = self.body, before
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

    def warn(self, node: nodes.Node, message: str, subtype: str) -> None:
        """Report a problem at a node's place in its file."""
        self.book.problems += 1
        logger.warning(message, location=str(self.place(node)), type="typst_book", subtype=subtype)

    def targets(self, node: nodes.Element) -> list[str]:
        """Return the names that links know a node by."""
        return [f"{self.docname}#{anchor}" for anchor in node["ids"]]

    def anchor(self, node: nodes.Element) -> None:
        """Set a label for a node that has ids."""
        if node["ids"] and not self._in_title:
            self.add(self.book.links.anchor(self.targets(node)))

    def mark(self, node: nodes.Node) -> None:
        """Leave the place in the code, for messages of the compiler."""
        if node.line and node.line != self._line:
            self._line = node.line
            self.add(f"/*{node.line}*/")

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
            self.add(f"{function}({self._table(node)});\n")
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
            body = self._cell(child)
        elif isinstance(child, nodes.paragraph):
            body = self._inline(child)
        else:
            body = self.capture([child])
        if isinstance(child, nodes.field) and not own and len(child.children) == 2:
            name, value_of = child.children
            assert isinstance(name, nodes.Element)
            assert isinstance(value_of, nodes.Element)
            return (
                f'(kind: "field", classes: {value(child["classes"])}, '
                f"name: {self.capture(name.children)}, body: {self._cell(value_of)})"
            )
        kind, classes = string("styled" if own else child.tagname), value(child["classes"])
        return f"(kind: {kind}, classes: {classes}, body: {body})"

    def unknown_visit(self, node: nodes.Node) -> None:
        """Report a node that nothing here can write; its text is kept."""
        self.warn(
            node,
            f'the book has no way to show "{node.__class__.__name__}"; its text is kept as it is',
            "unknown_node",
        )
        self.add("{")

    def unknown_departure(self, node: nodes.Node) -> None:
        """Close what `unknown_visit` has opened."""
        self.add("};")

    def _nothing(self, node: nodes.Node) -> None:
        """Write the children only."""

    def _skip(self, node: nodes.Node) -> None:
        """Write nothing."""
        raise nodes.SkipNode

    def _wrap(self, node: nodes.Element, function: str) -> None:
        """Write a function's call around the children, and its anchor before it."""
        self.anchor(node)
        self.add(f"{function}({{")

    def _close(self, node: nodes.Node) -> None:
        self.add("});")

    # The document and its sections --------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        """Write the whole document."""
        self._flow(node)
        raise nodes.SkipNode

    def _flow(self, node: nodes.Element) -> None:
        """Write children one after the other, those that are too wide on pages turned round."""
        turned: list[nodes.Node] = []
        for child in node.children:
            if not self._inside and self._is_wide(child):
                turned.append(child)
                continue
            self._turn(turned)
            turned = []
            child.walkabout(self)
        self._turn(turned)

    def _turn(self, children: list[nodes.Node]) -> None:
        if children:
            self.add(f"turned({self.capture(children)});\n")

    def _is_wide(self, node: nodes.Node) -> bool:
        if isinstance(node, nodes.section):
            if self.level == 0:
                return False
            if not self.book.styles.is_wide(node):
                first = next((c for c in node.children if not isinstance(c, nodes.Titular)), None)
                return first is not None and self._is_wide(first)
            return True
        if not isinstance(node, nodes.Element):
            return False
        if self.book.styles.is_wide(node):
            return True
        if isinstance(node, nodes.container) and len(node.children) == 1:
            return self._is_wide(node.children[0])
        return isinstance(node, nodes.table) and tables.columns_of(node) > self.book.styles.columns

    def visit_section(self, node: nodes.section) -> None:
        """Write a section; its heading is written with its title."""
        self.level += 1
        if not node.children or not isinstance(node[0], nodes.title):
            self.anchor(node)
        self._flow(node)
        self.level -= 1
        raise nodes.SkipNode

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
            self._in_title += 1
            content = self.capture(node.children)
            self._in_title -= 1
            self.add(
                f"head({max(self.level, 1)}, {self._number(parent)}, {label}, "
                f"{string(node.astext())}, {content});\n"
            )
        else:
            self.add(f"title-of-block({self.capture(node.children)});\n")
        raise nodes.SkipNode

    def _number(self, section: nodes.section) -> str:
        for anchor in [f"#{anchor}" for anchor in section["ids"]]:
            if anchor in self.number_prefix:
                return string(".".join(map(str, self.number_prefix[anchor])))
        if isinstance(section.parent, nodes.document) and "" in self.number_prefix:
            return string(".".join(map(str, self.number_prefix[""])))
        return "none"

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Write a subtitle."""
        self._wrap(node, "subtitle")

    depart_subtitle = _close

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Write a heading that is in no table of contents."""
        self._wrap(node, "rubric")

    depart_rubric = _close

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Write the children."""

    depart_start_of_file = _nothing

    # Text ----------------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils' name)
        """Write text."""
        text = node.astext()
        if not text.isascii():
            self._note_signs(node, text)
        self.add(f"{string(text)};" if self._verbatim else literals.running_text(text))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Text has no end."""

    def _note_signs(self, node: nodes.Node, text: str) -> None:
        signs = self.book.signs
        for sign in set(text):
            if sign > "\u024f" and sign not in signs:
                signs[sign] = self.place(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph; the only one of a list item or cell is none of its own."""
        self.mark(node)
        self.anchor(node)
        self.add("par({")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Close a paragraph."""
        self.add("});\n")

    def visit_inline(self, node: nodes.inline) -> None:
        """Write inline text, with a look of its own for what Sphinx marks by classes."""
        classes = node["classes"]
        if "guilabel" in classes or "menuselection" in classes:
            self._wrap(node, "ui-label")
        elif "accelerator" in classes:
            self._wrap(node, "underline")
        elif "versionmodified" in classes:
            self._wrap(node, "version-note")
        elif any(name.startswith("sd-badge") or name == "sd-bg" for name in classes):
            self._wrap(node, "badge")
        else:
            self.anchor(node)
            self.add("{")
            return

    def depart_inline(self, node: nodes.inline) -> None:
        """Close inline text."""
        classes = node["classes"]
        known = {"guilabel", "menuselection", "accelerator", "versionmodified"}
        is_badge = any(name.startswith("sd-badge") or name == "sd-bg" for name in classes)
        self.add("});" if is_badge or known & set(classes) else "};")

    def visit_literal(self, node: nodes.literal) -> None:
        """Write inline code, or a key of the keyboard."""
        self.anchor(node)
        text = node.astext()
        if not text.isascii():
            self._note_signs(node, text)
        if "kbd" in node["classes"]:
            self.add(f"key({string(text)});")
        else:
            self.add(literals.code_text(text.replace("\n", " ")))
        raise nodes.SkipNode

    visit_kbd = visit_literal

    def visit_math(self, node: nodes.math) -> None:
        """Write a formula in the text."""
        self._formula(node, display=False)
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Write a formula on a line of its own, with its number if it has one."""
        self.mark(node)
        self.anchor(node)
        # No block may stand in a paragraph.
        self._formula(node, display=not isinstance(node.parent, nodes.TextElement))
        raise nodes.SkipNode

    def _formula(self, node: nodes.Element, *, display: bool) -> None:
        latex = node.astext()
        shown = self.book.formulas.get(latex, display=display)
        if shown is None:
            self.warn(node, f'the formula "{latex}" cannot be set; it is shown as text', "math")
            self.add(literals.code_text(latex))
            return
        number = self._equation_number(node) if display else ""
        shown_number = string(f"({number})") if number else "none"
        self.add(f"formula({string(latex)}, {value(display)}, {shown_number}, {shown});")
        if display:
            self.add("\n")

    def _equation_number(self, node: nodes.Element) -> str:
        config, env = self.builder.config, self.builder.env
        if node["ids"] and config.math_numfig and config.numfig:
            numbers = env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
            return str(config.math_numsep).join(map(str, numbers.get(node["ids"][0], ())))
        return str(node.get("number") or "")

    def visit_abbreviation(self, node: nodes.abbreviation) -> None:
        """Write an abbreviation, and what it stands for."""
        self.add("{")

    def depart_abbreviation(self, node: nodes.abbreviation) -> None:
        """Close an abbreviation."""
        if node.get("explanation") and not self._in_signature:
            self.add(literals.running_text(f" ({node['explanation']})"))
        self.add("};")

    def visit_problematic(self, node: nodes.problematic) -> None:
        """Write what docutils could not make sense of."""
        self.add("{")

    def depart_problematic(self, node: nodes.problematic) -> None:
        """Close it."""
        self.add("};")

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw Typst; raw text for other builders is lost, which is reported."""
        formats = node.get("format", "").split()
        if "typst" in formats:
            self.add(f"[{node.astext()}];")
        elif "html" in formats and _shows_something(node):
            self.warn(
                node,
                "raw HTML is not in the book; write it in Markdown, or add the same "
                'for the format "typst"',
                "raw",
            )
        raise nodes.SkipNode

    # Links -----------------------------------------------------------------------

    def visit_reference(self, node: nodes.reference) -> None:
        """Write a link; one within the book tells its page."""
        self.anchor(node)
        if "refid" in node:
            self._internal(node, f"{self.docname}#{node['refid']}")
        elif node.get("refuri", "").startswith(SCHEME):
            self._internal(node, target_of(node["refuri"]))
        elif "refuri" in node:
            text = node.astext()
            uri = node["refuri"]
            if uri.startswith(("http:", "https:", "mailto:", "ftp:", "tel:")):
                shown = "true" if text in (uri, uri.removeprefix("mailto:")) else "false"
                self.add(f"web-link({string(uri)}, {shown}, {{")
            else:
                self.add("dead-link({")
        else:
            self.add("dead-link({")

    depart_reference = _close

    def _internal(self, node: nodes.Element, target: str) -> None:
        docname = target.partition("#")[0]
        if docname not in self.builder.chapters:
            self._elsewhere(target)
            return
        page = not self._plain_links and not self._in_title and not _WITHOUT_PAGE & set(node["classes"])
        self.add(self.book.links.link(target, self.place(node), page=page) + "{")

    def _elsewhere(self, target: str) -> None:
        """Open a link to a page of the project that is not in this book."""
        address = self.builder.online(target)
        self.add(f"web-link({string(address)}, false, {{" if address else "dead-link({")

    def visit_number_reference(self, node: nodes.Element) -> None:
        """Write a link that shows a number."""
        self.visit_reference(node)  # type: ignore[arg-type]

    depart_number_reference = _close

    def visit_pending_xref(self, node: nodes.Element) -> None:
        """Write a link that was never resolved as its text."""

    depart_pending_xref = _nothing

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Write a download as its text, and its address if it has one."""
        if "://" in node.get("refuri", ""):
            self.add(f"web-link({string(node['refuri'])}, false, {{")
        else:
            self.add("download({")

    depart_download_reference = _close

    def visit_target(self, node: nodes.target) -> None:
        """Write a target."""
        self.anchor(node)

    depart_target = _nothing

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write a note at its first reference; the compiler sets it at the page's foot."""
        anchor = node.get("refid", "")
        note = self._footnotes.get(anchor)
        if note is None:
            self.add(f"super({string(node.astext())});")
        elif anchor in self._noted:
            self.add(f"note-again({string(self._note_label(anchor))});")
        else:
            self._noted.add(anchor)
            content = self._note(note)
            self.add(f"note({string(self._note_label(anchor))}, {content});")
        raise nodes.SkipNode

    def _note(self, note: nodes.footnote) -> str:
        return self._content([c for c in note.children if not isinstance(c, nodes.label)])

    def _note_label(self, anchor: str) -> str:
        return f"note:{self.docname}:{anchor}"

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Write a note that nothing refers to; the others stand at the foot of a page."""
        if self._referred(node):
            raise nodes.SkipNode
        content = self._note(node)
        label = node[0].astext() if node.children and isinstance(node[0], nodes.label) else ""
        self.add(f"loose-note({string(label)}, {content});\n")
        raise nodes.SkipNode

    def _referred(self, note: nodes.footnote) -> bool:
        return bool(note.get("backrefs")) or bool(self._noted & set(note["ids"]))

    def visit_citation(self, node: nodes.citation) -> None:
        """Write a source, and where it is cited."""
        label = next((c.astext() for c in node.children if isinstance(c, nodes.label)), "")
        body = [child for child in node.children if not isinstance(child, nodes.label)]
        self.add(f"source({string(label)}, {self._source(node, body)});\n")
        raise nodes.SkipNode

    def _source(self, node: nodes.Element, body: Sequence[nodes.Node]) -> str:
        targets = self.targets(node)
        content = self._content(body)
        if not targets:
            return content
        links = self.book.links
        # The anchor stands in the text, so that a link leads to the line itself.
        return f"{{{links.anchor(targets)}{content};{''.join(map(links.cited, targets))}}}"

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Write a citation of docutils."""
        target = f"{self.docname}#{node.get('refid', '')}"
        self.add("{" + string("[") + ";")
        self.add(self.book.links.link(target, self.place(node), page=False) + "{")

    def depart_citation_reference(self, node: nodes.citation_reference) -> None:
        """Close a citation."""
        self.add("});" + string("]") + "};")

    # Lists ---------------------------------------------------------------------

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list; one of class ``references`` is a list of sources."""
        self.mark(node)
        self.anchor(node)
        if "references" in node["classes"]:
            for item in node.children:
                assert isinstance(item, nodes.Element)
                self.add(f'source("", {self._source(item, item.children)});\n')
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
        self._items(f"numbered.with({string(numbering)}, {start})", node)
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
        return self._cell(item)

    def _cell(self, node: nodes.Element) -> str:
        """Return what is in an item or a cell."""
        return self._opened(node, self._content(node.children))

    def _content(self, children: Sequence[nodes.Node]) -> str:
        """Return some nodes; a paragraph that stands alone is none of its own."""
        only = children[0] if len(children) == 1 else None
        if isinstance(only, nodes.paragraph) and not self.book.styles.function_for(only):
            return self._inline(only)
        return self.capture(children)

    def _inline(self, paragraph: nodes.paragraph) -> str:
        """Return what is in a paragraph."""
        return self._opened(paragraph, self.capture(paragraph.children))

    def _opened(self, node: nodes.Element, content: str) -> str:
        """Return content with the anchor of its node before it."""
        before, self.body = self.body, []
        self.mark(node)
        self.anchor(node)
        opening, self.body = "".join(self.body), before
        return f"{{{opening}{content[1:]}" if opening else content

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Write an item outside of what `visit_bullet_list` handles."""
        self.anchor(node)

    depart_list_item = _nothing

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Write terms and their definitions."""
        self.mark(node)
        self.anchor(node)
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            terms = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
            rest = [c for c in item.children if c not in terms]
            term = self.capture(terms)
            items.append(f"({term}, {self.capture(rest)})")
        self.add(f"definitions({array(items)});\n")
        raise nodes.SkipNode

    def visit_term(self, node: nodes.term) -> None:
        """Write a term; several for one definition stand below each other."""
        first = node.parent.index(node) == 0
        self.add("{" if first else "linebreak();{")
        self.anchor(node)

    def depart_term(self, node: nodes.term) -> None:
        """Close a term."""
        self.add("};")

    def visit_classifier(self, node: nodes.classifier) -> None:
        """Write what kind of thing a term is."""
        self.add('classifier({": ";')

    depart_classifier = _close

    def visit_definition(self, node: nodes.definition) -> None:
        """Write a definition."""
        self.anchor(node)

    depart_definition = _nothing

    def visit_field_list(self, node: nodes.field_list) -> None:
        """Write names and values."""
        self.mark(node)
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            if len(item.children) == 2:
                name, body = item.children
                assert isinstance(name, nodes.Element)
                assert isinstance(body, nodes.Element)
                items.append(f"({self.capture(name.children)}, {self._cell(body)})")
            else:
                items.append(f'("", {self.capture([item])})')
        self.add(f"fields({array(items)});\n")
        raise nodes.SkipNode

    visit_docinfo = visit_field_list
    visit_field = _nothing
    depart_field = _nothing

    def visit_field_name(self, node: nodes.field_name) -> None:
        """Write the name of a field that stands alone."""
        self._wrap(node, "strong")

    depart_field_name = _close
    visit_field_body = _nothing
    depart_field_body = _nothing

    def visit_option_list(self, node: nodes.option_list) -> None:
        """Write options of a command and what they do."""
        items = []
        for item in node.children:
            assert isinstance(item, nodes.Element)
            group, description = item.children
            assert isinstance(group, nodes.Element)
            options = ", ".join(option.astext() for option in group.children)
            items.append(f"({{{literals.code_text(options)}}}, {self.capture([description])})")
        self.add(f"fields({array(items)});\n")
        raise nodes.SkipNode

    visit_description = _nothing
    depart_description = _nothing

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Write lines as they are."""
        self.mark(node)
        lines = []
        for child in node.children:
            lines.append(self.capture([child]))
        nested = isinstance(node.parent, nodes.line_block)
        self.add(f"lines({value(nested)}, {array(lines)});\n")
        raise nodes.SkipNode

    visit_line = _nothing
    depart_line = _nothing

    def visit_hlist(self, node: nodes.Element) -> None:
        """Write a list in columns."""
        columns = [self.capture(column.children) for column in node.children]  # type: ignore[attr-defined]
        self.add(f"side-by-side({array(columns)});\n")
        raise nodes.SkipNode

    # Blocks --------------------------------------------------------------------

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Write a block of code."""
        self.mark(node)
        self.anchor(node)
        text = node.astext()
        if not text.isascii():
            self._note_signs(node, text)
        language = node.get("language", "")
        options = {
            "language": _LANGUAGES.get(language, language),
            "numbers": bool(node.get("linenos")),
            "first": node.get("highlight_args", {}).get("linenostart", 1),
            "emphasised": list(node.get("highlight_args", {}).get("hl_lines", [])),
        }
        if node.rawsource != text and node.children and not _is_text(node):
            # Parsed literals keep their markup.
            self._verbatim += 1
            self.add(f"parsed-code({self.capture(node.children)});\n")
            self._verbatim -= 1
        else:
            self.add(f"code-block({string(text)}, {value(options)});\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Write a quotation."""
        self.mark(node)
        self._wrap(node, "quotation")
        self._inside += 1

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        """Close a quotation."""
        self._inside -= 1
        self.add("});\n")

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Write who said it."""
        self._wrap(node, "attribution")

    depart_attribution = _close

    def visit_container(self, node: nodes.container) -> None:
        """Write a container; parts of sphinx-design show as what they are."""
        kind = node.get("design_component", "")
        self.anchor(node)
        if node.get("literal_block"):
            self._captioned_code(node)
            raise nodes.SkipNode
        function = {
            "card": "card", "tab-item": "boxed", "dropdown": "boxed", "card-header": "card-edge",
            "card-footer": "card-edge", "card-title": "card-title",
        }.get(kind)  # fmt: skip
        if kind in ("grid-row",):
            cells = [self.capture(_card_of(child).children) for child in node.children]
            self.add(f"cards({array(cells)});\n")
            raise nodes.SkipNode
        if function:
            self.add(f"{function}({self.capture(node.children)});\n")
        else:
            self._flow(node)
        raise nodes.SkipNode

    def _captioned_code(self, node: nodes.container) -> None:
        caption = [c for c in node.children if isinstance(c, nodes.caption)]
        rest = [c for c in node.children if not isinstance(c, nodes.caption)]
        number = self._figure_number(node, "code-block")
        self.add(
            f'captioned("code", {number}, {self.capture(c for t in caption for c in t.children)}, '
            f"{self.capture(rest)});\n"
        )

    def visit_compound(self, node: nodes.compound) -> None:
        """Write the children; those of a table of contents come later."""
        self.anchor(node)

    depart_compound = _nothing
    visit_compact_paragraph = _nothing
    depart_compact_paragraph = _nothing

    def visit_topic(self, node: nodes.topic) -> None:
        """Write a topic; a page's own contents are of no use in print."""
        self._plain_links += "contents" in node["classes"]
        self._boxed(node, "topic")
        self._plain_links -= "contents" in node["classes"]
        raise nodes.SkipNode

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        """Write a sidebar."""
        self._boxed(node, "topic")
        raise nodes.SkipNode

    def _boxed(self, node: nodes.Element, function: str) -> None:
        self.mark(node)
        self.anchor(node)
        self.add(f"{function}({self.capture(node.children)});\n")

    def visit_transition(self, node: nodes.transition) -> None:
        """Write a break between paragraphs."""
        self.add("transition();\n")
        raise nodes.SkipNode

    def visit_centered(self, node: nodes.Element) -> None:
        """Write a centred line."""
        self._wrap(node, "centered")

    depart_centered = _close

    def _admonition(self, kind: str) -> Callable[[nodes.Element], None]:
        def visit(node: nodes.Element) -> None:
            self.mark(node)
            self.anchor(node)
            title, body = string(str(admonitionlabels.get(kind, ""))), node.children
            if body and isinstance(body[0], nodes.title):
                title = self.capture(body[0].children)
                body = body[1:]
            self.add(f"admonition({string(kind)}, {title}, {self.capture(body)});\n")
            raise nodes.SkipNode

        return visit

    def __getattr__(self, name: str) -> Any:
        """Give the visitors of all admonitions."""
        kind = name.removeprefix("visit_")
        if name.startswith("visit_") and (kind in admonitionlabels or kind == "admonition"):
            return self._admonition(kind)
        raise AttributeError(name)

    def visit_todo_node(self, node: nodes.Element) -> None:
        """Write a note on what is still to do."""
        self._admonition("admonition")(node)

    def visit_versionmodified(self, node: nodes.Element) -> None:
        """Write what has changed in a version."""
        self._boxed(node, "version-change")
        raise nodes.SkipNode

    def visit_system_message(self, node: nodes.system_message) -> None:
        """Docutils has reported it already."""
        raise nodes.SkipNode

    # Pictures and tables -------------------------------------------------------------

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture, or its alternative text where there is no picture."""
        self.mark(node)
        self.anchor(node)
        path = self.builder.picture(node)
        alt = node.get("alt", "")
        if path is None:
            self.warn(
                node, f'the picture "{node.get("uri", "")}" cannot be shown; {_PICTURES}', "image"
            )
            self.add(f"missing-picture({string(alt or node.get('uri', ''))});")
            raise nodes.SkipNode
        if not alt:
            self.warn(
                node,
                f'the picture "{node.get("uri", "")}" has no alternative text; '
                "say what it shows for those who cannot see it",
                "alt",
            )
            alt = node.get("uri", "").rpartition("/")[2]
        inline = isinstance(node.parent, nodes.TextElement)
        options = {
            key: _length(str(node[key])) for key in ("width", "height") if key in node
        }
        scale = node.get("scale", 100)
        size = "".join(f", {key}: {length}" for key, length in options.items() if length)
        align = node.get("align", "") if not inline else ""
        # The call stands here, so that the compiler tells the place of a broken file.
        shown = f"image({string(path)}, alt: {string(alt)}{size})"
        self.add(f"picture({shown}, {value(inline)}, {string(align)}, {scale}, {value(bool(size))});")
        if not inline:
            self.add("\n")
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """Write a picture with its caption."""
        self.mark(node)
        self.anchor(node)
        caption = [c for c in node.children if isinstance(c, nodes.caption)]
        legend = [c for c in node.children if isinstance(c, nodes.legend)]
        rest = [c for c in node.children if c not in caption and c not in legend]
        text = self.capture(c for t in caption for c in t.children) if caption else "none"
        self.add(
            f'captioned("image", {self._figure_number(node, "figure")}, {text}, '
            f"{self.capture(rest)}, legend: {self.capture(legend)});\n"
        )
        raise nodes.SkipNode

    visit_legend = _nothing
    depart_legend = _nothing

    def visit_caption(self, node: nodes.caption) -> None:
        """Write a caption that stands alone."""
        self._wrap(node, "rubric")

    depart_caption = _close

    def _figure_number(self, node: nodes.Element, kind: str) -> str:
        """Return the number that Sphinx has given, as it is to be shown, or none."""
        env = self.builder.env
        numbers = env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        for anchor in node["ids"]:
            if anchor in numbers:
                shown = ".".join(map(str, numbers[anchor]))
                return string(str(env.config.numfig_format.get(kind, "%s")) % shown)
        return "none"

    def visit_table(self, node: nodes.table) -> None:
        """Write a table."""
        self.mark(node)
        self.add(f"book-table({self._table(node)});\n")
        raise nodes.SkipNode

    def _table(self, node: nodes.table) -> str:
        """Return what a table is made of, as a dictionary."""
        caption = next((c for c in node.children if isinstance(c, nodes.title)), None)
        shape = tables.shape_of(node)
        cells = [
            [
                f"(body: {self._table_cell(cell.entry)}, x: {cell.column}, y: {cell.row}, "
                f"colspan: {cell.columns}, rowspan: {cell.rows}, "
                f"classes: {value(cell.entry['classes'])}, stub: {value(cell.stub)})"
                for cell in part
            ]
            for part in (shape.head, shape.body)
        ]
        text = self.capture(caption.children) if caption is not None else "none"
        return (
            f"(classes: {value(node['classes'])}, label: {self.book.links.label(self.targets(node))}, "
            f"number: {self._figure_number(node, 'table')}, caption: {text}, "
            f"columns: {value(shape.widths)}, natural: {value(shape.natural)}, "
            f"head: {array(cells[0])}, head-rows: {shape.head_rows}, body: {array(cells[1])})"
        )

    def _table_cell(self, entry: nodes.entry) -> str:
        row = entry.parent
        assert isinstance(row, nodes.row)
        if row["ids"] and row[0] is entry:
            return f"{{{self.book.links.anchor(self.targets(row))}{self._cell(entry)}}}"
        return self._cell(entry)

    visit_tabular_col_spec = _skip

    # Sphinx -----------------------------------------------------------------------------

    def visit_index(self, node: nodes.Element) -> None:
        """The index is made from the environment; its targets are those of other nodes."""
        raise nodes.SkipNode

    def visit_toctree(self, node: nodes.Element) -> None:
        """The documents of a table of contents follow their parent."""
        raise nodes.SkipNode

    def visit_glossary(self, node: nodes.Element) -> None:
        """Write a glossary."""
        self.anchor(node)

    depart_glossary = _nothing

    def visit_productionlist(self, node: nodes.Element) -> None:
        """Write a grammar."""
        self.mark(node)
        self._verbatim += 1
        rules = [self.capture([rule]) for rule in node.children]
        self._verbatim -= 1
        self.add(f"grammar({array(rules)});\n")
        raise nodes.SkipNode

    def visit_production(self, node: nodes.Element) -> None:
        """Write a rule of a grammar."""
        self.anchor(node)

    depart_production = _nothing

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
        self._in_signature += 1

    def depart_desc_signature(self, node: nodes.Element) -> None:
        """Close a signature."""
        self._in_signature -= 1

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
        self._wrap(node, "strong")

    depart_desc_name = _close
    visit_desc_inline = _nothing
    depart_desc_inline = _nothing

    def visit_acks(self, node: nodes.Element) -> None:
        """Write names as a list."""

    depart_acks = _nothing


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
        return lambda self, node: self._wrap(node, function)

    for name, function in wrapped.items():
        setattr(TypstTranslator, f"visit_{name}", visitor(function))
        setattr(TypstTranslator, f"depart_{name}", TypstTranslator._close)
    for name in ("comment", "substitution_definition", "meta", "colspec", "decoration",
                 "highlightlang", "pending", "label", "header", "footer"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", TypstTranslator._skip)
    for name in ("desc_content", "only", "PassthroughTextElement", "desc_sig_element",
                 "option_group", "option", "option_string", "option_argument"):  # fmt: skip
        setattr(TypstTranslator, f"visit_{name}", TypstTranslator._nothing)
        setattr(TypstTranslator, f"depart_{name}", TypstTranslator._nothing)


_add_visitors()

_PICTURES = "give a PNG, JPEG, GIF, WebP, SVG or PDF file that is in the project"


def _is_short(item: nodes.Node) -> bool:
    """Say whether a list's item is a single paragraph, with a list below it perhaps."""
    paragraphs = [c for c in item.children if not isinstance(c, nodes.bullet_list | nodes.comment)]
    return len(paragraphs) <= 1


def _card_of(item: nodes.Node) -> nodes.Element:
    """Return the card that is all that a cell of a grid holds, or the cell."""
    assert isinstance(item, nodes.Element)
    only = item[0] if len(item.children) == 1 else None
    is_card = isinstance(only, nodes.container) and only.get("design_component") == "card"
    return only if is_card and isinstance(only, nodes.Element) else item


def _is_text(node: nodes.Element) -> bool:
    return all(isinstance(child, nodes.Text) for child in node.children)


def _shows_something(node: nodes.Element) -> bool:
    text = re.sub(r"(?s)<!--.*?-->|<(style|script)\b.*?</\1>", "", node.astext())
    return bool(re.search(r"[^\s<>]", re.sub(r"<[^>]*>", "", text))) or "<img" in text


def _length(text: str) -> str:
    """Return a length of docutils in Typst's units, or nothing if it has none."""
    found = re.fullmatch(r"\s*([\d.]+)\s*(px|pt|cm|mm|in|em|%|)\s*", text)
    if found is None:
        return ""
    number, unit = float(found[1]), found[2]
    # A pixel is a 96th of an inch, as in CSS.
    return f"{number * 0.75:g}pt" if unit in ("px", "") else f"{number:g}{unit}"
