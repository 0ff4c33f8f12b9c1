"""Names: how they are split, compared, guessed and turned into ids."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .characters import mended, odd_characters, skeleton
from .decoration import Bare, bared

MIN_SIDES = 2
VERSUS = re.compile(r"\s(?:vs\.?|versus)\s+", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_SLUG_WORDS = 8
_SLUG_LENGTH = 64
# Enough for all names of a project of thousands of comparisons.
CACHED = 1 << 16
_KEY = re.compile(r"[^\s\"'<>`\\\[\]#]+")


class _InSlugs(dict[int, str]):
    """What stands in slugs for each character, found out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if unicodedata.category(char)[0] in "LMN" else " "
        return self[code]


_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_IN_SLUGS = _InSlugs(str.maketrans({"+": "plus", "#": "sharp", **dict.fromkeys(_APOSTROPHES, "")}))


def split_sides(argument: str) -> list[str]:
    r"""Split the argument of a comparison into the names of its sides.

    At ``|`` if there is one (``\|`` is a bar that belongs to a name),
    otherwise at ``vs``, ``vs.`` and ``versus``.
    """
    parts = _BAR.split(argument)
    if len(parts) == 1:
        parts = VERSUS.split(argument)
    return [part.replace("\\|", "|").strip() for part in parts if part.strip()]


# What is written in place of "vs" where two sides are meant.
_NEARLY = re.compile(
    r" (?:v\.?|vrs\.?|gegen|against|contr[aeo]|tegen|or|oder|ou|o|and|und|et|en|e|y"
    r"|compared (?:to|with)|<->|[&+/\N{EN DASH}"
    r"\N{EM DASH}\N{LEFT RIGHT ARROW}\N{RIGHTWARDS ARROW}]) "
    r"|[/,;\N{FULLWIDTH VERTICAL LINE}\N{BROKEN BAR}]",
    re.IGNORECASE,
)


def nearly_split(argument: str) -> list[str]:
    """Split an argument that names one side where its writer most likely meant several."""
    parts = [part.strip() for part in _NEARLY.split(" ".join(argument.split()))]
    return parts if len(parts) >= MIN_SIDES and all(parts) else []


# What people put around one name: a link, or markup, which a name does without.
_MARKED = re.compile(
    r"(?<![^\s|])(?:\[(?P<link>[^\[\]]+)\]\([^()\s]*\)|(?P<sign>\*{1,3}|`+)(?P<name>[^*`|]+)(?P=sign))"
    r"(?![^\s|])"
)
_ENCLOSES = dict(zip("[({<\"'\u201c\u201e\u00ab", "])}>\"'\u201d\u201c\u00bb", strict=True))


def plain_argument(argument: str) -> str:
    """Return an argument without what people put around names and is no part of them.

    Brackets and quotation marks only count around all names together: a name may have some.
    Between bars a name is as it is typed, but for links.
    """
    text = argument.rstrip(" :;,")
    first, inner, last = text[:1], text[1:-1], text[-1:]
    if last and _ENCLOSES.get(first) == last and not {first, last} & {*inner}:
        text = inner.strip() if first == "[" or len(split_sides(inner)) >= MIN_SIDES else text
    elif "|" in text:
        return _MARKED.sub(lambda found: found["link"] or found[0], argument)
    return _MARKED.sub(lambda found: (found["link"] or found["name"]).strip(), text)


def between_bars(names: Iterable[str]) -> str:
    """Return the argument of the directive for names with signs of any kind."""
    return " | ".join(name.replace("|", "\\|") for name in names)


def versus(names: Iterable[str]) -> str:
    """Join the names of sides into a title."""
    return " vs ".join(names)


def title_of(argument: str) -> str:
    """Turn the argument of a comparison into its title.

    Bars are for the machine, unless a name has a "versus" of its own.
    """
    names = split_sides(argument)
    if "|" not in argument or any(VERSUS.search(name) for name in names):
        return argument
    return versus(names)


