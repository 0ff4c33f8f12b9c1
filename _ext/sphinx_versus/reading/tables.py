"""Side-by-side tables: columns that are sides, rows that are dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.columns import (
    SUGGESTED,
    Column,
    Role,
    are_turned,
    roles,
    winners,
)
from sphinx_versus.grammar.comments import ROW
from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    Match,
    is_key,
    listed,
    match,
    no_key,
    slug,
    those,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.rawtext import (
    find_pipe_table,
    is_delimiter,
    is_pipe_table,
    pipe_cells,
    unwrapped,
)
from sphinx_versus.model.facts import POINT_KINDS
from sphinx_versus.nodes import (
    become,
    versus_cell,
    versus_column,
    versus_dimension,
    versus_dropped,
    versus_extra,
    versus_group,
    versus_table,
)
from sphinx_versus.site.trees import line_of, plain_text, upwards, walk, walk_blocks

from .links import name_entity
from .result import IndexEntry, Notes
from .side_names import name_of, note_decoration

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
    rows = _body_rows(table)
    if header is None or any(_spans(row) for row in [header, *rows]):
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
    rows = _body_rows(table)
    _dimensions(table, rows, columns, notes)
    below += _lift_nested_tables(rows, notes)
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
    head = _part(table, nodes.thead)
    if head is not None:
        return head[0] if len(head) == 1 and isinstance(head[0], nodes.row) else None
    body = _part(table, nodes.tbody)
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
    for at, row in zip(numbers, _body_rows(table), strict=False):
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
                "because a cell can hold text, lists and images only; move it out of the cell",
            )
            nested.parent.remove(nested)
            lifted.append(nested)
    return lifted


def _dimensions(
    table: nodes.table, rows: Sequence[nodes.row], columns: Sequence[Column], notes: Notes
) -> None:
    """Read the rows of a table: dimensions, groups of them, and what goes on with one."""
    at = next(place for place, column in enumerate(columns) if column.role is Role.DIMENSION)
    if at:
        table["dimension"] = at
    units = _units(columns, notes)
    if any(units):
        table["units"] = units
    group = named = above = ""
    names = _Names(table["ids"][0], notes)
    winning = [place for place, each in enumerate(columns) if each.role is Role.WINNER]
    groups = [place for place, each in enumerate(columns) if each.role is Role.GROUP]
    kinds = _kinds_of(rows, at)
    for number, (row, kind) in enumerate(zip(rows, kinds, strict=True), start=1):
        if kind is _Row.GROUP:
            group, above = plain_text(row[0]), ""
            _make_group(row)
            continue
        for place in groups:
            named = plain_text(row[place]) or named
        if kind is _Row.EMPTY:
            continue
        cell, line = row[at], line_of(row[at])
        assert isinstance(cell, nodes.entry)
        if kind is _Row.CONTINUED and above:
            # A number would be what people give a key that they make.
            suffix = above.removeprefix(f"{notes.key}-")
            facts = {"anchor": notes.quiet_anchor(f"{suffix}-continued")}
            facts["continues"] = above
        else:
            facts = {"anchor": names.anchor(cell, number, f"{group} {named}".strip())}
            above = facts["anchor"]
            notes.rows.append(IndexEntry(plain_text(cell), above))
        become(row, versus_dimension, line=line, table=table["ids"][0], **facts)
        row["ids"] = [facts["anchor"]]
        for place in winning:
            row["winner"] = _winners(plain_text(row[place]), line, notes)


class _Row(Enum):
    DIMENSION = "names a dimension"
    CONTINUED = "goes on with the row above"
    GROUP = "names the rows below"
    EMPTY = "says nothing"


def _kinds_of(rows: Sequence[nodes.row], at: int) -> list[_Row]:
    """Tell what each row is, if column ``at`` names the dimensions."""
    kinds: list[_Row] = []
    has_below = False
    for row in reversed(rows):
        filled = [place for place, cell in enumerate(row.children) if not is_blank(cell)]
        if not filled:
            kinds.append(_Row.EMPTY)
        elif filled == [0] and has_below and len(row) > MIN_SIDES:
            kinds.append(_Row.GROUP)
        else:
            has_below = has_below or filled != [0]
            kinds.append(_Row.DIMENSION if at in filled or filled == [0] else _Row.CONTINUED)
    return kinds[::-1]


def is_blank(cell: nodes.Node) -> bool:
    """Return whether a cell holds nothing that can be seen."""
    return all(
        isinstance(node, nodes.entry | nodes.paragraph | nodes.comment)
        or (isinstance(node, nodes.Text) and not node.strip())
        for node in walk(cell)
    )


def _make_group(row: nodes.row) -> None:
    """Have the first cell of a row reach over all columns: it names the rows below."""
    become(row, versus_group)
    first = row[0]
    assert isinstance(first, nodes.entry)
    first["morecols"] = len(row) - 1
    row.children = [first]


def _units(columns: Sequence[Column], notes: Notes) -> tuple[str, ...]:
    """Return the units that stand behind the names of sides, by their places."""
    units = [""] * len(notes.sides)
    for column in columns:
        if column.hit and notes.units.in_brackets(column.hit.remark):
            units[column.hit.index] = column.hit.remark
    return tuple(units)


def _winners(text: str, line: int, notes: Notes) -> tuple[int, ...]:
    """Return the places of the sides that a cell names."""
    found = winners(text, notes.side_names) if text else ()
    if found is None and (near := match(text, notes.side_names)):
        notes.problem(
            Kind.UNKNOWN_SIDE,
            line,
            f'the winner "{text}" is none of the sides; {notes.offer_side(near)}',
        )
    return found or ()


@dataclass(slots=True)
class _Names:
    """The names of the dimensions of a table, by what they stand under."""

    table: str
    notes: Notes
    seen: set[tuple[str, str]] = field(default_factory=set)

    def anchor(self, cell: nodes.entry, number: int, group: str = "") -> str:
        """Allot the id of a dimension from the cell that names it.

        One that another group or table has too is told by its own, and is no problem.
        """
        name, line, notes = plain_text(cell), line_of(cell), self.notes
        key = _own_key(cell)
        if key and not is_key(key):
            notes.problem(Kind.INVALID_KEY, line, no_key(key, "{{#{}}}"))
            key = ""
        end = key or slug(name) or str(number)
        again = (group, end) in self.seen
        self.seen.add((group, end))
        if notes.is_used(f"row-{end}") and not key and not again:
            within = (slug(group), self.table.removeprefix(f"{notes.key}-"))
            return notes.quiet_anchor(*(f"row-{each}-{end}" for each in within if each))
        return notes.anchor(
            f"row-{end}",
            Kind.DUPLICATE_ROW,
            line,
            f'the row "{name}"',
            f"give one of the two a key of its own: [{name}]{{#{end}-{notes.again(f'row-{end}')}}}",
        )


def _read_turned(table: nodes.table, header: nodes.row, notes: Notes) -> list[nodes.Node]:
    """Read a table whose rows are the sides, and whose other columns are all dimensions."""
    below = _begin(table, header, notes, turned=1)
    rows = _body_rows(table)
    anchor = table["ids"][0]
    names = _Names(anchor, notes)
    for number, cell in enumerate(header.children[1:], start=1):
        assert isinstance(cell, nodes.entry)
        own = names.anchor(cell, number)
        notes.rows.append(IndexEntry(plain_text(cell), own))
        become(cell, versus_column, anchor=own, line=line_of(cell), table=anchor)
        cell["ids"] = [own]
    hit: Match | None = None
    groups = _groups_of_sides(rows, notes)
    for row in rows:
        if row in groups:
            _make_group(row)
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
    return [*below, *_lift_nested_tables(rows, notes)]


def _groups_of_sides(rows: Sequence[nodes.row], notes: Notes) -> list[nodes.row]:
    """Return the rows that name those below them, where rows may be the sides."""
    kinds = zip(rows, _kinds_of(rows, 0), strict=True)
    groups = [row for row, kind in kinds if kind is _Row.GROUP]
    hits = [match(name_of(row[0], notes.side_names), notes.side_names) for row in groups]
    return [row for row, hit in zip(groups, hits, strict=True) if not (hit and hit.exact)]


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
