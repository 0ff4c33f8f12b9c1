"""Which sides a text compares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from sphinx_versus.grammar.columns import WORDS, Words, sides_in
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    VERSUS,
    between_bars,
    listed,
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
from .markdown import bold_line, items_of, plain
from .meanings import NOTHING, defined_in, governed, names_in, place_of, said

_SUBTITLE = re.compile(r":\s|\s[|\N{EN DASH}\N{EM DASH}-]\s|\?|\s[(\[]")
# A wide colon has its space within.
_INLINE = re.compile(
    r"(?P<name>.{0,79}?\S)\s*(?:(?::|\s[\N{EN DASH}\N{EM DASH}-])\s+|\N{FULLWIDTH COLON}\s*)"
    r"(?P<rest>\S.*)$"
)
_OPTIONS = ("considered options", "options", "alternatives")
_MOST_WORDS = 8
_LONGEST_NAME = 60
# The level of a line that stands for a heading, below all others.
_LINE = 9


def find_sides(
    blocks: Sequence[Block], titles: Sequence[str], headings: Headings
) -> tuple[list[str], Note]:
    """Find the sides: in the title, a table, or what headings speak of."""
    tables = [*_tables(blocks, headings)]
    lines = [block for block in blocks if block.form == "heading" or bold_line(block)]
    names = [block.title.rstrip(" :") for block in lines]
    points, defined = names_in(names), [*defined_in(names), *_defined(blocks, headings)]
    again = _repeated(blocks, headings)
    several = Note("the sides are the names under several headings")
    told = next(filter(None, map(sides_of_title, titles)), [])
    if len(again) >= MIN_SIDES and told and not {*map(normalise, told)} & {*map(normalise, again)}:
        return check_sides(again, "the text"), several
    known = [*points, *defined, *(name for each, _ in tables for name in each)]
    if told := told or _nearly_told(titles, known):
        for sides, line in tables:
            if any(place_of(name, sides) is not None for name in told):
                return sides, Note("the sides are those of this table", line)
        shown = [_cut(name, [*points, *defined, *names]) for name in told]
        return check_sides(shown, "the title"), Note("the sides are those of the title")
    points = points if len(points) >= MIN_SIDES else _with_points(blocks, headings)
    in_tables = any(place_of(name, sides) is not None for sides, _ in tables for name in points)
    if len(points) >= MIN_SIDES and not in_tables:
        return check_sides(points, "the text"), Note("the sides are those that headings name")
    if tables:
        return tables[0][0], Note("the sides are those of this table", tables[0][1])
    found = again if len(again) >= MIN_SIDES else defined
    return check_sides(found, "the text"), several


def _nearly_told(titles: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the sides of a title such as "Tea or coffee?", if the text knows them."""
    for title in titles:
        names = [_cut(name, known) for name in nearly_split(title.strip(" ?!."))]
        if names and {*map(normalise, names)} <= {*map(normalise, known)}:
            return names
    return []


def _tables(blocks: Sequence[Block], headings: Headings) -> Iterator[tuple[list[str], int]]:
    """Yield the sides of each table that has some, with its line."""
    for block in blocks:
        if block.form != "table":
            continue
        rows = [[plain(cell) for cell in pipe_cells(str(line))] for line in block.lines]
        header, body = rows[0], rows[2:]
        columns = [[row[at] if at < len(row) else "" for row in body] for at in range(len(header))]
        points = point_columns(header, headings) if is_option_table(header, headings) else ()
        names = sides_in(header, columns, words_for(header), (), points)
        if len(names) >= MIN_SIDES:
            yield names, block.number


def words_for(header: Sequence[str]) -> Words:
    """Return the words for roles of the language in which a header has most of them."""
    known = [Words(language) for language in WORDS]
    return max(known, key=lambda words: sum(bool(words.role_of(name)) for name in header))


def _defined(blocks: Sequence[Block], headings: Headings) -> list[str]:
    """Return what lines below "Definitions" begin with, and what options are listed."""
    found = []
    for means, block in governed(blocks, (), headings):
        if means.kind is SectionKind.DEFINITIONS and (told := _INLINE.match(block.title)):
            found.append(told["name"].strip("*_ "))
    for before, block in pairwise(blocks):
        if normalise(before.title) in _OPTIONS and block.form == "list":
            found += [item.text.rstrip(".") for item in items_of(block)]
    return [name for name in found if len(name) < _LONGEST_NAME]


def _with_points(blocks: Sequence[Block], headings: Headings) -> list[str]:
    """Return the headings right above those of points, such as "Tea" above "Pros"."""
    found: dict[str, str] = {}
    above: list[Block] = []
    for block in blocks:
        is_line = bold_line(block) or (block.form == "paragraph" and block.title.endswith(":"))
        level = block.level or _LINE * bool(is_line)
        if not level:
            continue
        above = [each for each in above if each.level and each.level < level]
        name = above[-1].title if above and above[-1].level > 1 else ""
        is_above = name and said(name, (), headings) == NOTHING
        if is_above and said(block.title.rstrip(": "), (), headings).kind.lists_points:
            found.setdefault(normalise(name), name)
        above.append(block)
    return list(found.values())


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
    folded = f" {normalise(name)} "
    inside = [
        each
        for each in known
        if len(each) < len(name) and re.search(rf"\W{re.escape(normalise(each))}\W", folded)
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
    """Return names that can be sides: two or more; ``where`` says where they were looked for."""
    names = [" ".join(side.split()) for side in sides]
    # The directive takes names out of links.
    names = split_sides(plain_argument(between_bars(name for name in names if name)))
    fault, remedy = "", 'SIDES="A | B" (--sides)'
    if len(names) < MIN_SIDES:
        found = f'one side, "{names[0]}"' if len(names) == 1 else f"{len(names) or 'no'} sides"
        fault = f"{found}, and a comparison has two or more; name those that you want"
    for pair in combinations(names, 2):
        if slug(pair[0]) == slug(pair[1]):
            fault = f"two sides that cannot be told apart, {listed(pair)}; name them yourself"
    if fault:
        raise RefusedError(f"{where} names {fault}: {remedy}")
    return names


def side_of(text: str, sides: Sequence[str]) -> tuple[int, bool] | None:
    """Return the place of the side that a text names, and whether it is its name exactly.

    A slip of a letter counts; digits tell names apart.
    """
    if not text or len(text.split()) > _MOST_WORDS:
        return None
    for place, side in enumerate(sides):
        if normalise(text) == normalise(side):
            return place, True
    near = nearest(text, sides, 0.88)
    if near is None or re.sub(r"\D", "", near) != re.sub(r"\D", "", text):
        return None
    return sides.index(near), False


def side_before(text: str, sides: Sequence[str]) -> tuple[int, bool, str] | None:
    """Return the side that a text opens with, as in "Tea: a drink", and the rest."""
    found = _INLINE.match(text)
    hit = side_of(found["name"].strip("*_ "), sides) if found else None
    return (*hit, found["rest"].lstrip("*_ ")) if found and hit else None
