"""The lines and the tables of flat text and of spreadsheets, as they were found."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_versus.grammar.rawtext import pipe_cells

from .draft import Note, RefusedError

_BULLET = re.compile(
    r"(?:[*+\N{EN DASH}\N{EM DASH}-](?=\s)|[•◦▪▫‣·●○■□➢➤\uf0a7\uf0b7]|o(?=\t))\s*(?=\S)"
)
_NUMBER = re.compile(r"^(0|[1-9]\d{0,2})[.)]\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=[^\s#])")
# Three signs or more: one alone may be the text of a cell.
_RULE = re.compile(r"(?:[\s|:=_*~\N{BOX DRAWINGS LIGHT HORIZONTAL}-]{3,}|\s*)$")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(:?)$")
_WRAPPED_AT = 50
_BORDER = re.compile(r"[\s:=]*[|+-][\s|+:=-]*$")
# Not the two spaces that some put between sentences.
_GAP = re.compile(r"(?<![.!?\s])\s{2,}")
_BARS = str.maketrans("│┃", "||")
# The lines of a cell.
Cell = tuple[str, ...]
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input: as it is, and without bullet or signs of a heading.

    ``level`` is that of a heading with signs, else 0, and ``count`` the number of an item.
    """

    number: int
    raw: str
    text: str
    indent: int = 0
    bullet: bool = False
    count: int | None = None
    level: int = 0

    @property
    def bare(self) -> str:
        """The text as a heading would have it: without number, emphasis and colon."""
        text = self.unnumbered
        if found := _EMPHASIS.match(text):
            text = found[2]
        return text.rstrip(":\N{FULLWIDTH COLON} #").strip() or self.text

    @property
    def unnumbered(self) -> str:
        """The text without its number, which stays in it: a heading may have one."""
        return _NUMBER.sub("", self.text, count=1)

    @property
    def item(self) -> bool:
        """Whether it is an item of a list."""
        return self.bullet or self.count is not None

    def continues(self, before: Line) -> bool:
        """Return whether it looks like the rest of the line right above it."""
        if self.number != before.number + 1 or self.item or self.level or not self.text:
            return False
        if before.item and self.indent > before.indent:
            return True
        ended = before.text.endswith((".", "!", "?", ":", ";"))
        return len(before.text) >= _WRAPPED_AT and not ended and self.text[0].islower()


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text; blank ones have no text, rules are blank."""
    return [_line(number, each) for number, each in enumerate(text.splitlines(), start=1)]


def _line(number: int, written: str) -> Line:
    raw, expanded = written.strip(), written.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    if _RULE.match(raw):
        return Line(number, "", "")
    if found := _HEADING.match(raw):
        return Line(number, raw, raw[found.end() :].rstrip("#").rstrip(), level=len(found[1]))
    if found := _BULLET.match(raw):
        return Line(number, raw, raw[found.end() :], indent, bullet=True)
    found = _NUMBER.match(raw)
    return Line(number, raw, raw, indent, count=int(found[1]) if found else None)


@dataclass(slots=True)
class Grid:
    """A table as found: rows of cells, not all of them with as many.

    ``numbers`` are the lines of the input that the rows stand on.
    """

    rows: list[list[Cell]]
    numbers: list[int]
    notes: list[Note] = field(default_factory=list)


def grid_at(written: Sequence[str], lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table that begins at a place, and tell where it ends.

    ``written`` are the lines as they are, ``lines`` what they look like. Rows
    are parted by bars or tabs, or, if three or more lines agree, by wide gaps.
    """
    grid, end, row = Grid([], []), at, written[at].translate(_BARS)
    sign = "|" if "|" in row and not lines[at].level else "\t" if "\t" in row.strip() else ""
    while end < len(written):
        cells = _cells(written[end].translate(_BARS), lines[end], sign)
        if cells is None or (not sign and grid.rows and len(cells) != len(grid.rows[0])):
            break
        if cells:
            grid.rows.append([(cell.strip(),) if cell.strip() else () for cell in cells])
            grid.numbers.append(end + 1)
        end += 1
    wide = [row for row in grid.rows if len(row) > 1]
    least = 2 if sign else 3
    return (grid, end) if len(grid.rows) >= least and len(wide) > 1 else None


def _cells(row: str, line: Line, sign: str) -> list[str] | None:
    """Return the cells of a row, none of a line that only borders it, or None at the end."""
    if sign == "|":
        if row.strip() and _BORDER.match(row.strip()):
            return []
        return [cell.replace("\\|", "|") for cell in pipe_cells(row)] if "|" in row else None
    # An empty first cell is white space at the margin.
    cells = row.rstrip(" ").split(sign) if sign else _GAP.split(row.strip())
    # Behind a bullet is white space too.
    return cells if line.text and len(cells) > 1 + line.item else None


def grid_of_csv(text: str) -> Grid:
    """Read a spreadsheet saved as text, whatever separates its cells."""
    csv.field_size_limit(max(len(text), 131072))
    grid = Grid([], [])
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\"?sep=(.)\"?\s*", first, re.IGNORECASE)
    text = rest if told else text
    separator = told[1] if told else max(SEPARATORS, key=lambda sign: _agreement(text, sign))
    try:
        rows = _csv_rows(text, separator, strict=True)
    except csv.Error as error:
        rows = _csv_rows(text, separator, strict=False)
        grid.notes += [Note(f"the quotes of the file do not pair ({error}); look at all cells")]
    for number, cells in rows:
        if any(cells):
            grid.rows.append(cells)
            grid.numbers.append(number + bool(told))
    if not grid.rows:
        raise RefusedError("the file is empty")
    return grid


def _csv_rows(text: str, separator: str, *, strict: bool) -> list[tuple[int, list[Cell]]]:
    """Return rows with the lines that they begin at."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=strict)
    rows: list[tuple[int, list[Cell]]] = []
    begin = 1
    for row in reader:
        cells = [tuple(filter(None, map(str.strip, field.splitlines()))) for field in row]
        rows.append((begin, cells))
        begin = reader.line_num + 1
    return rows


def _agreement(text: str, separator: str) -> tuple[int, int]:
    """Return how many rows have as many cells, and how many: `csv.Sniffer` wants no others."""
    try:
        rows = _csv_rows(text, separator, strict=False)
    except csv.Error:
        return (0, 0)
    widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
