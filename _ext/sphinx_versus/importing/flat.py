"""Flat text, as somebody pastes it, as Markdown that shows it as it is.

Headings are bare lines, tables are parted by bars, tabs or wide gaps, points are lines or
items, and claims are followed by their sources. What is not certain becomes prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_versus.grammar.headings import near_heading, section_kind, words_of
from sphinx_versus.grammar.names import normalise
from sphinx_versus.grammar.shapes import Headings, Meaning
from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind

from .draft import Block, Note
from .escape import escaped, line_of_text
from .grids import Grid, Line, grid_at, lines_of
from .markdown import plain
from .meanings import NOTHING, Outline, names_another, place_of, said
from .sides import has_versus, side_before, side_of
from .sources import is_source
from .tables import table_lines

_LONGEST_HEADING = 80
_MOST_HEADING = 12
_LONGEST_TITLE = 150
_BEFORE_TITLE = 10
# Headings that open no section of ours, and are hardly anything else.
_USUAL = {
    *("conclusion", "conclusions", "verdict", "final verdict", "final thoughts", "bottom line"),
    *("the bottom line", "introduction", "references", "sources", "faq", "summary", "overview"),
    *("background", "history", "recommendation", "methodology", "method", "methods"),
}
_BEHIND_TITLE = re.compile(r"\s[\N{EM DASH}\N{EN DASH}|-]\s|:\s|\s\N{RIGHTWARDS ARROW}")
_ITEM = re.compile(r" *(?:-|\d+\.) ")
_NAMES = re.compile(r"[;,|\u00b7\u2022]")


def blocks_of_text(text: str, sides: Sequence[str], headings: Headings) -> list[Block]:
    """Return a flat text as blocks; ``sides`` may still be unknown."""
    reader = _Reader(sides, headings)
    written, lines, at = text.splitlines(), lines_of(text), 0
    while at < len(lines):
        found = grid_at(written, lines, at) if lines[at].raw or "|" in written[at] else None
        if found:
            grid, at = found
            reader.table(grid)
        else:
            following = next((line for line in lines[at + 1 :] if line.text), None)
            reader.line(lines[at], following)
            at += 1
    return reader.blocks


def title_among(blocks: Sequence[Block]) -> Block | None:
    """Return the block that is the title of a flat text: the first one, or one with a "vs"."""
    ends = [at for at, block in enumerate(blocks) if block.form == "heading"]
    head = blocks[: min([_BEFORE_TITLE, *ends])]
    short = [
        each
        for each in head
        if each.form == "paragraph"
        and len(each.title) <= _LONGEST_TITLE
        and not each.title.endswith((".", "!", ";", ","))
    ]
    named = next((each for each in short if has_versus(each.title)), None)
    return named or (short[0] if short and short[0] is head[0] else None)


class _Reader:
    """What has been read of a text, as blocks with the lines of the input that they begin at."""

    def __init__(self, sides: Sequence[str], headings: Headings) -> None:
        self.sides = sides
        self.headings = headings
        self.blocks: list[Block] = []
        self.outline = Outline()
        self.apart = True
        self.before: Line | None = None
        # The first line of a claim, or the item that others may be below.
        self.head: Line | None = None

    def _put(self, text: str, number: int, notes: Sequence[Note] = ()) -> None:
        """Add a line: an item to the list before it, anything else as a paragraph."""
        is_item = bool(_ITEM.match(text))
        if is_item and not self.apart and self.blocks and self.blocks[-1].form == "list":
            self.blocks[-1].lines += [text, *notes]
        elif is_item:
            self.blocks.append(Block("list", [text, *notes], number))
        else:
            self.blocks.append(Block("paragraph", [text], number, 0, plain(text), [*notes]))
        self.apart = False

    def _go_on(self, line: Line) -> None:
        """Add a line to the one before it."""
        block = self.blocks[-1]
        at = max(at for at, each in enumerate(block.lines) if isinstance(each, str))
        block.lines[at] = f"{block.lines[at]} {escaped(line.text)}"
        block.title = f"{block.title} {line.text}" if block.title else ""

    def table(self, grid: Grid) -> None:
        """Take a table in."""
        lines, notes = table_lines(grid)
        self.blocks.append(Block("table", [*lines], grid.numbers[0], notes=notes))
        self.before = None

    def line(self, line: Line, following: Line | None = None) -> None:
        """Take a line in; ``following`` is the next one that says something."""
        if not line.text:
            self.before, self.apart = None, True
        elif self._opens(line, following) or self._names_side(line, following):
            pass
        elif self.outline.means.kind is SectionKind.EVIDENCE:
            self._evidence(line)
        elif self.outline.means.kind in (SectionKind.ENTITIES, SectionKind.COMPARISONS):
            self._name(line)
        else:
            self._prose(line)

    def _opens(self, line: Line, following: Line | None) -> bool:
        """Read a line as a heading, if it is one."""
        bare = line.bare
        if line.bullet or len(bare) > _LONGEST_HEADING or len(bare.split()) > _MOST_HEADING:
            return False
        means = said(bare, self.sides, self.headings)
        if not line.level and place_of(bare, self.sides) is not None:
            return False
        notes = [Note("the heading was", line.number, line.raw)] * (line.unnumbered != line.text)
        words = line.text.rstrip("#: ") if line.level else bare[:1].upper() + bare[1:]
        if means == NOTHING:
            near = near_heading(bare, self.headings) if 5 <= len(bare) <= 30 else None
            if near and not side_of(bare, self.sides) and len(bare.split()) <= 4:
                means, words = Meaning(section_kind(near, self.headings)), near
                notes = [Note(f'this heading is taken for "{near}"', line.number, line.raw)]
            elif not (line.level or words_of(bare) in _USUAL or self._is_heading(bare)):
                return False
        elif (
            not (line.level or line.raw.endswith(":") or " " in bare)
            and (means.kind in POINT_KINDS and means.place is None)
            and section_kind(bare, self.headings) is not means.kind
        ):
            # "Good" is more likely a point.
            return False
        self._heading(words, line, means, notes)
        return True

    def _is_heading(self, bare: str) -> bool:
        """Return whether a line is about another one's points, or about several sides."""
        named = [side for side in self.sides if normalise(side) in normalise(bare)]
        cards = self.outline.means.kind is SectionKind.COMPARISONS
        several = has_versus(bare) and len(named) > 1 and self.outline.opened and not cards
        return names_another(bare, self.sides) or bool(several)

    def _heading(self, words: str, line: Line, means: Meaning, notes: Sequence[Note]) -> None:
        (kind, place), top = means, self.outline.opened[0][1] if self.outline.opened else NOTHING
        # A side below "Pros", and "Pros" below a side.
        if kind is SectionKind.OTHER and place is not None:
            inside = top.place is None and top.kind in (*SIDED_KINDS, SectionKind.EVIDENCE)
        else:
            inside = top.place is not None and top.kind is SectionKind.OTHER
            inside &= place is None and kind in SIDED_KINDS
        level = line.level or (3 if inside else 2)
        self.outline.open(level, means)
        lines: list[str | Note] = [escaped(words)]
        title = plain(escaped(words))
        self.blocks.append(Block("heading", lines, line.number, level, title, [*notes]))
        self.before = self.head = None

    def _names_side(self, line: Line, following: Line | None) -> bool:
        """Read a line that names a side whose points, or whose definition, follow."""
        kind, rest = self.outline.means.kind, ""
        hit = side_of(line.bare, self.sides)
        if kind not in SIDED_KINDS:
            below = said(following.bare, self.sides, self.headings) if following else NOTHING
            is_heading = kind is SectionKind.EVIDENCE or below.kind.lists_points
            if line.item or not (hit and hit[1] and is_heading):
                return False
        elif hit is None or (line.item and not hit[1]):
            if not (before := side_before(line.text, self.sides)):
                return False
            hit, rest = before[:2], before[2]
        assert hit is not None
        name = self.sides[hit[0]]
        is_sure = hit[1] and line.unnumbered == line.text
        notes = [] if is_sure else [Note(f'this is taken for "{name}"', line.number, line.raw)]
        self._heading(name, line, Meaning(SectionKind.OTHER, hit[0]), notes)
        if rest:
            self._prose(Line(line.number, rest, rest, line.indent))
        return True

    def _prose(self, line: Line) -> None:
        kind, place = self.outline.means
        points, before = kind in POINT_KINDS and place is not None, self.before
        if before and line.continues(before):
            self._go_on(line)
        elif line.item or (points and not line.text.endswith(":")):
            self._point(line, goes_on=before is not None and self.head is not None)
        else:
            self.head = None
            self._put(line_of_text(line.text), line.number)
        self.before = line

    def _point(self, line: Line, *, goes_on: bool) -> None:
        mark = "- " if line.count is None else f"{line.count}. "
        inside = goes_on and self.head is not None and line.item and line.indent > self.head.indent
        if not inside:
            self.head = line
        indent = " " * (2 if self.head is None or self.head.count is None else 3) * inside
        self._put(f"{indent}{mark}{line_of_text(line.unnumbered)}", line.number)

    def _evidence(self, line: Line) -> None:
        """Read a claim, or what stands below one."""
        text, head = line.unnumbered, self.head
        inside = head is not None and line.item and (not head.item or line.indent > head.indent)
        if inside or (head is not None and is_source(text)):
            notes = [] if line.count is None else [Note("the item was", line.number, line.raw)]
            self._put(f"- {line_of_text(text)}", line.number, notes)
        elif self.before and self.before is head and line.continues(self.before):
            self._go_on(line)
        else:
            self.head = line
            self._put(line_of_text(line.text), line.number)
        self.before = line

    def _name(self, line: Line) -> None:
        """Read names of entities or of other comparisons, with what stands beside and below."""
        cards = self.outline.means.kind is SectionKind.COMPARISONS
        title, *rest = _BEHIND_TITLE.split(line.unnumbered, maxsplit=1)
        names, notes = [line.text], []
        if cards and has_versus(title) and not title.endswith((".", "!", "?")):
            names, notes = [title.strip("*_ ")], [Note("this card was", line.number, line.raw)]
            notes *= bool(rest) or names != [line.text]
        elif cards and not line.item and self.blocks[-1].form == "list":
            self.blocks[-1].lines.append(Note("this stood below", line.number, line.raw))
            return
        elif not cards and not line.item and not line.text.endswith("."):
            names = [part.strip() for part in _NAMES.split(line.text) if part.strip()]
            notes = [Note("names on one line, split", line.number, line.raw)] * (len(names) > 1)
        elif not line.item:
            self._put(line_of_text(line.text), line.number)
            return
        for name in names:
            told = notes if name is names[-1] else []
            self._put(f"- {line_of_text(name)}", line.number, told)
