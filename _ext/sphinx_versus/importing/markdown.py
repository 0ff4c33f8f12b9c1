"""A draft as Markdown, in the shape of the scaffold of a new comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sphinx_versus.grammar.escape import inline, opening
from sphinx_versus.grammar.names import between_bars, plain_argument, versus
from sphinx_versus.model.facts import SectionKind

from .draft import (
    Block,
    Cards,
    Cell,
    Claim,
    Draft,
    Item,
    Names,
    Note,
    Paragraph,
    Point,
    Points,
    Remark,
    Section,
    Table,
)
from .lines import item_text

# Addresses whose text is shown as it is written: plain ASCII, nothing to decode.
_ADDRESS = re.compile(
    r"(?<!\w)https?://[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?:/[\w/.~!$&'()*+,;=:@?#-]*)?", re.ASCII
)


def escaped(text: str) -> str:
    """Return text as inline Markdown that shows it as it is, with addresses as links.

    White space becomes single spaces.
    """
    text = " ".join(re.split(r"[ \t\r\n]+", text.strip()))
    return "".join(
        inline(piece) if isinstance(piece, str) else f"<{piece[0]}>" for piece in pieces_of(text)
    )


def pieces_of(text: str) -> list[str | tuple[str]]:
    """Split a text at the addresses in it, which become tuples."""
    pieces: list[str | tuple[str]] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = without_end(found[0])
        if "xn--" not in address:
            pieces += [text[at : found.start()], (address,)]
            at = found.start() + len(address)
    return [piece for piece in [*pieces, text[at:]] if piece]


def without_end(address: str) -> str:
    """Return an address without the punctuation of the sentence that it ends."""
    while address[-1] in ".,;:!?'*" or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address


def line_of_text(text: str) -> str:
    """Return text as a line of Markdown that opens nothing but a paragraph."""
    return opening(escaped(text))


def argument(sides: Iterable[str]) -> str:
    """Return the argument of the directive for some sides."""
    names = list(sides)
    plain = versus(names)
    odd = "|" in plain or plain_argument(plain) != plain or any(map(_has_versus, names))
    if len(names) == 2 and not odd:
        return plain
    return between_bars(names)


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

    def add(self, *lines: str) -> None:
        """Add lines."""
        self.lines += lines

    def block(self, *lines: str) -> None:
        """Add lines, with a blank line before them."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
        self.lines += lines

    def note(self, notes: Iterable[Note], indent: str = "") -> None:
        """Add a comment for each note."""
        for note in notes:
            where = f" (line {note.line})" if note.line else ""
            original = " ".join(note.original.split())
            told = f": {original}" if original else ""
            self.add(f"{indent}% guessed: {note.message}{where}{told}")
            self.marks.append(Marked(len(self.lines), note))

    def noted_block(self, notes: list[Note]) -> None:
        """Begin a block with its notes."""
        self.block()
        self.note(notes)


def markdown(draft: Draft, origin: str) -> Written:
    """Write a draft; ``origin`` says what it has been made from."""
    out = Written()
    out.add(f"# {line_of_text(draft.title)}")
    out.block(
        f"::::{{comparison}} {argument(draft.sides)}",
        f":key: {draft.key}",
        ":tags:",
        "",
        f"% A draft, made from {' '.join(origin.split())}: "
        'look at each line that begins with "% guessed", and take it away.',
    )
    out.note(draft.notes)
    _blocks(draft.introduction, out)
    for section in draft.sections:
        _section(section, draft.sides, out)
    out.add("::::")
    return out


def _section(section: Section, sides: list[str], out: Written) -> None:
    out.block(f"## {line_of_text(section.title)}")
    if section.notes:
        out.noted_block(section.notes)
    _blocks(section.body, out)
    if not section.columns:
        return
    if section.kind is SectionKind.DEFINITIONS and all(
        map(_is_definition, section.columns.values())
    ):
        for place, blocks in sorted(section.columns.items()):
            out.block(line_of_text(sides[place]))
            _definition(blocks, out)
        return
    for place, blocks in sorted(section.columns.items()):
        out.block(f"### {line_of_text(sides[place])}")
        _blocks(blocks, out)


