"""Points in other shapes than lists below the sides: marked where they stand, and never moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from sphinx_versus.grammar.names import match
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.shapes import (
    Headings,
    Meaning,
    argument,
    is_option_table,
    lead_in,
    meaning_of,
    point_columns,
    says_nothing,
)
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind
from sphinx_versus.nodes import (
    become,
    versus_definition,
    versus_point,
    versus_point_paragraph,
    versus_points,
    versus_section,
)
from sphinx_versus.site.trees import is_hidden, line_of, plain_text, walk_blocks

from .heading_tree import Part
from .links import name_entity
from .result import Notes
from .table_rows import mend_rows


def meaning(text: str, notes: Notes) -> Meaning:
    """Tell what a heading of a comparison says."""
    return meaning_of(text, notes.side_names, notes.headings)


def names_sides(part: Part, notes: Notes) -> bool:
    """Return whether a section has something below it that is told to be of one side."""
    return any(meaning(sub.title, notes).place is not None for sub in part.parts) or any(
        _columns_of_sides(table, notes) for table in part.body if isinstance(table, nodes.table)
    )


def mark_points(blocks: Sequence[nodes.Node], kind: SectionKind, place: int) -> None:
    """Make points of lists; of paragraphs too, where they say what a side is best for."""
    for at, block in enumerate(blocks):
        if _is_list(block):
            _mark_items(block, kind, place)
        elif kind is SectionKind.BEST_FOR and isinstance(block, nodes.paragraph):
            follows = _following(blocks, at)
            if not (_is_list(follows) and plain_text(block).endswith(":")):
                become(block, versus_point_paragraph, kind=kind, place=place)


def mark_said(blocks: Sequence[nodes.Node], place: int | None, notes: Notes) -> None:
    """Make points of lists that a line before them introduces, and of MADR's arguments.

    ``place`` is that of the side whose section the blocks are, if it is one's.
    """
    for at, block in enumerate(blocks):
        if isinstance(block, nodes.Element) and _is_list(block):
            before = _before(blocks, at)
            found = _introduced(before, place, notes) if before is not None else None
            if found is not None:
                _mark_items(block, *found)
            elif place is not None:
                _mark_arguments(block, place, notes)


def mark_box(block: nodes.Element, notes: Notes) -> None:
    """Make points of what stands in a box with a title such as "Choose Ada when"."""
    if block.children and isinstance(block[0], nodes.title):
        found = meaning(plain_text(block[0]), notes)
        if found.kind.lists_points and found.place is not None:
            mark_points(block.children[1:], found.kind, found.place)
            return
    mark_said(block.children, None, notes)


def _mark_arguments(items: nodes.Element, place: int, notes: Notes) -> None:
    for item in items.children:
        assert isinstance(item, nodes.list_item)
        if not item.children:
            continue
        first, *rest = item.children
        kind = argument(plain_text(first))
        if kind is not None and kind.lists_points:
            become(item, versus_point, kind=kind, place=place)
        elif kind is None and len(rest) == 1 and _is_list(rest[0]):
            found = _introduced(first, place, notes)
            if found is not None:
                _mark_items(rest[0], *found)


def _introduced(
    line: nodes.Node, place: int | None, notes: Notes
) -> tuple[SectionKind, int] | None:
    """Return whose points a list is, by the line before it."""
    if not isinstance(line, nodes.paragraph):
        return None
    found = lead_in(plain_text(line), notes.side_names, notes.headings)
    whose = place if found.place is None else found.place
    if not found.kind.lists_points or whose is None:
        return None
    notes.lead_ins.add(line_of(line))
    return found.kind, whose


def _mark_items(items: nodes.Node, kind: SectionKind, place: int) -> None:
    for item in items.children:
        assert isinstance(item, nodes.list_item)
        become(item, versus_point, kind=kind, place=place)


def _is_list(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


def _before(blocks: Sequence[nodes.Node], at: int) -> nodes.Node | None:
    return next((node for node in reversed(blocks[:at]) if not is_hidden(node)), None)


def _following(blocks: Sequence[nodes.Node], at: int) -> nodes.Node | None:
    return next((node for node in blocks[at + 1 :] if not is_hidden(node)), None)


def define_sides(sections: Sequence[nodes.Node]) -> None:
    """Make the first paragraph below a side's name its definition, where nothing else defines it.

    Only above sub-headings that list points, and only if nothing but text stands above them.
    """
    defined: set[int] = set()
    for section in _sections_in(sections):
        if section["kind"] in SIDED_KINDS or section.get("place") in (None, *defined):
            continue
        shown = [
            node
            for node in section.children[1:]
            if not (is_hidden(node) or isinstance(node, nodes.transition))
        ]
        parts = [node for node in shown if isinstance(node, versus_section) and "kind" in node]
        text = [node for node in shown if isinstance(node, nodes.paragraph)]
        lists_points = any(part["kind"].lists_points for part in parts)
        if lists_points and text and len(text) + len(parts) == len(shown):
            become(text[0], versus_definition, place=section["place"])
            defined.add(section["place"])


def _sections_in(found: Sequence[nodes.Node]) -> Iterator[versus_section]:
    for node in found:
        # Those of another block in between are its own.
        if isinstance(node, versus_section) and "kind" in node:
            yield node
            yield from _sections_in(node.children)


_POINTS = (versus_point, versus_point_paragraph, versus_points)


def points_in(sections: Sequence[nodes.Node]) -> set[tuple[SectionKind, int]]:
    """Return of which kinds and sides there are points."""
    return {
        (node["kind"], node["place"])
        for section in sections
        for node in walk_blocks(section)
        if type(node) in _POINTS and isinstance(node, nodes.Element)
    }


def take_rules(part: Part) -> None:
    """Take the rules out that stand right below a heading or double another one.

    docutils would complain of them; nothing is between the two that a rule could part.
    """
    kept: list[nodes.Node] = []
    for node in part.body:
        before = next((each for each in reversed(kept) if not is_hidden(each)), None)
        if isinstance(node, nodes.transition) and (
            before is None or isinstance(before, nodes.transition)
        ):
            continue
        kept.append(node)
    part.body = kept
    for sub in part.parts:
        take_rules(sub)


def take_last_rule(part: Part) -> nodes.transition | None:
    """Take the rule out that ends a part, before the next heading; return it."""
    while part.parts:
        part = part.parts[-1]
    for at in reversed(range(len(part.body))):
        if isinstance(rule := part.body[at], nodes.transition):
            del part.body[at]
            return rule
        if not is_hidden(part.body[at]):
            break
    return None


# Tables ----------------------------------------------------------------------


def options_of(table: nodes.table, extra: Headings) -> list[str]:
    """Return the first cells of a table such as ``Option | Pros | Cons``; of any other, nothing."""
    if not is_option_table(_header_of(table), extra):
        return []
    return [name for row in _body_rows(table) if (name := plain_text(row[0]))]


def read_point_table(
    table: nodes.table, notes: Notes, kind: SectionKind, place: int | None
) -> list[nodes.Node] | None:
    """Give a table whose cells list points its facts; it stays as it is written.

    ``kind`` and ``place`` are those of the section around it. Returns what cannot stay in
    the table, or None if it is of another shape.
    """
    cells = _cells_of_points(table, notes, kind, place)
    if not cells:
        return None
    header = next(table.findall(nodes.row))
    below = mend_rows(table, header, notes)
    if is_option_table(_header_of(table), notes.headings):
        _name_rows(table, notes)
    for cell, kind_of_cell, side in cells:
        if not says_nothing(plain_text(cell)):
            become(cell, versus_points, kind=kind_of_cell, place=side)
    return below


def _cells_of_points(
    table: nodes.table, notes: Notes, kind: SectionKind, place: int | None
) -> list[tuple[nodes.entry, SectionKind, int]]:
    """Return the cells of a table that list points, each with their kind and their side."""
    header, rows = _header_of(table), _body_rows(table)
    columns = point_columns(header, notes.headings)
    if place is not None and kind not in SIDED_KINDS and columns and len(columns) == len(header):
        return [(_cell(row, at), columns[at], place) for row in rows for at in columns]
    if place is None and kind.lists_points and (sides := _columns_of_sides(table, notes)):
        return [(_cell(row, at), kind, side) for row in rows for at, side in enumerate(sides)]
    if is_option_table(header, notes.headings):
        return [
            (_cell(row, at), columns[at], side)
            for row, side in _rows_of_sides(table, notes)
            for at in columns
        ]
    return []


def _rows_of_sides(table: nodes.table, notes: Notes) -> Iterator[tuple[nodes.row, int]]:
    """Yield the rows of a table that begin with a side, and those that continue one."""
    rows = _body_rows(table)
    hits = [match(plain_text(row[0]), notes.side_names) for row in rows]
    if not any(hit and hit.exact for hit in hits):
        return
    side: int | None = None
    for row, hit in zip(rows, hits, strict=True):
        # An empty first cell continues the row above.
        if plain_text(row[0]):
            side = hit.index if hit and hit.exact else None
        if side is not None:
            yield row, side


def _name_rows(table: nodes.table, notes: Notes) -> None:
    """Lead the first cells of a table to their sides, and tell of those that are none."""
    for row in _body_rows(table):
        name = plain_text(row[0])
        hit = match(name, notes.side_names)
        if hit is not None and hit.exact:
            name_entity(_cell(row, 0), notes.side_names[hit.index])
        elif name:
            notes.problem(
                Kind.UNKNOWN_SIDE,
                line_of(row),
                f'the row "{name}" names none of the sides; {notes.offer_side(hit)}',
            )


def _columns_of_sides(table: nodes.table, notes: Notes) -> list[int]:
    """Return the sides of the columns of a table that has nothing else; else nothing."""
    hits = [match(name, notes.side_names) for name in _header_of(table)]
    sides = [hit.index for hit in hits if hit and hit.exact]
    return sides if len(set(sides)) == len(hits) else []


def _header_of(table: nodes.table) -> list[str]:
    """Return the names of the columns of a table whose rows are plain; else nothing."""
    head = next(table.findall(nodes.thead), None)
    rows = list(table.findall(nodes.row))
    if head is None or len(head) != 1 or len({len(row) for row in rows}) != 1:
        return []
    return [plain_text(entry) for entry in rows[0].children]


def _body_rows(table: nodes.table) -> list[nodes.row]:
    return [row for row in table.findall(nodes.row) if not isinstance(row.parent, nodes.thead)]


def _cell(row: nodes.row, at: int) -> nodes.entry:
    cell = row[at]
    assert isinstance(cell, nodes.entry)
    return cell
