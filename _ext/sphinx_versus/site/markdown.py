"""Writes a finished page as Markdown that stands alone: every word, link and id of it.

It is CommonMark with GitHub's tables and footnotes; ids stand in braces, as Pandoc and MyST
write them: ``## Heading {#id}``. What only draws, such as a picture in SVG, has no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from docutils import nodes
from sphinx.locale import admonitionlabels

from .trees import standard_name

# What Markdown reads as more than text: anywhere, and at the beginning of a line.
_SIGNS = re.compile(r"[\\`*\[\]<~|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\{(?=#)|\$")
_FIRST = re.compile(r"[-+:](?=\s|$)|-(?=[-\s]+$)|=(?==*\s*$)|:(?=::)|[>#]|\d{1,9}(?=[.)](?:\s|$))")
_TICKS = re.compile("`+")
# Whose ids are addresses; those of other elements are for scripts.
_ADDRESSED = (nodes.section, nodes.list_item, nodes.row, nodes.entry, nodes.container)
_NAMES = (nodes.term, nodes.field_name, nodes.classifier)
_NOTHING = (
    *(nodes.comment, nodes.system_message, nodes.substitution_definition, nodes.colspec),
    *(nodes.pending, nodes.Invisible),
)
_AROUND = {
    "emphasis": ("*", "*"),
    "title_reference": ("*", "*"),
    "strong": ("**", "**"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
}
_DEEPEST = 6
_UNREAD = ("script", "style", "svg")


@dataclass
class MarkdownWriter:
    """Writes one page.

    ``picture`` gives the address of a picture by its path. What has the attribute
    ``page_only`` is left out. Of the classes of nodes that an
    extension names, texts of ``bracketed`` stand in brackets, and paragraphs of ``labels``
    in italics.
    """

    picture: Callable[[str], str] = str
    bracketed: Collection[str] = ()
    labels: Collection[str] = ()
    _level: int = field(default=0, init=False)

    def page(self, document: nodes.document) -> str:
        """Return a page as Markdown."""
        return "\n\n".join(self._blocks(document.children)) + "\n"

    def _blocks(self, found: Iterable[nodes.Node]) -> Iterator[str]:
        for node in found:
            yield from filter(None, self._block(node))

    def _block(self, node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Text):
            yield _begun(self._text([node]))
        if not isinstance(node, nodes.Element) or isinstance(node, _NOTHING) or "page_only" in node:
            return
        match standard_name(node):
            case "section":
                self._level += 1
                yield from self._blocks(node.children)
                self._level -= 1
            case "title" | "rubric" | "subtitle":
                yield self._heading(node)
            case "bullet_list" | "enumerated_list" | "definition_list" | "field_list":
                yield self._list(node)
            case "table":
                yield from self._table(node)
            case "literal_block" | "doctest_block":
                yield _fenced(node.astext(), node.get("language", ""))
            case "math_block":
                yield f"$$\n{node.astext().strip()}\n$$"
            case "block_quote":
                yield _quoted(self._blocks(node.children))
            case "line_block":
                yield "\\\n".join(self._blocks(node.children))
            case "transition":
                yield "---"
            case "footnote" | "citation":
                label, *said = node.children
                yield f"[^{label.astext()}]: " + _indented(self._blocks(said), 4)
            case "raw":
                yield _begun(_of_html(node))
            case "image":
                yield self._image(node)
            case _ if isinstance(node, nodes.Admonition):
                yield _quoted(self._admonition(node))
            case _ if isinstance(node, nodes.TextElement):
                text = self._text(node.get("words", node.children))
                labels = type(node).__name__ in self.labels and text
                yield f"*{text}*" if labels else _begun(text)
            case _ if isinstance(node, nodes.container) and node["ids"]:
                blocks = self._blocks(node.children)
                yield next(blocks, "") + _id(node)
                yield from blocks
            case _:
                yield from self._blocks(node.children)

    def _heading(self, node: nodes.Element) -> str:
        text = self._text(node.children)
        parent = node.parent
        if isinstance(node, nodes.title) and isinstance(parent, nodes.section):
            return f"{'#' * min(self._level, _DEEPEST)} {text}{_id(parent)}"
        return f"**{text}**" if text else ""

    def _list(self, node: nodes.Element) -> str:
        items = []
        for number, item in enumerate(node.children, node.get("start", 1)):
            assert isinstance(item, nodes.Element)
            blocks = list(self._item(item))
            mark = f"{number}." if isinstance(node, nodes.enumerated_list) else "-"
            items.append(f"{mark} {_indented(blocks, len(mark) + 1)}".rstrip())
        loose = any("\n\n" in item for item in items)
        return ("\n\n" if loose else "\n").join(items)

    def _item(self, item: nodes.Element) -> Iterator[str]:
        if isinstance(item, nodes.definition_list_item | nodes.field):
            names = [each for each in item.children if isinstance(each, _NAMES)]
            yield f"**{'; '.join(self._text(each.children) for each in names)}**"
            yield from self._blocks(each for each in item.children if each not in names)
            return
        blocks = self._blocks(item.children)
        yield next(blocks, "") + _id(item)
        # What a page shows beside the line of what it folds.
        yield from self._blocks(item.get("standing", ()))
        yield from blocks

    def _admonition(self, node: nodes.Element) -> Iterator[str]:
        label = admonitionlabels.get(standard_name(node))
        if label:
            yield f"**{label}**"
        yield from self._blocks(node.children)

    def _table(self, node: nodes.Element) -> Iterator[str]:
        """Yield the caption of a table, and its rows; the first one is its header."""
        yield from self._blocks(each for each in node.children if isinstance(each, nodes.title))
        rows = [
            self._row(row)
            for part in node.findall(lambda each: isinstance(each, nodes.thead | nodes.tbody))
            for row in part.children
            if isinstance(row, nodes.row)
        ]
        if next(node.findall(nodes.thead), None) is None:
            rows.insert(0, [])
        width = max(map(len, rows), default=0)
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        yield "\n".join([*lines[:1], "|" + "---|" * width, *lines[1:]])

    def _row(self, row: nodes.row) -> list[str]:
        cells: list[str] = []
        for cell in row.children:
            assert isinstance(cell, nodes.Element)
            text = "<br>".join(" ".join(each.split()) for each in self._blocks(cell.children))
            cells += [text + _id(cell), *[""] * cell.get("morecols", 0)]
        return [cells[0] + _id(row), *cells[1:]] if cells else []

    def _text(self, found: Iterable[nodes.Node]) -> str:
        return " ".join("".join(map(self._inline, found)).split())

    def _inline(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return _escaped(str(node))
        if isinstance(node, _NOTHING) or not isinstance(node, nodes.Element):
            return ""
        inner = "".join(map(self._inline, node.children))
        match standard_name(node):
            case "literal":
                return _code(node.astext())
            case "math":
                return f"${node.astext()}$"
            case "image":
                return self._image(node)
            case "raw":
                return _of_html(node)
            case "footnote_reference" | "citation_reference":
                return f"[^{node.astext()}]"
            case "reference" if inner.strip() and (address := _address(node)):
                return f"[{inner}]({address})"
            case "abbreviation" if node.get("explanation"):
                return f"{inner} ({node['explanation']})"
            case name if name in _AROUND and inner.strip():
                before, behind = _AROUND[name]
                return f"{before}{inner.strip()}{behind}".join(_spaces(inner))
        return f"({inner})" if type(node).__name__ in self.bracketed and inner else inner

    def _image(self, node: nodes.Element) -> str:
        alt = _escaped(" ".join(node.get("alt", "").split()))
        return f"![{alt}]({_safe(self.picture(node['uri']))})"


def _address(node: nodes.Element) -> str:
    return f"#{node['refid']}" if node.get("refid") else _safe(node.get("refuri", ""))


def _safe(address: str) -> str:
    """Return an address as it stands in brackets."""
    return re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", address)


def _id(node: nodes.Element) -> str:
    addressed = isinstance(node, _ADDRESSED) and node["ids"]
    return f" {{#{node['ids'][0]}}}" if addressed else ""


def _begun(text: str) -> str:
    """Return a paragraph whose first signs begin no other block."""
    found = _FIRST.match(text)
    if not found:
        return text
    # Of a number that begins an item, it is the sign behind it.
    at = found.end() if found[0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def _spaces(text: str) -> tuple[str, str]:
    """Return the white space around a text, as a pair to join with what stands inside."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _code(text: str) -> str:
    text = " ".join(text.split())
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, *(len(found) + 1 for found in _TICKS.findall(text)), 0)
    return f"{fence}{'' if language in ('none', 'default') else language}\n{text}\n{fence}"


class _Words(HTMLParser):
    """Collects the words of raw HTML, but for those of programs, styles and drawings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        if self._unread <= 0:
            self.found.append(data)


def _of_html(node: nodes.Element) -> str:
    """Return the words of raw HTML."""
    if "html" not in node.get("format", "").split():
        return ""
    return _escaped(" ".join("".join(_Words(node.astext()).found).split()))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _quoted(blocks: Iterable[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def _indented(blocks: Iterable[str], width: int) -> str:
    text = "\n\n".join(blocks)
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)
