"""The words and signs that values are written with, by the language of a page."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sphinx_versus.grammar import own_words
from sphinx_versus.model.values import MarkKind, Relation

from .units import MONEY, Units

# The first word of each is what we call the mark.
_MARKS: dict[str, dict[MarkKind, tuple[str, ...]]] = {
    "en": {
        MarkKind.YES: ("yes",),
        MarkKind.PARTLY: ("partly", "partial", "partially", "in part"),
        MarkKind.PLANNED: ("planned", "coming soon", "soon"),
        MarkKind.NO: ("no",),
        MarkKind.UNKNOWN: ("unknown", "tbd", "tbc", "tba"),
        MarkKind.NOT_APPLICABLE: ("not applicable", "n/a", "n.a.", "n. a."),
    },
    "de": {
        MarkKind.YES: ("ja",),
        MarkKind.PARTLY: ("teilweise", "teils", "zum teil"),
        MarkKind.PLANNED: ("geplant", "in planung", "demnächst", "bald"),
        MarkKind.NO: ("nein",),
        MarkKind.UNKNOWN: ("unbekannt", "tbd", "k. a.", "k.a."),
        MarkKind.NOT_APPLICABLE: ("nicht anwendbar", "nicht zutreffend", "entfällt", "n/a"),
    },
}
_RELATIONS = {
    "en": {
        Relation.ABOUT: "about, approx., approx, approximately, around, roughly, c., ca., ca, "
        "circa",
        Relation.LESS: "less than, under, below, fewer than",
        Relation.MORE: "more than, over, above",
        Relation.AT_MOST: "up to, at most, max., max, no more than",
        Relation.AT_LEAST: "at least, min., min, from, starting at, no less than",
    },
    "de": {
        Relation.ABOUT: "etwa, ca., ca, circa, rund, ungefähr, zirka",
        Relation.LESS: "weniger als, unter",
        Relation.MORE: "mehr als, über",
        Relation.AT_MOST: "bis zu, bis, höchstens, maximal, max., max",
        Relation.AT_LEAST: "mindestens, ab, minimal, min., min",
    },
}
RELATION_SIGNS = {
    **dict.fromkeys(("≈", "~", "∼", "≃", "≅"), Relation.ABOUT),
    **dict.fromkeys(("≤", "<=", "⩽"), Relation.AT_MOST),
    **dict.fromkeys(("≥", ">=", "⩾"), Relation.AT_LEAST),
    "<": Relation.LESS,
    ">": Relation.MORE,
}
_THOUSAND, _MILLION, _BILLION, _TRILLION = 10**3, 10**6, 10**9, 10**12
# Words are numbers by themselves, letters are so behind or before a unit alone.
_FACTORS = {
    "en": {
        **dict.fromkeys(("thousand", "thousands"), _THOUSAND),
        **dict.fromkeys(("million", "millions"), _MILLION),
        **dict.fromkeys(("billion", "billions"), _BILLION),
        "trillion": _TRILLION,
    },
    "de": {
        **dict.fromkeys(("Tausend", "tausend", "Tsd.", "Tsd"), _THOUSAND),
        **dict.fromkeys(("Million", "Millionen", "Mio.", "Mio"), _MILLION),
        **dict.fromkeys(("Milliarde", "Milliarden", "Mrd.", "Mrd"), _BILLION),
        **dict.fromkeys(("Billion", "Billionen"), _TRILLION),
    },
}
LETTERS = {
    **dict.fromkeys(("k", "K", "Tsd.", "Tsd"), _THOUSAND),
    **dict.fromkeys(("M", "mn", "m", "Mio.", "Mio"), _MILLION),
    **dict.fromkeys(("B", "bn", "Mrd.", "Mrd"), _BILLION),
}
# The decimal sign and the one between thousands. What is not listed has no sign of its own.
_SIGNS = {"en": (".", ","), "de": (",", "."), "de-ch": (".", "'"), "de-li": (".", "'")}


class Language(NamedTuple):
    """What a cell is read with: see `language`.

    ``openers`` are the words that a mark or a quantity may begin with, in lower
    case: a text that begins with another one is neither.
    """

    code: str
    decimal: str
    thousands: str
    marks: Mapping[str, MarkKind]
    relations: Mapping[str, Relation]
    factors: Mapping[str, int]
    units: Units
    openers: frozenset[str]


def language(
    code: str,
    words: Mapping[str, Sequence[str]] | None = None,
    units: Mapping[str, Sequence[str]] | None = None,
) -> Language:
    """Return what cells of a page are read with.

    ``code`` is that of the page's language, as in ``en`` or ``de-AT``; ``words``
    gives more words by what they say, as in ``{"not applicable": ["entfällt"]}``,
    and ``units`` more units (see `Units`).
    """
    plain = code.casefold().replace("_", "-")
    own = [
        tuple((name, tuple(more)) for name, more in (each or {}).items()) for each in (words, units)
    ]
    return _language(plain, *own)


# Pages of a site have the same words.
@functools.lru_cache(maxsize=32)
def _language(
    code: str,
    words: tuple[tuple[str, tuple[str, ...]], ...],
    units: tuple[tuple[str, tuple[str, ...]], ...],
) -> Language:
    main = code.partition("-")[0]
    known = _MARKS.get(main, {MarkKind.NOT_APPLICABLE: ("n/a",)})
    marks = {word: kind for kind, listed in known.items() for word in listed}
    for name, more in words:
        marks |= {" ".join(word.casefold().split()): MarkKind(name) for word in more}
    relations = {
        word: relation
        for relation, listed in _RELATIONS.get(main, {}).items()
        for word in listed.split(", ")
    }
    table = Units(dict(units))
    money = [name for symbol in MONEY if (unit := table.find(symbol)) for name in unit.names]
    opening = (*marks, *relations, *MONEY, *money, *dict(units))
    openers = {word.split()[0].casefold() for word in opening}
    decimal, thousands = _SIGNS.get(code) or _SIGNS.get(main) or ("", "")
    factors = _FACTORS.get(main, {})
    return Language(
        *(main, decimal, thousands, marks, relations, factors, table, frozenset(openers))
    )


def fault_of(words: object) -> str:
    """Return what keeps words of a site from being used, or nothing."""
    return own_words.fault_of(
        words, "words", "the mark that they say", "mark", [*MarkKind], blank=False
    )
