"""What a heading says, beyond what a page of this site would have: "Pros and cons of Tea"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import match, normalise
from sphinx_versus.grammar.shapes import Headings, Meaning, meaning_of
from sphinx_versus.model.facts import SIDED_KINDS, SectionKind

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
    r"(?:\s*(?:&|\+|/|,|and|und|vs\.?)\s*)+(?:the )?(?:cons|disadvantages|weaknesses|drawbacks"
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
_JOINED = re.compile(r"\s*[:|]\s+|\s[\N{EN DASH}\N{EM DASH}-]\s")
_WHOSE = re.compile(r"(?P<what>.+?)\s(?:of|for|with|about|in)\s(?P<whose>\S.*)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:of|for|with|about|in|using|choosing|the|an?)\s", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[-*\u2022])\s+")
_MOST_WORDS = 14
_MOST_NAME = 6


def said(title: str, sides: Sequence[str], headings: Headings) -> Meaning:
    """Tell which section a heading opens, and of which side; ``headings`` are the site's own.

    The kind of "Pros and cons of Tea" is that of the name alone, as what is listed is told
    further down.
    """
    text = _NUMBER.sub("", " ".join(title.split()))
    if not text or len(text.split()) > _MOST_WORDS:
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
        hit = match(re.sub(r"['\u2019]s?$", "", text), sides)
        if hit and hit.exact:
            return hit.index
        shorter = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else ""
        text = shorter
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
