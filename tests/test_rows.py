"""What columns say of rows stands above and below these, and every word once."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_versus.nodes import (
    versus_cell,
    versus_dimension,
    versus_extra,
    versus_group,
    versus_table,
)
from sphinx_versus.showing.rows import arrange, rows_of, span


def _cell(text: str, kind: type[nodes.entry] = nodes.entry, **facts: object) -> nodes.entry:
    return kind("", nodes.paragraph("", text), **facts)


def _table(text: str, dimension: int = 0) -> versus_table:
    """Return a table; headings with a colon before them name the role of their column."""
    headings, *lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    header = nodes.row()
    for place, heading in enumerate(headings):
        role, _, name = heading.rpartition(":")
        if role:
            header += _cell(name, versus_extra, role=role)
        elif place > dimension:
            header += _cell(name, versus_cell, place=place)
        else:
            header += _cell(name)
    body = nodes.tbody()
    above = ""
    for number, cells in enumerate(lines):
        if len(cells) == 1:
            body += versus_group("", _cell(cells[0]))
            continue
        row = versus_dimension(
            "", *map(_cell, cells), anchor=f"row-{number}", ids=[f"row-{number}"]
        )
        if not cells[dimension]:
            row["continues"], row["classes"] = above, ["versus-continued"]
        above = row.get("continues", f"row-{number}")
        body += row
    group = nodes.tgroup("", *(nodes.colspec(colwidth=10) for _ in headings), cols=len(headings))
    group += [nodes.thead("", header), body]
    return versus_table("", group, dimension=dimension)


def _shown(table: versus_table) -> str:
    """Return the rows of a table as text: how far a cell reaches, and what it says."""
    lines = []
    for row in rows_of(table):
        cells = []
        for cell in row.children:
            assert isinstance(cell, nodes.entry)
            reach = "v" * cell.get("morerows", 0) + ">" * cell.get("morecols", 0)
            cells.append(f"{reach} {cell.astext()}".replace("\n\n", " / ").strip())
        lines.append(" | ".join(cells))
    return "\n".join(lines)


CASES = {
    "notes": (
        0,
        "Name | notes:Notes | A | notes:Source\nx | of x | 1 | a book\ny | | 2 |",
        "Name | A\nx | 1\n> Notes: of x / Source: a book\ny | 2",
    ),
    "a column of notes that says nothing": (0, "Name | A | notes:Notes\nx | 1 |", None),
    "a row that is nothing but a note": (
        0,
        "Name | A | notes:Notes\nx | 1 | one\n | | two",
        "Name | A\nx | 1\n> Notes: one\n> Notes: two",
    ),
    "groups, again where they are again": (
        1,
        "group:Goal | Name | A | B\nSafe | x | 1 | 1\nSafe | y | 2 | 2\n | z | 3 | 3\n"
        "Fast | v | 4 | 4\nSafe | w | 5 | 5",
        "Goal / Name | A | B\n>> Safe\nx | 1 | 1\ny | 2 | 2\nz | 3 | 3\n"
        ">> Fast\nv | 4 | 4\n>> Safe\nw | 5 | 5",
    ),
    "groups of groups": (
        2,
        "group:Area | group:Goal | Name | A\nHome | Safe | x | 1\n | Fast | y | 2\n"
        "Work | Fast | z | 3",
        "Area / Goal / Name | A\n> Home\n> Safe\nx | 1\n> Fast\ny | 2\n> Work\n> Fast\nz | 3",
    ),
    "groups in a column and in rows": (
        1,
        "group:Goal | Name | A\nSafe | x | 1\nLater\nSafe | y | 2",
        "Goal / Name | A\n> Safe\nx | 1\n> Later\n> Safe\ny | 2",
    ),
    "numbers and weights before the names": (
        2,
        "# | weight:Weight | Name | A\n1 | 3 | x | 1\n2 | 5 | y | 2",
        "# Name | Weight | A\n1 x | 3 | 1\n2 y | 5 | 2",
    ),
}


@pytest.mark.parametrize(("dimension", "written", "shown"), CASES.values(), ids=CASES)
def test_columns_become_rows(dimension: int, written: str, shown: str | None) -> None:
    table = _table(written, dimension)
    shown = shown or _shown(table)
    arrange(table, notes=True)
    assert _shown(table) == shown
    assert not table.get("dimension")
    columns = len(rows_of(table)[0])
    assert len([*table.findall(nodes.colspec)]) == table[-1]["cols"] == columns
    inside = (child for node in table.findall(nodes.Element) for child in node.children if child)
    assert all(child.parent and child in child.parent.children for child in inside)
    ids = [id_ for node in table.findall(nodes.Element) for id_ in node["ids"]]
    assert len(ids) == len(set(ids)) == len([*_table(written).findall(versus_dimension)])


def test_notes_stay_a_column_where_no_cell_can_reach_over_others() -> None:
    written = "Name | A | notes:Notes\nx | 1 | one"
    table = _table(written)
    arrange(table, notes=False)
    assert _shown(table) == _shown(_table(written))


def test_the_name_of_a_row_reaches_over_what_belongs_to_it() -> None:
    table = _table(
        "Name | A | B | notes:Notes\nx | 1 | 1 | of x\n | 2 | 2 | of more\n | 3 | 3 |\n"
        "Group\ny | 4 | 4 |"
    )
    arrange(table, notes=True)
    span(table)
    assert _shown(table) == (
        "Name | A | B\nvvvv x | 1 | 1\n> Notes: of x\n2 | 2\n> Notes: of more\n3 | 3\n"
        ">> Group\ny | 4 | 4"
    )


def test_what_may_stand_once_does_so() -> None:
    table = _table("group:Goal | Name | A | notes:Notes\nSafe | x | 1 | one\nSafe | y | 2 | two", 1)
    header, _, again = rows_of(table)
    header[3][0] += nodes.footnote_reference("", "1", ids=["mark"])
    again[0][0] += nodes.target("", "", ids=["place"])
    arrange(table, notes=True)
    ids = [id_ for node in table.findall(nodes.Element) for id_ in node["ids"]]
    assert sorted(ids) == ["mark", "place", "row-0", "row-1"]
    assert _shown(table) == (
        "Goal / Name | A\n> Safe\nx | 1\n> Notes1: one\n> Safe\ny | 2\n> Notes: two"
    )
