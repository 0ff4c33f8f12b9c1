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
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Claim, Draft, Item, Note, Section
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

    def block(self, lines: Sequence[str | Note], notes: Sequence[Note] = ()) -> None:
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
        if isinstance(part, Section):
            _section(part, draft, inner)
        else:
            _block(part, inner)
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


def _block(block: Block | Claim, out: Written) -> None:
    if isinstance(block, Block):
        lines = block.lines
        if block.form == "heading":
            lines = [*lines[:-1], f"{'#' * block.level} {lines[-1]}"]
        out.block(lines, block.notes)
        return
    out.block([block.statement], block.notes)
    for item in block.items:
        text = f"{{cite:t}}`{item.cited}`" if item.cited else item.text
        out.lines.append(f"- {item.word}: {text}" if item.word else f"- {text}")
        out.note(item.notes, "  ")


def _section(section: Section, draft: Draft, out: Written) -> None:
    out.block([f"## {section.title}"])
    out.block([], section.notes)
    for block in section.body:
        _block(block, out)
    told = {
        place: [each for each in blocks if not isinstance(each, Block) or each.lines]
        for place, blocks in section.columns.items()
    }
    every = [each for blocks in told.values() for each in blocks]
    is_list = section.kind is SectionKind.DEFINITIONS and len(told) == len(draft.sides)
    is_list &= all(isinstance(each, Block) and each.form == "paragraph" for each in every)
    for place, name in enumerate(draft.sides if told else ()):
        blocks = section.columns.get(place, [])
        if is_list and told[place]:
            _definition(name, blocks, out)
            continue
        out.block([f"### {line_of_text(name)}"])
        for block in blocks:
            _block(block, out)
        if not told.get(place):
            out.block([], [Note(f'nothing was found here about "{name}"')])


def _definition(name: str, blocks: Sequence[Block | Claim], out: Written) -> None:
    """Write a name, and below it what it is; the notes stand inside."""
    out.block([line_of_text(name)])
    mark = ": "
    for block in blocks:
        if isinstance(block, Block) and block.lines:
            first, *rest = (str(line).strip() for line in block.lines)
            lines = [f"{mark}{first}", *(f"  {line}" for line in rest)]
            out.lines += lines if mark == ": " else ["", *lines]
            mark = "  "
    for block in blocks:
        out.note(block.notes, "  ")


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
