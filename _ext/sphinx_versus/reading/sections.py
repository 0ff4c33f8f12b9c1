"""Sections: their ids, their tables, and those that are shown side by side."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.names import did_you_mean, listed, match, slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind
from sphinx_versus.nodes import become, versus_definition, versus_point, versus_section
from sphinx_versus.site.trees import add, fill, line_of, place_with, plain_text

from .heading_tree import Part
from .result import Notes
from .side_names import name_sides, note_decoration
from .tables import read_table


def read_blocks(body: Sequence[nodes.Node], notes: Notes, *, expected: bool) -> list[nodes.Node]:
    """Read the tables among some nodes; the rest stays as it is."""
    blocks: list[nodes.Node] = []
    for node in body:
        blocks.append(node)
        if isinstance(node, nodes.table):
            blocks += read_table(node, notes, expected=expected)
    return blocks


def plain_parts(part: Part, above: versus_section, notes: Notes) -> list[versus_section]:
    """Read the sub-headings of a part as ordinary sections."""
    return [plain_part(sub, above, notes) for sub in part.parts]


def plain_part(part: Part, above: versus_section, notes: Notes) -> versus_section:
    """Read a heading that is no side's, with all that is below it."""
    suffix = f"{above['anchor']}-{slug(part.title)}".removeprefix(f"{notes.key}-")
    section = section_of(part, SectionKind.OTHER, suffix, notes)
    expected = above["kind"] is SectionKind.SIDE_BY_SIDE
    add(section, read_blocks(part.body, notes, expected=expected))
    add(section, plain_parts(part, section, notes))
    return section


def section_of(part: Part, kind: SectionKind, suffix: str, notes: Notes) -> versus_section:
    """Make the section of a heading that is not the root's, with its title and its id."""
    assert part.heading is not None
    anchor = notes.anchor(
        suffix or "section",
        Kind.DUPLICATE_KEY,
        part.line,
        f'the section "{part.title}"',
        "rename one of the two",
    )
    return _titled(part.heading, part.line, anchor, kind)


def _titled(
    heading: nodes.Element, line: int, anchor: str, kind: SectionKind, **facts: Any
) -> versus_section:
    """Make a section that takes over the text, the ids and the names of a heading."""
    section = versus_section(
        ids=[anchor, *heading["ids"]], anchor=anchor, kind=kind, line=line, **facts
    )
    section["names"] = list(heading["names"])
    if "slug" in heading:
        section["slug"] = heading["slug"]
    # Translations find a title by its raw source and its place in the file.
    title = nodes.title(heading.rawsource)
    fill(title, heading.children)
    for node in (section, title):
        place_with(node, heading)
        node.source, node.line = heading.source, line
    fill(section, [title])
    return section


def read_columns(
    part: Part, above: versus_section, columns: list[versus_section], notes: Notes
) -> tuple[list[versus_section], list[versus_section]]:
    """Read the sub-headings that are sides, in the order of the sides.

    ``columns`` are those that the section has already. The second list are
    the sub-headings that are no side's.
    """
    hits = [match(sub.title, notes.side_names) for sub in part.parts]
    sided = above["kind"] in SIDED_KINDS or name_sides(hits)
    others: list[versus_section] = []
    by_place = {column["place"]: column for column in columns}
    for sub, hit in zip(part.parts, hits, strict=True):
        if hit is None or not sided:
            if above["kind"] in SIDED_KINDS:
                _unknown_side(sub.title, "heading", sub.line, None, notes)
            others.append(plain_part(sub, above, notes))
            continue
        name = notes.side_names[hit.index]
        if not hit.exact:
            _unknown_side(sub.title, "heading", sub.line, name, notes, hit.odd)
        before = by_place.get(hit.index)
        if before and not hit.exact:
            others.append(plain_part(sub, above, notes))
            continue
        if before:
            notes.problem(
                Kind.DUPLICATE_SIDE,
                sub.line,
                f'the side "{name}" stands twice in this section; both are shown together',
            )
        else:
            before = _side_section(sub.heading, sub.title, sub.line, hit.index, above, notes)
            by_place[hit.index] = before
        add(before, _with_facts(read_blocks(sub.body, notes, expected=False), before))
        add(before, plain_parts(sub, before, notes))
    if sided and by_place:
        _check_columns(by_place, above, notes)
    return [by_place[place] for place in sorted(by_place)], others


