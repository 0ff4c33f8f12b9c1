"""Flat text in the shape of a comparison page into a draft.

Headings are bare lines (or those of Markdown), tables are parted by bars, tabs
or wide gaps, points are lines or items, and claims are followed by their
sources. What is not certain becomes prose or a remark; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sphinx_versus.headings import near_heading, section_kind
from sphinx_versus.model import SectionKind
from sphinx_versus.names import normalise, slug, versus

from .draft import (
    Block,
    Card,
    Cards,
    Cell,
    Draft,
    Names,
    Note,
    Paragraph,
    Point,
    Points,
    RefusedError,
    Remark,
    Section,
)
from .evidence import read_claims
from .grids import Grid, grid_at
from .lines import Line, continues, lines_of, runs_on, unnumbered
from .matrix import rows_as_text, side_table
from .sides import (
    check_sides,
    has_versus,
    opens_with_side,
    repeated,
    side_before,
    side_of,
    sides_of_title,
)

Token = Line | Grid

_SIDED = (SectionKind.DEFINITIONS, SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
_TITLES = {
    SectionKind.DEFINITIONS: "Definitions",
    SectionKind.SIDE_BY_SIDE: "Side-by-side analysis",
}
_LONGEST_TITLE = 150
_LONGEST_NAME = 80
_BEFORE_TITLE = 10
_MOST_WORDS = 12
_ENDS = (".", "!", "?", ":", ";", ",")


@dataclass(slots=True)
class _Part:
    """A heading and what follows it, before anybody has read it."""

    kind: SectionKind
    title: str
    level: int
    tokens: list[Token] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def draft_of_text(text: str, sides: Sequence[str] = (), title: str = "") -> Draft:
    """Read a flat text. ``sides`` and ``title`` stand above what it says itself.

    Raises `RefusedError` where it names no two sides.
    """
    tokens = _tokens(text)
    if not any(_filled(token) for token in tokens):
        raise RefusedError("the file is empty")
    names = _given_sides(tokens, sides)
    head, parts = _parts(tokens, names)
    notes: list[Note] = []
    before, found_title, rest = _title(head)
    if not names:
        names, guess = _found_sides(found_title, parts)
        notes += [guess] if guess else []
        names = check_sides(names, "the text")
        head, parts = _parts(tokens, names)
        before, found_title, rest = _title(head)
    notes += [Note("this stood before the title", line.number, line.raw) for line in before]
    grids = [token for token in rest if isinstance(token, Grid)]
    if not parts and not grids:
        raise RefusedError(
            "the text has no heading that is known here and no table; "
            'headings are lines such as "Definitions", "Side by side", "Strengths" or "Evidence"'
        )
    shown = title or (found_title.bare if found_title else "") or versus(names)
    if found_title and shown != found_title.text:
        notes.append(Note("the title was", found_title.number, found_title.raw))
    draft = Draft(shown, names, slug(shown), notes)
    if grids:
        _tables_of_head(grids, parts)
    draft.introduction = _flow([token for token in rest if isinstance(token, Line)])
    draft.sections = [_section(part, names) for part in parts]
    return draft


def _tables_of_head(grids: list[Grid], parts: list[_Part]) -> None:
    note = Note("a table before the first heading, put under one", grids[0].numbers[0])
    kind = SectionKind.SIDE_BY_SIDE
    part = next((part for part in parts if part.kind is kind), None)
    if part is None:
        part = _Part(kind, _TITLES[kind], 0)
        parts.insert(0, part)
    part.tokens[:0] = grids
    part.notes.append(note)


def _tokens(text: str) -> list[Token]:
    written = text.splitlines()
    lines = lines_of(text)
    tokens: list[Token] = []
    at = 0
    while at < len(lines):
        found = grid_at(written, lines, at) if lines[at].raw or "|" in written[at] else None
        if found:
            grid, at = found
            tokens.append(grid)
        else:
            tokens.append(lines[at])
            at += 1
    return tokens


def _filled(token: Token) -> bool:
    return isinstance(token, Grid) or bool(token.text)


def _given_sides(tokens: Sequence[Token], sides: Sequence[str]) -> list[str]:
    """Return the sides as told, or else those of the first table that can have them."""
    if sides:
        return check_sides(sides, "SIDES")
    for token in tokens:
        if isinstance(token, Grid) and len(token.header) > 2 and len(token.rows) > 1:
            names = token.header[1:]
            if all(names) and len({slug(name) for name in names}) == len(names) <= 6:
                return check_sides(names, "the table")
    return []


def _found_sides(title: Line | None, parts: Sequence[_Part]) -> tuple[list[str], Note | None]:
    """Find the sides in headings that repeat, in the title, or among what is defined."""
    groups = [
        [
            token.bare
            for token in part.tokens
            if isinstance(token, Line) and token.text and not token.item and len(token.text) < 60
        ]
        for part in parts
        if part.kind in _SIDED
    ]
    again = repeated(groups)
    told = sides_of_title(title.bare) if title else []
    if len(again) >= 2 and {normalise(name) for name in told} != set(map(normalise, again)):
        return again, Note("the sides are the names that stand under several headings")
    if told:
        assert title is not None
        cut = versus(told) != " ".join(title.bare.split())
        return told, Note("the sides are those of the title", title.number) if cut else None
    defined = [
        before[0].strip("*_ ")
        for part in parts
        if part.kind is SectionKind.DEFINITIONS
        for token in part.tokens
        if isinstance(token, Line) and (before := token.text.split(":", 1)) and len(before) > 1
    ]
    return defined, Note("the sides are what is defined")


def _parts(tokens: Sequence[Token], sides: Sequence[str]) -> tuple[list[Token], list[_Part]]:
    """Split the text at its headings; what stands before the first comes apart."""
    head: list[Token] = []
    parts: list[_Part] = []
    tokens_now = head
    for token in tokens:
        opened = _heading(token, parts, sides) if isinstance(token, Line) else None
        if opened is None:
            tokens_now.append(token)
            continue
        assert isinstance(token, Line)
        part, more = opened
        same = next((other for other in parts if _same(other, part)), None)
        if same is None:
            parts.append(part)
        else:
            same.notes += [
                Note("this heading came again; both are put together", token.number, token.raw),
                *part.notes,
            ]
            same.tokens.append(Line(token.number, "", ""))
            part = same
        tokens_now = part.tokens
        tokens_now += more
    return head, parts


def _same(one: _Part, other: _Part) -> bool:
    if one.kind is SectionKind.OTHER:
        return other.kind is one.kind and slug(one.title) == slug(other.title)
    return one.kind is other.kind


def _heading(
    line: Line, parts: Sequence[_Part], sides: Sequence[str]
) -> tuple[_Part, list[Token]] | None:
    """Read a line as a heading, and what else it says: a side, as in "Pros of Tea"."""
    bare = line.bare
    if line.bullet or not bare or len(bare) > _LONGEST_NAME:
        return None
    kind = section_kind(bare, {})
    if kind is not SectionKind.OTHER:
        part = _Part(kind, bare, line.level)
        if line.numbered:
            part.notes.append(Note("the heading was", line.number, line.raw))
        return part, []
    if sided := _sided_heading(line, sides):
        return sided
    if side_of(bare, sides):
        return None
    near = _near(bare)
    if near and not any(part.kind is section_kind(near, {}) for part in parts):
        note = Note(f'this heading is taken for "{near}"', line.number, line.raw)
        return _Part(section_kind(near, {}), near, line.level, [], [note]), []
    is_title = not parts and (line.level == 1 or has_versus(bare))
    if line.level and not is_title and not _inside(line, parts) and not _is_taken(slug(bare)):
        return _Part(SectionKind.OTHER, line.text, line.level), []
    return None


def _inside(line: Line, parts: Sequence[_Part]) -> bool:
    """Tell whether a heading of Markdown belongs to the section above it."""
    return bool(parts) and parts[-1].kind in _SIDED and line.level > parts[-1].level > 0


def _is_taken(suffix: str) -> bool:
    """Tell whether the id of a heading could be that of something else."""
    known = [kind.value for kind in SectionKind if kind.value]
    return suffix.startswith(("row-", "claim-", "table")) or any(
        suffix == kind or suffix.startswith(f"{kind}-") for kind in known
    )


def _sided_heading(line: Line, sides: Sequence[str]) -> tuple[_Part, list[Token]] | None:
    """Read "Strengths of Tea", "Tea: pros" and "Tea advantages"."""
    words = line.bare.split()
    folded = normalise(line.bare)
    if len(words) > _MOST_WORDS or not any(normalise(side) in folded for side in sides):
        return None
    for at in range(1, len(words)):
        left, right = " ".join(words[:at]), " ".join(words[at:])
        for what, whose in ((left, right), (right, left)):
            kind = section_kind(what.strip(" :-\N{EN DASH}\N{EM DASH}"), {})
            if kind not in _SIDED:
                continue
            name = whose.strip(" :-\N{EN DASH}\N{EM DASH}")
            for joiner in ("of the ", "for the ", "of ", "for "):
                name = name.removeprefix(joiner)
            hit = side_of(
                name.removesuffix("'s").removesuffix("\N{RIGHT SINGLE QUOTATION MARK}s"), sides
            )
            if hit and hit[1]:
                title = what.strip(" :-\N{EN DASH}\N{EM DASH}")
                note = Note(
                    f'this heading is taken for "{title}", and there "{sides[hit[0]]}"',
                    line.number,
                    line.raw,
                )
                heading = Line(line.number, sides[hit[0]], sides[hit[0]])
                return _Part(kind, title[:1].upper() + title[1:], line.level, [], [note]), [heading]
    return None


def _near(bare: str) -> str | None:
    """Return the heading that a line is a misspelling of; the costly look only where it may be."""
    if not 5 <= len(bare) <= 30 or len(bare.split()) > 4:
        return None
    return near_heading(bare, {})


def _title(head: Sequence[Token]) -> tuple[list[Line], Line | None, list[Token]]:
    """Split what stands before the first heading: before the title, the title, the rest."""
    lines = [token for token in head if isinstance(token, Line) and token.text]
    title = next((line for line in lines if line.level == 1), None)
    if title is None:
        near = lines[:_BEFORE_TITLE]
        title = next((line for line in near if has_versus(line.text) and _short(line)), None)
    if title is None and lines and _short(lines[0]) and not lines[0].item:
        title = lines[0]
    if title is None:
        return [], None, list(head)
    at = next(place for place, token in enumerate(head) if token is title)
    before = [token for token in head[:at] if isinstance(token, Line) and token.text]
    tables = [token for token in head[:at] if isinstance(token, Grid)]
    return before, title, [*tables, *head[at + 1 :]]


def _short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not line.text.endswith((".", "!", ";", ","))


def _section(part: _Part, sides: list[str]) -> Section:
    section = Section(part.kind, part.title, part.notes)
    if part.kind is SectionKind.EVIDENCE:
        _evidence(part, sides, section)
    elif part.kind is SectionKind.ENTITIES:
        section.body = _entities(_only_lines(part.tokens, section))
    elif part.kind is SectionKind.COMPARISONS:
        section.body = _cards(_only_lines(part.tokens, section))
    else:
        _columns(part, sides, section)
    if not (section.body or section.columns or part.kind is SectionKind.DEFINITIONS):
        section.notes.append(Note("nothing was found under this heading"))
    return section


def _only_lines(tokens: Iterable[Token], section: Section) -> list[Line]:
    """Return the lines of a section that can hold no table; tables become lines."""
    lines: list[Line] = []
    for token in tokens:
        if isinstance(token, Line):
            lines.append(token)
            continue
        section.notes.append(Note("a table in a section that has none", token.numbers[0]))
        for number, row in zip(token.numbers, token.rows, strict=True):
            text = " | ".join(" ".join(cell) for cell in row)
            lines += [Line(number, text, text), Line(number, "", "")]
    return lines


def _evidence(part: _Part, sides: list[str], section: Section) -> None:
    """Read claims; those under the name of a side are about it."""
    groups: dict[int | None, list[Line]] = {None: []}
    place: int | None = None
    for line in _only_lines(part.tokens, section):
        hit = None if line.item or not line.text else side_of(line.bare, sides)
        if hit and hit[1]:
            place = hit[0]
            groups.setdefault(place, []).append(Line(line.number, "", ""))
        else:
            groups[place].append(line)
    for where, lines in groups.items():
        blocks = read_claims(lines, sides)
        if where is None:
            section.body = blocks
        else:
            section.columns[where] = blocks


def _columns(part: _Part, sides: list[str], section: Section) -> None:
    """Give each side what stands below its name."""
    sided = part.kind in _SIDED
    columns: dict[int, list[Token]] = {}
    guesses: dict[int, list[Note]] = {}
    body: list[Token] = []
    current = body
    for token in part.tokens:
        if isinstance(token, Grid):
            if sided and _deal(token, sides, columns):
                continue
            body.append(token)
            continue
        hit = _side_line(token, sides, part.kind)
        if hit is None:
            current.append(token)
            continue
        place, exact, rest = hit
        current = columns.setdefault(place, [])
        if current:
            current.append(Line(token.number, "", ""))
        if not exact or token.numbered:
            guesses.setdefault(place, []).append(
                Note(f'this is taken for "{sides[place]}"', token.number, token.raw)
            )
        if rest is not None:
            current.append(rest)
    if sided and not columns:
        _note_of_no_side(body, section)
    section.body = _flow(
        body, sides=sides, expected=part.kind is SectionKind.SIDE_BY_SIDE, lists=not sided
    )
    if not columns and (
        part.kind is not SectionKind.DEFINITIONS or not (section.body or section.notes)
    ):
        return
    if columns and sided and any(map(_filled, body)):
        _note_of_no_side(body, section)
    for place, name in enumerate(sides):
        tokens = columns.get(place, [])
        lines = [token for token in tokens if isinstance(token, Line)]
        points = part.kind in (SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
        blocks = _flow(lines, points=points and not any(line.item for line in lines))
        notes = guesses.get(place, [])
        if not blocks:
            notes = [*notes, Note(f'nothing was found here about "{name}"')]
        if blocks and isinstance(blocks[0], Paragraph):
            blocks[0].notes[:0] = notes
        else:
            blocks[:0] = [Remark(note) for note in notes]
        section.columns[place] = blocks


def _note_of_no_side(body: Sequence[Token], section: Section) -> None:
    first = next((token for token in body if isinstance(token, Line) and token.text), None)
    if first is not None:
        section.notes.append(Note("what follows names no side", first.number))


def _side_line(
    line: Line, sides: Sequence[str], kind: SectionKind
) -> tuple[int, bool, Line | None] | None:
    """Read a line that names a side: its place, whether that is certain, what else it says."""
    if not line.text:
        return None
    sided = kind in _SIDED
    if not sided and not line.level:
        return None
    hit = side_of(line.bare, sides)
    if hit and (hit[1] or not line.item):
        return (*hit, None)
    if not sided or line.level:
        return None
    if found := side_before(line.text, sides):
        place, exact, text = found
        rest = Line(line.number, text, text, line.indent)
        return place, exact and kind is SectionKind.DEFINITIONS, rest
    if kind is SectionKind.DEFINITIONS:
        subject = opens_with_side(line.text, sides)
        if subject is not None:
            return subject, False, Line(line.number, line.text, line.text)
    return None


def _deal(grid: Grid, sides: Sequence[str], columns: dict[int, list[Token]]) -> bool:
    """Deal a table whose columns are nothing but the sides out to them."""
    hits = [side_of(name, sides) for name in grid.header]
    places = [hit[0] for hit in hits if hit and hit[1]]
    if len(places) != len(grid.header) or len(set(places)) != len(places):
        return False
    if any(len(row) > len(places) for row in grid.rows):
        return False
    for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        for place, cell in zip(places, row, strict=False):
            text = " ".join(cell)
            if text:
                columns.setdefault(place, []).append(Line(number, text, text, bullet=True))
    return True


def _flow(
    tokens: Sequence[Token],
    *,
    sides: Sequence[str] = (),
    expected: bool = False,
    lists: bool = True,
    points: bool = False,
) -> list[Block]:
    """Read prose, lists and tables in their order.

    ``expected`` says that tables are what the section is for; ``lists`` that
    it can hold lists; ``points`` that each line is an item of one.
    """
    if expected and not any(isinstance(token, Grid) for token in tokens):
        lines = [token for token in tokens if isinstance(token, Line)]
        found = side_by_side_lines(lines, sides)
        if found is not None:
            return found
    flow = _Flow(lists, points)
    for token in tokens:
        if isinstance(token, Grid):
            flow.end()
            flow.blocks += side_table(token, sides, expected=expected) or rows_as_text(token)
        elif token.text:
            flow.line(token)
    return flow.blocks


class _Flow:
    """Blocks made of lines, one after the other."""

    def __init__(self, lists: bool, points: bool) -> None:
        self.lists = lists
        self.points = points
        self.blocks: list[Block] = []
        self.before: Line | None = None
        self.margin = 0

    def end(self) -> None:
        """Let the next line begin a block of its own."""
        self.before = None

    def line(self, line: Line) -> None:
        """Take a line in."""
        last = self.blocks[-1] if self.blocks else None
        joins = self.before is not None and continues(self.before, line)
        if joins and isinstance(last, Points):
            point = last.items[-1]
            if point.inner:
                point.inner[-1] += f" {line.text}"
            else:
                point.text += f" {line.text}"
        elif isinstance(last, Paragraph) and (
            joins or (self.before is not None and not self.points and runs_on(self.before, line))
        ):
            last.text += f" {line.text}"
        elif self.lists and (line.item or self.points):
            self._point(line, last)
        else:
            text = line.raw if line.level else line.text
            notes = [Note("a heading that is not known here", line.number)] if line.level else []
            self.blocks.append(Paragraph(text, notes))
        self.before = line

    def _point(self, line: Line, last: Block | None) -> None:
        goes_on = isinstance(last, Points) and self.before is not None
        if isinstance(last, Points) and goes_on and line.item and line.indent > self.margin:
            last.items[-1].inner.append(line.text)
            return
        self.margin = line.indent
        if isinstance(last, Points) and goes_on:
            if last.first is None and line.count is None:
                last.items.append(Point(line.text))
                return
            if last.first is not None and line.count == last.first + len(last.items):
                last.items.append(Point(unnumbered(line)))
                return
            if last.first is None:
                last.items.append(Point(line.text))
                return
        if line.count is None:
            self.blocks.append(Points([Point(line.text)]))
        else:
            self.blocks.append(Points([Point(unnumbered(line))], line.count))


def side_by_side_lines(lines: Sequence[Line], sides: Sequence[str]) -> list[Block] | None:
    """Read a table of which each cell is a line, as some pages paste; None if it is none."""
    filled = [line for line in lines if line.text]
    width = len(sides) + 1
    names = [side_of(line.bare, sides) for line in filled[:width]]
    for start in (0, 1):
        found = names[start : start + len(sides)]
        places = [hit[0] for hit in found if hit and hit[1]]
        if len(places) == len(set(places)) == len(sides):
            break
    else:
        return None
    first = filled[0].text if start else ""
    cells = filled[start + len(sides) :]
    whole = len(cells) - len(cells) % width
    if not whole:
        return None
    numbers = [filled[0].number]
    rows: list[list[Cell]] = [[(first,), *((sides[place],) for place in places)]]
    for at in range(0, whole, width):
        numbers.append(cells[at].number)
        rows.append([(cell.raw,) for cell in cells[at : at + width]])
    grid = Grid(rows, numbers, [Note("a table of which each cell is a line", numbers[0])])
    blocks = side_table(grid, sides, expected=True)
    if blocks is None:
        return None
    return [*blocks, *(Paragraph(line.text) for line in cells[whole:])]


def _entities(lines: Sequence[Line]) -> list[Block]:
    names = Names([])
    blocks: list[Block] = []
    filled = [line for line in lines if line.text]
    for line in filled:
        parts = [part.strip() for part in _split_names(line.text)]
        if (
            line.level
            or len(line.text) > _LONGEST_NAME * max(len(parts), 1)
            or line.text.endswith(".")
        ):
            blocks.append(Remark(Note("no name of an entity", line.number, line.raw)))
        elif len(parts) > 1 and not line.item:
            blocks.append(Remark(Note("names on one line, split", line.number, line.raw)))
            names.names += parts
        else:
            names.names.append(line.text)
    return [*blocks, names] if names.names else blocks


def _split_names(text: str) -> list[str]:
    for sign in (";", "·", "•", "|", ","):
        if sign in text:
            return [part for part in text.split(sign) if part.strip()]
    return [text]


def _cards(lines: Sequence[Line]) -> list[Block]:
    """Read titles of other comparisons; what stands below one goes with it."""
    cards = Cards([])
    blocks: list[Block] = []
    for line in lines:
        if not line.text:
            continue
        text = unnumbered(line) if line.count is not None else line.text
        title, rest = _card_title(text)
        if title:
            card = Card(title)
            if rest or title != line.text:
                card.notes.append(Note("this card was", line.number, line.raw))
            cards.cards.append(card)
        elif (
            line.item and not any(card.notes for card in cards.cards) and len(text) < _LONGEST_NAME
        ):
            cards.cards.append(Card(line.text))
        elif cards.cards:
            _put_below(cards.cards[-1], line)
        else:
            blocks.append(Remark(Note("no other comparison", line.number, line.raw)))
    return [*blocks, cards] if cards.cards else blocks


def _put_below(card: Card, line: Line) -> None:
    """Keep what stood below a card as a note: the other page has a tagline of its own."""
    below = "this stood below it"
    if card.notes and card.notes[-1].message == below:
        last = card.notes.pop()
        card.notes.append(Note(below, last.line, f"{last.original} {line.raw}"))
    else:
        card.notes.append(Note(below, line.number, line.raw))


def _card_title(text: str) -> tuple[str, str]:
    """Split a line that names another comparison into its title and the rest."""
    if not has_versus(text):
        return "", ""
    for sign in (" \N{EM DASH} ", " \N{EN DASH} ", " - ", ": ", " | ", " \N{RIGHTWARDS ARROW}"):
        left, found, right = text.partition(sign)
        if found and has_versus(left):
            text, rest = left.strip(), right.strip()
            break
    else:
        rest = ""
    if len(text) > _LONGEST_NAME or text.endswith(_ENDS) or text[:1].islower():
        return "", ""
    return text.strip("*_ "), rest
