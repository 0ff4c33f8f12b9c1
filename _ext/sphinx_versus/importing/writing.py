"""A draft as Markdown, in the shape of the scaffold of a new comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from sphinx_versus.grammar.names import (
    between_bars,
    plain_argument,
    short_slug,
    split_sides,
    versus,
)

from .draft import Block, Draft, Item, Note, Part
from .escape import line_of_text

_FENCE = re.compile(r"[ \t]*([:`])\1{2,}")
_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]+")
_LEAST = 4


def argument(sides: Iterable[str]) -> str:
    """Return the argument of the directive for some sides."""
    names = list(sides)
    plain = versus(names)
    same = plain_argument(plain) == plain and split_sides(plain) == names
    return plain if len(names) == 2 and same else between_bars(names)


@dataclass(frozen=True, slots=True)
class Marked:
    """A note and the line of the draft where it stands, from 1."""

    line: int
    note: Note


@dataclass(slots=True)
class Written:
    """A draft as text, and where its notes stand."""

    lines: list[str] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole page."""
        return "\n".join(self.lines) + "\n"

    def part(self, part: Part) -> None:
        """Write a block or a claim."""
        if not isinstance(part, Block):
            self._lines([part.statement], part.notes)
            for item in part.items:
                text = f"{{cite:t}}`{item.cited}`" if item.cited else item.text
                self.lines.append(f"- {item.word}: {text}" if item.word else f"- {text}")
                self.note(item.notes, "  ")
        elif part.form == "heading":
            self._lines([*part.lines[:-1], f"{'#' * part.level} {part.lines[-1]}"], ())
            self._lines([], part.notes)
        else:
            self._lines(part.lines, part.notes)

    def _lines(self, lines: Sequence[str | Note], notes: Sequence[Note]) -> None:
        """Write lines behind an empty one, with their notes above them."""
        # A list goes on right below its heading, as in the scaffold.
        below = bool(lines) and not notes and bool(_ITEM.match(str(lines[0])))
        last = self.lines[-1] if self.lines and (lines or notes) else ""
        if last and not (below and last.startswith("#")):
            self.lines.append("")
        self.note(notes)
        indent = ""
        for line in lines:
            if isinstance(line, Note):
                self.note([line], indent)
                continue
            if found := _ITEM.match(line):
                indent = " " * found.end()
            self.lines.append(line)

    def note(self, notes: Iterable[Note], indent: str = "") -> None:
        """Write guesses as comments."""
        for note in notes:
            where = f" (line {note.line})" if note.line else ""
            original = " ".join(note.original.split())
            told = f": {original}" if original else ""
            self.lines.append(f"{indent}% guessed: {note.message}{where}{told}")
            self.marks.append(Marked(len(self.lines), note))


def markdown(draft: Draft, origin: str, fence: str = ":") -> Written:
    """Write a draft; ``origin`` says what it has been made from, ``fence`` opens the block."""
    inner = Written()
    inner.note(draft.notes)
    for part in draft.parts:
        inner.part(part)
    used = [len(found[0].strip()) for line in inner.lines if (found := _FENCE.match(line))]
    closing = fence * max([_LEAST, *(length + 1 for length in used)])
    out = Written([*draft.front, *([""] if draft.front else [])])
    out.lines += [
        *(f"# {line_of_text(draft.title)}", ""),
        f"{closing}{{comparison}} {argument(draft.sides)}",
        *(f":key: {draft.key}", f":tags: {draft.tags}".rstrip(), ""),
        f"% A draft, made from {' '.join(origin.split())}: "
        'look at each line that begins with "% guessed", and take it away.',
    ]
    out.marks = [Marked(mark.line + len(out.lines), mark.note) for mark in inner.marks]
    out.lines += [*inner.lines, closing]
    return out


def give_keys(draft: Draft) -> None:
    """Give a key to each claim that begins like another one, with a note."""
    keys = {item.text for claim in draft.claims for item in claim.items if item.word == "key"}
    for claim in draft.claims:
        if any(item.word == "key" for item in claim.items):
            continue
        wanted = key = short_slug(claim.statement)
        others = count(2)
        while key in keys:
            key = f"{wanted}-{next(others)}"
        keys.add(key)
        if key != wanted and claim.items:
            note = Note("a key, because another claim begins with the same words")
            claim.items.append(Item(key, "key", notes=[note]))
