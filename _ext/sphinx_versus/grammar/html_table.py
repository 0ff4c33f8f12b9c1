"""A table in HTML, as writers type it: tags left out, of any case, with anything in them.

What stands in its cells comes out as Markdown that shows the same, with no attribute but
those that say where something leads and what it shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .escape import inline

TABLE = re.compile(r"<table(?![\w-])", re.IGNORECASE)
_GROUPS = {"thead", "tbody", "tfoot"}
_PARTS = {*_GROUPS, "tr", "td", "th", "caption", "colgroup", "col"}
_INLINE = {
    *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"),
    *("s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"),
}
_ALONE = {"br", "img"}
_ITEMS = {"li", "dt", "dd"}
_BLOCKS = {
    *("p", "div", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"),
    *("section", "article", "details", "summary", "center", "figure", "figcaption", "hr"),
    *_ITEMS,
}
_WITHOUT_MEANING = {
    *("bdi", "bdo", "big", "data", "font", "input", "label", "nobr", "picture", "rp", "rt"),
    *("ruby", "source", "time", "wbr"),
}
_KNOWN = _INLINE | _ALONE | _BLOCKS | _WITHOUT_MEANING
_KEPT = ("href", "src", "alt", "title")
# Roles and notes are read in HTML too: nobody means their signs.
_READ = re.compile(r"(\{[\w:.+-]++\}`[^`\n]++`|\[\^[^\[\]\s]++\])")
_SCHEME = re.compile(r"[^/?#]*:")
_SAFE_SCHEME = re.compile(r"(?:https?|mailto|doi):", re.IGNORECASE)
# Browsers let a cell span thousands of others, for which no page has room.
_MOST = 40


@dataclass(slots=True)
class Piece:
    """A paragraph, or an item of a list, that begins at a line; it may turn out to be empty."""

    line: int
    is_item: bool = False
    written: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        """The text on one line, with all its tags closed."""
        ends = (f"</{tag}>" for tag in reversed(self.open))
        return " ".join("".join([*self.written, *ends]).split())


@dataclass(slots=True)
class Cell:
    """A cell, or what stands like one; numbers in its content are parts that are no HTML."""

    line: int
    is_header: bool = False
    across: int = 1
    down: int = 1
    content: list[Piece | int] = field(default_factory=list)

    def piece(self, line: int) -> Piece:
        """Return what text is added to."""
        last = self.content[-1] if self.content else None
        return last if isinstance(last, Piece) else self.begin(line)

    def begin(self, line: int, *, is_item: bool = False) -> Piece:
        """Begin a paragraph or an item."""
        piece = Piece(line, is_item)
        self.content.append(piece)
        return piece


@dataclass(slots=True)
class Row:
    """A row, and whether it stands in the head of its table."""

    line: int
    in_head: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class HtmlTable:
    """A table; ``stray`` holds what is in none of its cells, ``inner`` the tables in cells."""

    line: int
    rows: list[Row] = field(default_factory=list)
    caption: Cell | None = None
    stray: Cell = field(default_factory=lambda: Cell(0))
    inner: list[HtmlTable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A table, how many parts it takes up, and what follows it in the last of them."""

    table: HtmlTable
    parts: int
    rest: str
    is_closed: bool


def read_html_table(parts: Iterable[tuple[int, str | None]]) -> Found:
    """Read the table that the first part begins with, with the tables in it.

    Each part has its line, and its text if it is HTML; no more are taken than it needs. A
    table that is not closed ends where the last of its tags is.
    """
    taken: list[tuple[int, str | None]] = []
    reader = _Reader()
    for part in parts:
        taken.append(part)
        reader.read(*part)
        if reader.rest is not None:
            break
    if reader.rest is None or reader.last_part < len(taken):
        last, reader = reader.last_part, _Reader()
        for part in taken[:last]:
            reader.read(*part)
        reader.finish()
    return Found(reader.outer, reader.last_part, reader.rest or "", reader.is_closed)


@dataclass(slots=True)
class _Open:
    """A table that is not closed yet, and what of it is open."""

    table: HtmlTable
    cell: Cell | None = None
    in_row: bool = False
    in_head: bool = False

    @property
    def holder(self) -> Cell:
        """What text and nodes are put into."""
        return self.cell or self.table.stray