def _side_section(
    heading: nodes.Element | None,
    title: str,
    line: int,
    place: int,
    above: versus_section,
    notes: Notes,
) -> versus_section:
    """Make the section of the side at a place."""
    assert heading is not None
    suffix = f"{above['anchor']}-{notes.sides[place].slug}".removeprefix(f"{notes.key}-")
    anchor = notes.anchor(
        suffix, Kind.DUPLICATE_KEY, line, f'the heading "{title}"', "rename one of the two"
    )
    if hit := match(title, notes.side_names):
        note_decoration(heading, hit, notes)
    return _titled(heading, line, anchor, above["kind"], place=place)


def _with_facts(blocks: list[nodes.Node], section: versus_section) -> list[nodes.Node]:
    """Make definitions and points of what a side's section says of it."""
    kind, place = section["kind"], section["place"]
    for block in blocks:
        if kind is SectionKind.DEFINITIONS and isinstance(block, nodes.paragraph):
            become(block, versus_definition, place=place)
        elif kind in POINT_KINDS and isinstance(block, nodes.bullet_list | nodes.enumerated_list):
            for item in block.children:
                assert isinstance(item, nodes.list_item)
                become(item, versus_point, kind=kind, place=place)
    return blocks


def _unknown_side(
    found: str, what: str, line: int, offered: str | None, notes: Notes, odd: str = ""
) -> None:
    notes.problem(
        Kind.UNKNOWN_SIDE,
        line,
        f'the {what} "{found}" names none of the sides; '
        + (did_you_mean(offered, odd) if offered else f"they are {listed(notes.side_names)}"),
    )


def _check_columns(present: Container[int], above: versus_section, notes: Notes) -> None:
    for place, side in enumerate(notes.sides):
        if place in present:
            continue
        if above["kind"] is SectionKind.DEFINITIONS:
            notes.problem(
                Kind.MISSING_DEFINITION, above["line"], f'the side "{side.name}" has no definition'
            )
        else:
            notes.problem(
                Kind.MISSING_SIDE,
                above["line"],
                f'the section "{plain_text(above[0])}" says nothing of the side "{side.name}"; '
                "give it a sub-heading of its own",
            )


def read_definitions(
    blocks: list[nodes.Node], above: versus_section, notes: Notes
) -> tuple[list[nodes.Node], list[versus_section]]:
    """Turn the items of definition lists that name a side into its column."""
    kept: list[nodes.Node] = []
    columns: dict[int, versus_section] = {}
    for block in blocks:
        if not isinstance(block, nodes.definition_list):
            kept.append(block)
            continue
        for item in list(block.children):
            column = _definition(item, columns, above, notes)
            if column:
                block.remove(item)
                columns[column["place"]] = column
        if len(block):
            kept.append(block)
    return kept, [*columns.values()]


def _definition(
    item: nodes.Node, defined: Container[int], above: versus_section, notes: Notes
) -> versus_section | None:
    term = next(item.findall(nodes.term), None)
    if term is None:
        return None
    name, line = plain_text(term), line_of(term)
    hit = match(name, notes.side_names)
    if hit is None or not hit.exact:
        offered = notes.side_names[hit.index] if hit else None
        _unknown_side(name, "definition", line, offered, notes, hit.odd if hit else "")
    if hit is None:
        return None
    if hit.index in defined:
        notes.problem(
            Kind.DUPLICATE_SIDE, line, f'the side "{name}" is defined twice; the first one counts'
        )
        return None
    section = _side_section(term, name, line, hit.index, above, notes)
    definitions = [
        child
        for definition in item.children
        if isinstance(definition, nodes.definition)
        for child in definition.children
    ]
    add(section, _with_facts(definitions, section))
    return section
