"""A comparison on its way from flat text to Markdown: plain text, nothing escaped."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_versus.model.facts import SectionKind


class RefusedError(ValueError):
    """What cannot be imported, in words for the person who tried."""


@dataclass(frozen=True, slots=True)
class Note:
    """A guess: what was decided, at which line of the input, and the text as it was.

    ``line`` counts from 1; 0 is for the input as a whole.
    """

    message: str
    line: int = 0
    original: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that stands on its own, between other blocks."""

    note: Note


@dataclass(slots=True)
class Paragraph:
    """A paragraph of text on one line."""

    text: str
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Point:
    """An item of a list; ``inner`` are the items of a list inside it."""

    text: str
    notes: list[Note] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Points:
    """A list; ``first`` is the number of its first item if it is numbered."""

    items: list[Point]
    first: int | None = None


# The lines of a cell.
Cell = tuple[str, ...]


@dataclass(slots=True)
class Table:
    """A side-by-side table: the first column has the dimensions, then come the sides.

    Every row has as many cells as the header. ``keys`` are keys of rows, by
    their number from 0, for those whose names alone would collide.
    """

    header: list[str]
    rows: list[list[Cell]]
    notes: list[Note] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Item:
    """An item below a claim: ``word`` is what it begins with, or empty.

    ``cited`` is the key that is written instead of the text.
    """

    text: str
    word: str = ""
    cited: str = ""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Claim:
    """A statement and what stands below it."""

    statement: str
    items: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """A wish for the card of another comparison; ``target`` is its file, if it is known."""

    title: str
    target: str = ""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Names:
    """The names of related entities."""

    names: list[str]


@dataclass(slots=True)
class Cards:
    """The list of other comparisons."""

    cards: list[Card]


Block = Remark | Paragraph | Points | Table | Claim | Names | Cards


@dataclass(slots=True)
class Section:
    """A section: what stands before its columns, and one column for each side.

    ``columns`` maps the places of sides to blocks; where it is empty, the
    section has none. ``title`` is the heading as it is to be written.
    """

    kind: SectionKind
    title: str
    notes: list[Note] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    columns: dict[int, list[Block]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Block]:
        """All blocks, in the order in which they are written."""
        return [
            *self.body,
            *(block for _, blocks in sorted(self.columns.items()) for block in blocks),
        ]


@dataclass(slots=True)
class Draft:
    """A whole comparison; ``introduction`` begins with the tagline, if there is one."""

    title: str
    sides: list[str]
    key: str
    notes: list[Note] = field(default_factory=list)
    introduction: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """All blocks, in the order in which they are written."""
        return [
            *self.introduction,
            *(block for section in self.sections for block in section.blocks),
        ]

    @property
    def claims(self) -> list[Claim]:
        """The claims among the blocks."""
        return [block for block in self.blocks if isinstance(block, Claim)]
