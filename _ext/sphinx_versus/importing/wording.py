"""Headings, and lines that stand for one, in words that a page reads: each stays where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_versus.grammar.headings import SYNONYMS
from sphinx_versus.grammar.rawtext import pipe_cells
from sphinx_versus.grammar.shapes import Headings, Meaning, lead_in, meaning_of
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Block, Note
from .markdown import ListItem, bold_line, items_of, plain
from .meanings import NOTHING, Outline, names_another, said
from .sides import side_before

_GATHERED = (SectionKind.DEFINITIONS, SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
_DEEPEST = 6
_BEFORE_TEXT = re.compile(
    r"\A(\s*+(?:[-*+]|\d+[.)])\s++).*?(?:[:\uff1a]|\s[\N{EN DASH}\N{EM DASH}-])[*_]*\s+"
)


def reworded(blocks: Sequence[Block], sides: Sequence[str], headings: Headings) -> list[Block]:
    """Return blocks in their order, with headings that say the same to a page that is built.

    A point never goes to a side where a heading closer to it names something else.
    """
    rewording = _Rewording(sides, headings)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.form == "heading":
            rewording.heading(block, blocks[at + 1 :])
        elif block.form == "list" and block is not rewording.taken:
            rewording.points(block)
        elif block is not rewording.taken and not rewording.line(block, following):
            rewording.found.append(block)
    rewording.flush()
    kept = [block for block in rewording.found if block.form == "heading"]
    # The highest headings are those of sections.
    shift = 2 - min((block.level for block in kept), default=2)
    for block in kept:
        block.level = min(block.level + shift, _DEEPEST)
    return rewording.found


class _Rewording:
    def __init__(self, sides: Sequence[str], headings: Headings) -> None:
        self.sides = sides
        self.headings = headings
        self.outline = Outline()
        self.found: list[Block] = []
        # Items and lines that become headings, behind all else below the heading above them.
        self.waiting: list[tuple[int, ListItem, Meaning]] = []
        # The list that waits with the line before it.
        self.taken: Block | None = None
        # The level of headings such as "What is Tea?", one after the other.
        self.defining = 0
        # The lines that stand for headings, of those that are open.
        self.lines: list[tuple[int, Meaning]] = []

    def said(self, title: str) -> Meaning:
        return said(title, self.sides, self.headings)

    def heading(self, block: Block, below: Sequence[Block]) -> None:
        """Take a heading in."""
        self.flush()
        self.lines = []
        means = self.said(block.title)
        defines = means.kind is SectionKind.DEFINITIONS and means.place is not None
        if block.level < self.defining or (block.level == self.defining and not defines):
            self.defining = 0
        if defines and not self.defining:
            self.defining = block.level
            title = SYNONYMS[means.kind][0]
            self.found.append(Block("heading", [title], block.number, block.level, title))
            self.outline.open(block.level, Meaning(means.kind))
        level = block.level + bool(self.defining)
        self.outline.close(level)
        if means.place is None and means.kind in _GATHERED and self.outline.means.place is None:
            # Points of nobody, or of the page itself, stay as they are.
            means = means if self._of_sides(block.level, below) else NOTHING
        self._open(block, Meaning(SectionKind.OTHER, means.place) if defines else means, level)

    def _open(self, block: Block, means: Meaning, level: int) -> None:
        """Write a heading, in other words if the page would not read it as it is meant."""
        self.outline.close(level)
        words = "" if means == NOTHING else self._words(block.title, means)
        if words:
            block.notes.append(_taken_for(words, block))
            block.lines = [*block.lines[:-1], words]
        block.level = level
        self.found.append(block)
        self.outline.open(level, means)

    def _words(self, title: str, means: Meaning) -> str:
        """Return what to write in place of a title, or nothing if it is read as it is meant."""
        kind, place = means
        is_read = meaning_of(title, self.sides, self.headings) == means
        if is_read or kind is SectionKind.BEST_FOR:
            return ""
        side = "" if place is None else self.sides[place]
        if kind is SectionKind.OTHER:
            return side
        return f"{SYNONYMS[kind][0]} of {side}" if side else SYNONYMS[kind][0]

    def _of_sides(self, level: int, below: Sequence[Block]) -> bool:
        """Return whether something below a heading names a side."""
        for block in below:
            if block.form == "heading" and block.level <= level:
                return False
            titles = [block.title.rstrip(": ")]
            if block.form == "list":
                titles = [item.text for item in items_of(block)]
                if any(side_before(title, self.sides) for title in titles):
                    return True
            elif block.form == "table":
                titles = [*map(plain, pipe_cells(str(block.lines[0])))]
            if any(self.said(title).place is not None for title in titles):
                return True
        return False

    def line(self, block: Block, following: Block | None) -> bool:
        """Take in a line that stands for a heading; returns whether it does."""
        title, inside = block.title.rstrip(":\uff1a "), self.outline.means
        bold, lists = bold_line(block), following is not None and following.form == "list"
        read = lead_in(block.title, self.sides, self.headings)
        if not bold and not (lists and (title != block.title.rstrip() or read != NOTHING)):
            return False
        means = self.said(title)
        if means == NOTHING:
            other = (bold and lists) or names_another(title, self.sides)
            if not (other and inside.kind in _GATHERED):
                return False
        elif means.kind is SectionKind.BEST_FOR or (
            means.place is None and means.kind not in _GATHERED
        ):
            return False
        elif lists and means.kind.lists_points and inside.kind not in SIDED_KINDS:
            is_of_side = {means.place, inside.place} != {None}
            if is_of_side and self.outline.opened and (read == means or not bold):
                # It stays the line before a list, which a page reads in a section.
                if words := self._words(title, means):
                    block.notes.append(_taken_for(words, block))
                    block.lines = [f"{words}:"]
                self.found.append(block)
                return True
        if bold:
            self._open_line(block, means)
        elif following is not None:
            # What follows the list is no more of it.
            following.notes[:0] = block.notes
            words = str(block.lines[-1]).strip().rstrip(":\uff1a ")
            item = ListItem([], words, title, following, block.number)
            self.waiting.append((self.outline.level + 1, item, means))
            self.taken = following
        return True

    def _open_line(self, block: Block, means: Meaning) -> None:
        """Open a line in bold as a heading: beside one that says as much, or below all others."""
        self.flush()
        alike = [
            level
            for level, each in self.lines
            if (each.kind in _GATHERED) is (means.kind in _GATHERED)
            and (each == NOTHING or means != NOTHING)
        ]
        level = alike[0] if alike else self.outline.level + 1
        self.lines = [*(each for each in self.lines if each[0] < level), (level, means)]
        title = block.title.rstrip(":\uff1a ")
        lines: list[str | Note] = [bold_line(block).rstrip(":\uff1a ")]
        self._open(Block("heading", lines, block.number, 0, title, block.notes), means, level)

    def points(self, block: Block) -> None:
        """Take a list in; an item that names points or a side, and has a list, is a heading."""
        items, inside, level = items_of(block), self.outline.means, self.outline.level + 1
        if self._deals(items, inside, level):
            return
        kept: list[str | Note] = []
        for item in items:
            means = self.said(item.text.rstrip(": ")) if item.below else NOTHING
            whose = inside.place if inside.kind is SectionKind.OTHER else None
            is_read = lead_in(item.text, self.sides, self.headings) == means != NOTHING
            if (means.place is None and means.kind not in _GATHERED) or (
                is_read and {means.place, whose} != {None}
            ):
                kept += item.lines
            else:
                self.waiting.append((level, item, means))
        if kept:
            notes = [line for line in block.lines if isinstance(line, Note)]
            if len(kept) == sum(len(item.lines) for item in items):
                kept, notes = block.lines, []
            self.found.append(Block("list", kept, block.number, notes=[*block.notes, *notes]))

    def _deals(self, items: Sequence[ListItem], inside: Meaning, level: int) -> bool:
        """Put points that each begin with a side's name, as in "- Tea: mild", below it."""
        if inside.kind not in _GATHERED or inside.place is not None:
            return False
        by_place: dict[int, list[str | Note]] = {}
        for item in items:
            hit = None if item.below else side_before(item.text, self.sides)
            if not (hit and hit[1]):
                return False
            first = _BEFORE_TEXT.sub(r"\1", item.lines[0], count=1)
            by_place.setdefault(hit[0], []).extend([first, *item.lines[1:]])
        for place, lines in sorted(by_place.items()):
            name, below = self.sides[place], Block("list", lines)
            item = ListItem([], name, name, below, items[0].number)
            self.waiting.append((level, item, Meaning(SectionKind.OTHER, place)))
        return True

    def flush(self) -> None:
        """Write the headings that wait, before the next one that was written as such."""
        waiting, self.waiting = self.waiting, []
        for level, item, means in waiting:
            heading = Block("heading", [item.head], item.number, 0, item.text.rstrip(": "))
            self._open(heading, means, level)
            if item.below:
                self.points(item.below)
            self.flush()


def _taken_for(words: str, block: Block) -> Note:
    return Note(f'this heading is taken for "{words}"', block.number, block.title)
