"""Flat text in the shape of a comparison page into a draft.

Headings are bare lines (or those of Markdown), tables are parted by bars, tabs
or wide gaps, points are lines or items, and claims are followed by their
sources. What is not certain becomes prose or a remark; nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_versus.grammar.names import normalise, slug, versus
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Draft, Note, RefusedError
from .flow import flow
from .grids import Grid
from .lines import Line
from .parts import (
    NO_HEADINGS,
    HeadedPart,
    Headings,
    Token,
    is_filled,
    parts_of,
    split_title,
    tokens_of,
)
from .sections import section_of
from .sides import check_sides, repeated, sides_of_title

_COLON = re.compile("[:\N{FULLWIDTH COLON}]")


def draft_of_text(
    text: str, sides: Sequence[str] = (), title: str = "", headings: Headings = NO_HEADINGS
) -> Draft:
    """Read a flat text. ``sides`` and ``title`` stand above what it says itself.

    ``headings`` are those of the site, as `section_kind` takes them. Raises
    `RefusedError` where the text names no two sides.
    """
    tokens = tokens_of(text)
    if not any(is_filled(token) for token in tokens):
        raise RefusedError("the file is empty")
    names = _given_sides(tokens, sides)
    head, parts = parts_of(tokens, names, headings)
    notes: list[Note] = []
    before, found_title, rest = split_title(head)
    if not names:
        names, guess = _found_sides(found_title, parts)
        notes += [guess] if guess else []
        names = check_sides(names, "the text")
        head, parts = parts_of(tokens, names, headings)
        before, found_title, rest = split_title(head)
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
    draft.introduction = flow([token for token in rest if isinstance(token, Line)])
    draft.sections = [section_of(part, names) for part in parts]
    return draft


def _tables_of_head(grids: list[Grid], parts: list[HeadedPart]) -> None:
    note = Note("a table before the first heading, put under one", grids[0].numbers[0])
    kind = SectionKind.SIDE_BY_SIDE
    part = next((part for part in parts if part.kind is kind), None)
    if part is None:
        part = HeadedPart(kind, "Side-by-side analysis", 0)
        parts.insert(0, part)
    part.tokens[:0] = grids
    part.notes.append(note)


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


def _found_sides(title: Line | None, parts: Sequence[HeadedPart]) -> tuple[list[str], Note | None]:
    """Find the sides in headings that repeat, in the title, or among what is defined."""
    groups = [
        [
            token.bare
            for token in part.tokens
            if isinstance(token, Line) and token.text and not token.item and len(token.text) < 60
        ]
        for part in parts
        if part.kind in SIDED_KINDS
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
        if isinstance(token, Line) and len(before := _COLON.split(token.text, maxsplit=1)) > 1
    ]
    return defined, Note("the sides are what is defined")
