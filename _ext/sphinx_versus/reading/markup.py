"""Markdown of forges, and HTML in it, in documents that have something of ours.

A transform, because a translation takes the place of what a directive has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar import html
from sphinx_versus.grammar.html import Tag
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import become, versus_html
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import is_hidden, line_of, line_of_text, walk, walk_blocks

from .github import read_alert, read_task, read_texts
from .report import report
from .tags import is_html, pair_tags, paired, tag_in

# What a directive of ours leaves for the rest of its document to be read like it.
OURS = "versus_ours"
_TEXTS = (
    nodes.paragraph | nodes.Titular | nodes.term | nodes.caption | nodes.line | nodes.attribution
)
_MARKUP = re.compile(r"[\s>*+\d.)-]*<")


def read_tags(blocks: Sequence[nodes.Node], document: nodes.document) -> Iterator[Problem]:
    """Read the tags in the texts of parsed blocks; yield what is no heading."""
    folder = Path(document["source"]).parent
    for block in blocks:
        pair_tags(block, folder)
        if is_html(block):
            yield from _headings(block)


def _headings(block: nodes.Node) -> Iterator[Problem]:
    opening: Tag | None = None
    words = ""
    for part in html.parts_of(block.astext()):
        if isinstance(part, str):
            words += part
        elif part.name in html.HEADINGS and part.opens:
            opening, words = part, ""
        elif opening is not None and part.name == opening.name:
            yield Problem(
                Kind.UNREAD_MARKUP,
                line_of(block) + opening.line,
                f'"{opening.written}" opens no section; write the heading in Markdown: '
                f'"## {" ".join(words.split())}"',
            )
            opening = None


def _is_text(node: nodes.TextElement) -> bool:
    return isinstance(node, _TEXTS)


class ReadMarkup(boundary.Transform):
    """Reads what is Markdown elsewhere, and the tags that are left."""

    # After translations (20), and before anything looks for pictures and links.
    default_priority = 30

    def apply(self, **kwargs: object) -> None:
        """Read the document, if it has something of ours."""
        if not self.env.current_document.get(OURS):
            return
        self.folder = Path(self.document["source"]).parent
        self.lines: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        for node in walk_blocks(self.document):
            if isinstance(node, nodes.TextElement):
                if is_html(node):
                    self.block(node)
                elif _is_text(node):
                    self.text(node)
            elif isinstance(node, nodes.list_item):
                read_task(node)
            elif type(node) is nodes.block_quote:
                read_alert(node)
        report(self.problems, self.env.current_document.docname)

    def text(self, block: nodes.TextElement) -> None:
        """Read one text."""
        only = block.children[0] if len(block.children) == 1 else None
        if isinstance(only, nodes.Text) and "~~" not in only and "://" not in only:
            return
        if any(isinstance(child, nodes.Element) for child in block.children):
            pair_tags(block, self.folder)
            # Those of ours carry facts, and stay one.
            if type(block) is nodes.paragraph and any(map(_is_block, block.children)):
                self.divide(block)
                return
            left = [each for each in walk(block) if is_html(each)]
            for node, has_partner in [(each, _has_partner(each)) for each in left]:
                self.leave(node, block, has_partner=has_partner)
        read_texts(block)

    def divide(self, paragraph: nodes.paragraph) -> None:
        """Make blocks of a paragraph that has lists or paragraphs of HTML in it."""
        found, _ = blocks_of(paragraph.children, self.folder)
        texts = [
            each for block in found for each in walk(block) if isinstance(each, nodes.paragraph)
        ]
        if not texts:
            return
        # A translation is looked for by what the first one says, and builders ask it for its place.
        first = texts[0]
        first.rawsource, first.source, first.line = (
            *(paragraph.rawsource, paragraph.source),
            paragraph.line,
        )
        paragraph.replace_self(found)
        for text in texts:
            self.text(text)

    def leave(self, node: nodes.Node, block: nodes.TextElement, *, has_partner: bool) -> None:
        """Show a tag that has no partner, or no equal, as what it is most likely meant for."""
        tag = tag_in(node)
        if tag is None:  # a comment
            return
        assert isinstance(node, nodes.Element)
        holder = node.parent
        if not tag.is_element:
            if not has_partner:
                holder.replace(node, nodes.Text(tag.written))
                return
        elif tag.name in html.SAME and not has_partner:
            self.tell_unclosed(tag, block)
            holder.replace(node, nodes.Text(tag.written))
            return
        needs_browser = tag.needs_browser or tag.name in html.SAME
        become(node, versus_html, element=tag.name if tag.opens and needs_browser else "")
        node.line = self.line_of(tag, block)
        if tag.name in html.BLOCKS or tag.name in html.TABLES:
            holder.insert(holder.index(node), nodes.Text(" "))

    def tell_unclosed(self, tag: Tag, block: nodes.TextElement) -> None:
        """Report a tag without a partner, the first of a text."""
        line = self.line_of(tag, block)
        remedy = (
            f'put "</{tag.name}>" behind what it is for'
            if tag.opens
            else f'put "<{tag.name}>" before what it is for'
        )
        if not any(each.line == line and each.kind is Kind.UNREAD_MARKUP for each in self.problems):
            self.problems.append(
                Problem(
                    Kind.UNREAD_MARKUP,
                    line,
                    f'"{tag.written}" has no partner in its paragraph, and is shown as it is '
                    f"typed; {remedy}, or write it as code: `{tag.written}`",
                )
            )

    def line_of(self, tag: Tag, block: nodes.TextElement) -> int:
        """Return the line of a tag in a text that may have several."""
        before, found, _ = block.rawsource.partition(tag.written)
        return line_of_text(block) + (before.count("\n") if found else 0)

    def block(self, node: nodes.TextElement) -> None:
        """Read HTML that stands for itself; what it looks like is kept for pages in HTML."""
        assert isinstance(node, nodes.raw)
        parts = html.parts_of(node.astext())
        tags = [part for part in parts if isinstance(part, Tag)]
        if (
            is_hidden(node)
            or any(tag.name in html.TABLES for tag in tags)
            or not self.is_markdown(node)
        ):
            return
        if tags and all(tag.opens and not tag.is_element for tag in tags):
            # A name in angle brackets, which no browser would show.
            node.replace_self(nodes.paragraph(node.astext(), node.astext().strip()))
            return
        written = [
            nodes.Text(part) if isinstance(part, str) else _raw(part, node) for part in parts
        ]
        found, whole = blocks_of(written, self.folder)
        for each in [each for block in found for each in walk(block)]:
            if isinstance(each, nodes.paragraph):
                read_texts(each)
            elif tag := tag_in(each):
                words = [] if tag.is_element else [nodes.Text(tag.written)]
                each.parent.replace(each, words)
        if whole:
            node.replace_self(found)
            return
        asked = (tag for tag in tags if tag.opens and tag.is_element and tag.needs_browser)
        browser = next(asked, None)
        become(node, versus_html, element=browser.name if browser else "")
        node.line = line_of(node) + (browser.line if browser else 0)
        if found:
            holder = node.parent
            elsewhere = addnodes.only("", *found, expr="not format_html")
            holder.insert(holder.index(node) + 1, elsewhere)

    def is_markdown(self, node: nodes.raw) -> bool:
        """Return whether HTML stands in the Markdown itself, and not in a directive for it."""
        source, line = str(node.source or ""), node.line or 0
        if source not in self.lines:
            try:
                text = Path(source).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self.lines[source] = text.splitlines()
        lines = self.lines[source]
        return 0 < line <= len(lines) and bool(_MARKUP.match(lines[line - 1]))


def _is_block(node: nodes.Node) -> bool:
    tag = tag_in(node)
    return tag is not None and tag.is_element and tag.name in html.BLOCKS


def _has_partner(node: nodes.Node) -> bool:
    tag = tag_in(node)
    assert isinstance(node.parent, nodes.Element)
    others = filter(None, map(tag_in, node.parent.children))
    return any(tag and each.name == tag.name and each.opens != tag.opens for each in others)


def _raw(tag: Tag, like: nodes.Node) -> nodes.raw:
    node = nodes.raw("", tag.written, format="html")
    node.source, node.line = like.source, like.line
    return node


def blocks_of(written: Sequence[nodes.Node], folder: Path) -> tuple[list[nodes.Node], bool]:
    """Return paragraphs and lists, and whether they say all that the HTML does."""
    building = _Blocks(folder)
    for node in written:
        tag = tag_in(node)
        if tag is not None and tag.is_element and tag.name in html.BLOCKS:
            building.tag(tag)
        else:
            building.run.append(node)
    building.end_paragraph()
    return building.blocks.children, building.whole and len(building.holders) == 1


class _Blocks:
    """Blocks while they are put together from tags and what stands between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blocks = nodes.Element()
        self.holders: list[nodes.Element] = [self.blocks]
        self.run: list[nodes.Node] = []
        self.strong = self.code = False
        self.whole = True

    def tag(self, tag: Tag) -> None:
        """Begin or end a block."""
        self.end_paragraph()
        self.strong = tag.opens and tag.name in html.STRONG_BLOCKS
        self.code = tag.opens and tag.name == "pre"
        if tag.name in html.LISTS or tag.name == "li":
            self._list(tag)
            self.whole = self.whole and not tag.attributes
        elif tag.name != "p" or tag.attributes:
            self.whole = False

    def _list(self, tag: Tag) -> None:
        kind = nodes.list_item if tag.name == "li" else nodes.Sequential
        if tag.opens:
            if tag.name == "li":
                while isinstance(self.holders[-1], nodes.list_item):  # its end may be left out
                    self.holders.pop()
                if not isinstance(self.holders[-1], nodes.Sequential):
                    return
                made: nodes.Element = nodes.list_item()
            elif tag.name == "ol":
                made = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
            else:
                made = nodes.bullet_list(bullet="-")
            self.holders[-1].append(made)
            self.holders.append(made)
        elif any(isinstance(each, kind) for each in self.holders):
            while not isinstance(self.holders.pop(), kind):
                pass

    def end_paragraph(self) -> None:
        """Make a paragraph of what has come together."""
        inside = paired(self.run, self.folder)
        self.run = []
        if self.code:
            text = "".join(each.astext() for each in inside).strip("\n")
            self.holders[-1].append(nodes.literal_block(text, text, language="none"))
            self.code = False
            return
        if any(is_html(each) for node in inside for each in walk(node)):
            self.whole = False
        strip_ends(inside)
        if not any(map(_is_seen, inside)):
            return
        if self.strong:
            inside = [nodes.strong("", "", *inside)]
        if isinstance(self.holders[-1], nodes.Sequential):
            item = nodes.list_item()
            self.holders[-1].append(item)
            item.append(nodes.paragraph("", "", *inside))
        else:
            self.holders[-1].append(nodes.paragraph("", "", *inside))


def _is_seen(node: nodes.Node) -> bool:
    if isinstance(node, nodes.raw):
        return False
    return bool(node.astext().strip()) or any(isinstance(each, nodes.image) for each in walk(node))


def strip_ends(inside: list[nodes.Node]) -> None:
    """Take the spaces off both ends of a text."""
    while inside and isinstance(inside[0], nodes.Text) and not inside[0].strip():
        del inside[0]
    while inside and isinstance(inside[-1], nodes.Text) and not inside[-1].strip():
        del inside[-1]
    if inside and isinstance(inside[0], nodes.Text):
        inside[0] = nodes.Text(inside[0].lstrip())
    if inside and isinstance(inside[-1], nodes.Text):
        inside[-1] = nodes.Text(inside[-1].rstrip())
