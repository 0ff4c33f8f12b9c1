"""What the reader hands to the renderer, and the notes it takes on the way."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

from docutils import nodes

from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Claim, Comparison, Dimension, Link, Section, Side, Stance


@dataclass(slots=True)
class SideTable:
    """A side-by-side table.

    ``columns`` gives for each column after the first its side's place, or
    None; ``rows`` pairs each row with its dimension; ``below`` is what could
    not stay in the table. ``anchor`` is the table's id.
    """

    anchor: str
    table: nodes.table
    columns: list[int | None]
    rows: list[tuple[nodes.row, Dimension]]
    below: list[nodes.Node]


@dataclass(slots=True)
class SourceItem:
    """One item of sources below a claim, as the writer wrote it."""

    stance: Stance
    content: nodes.paragraph
    more: list[nodes.Node]


@dataclass(slots=True)
class ClaimBlock:
    """A claim with its markup; ``more`` are blocks that its items also held."""

    claim: Claim
    statement: nodes.paragraph
    reason: nodes.paragraph
    sources: list[SourceItem]
    more: list[nodes.Node]


@dataclass(slots=True)
class Card:
    """An item under "Other comparisons"; without a link it is kept as it is.

    ``written`` is the item itself then, and otherwise a paragraph with what
    the writer called the other comparison; ``rest`` is what else the item holds.
    """

    link: Link | None
    written: nodes.Element
    rest: list[nodes.Node]


@dataclass(slots=True)
class Cards:
    """The list under "Other comparisons"; ``ids`` are those that the writer gave it."""

    cards: list[Card]
    ids: list[str]


@dataclass(slots=True)
class Chips:
    """The list under "Related entities"."""

    items: nodes.bullet_list


Block = Union[nodes.Node, SideTable, ClaimBlock, Cards, Chips, "SectionBlock"]


@dataclass(slots=True)
class SectionBlock:
    """A section; ``place`` is that of its side if it is one side's part."""

    section: Section
    heading: nodes.Element
    blocks: list[Block]
    place: int | None = None


@dataclass(slots=True)
class Reading:
    """A comparison as read: its facts, its markup, and what was wrong with it."""

    comparison: Comparison
    tagline: nodes.paragraph | None
    introduction: list[Block]
    blocks: list[Block]
    problems: list[Problem]


@dataclass(slots=True)
class Notes:
    """What is known while one comparison is read, and what is found out.

    ``lines`` are the writer's lines of the body, the first of them line
    ``first_line`` of the file; ``parse_inline`` turns Markdown text of a line
    into inline nodes; ``taken`` are the ids that other things on the page have.
    """

    key: str
    sides: tuple[Side, ...]
    lines: Sequence[str]
    first_line: int
    headings: Mapping[str, Sequence[str]]
    parse_inline: Callable[[str, int], list[nodes.Node]]
    taken: Container[str]
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    dimensions: list[Dimension] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)

    def problem(self, kind: Kind, line: int, message: str) -> None:
        """Note a problem at a line of the file."""
        self.problems.append(Problem(kind, line, message))

    @property
    def side_names(self) -> list[str]:
        """The names of the sides, in order."""
        return [side.name for side in self.sides]

    def anchor(self, suffix: str, again: Kind, line: int, what: str, remedy: str) -> str:
        """Allot the id ``KEY-suffix``; if it is in use, say so and how to mend it."""
        anchor = wanted = f"{self.key}-{suffix}"
        number = 1
        while anchor in self.used or anchor in self.taken:
            number += 1
            anchor = f"{wanted}-{number}"
        if number > 1:
            self.problem(
                again, line, f'{what} would have the id "{wanted}" of another one; {remedy}'
            )
        self.used.add(anchor)
        return anchor

    def table_anchor(self) -> str:
        """Allot the id of the next table: ``KEY-table``, ``KEY-table-2`` and so on."""
        number = sum(anchor.startswith(f"{self.key}-table") for anchor in self.used) + 1
        anchor = f"{self.key}-table" + (f"-{number}" if number > 1 else "")
        self.used.add(anchor)
        return anchor
