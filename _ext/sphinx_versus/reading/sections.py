"""Sections: their ids, their tables, and those that are shown side by side."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_versus.grammar.names import listed, match, slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import SIDED_KINDS, Section, SectionKind
from sphinx_versus.site.trees import line_of, plain_text

from .heading_tree import Part
from .result import Block, Notes, SectionBlock
from .tables import read_table


def read_blocks(body: Sequence[nodes.Node], notes: Notes, *, expected: bool) -> list[Block]:
    """Read the tables among some nodes; the rest stays as it is."""
    return [
        (read_table(node, notes, expected=expected) or node)
        if isinstance(node, nodes.table)
        else node
        for node in body
    ]


def plain_parts(part: Part, above: Section, notes: Notes) -> list[SectionBlock]:
    """Read the sub-headings of a part as ordinary sections."""
    return [plain_part(sub, above, notes) for sub in part.parts]


def plain_part(part: Part, above: Section, notes: Notes) -> SectionBlock:
    """Read a heading that is no side's, with all that is below it."""
    suffix = f"{above.anchor}-{slug(part.title)}".removeprefix(f"{notes.key}-")
    section = note_section(part, SectionKind.OTHER, suffix, notes)
    expected = above.kind is SectionKind.SIDE_BY_SIDE
    blocks = read_blocks(part.body, notes, expected=expected)
    return SectionBlock(section, heading_of(part), [*blocks, *plain_parts(part, section, notes)])


def note_section(part: Part, kind: SectionKind, suffix: str, notes: Notes) -> Section:
    """Allot the id of a section and note it."""
    anchor = notes.anchor(
        suffix or "section",
        Kind.DUPLICATE_KEY,
        part.line,
        f'the section "{part.title}"',
        "rename one of the two",
    )
    section = Section(anchor, kind, part.title, part.line)
    notes.sections.append(section)
    return section


def heading_of(part: Part) -> nodes.rubric:
    """Return the heading of a part that is not the root."""
    assert part.heading is not None
    return part.heading


def read_columns(
    part: Part, above: Section, columns: list[SectionBlock], notes: Notes
) -> tuple[list[SectionBlock], list[SectionBlock]]:
    """Read the sub-headings that are sides, in the order of the sides.

    ``columns`` are those that the section has already. The second list are
    the sub-headings that are no side's.
    """
    hits = [match(sub.title, notes.side_names) for sub in part.parts]
    sided = above.kind in SIDED_KINDS or any(hit and hit.exact for hit in hits)
    others: list[SectionBlock] = []
    for sub, hit in zip(part.parts, hits, strict=True):
        if hit is None or not sided:
            if above.kind in SIDED_KINDS:
                _unknown_side(sub.title, "heading", sub.line, None, notes)
            others.append(plain_part(sub, above, notes))
            continue
        name = notes.side_names[hit.index]
        if not hit.exact:
            _unknown_side(sub.title, "heading", sub.line, name, notes)
        before = next((column for column in columns if column.place == hit.index), None)
        if before and not hit.exact:
            others.append(plain_part(sub, above, notes))
            continue
        if before:
            notes.problem(
                Kind.DUPLICATE_SIDE,
                sub.line,
                f'the side "{name}" stands twice in this section; both are shown together',
            )
            before.blocks += [*read_blocks(sub.body, notes, expected=False)]
            before.blocks += plain_parts(sub, before.section, notes)
            continue
        column = _column(sub, hit.index, above, notes)
        columns.append(column)
    if sided and columns:
        _check_columns(columns, above, notes)
    return sorted(columns, key=lambda column: column.place or 0), others


def _column(part: Part, place: int, above: Section, notes: Notes) -> SectionBlock:
    section = _note_side(part.title, part.line, place, above, notes)
    return SectionBlock(
        section,
        heading_of(part),
        [
            *read_blocks(part.body, notes, expected=False),
            *plain_parts(part, section, notes),
        ],
        place,
    )


def _note_side(title: str, line: int, place: int, above: Section, notes: Notes) -> Section:
    suffix = f"{above.anchor}-{notes.sides[place].slug}".removeprefix(f"{notes.key}-")
    anchor = notes.anchor(
        suffix, Kind.DUPLICATE_KEY, line, f'the heading "{title}"', "rename one of the two"
    )
    section = Section(anchor, SectionKind.OTHER, title, line, place)
    notes.sections.append(section)
    return section


def _unknown_side(found: str, what: str, line: int, offered: str | None, notes: Notes) -> None:
    notes.problem(
        Kind.UNKNOWN_SIDE,
        line,
        f'the {what} "{found}" names none of the sides; '
        + (f'did you mean "{offered}"?' if offered else f"they are {listed(notes.side_names)}"),
    )


def _check_columns(columns: list[SectionBlock], above: Section, notes: Notes) -> None:
    present = {column.place for column in columns}
    for place, side in enumerate(notes.sides):
        if place in present:
            continue
        if above.kind is SectionKind.DEFINITIONS:
            notes.problem(
                Kind.MISSING_DEFINITION, above.line, f'the side "{side.name}" has no definition'
            )
        else:
            notes.problem(
                Kind.MISSING_SIDE,
                above.line,
                f'the section "{above.title}" says nothing of the side "{side.name}"; '
                "give it a sub-heading of its own",
            )


def read_definitions(
    blocks: list[Block], above: Section, notes: Notes
) -> tuple[list[Block], list[SectionBlock]]:
    """Turn the items of definition lists that name a side into its column."""
    kept: list[Block] = []
    columns: list[SectionBlock] = []
    for block in blocks:
        if not isinstance(block, nodes.definition_list):
            kept.append(block)
            continue
        for item in list(block.children):
            column = _definition(item, columns, above, notes)
            if column:
                block.remove(item)
                columns.append(column)
        if len(block):
            kept.append(block)
    return kept, columns


def _definition(
    item: nodes.Node, columns: list[SectionBlock], above: Section, notes: Notes
) -> SectionBlock | None:
    term = next(item.findall(nodes.term), None)
    if term is None:
        return None
    name, line = plain_text(term), line_of(term)
    hit = match(name, notes.side_names)
    if hit is None or not hit.exact:
        offered = notes.side_names[hit.index] if hit else None
        _unknown_side(name, "definition", line, offered, notes)
    if hit is None:
        return None
    if any(column.place == hit.index for column in columns):
        notes.problem(
            Kind.DUPLICATE_SIDE, line, f'the side "{name}" is defined twice; the first one counts'
        )
        return None
    section = _note_side(name, line, hit.index, above, notes)
    definitions = [
        child
        for definition in item.children
        if isinstance(definition, nodes.definition)
        for child in definition.children
    ]
    return SectionBlock(section, term, list(definitions), hit.index)