@functools.lru_cache(maxsize=CACHED)
def normalise(name: str) -> str:
    """Fold what does not tell names apart: case, width and white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def between_commas(text: str) -> tuple[str, ...]:
    """Return what stands between commas, those of scripts that have their own too."""
    return tuple(filter(None, map(str.strip, re.split("[,\u060c\u3001\uff0c]", text))))


def parted_otherwise(option: str, text: str) -> str:
    """Return what to say of names with semicolons between them, if they have some."""
    right = ", ".join(between_commas(text.replace(";", ",")))
    return f'{option} have commas between them; write ":{option}: {right}"' if ";" in text else ""


@functools.lru_cache(maxsize=CACHED)
def initial(name: str) -> str:
    """Return what a name stands under in an index: its first letter, without accents.

    All digits are one group, and so are names without letter or digit.
    """
    letters = filter(str.isalnum, unicodedata.normalize("NFD", name))
    first = next(letters, "#").upper()[0]
    return "0\N{EN DASH}9" if first.isdigit() else first


def slug(name: str) -> str:
    """Turn a name into the readable part of an id.

    Letters, digits and combining marks of every script are kept. ``+`` and
    ``#`` are spelt out, so that C, C++ and C# differ. A name without a letter
    or digit is told by its code points.
    """
    folded = normalise(name)
    words = folded.translate(_IN_SLUGS).split()
    return "-".join(words) or "-".join(f"u{ord(char):x}" for char in folded if char != " ")


def short_slug(text: str) -> str:
    """Name a sentence by its first words: a change further on keeps its link."""
    return "-".join(slug(text).split("-")[:_SLUG_WORDS])[:_SLUG_LENGTH].strip("-")


def is_key(text: str) -> bool:
    """Return whether a text can stand as a key in an id and in a link, and be typed again."""
    return bool(_KEY.fullmatch(text)) and mended(text) == text


def no_key(text: str, written: str = "key: {}", instead: str = "a-key") -> str:
    """Return what to say of a text that cannot stand as a key.

    ``written`` is how a key is typed there, and ``instead`` one that could be, where there
    is no text.
    """
    if not text:
        return f'the key is missing; write "{written.format(instead)}"'
    odd = odd_characters(text, mended(text))
    key = slug(mended(text))
    # What has neither letters nor digits is told by code points, which nobody would type.
    typed = any(map(str.isalnum, text)) and is_key(key)
    remedy = f'write "{written.format(key)}"' if typed else "use letters, digits and hyphens"
    return f'"{text}" cannot be a key; {remedy}' + f" ({odd})" * bool(odd)


# As in "{see}somekey2010{p. 4}".
_AROUND_KEY = re.compile(r"\{[^{}]*\}")


def split_keys(text: str) -> list[str]:
    """Return the bibliography keys that a citation names, with commas between them."""
    return [key.strip() for key in _AROUND_KEY.sub("", text).split(",") if key.strip()]


# Of more names than this, those are compared letter by letter that share most pairs of letters.
_MOST_COMPARED = 50
_MOST_SHARING = 500


def nearest(name: str, choices: Iterable[str], likeness: float = 0.75) -> str | None:
    """Return the choice that a name is most likely a misspelling of, if any.

    ``likeness`` runs from 0 (anything goes) to 1 (equal but for case).
    """
    folded = normalise(name)
    by_folded, by_pair = _spellings(tuple(choices))
    likely: Iterable[str] = by_folded
    if by_pair:
        shared: Counter[str] = Counter()
        for pair in sorted(_pairs(folded)):
            shared.update(by_pair.get(pair, ()))
        likely = [other for other, _ in shared.most_common(_MOST_COMPARED)]
    # Most are longer or shorter than any misspelling, or share too few letters with the name.
    likely = [
        other
        for other in likely
        if 2 * min(len([char for char in folded if char in other]), len(other))
        >= likeness * (len(folded) + len(other))
    ]
    found = difflib.get_close_matches(folded, likely, n=1, cutoff=likeness) if likely else []
    return by_folded[found[0]] if found else None


@functools.lru_cache(maxsize=8)
def _spellings(choices: tuple[str, ...]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return names by what they are folded to, and, of many, those that have a pair of letters."""
    by_folded = {normalise(choice): choice for choice in choices}
    by_pair: dict[str, list[str]] = {}
    if len(by_folded) > _MOST_COMPARED:
        for folded in sorted(by_folded):
            for pair in _pairs(folded):
                sharing = by_pair.setdefault(pair, [])
                if len(sharing) < _MOST_SHARING:
                    sharing.append(folded)
    return by_folded, by_pair


