"""Tables of what a list holds, from the content of their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

# The blocks or the inline content of a cell of a table.
Cell = list[nodes.Node]
# The header of a column, and its width in letters.
Column = tuple[Cell, int]


def headers(columns: Iterable[tuple[str, int]]) -> list[Column]:
    """Return the headers of columns, from their labels and widths in letters."""
    return [(text_cell(label), width) for label, width in columns]


def listing_table(header: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> nodes.table:
    """Return a table; its first column holds the headers of its rows."""
    columns = [nodes.colspec(colwidth=width) for _, width in header]
    columns[0]["stub"] = 1
    head = nodes.thead("", _row(cell for cell, _ in header))
    body = nodes.tbody("", *map(_row, rows))
    group = nodes.tgroup("", *columns, head, body, cols=len(header))
    return nodes.table("", group, classes=["versus-listing"])


def _row(cells: Iterable[Cell]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        blocks = all(isinstance(node, nodes.paragraph) for node in cell)
        row += nodes.entry("", *(cell if blocks else [nodes.paragraph("", "", *cell)]))
    return row


def text_cell(text: str) -> Cell:
    """Return the content of a cell that is a text."""
    return [nodes.Text(text)]
