"""A comparison on its way into Markdown: blocks of lines as they will be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

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


@dataclass(slots=True)
class Block:
    """Lines of Markdown that stay together; a note among them is one on the item above it.

    ``number`` is the line of the input. Of a heading, ``title`` is the text without markup,
    and ``level`` that of its signs; a line that only stands for one has none.
    """

    form: Literal["heading", "list", "table", "paragraph", "other"]
    lines: list[str | Note]
    number: int = 0
    level: int = 0
    title: str = ""
    notes: list[Note] = field(default_factory=list)


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
class Section:
    """A section of a known kind: what stands before its columns, and one column for each side."""

    kind: SectionKind
    title: str
    notes: list[Note] = field(default_factory=list)
    body: list[Block | Claim] = field(default_factory=list)
    columns: dict[int, list[Block | Claim]] = field(default_factory=dict)


Part = Block | Claim | Section


@dataclass(slots=True)
class Draft:
    """A whole comparison; all but its title and its sides is Markdown."""

    title: str
    sides: list[str]
    key: str
    notes: list[Note] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    tags: str = ""

    @property
    def blocks(self) -> Iterator[Block | Claim]:
        """All blocks, in the order in which they are written."""
        for part in self.parts:
            if not isinstance(part, Section):
                yield part
                continue
            yield from part.body
            for _, blocks in sorted(part.columns.items()):
                yield from blocks

    @property
    def claims(self) -> list[Claim]:
        """The claims among the blocks."""
        return [block for block in self.blocks if isinstance(block, Claim)]
