"""What headings say, and which sides a text compares, beyond what a page here would have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from sphinx_versus.grammar.columns import WORDS, Words, sides_in
from sphinx_versus.grammar.headings import section_kind
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
from sphinx_versus.grammar.shapes import (
    Headings,
    Meaning,
    is_option_table,
    meaning_of,
    point_columns,
)
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Block, Note, RefusedError
from .markdown import is_bold, items_of, plain

NOTHING = Meaning(SectionKind.OTHER)
NO_HEADINGS: Headings = {}
_WIDER: Mapping[str, tuple[str, ...]] = {
    "strengths": (
        *("Good", "The good", "Good parts", "The good parts", "Good things", "Good points"),
        *("What is good", "What's good", "Positives", "Positive", "Pluses", "Plus", "Plus points"),
        *("Likes", "What I like", "What we like", "What I liked", "What we liked", "Upside"),
        *("Pro", "Advantage", "Merits", "Strong points", "What works"),
    ),
    "weaknesses": (
        *("Bad", "The bad", "Bad parts", "The bad parts", "Bad things", "Bad points", "The ugly"),
        *("What is bad", "What's bad", "Negatives", "Negative", "Minuses", "Minus", "Downside"),
        *("Dislikes", "What I dislike", "What we dislike", "What I did not like", "Con", "Contra"),
        *("What I don't like", "What we don't like", "What I didn't like", "What doesn't work"),
        *("Disadvantage", "Drawback", "Shortcomings", "Weak points", "Caveats", "Demerits"),
    ),
}
# Both lists of one side.
_BOTH = re.compile(
    r"\b(?:the )?(?:pros|advantages|strengths|benefits|good|positives|upsides|pluses|likes)\b"
    r"(?:\s*+(?:&|\+|/|,|and|und|vs\.?))++\s*+(?:the )?(?:cons|disadvantages|weaknesses|drawbacks"
    r"|limitations|bad|negatives|downsides|minuses|dislikes)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"(?:so,? )?(?:what(?:'s|\u2019s| is| are| was)|meet|about|introducing|introduction to"
    r"|an? (?:overview|introduction) (?:of|to)|overview of|was ist|was sind)\s+(?P<name>.+?)\W*$",
    re.IGNORECASE,
)
# Before the side that the one in question is measured by: "Advantages of Tea over Coffee".
_BESIDE = re.compile(
    r"\s(?:over|against|versus|vs\.?|than|(?:when )?compared (?:to|with)|relative to"
    r"|in comparison (?:to|with))\s",
    re.IGNORECASE,
)
_IS = re.compile(r"(?<!\s)\s++(is|are|means|refers)\b", re.IGNORECASE)
_JOINED = re.compile(r"(?<!\s)\s*+[:|]\s++|\s[\N{EN DASH}\N{EM DASH}-]\s")
_WHOSE = re.compile(r"(?P<what>.+?)\s(?:of|for|with|about|in)\s(?P<whose>\S.*+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:of|for|with|about|in|using|choosing|the|an?)\s", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[-*\u2022])\s+")
_MOST_IN_HEADING = 14
_MOST_NAME = 6
_SUBTITLE = re.compile(r":\s|\s[|\N{EN DASH}\N{EM DASH}-]\s|\?|\s[(\[]")
# A wide colon has its space within.
_INLINE = re.compile(
    r"(?P<name>.{0,79}?\S)\s*(?:(?::|\s[\N{EN DASH}\N{EM DASH}-])\s+|\N{FULLWIDTH COLON}\s*)"
    r"(?P<rest>\S.*)$"
)
_MOST_WORDS = 8
_LONGEST_NAME = 60


def said(title: str, sides: Sequence[str], headings: Headings) -> Meaning:
    """Tell which section a heading opens, and of which side; ``headings`` are the site's own.

    The kind of "Pros and cons of Tea" is that of the name alone, as what is listed is told
    further down.
    """
    text = _NUMBER.sub("", " ".join(title.split()))
    if not text or len(text.split()) > _MOST_IN_HEADING:
        return NOTHING
    wider = {**headings}
    for kind, words in _WIDER.items():
        wider[kind] = [*wider.get(kind, ()), *words]
    for reading in _readings(text):
        found = meaning_of(reading, sides, wider)
        is_whole = not _BESIDE.search(text) or reading == text
        if (found.kind.lists_points or (is_whole and found != NOTHING)) and not _of_another(
            reading, found, sides
        ):
            return found
    if (both := _BOTH.sub(" ", text)) != text:
        return Meaning(SectionKind.OTHER, side_named(both, sides))
    if defined := _DEFINES.match(text):
        place = side_named(defined["name"], sides)
        return NOTHING if place is None else Meaning(SectionKind.DEFINITIONS, place)
    kinds = [section_kind(part, headings) for part in _JOINED.split(text)]
    return next((Meaning(kind) for kind in kinds if kind is not SectionKind.OTHER), NOTHING)


def _readings(text: str) -> Iterator[str]:
    yield text
    plain = re.sub(r"\babout\b|\bof (?:using|choosing|having)\b", "of", text)
    yield plain
    if (cut := _BESIDE.split(plain, maxsplit=1)[0]) != plain:
        yield cut


def _of_another(text: str, found: Meaning, sides: Sequence[str]) -> bool:
    """Return whether a heading has the words of one side's points, and names several sides."""
    if found.place is None or found.kind is SectionKind.OTHER:
        return False
    beside = _BESIDE.split(text, maxsplit=1)[0]
    named = {at for at, side in enumerate(sides) if _holds(beside, side)}
    inside = normalise(sides[found.place])
    return any(normalise(sides[at]) not in inside for at in named - {found.place})


