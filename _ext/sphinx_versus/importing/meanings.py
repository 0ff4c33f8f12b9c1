"""What headings say, beyond the words that a page here would have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import match, normalise
from sphinx_versus.grammar.shapes import Headings, Meaning, meaning_of
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

from .draft import Block

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
_USING = re.compile(r"\babout\b|\bof (?:using|choosing|having)\b")
_JOINED = re.compile(r"(?<!\s)\s*+[:|]\s++|\s[\N{EN DASH}\N{EM DASH}-]\s")
_WHOSE = re.compile(r"(?P<what>.+?)\s(?:of|for|with|about|in)\s(?P<whose>\S.*+)", re.IGNORECASE)
_WHAT = re.compile(r"(?P<whose>.*\S)(?:\s[\N{EN DASH}\N{EM DASH}-]|:|['\u2019]s?)?\s(?P<what>\S.*)")
_ARTICLES = re.compile(r"^(?:(?:of|for|with|about|in|using|choosing|the|an?)\s+)+", re.IGNORECASE)
_ENDS = " :,.?!-\N{EN DASH}\N{EM DASH}()"
# A number, and what asks for the rest: "3. What are the benefits of Tea?"
_BEFORE = re.compile(
    r"^(?:(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[-*\u2022])\s+)?(?:(?:what|which)\s+are\s+the\s)?",
    re.IGNORECASE,
)
_MOST_IN_HEADING = 14
_MOST_NAME = 6


def said(title: str, sides: Sequence[str], headings: Headings) -> Meaning:
    """Tell which section a heading opens, and of which side; ``headings`` are the site's own.

    "Pros and cons of Tea" says the name alone, as what is listed is told further down.
    """
    text = _BEFORE.sub("", " ".join(title.split()), count=1)
    if not text or len(text.split()) > _MOST_IN_HEADING:
        return NOTHING
    wider = {**headings}
    for kind, words in _WIDER.items():
        wider[kind] = [*wider.get(kind, ()), *words]
    plain = _USING.sub("of", text)
    for reading in (text, plain, _BESIDE.split(plain, maxsplit=1)[0]):
        found = meaning_of(reading, sides, wider)
        if found.kind.lists_points or (reading == text and found != NOTHING):
            return found
    if (both := _BOTH.sub(" ", text)) != text:
        return Meaning(SectionKind.OTHER, _named(both, sides))
    if defined := _DEFINES.match(text):
        place = _named(defined["name"], sides)
        return NOTHING if place is None else Meaning(SectionKind.DEFINITIONS, place)
    kinds = [section_kind(part, headings) for part in _JOINED.split(text)]
    return next((Meaning(kind) for kind in kinds if kind is not SectionKind.OTHER), NOTHING)


def place_of(name: str, sides: Sequence[str]) -> int | None:
    """Return the place of the side that a name is, whatever decorates it."""
    hit = match(name, sides)
    return hit.index if hit and hit.exact else None


def _bare(text: str) -> str:
    """Return a name without what stands around it in a heading, such as "of the"."""
    return re.sub(r"['\u2019]s?$", "", _ARTICLES.sub("", text.strip(_ENDS), count=1)).strip()


def _named(text: str, sides: Sequence[str]) -> int | None:
    place = place_of(text.strip(_ENDS), sides)
    return place_of(_bare(text), sides) if place is None else place


def names_another(title: str, sides: Sequence[str]) -> bool:
    """Return whether a line speaks of the points of something that is no side: "Pros of Milk"."""
    found = _WHOSE.match(title.rstrip(" :"))
    return bool(
        found
        and said(found["what"], (), NO_HEADINGS).kind in SIDED_KINDS
        and _named(found["whose"], sides) is None
    )


def names_in(titles: Sequence[str]) -> list[str]:
    """Return what headings such as "Pros of Tea" speak of, the first first."""
    found: dict[str, str] = {}
    for title in titles:
        text = _BEFORE.sub("", title)
        name = _bare(both if (both := _BOTH.sub(" ", text)) != text else _whose(text))
        if name and section_kind(name, NO_HEADINGS) is SectionKind.OTHER:
            found.setdefault(normalise(name), name)
    return list(found.values())


def _whose(text: str) -> str:
    for parted in filter(None, (_WHOSE.match(text), _WHAT.match(text))):
        if said(parted["what"], (), NO_HEADINGS).kind.lists_points:
            return _BESIDE.split(parted["whose"], maxsplit=1)[0]
    return ""


def defined_in(titles: Sequence[str]) -> list[str]:
    """Return what headings such as "What is Tea?" speak of."""
    found = [_DEFINES.match(_BEFORE.sub("", title)) for title in titles]
    return [each["name"] for each in found if each and len(each["name"].split()) < _MOST_NAME]


class Outline:
    """The headings that are open, and of which kind and side what is below them is."""

    def __init__(self) -> None:
        self.opened: list[tuple[int, Meaning]] = []

    @property
    def means(self) -> Meaning:
        """What the innermost heading says, with those around it."""
        return self.opened[-1][1] if self.opened else NOTHING

    @property
    def level(self) -> int:
        """The level of the innermost heading."""
        return self.opened[-1][0] if self.opened else 1

    def close(self, level: int) -> None:
        """Close what a heading of a level ends."""
        while self.opened and self.opened[-1][0] >= level:
            self.opened.pop()

    def open(self, level: int, means: Meaning) -> None:
        """Open a heading: "Pros" below a side's name is that side's, and so the other way round."""
        self.close(level)
        (kind, place), above = means, self.means
        if kind is SectionKind.OTHER and place is not None and above.kind in SIDED_KINDS:
            kind = above.kind
        elif kind in SIDED_KINDS and place is None:
            place = above.place
        self.opened.append((level, Meaning(kind, place)))


def governed(
    blocks: Sequence[Block], sides: Sequence[str], headings: Headings
) -> Iterator[tuple[Meaning, Block]]:
    """Yield what stands below headings with what these say of it."""
    outline = Outline()
    for block in blocks:
        if block.form == "heading":
            outline.open(block.level, said(block.title, sides, headings))
        else:
            yield outline.means, block
