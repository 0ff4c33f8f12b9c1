"""Blocks into sections: what headings, and lines that stand for one, say of what is below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_versus.grammar.headings import SYNONYMS, section_kind
from sphinx_versus.grammar.names import normalise
from sphinx_versus.grammar.rawtext import pipe_cells
from sphinx_versus.grammar.shapes import Headings, Meaning
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Claim, Note, Part, Section
from .markdown import ListItem, is_bold, items_of, plain
from .sides import NOTHING, names_another, place_of, said, side_before

# What each side is best for stays where it is written, and is read there.
GATHERED = (SectionKind.DEFINITIONS, SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
# The level of a line that stands for a heading; one below another such line is deeper.
_LINE = 7
_DEEPEST = 6
_BEFORE_TEXT = re.compile(
    r"\A(\s*+(?:[-*+]|\d+[.)])\s++).*?(?:[:\uff1a]|\s[\N{EN DASH}\N{EM DASH}-])[*_]*\s+"
)
_BOLD = re.compile(r"(?P<before>[^\w*_]{0,4})(\*\*|__)(?P<text>.+?)\2:?$")


@dataclass(slots=True)
class _Open:
    """A heading that is open: its level, what it says, and where what is below it goes.

    ``kept`` is the heading if it stays where it is; ``for_list`` says that it is a line that
    speaks of the list below it alone.
    """

    level: int
    means: Meaning
    into: list[Part] | list[Block | Claim]
    kept: Block | None = None
    for_list: bool = False


@dataclass(slots=True)
class _State:
    sides: Sequence[str]
    headings: Headings
    # What stays in its order, divided at the headings that are below no other one.
    regions: list[list[Part]] = field(default_factory=lambda: [[]])
    opened: list[_Open] = field(default_factory=list)
    # Definitions and points, by their kind, and the regions that they go with.
    sections: dict[SectionKind, Section] = field(default_factory=dict)
    at: dict[SectionKind, int] = field(default_factory=dict)
    # Those that have a heading of their own, whose place and words they keep.
    headed: set[SectionKind] = field(default_factory=set)
    # Headings with something below them that has gone to a section.
    emptied: list[Block] = field(default_factory=list)

    @property
    def means(self) -> Meaning:
        return self.opened[-1].means if self.opened else NOTHING

    def places(self, level: int) -> bool:
        """Return whether a heading above one of a level is of a side, or of points."""
        around = [each.means for each in self.opened if each.level < level]
        return bool(around) and (around[-1].place is not None or around[-1].kind in GATHERED)

    @property
    def into(self) -> list[Part] | list[Block | Claim]:
        return self.opened[-1].into if self.opened else self.regions[-1]


def arrange(blocks: Sequence[Block], sides: Sequence[str], headings: Headings) -> list[Part]:
    """Return blocks in their order, with definitions and points below the sides they are of.

    A point never goes to a side where a heading closer to it names something else.
    """
    state = _State(sides, headings)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.form == "heading":
            means: Meaning | None = said(block.title, sides, headings)
            assert means is not None
            lists = means.kind in GATHERED and means.place is None
            if lists and not (state.places(block.level) or _of_sides(blocks, at, state)):
                # Points of nobody, or of the page itself, stay where they are.
                means = NOTHING
            _open(block, means, block.level, state)
        elif block.form == "list":
            _take_list(block, state)
        elif following is None or (means := _stands_for(block, following, state)) is None:
            while state.opened and state.opened[-1].for_list:
                state.opened.pop()
            state.into.append(block)
        else:
            _open_line(block, means, state)
    found: list[Part] = []
    # Points of the sides stand together, below the last heading that tells of some.
    told = [at for kind, at in state.at.items() if kind.lists_points and kind not in state.headed]
    state.at |= {
        kind: max(told) for kind in state.at if kind.lists_points and kind not in state.headed
    }
    for number, region in enumerate(state.regions):
        here = [state.sections[kind] for kind in GATHERED if state.at.get(kind) == number]
        found += [each for each in here if each.kind is SectionKind.DEFINITIONS]
        found += _without_emptied(region, state)
        found += [each for each in here if each.kind is not SectionKind.DEFINITIONS]
    _level(found)
    return found


def _of_sides(blocks: Sequence[Block], at: int, state: _State) -> bool:
    """Return whether something below a heading names a side."""
    for block in blocks[at + 1 :]:
        if block.form == "heading" and block.level <= blocks[at].level:
            return False
        titles = [block.title] if block.form in ("heading", "paragraph") else []
        if block.form == "list":
            items = items_of(block)
            titles = [item.text for item in items]
            if any(side_before(title, state.sides) for title in titles):
                return True
        if any(said(title.rstrip(": "), state.sides, {}).place is not None for title in titles):
            return True
        if block.form == "table" and state.sides:
            header = map(plain, pipe_cells(str(block.lines[0])))
            return any(place_of(name, state.sides) is not None for name in header)
    return False


def _stands_for(block: Block, following: Block, state: _State) -> Meaning | None:
    """Return what a line says that stands for a heading, or None if it is a paragraph."""
    if block.form != "paragraph":
        return None
    bold, title = is_bold(block), block.title.rstrip(":\uff1a ")
    lists = following.form == "list"
    if not bold and not (lists and title != block.title.rstrip()):
        return None
    means = said(title, state.sides, state.headings)
    if means == NOTHING:
        other = (bold and lists) or names_another(title, state.sides)
        return NOTHING if other and state.means.kind in GATHERED else None
    is_said = means.place is not None or means.kind in GATHERED
    return means if is_said and means.kind is not SectionKind.BEST_FOR else None


def _open_line(block: Block, means: Meaning, state: _State) -> None:
    """Open a line as a heading: beside one that says as much, or else below all others."""
    is_points = means.kind in GATHERED
    lines = [each for each in state.opened if each.level >= _LINE]
    alike = [each for each in lines if (each.means.kind in GATHERED) is is_points]
    if means.kind is SectionKind.OTHER and means.place is None:
        alike = [each for each in lines if each.means == NOTHING]
    level = alike[0].level if alike else lines[-1].level + 1 if lines else _LINE
    _open(block, means, level, state)
    state.opened[-1].for_list = not is_bold(block)


def _open(block: Block, means: Meaning, level: int, state: _State) -> None:
    while state.opened and state.opened[-1].level >= level:
        state.opened.pop()
    above = state.means
    if not state.opened:
        state.regions.append([])
    if means.kind in GATHERED and means.place is None:
        means = Meaning(means.kind, above.place)
    elif means.kind is SectionKind.OTHER and means.place is not None and above.kind in GATHERED:
        means = Meaning(above.kind, means.place)
    if means.kind in GATHERED:
        _open_section(block, means, level, state)
        return
    into = state.into
    kept = _kept(block, means, state)
    into.append(kept)
    state.opened.append(_Open(level, means, into, kept))


def _open_section(block: Block, means: Meaning, level: int, state: _State) -> None:
    kind, place = means
    known = section_kind(block.title, state.headings) is kind
    is_new = kind not in state.sections
    section = state.sections.setdefault(kind, Section(kind, SYNONYMS[kind][0]))
    if is_new or (kind.lists_points and kind not in state.headed):
        state.at[kind] = len(state.regions) - 1
    state.emptied += [each.kept for each in state.opened if each.kept]
    into = section.body if place is None else section.columns.setdefault(place, [])
    if known and is_new:
        section.title = "\n".join(map(str, _words(block)))
    elif place is None and known and not is_new:
        note = "this heading came again; both are put together"
        section.notes.append(Note(note, block.number, block.title))
    elif place is None and not known:
        section.notes.append(_taken_for(block, section.title))
    elif place is not None and not (
        _is_name(block.title, state.sides[place]) or _is_name(block.title, section.title)
    ):
        into.append(_only(_taken_for(block, f"{section.title}: {state.sides[place]}")))
    if place is None and len(state.opened) == 0:
        state.headed.add(kind)
    into += [_only(note) for note in block.notes]
    state.opened.append(_Open(level, means, into))


def _only(note: Note) -> Block:
    return Block("other", [], notes=[note])


def _taken_for(block: Block, what: str) -> Note:
    return Note(f'this heading is taken for "{what}"', block.number, block.title)


def _is_name(title: str, name: str) -> bool:
    return normalise(title.strip(" :.*_")) == normalise(name)


def _words(block: Block) -> list[str | Note]:
    """Return the lines of a heading, or what a line that stands for one says."""
    if block.level:
        return block.lines
    text = str(block.lines[0]).strip()
    bold = _BOLD.match(text)
    return [(bold["before"] + bold["text"] if bold else text).rstrip(": ")]


def _kept(block: Block, means: Meaning, state: _State) -> Block:
    """Return a heading that stays where it is, in words that are read here."""
    lines, notes = _words(block), list(block.notes)
    words = ""
    if means.place is not None and means.kind is SectionKind.OTHER:
        # What decorates a name stays beside it.
        is_name = place_of(block.title, state.sides) is not None
        words = "" if is_name else state.sides[means.place]
    elif means.kind not in (SectionKind.OTHER, SectionKind.BEST_FOR) and (
        section_kind(block.title, state.headings) is not means.kind
    ):
        words = SYNONYMS[means.kind][0]
    if words:
        notes.append(_taken_for(block, words))
        lines = [words]
    level = block.level
    if not level:
        above = [each.kept.level for each in state.opened if each.kept and each.kept.level]
        level = max([2, *above]) + 1
    if state.means.kind in GATHERED and means == NOTHING:
        # Below the heading of a side that its section gets.
        level = max(level, 4)
    return Block("heading", lines, block.number, level, block.title, notes)


def _take_list(block: Block, state: _State) -> None:
    """Take a list in; an item that names points or a side, and has a list, is a heading."""
    items = items_of(block)
    meant = [
        said(item.text.rstrip(": "), state.sides, state.headings) if item.below else NOTHING
        for item in items
    ]
    if all(means.place is None and means.kind not in GATHERED for means in meant):
        if not _dealt(items, state):
            state.into.append(block)
        return
    level = max([_LINE, *(each.level + 1 for each in state.opened)])
    depth = len(state.opened)
    for item, means in zip(items, meant, strict=True):
        if item.below is None or means == NOTHING:
            into, number = state.into, item.number
            last = into[-1] if into else None
            if isinstance(last, Block) and last.form == "list":
                last.lines += item.lines
            else:
                into.append(Block("list", [*item.lines], number))
            continue
        title = item.text.rstrip(": ")
        _open(Block("heading", [title], item.number, 0, title), means, level, state)
        _take_list(item.below, state)
        del state.opened[depth:]


def _dealt(items: Sequence[ListItem], state: _State) -> bool:
    """Give points that each begin with a side's name to it, as in "- Tea: mild"."""
    kind, place = state.means
    if kind not in GATHERED or place is not None or not items:
        return False
    hits = [None if item.below else side_before(item.text, state.sides) for item in items]
    if not all(hit and hit[1] for hit in hits):
        return False
    for item, hit in zip(items, hits, strict=True):
        assert hit is not None
        first = _BEFORE_TEXT.sub(r"\1", item.lines[0], count=1)
        column = state.sections[kind].columns.setdefault(hit[0], [])
        column.append(Block("list", [first, *item.lines[1:]], item.number))
    return True


def _without_emptied(region: Sequence[Part], state: _State) -> list[Part]:
    """Leave headings out below which nothing is left; a note tells their words."""
    found: list[Part] = []
    below = 0
    for part in reversed(region):
        if isinstance(part, Block) and part.form == "heading":
            is_empty = not below or below <= part.level
            below = part.level
            if is_empty and any(part is each for each in state.emptied):
                text = "what stood below this heading is put below the names of the sides"
                said_by = part.notes or [Note(text, part.number, part.title)]
                found.append(Block("other", [], part.number, notes=said_by))
                continue
        elif not (isinstance(part, Block) and not part.lines):
            below = _DEEPEST + 1
        found.append(part)
    return found[::-1]


def _level(parts: Sequence[Part]) -> None:
    """Let the highest headings that stay be those of sections."""
    kept = [part for part in parts if isinstance(part, Block) and part.form == "heading"]
    shift = 2 - min((block.level for block in kept), default=2)
    for block in kept:
        block.level = min(block.level + shift, _DEEPEST)
