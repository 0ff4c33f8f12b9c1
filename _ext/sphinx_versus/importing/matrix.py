"""Tables as found into side-by-side tables, or else into text."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.grammar.names import normalise

from .draft import Block, Cell, Note, Paragraph, Table
from .grids import Grid
from .sides import side_of

_FIRST = "Dimension"


def side_table(grid: Grid, sides: Sequence[str], *, expected: bool) -> list[Block] | None:
    """Return a table whose columns are the sides, and below it what it cannot hold.

    None if its columns are others. Where such a table is ``expected``, one
    without a header counts too.
    """
    header = grid.header
    hits = [side_of(name, sides) for name in header[1:]]
    places = [hit[0] for hit in hits if hit]
    notes = list(grid.notes)
    rows = list(zip(grid.numbers, grid.rows, strict=True))
    beside: list[int] = []
    if sorted(set(places)) == list(range(len(sides))) and len(places) == len(sides):
        beside = [at for at, hit in enumerate(hits, start=1) if hit is None and header[at]]
        rows = rows[1:]
        order = {hit[0]: at for at, hit in enumerate(hits, start=1) if hit}
        if not all(hit is None or hit[1] for hit in hits):
            notes.append(
                Note("the columns are taken for the sides", grid.numbers[0], " | ".join(header))
            )
        first = header[0]
        if beside:
            others = ", ".join(header[at] for at in beside)
            notes.append(
                Note("columns that are no side's, shown below the table", grid.numbers[0], others)
            )
    elif expected and not places and all(len(row) == len(sides) + 1 for row in grid.rows):
        notes.append(
            Note(
                "a table without a header: its columns are the sides in their order",
                grid.numbers[0],
            )
        )
        order = {place: place + 1 for place in range(len(sides))}
        first = ""
    else:
        return None
    if normalise(first) in map(normalise, sides):
        notes.append(Note("the first column was called", grid.numbers[0], first))
        first = ""
    first = first or _FIRST
    if not rows:
        return None
    used = [0, *(order[place] for place in range(len(sides)))]
    table = Table([first, *sides], [], notes)
    below: list[Block] = []
    for number, row in rows:
        cells = [row[at] if at < len(row) else () for at in used]
        # A dimension and a header have one line.
        cells[0] = (" ".join(cells[0]),) if cells[0] else ()
        table.rows.append(cells)
        missing = len(header) - len(row)
        if missing > 0:
            table.notes.append(
                Note(f"{missing} cells are missing at the end of a row", number, " ".join(cells[0]))
            )
        below += _beside(number, row, beside, header)
    return [table, *below]


def _beside(
    number: int, row: Sequence[Cell], beside: Sequence[int], header: Sequence[str]
) -> list[Block]:
    """Return the cells of a row that are no side's."""
    found: list[Block] = []
    name = " ".join(row[0]) if row else ""
    for at, cell in enumerate(row):
        extra = at >= len(header)
        if cell and (extra or at in beside or (at and not header[at])):
            label = f"{name}, {header[at]}" if not extra and header[at] else name
            note = Note(f'the table has no column for this cell of "{name}"', number)
            found.append(Paragraph(f"{label}: {' '.join(cell)}", [note]))
    return found


def rows_as_text(grid: Grid) -> list[Block]:
    """Return a table that is not side by side as a paragraph for each row."""
    note = Note("a table whose columns are not the sides", grid.numbers[0])
    blocks: list[Block] = []
    for row in grid.rows:
        text = " | ".join(" ".join(cell) for cell in row)
        if text.strip(" |"):
            blocks.append(Paragraph(text, [] if blocks else [*grid.notes, note]))
    return blocks