class _Reader(HTMLParser):
    """Reads one table; ``last_part`` counts the parts up to the last tag of a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outer = HtmlTable(0)
        self.rest: str | None = None
        self.last_part = 0
        self.is_closed = False
        self._open: list[_Open] = []
        self._parts, self._text, self._first = 0, "", 0

    def read(self, line: int, text: str | None) -> None:
        """Read a part that begins at a line of the file."""
        self._parts += 1
        if text is None:
            self._open[-1].holder.content.append(self._parts - 1)
            return
        # What is left is the beginning of a tag.
        left, self.rawdata = self.rawdata, ""
        # Python's parser stops at sections of SGML, which are none in HTML.
        self._text = left + text.replace("<![", "&lt;![") + "\n" * (not text.endswith("\n"))
        self._first = line - left.count("\n")
        self.lineno, self.offset = 1, 0
        self.feed(self._text)

    def finish(self) -> None:
        """Take what looks like the beginning of a tag or stands in an open one as text."""
        self.handle_data(self.rawdata)

    @property
    def _line(self) -> int:
        return self._first + self.lineno - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a part of one, or what its cells hold."""
        if self.rest is not None:
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._begin_table()
        elif tag in _PARTS:
            self._begin_part(tag, given)
        elif tag not in _KNOWN:
            # Browsers show none of it, and run some of it; it may be words all the same.
            self.handle_data(self.get_starttag_text() or "")
        elif (cell := self._open[-1].cell) is None or tag in _WITHOUT_MEANING:
            pass
        elif tag in _BLOCKS:
            cell.begin(self._line, is_item=tag in _ITEMS)
        else:
            kept = {name: given[name] for name in _KEPT if _is_safe(name, given.get(name))}
            if tag != "a" or "href" in kept:
                piece = cell.piece(self._line)
                piece.written.append(_tag(tag, kept))
                piece.open += [tag] * (tag in _INLINE)

    def handle_endtag(self, tag: str) -> None:
        """End what a tag has begun."""
        if self.rest is not None:
            return
        top = self._open[-1]
        cell = top.cell
        if tag == "table":
            self._end_table()
        elif tag in _PARTS:
            self.last_part = self._parts
            top.cell = None
            top.in_row = top.in_row and tag not in {*_GROUPS, "tr"}
            top.in_head = top.in_head and tag not in _GROUPS
        elif tag not in _KNOWN:
            self.handle_data(self._tag_source())
        elif cell is not None and tag in _BLOCKS:
            cell.begin(self._line)
        elif cell is not None and tag in (piece := cell.piece(self._line)).open:
            last = ""
            while last != tag:
                last = piece.open.pop()
                piece.written.append(f"</{last}>")

    def handle_data(self, data: str) -> None:
        """Add text, which is no Markdown."""
        if self.rest is None and data.strip():
            self._open[-1].holder.piece(self._line).written.append(_markdown(data))
        elif self.rest is None and data and (cell := self._open[-1].cell) is not None:
            cell.piece(self._line).written.append(" ")

    def handle_comment(self, data: str) -> None:
        """Keep what browsers take for a comment, and writers do not."""
        if not (source := self._tag_source()).startswith("<!--"):
            self.handle_data(source)

    def handle_decl(self, decl: str) -> None:
        """Keep it, as above."""
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        """Keep it, as above."""
        self.handle_comment(data)

    def _begin_table(self) -> None:
        if self._open and self._open[-1].cell is None:
            # Not in a cell: the table before was never closed.
            self._open.pop()
            if not self._open:
                self.rest = self._source()
                return
        self.last_part = self._parts
        table = HtmlTable(self._line)
        if self._open:
            self._open[-1].table.inner.append(table)
        else:
            self.outer = table
        self._open.append(_Open(table))

    def _end_table(self) -> None:
        self.last_part = self._parts
        self._open.pop()
        if not self._open:
            self.is_closed = True
            _, _, self.rest = self._source().partition(">")
        elif (cell := self._open[-1].cell) is not None:
            cell.begin(self._line)

    def _tag_source(self) -> str:
        source, end, _ = self._source().partition(">")
        return source + end

    def _source(self) -> str:
        """Return the source from what is being read on."""
        lines = self._text.split("\n")[self.lineno - 1 :]
        return "\n".join(lines)[self.offset :]

    def _begin_part(self, tag: str, given: dict[str, str]) -> None:
        self.last_part = self._parts
        top = self._open[-1]
        table = top.table
        top.cell = None
        if tag in _GROUPS:
            top.in_head, top.in_row = tag == "thead", False
        elif tag == "caption":
            table.caption = top.cell = table.caption or Cell(self._line)
        elif tag == "tr" or (tag in ("td", "th") and not top.in_row):
            table.rows.append(Row(self._line, top.in_head))
            top.in_row = True
        if tag in ("td", "th"):
            across, down = _span(given.get("colspan", "")), _span(given.get("rowspan", ""))
            cell = Cell(self._line, tag == "th", across, down)
            top.cell = cell
            table.rows[-1].cells.append(cell)


def _span(written: str) -> int:
    return min(max(int(written), 1), _MOST) if re.fullmatch(r"[0-9]{1,9}", written) else 1


def _tag(tag: str, attributes: dict[str, str]) -> str:
    written = (f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(written)}>"


def _is_safe(name: str, value: str | None) -> bool:
    """Return whether an attribute is there, and is no address that a browser would run."""
    if value is None or name not in ("href", "src"):
        return value is not None
    address = value.strip(" ")
    return address.isprintable() and (
        not _SCHEME.match(address) or bool(_SAFE_SCHEME.match(address))
    )


def _markdown(text: str) -> str:
    """Return text as Markdown that shows it, in which roles and notes are left."""
    return "".join(
        part if number % 2 else inline(part) for number, part in enumerate(_READ.split(text))
    )
