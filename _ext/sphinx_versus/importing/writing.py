"""A draft as Markdown, in the shape of the scaffold of a new comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sphinx_versus.grammar.names import between_bars, plain_argument, short_slug, versus
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
    odd = "|" in plain or plain_argument(plain) != plain or any(map(_has_versus, names))
    return plain if len(names) == 2 and not odd else between_bars(names)


def _has_versus(name: str) -> bool:
    return bool(re.search(r"(?:^|\s)(?:vs\.?|versus)(?:\s|$)", name, re.IGNORECASE))


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
        match part:
            case Section():
                _section(part, draft, inner)
            case Claim():
                _claim(part, inner)
            case Block():
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
    before = len(out.lines)
    out.lines += [*inner.lines, closing]
    out.marks = [Marked(mark.line + before, mark.note) for mark in inner.marks]
    return out


def _block(block: Block, out: Written) -> None:
    lines = block.lines
    if block.form == "heading":
        lines = [*lines[:-1], f"{'#' * block.level} {lines[-1]}"]
    out.block(lines, block.notes)


def _section(section: Section, draft: Draft, out: Written) -> None:
    out.block([f"## {section.title}"], ())
    out.block([], section.notes)
    for block in section.body:
        _any(block, out)
    if not section.columns:
        return
    paragraphs = section.kind is SectionKind.DEFINITIONS and all(
        isinstance(block, Block) and block.form == "paragraph"
        for blocks in section.columns.values()
        for block in blocks
        if not (isinstance(block, Block) and not block.lines)
    )
    for place, name in enumerate(draft.sides):
        blocks = section.columns.get(place, [])
        shown = [block for block in blocks if not isinstance(block, Block) or block.lines]
        if paragraphs and len(section.columns) == len(draft.sides) and shown:
            _definition(name, blocks, out)
            continue
        out.block([f"### {line_of_text(name)}"])
        for block in blocks:
            _any(block, out)
        if not shown:
            out.block([], [Note(f'nothing was found here about "{name}"')])


def _definition(name: str, blocks: Sequence[Block | Claim], out: Written) -> None:
    """Write a name, and below it what it is; the notes stand inside."""
    out.block([line_of_text(name)])
    first = True
    for block in blocks:
        assert isinstance(block, Block)
        if block.lines:
            lines = [f"  {str(line).strip()}" for line in block.lines]
            if first:
                lines[0] = f": {lines[0].strip()}"
                out.lines += lines
            else:
                out.block(lines)
            first = False
    for block in blocks:
        out.note(block.notes, "  ")


def _any(block: Block | Claim, out: Written) -> None:
    if isinstance(block, Claim):
        _claim(block, out)
    else:
        _block(block, out)


def _claim(claim: Claim, out: Written) -> None:
    out.block([claim.statement], claim.notes)
    for item in claim.items:
        word = f"{item.word}: " if item.word else ""
        text = f"{{cite:t}}`{item.cited}`" if item.cited else item.text
        out.lines.append(f"- {word}{text}")
        out.note(item.notes, "  ")


def give_keys(draft: Draft) -> None:
    """Give a key to each claim that begins like another one, with a note."""
    keys = {item.text for claim in draft.claims for item in claim.items if item.word == "key"}
    for claim in draft.claims:
        if any(item.word == "key" for item in claim.items):
            continue
        wanted = key = short_slug(claim.statement)
        number = 1
        while key in keys:
            number += 1
            key = f"{wanted}-{number}"
        keys.add(key)
        if key != wanted and claim.items:
            note = Note("a key, because another claim begins with the same words")
            claim.items.append(Item(key, "key", notes=[note]))
