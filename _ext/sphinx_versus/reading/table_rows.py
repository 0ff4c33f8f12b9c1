"""The rows of a table as Markdown has left them: their lines, and what it has dropped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from docutils import nodes

from sphinx_versus.grammar.comments import ROW
from sphinx_versus.grammar.names import (
    listed,
)
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import (
    find_pipe_table,
    is_delimiter,
    is_pipe_table,
    pipe_cells,
    unwrapped,
)
from sphinx_versus.nodes import (
    versus_dropped,
)
from sphinx_versus.site.trees import line_of, plain_text, upwards, walk, walk_blocks

from .result import Notes


def part_of(table: nodes.table, kind: type[nodes.Element]) -> nodes.Element | None:
    """Return the header or the body of a table."""
    group = table[-1]
    assert isinstance(group, nodes.tgroup)
    return next((part for part in group.children if isinstance(part, kind)), None)


def body_rows(table: nodes.table) -> list[nodes.row]:
    """Return the rows below the header."""
    body = part_of(table, nodes.tbody)
    return [row for row in body.children if isinstance(row, nodes.row)] if body else []


def spans(row: nodes.row) -> bool:
    """Return whether a cell of a row reaches over others."""
    cells = (cell for cell in row.children if isinstance(cell, nodes.entry))
    return any("morecols" in cell or "morerows" in cell for cell in cells)


def mend_rows(
    table: nodes.table, header: nodes.row, notes: Notes, *, is_ours: bool = True
) -> list[nodes.Node]:
    """Give each row of a pipe table its own line, and find what Markdown dropped.

    Returns the cells it dropped, to be shown below the table. In a table that is not ours
    nothing else is a mistake.
    """
    lines = [*map(unwrapped, notes.lines[max(0, line_of(table) - notes.first_line) :])]
    if not is_pipe_table(lines, 0):
        return []
    below: list[nodes.Node] = []
    numbers = (at for at in range(2, len(lines)) if lines[at] != ROW)
    rest, ruled = 0, False
    for at, row in zip(numbers, body_rows(table), strict=False):
        line = line_of(table) + at
        for node in walk(row):
            node.line = line
        raw = lines[at]
        cells = pipe_cells(raw)
        width = len(header)
        if is_ours and is_delimiter(raw) and row.parent is not None:
            # Dashes are no words, so that nothing is lost.
            row.parent.remove(row)
            if not ruled:
                notes.problem(
                    Kind.TEXT_IN_TABLE,
                    line,
                    f'"{raw.strip()}" draws no line through a table, and is left out; take it out, '
                    "or begin another table, with a blank line above and the names of columns",
                )
            ruled = True
            continue
        if at == rest:
            continue
        if is_ours and width > 1 and _is_broken(lines[at : at + 2], width):
            rest = at + 1
            notes.problem(
                Kind.RAGGED_ROW,
                line,
                "this row goes on in the next line, which is a row of its own; "
                "write it on one line, with <br> where a new one is to begin",
            )
            continue
        if len(cells) == width or (len(cells) == 1 < width - 1 and "|" in raw):
            # One cell alone is a group, whose others need not be written.
            continue
        if not is_ours and len(cells) < width:
            continue
        if "|" not in raw:
            notes.problem(
                Kind.TEXT_IN_TABLE,
                line,
                f'the line "{raw.strip()}" has become a row of the table above it; '
                "put a blank line between them",
            )
            continue
        dropped = cells[width:]
        notes.problem(
            Kind.RAGGED_ROW,
            line,
            f"this row has {len(cells)} cells, its table has {width} columns"
            + (
                f"; what is too much is shown below the table: {listed(dropped, 'and')} "
                "(a bar inside a cell is written \\|)"
                if dropped
                else "; an empty cell is written | |"
            ),
        )
        if dropped:
            below.append(_dropped(row, dropped, line, notes))
    return below


def _is_broken(lines: Sequence[str], width: int) -> bool:
    """Return whether two lines are one row, which is broken inside of a cell."""
    if len(lines) < 2 or lines[0].rstrip().endswith("|") or lines[1].lstrip().startswith("|"):
        return False
    counts = [len(pipe_cells(line)) for line in lines]
    return all(count < width for count in counts) and sum(counts) == width + 1


def _dropped(row: nodes.row, cells: list[str], line: int, notes: Notes) -> versus_dropped:
    text = " | ".join(cells)
    paragraph = versus_dropped(text)
    paragraph.line = line
    paragraph.source = row.source
    paragraph += nodes.strong("", plain_text(row[0]) + ": ")
    paragraph += notes.parse_inline(text, line)
    return paragraph


def locate(table: nodes.table, notes: Notes) -> None:
    """Give a table and its rows the places that only what is in it, or around it, knows.

    In a list-table only the texts know their lines. In tabs and boxes a pipe table may
    have the line beside its own, and its texts no file, without which nobody is asked to
    translate them.
    """
    source = next(filter(None, (node.source for node in upwards(table))), None)
    for node in walk(table):
        node.source = node.source or source
    rows = [node for node in walk_blocks(table) if isinstance(node, nodes.row)]
    header = [
        "".join(text.rawsource for text in cell.children if isinstance(text, nodes.TextElement))
        for cell in rows[0].children
    ]
    near = line_of(table) - notes.first_line
    if (at := find_pipe_table(notes.lines, near, header)) is not None:
        table.line = notes.first_line + at
        return
    for row in rows:
        row.line = row.line or next((node.line for node in walk(row) if node.line), None)
        table.line = min(row.line or line_of(table), line_of(table))
    if len({row.line for row in rows if row.line}) == 1:
        _locate_rows(rows, notes)


def _locate_rows(rows: Sequence[nodes.row], notes: Notes) -> None:
    """Find the rows of a csv-table, which all have the line where the first of them stands.

    Its header may be an option. Of a table in another file, nothing is found.
    """
    at = line_of(rows[0]) - notes.first_line
    lines = map(unwrapped, notes.lines[at:])
    inside = [*takewhile(lambda line: not line.startswith((":::", "```", "~~~")), lines)]
    begin = 0
    for row in rows:
        texts = (node.rawsource for node in walk(row) if isinstance(node, nodes.TextElement))
        text = next(filter(None, texts), "").partition("\n")[0].replace('"', '""')
        end = begin + 1 if row is rows[0] else len(inside)
        found = next((n for n in range(begin, end) if text and text in inside[n]), None)
        if found is not None:
            begin = found + 1
            for node in walk(row):
                node.line = notes.first_line + at + found


def lift_nested_tables(rows: list[nodes.row], notes: Notes) -> list[nodes.Node]:
    """Take tables out of cells: neither text nor print can show them there."""
    lifted: list[nodes.Node] = []
    for row in rows:
        for nested in [node for node in walk_blocks(row) if isinstance(node, nodes.table)]:
            notes.problem(
                Kind.NESTED_TABLE,
                line_of(nested),
                f'the row "{plain_text(row[0])}" holds a table; it is shown below, '
                "because a cell can hold text, lists and images only; move it out of the cell",
            )
            nested.parent.remove(nested)
            lifted.append(nested)
    return lifted


def is_blank(cell: nodes.Node) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return all(
        isinstance(node, nodes.entry | nodes.paragraph | nodes.comment)
        or (isinstance(node, nodes.Text) and not node.strip())
        for node in walk(cell)
    )
