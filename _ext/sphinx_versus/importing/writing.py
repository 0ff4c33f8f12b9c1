"""A draft as Markdown, in the shape of the scaffold of a new comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_versus.grammar.names import (
    between_bars,
    plain_argument,
    split_sides,
    versus,
)

from .draft import Block, Draft, Note
from .escape import line_of_text

_FENCE = re.compile(r"[ \t]*([:`])\1{2,}")
_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]+")
_LEAST = 4
GUESSED = "% guessed: "


def argument(sides: Iterable[str]) -> str:
    """Return the argument of the directive for some sides."""
    names = list(sides)
    plain = versus(names)
    same = plain_argument(plain) == plain and split_sides(plain) == names
    return plain if len(names) == 2 and same else between_bars(names)


class _Writer:
    """The lines of a draft."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def block(self, block: Block) -> None:
        """Write a block."""
        if block.form == "heading":
            self._lines([*block.lines[:-1], f"{'#' * block.level} {block.lines[-1]}"], ())
            self._lines([], block.notes)
        else:
            self._lines(block.lines, block.notes)

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
            self.lines.append(f"{indent}{GUESSED}{note.message}{where}{told}")


def markdown(draft: Draft, origin: str, fence: str = ":") -> str:
    """Write a draft; ``origin`` says what it has been made from, ``fence`` opens the block."""
    inner = _Writer()
    inner.note(draft.notes)
    for block in draft.blocks:
        inner.block(block)
    used = [len(found[0].strip()) for line in inner.lines if (found := _FENCE.match(line))]
    closing = fence * max([_LEAST, *(length + 1 for length in used)])
    lines = [
        *(*draft.front, *([""] if draft.front else [])),
        *(f"# {line_of_text(draft.title)}", ""),
        f"{closing}{{comparison}} {argument(draft.sides)}",
        *(f":key: {draft.key}", f":tags: {draft.tags}".rstrip(), ""),
        f"% A draft, made from {' '.join(origin.split())}: "
        f'look at each line that begins with "{GUESSED.rstrip(": ")}", and take it away.',
        *(*inner.lines, closing),
    ]
    return "\n".join(lines) + "\n"


def guesses(page: str) -> Iterator[tuple[int, str]]:
    """Yield the notes of a draft, with their lines from 1."""
    for number, line in enumerate(page.splitlines(), start=1):
        if line.lstrip().startswith(GUESSED):
            yield number, line.lstrip().removeprefix(GUESSED)
