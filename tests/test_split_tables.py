"""Wide tables are several in print, which have all cells once and the names of rows each."""

import pytest
from docutils import nodes

from sphinx_versus.nodes import versus_notes
from sphinx_versus.showing.split_tables import MOST, MOST_TURNED, split


def _row(*texts: str, **attributes: int) -> nodes.row:
    cells = [
        nodes.entry("", nodes.paragraph("", "", nodes.target("", "", ids=[text]), nodes.Text(text)))
        for text in texts
    ]
    cells[0].attributes.update(attributes)
    return nodes.row("", *cells, ids=[f"row-{texts[0]}"])


def _table(columns: int) -> nodes.container:
    """Return a holder of a table with a group of one row, and so many columns beside the first."""
    head = [f"h{at}" for at in range(columns + 1)]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=10) for _ in head), cols=columns + 1)
    group += nodes.thead("", _row(*head))
    cells = [f"c{at}" for at in range(columns + 1)]
    group += nodes.tbody("", _row("group", morecols=columns), _row(*cells))
    note = versus_notes("", *_row("note", morecols=columns).children)
    group[-1] += note
    return nodes.container("", nodes.table("", nodes.title("", "Caption"), group, ids=["table"]))


@pytest.mark.parametrize(
    ("columns", "widths"),
    [(2, [3]), (MOST, [6]), (6, [4, 4]), (7, [4, 5]), (12, [5, 5, 5]), (20, [6, 6, 6, 6])],
)
def test_columns_are_shared_among_tables(columns: int, widths: list[int]) -> None:
    holder = _table(columns)
    split(next(holder.findall(nodes.table)))
    tables = [*holder.findall(nodes.table)]
    assert [table[-1]["cols"] for table in tables] == widths
    for table, width in zip(tables, widths, strict=True):
        header, group, row, *notes = table.findall(nodes.row)
        assert [note.astext() for note in notes] == ["note"] * (table is tables[0])
        assert [len(each) for each in (header, group, row)] == [width, 1, width]
        assert group[0]["morecols"] == width - 1
        assert (header[0].astext(), row[0].astext()) == ("h0", "c0")
    cells = [row[at].astext() for table in tables for row in [[*table.findall(nodes.row)][2]]
             for at in range(1, len(row))]  # fmt: skip
    assert cells == [f"c{at}" for at in range(1, columns + 1)]


def test_a_page_that_is_turned_round_has_room_for_one_more() -> None:
    for columns, tables in ((MOST_TURNED, 1), (MOST_TURNED + 1, 2)):
        holder = _table(columns)
        split(next(holder.findall(nodes.table)), MOST_TURNED)
        assert len([*holder.findall(nodes.table)]) == tables


def test_no_id_and_no_caption_stands_twice() -> None:
    holder = _table(17)
    split(next(holder.findall(nodes.table)))
    ids = [id_ for node in holder.findall(nodes.Element) for id_ in node["ids"]]
    assert len(ids) == len(set(ids)) == 1 + 18 + 18 + 2 + 3
    assert len([*holder.findall(nodes.title)]) == 1
