"""Flat text, as somebody pastes it, as Markdown that shows it as it is.

Headings are bare lines, tables are parted by bars, tabs or wide gaps, points are lines or
items, and claims are followed by their sources. What is not certain becomes prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_versus.grammar.headings import near_heading, section_kind, words_of
from sphinx_versus.grammar.names import match
from sphinx_versus.grammar.shapes import Headings, Meaning
from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind

from .draft import Block, Note
from .escape import escaped, line_of_text
from .grids import Cell, Grid, Line, grid_at, lines_of
from .markdown import blocks_of
from .sides import NOTHING, has_versus, opens_with_side, said, side_before, side_of
from .sources import is_source
from .tables import table_lines

_LONGEST_HEADING = 80
_MOST_HEADING = 12
_LONGEST_TITLE = 150
_BEFORE_TITLE = 10
_LONGEST_NAME = 80
# Headings that open no section of ours, and are hardly anything else.
_USUAL = {
    *("conclusion", "conclusions", "verdict", "final verdict", "final thoughts", "bottom line"),
    *("the bottom line", "introduction", "references", "sources", "faq", "summary", "overview"),
    *("background", "history", "recommendation", "methodology", "method", "methods"),
}
_BEHIND_TITLE = re.compile(r"\s[\N{EM DASH}\N{EN DASH}|-]\s|:\s|\s\N{RIGHTWARDS ARROW}")
_NAMES = re.compile(r"[;,|\u00b7\u2022]")
_BELOW = "this stood below it"


def blocks_of_text(text: str, sides: Sequence[str], headings: Headings) -> list[Block]:
    """Return a flat text as blocks; ``sides`` may still be unknown."""
    reader = _Reader(sides, headings)
    written, lines, at = text.splitlines(), lines_of(text), 0
    while at < len(lines):
        found = grid_at(written, lines, at) if lines[at].raw or "|" in written[at] else None
        if found:
            grid, at = found
            reader.table(grid)
        elif spread := reader.spread_table(lines[at:]):
            at += spread
        else:
            following = next((line for line in lines[at + 1 :] if line.text), None)
            reader.line(lines[at], following)
            at += 1
    return reader.blocks()


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
    """Lines of Markdown, with the lines of the input that they are, and with notes on some."""

    def __init__(self, sides: Sequence[str], headings: Headings) -> None:
        self.sides = sides
        self.headings = headings
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.notes: dict[int, list[Note]] = {}
        self.kind = SectionKind.OTHER
        self.level = 0
        self.place: int | None = None
        # The side that the heading is about whose pros and cons follow.
        self.side: int | None = None
        self.both = False
        self.before: Line | None = None
        # The first line of a claim, or the item that others may be below.
        self.head: Line | None = None

    def blocks(self) -> list[Block]:
        """Return what has been read as blocks, with the numbers of the input."""
        found = blocks_of("\n".join(self.lines))
        for block in found:
            start, lines = block.number - 1, []
            for at, line in enumerate(block.lines, start=start):
                lines.append(line)
                notes = self.notes.get(at, [])
                if block.form == "list":
                    lines += notes
                else:
                    block.notes += notes
            block.lines, block.number = lines, self.numbers[start]
        return found

    def _add(self, text: str, number: int, notes: Sequence[Note] = (), apart: bool = True) -> None:
        if apart and self.lines and self.lines[-1]:
            self.lines.append("")
            self.numbers.append(number)
        if notes:
            self.notes[len(self.lines)] = list(notes)
        self.lines.append(text)
        self.numbers.append(number)

    def table(self, grid: Grid) -> None:
        """Take a table in."""
        self.before = None
        cells = [*grid.header, *(" ".join(row[0]) for row in grid.rows)]
        if (
            self.kind is SectionKind.SIDE_BY_SIDE
            and self.sides
            and not any(side_of(name, self.sides) for name in cells)
            and all(len(row) == len(self.sides) + 1 for row in grid.rows)
        ):
            note = "a table without a header: its columns are the sides in their order"
            grid.notes.append(Note(note, grid.numbers[0]))
            grid.rows.insert(0, [(), *((side,) for side in self.sides)])
            grid.numbers.insert(0, grid.numbers[0])
        lines, notes = table_lines(grid, self.sides)
        for at, line in enumerate(lines):
            self._add(line, grid.numbers[0], [] if at else notes, apart=not at)
        self._add("", grid.numbers[-1])

    def spread_table(self, lines: Sequence[Line]) -> int:
        """Take in a table of which each cell is a line; return how many lines that is."""
        sides, width = self.sides, len(self.sides) + 1
        if self.kind is not SectionKind.SIDE_BY_SIDE or not sides or not lines[0].text:
            return 0
        filled = [line for line in lines if line.text]
        if side_of(filled[0].bare, sides):
            # Above the names of the rows stands nothing.
            filled.insert(0, Line(filled[0].number, "", ""))
        names = [side_of(line.bare, sides) for line in filled[1:width]]
        if len({hit[0] for hit in names if hit and hit[1]}) < len(sides):
            return 0
        kinds = (section_kind(line.bare, self.headings) for line in filled[width:])
        end = width + next((at for at, kind in enumerate(kinds) if kind), len(filled) - width)
        cells = filled[: end - end % width]
        found: list[Cell] = [
            (line.text if at < width else line.raw,) for at, line in enumerate(cells)
        ]
        found[0] = found[0] if cells[0].text else ()
        rows = [found[at : at + width] for at in range(0, len(found), width)]
        note = Note("a table of which each cell is a line", filled[0].number)
        self.table(Grid(rows, [filled[0].number] * len(rows), [note]))
        return cells[-1].number - lines[0].number + 1

    def line(self, line: Line, following: Line | None = None) -> None:
        """Take a line in; ``following`` is the next one that says something."""
        if not line.text:
            self._add("", line.number, apart=False)
            self.before = None
        elif self._opens(line, following) or self._names_side(line):
            self.before = self.head = None
        elif self.kind is SectionKind.EVIDENCE:
            self._evidence(line)
        elif self.kind is SectionKind.ENTITIES:
            self._entity(line)
        elif self.kind is SectionKind.COMPARISONS:
            self._other(line)
        else:
            self._prose(line)

    def _opens(self, line: Line, following: Line | None) -> bool:
        """Read a line as a heading, if it is one."""
        bare = line.bare
        hit = match(bare, self.sides)
        # The name of a side alone is a heading with its points below it, or one below "Points".
        lists = following is not None and section_kind(following.bare, self.headings).lists_points
        is_name = hit is not None and hit.exact and not (line.level or (lists and not line.item))
        if line.bullet or len(bare) > _LONGEST_HEADING or is_name:
            return False
        means = said(bare, self.sides, self.headings)
        is_numbered = line.unnumbered != line.text
        notes = [Note("the heading was", line.number, line.raw)] * is_numbered
        words = line.text.rstrip("#: ") if line.level else bare
        if means == NOTHING:
            near = near_heading(bare, self.headings) if 5 <= len(bare) <= 30 else None
            if near and not side_of(bare, self.sides) and len(bare.split()) <= 4:
                means, words = Meaning(section_kind(near, self.headings)), near
                notes = [Note(f'this heading is taken for "{near}"', line.number, line.raw)]
            elif not line.level and words_of(bare) not in _USUAL:
                return False
        elif not line.level:
            # "Good" is more likely a point.
            known = section_kind(bare, self.headings) is means.kind or line.raw.endswith(":")
            is_point = means.place is None and means.kind in POINT_KINDS and not known
            if is_point or len(bare.split()) > _MOST_HEADING:
                return False
        # "Pros" below "Pros and cons of Tea".
        inside = self.both and means.kind in SIDED_KINDS and means.place is None
        level = line.level or (3 if inside else 2)
        if level < 3:
            self.both = means.kind is SectionKind.OTHER and means.place is not None
            self.side = means.place
        self.kind, self.level = means.kind, level
        self.place = self.side if means.place is None else means.place
        self._heading(words[:1].upper() + words[1:] if not line.level else words, line, notes)
        return True

    def _heading(self, title: str, line: Line, notes: Sequence[Note], deeper: int = 0) -> None:
        level = max(self.level + 1, 3) if deeper else self.level
        self._add(f"{'#' * min(level, 6)} {escaped(title)}", line.number, notes)
        self._add("", line.number)

    def _names_side(self, line: Line) -> bool:
        """Read a line that names a side whose points, or whose definition, follow."""
        evidence = self.kind is SectionKind.EVIDENCE
        if self.kind not in (*SIDED_KINDS, SectionKind.EVIDENCE) or not self.sides:
            return False
        hit, rest = side_of(line.bare, self.sides), ""
        if evidence and (line.item or not (hit and hit[1])):
            return False
        if hit is None or not (hit[1] or not line.item):
            subject = opens_with_side(line.text, self.sides)
            if before := side_before(line.text, self.sides):
                hit, rest = before[:2], before[2]
            elif self.kind is SectionKind.DEFINITIONS and subject not in (None, self.place):
                hit, rest = (subject or 0, False), line.text
            else:
                return False
        self.place, name = hit[0], self.sides[hit[0]]
        note = Note(f'this is taken for "{name}"', line.number, line.raw)
        is_sure = hit[1] and line.unnumbered == line.text
        self._heading(name, line, [] if is_sure else [note], deeper=1)
        if rest:
            self.before = None
            self._prose(Line(line.number, rest, rest, line.indent))
        return True

    def _prose(self, line: Line) -> None:
        points = self.kind in POINT_KINDS and self.place is not None
        before = self.before
        if before and (line.continues(before) or (not points and line.runs_on(before))):
            self.lines[-1] += f" {escaped(line.text)}"
        elif line.item or (points and not line.text.endswith(":")):
            self._point(line, goes_on=before is not None and self.head is not None)
        else:
            self.head = None
            self._add(line_of_text(line.text), line.number)
        self.before = line

    def _point(self, line: Line, *, goes_on: bool) -> None:
        mark = "- " if line.count is None else f"{line.count}. "
        inside = goes_on and self.head is not None and line.item and line.indent > self.head.indent
        if not inside:
            self.head = line
        indent = " " * (2 if self.head is None or self.head.count is None else 3) * inside
        self._add(f"{indent}{mark}{line_of_text(line.unnumbered)}", line.number, apart=not goes_on)

    def _evidence(self, line: Line) -> None:
        """Read a claim, or what stands below one."""
        text, head = line.unnumbered, self.head
        inside = head is not None and line.item and (not head.item or line.indent > head.indent)
        if inside or (head is not None and is_source(text)):
            notes = [] if line.count is None else [Note("the item was", line.number, line.raw)]
            self._add(f"- {line_of_text(text)}", line.number, notes, apart=False)
        elif self.before and self.before is head and line.continues(self.before):
            self.lines[-1] += f" {escaped(line.text)}"
        else:
            self.head = line
            self._add(line_of_text(line.text), line.number)
        self.before = line

    def _entity(self, line: Line) -> None:
        parts = [part.strip() for part in _NAMES.split(line.text) if part.strip()]
        if line.item or line.text.endswith("."):
            self._add(f"{'- ' * line.item}{line_of_text(line.text)}", line.number, apart=False)
            return
        split = [Note("names on one line, split", line.number, line.raw)] * (len(parts) > 1)
        for part in parts:
            notes = split if part is parts[-1] else []
            self._add(f"- {line_of_text(part)}", line.number, notes, apart=False)

    def _other(self, line: Line) -> None:
        """Read the title of another comparison; what stands below one goes with it."""
        title, rest = _card_title(line.unnumbered)
        last = len(self.lines) - 1
        if title or line.item:
            shown = title or line.unnumbered
            notes = [Note("this card was", line.number, line.raw)] * (rest or shown != line.text)
            self._add(f"- {line_of_text(shown)}", line.number, notes, apart=False)
        elif self.lines[last].startswith("- "):
            notes = self.notes.setdefault(last, [])
            below = notes.pop() if notes and notes[-1].message == _BELOW else Note("", line.number)
            told = f"{below.original} {line.raw}".lstrip()
            notes.append(Note(_BELOW, below.line, told))
        else:
            self._add(line_of_text(line.text), line.number)


def _card_title(text: str) -> tuple[str, bool]:
    """Return the title of another comparison in a line, and whether something follows it."""
    title, *rest = _BEHIND_TITLE.split(text, maxsplit=1)
    title, rest = (title, rest) if has_versus(title) else (text, [])
    if not has_versus(title) or len(title) > _LONGEST_NAME or title.endswith(tuple(".!?:;,")):
        return "", False
    return ("", False) if title[:1].islower() else (title.strip("*_ "), bool(rest))
