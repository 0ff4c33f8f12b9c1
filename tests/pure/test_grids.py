"""Tables as they are found and as they are printed: which line or place each cell has."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_versus.importing.draft import RefusedError
from sphinx_versus.importing.grids import grid_of_csv
from sphinx_versus.site.book.tables import shape_of


@pytest.mark.parametrize(
    ("text", "rows", "numbers"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]], [1, 2]),
        ("sep=;\na;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]], [2, 3]),
        ('"sep=|"\r\na|b\r\n', [["a", "b"]], [2]),
        ("a\tb\n\n,\n1\t2\n", [["a", "b"], [","], ["1", "2"]], [1, 3, 4]),
        ('a,b\n"one\ntwo",2\n3,4\n', [["a", "b"], ["one / two", "2"], ["3", "4"]], [1, 2, 4]),
        ('a;b;c\n"1;2";3;\n', [["a", "b", "c"], ["1;2", "3", ""]], [1, 2]),
    ],
)
def test_rows_of_a_spreadsheet_know_their_lines(
    text: str, rows: list[list[str]], numbers: list[int]
) -> None:
    grid = grid_of_csv(text)
    assert [[" / ".join(cell) for cell in row] for row in grid.rows] == rows
    assert grid.numbers == numbers


def test_a_spreadsheet_without_text_is_refused() -> None:
    with pytest.raises(RefusedError, match="empty"):
        grid_of_csv("sep=;\n;;\n\n")


@settings(deadline=None)
@given(st.data())
def test_no_two_cells_of_a_printed_table_share_a_place(data: st.DataObject) -> None:
    columns = data.draw(st.integers(1, 4))
    free = {(row, column) for row in range(4) for column in range(columns)}
    rows, expected = [], []
    for row in range(4):
        written = nodes.row()
        for column in range(columns):
            if (row, column) not in free:
                continue
            width = data.draw(st.integers(1, columns - column))
            while any((row, column + more) not in free for more in range(width)):
                width -= 1
            height = data.draw(st.integers(1, 4 - row))
            free -= {(row + r, column + c) for r in range(height) for c in range(width)}
            entry = nodes.entry("", nodes.paragraph("", f"{row} {column}"))
            if height > 1:
                entry["morerows"] = height - 1
            if width > 1:
                entry["morecols"] = width - 1
            written += entry
            expected.append((row, column, height, width))
        rows.append(written)
    colspecs = [nodes.colspec(colwidth=1, stub=int(not column)) for column in range(columns)]
    head, body = nodes.thead("", rows[0]), nodes.tbody("", *rows[1:])
    # A head ends before the body begins.
    if any(row == 0 and height > 1 for row, _, height, _ in expected):
        head, body = nodes.thead(), nodes.tbody("", *rows)
    shape = shape_of(nodes.table("", nodes.tgroup("", *colspecs, head, body, cols=columns)))
    cells = [*shape.head, *shape.body]
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in cells] == expected
    assert shape.head_rows == len(head)
    assert all(cell.stub == (cell.column == 0) for cell in cells)
    assert len(shape.widths) == columns
