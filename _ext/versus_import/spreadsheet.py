"""A spreadsheet saved as text into a draft: dimensions first, then a column for each side."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.model import SectionKind
from sphinx_versus.names import slug, versus

from .draft import Draft, Note, RefusedError, Section
from .grids import Grid, grid_of_csv
from .matrix import side_table
from .sides import check_sides


def draft_of_csv(text: str, sides: Sequence[str] = (), title: str = "") -> Draft:
    """Read a spreadsheet. ``sides`` names the columns that are wanted, if not all of them.

    Raises `RefusedError` where the columns make no two to six sides.
    """
    if not text.strip():
        raise RefusedError("the file is empty")
    grid = _without_empty_columns(grid_of_csv(text))
    names = check_sides(sides or grid.header[1:], "SIDES" if sides else "the first row")
    found = side_table(grid, names, expected=False)
    if found is None:
        columns = ", ".join(grid.header[1:])
        raise RefusedError(
            f"the columns are: {columns}; not all of SIDES is among them"
            if sides
            else "the file has no row below its first one"
        )
    section = Section(SectionKind.SIDE_BY_SIDE, "Side-by-side analysis", body=found)
    shown = title or versus(names)
    return Draft(shown, names, slug(shown), sections=[section])


def _without_empty_columns(grid: Grid) -> Grid:
    """Drop columns without a single word; name those that have cells and no name."""
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
    for place, at in enumerate(kept):
        if place and not rows[0][place]:
            rows[0][place] = (f"Column {at + 1}",)
            notes.append(Note(f"a column without a name is called {at + 1}", grid.numbers[0]))
    return Grid(rows, grid.numbers, notes)
