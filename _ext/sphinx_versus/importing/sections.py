"""What stands below a heading, as a section of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sphinx_versus.model.facts import POINT_KINDS, SIDED_KINDS, SectionKind

from .draft import Block, Card, Cards, Names, Note, Paragraph, Remark, Section
from .evidence import read_claims
from .flow import flow
from .grids import Grid
from .lines import Line, unnumbered
from .parts import HeadedPart, Token, is_filled
from .sides import has_versus, opens_with_side, side_before, side_of

_LONGEST_NAME = 80
_ENDS = (".", "!", "?", ":", ";", ",")


def section_of(part: HeadedPart, sides: list[str]) -> Section:
    """Return what stands below a heading as a section."""
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


def _evidence(part: HeadedPart, sides: list[str], section: Section) -> None:
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


def _columns(part: HeadedPart, sides: list[str], section: Section) -> None:
    """Give each side what stands below its name."""
    sided = part.kind in SIDED_KINDS
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
    section.body = flow(
        body, sides=sides, expected=part.kind is SectionKind.SIDE_BY_SIDE, lists=not sided
    )
    if not columns and (
        part.kind is not SectionKind.DEFINITIONS or not (section.body or section.notes)
    ):
        return
    if columns and sided and any(map(is_filled, body)):
        _note_of_no_side(body, section)
    for place, name in enumerate(sides):
        tokens = columns.get(place, [])
        lines = [token for token in tokens if isinstance(token, Line)]
        points = part.kind in POINT_KINDS
        blocks = flow(lines, points=points and not any(line.item for line in lines))
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
    sided = kind in SIDED_KINDS
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
