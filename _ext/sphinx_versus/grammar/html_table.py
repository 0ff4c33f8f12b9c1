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
    """A table, how many parts it takes up, and what follows it in the last of them.

    ``rest`` is None where the table is never closed.
    """

    table: HtmlTable
    parts: int
    rest: str | None


def read_html_table(parts: Iterable[tuple[int, str | None]]) -> Found:
    """Read the table that the first part begins with, with the tables in it.

    Each part has its line, and its text if it is HTML; no more are taken than it needs. A
    table that is not closed ends where the last tag of a table is.
    """
    taken: list[tuple[int, str | None]] = []
    reader = _Reader()
    for part in parts:
        taken.append(part)
        reader.read(*part)
        if reader.rest is not None:
            break
    else:
        last, reader = reader.last_part, _Reader()
        for part in taken[:last]:
            reader.read(*part)
        reader.finish()
    return Found(reader.outer, reader.last_part, reader.rest)


class _Reader(HTMLParser):
    """Reads one table; ``last_part`` counts the parts up to the last tag of a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outer = HtmlTable(0)
        self.rest: str | None = None
        self.last_part = 0
        self._tables: list[HtmlTable] = []
        # The cell that is open in each table, and whether a row and the head are.
        self._cells: list[Cell | None] = []
        self._in_row = self._in_head = False
        self._parts, self._text, self._first, self._before = 0, "", 0, 1

    def read(self, line: int, text: str | None) -> None:
        """Read a part that begins at a line of the file."""
        self._parts += 1
        if text is None:
            (self._cells[-1] or self._tables[-1].stray).content.append(self._parts - 1)
            return
        self._first, self._before = line, self.getpos()[0]
        self._text = text if text.endswith("\n") else f"{text}\n"
        self.feed(self._text)

    def finish(self) -> None:
        """Take what looks like the beginning of a tag or stands in an open one as text."""
        left, self.rawdata = self.rawdata, ""
        self.handle_data(left)

    @property
    def _line(self) -> int:
        return self._first + self.getpos()[0] - self._before

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
        elif (cell := self._cells[-1]) is None or tag in _WITHOUT_MEANING:
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
        cell = self._cells[-1]
        if tag == "table":
            self._end_table()
        elif tag in _PARTS:
            self.last_part = self._parts
            self._cells[-1] = None
            self._in_row = self._in_row and tag not in {*_GROUPS, "tr"}
            self._in_head = self._in_head and tag not in _GROUPS
        elif tag not in _KNOWN:
            self.handle_data(f"</{tag}>")
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
            holder = self._cells[-1] or self._tables[-1].stray
            holder.piece(self._line).written.append(_markdown(data))
        elif self.rest is None and data and (cell := self._cells[-1]) is not None:
            cell.piece(self._line).written.append(" ")

    def unknown_decl(self, data: str) -> None:
        """Keep the text of CDATA."""
        self.handle_data(data.removeprefix("CDATA["))

    def _begin_table(self) -> None:
        self.last_part = self._parts
        table = HtmlTable(self._line)
        if self._tables:
            self._tables[-1].inner.append(table)
        else:
            self.outer = table
        self._tables.append(table)
        self._cells.append(None)
        self._in_row = self._in_head = False

    def _end_table(self) -> None:
        self.last_part = self._parts
        self._tables.pop()
        self._cells.pop()
        if self._tables:
            self._in_row = True
            if (cell := self._cells[-1]) is not None:
                cell.begin(self._line)
            return
        line, column = self.getpos()
        lines = self._text.split("\n")[line - self._before :]
        _, _, self.rest = "\n".join(lines)[column:].partition(">")

    def _begin_part(self, tag: str, given: dict[str, str]) -> None:
        self.last_part = self._parts
        table = self._tables[-1]
        self._cells[-1] = None
        if tag in _GROUPS:
            self._in_head, self._in_row = tag == "thead", False
        elif tag == "caption":
            table.caption = self._cells[-1] = table.caption or Cell(self._line)
        elif tag == "tr" or (tag in ("td", "th") and not self._in_row):
            table.rows.append(Row(self._line, self._in_head))
            self._in_row = True
        if tag in ("td", "th"):
            across, down = _span(given.get("colspan", "")), _span(given.get("rowspan", ""))
            cell = Cell(self._line, tag == "th", across, down)
            self._cells[-1] = cell
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
