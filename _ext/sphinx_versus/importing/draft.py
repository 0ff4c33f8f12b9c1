"""A comparison on its way into Markdown: blocks of lines as they will be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
    and ``level`` that of its signs.
    """

    form: Literal["heading", "list", "table", "paragraph", "other"]
    lines: list[str | Note]
    number: int = 0
    level: int = 0
    title: str = ""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A whole comparison; all but its title and its sides is Markdown."""

    title: str
    sides: list[str]
    key: str
    notes: list[Note] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    tags: str = ""