def _holds(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", normalise(text)))


def side_named(text: str, sides: Sequence[str]) -> int | None:
    """Return the side that some words name, with no more than "of the" before its name."""
    text = text.strip(" :,.?!-\N{EN DASH}\N{EM DASH}()")
    while text:
        place = place_of(re.sub(r"['\u2019]s?$", "", text), sides)
        if place is not None:
            return place
        text = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else ""
    return None


def names_another(title: str, sides: Sequence[str]) -> bool:
    """Return whether a line speaks of the points of something that is no side: "Pros of Milk"."""
    found = _WHOSE.match(title.rstrip(" :"))
    return bool(
        found
        and said(found["what"], (), NO_HEADINGS).kind in SIDED_KINDS
        and side_named(found["whose"], sides) is None
    )


def names_in(titles: Sequence[str]) -> list[str]:
    """Return what headings such as "Pros of Tea" speak of, the first first."""
    found: dict[str, str] = {}
    for title in titles:
        text = _NUMBER.sub("", title)
        name = ""
        if (both := _BOTH.sub(" ", text)) != text:
            name = both
        elif (whose := _WHOSE.match(text)) and said(
            whose["what"], (), NO_HEADINGS
        ).kind.lists_points:
            name = _BESIDE.split(whose["whose"], maxsplit=1)[0]
        else:
            for sign in (":", " - ", " \N{EN DASH} ", " \N{EM DASH} ", " ", "'s ", "\u2019s "):
                before, _, behind = text.rpartition(sign)
                if before and said(behind, (), NO_HEADINGS).kind.lists_points:
                    name = before
                    break
        name = name.strip(" :,.?!-\N{EN DASH}\N{EM DASH}()")
        while name and _ARTICLE.match(name):
            name = _ARTICLE.sub("", name, count=1)
        name = re.sub(r"['\u2019]s?$", "", name)
        if name and section_kind(name, NO_HEADINGS) is SectionKind.OTHER:
            found.setdefault(normalise(name), name)
    return list(found.values())


def defined_in(titles: Sequence[str]) -> list[str]:
    """Return what headings such as "What is Tea?" speak of."""
    found = [_DEFINES.match(_NUMBER.sub("", title)) for title in titles]
    return [each["name"] for each in found if each and len(each["name"].split()) < _MOST_NAME]


def find_sides(
    blocks: Sequence[Block], titles: Sequence[str], headings: Headings
) -> tuple[list[str], Note]:
    """Find the sides: in the title, a table, or what headings speak of."""
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
            if any(place_of(name, sides) is not None for name in told):
                return sides, Note("the sides are those of this table", line)
        known = [*points, *defined, *names]
        return check_sides([_cut(name, known) for name in told], "the title"), Note(
            "the sides are those of the title"
        )
    if len(points) >= MIN_SIDES and not any(
        place_of(name, sides) is not None for sides, _ in tables for name in points
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
    """Return names that can be sides: two or more; ``where`` says where they were looked for."""
    names = [" ".join(side.split()) for side in sides]
    # The directive takes names out of links.
    names = split_sides(plain_argument(between_bars(name for name in names if name)))
    if len(names) < MIN_SIDES:
        found = f'one side, "{names[0]}"' if len(names) == 1 else f"{len(names) or 'no'} sides"
        raise RefusedError(
            f"{where} names {found}, and a comparison has two or more; "
            'name those that you want: SIDES="A | B" (--sides)'
        )
    for one, other in combinations(names, 2):
        if slug(one) == slug(other):
            raise RefusedError(
                f"{where} names two sides that cannot be told apart, {listed([one, other])}; "
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
    if not found:
        return None
    hit = side_of(found["name"].strip("*_ "), sides)
    return (*hit, found["rest"].lstrip("*_ ")) if hit else None


def opens_with_side(text: str, sides: Sequence[str]) -> int | None:
    """Return the side that a sentence is about, as in "Tea is a drink"."""
    name, verb, _ = _IS.split(normalise(text), maxsplit=1) if _IS.search(text) else ("", "", "")
    folded = [normalise(side) for side in sides]
    return folded.index(name) if verb and name in folded else None
