"""Numbers as people write them: thousands, decimals, fractions and powers."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import NamedTuple

from .language import Language

# Wide enough that nothing is ever rounded: literals and exponents are bounded.
EXACT = Context(prec=2000)
VULGAR = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
    "⅕": "0.2",
    "⅖": "0.4",
    "⅗": "0.6",
    "⅘": "0.8",
}
_POWER = r"\^\{?[-+−]?\d{1,3}\}?|[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}"
NUMBER = re.compile(
    r"(?=[\d.½-¾⅐-⅞])(?P<digits>\d+(?:[.,'’\s]\d+)*|\.\d+)?(?:\s?(?P<vulgar>[½¼¾⅛⅜⅝⅞⅕⅖⅗⅘]))?"
    rf"(?:\s?[×x*·]\s?10(?P<times>{_POWER})|[eE](?P<e>[-+−]?\d{{1,3}})(?![\w.])"
    rf"|(?P<raised>{_POWER}))?"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_SPACES = str.maketrans("\u00a0\u2009\u202f’", "   '")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PART = r"(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])"
_ADDRESS = re.compile(rf"{_PART}(?:\.{_PART}){{3}}")
_LONGEST = 40


class Number(NamedTuple):
    """A number, and what is to be known of how it is written.

    ``two_ways`` says that another language reads it differently, as 1.299, and
    ``foreign`` that this one does not read it; ``places`` counts its decimals, and
    ``bare`` tells that it is nothing but digits and perhaps a decimal sign.
    """

    value: Decimal
    literal: str
    places: int = 0
    two_ways: bool = False
    foreign: bool = False
    bare: bool = True

    @property
    def is_year(self) -> bool:
        """Whether it looks like a year."""
        return self.bare and bool(_YEAR.fullmatch(self.literal))

    @property
    def is_label(self) -> bool:
        """Whether it is a name of something, as a date or an ISBN is, and counts nothing."""
        digits = self.literal.isdecimal() and self.bare
        return digits and (len(self.literal) > 9 or bool(_DAY.fullmatch(self.literal)))

    @property
    def is_like_version(self) -> bool:
        """Whether a version could be written so."""
        return self.bare and 0 < self.places < 3 and self.value >= 1


def number(found: re.Match[str], language: Language) -> Number | None:
    """Read a number that `NUMBER` has found."""
    literal, fraction = (found["digits"] or "").translate(_SPACES), found["vulgar"]
    if len(literal) > _LONGEST or _ADDRESS.fullmatch(literal):
        return None
    read = _digits(literal, language) if literal else Number(Decimal(0), "", bare=False)
    if read is None or (found["raised"] and literal != "10") or (fraction and read.places):
        return None
    if fraction:
        read = read._replace(value=EXACT.add(read.value, Decimal(VULGAR[fraction])), bare=False)
    if power := found["times"] or found["raised"] or found["e"]:
        exponent = int(power.strip("^{}").translate(_SUPERSCRIPTS))
        base = Decimal(1) if found["raised"] else read.value
        value = EXACT.scaleb(base, exponent)
        read = read._replace(value=value, bare=False, two_ways=False)
    return read


def _digits(literal: str, language: Language) -> Number | None:
    decimal, thousands = language.decimal, language.thousands
    if not decimal:
        # What both ways of writing give is sure in any language.
        found = [_plain(literal, one, other) for one, other in (".,", ",.")]
        values = {each.value for each in found if each}
        return next(filter(None, found), None) if len(values) == 1 else None
    if found_here := _plain(literal, decimal, thousands):
        return found_here
    other = ("," if decimal == "." else ".", decimal)
    elsewhere = _plain(literal, *other)
    return elsewhere and elsewhere._replace(foreign=True, two_ways=False)


def _plain(literal: str, decimal: str, thousands: str) -> Number | None:
    whole, sign, part = literal.partition(decimal)
    separators = "".join({char for char in whole if not char.isdecimal()})
    groups = whole.split(separators) if separators else [whole]
    if sign and not part.isdecimal():
        return None
    if separators and (
        separators not in (thousands, "'", " ")
        or not 0 < len(groups[0]) < 4
        or any(len(group) != 3 for group in groups[1:])
    ):
        return None
    digits = "".join(groups)
    if len(digits) > 1 and digits[0] == "0":
        return None
    return Number(
        Decimal(f"{digits or 0}.{part or 0}") if sign else Decimal(digits),
        literal,
        len(part),
        two_ways=len(part) == 3 and not separators and len(digits) < 4 and digits not in ("", "0"),
        bare=not separators,
    )
