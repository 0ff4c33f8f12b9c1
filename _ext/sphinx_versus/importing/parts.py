"""The headings of a flat text, and what stands below each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_versus.grammar.headings import near_heading, section_kind
from sphinx_versus.grammar.names import normalise, slug
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Note
from .grids import Grid, grid_at
from .lines import Line, lines_of
from .sides import has_versus, side_of

Token = Line | Grid
# The headings of a site by the kind of section that they open.
Headings = Mapping[str, Sequence[str]]
NO_HEADINGS: Headings = {}

_LONGEST_TITLE = 150
_LONGEST_HEADING = 80
_BEFORE_TITLE = 10
_MOST_WORDS = 12


@dataclass(slots=True)
class HeadedPart:
    """A heading and what follows it, before anybody has read it."""

    kind: SectionKind
    title: str
    level: int
    tokens: list[Token] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def tokens_of(text: str) -> list[Token]:
    """Return a text as lines and tables."""
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


def is_filled(token: Token) -> bool:
    """Return whether a line or table says something."""
    return isinstance(token, Grid) or bool(token.text)


def parts_of(
    tokens: Sequence[Token], sides: Sequence[str], headings: Headings
) -> tuple[list[Token], list[HeadedPart]]:
    """Split the text at its headings; what stands before the first comes apart."""
    head: list[Token] = []
    parts: list[HeadedPart] = []
    tokens_now = head
    for token in tokens:
        opened = _heading(token, parts, sides, headings) if isinstance(token, Line) else None
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


def _same(one: HeadedPart, other: HeadedPart) -> bool:
    if one.kind is SectionKind.OTHER:
        return other.kind is one.kind and slug(one.title) == slug(other.title)
    return one.kind is other.kind


def _heading(
    line: Line, parts: Sequence[HeadedPart], sides: Sequence[str], headings: Headings
) -> tuple[HeadedPart, list[Token]] | None:
    """Read a line as a heading, and what else it says: a side, as in "Pros of Tea"."""
    bare = line.bare
    if line.bullet or not bare or len(bare) > _LONGEST_HEADING:
        return None
    kind = section_kind(bare, headings)
    if kind is not SectionKind.OTHER:
        part = HeadedPart(kind, bare, line.level)
        if line.numbered:
            part.notes.append(Note("the heading was", line.number, line.raw))
        return part, []
    if sided := _sided_heading(line, sides, headings):
        return sided
    if side_of(bare, sides):
        return None
    near = _near(bare, headings)
    if near and not any(part.kind is section_kind(near, headings) for part in parts):
        note = Note(f'this heading is taken for "{near}"', line.number, line.raw)
        return HeadedPart(section_kind(near, headings), near, line.level, [], [note]), []
    is_title = not parts and (line.level == 1 or has_versus(bare))
    if line.level and not is_title and not _inside(line, parts) and not _is_taken(slug(bare)):
        return HeadedPart(SectionKind.OTHER, line.text, line.level), []
    return None


def _inside(line: Line, parts: Sequence[HeadedPart]) -> bool:
    """Return whether a heading of Markdown belongs to the section above it."""
    return bool(parts) and parts[-1].kind in SIDED_KINDS and line.level > parts[-1].level > 0


def _is_taken(suffix: str) -> bool:
    """Return whether the id of a heading could be that of something else."""
    known = [kind.value for kind in SectionKind if kind.value]
    return suffix.startswith(("row-", "claim-", "table")) or any(
        suffix == kind or suffix.startswith(f"{kind}-") for kind in known
    )


def _sided_heading(
    line: Line, sides: Sequence[str], headings: Headings
) -> tuple[HeadedPart, list[Token]] | None:
    """Read "Strengths of Tea", "Tea: pros" and "Tea advantages"."""
    words = line.bare.split()
    folded = normalise(line.bare)
    if len(words) > _MOST_WORDS or not any(normalise(side) in folded for side in sides):
        return None
    for at in range(1, len(words)):
        left, right = " ".join(words[:at]), " ".join(words[at:])
        for what, whose in ((left, right), (right, left)):
            kind = section_kind(what.strip(" :-\N{EN DASH}\N{EM DASH}"), headings)
            if kind not in SIDED_KINDS:
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
                title = title[:1].upper() + title[1:]
                return HeadedPart(kind, title, line.level, [], [note]), [heading]
    return None


def _near(bare: str, headings: Headings) -> str | None:
    """Return the heading that a line is a misspelling of; the costly look only where it may be."""
    if not 5 <= len(bare) <= 30 or len(bare.split()) > 4:
        return None
    return near_heading(bare, headings)


def split_title(head: Sequence[Token]) -> tuple[list[Line], Line | None, list[Token]]:
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
