"""Sections as they come: their ids, their tables, and headings that are no side's."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_versus.grammar.names import slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import Section, SectionKind

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
