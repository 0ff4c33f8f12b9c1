"""Which sides a text compares, and where it names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sphinx_versus.grammar.columns import WORDS, Words, sides_in
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    VERSUS,
    between_bars,
    listed,
    match,
    nearest,
    nearly_split,
    normalise,
    plain_argument,
    slug,
    split_sides,
)
from sphinx_versus.grammar.rawtext import pipe_cells
from sphinx_versus.grammar.shapes import Headings, is_option_table, point_columns
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Block, Note, RefusedError
from .markdown import is_bold, items_of, plain
from .meaning import defined_in, names_in, said

_SUBTITLE = re.compile(r":\s|\s[|\N{EN DASH}\N{EM DASH}-]\s|\?|\s[(\[]")
# A wide colon has its space within.
_INLINE = re.compile(
    r"(?P<name>.{0,79}?\S)\s*(?:(?::|\s[\N{EN DASH}\N{EM DASH}-])\s+|\N{FULLWIDTH COLON}\s*)"
    r"(?P<rest>\S.*)$"
)
_MOST_WORDS = 8
_LONGEST_NAME = 60


def find_sides(
    blocks: Sequence[Block], titles: Sequence[str], headings: Headings
) -> tuple[list[str], Note]:
    """Find the sides: in the title, a table, or what headings speak of.

    Raises `RefusedError` where there are no two or more of them.
    """
    tables = _tables(blocks, headings)
    told = next((names for title in titles if (names := sides_of_title(title))), [])
    lines = [block for block in blocks if block.form == "heading" or is_bold(block)]
    names = [block.title.rstrip(" :") for block in lines]
    points, defined = names_in(names), [*defined_in(names), *_defined(blocks, headings)]
    again = _repeated(blocks, headings)
    several = Note("the sides are the names under several headings")
    if len(again) >= MIN_SIDES and told and not {*map(normalise, told)} & {*map(normalise, again)}:
        return check_sides(again, "the text"), several
    if not told:
        told = _nearly_told(
            titles, [*points, *defined, *(name for each, _ in tables for name in each)]
        )
    if told:
        for sides, line in tables:
            if any((hit := match(name, sides)) and hit.exact for name in told):
                return sides, Note("the sides are those of this table", line)
        known = [*points, *defined, *names]
        return check_sides([_cut(name, known) for name in told], "the title"), Note(
            "the sides are those of the title"
        )
    if len(points) >= MIN_SIDES and not any(
        (hit := match(name, sides)) and hit.exact for sides, _ in tables for name in points
    ):
        return check_sides(points, "the text"), Note("the sides are those that headings name")
    if tables:
        return tables[0][0], Note("the sides are those of this table", tables[0][1])
    found = again if len(again) >= MIN_SIDES else defined
    if len(found) < MIN_SIDES:
        firsts = [str(block.lines[0]) for block in blocks if block.lines and block.title]
        told = next((names for title in firsts if (names := sides_of_title(plain(title)))), [])
        found = [_cut(name, names) for name in told]
    return check_sides(found, "the text"), several


def _nearly_told(titles: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the sides of a title such as "Tea or coffee?", if the text knows them."""
    for title in titles:
        names = [_cut(name, known) for name in nearly_split(title.strip(" ?!."))]
        if names and all(normalise(name) in map(normalise, known) for name in names):
            return names
    return []


def _tables(blocks: Sequence[Block], headings: Headings) -> list[tuple[list[str], int]]:
    """Return the sides of each table that has some, with its line."""
    found = []
    for block in blocks:
        if block.form != "table":
            continue
        rows = [[plain(cell) for cell in pipe_cells(str(line))] for line in block.lines]
        header, body = rows[0], rows[2:]
        columns = [[row[at] if at < len(row) else "" for row in body] for at in range(len(header))]
        points = [at for at in point_columns(header, headings) if is_option_table(header, headings)]
        names = sides_in(header, columns, words_for(header), (), points)
        if len(names) >= MIN_SIDES:
            found.append((names, block.number))
    return found


def words_for(header: Sequence[str]) -> Words:
    """Return the words for roles of the language in which a header has most of them."""
    known = [Words(language) for language in WORDS]
    return max(known, key=lambda words: sum(bool(words.role_of(name)) for name in header))


