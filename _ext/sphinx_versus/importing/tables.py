"""Rows of cells as a table of Markdown, whatever is written in them."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.grammar.columns import Role, sides_in
from sphinx_versus.grammar.names import normalise, slug, versus

from .draft import Block, Draft, Note, RefusedError
from .escape import escaped
from .grids import Cell, Grid, grid_of_csv
from .meanings import place_of
from .sides import check_sides, words_for

_NOTES = "Notes"


def draft_of_csv(text: str, sides: Sequence[str] = (), title: str = "") -> Draft:
    """Read a spreadsheet, a table as in a page; rows above its header become notes."""
    grid, above = _without_rows_above(grid_of_csv(text))
    if len(grid.rows) < 2:
        raise RefusedError("the file has no row below its first one")
    if len(grid.rows[0]) < 2:
        raise RefusedError("the file has one column, and a comparison has a column for each side")
    width = max(map(len, grid.rows))
    header, *body = [
        [*(" ".join(cell) for cell in row), *[""] * (width - len(row))] for row in grid.rows
    ]
    columns = [[row[at] for row in body] for at in range(len(header))]
    if sides:
        names = check_sides(sides, "SIDES")
        known = [*header, *(row[0] for row in body)]
        if any(place_of(name, known) is None for name in names):
            raise RefusedError(
                f"the columns are: {', '.join(filter(None, header))}; "
                "not all of SIDES is among them"
            )
    else:
        words = words_for(header)
        plain = [name for name in header[1:] if name and words.role_of(name) is Role.UNKNOWN]
        names = check_sides(sides_in(header, columns, words) or plain, "the first row")
        if not {*map(normalise, names)} & {*map(normalise, header)}:
            above.append(Note("the sides are in the rows", grid.numbers[0]))
    shown = title or versus(names)
    lines, notes = table_lines(grid)
    table = Block("table", [*lines], grid.numbers[0], notes=notes)
    return Draft(shown, names, slug(shown), above, [table])


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


def table_lines(grid: Grid) -> tuple[list[str], list[Note]]:
    """Return a table, whose rows become as long as the longest, and the notes on it."""
    notes = list(grid.notes)
    width, named = max(map(len, grid.rows)), len(grid.rows[0])
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        if (missing := named - len(row)) > 0:
            told = " ".join(row[0]) if row else ""
            notes.append(Note(f"{missing} cells are missing at the end of a row", number, told))
        row += [()] * (width - len(row))
    filled = [at for at in range(width) if not at or any(row[at] for row in grid.rows)]
    if nameless := [at for at in filled if at and not grid.rows[0][at]]:
        notes.append(Note("columns without a name are taken for notes", grid.numbers[0]))
        for at in nameless:
            grid.rows[0][at] = (_NOTES,)
    rows = [[row[at] for at in filled] for row in grid.rows]
    lines = [_line([escaped(" ".join(cell)) for cell in rows[0]]), f"|{'---|' * len(filled)}"]
    for number, row in zip(grid.numbers[1:], rows[1:], strict=True):
        if any(cell[0].startswith("=") for cell in row if cell):
            told = _line([" ".join(cell) for cell in row])
            notes.append(Note("a formula, and not what it gives", number, told))
        lines.append(_line(["<br>".join(map(escaped, cell)) for cell in row]))
    return lines, notes


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
