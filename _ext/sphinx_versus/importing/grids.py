"""Tables in flat text and in spreadsheets: rows of cells, as they were found."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_versus.grammar.rawtext import pipe_cells

from .draft import Note, RefusedError
from .lines import Line

_BORDER = re.compile(r"[\s:=]*[|+-][\s|+:=-]*$")
# Not the two spaces that some put between sentences.
_GAP = re.compile(r"(?<![.!?\s])\s{2,}")
_BARS = str.maketrans("│┃", "||")
# The lines of a cell.
Cell = tuple[str, ...]
SEPARATORS = ",;\t"


@dataclass(slots=True)
class Grid:
    """A table as found: rows of cells, not all of them with as many.

    ``numbers`` are the lines of the input that the rows stand on.
    """

    rows: list[list[Cell]]
    numbers: list[int]
    notes: list[Note] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        """The first row, each cell on one line."""
        return [" ".join(cell) for cell in self.rows[0]]


def grid_at(written: Sequence[str], lines: Sequence[Line], at: int) -> tuple[Grid, int] | None:
    """Read the table that begins at a place, and tell where it ends.

    ``written`` are the lines as they are, ``lines`` what they look like. Rows
    are parted by bars or tabs, or, if three or more lines agree, by wide gaps.
    """
    if "|" in written[at].translate(_BARS) and not lines[at].level:
        return _piped(written, at)
    if "\t" in written[at].strip():
        return _gapped(written, lines, at, tabs=True)
    if _GAP.search(written[at].strip()):
        return _gapped(written, lines, at, tabs=False)
    return None


def _piped(written: Sequence[str], at: int) -> tuple[Grid, int] | None:
    grid = Grid([], [])
    end = at
    while end < len(written):
        line = written[end].translate(_BARS).strip()
        border = bool(line) and bool(_BORDER.match(line))
        if not border and "|" not in line:
            break
        if not border:
            cells = [cell.replace("\\|", "|") for cell in pipe_cells(line)]
            grid.rows.append([(cell,) if cell else () for cell in cells])
            grid.numbers.append(end + 1)
        end += 1
    wide = [row for row in grid.rows if len(row) > 1]
    return (grid, end) if len(grid.rows) > 1 and len(wide) > 1 else None


def _gapped(
    written: Sequence[str], lines: Sequence[Line], at: int, *, tabs: bool
) -> tuple[Grid, int] | None:
    grid = Grid([], [])
    width = 0
    end = at
    while end < len(written) and lines[end].text:
        # An empty first cell is white space at the margin.
        line = written[end].rstrip(" ")
        cells = line.split("\t") if tabs else _GAP.split(line.strip())
        if len(cells) < 2 or (not tabs and width and len(cells) != width):
            break
        if lines[end].item and len(cells) == 2:
            # The white space behind a bullet.
            break
        width = len(cells)
        grid.rows.append([(cell.strip(),) if cell.strip() else () for cell in cells])
        grid.numbers.append(end + 1)
        end += 1
    least = 2 if tabs else 3
    return (grid, end) if len(grid.rows) >= least and width > 1 else None


def grid_of_csv(text: str) -> Grid:
    """Read a spreadsheet saved as text, whatever separates its cells.

    Raises `RefusedError` where there is no table.
    """
    csv.field_size_limit(max(len(text), 131072))
    notes: list[Note] = []
    first, _, rest = text.partition("\n")
    skipped = 0
    if found := re.fullmatch(r"\"?sep=(.)\"?\s*", first, re.IGNORECASE):
        separator, text, skipped = found[1], rest, 1
    else:
        separator = _separator(text)
    try:
        rows = _csv_rows(text, separator, strict=True)
    except csv.Error as error:
        rows = _csv_rows(text, separator, strict=False)
        notes.append(Note(f"the quotes of the file do not pair ({error}); look at all cells"))
    grid = Grid([], [], notes)
    for number, cells in rows:
        if any(cells):
            grid.rows.append(cells)
            grid.numbers.append(number + skipped)
    if not grid.rows:
        raise RefusedError("the file is empty")
    return grid


def _csv_rows(text: str, separator: str, *, strict: bool) -> list[tuple[int, list[Cell]]]:
    """Return rows with the lines that they begin at."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=strict)
    rows: list[tuple[int, list[Cell]]] = []
    begin = 1
    for row in reader:
        rows.append((begin, [_cell(field) for field in row]))
        begin = reader.line_num + 1
    return rows


def _cell(text: str) -> Cell:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _separator(text: str) -> str:
    """Return the separator that most rows agree on."""

    def agreement(separator: str) -> tuple[int, int]:
        try:
            rows = _csv_rows(text, separator, strict=False)
        except csv.Error:
            return (0, 0)
        widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
        if not widths:
            return (0, 0)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        return (count, width)

    return max(SEPARATORS, key=agreement)