def _defined(blocks: Sequence[Block], headings: Headings) -> list[str]:
    """Return what lines below "Definitions" begin with, and what options are listed."""
    found, kind, options = [], SectionKind.OTHER, False
    for block in blocks:
        if block.form == "heading":
            kind = said(block.title, (), headings).kind
            options = normalise(block.title) in ("considered options", "options", "alternatives")
        elif kind is SectionKind.DEFINITIONS and (told := _INLINE.match(block.title)):
            found.append(told["name"].strip("*_ "))
        elif options and block.form == "list":
            found += [item.text.rstrip(".") for item in items_of(block)]
    return [name for name in found if len(name) < _LONGEST_NAME]


def _repeated(blocks: Sequence[Block], headings: Headings) -> list[str]:
    """Return the short lines that stand under more than one heading, in their order."""
    group, seen = 0, Counter[str]()
    last: dict[str, int] = {}
    names: dict[str, str] = {}
    for block in blocks:
        if block.form == "heading" and said(block.title, (), headings).kind in SIDED_KINDS:
            group += 1
            continue
        name = normalise(block.title.rstrip(": "))
        if group and block.form in ("heading", "paragraph") and 0 < len(name) < _LONGEST_NAME:
            names.setdefault(name, block.title.rstrip(": "))
            seen[name] += last.get(name) != group
            last[name] = group
    return [names[name] for name in names if seen[name] > 1]


def _cut(name: str, known: Iterable[str]) -> str:
    """Return the part of a name in a title that the text calls so: "Coffee compared" is Coffee."""
    folded = normalise(name)
    inside = [
        each
        for each in known
        if re.search(rf"(?:^|\W){re.escape(normalise(each))}(?:\W|$)", folded)
        and len(each) < len(name)
    ]
    return max(inside, key=len, default=name)


def has_versus(text: str) -> bool:
    """Return whether a text names sides: "A vs B"."""
    return bool(VERSUS.search(text.strip()))


def sides_of_title(title: str) -> list[str]:
    """Return the sides that a title names; what stands behind them is left out."""
    parts = VERSUS.split(title.strip())
    if len(parts) < MIN_SIDES:
        return []
    return [part.strip() for part in (*parts[:-1], _SUBTITLE.split(parts[-1], maxsplit=1)[0])]


def check_sides(sides: Sequence[str], where: str) -> list[str]:
    """Return names that can be sides, each of them on one line.

    Raises `RefusedError` unless there are two or more different ones;
    ``where`` says where they have been looked for.
    """
    names = [" ".join(side.split()) for side in sides]
    # The directive takes names out of links.
    names = split_sides(plain_argument(between_bars(name for name in names if name)))
    if len(names) < MIN_SIDES:
        found = f'one side, "{names[0]}"' if len(names) == 1 else f"{len(names) or 'no'} sides"
        raise RefusedError(
            f"{where} names {found}, and a comparison has two or more; "
            'name those that you want: SIDES="A | B" (--sides)'
        )
    slugs = [slug(name) for name in names]
    for place, name in enumerate(names):
        if slugs.index(slugs[place]) < place:
            first = names[slugs.index(slugs[place])]
            raise RefusedError(
                f"{where} names two sides that cannot be told apart, {listed([first, name])}; "
                'name them yourself: SIDES="A | B" (--sides)'
            )
    return names


def place_of(name: str, sides: Sequence[str]) -> int | None:
    """Return the place of the side that a name is, whatever decorates it."""
    hit = match(name, sides)
    return hit.index if hit and hit.exact else None


def side_of(text: str, sides: Sequence[str]) -> tuple[int, bool] | None:
    """Return the place of the side that a text names, and whether it is its name exactly.

    A slip of a letter counts; digits tell names apart.
    """
    if not text or len(text.split()) > _MOST_WORDS:
        return None
    folded = [normalise(side) for side in sides]
    if normalise(text) in folded:
        return folded.index(normalise(text)), True
    near = nearest(text, sides, 0.88)
    if near is None or re.sub(r"\D", "", near) != re.sub(r"\D", "", text):
        return None
    return sides.index(near), False


def side_before(text: str, sides: Sequence[str]) -> tuple[int, bool, str] | None:
    """Return the side that a text opens with, as in "Tea: a drink", and the rest."""
    found = _INLINE.match(text)
    if not found:
        return None
    hit = side_of(found["name"].strip("*_ "), sides)
    return (*hit, found["rest"].lstrip("*_ ")) if hit else None


def opens_with_side(text: str, sides: Sequence[str]) -> int | None:
    """Return the side that a sentence is about, as in "Tea is a drink"."""
    folded = normalise(text)
    fitting = [
        (len(side), place)
        for place, side in enumerate(sides)
        if re.match(re.escape(normalise(side)) + r"\s+(?:is|are|means|refers)\b", folded)
    ]
    return max(fitting)[1] if fitting else None
