"""The shape of a table: where its cells are, and how wide its columns shall be."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from docutils import nodes


class Cell(NamedTuple):
    """A cell and its place: row and column from 0, and how many of each it covers."""

    entry: nodes.entry
    row: int
    column: int
    rows: int
    columns: int
    stub: bool


class Shape(NamedTuple):
    """A table's cells by row, and the widths of its columns in relation to each other.

    ``natural`` is true where the columns may be as wide as their text. ``line`` is
    how many letters surely stand on a line as wide as the table.
    """

    head: list[Cell]
    body: list[Cell]
    head_rows: int
    widths: list[float]
    natural: bool
    line: float

    def room(self, cell: Cell) -> float:
        """Return how many letters surely stand on a line of a cell."""
        share = sum(self.widths[cell.column : cell.column + cell.columns]) / sum(self.widths)
        return self.line if self.natural else max(1.0, self.line * share - _PADDING)

    def lines(self) -> list[float]:
        """Return how many lines each row of the body has at most, if that can be told.

        What a row shares with others counts for each of them.
        """
        rows = max((cell.row + cell.rows for cell in self.body), default=self.head_rows)
        lines = [0.0] * (rows - self.head_rows)
        for cell in self.body:
            own = _lines(cell.entry, self.room(cell))
            for row in range(cell.row, cell.row + cell.rows):
                lines[row - self.head_rows] = max(lines[row - self.head_rows], own)
        return lines

    def kept(self) -> tuple[set[int], int, int]:
        """Return what no page end shall divide.

        Rows of the body that go on one page each, and how many of the first and of the last
        rows go on one together: two, or all of a table that is no taller than a fifth of a page,
        whose rows need nothing more.
        """
        lines = self.lines()
        count = len(lines)
        whole = {row for row, high in enumerate(lines) if high <= _TALL}
        if sum(lines) + count <= _SMALL:
            return set(), count, 0
        # A row over the whole width heads those below it, with which it goes anyway.
        heads = {
            cell.row - self.head_rows
            for cell in self.body
            if cell.stub and cell.columns == len(self.widths) > 1
        }
        firsts, lasts = {0, 1}, {count - 2, count - 1}
        ends = [
            2 if count > 3 and rows <= whole and not rows & heads else 0 for rows in (firsts, lasts)
        ]
        return whole, ends[0], ends[1]


def letters(node: nodes.Node) -> int:
    """Return how many letters a node has, as a measure of its height.

    Of several paragraphs or lines each counts as a whole line of a narrow column; what has a
    height that nobody knows counts as a page.
    """
    if next(iter(node.findall(_has_no_known_height)), None):
        return _PAGE
    lines = [len(line) for block in _blocks(node) for line in _fixed_lines(block)]
    return sum(max(line, _LINE) for line in lines) if len(lines) > 1 else len(node.astext())


def _fixed_lines(block: nodes.TextElement) -> list[str]:
    text = block.astext()
    return text.split("\n") if isinstance(block, nodes.FixedTextElement) else [text]


def columns_of(table: nodes.table) -> int:
    """Return how many columns a table has."""
    return len(_parts(table, nodes.colspec))


def shape_of(table: nodes.table, room: float = 78) -> Shape:
    """Return the shape of a table where so many letters surely stand on a line of text."""
    line = room * _SMALLER
    colspecs = _parts(table, nodes.colspec)
    stubs = [bool(colspec.get("stub")) for colspec in colspecs]
    heads = _parts(table, nodes.thead)
    head_rows = sum(len(thead.children) for thead in heads)
    head = [cell for thead in heads for cell in _cells(thead, stubs, 0)]
    body = [
        cell for tbody in _parts(table, nodes.tbody) for cell in _cells(tbody, stubs, head_rows)
    ]
    if "colwidths-given" in table["classes"]:
        given = [float(colspec["colwidth"]) for colspec in colspecs]
        # A few letters must have room, whatever is given.
        least = sum(given) * (_PADDING + 3) / line
        given = [max(width, least) for width in given]
        return Shape(head, body, head_rows, given, natural=False, line=line)
    needed = _needed(len(colspecs), [*head, *body])
    natural = sum(longest + _PADDING for _, longest in needed) < line
    # As wide as the text asks for, but not so that one long column starves the others.
    widths = [max(word, min(longest, line) ** 0.7) for word, longest in needed]
    return Shape(head, body, head_rows, _evened(widths), natural, line)


# How much more stands on a line of a table than of a text, and what a cell has at its sides.
_SMALLER = 1.16
_PADDING = 2.4
# So many lines are no more than a third, and a fifth, of a page.
_TALL = 18
_SMALL = 12
# A line of a narrow column, and more than a page has, in letters.
_LINE = 45
_PAGE = 10_000
# The room is for wide letters: of usual ones so many times as many stand there. Between two
# paragraphs there is a part of a line.
_USUAL = 1.15
_BETWEEN = 0.4
# Columns whose widths differ less than that look as if they were to be the same.
_ALIKE = 1.6


def _evened(widths: list[float]) -> list[float]:
    """Return the widths, those behind the first column the same where they are alike."""
    rest = widths[1:]
    if not rest or max(rest) > _ALIKE * min(rest):
        return widths
    return [widths[0], *([sum(rest) / len(rest)] * len(rest))]


def _parts(table: nodes.table, kind: type[nodes.Element]) -> list[nodes.Element]:
    """Return the parts of a table, but not those of tables within it."""
    return [
        part
        for group in table.children
        if isinstance(group, nodes.tgroup)
        for part in group.children
        if isinstance(part, kind)
    ]


def _cells(part: nodes.Element, stubs: list[bool], first: int) -> list[Cell]:
    """Place the cells of a head or body, going round those that cover several rows."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, row_node in enumerate(part.children):
        column = 0
        for entry in row_node.children:
            assert isinstance(entry, nodes.entry)
            while (row, column) in taken:
                column += 1
            rows, columns = entry.get("morerows", 0) + 1, entry.get("morecols", 0) + 1
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
            stub = column < len(stubs) and stubs[column]
            cells.append(Cell(entry, first + row, column, rows, columns, stub))
            column += columns
    return cells


def _lines(entry: nodes.entry, room: float) -> float:
    """Return how many lines a cell has at most; nobody knows how tall a picture is."""
    if next(iter(entry.findall(_has_no_known_height)), None):
        return math.inf
    return sum(
        math.ceil((len(line) + 1) / max(1, room * _USUAL)) + _BETWEEN
        for block in _blocks(entry)
        for line in block.astext().split("\n")
    )


def _blocks(node: nodes.Node) -> list[nodes.TextElement]:
    return [each for each in node.findall(nodes.TextElement) if not _is_inline(each)]


def _is_inline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Inline) or isinstance(node.parent, nodes.TextElement)


def _has_no_known_height(node: nodes.Node) -> bool:
    return isinstance(node, nodes.image | nodes.table | nodes.math_block | nodes.raw)


def _needed(columns: int, cells: Iterable[Cell]) -> list[tuple[float, float]]:
    """Return for each column the length of its longest word and of its longest text."""
    words, texts = [4.0] * columns, [4.0] * columns
    for cell in cells:
        if cell.columns == 1 and cell.column < columns:
            text = cell.entry.astext()
            longest = max((len(word) for word in text.split()), default=0)
            words[cell.column] = max(words[cell.column], min(longest, 16))
            texts[cell.column] = max(texts[cell.column], len(text))
    return list(zip(words, texts, strict=True))
