"""A table in HTML, as writers type it: tags left out, of any case, with anything in them.

What stands in its cells comes out as Markdown that shows the same, with no attribute but
those that say where something leads and what it shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .escape import inline
from .html import BLOCKS, PLAIN, SAME, Tag, names, tokens

TABLE = re.compile(r"<table(?![\w-])", re.IGNORECASE)
_GROUPS = {"thead", "tbody", "tfoot"}
_CELLS = {"td", "th"}
_PARTS = _GROUPS | _CELLS | {"tr", "caption", "colgroup", "col"}
_BLOCKS = BLOCKS & PLAIN
_INLINE = SAME.keys() | names("a abbr ins mark q small span u")
_KNOWN = PLAIN | _INLINE | names("font input label rp rt ruby")
_ITEMS = {"li", "dt", "dd"}
_KEPT = ("href", "src", "alt", "title")
# Roles and notes are read in HTML too: nobody means their signs.
_READ = re.compile(r"(\{[\w:.+-]++\}`[^`\n]++`|\[\^[^\[\]\s]++\])")
# What is left of a part may be the beginning of a tag.
_BEGUN = re.compile(r"<[a-zA-Z/!?][^<>]*+\Z")
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


class _Reader:
    """Reads one table; ``last_part`` counts the parts up to the last tag of a table."""

    def __init__(self) -> None:
        self.outer = HtmlTable(0)
        self.rest: str | None = None
        self.last_part = 0
        self.is_closed = False
        self._open: list[_Open] = []
        # How many parts there were, and what the last one has left: the beginning of a tag.
        self._parts, self._left = 0, ""
        self._line = 0

    def read(self, line: int, text: str | None) -> None:
        """Read a part that begins at a line of the file."""
        self._parts += 1
        if text is None:
            self._open[-1].holder.content.append(self._parts - 1)
            return
        text = self._left + text + "\n" * (not text.endswith("\n"))
        self._line = line - self._left.count("\n")
        begun = _BEGUN.search(text)
        self._left = begun[0] if begun else ""
        first = self._line
        for part in tokens(text.removesuffix(self._left)):
            if isinstance(part, str):
                self._add(part)
                self._line += part.count("\n")
                continue
            self._line = first + part.line
            if part.name == "table":
                self._table(part, text)
            elif part.name in _PARTS:
                self._part(part)
            elif part.name not in _KNOWN:
                # Browsers show none of it, and run some of it; it may be words all the same.
                self._add(part.written)
            elif (cell := self._open[-1].cell) is not None:
                self._inside(part, cell)
            if self.rest is not None:
                return
            self._line += part.written.count("\n")

    def finish(self) -> None:
        """Take what looks like the beginning of a tag as text."""
        self._add(self._left)

    def _add(self, text: str) -> None:
        """Add text, which is no Markdown."""
        if text.strip():
            self._open[-1].holder.piece(self._line).written.append(_markdown(text))
        elif text and (cell := self._open[-1].cell) is not None:
            cell.piece(self._line).written.append(" ")

    def _table(self, tag: Tag, text: str) -> None:
        if tag.opens and self._open and self._open[-1].cell is None:
            # Not in a cell: the table before was never closed.
            self._open.pop()
            if not self._open:
                self.rest = text[tag.at :]
                return
        self.last_part = self._parts
        if not tag.opens:
            self._open.pop()
            if not self._open:
                self.is_closed, self.rest = True, text[tag.at + len(tag.written) :]
            elif (cell := self._open[-1].cell) is not None:
                cell.begin(self._line)
            return
        table = HtmlTable(self._line)
        if self._open:
            self._open[-1].table.inner.append(table)
        else:
            self.outer = table
        self._open.append(_Open(table))

    def _part(self, tag: Tag) -> None:
        """Begin or end a part of a table."""
        self.last_part = self._parts
        top, name = self._open[-1], tag.name
        table = top.table
        top.cell = None
        if name in _GROUPS:
            top.in_head, top.in_row = tag.opens and name == "thead", False
        elif not tag.opens:
            top.in_row = top.in_row and name != "tr"
        elif name == "caption":
            table.caption = top.cell = table.caption or Cell(self._line)
        elif name == "tr" or (name in _CELLS and not top.in_row):
            table.rows.append(Row(self._line, top.in_head))
            top.in_row = True
        if tag.opens and name in _CELLS:
            across, down = (_span(tag.attributes.get(each, "")) for each in ("colspan", "rowspan"))
            top.cell = Cell(self._line, name == "th", across, down)
            table.rows[-1].cells.append(top.cell)

    def _inside(self, tag: Tag, cell: Cell) -> None:
        """Take up a tag of what a cell holds."""
        name = tag.name
        if name in _BLOCKS:
            cell.begin(self._line, is_item=tag.opens and name in _ITEMS)
        elif not tag.opens:
            piece = cell.piece(self._line)
            last = "" if name in piece.open else name
            while last != name:
                last = piece.open.pop()
                piece.written.append(f"</{last}>")
        elif name in _INLINE or name in ("br", "img"):
            given = tag.attributes
            kept = {each: given[each] for each in _KEPT if _is_safe(each, given.get(each))}
            if name != "a" or "href" in kept:
                piece = cell.piece(self._line)
                piece.written.append(_tag(name, kept))
                piece.open += [name] * (name in _INLINE)


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
