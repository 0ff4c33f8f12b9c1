"""Which sides a flat text compares, and where it names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sphinx_versus.grammar.names import MIN_SIDES, VERSUS, listed, match, normalise, slug

from .draft import RefusedError

_SUBTITLE = re.compile(r":\s|\s[|\N{EN DASH}\N{EM DASH}-]\s|\?")
# A wide colon has its space within.
_INLINE = re.compile(
    r"(?P<name>.{0,79}?\S)\s*(?:(?::|\s[\N{EN DASH}\N{EM DASH}-])\s+|\N{FULLWIDTH COLON}\s*)"
    r"(?P<rest>\S.*)$"
)
_MOST_WORDS = 8


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
    names = [name for name in names if name]
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


def side_of(text: str, sides: Sequence[str]) -> tuple[int, bool] | None:
    """Return the place of the side that a text names, and whether it is its name exactly.

    A slip of a letter counts, and so does a part that only one side has, as
    in "Human" for "Human Learning".
    """
    folded = normalise(text)
    words = folded.split()
    if not words or len(words) > _MOST_WORDS:
        return None
    names = [normalise(side) for side in sides]
    if folded in names:
        return names.index(folded), True
    alike = [name for name in names if abs(len(name) - len(folded)) <= 2 and len(folded) > 3]
    if (hit := match(folded, alike)) and _close(folded, alike[hit.index]):
        return names.index(alike[hit.index]), False
    if len(words) <= 3 and len(folded) > 2:
        holding = [at for at, name in enumerate(names) if set(words) <= set(name.split())]
        if len(holding) == 1:
            return holding[0], False
    return None


def _close(one: str, other: str) -> bool:
    """Return whether two names differ by a slip in one place."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    slip = max(len(one), len(other)) - start - end
    # Digits and signs tell names apart: "GPT-3" is not "GPT-4".
    return slip <= 2 and all(c.isalpha() for c in (one + other)[start : len(one) - end])


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


def repeated(groups: Iterable[Iterable[str]]) -> list[str]:
    """Return the texts that stand in more than one group, in their order."""
    kept = [list(group) for group in groups]
    folded = [{normalise(text) for text in group} for group in kept]
    found: dict[str, str] = {}
    for group in kept:
        for text in group:
            if sum(normalise(text) in other for other in folded) > 1:
                found.setdefault(normalise(text), text)
    return list(found.values())