def _is_definition(blocks: list[Block]) -> bool:
    return bool(blocks) and all(isinstance(block, Paragraph) for block in blocks)


def _definition(blocks: list[Block], out: Written) -> None:
    for number, block in enumerate(blocks):
        assert isinstance(block, Paragraph)
        if number:
            out.block(f"  {line_of_text(block.text)}")
        else:
            out.add(f": {line_of_text(block.text)}")
        out.note(block.notes, "  ")


def _blocks(blocks: list[Block], out: Written) -> None:
    for block in blocks:
        match block:
            case Remark():
                out.noted_block([block.note])
            case Paragraph():
                out.noted_block(block.notes)
                out.add(line_of_text(block.text))
            case Points():
                if not out.lines[-1].startswith("#"):
                    out.block()
                _points(block, out)
            case Table():
                _table(block, out)
            case Claim():
                _claim(block, out)
            case Names():
                out.block(*(f"- {line_of_text(name)}" for name in block.names))
            case Cards():
                out.block()
                _cards(block, out)


def _points(block: Points, out: Written) -> None:
    for number, point in enumerate(block.items):
        mark = "-" if block.first is None else f"{block.first + number}."
        _point(mark, point, out)


def _point(mark: str, point: Point, out: Written) -> None:
    indent = " " * (len(mark) + 1)
    out.add(f"{mark} {line_of_text(point.text)}")
    out.note(point.notes, indent)
    out.add(*(f"{indent}- {line_of_text(inner)}" for inner in point.inner))


def _table(table: Table, out: Written) -> None:
    out.noted_block(table.notes)
    if any(len(cell) > 1 for row in table.rows for cell in row):
        _list_table(table, out)
        return
    out.add(f"| {' | '.join(map(escaped, table.header))} |", f"|{'---|' * len(table.header)}")
    for number, row in enumerate(table.rows):
        cells = [escaped(" ".join(cell)) for cell in row]
        out.add(f"| {' | '.join([_with_key(cells[0], table.keys.get(number)), *cells[1:]])} |")


def _with_key(name: str, key: str | None) -> str:
    return f"[{name}]{{#{key}}}" if key else name


def _list_table(table: Table, out: Written) -> None:
    """Write a table with cells of several lines."""
    out.add("```{list-table}", ":header-rows: 1", "")
    header: list[Cell] = [(name,) for name in table.header]
    for number, row in enumerate([header, *table.rows]):
        key = table.keys.get(number - 1)
        for place, cell in enumerate(row):
            _list_cell("  - " if place else "* - ", cell, None if place else key, out)
    out.add("```")


def _list_cell(mark: str, cell: Cell, key: str | None, out: Written) -> None:
    listed = False
    for number, line in enumerate(cell):
        item = "" if key else item_text(line)
        text = f"- {line_of_text(item)}" if item else line_of_text(line)
        if key and not number:
            text = _with_key(escaped(line), key)
        if number and not (listed and item):
            out.add("")
        out.add(f"    {text}" if number else mark + text)
        listed = bool(item)
    if not cell:
        out.add(mark.rstrip())


def _claim(claim: Claim, out: Written) -> None:
    out.noted_block(claim.notes)
    out.add(line_of_text(claim.statement))
    for item in claim.items:
        _item(item, out)


def _item(item: Item, out: Written) -> None:
    word = f"{item.word}: " if item.word else ""
    if item.cited:
        out.add(f"- {word}{{cite:t}}`{item.cited}`")
    else:
        text = escaped(item.text) if word else line_of_text(item.text)
        out.add(f"- {word}{text}")
    out.note(item.notes, "  ")


def _cards(block: Cards, out: Written) -> None:
    for card in block.cards:
        if card.target:
            out.add(f"- [{escaped(card.title)}]({card.target})")
        else:
            out.add(f"- {line_of_text(card.title)}")
        out.note(card.notes, "  ")
