"""What rows of a side-by-side table are: dimensions, groups of them, and what goes on with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from docutils import nodes

from sphinx_versus.grammar.columns import (
    Column,
    Role,
    winners,
)
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    is_key,
    match,
    no_key,
    slug,
)
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.subjects import Named
from sphinx_versus.nodes import (
    become,
    versus_dimension,
    versus_group,
)
from sphinx_versus.site.trees import line_of, plain_text, walk

from .result import Notes
from .table_rows import is_blank


def read_dimensions(
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
    names = Names(table["ids"][0], notes)
    winning = [place for place, each in enumerate(columns) if each.role is Role.WINNER]
    groups = [place for place, each in enumerate(columns) if each.role is Role.GROUP]
    kinds = _kinds_of(rows, at)
    for number, (row, kind) in enumerate(zip(rows, kinds, strict=True), start=1):
        if kind is _Row.GROUP:
            group, above = plain_text(row[0]), ""
            make_group(row)
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
            notes.rows.append(Named(plain_text(cell), above))
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


def make_group(row: nodes.row) -> None:
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
class Names:
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


def groups_among(rows: Sequence[nodes.row], at: int) -> list[nodes.row]:
    """Return the rows that name those below them, if column ``at`` names the dimensions."""
    kinds = zip(rows, _kinds_of(rows, at), strict=True)
    return [row for row, kind in kinds if kind is _Row.GROUP]