def _pairs(name: str) -> set[str]:
    return {one + other for one, other in itertools.pairwise(f"\n{name}\n")}


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a name in a list, and whether it was only a near miss.

    ``odd`` tells which characters of a near miss only look like those of the name.
    ``version`` and ``remark`` are what stands behind the name and is no part of it.
    """

    index: int
    exact: bool
    odd: str = ""
    version: str = ""
    remark: str = ""


@functools.lru_cache(maxsize=1024)
def _match(name: str, names: tuple[str, ...]) -> Match | None:
    places = _places(names)
    index = places.get(normalise(name))
    if index is not None:
        return Match(index, exact=True)
    bare = tuple(bared(name))
    if found := _decorated(name, bare, names):
        return found
    spellings = (name, *(each.name for each in bare))
    for spelling in spellings:
        looks = skeleton(spelling)
        for index, other in enumerate(names):
            if skeleton(other) == looks:
                odd = odd_characters(spelling, other) or odd_characters(other, spelling)
                return Match(index, exact=False, odd=odd)
    near = next(filter(None, (nearest(spelling, names) for spelling in spellings)), None)
    return None if near is None else Match(names.index(near), exact=False)


def match(name: str, names: Sequence[str]) -> Match | None:
    """Find a name in a list without regard to case and to what stands around it.

    Else find its near miss. What another name of the list has is no decoration:
    beside "Python 2", "Python 3" is no version of "Python".
    """
    return _match(name, tuple(names))


def _decorated(name: str, bare: tuple[Bare, ...], names: tuple[str, ...]) -> Match | None:
    places, plain = _places(names), _plain_places(names)
    for less in bare:
        index = places.get(normalise(less.name))
        if index is None or normalise(less.remark) in places:
            continue
        if less.version and plain.get(normalise(less.name), index) != index:
            return None
        return Match(index, exact=True, version=less.version, remark=less.remark)
    for less in (Bare(name), *bare):
        index = plain.get(normalise(less.name), _AMBIGUOUS)
        if index != _AMBIGUOUS and not less.version:
            return Match(index, exact=True, remark=less.remark)
    return None


_AMBIGUOUS = -1


@functools.lru_cache(maxsize=8)
def _places(names: tuple[str, ...]) -> dict[str, int]:
    return {normalise(names[place]): place for place in reversed(range(len(names)))}


@functools.lru_cache(maxsize=8)
def _plain_places(names: tuple[str, ...]) -> dict[str, int]:
    """Return the places of names by what they are without decoration, if only one is that."""
    plain: dict[str, int] = {}
    for place, name in enumerate(names):
        for text in dict.fromkeys(normalise(less.name) for less in bared(name)):
            plain[text] = _AMBIGUOUS if text in plain else place
    return plain


class Near(NamedTuple):
    """A name that is offered in place of another one, and which characters only look like it."""

    name: str
    odd: str = ""


def near_miss(name: str, choices: Iterable[str], likeness: float = 0.75) -> Near | None:
    """Return what a name looks like or is most likely a misspelling of, if there is anything."""
    known = tuple(choices)
    alike = _looks(known).get(skeleton(name))
    if alike is not None:
        return Near(alike, odd_characters(name, alike) or odd_characters(alike, name))
    near = nearest(name, known, likeness)
    return None if near is None else Near(near)


@functools.lru_cache(maxsize=8)
def _looks(names: tuple[str, ...]) -> dict[str, str]:
    return {skeleton(name): name for name in reversed(names)}


def did_you_mean(offered: str, odd: str = "") -> str:
    """Offer a name in a message, with what is odd about the one that was found."""
    return f'did you mean "{offered}"?' + f" ({odd})" * bool(odd)


def offer(name: str, known: Iterable[str], otherwise: str = "it knows") -> str:
    """Offer the word that is nearest to another one, or else all that are known."""
    words = tuple(known)
    near = near_miss(name, words)
    return did_you_mean(*near) if near else f"{otherwise} {listed(words)}"


def those(sides: Sequence[str]) -> str:
    """Name sides in a message: ``the sides "a" and "b"``."""
    return f"the side{'s' * (len(sides) > 1)} {listed(sides, 'and')}"


def shortened(text: str, length: int = 60) -> str:
    """Return a text for a message, cut to so many letters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Join words for a message: ``"a", "b" or "c"``."""
    quoted = [f'"{word}"' for word in words]
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
