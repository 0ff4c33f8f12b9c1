"""Prose, lists and tables out of lines, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from .draft import Block, Cell, Note, Paragraph, Point, Points
from .grids import Grid
from .lines import Line, continues, runs_on, unnumbered
from .matrix import rows_as_text, side_table
from .parts import Token
from .sides import side_of


def flow(
    tokens: Sequence[Token],
    *,
    sides: Sequence[str] = (),
    expected: bool = False,
    lists: bool = True,
    points: bool = False,
) -> list[Block]:
    """Read prose, lists and tables in their order.

    ``expected`` says that tables are what the section is for; ``lists`` that
    it can hold lists; ``points`` that each line is an item of one.
    """
    if expected and not any(isinstance(token, Grid) for token in tokens):
        lines = [token for token in tokens if isinstance(token, Line)]
        found = side_by_side_lines(lines, sides)
        if found is not None:
            return found
    flow = _Flow(lists, points)
    for token in tokens:
        if isinstance(token, Grid):
            flow.end()
            flow.blocks += side_table(token, sides, expected=expected) or rows_as_text(token)
        elif token.text:
            flow.line(token)
    return flow.blocks


class _Flow:
    """Blocks made of lines, one after the other."""

    def __init__(self, lists: bool, points: bool) -> None:
        self.lists = lists
        self.points = points
        self.blocks: list[Block] = []
        self.before: Line | None = None
        self.margin = 0

    def end(self) -> None:
        """Let the next line begin a block of its own."""
        self.before = None

    def line(self, line: Line) -> None:
        """Take a line in."""
        last = self.blocks[-1] if self.blocks else None
        joins = self.before is not None and continues(self.before, line)
        if joins and isinstance(last, Points):
            point = last.items[-1]
            if point.inner:
                point.inner[-1] += f" {line.text}"
            else:
                point.text += f" {line.text}"
        elif isinstance(last, Paragraph) and (
            joins or (self.before is not None and not self.points and runs_on(self.before, line))
        ):
            last.text += f" {line.text}"
        elif self.lists and (line.item or self.points):
            self._point(line, last)
        else:
            text = line.raw if line.level else line.text
            notes = [Note("a heading that is not known here", line.number)] if line.level else []
            self.blocks.append(Paragraph(text, notes))
        self.before = line

    def _point(self, line: Line, last: Block | None) -> None:
        goes_on = isinstance(last, Points) and self.before is not None
        if isinstance(last, Points) and goes_on and line.item and line.indent > self.margin:
            last.items[-1].inner.append(line.text)
            return
        self.margin = line.indent
        if isinstance(last, Points) and goes_on:
            if last.first is None and line.count is None:
                last.items.append(Point(line.text))
                return
            if last.first is not None and line.count == last.first + len(last.items):
                last.items.append(Point(unnumbered(line)))
                return
            if last.first is None:
                last.items.append(Point(line.text))
                return
        if line.count is None:
            self.blocks.append(Points([Point(line.text)]))
        else:
            self.blocks.append(Points([Point(unnumbered(line))], line.count))


def side_by_side_lines(lines: Sequence[Line], sides: Sequence[str]) -> list[Block] | None:
    """Read a table of which each cell is a line, as some pages paste; None if it is none."""
    filled = [line for line in lines if line.text]
    width = len(sides) + 1
    names = [side_of(line.bare, sides) for line in filled[:width]]
    for start in (0, 1):
        found = names[start : start + len(sides)]
        places = [hit[0] for hit in found if hit and hit[1]]
        if len(places) == len(set(places)) == len(sides):
            break
    else:
        return None
    first = filled[0].text if start else ""
    cells = filled[start + len(sides) :]
    whole = len(cells) - len(cells) % width
    if not whole:
        return None
    numbers = [filled[0].number]
    rows: list[list[Cell]] = [[(first,), *((sides[place],) for place in places)]]
    for at in range(0, whole, width):
        numbers.append(cells[at].number)
        rows.append([(cell.raw,) for cell in cells[at : at + width]])
    grid = Grid(rows, numbers, [Note("a table of which each cell is a line", numbers[0])])
    blocks = side_table(grid, sides, expected=True)
    if blocks is None:
        return None
    return [*blocks, *(Paragraph(line.text) for line in cells[whole:])]
