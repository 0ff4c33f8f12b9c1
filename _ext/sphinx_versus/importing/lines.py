"""The lines of a flat text: what each looks like before anybody knows what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(
    r"(?:[*+\N{EN DASH}\N{EM DASH}-](?=\s)|[•◦▪▫‣·●○■□➢➤\uf0a7\uf0b7]|o(?=\t))\s*(?=\S)"
)
_NUMBER = re.compile(r"^(0|[1-9]\d{0,2})[.)]\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=[^\s#])")
_UNDERLINE = re.compile(r"={3,}$|-{3,}$")
# Three signs or more: one alone may be the text of a cell.
_RULE = re.compile(r"(?:[\s|:=_*~\N{BOX DRAWINGS LIGHT HORIZONTAL}-]{3,}|\s*)$")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(:?)$")
_WRAPPED_AT = 50
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input.

    ``number`` counts from 1; ``raw`` is the line without the white space
    around it, ``text`` that without its bullet, the marks of a heading, and
    ``indent`` the width of the white space before it. ``level`` is that of a
    heading in Markdown, else 0; ``count`` the number of an item, else None.
    """

    number: int
    raw: str
    text: str
    indent: int = 0
    bullet: bool = False
    count: int | None = None
    level: int = 0

    @property
    def bare(self) -> str:
        """The text as a heading would have it: without number, emphasis and colon."""
        text = _NUMBER.sub("", self.text, count=1)
        if found := _EMPHASIS.match(text):
            text = found[2]
        return text.rstrip(":\N{FULLWIDTH COLON} #").strip() or self.text

    @property
    def numbered(self) -> bool:
        """Whether the text begins with a number that a heading would not have."""
        return bool(_NUMBER.match(self.text))

    @property
    def item(self) -> bool:
        """Whether it is an item of a list."""
        return self.bullet or self.count is not None


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text; blank ones have no text, rules are blank."""
    lines: list[Line] = []
    for number, written in enumerate(text.splitlines(), start=1):
        raw = written.strip()
        before = lines[-1] if lines else None
        if _UNDERLINE.match(raw) and before and _may_be_heading(before, lines[-2:-1]):
            level = 1 if raw[0] == "=" else 2
            lines[-1] = Line(before.number, before.raw, before.text, before.indent, level=level)
            raw = ""
        expanded = written.expandtabs(4)
        lines.append(_line(number, raw, len(expanded) - len(expanded.lstrip())))
    return lines


def _may_be_heading(line: Line, before: list[Line]) -> bool:
    return (
        0 < len(line.text) <= _LONGEST_HEADING
        and not (line.item or line.level)
        and not any(other.text for other in before)
    )


def _line(number: int, raw: str, indent: int) -> Line:
    if _RULE.match(raw):
        return Line(number, "", "")
    if found := _HEADING.match(raw):
        text = raw[found.end() :].rstrip("#").rstrip()
        return Line(number, raw, text, level=len(found[1]))
    if found := _BULLET.match(raw):
        return Line(number, raw, raw[found.end() :], indent, bullet=True)
    if found := _NUMBER.match(raw):
        # The number stays in the text: only a list that counts can do without it.
        return Line(number, raw, raw, indent, count=int(found[1]))
    return Line(number, raw, raw, indent)


def item_text(text: str) -> str:
    """Return what stands behind the bullet that a text begins with, or nothing."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else ""


def unnumbered(line: Line) -> str:
    """Return the text of an item without its number."""
    return _NUMBER.sub("", line.text, count=1)


def continues(before: Line, line: Line) -> bool:
    """Return whether a line looks like the rest of the one right above it."""
    if line.number != before.number + 1 or line.item or line.level or not line.text:
        return False
    if before.item and line.indent > before.indent:
        return True
    ended = before.text.endswith((".", "!", "?", ":", ";"))
    return len(before.text) >= _WRAPPED_AT and not ended and line.text[0].islower()


def runs_on(before: Line, line: Line) -> bool:
    """Return whether two lines of prose are most likely one paragraph."""
    if line.number != before.number + 1 or line.item or before.item or line.level:
        return False
    return bool(line.text) and _WRAPPED_AT <= len(before.raw) <= 2 * _WRAPPED_AT
