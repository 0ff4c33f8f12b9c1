"""A spreadsheet saved as text into a draft: dimensions first, then a column for each side."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.grammar.names import MIN_SIDES, normalise, slug, versus
from sphinx_versus.model.facts import SectionKind

from .draft import Cell, Draft, Note, RefusedError, Section
from .grids import Grid, grid_of_csv
from .matrix import side_table
from .sides import check_sides

# More columns than this are hardly the sides, where the rows are so few.
_MANY = 6


def draft_of_csv(text: str, sides: Sequence[str] = (), title: str = "") -> Draft:
    """Read a spreadsheet. ``sides`` names the columns that are wanted, if not all of them.

    Rows above the header, as of merged cells, become notes; a table whose rows
    are the sides is turned. Raises `RefusedError` where the columns make no two
    sides or more.
    """
    if not text.strip():
        raise RefusedError("the file is empty")
    grid, above = _without_rows_above(grid_of_csv(text))
    grid = _without_empty_columns(grid)
    if _has_sides_in_rows(grid, sides):
        grid = _turned(grid)
    names = check_sides(sides or _named(grid), "SIDES" if sides else "the first row")
    found = side_table(grid, names, expected=False)
    if found is None:
        columns = ", ".join(_named(grid))
        raise RefusedError(
            f"the columns are: {columns}; not all of SIDES is among them"
            if sides
            else "the file has no row below its first one"
        )
    section = Section(SectionKind.SIDE_BY_SIDE, "Side-by-side analysis", body=found)
    shown = title or versus(names)
    return Draft(shown, names, slug(shown), above, sections=[section])


def _named(grid: Grid) -> list[str]:
    return [name for name in grid.header[1:] if name]


def _without_rows_above(grid: Grid) -> tuple[Grid, list[Note]]:
    """Split off titles and headings of groups of columns; they become notes."""
    width = max(map(len, grid.rows))
    notes: list[Note] = []
    at = 0
    while at + 1 < len(grid.rows) and _is_above(grid.rows[at], grid.rows[at + 1], width):
        told = " | ".join(" ".join(cell) for cell in grid.rows[at] if cell)
        notes.append(Note("this stood above the header", grid.numbers[at], told))
        at += 1
    return Grid(grid.rows[at:], grid.numbers[at:], grid.notes), notes


def _is_above(row: Sequence[Cell], below: Sequence[Cell], width: int) -> bool:
    """Return whether a row is no header: a cell alone, or merged cells over those of a header."""
    filled = sum(map(bool, row))
    if filled == 1 < width - 1:
        return True
    # Merged cells reach over two columns at least, and leave the corner to the header.
    whole = len(below) == width and all(below)
    return not row[0] and filled * 2 <= width - 1 and whole


def _has_sides_in_rows(grid: Grid, sides: Sequence[str]) -> bool:
    """Return whether the rows are the sides: they are named, or the columns are too many."""
    rows = [" ".join(row[0]) for row in grid.rows[1:]]
    if sides:
        columns, wanted = set(map(normalise, grid.header[1:])), set(map(normalise, sides))
        return not wanted <= columns and wanted <= set(map(normalise, rows))
    return len(_named(grid)) > _MANY and MIN_SIDES <= len(rows) <= _MANY and all(rows)


def _turned(grid: Grid) -> Grid:
    """Return a table with its columns as rows, which stand on no line of their own."""
    note = Note("the rows are the sides, so the table has been turned", grid.numbers[0])
    rows = [list(cells) for cells in zip(*grid.rows, strict=True)]
    return Grid(rows, [0] * len(rows), [*grid.notes, note])


def _without_empty_columns(grid: Grid) -> Grid:
    """Drop columns without a single word; name others only if too few have a name.

    All rows become as long as the longest.
    """
    width = max(map(len, grid.rows))
    filled = [any(at < len(row) and row[at] for row in grid.rows) for at in range(width)]
    kept = [at for at in range(width) if not at or filled[at]]
    rows = [[row[at] if at < len(row) else () for at in kept] for row in grid.rows]
    notes = list(grid.notes)
    short = [
        number for number, row in zip(grid.numbers, grid.rows, strict=True) if len(row) < width
    ]
    if short:
        notes.append(
            Note("rows with fewer cells than others; look whether they are right", short[0])
        )
    few = sum(map(bool, rows[0][1:])) < MIN_SIDES
    for place, at in enumerate(kept):
        if few and place and not rows[0][place]:
            rows[0][place] = (f"Column {at + 1}",)
            notes.append(Note(f"a column without a name is called {at + 1}", grid.numbers[0]))
    return Grid(rows, grid.numbers, notes)
