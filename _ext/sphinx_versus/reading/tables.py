"""Side-by-side tables: columns that are sides, rows that are dimensions."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.grammar.names import did_you_mean, is_key, listed, match, slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import is_pipe_table, pipe_cells
from sphinx_versus.nodes import become, versus_cell, versus_dimension, versus_dropped, versus_table
from sphinx_versus.site.trees import line_of, plain_text, walk, walk_blocks

from .links import name_entity
from .result import IndexEntry, Notes


def read_table(table: nodes.table, notes: Notes, *, expected: bool) -> list[nodes.Node]:
    """Give a table whose columns are the sides its facts; return what cannot stay in it.

    ``expected`` says that the section is for such tables, so that a table of
    another shape is a problem.
    """
    header = _header_row(table, notes)
    if header is None or any(_spans(row) for row in [header, *_body_rows(table)]):
        if expected:
            _not_a_side_table(table, notes, "its rows and columns are not plain")
        return []
    names = [plain_text(entry) for entry in header.children]
    if _first_is_side(names, notes):
        _not_a_side_table(table, notes, "its first column is a side instead of the dimensions")
        return []
    columns = _columns(names[1:], table, notes, expected=expected)
    if columns is None:
        return []
    below = mend_rows(table, header, notes)
    anchor = notes.table_anchor()
    become(table, versus_table)
    table["ids"].insert(0, anchor)
    rows = _body_rows(table)
    for number, row in enumerate(rows, start=1):
        _dimension(row, number, anchor, notes)
    below += _lift_nested_tables(rows, notes)
    for row in (header, *rows):
        for cell, place in zip(row.children[1:], columns, strict=False):
            if place is not None and isinstance(cell, nodes.entry):
                become(cell, versus_cell, place=place)
                if row is header:
                    name_entity(cell, notes.sides[place].name)
    return below


def _not_a_side_table(table: nodes.table, notes: Notes, why: str) -> None:
    notes.problem(
        Kind.MISPLACED_TEXT,
        line_of(table),
        f"this table is not shown side by side, because {why}; "
        f"its header is to be: a name for the dimensions, then {', '.join(notes.side_names)}",
    )


def _header_row(table: nodes.table, notes: Notes) -> nodes.row | None:
    """Return the header row; a first row that names the sides becomes one."""
    head = _part(table, nodes.thead)
    if head is not None:
        return head[0] if len(head) == 1 and isinstance(head[0], nodes.row) else None
    body = _part(table, nodes.tbody)
    if body is None or not len(body):
        return None
    first = body[0]
    assert isinstance(first, nodes.row)
    found = [match(plain_text(entry), notes.side_names) for entry in first.children[1:]]
    if not any(hit and hit.exact for hit in found):
        return None
    body.remove(first)
    body.parent.insert(body.parent.index(body), nodes.thead("", first))
    return first


def _first_is_side(names: list[str], notes: Notes) -> bool:
    hit = match(names[0], notes.side_names) if names else None
    return hit is not None and hit.exact


def _columns(
    names: list[str], table: nodes.table, notes: Notes, *, expected: bool
) -> list[int | None] | None:
    """Return the side of each column after the first, or None if none is a side."""
    line = line_of(table)
    hits = [match(name, notes.side_names) for name in names]
    if not any(hit and (hit.exact or expected) for hit in hits):
        if expected:
            _not_a_side_table(table, notes, f"none of its columns ({', '.join(names)}) is a side")
        return None
    columns: list[int | None] = []
    for name, hit in zip(names, hits, strict=True):
        if hit is None:
            notes.problem(
                Kind.UNKNOWN_SIDE,
                line,
                f'the column "{name}" is none of the sides; they are {listed(notes.side_names)}',
            )
            columns.append(None)
            continue
        if not hit.exact:
            notes.problem(
                Kind.UNKNOWN_SIDE,
                line,
                f'the column "{name}" is none of the sides; '
                + did_you_mean(notes.side_names[hit.index], hit.odd),
            )
        if hit.index in columns:
            notes.problem(
                Kind.DUPLICATE_SIDE, line, f'the column "{name}" stands twice in this table'
            )
        columns.append(hit.index)
    for place, side in enumerate(notes.sides):
        if place not in columns:
            notes.problem(
                Kind.MISSING_SIDE, line, f'this table has no column for the side "{side.name}"'
            )
    return columns


def _part(table: nodes.table, kind: type[nodes.Element]) -> nodes.Element | None:
    group = table[-1]
    assert isinstance(group, nodes.tgroup)
    return next((part for part in group.children if isinstance(part, kind)), None)


def _body_rows(table: nodes.table) -> list[nodes.row]:
    body = _part(table, nodes.tbody)
    return [row for row in body.children if isinstance(row, nodes.row)] if body else []


def _spans(row: nodes.row) -> bool:
    cells = (cell for cell in row.children if isinstance(cell, nodes.entry))
    return any("morecols" in cell or "morerows" in cell for cell in cells)


def mend_rows(table: nodes.table, header: nodes.row, notes: Notes) -> list[nodes.Node]:
    """Give each row of a pipe table its own line, and find what Markdown dropped.

    Returns the cells it dropped, to be shown below the table.
    """
    first = line_of(table) - notes.first_line
    if not is_pipe_table(notes.lines, first):
        return []
    below: list[nodes.Node] = []
    for number, row in enumerate(_body_rows(table)):
        at = first + 2 + number
        line = notes.first_line + at
        for node in walk(row):
            node.line = line
        raw = notes.lines[at] if at < len(notes.lines) else ""
        cells = pipe_cells(raw)
        width = len(header)
        if len(cells) == width:
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
                f"; what is too much is shown below the table: {listed(dropped)} "
                "(a bar inside a cell is written \\|)"
                if dropped
                else "; an empty cell is written | |"
            ),
        )
        if dropped:
            below.append(_dropped(row, dropped, line, notes))
    return below


def _dropped(row: nodes.row, cells: list[str], line: int, notes: Notes) -> versus_dropped:
    text = " | ".join(cells)
    paragraph = versus_dropped(text)
    paragraph.line = line
    paragraph.source = row.source
    paragraph += nodes.strong("", plain_text(row[0]) + ": ")
    paragraph += notes.parse_inline(text, line)
    return paragraph


def _lift_nested_tables(rows: list[nodes.row], notes: Notes) -> list[nodes.Node]:
    """Take tables out of cells: neither text nor print can show them there."""
    lifted: list[nodes.Node] = []
    for row in rows:
        for nested in [node for node in walk_blocks(row) if isinstance(node, nodes.table)]:
            notes.problem(
                Kind.NESTED_TABLE,
                line_of(nested),
                f'the row "{plain_text(row[0])}" holds a table; it is shown below, '
                "because a cell can hold text, lists and images only",
            )
            nested.parent.remove(nested)
            lifted.append(nested)
    return lifted


def _dimension(row: nodes.row, number: int, table: str, notes: Notes) -> None:
    """Read the first cell of a row; its id becomes the row's."""
    cell = row[0]
    assert isinstance(cell, nodes.entry)
    name = plain_text(cell)
    line = line_of(cell)
    key = _own_key(cell)
    if key and not is_key(key):
        notes.problem(
            Kind.INVALID_KEY, line, f'"{key}" cannot be a key; use letters, digits and hyphens'
        )
        key = ""
    anchor = notes.anchor(
        f"row-{key or slug(name) or number}",
        Kind.DUPLICATE_ROW,
        line,
        f'the row "{name}"',
        f"give one of the two a key of its own: [{name}]{{#a-key}}",
    )
    notes.rows.append(IndexEntry(name, anchor))
    become(row, versus_dimension, anchor=anchor, line=line, table=table)
    row["ids"] = [anchor]


def _own_key(cell: nodes.entry) -> str:
    """Return the key that the writer gave the row: ``[Duration]{#duration}``.

    The row gets an id made of it, so the cell's own one is given up.
    """
    for node in walk(cell):
        if not isinstance(node, nodes.inline):
            continue
        names = [*node["names"], *node["dupnames"]]
        if names:
            node["names"], node["dupnames"] = [], []
            return str(names[0])
    return ""
