"""Side-by-side tables: columns that are sides, rows that are dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.columns import (
    SUGGESTED,
    Column,
    Role,
    are_turned,
    roles,
)
from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    Match,
    listed,
    match,
    those,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.rawtext import (
    is_pipe_table,
    unwrapped,
)
from sphinx_versus.grammar.subjects import Named
from sphinx_versus.model.facts import POINT_KINDS
from sphinx_versus.nodes import (
    become,
    versus_cell,
    versus_column,
    versus_extra,
    versus_group,
    versus_table,
)
from sphinx_versus.site.trees import line_of, plain_text

from .dimensions import Names, groups_among, make_group, read_dimensions
from .links import name_entity
from .result import Notes
from .side_names import name_of, note_decoration
from .table_rows import body_rows, lift_nested_tables, mend_rows, part_of, spans

# The columns whose cells say something of their row.
_EXTRA = frozenset({Role.NOTES, Role.WEIGHT, Role.GROUP, Role.WINNER, Role.UNIT})
# What is told of a column in whose place another one may be wanted.
_OF_COLUMNS = frozenset({Kind.UNKNOWN_SIDE, Kind.DUPLICATE_SIDE})


def read_table(table: nodes.table, notes: Notes, *, expected: bool) -> list[nodes.Node]:
    """Give a table that compares sides its facts; return what cannot stay in it.

    Its columns are the sides, or its rows. ``expected`` says that the section is for such
    tables, so that a table of another shape is a problem.
    """
    header = _header_row(table, notes)
    rows = body_rows(table)
    if header is None or any(spans(row) for row in [header, *rows]):
        if expected:
            why = "some of its cells span others" if header else "it has no one row as its header"
            _not_a_side_table(table, notes, why, _wanted([], [], table, notes))
        return []
    headings = [name_of(entry, notes.side_names) for entry in header.children]
    if _lists_points(headings, notes):
        return mend_rows(table, header, notes, is_ours=False)
    groups = _groups_of_sides(rows, notes)
    if are_turned(
        headings, _texts([row for row in rows if row not in groups], 0), notes.side_names
    ):
        return _read_turned(table, header, notes)
    columns = _columns(headings, rows, table, notes, expected=expected)
    if columns is None:
        return mend_rows(table, header, notes, is_ours=False)
    below = _begin(table, header, notes)
    rows = body_rows(table)
    read_dimensions(table, rows, columns, notes)
    below += lift_nested_tables(rows, notes)
    for row in (header, *(row for row in rows if not isinstance(row, versus_group))):
        for cell, column in zip(row.children, columns, strict=False):
            assert isinstance(cell, nodes.entry)
            if column.hit:
                become(cell, versus_cell, place=column.hit.index)
                if row is header:
                    _note_heading(cell, column.hit, notes)
            elif column.role in _EXTRA:
                become(cell, versus_extra, role=column.role)
    return below


def check_tables(notes: Notes) -> None:
    """Report the sides that no side-by-side table has."""
    missing = [side.name for at, side in enumerate(notes.sides) if at not in notes.in_tables]
    # A column that is none of the sides, or stands twice, was most likely to be one of those.
    unknown = [
        problem
        for problem in notes.problems
        if problem.kind in _OF_COLUMNS and problem.line in notes.tables
    ]
    if notes.tables and not notes.lost_tables and len(missing) > len(unknown):
        message = f"no table has {those(missing)}; add a column, or a row if the rows are the sides"
        problem = Problem(Kind.MISSING_SIDE, notes.tables[0], message, tuple(missing))
        notes.problems.append(problem)


def _begin(table: nodes.table, header: nodes.row, notes: Notes, **facts: Any) -> list[nodes.Node]:
    """Make a side-by-side table of one; return what Markdown has dropped of it."""
    below = mend_rows(table, header, notes)
    become(table, versus_table, **facts)
    table["ids"].insert(0, notes.table_anchor())
    notes.tables.append(line_of(table))
    return below


def _note_heading(cell: nodes.entry, hit: Match, notes: Notes) -> None:
    """Keep what the heading of a side says, and lead it to its entity."""
    notes.in_tables.add(hit.index)
    note_decoration(cell, hit, notes)
    name_entity(cell, notes.sides[hit.index].name)


def _lists_points(headings: Sequence[str], notes: Notes) -> bool:
    """Return whether all columns behind the first list points of what stands in the first one."""
    kinds = [section_kind(heading, notes.headings) for heading in headings[1:]]
    return bool(kinds) and all(kind in POINT_KINDS for kind in kinds)


def _texts(rows: Sequence[nodes.row], at: int) -> list[str]:
    """Return the texts of a column."""
    return [plain_text(row[at]) for row in rows if at < len(row)]


def _not_a_side_table(table: nodes.table, notes: Notes, why: str, remedy: str) -> None:
    # That there are no sides has been said.
    if notes.are_compared:
        notes.lost_tables = True
        message = f"this table is not shown side by side, because {why}; {remedy}"
        notes.problem(Kind.MISPLACED_TEXT, line_of(table), message)


def _wanted(
    headings: Sequence[str], columns: Sequence[Column], table: nodes.table, notes: Notes
) -> str:
    """Return what the header of a table is to be: the line to type, if the rows fit to it."""
    known = [
        heading
        for heading, column in zip(headings, columns, strict=True)
        if column.role in (Role.NOTES, Role.WEIGHT, Role.UNIT)
    ]
    first = headings[0] if headings and not columns[0].hit else ""
    wanted = [first or "Dimension", *notes.side_names, *known]
    lines = notes.lines[max(0, line_of(table) - notes.first_line) :]
    if len(wanted) == len(headings) and is_pipe_table([*map(unwrapped, lines)], 0):
        cells = (name.replace("|", "\\|") for name in wanted)
        return f'write its header as "| {" | ".join(cells)} |"'
    return f"its columns are to be {listed(wanted, 'and')}"


def _header_row(table: nodes.table, notes: Notes) -> nodes.row | None:
    """Return the header row; a first row that names the sides becomes one."""
    head = part_of(table, nodes.thead)
    if head is not None:
        return head[0] if len(head) == 1 and isinstance(head[0], nodes.row) else None
    body = part_of(table, nodes.tbody)
    if body is None or not len(body):
        return None
    first = body[0]
    assert isinstance(first, nodes.row)
    found = [match(name_of(entry, notes.side_names), notes.side_names) for entry in first.children]
    if not any(hit and hit.exact for hit in found[1:]):
        return None
    body.remove(first)
    body.parent.insert(body.parent.index(body), nodes.thead("", first))
    return first


def _columns(
    headings: Sequence[str],
    rows: Sequence[nodes.row],
    table: nodes.table,
    notes: Notes,
    *,
    expected: bool,
) -> list[Column] | None:
    """Return what each column is for, or None if the table does not compare sides."""
    columns = roles(headings, lambda at: _texts(rows, at), notes.side_names, notes.words)
    hits = [column.hit for column in columns if column.hit]
    places = [hit.index for hit in hits if hit.exact]
    if not expected and len(set(places)) < len(places):
        # A table of the versions of one side, say.
        return None
    is_meant = expected or any(hit.exact or hit.odd for hit in hits)
    if not hits or columns[0].hit or not is_meant:
        if expected:
            _not_a_side_table(table, notes, *_why_not(headings, rows, columns, table, notes))
        return None
    _check_sides(headings, columns, line_of(table), notes)
    _check_others(headings, rows, columns, line_of(table), notes)
    return columns


def _why_not(
    headings: Sequence[str],
    rows: Sequence[nodes.row],
    columns: Sequence[Column],
    table: nodes.table,
    notes: Notes,
) -> tuple[str, str]:
    """Return why a table does not compare sides, and what to type."""
    wanted = _wanted(headings, columns, table, notes)
    if columns[0].hit:
        others = [name for name, each in zip(headings, columns, strict=True) if not each.hit]
        moved = f'put the column "{others[0]}" first' if len(others) == 1 else wanted
        return "its first column is a side instead of the dimensions", moved
    firsts = [text for text in _texts(rows, 0) if text]
    hits = [match(first, notes.side_names) for first in firsts]
    odd = [first for first, hit in zip(firsts, hits, strict=True) if hit is None or not hit.exact]
    exact = len(hits) - len(odd)
    if exact >= MIN_SIDES or (exact and all(hits)):
        twice = [first for at, first in enumerate(firsts) if first in firsts[:at]]
        why = f"but for {listed(odd, 'and')}" if odd else f"but {listed(twice, 'and')} stands twice"
        rest = listed(notes.side_names, "and")
        return f"its rows are the sides, {why}", f"each row is to be a different one of {rest}"
    if len(headings) == 1:
        return "it has one column", wanted
    names = [match(cell.astext(), notes.side_names) for cell in (rows[0].children if rows else [])]
    seen = sum(bool(hit and hit.exact) for hit in names)
    if seen == len(notes.side_names) and not any(headings[1:]):
        below = 'give its text a line of its own, as "**Text**", with a blank line below'
        return "its first row is no header, and the second one is", below
    return f"none of its columns is a side: {listed(headings[1:], 'and')}", wanted


def _check_sides(
    headings: Sequence[str], columns: Sequence[Column], line: int, notes: Notes
) -> None:
    found: dict[int, str] = {}
    missing = [
        side
        for place, side in enumerate(notes.side_names)
        if not any(column.hit and column.hit.index == place for column in columns)
    ]
    for name, column in zip(headings, columns, strict=True):
        hit = column.hit
        if hit is None:
            continue
        if not hit.exact:
            notes.problem(
                Kind.UNKNOWN_SIDE,
                line,
                f'the column "{name}" is none of the sides; {notes.offer_side(hit)}',
            )
        elif hit.index in found:
            before = found[hit.index]
            twice = (
                f'the column "{name}" stands twice in this table'
                if name == before
                else f'the columns "{before}" and "{name}" are both of '
                f'the side "{notes.side_names[hit.index]}"'
            )
            remedy = (
                f"and none is of {those(missing)}; rename one of the two"
                if missing
                else "and are shown as one; take one of the two out"
            )
            notes.problem(Kind.DUPLICATE_SIDE, line, f"{twice}, {remedy}")
        found.setdefault(hit.index, name)


def _check_others(
    headings: Sequence[str],
    rows: Sequence[nodes.row],
    columns: Sequence[Column],
    line: int,
    notes: Notes,
) -> None:
    """Report the columns that say nothing that is known, each once; an empty one says nothing."""
    unknown = [
        headings[at]
        for at, column in enumerate(columns)
        if column.role is Role.UNKNOWN
        and headings[at] not in notes.odd_columns
        and (headings[at] or any(_texts(rows, at)))
    ]
    notes.odd_columns.update(unknown)
    if unknown:
        many = len(unknown) > 1
        what = f"the column{'s' * many} {listed(unknown, 'and')} {'are' if many else 'is'}"
        notes.problem(
            Kind.UNKNOWN_SIDE,
            line,
            f"{what} none of the sides ({', '.join(notes.side_names)}), and counted for none; "
            f"other columns are called {listed(SUGGESTED)}, or by a word of versus_columns",
        )


def _read_turned(table: nodes.table, header: nodes.row, notes: Notes) -> list[nodes.Node]:
    """Read a table whose rows are the sides, and whose other columns are all dimensions."""
    below = _begin(table, header, notes, turned=1)
    rows = body_rows(table)
    anchor = table["ids"][0]
    names = Names(anchor, notes)
    for number, cell in enumerate(header.children[1:], start=1):
        assert isinstance(cell, nodes.entry)
        own = names.anchor(cell, number)
        notes.rows.append(Named(plain_text(cell), own))
        become(cell, versus_column, anchor=own, line=line_of(cell), table=anchor)
        cell["ids"] = [own]
    hit: Match | None = None
    groups = _groups_of_sides(rows, notes)
    for row in rows:
        if row in groups:
            make_group(row)
            hit = None
            continue
        first, *others = row.children
        assert isinstance(first, nodes.entry)
        if (name := name_of(first, notes.side_names)) and (hit := match(name, notes.side_names)):
            become(first, versus_cell, place=hit.index)
            _note_heading(first, hit, notes)
        for cell in others if hit else ():
            assert isinstance(cell, nodes.entry)
            assert hit
            become(cell, versus_cell, place=hit.index)
    return [*below, *lift_nested_tables(rows, notes)]


def _groups_of_sides(rows: Sequence[nodes.row], notes: Notes) -> list[nodes.row]:
    """Return the rows that name those below them, where rows may be the sides."""
    groups = groups_among(rows, 0)
    hits = [match(name_of(row[0], notes.side_names), notes.side_names) for row in groups]
    return [row for row, hit in zip(groups, hits, strict=True) if not (hit and hit.exact)]
