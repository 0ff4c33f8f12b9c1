"""Cells that are a number, a range or a number with an interval, with a unit or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from sphinx_versus.model.values import Quantity, Relation, Unit

from .language import LETTERS, RELATION_SIGNS, Language
from .numbers import EXACT, NUMBER, Number, number
from .units import MONEY

_LONGEST = 120
_MINUS = frozenset("-−–")
_SIGNS = _MINUS | {"+"}
_CONFIDENCE = re.compile(r"([(\[])\s*9\d(?:[.,]\d)?\s?%[\s-]?(?:CI|CrI|KI|HDI)\b\s*[:,=]?\s*")
_OTHER = re.compile(
    r"\s*(?:(?P<spread>±|\+/-|\+-)|(?P<dash>[-–—−…]|\.{2,3}|\b(?:to|bis)\b)|(?P<plus>\+)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<sep>[,;])"
    r"|(?P<word>(?:[^\W\d_½-¾⅐-⅞⁰-⁹¹]+(?:-[^\W\d_]+)*\.?|/ ?1 ?(?=[kKM] ?[^\W\d])|%-Punkte|v\.H\."
    r"|[%‰°℃℉$€£¥₹\"″'/×¢]|\^2)++))"
)
_VERSION = re.compile(r"v?\d+(?:\.\d+){2,}\S*|v ?\d\S*|\d+(?:\.\d+)*\.[x*]|[\^~]\d+\.\S*\d")
# Three decimals are usual there, and thousands are not.
_FINE = frozenset(("share", "ratio", "temperature", "percentage points"))
# What a letter behind a number without a space may stand for.
_LETTERS_AS = {"m": ("min", "m"), "s": ("s",), "d": ("d",), "g": ("g",), "A": ("A",)}
_DATA_AS = {"k": "kB", "K": "kB", "M": "MB", "G": "GB", "T": "TB", "B": "B"}
# Names of screens.
_SCREENS = frozenset(("2K", "4K", "5K", "6K", "8K", "16K"))


class Need(Enum):
    """What another cell of the row has to show before a cell is a quantity."""

    PARTNER = auto()  # a quantity of the same dimension
    NO_VERSION = auto()  # one that shows that these are no versions
    DECIMALS = auto()  # one that shows how decimals are written


class Draft(NamedTuple):
    """What a cell could be, and what it needs for that; ``doubt`` says why it is text."""

    options: tuple[Quantity, ...] = ()
    needs: frozenset[Need] = frozenset()
    decimals: bool = False
    doubt: str = ""
    is_version: bool = False

    @property
    def sure(self) -> Quantity | None:
        """The quantity that it is whatever the other cells say."""
        return self.options[0] if self.options and not self.needs else None


class _Amount(NamedTuple):
    number: Number
    negative: bool
    units: tuple[tuple[int, Unit | None], ...]
    sure: bool
    has_unit: bool

    def decimal(self, factor: int) -> Decimal:
        value = EXACT.multiply(self.number.value, Decimal(factor))
        return EXACT.minus(value) if self.negative else value


def draft(text: str, language: Language, hint: Unit | None = None) -> Draft:
    """Read a cell; ``hint`` is the unit that the heading of its row or column gives."""
    if not text or len(text) > _LONGEST:
        return Draft()
    try:
        return _Cell(text, language, hint).draft()
    except _TextError:
        return Draft(is_version=bool(_VERSION.fullmatch(text)))


class _TextError(Exception):
    """The cell is text."""


class _Cell:
    """The parts of a cell from left to right."""

    def __init__(self, text: str, language: Language, hint: Unit | None) -> None:
        self.written = text
        self.relation, rest = _relation(text, language)
        self.spoken = rest != text and text[0].isalpha()
        self.text = _CONFIDENCE.sub(r"\1", rest.rstrip("*†‡").rstrip())
        self.at = 0
        self.language = language
        self.hint = hint

    def draft(self) -> Draft:
        amounts = [self._amount()]
        shape = ""
        while NUMBER.match(self.text, self._next()).end() > self._next():  # type: ignore[union-attr]
            # As in "1 h 20 min".
            amounts.append(self._amount())
            shape = "sum"
        if not shape and (joint := self._take("spread") or self._take("dash")):
            shape = "spread" if joint[0] in "±+" else "range"
            amounts.append(self._amount())
        elif not shape and self._take("open"):
            shape = "interval"
            amounts.append(self._amount())
            if not (self._take("dash") or self._take("sep")):
                raise _TextError
            amounts.append(self._amount())
            if not self._take("close"):
                raise _TextError
            if self.at < len(self.text) and not any(each.has_unit for each in amounts):
                amounts[0] = self._with_units(amounts[0])
        if not shape and self._take("plus"):
            self._open_ended()
        if self.text[self.at :].strip():
            raise _TextError
        options = tuple(dict.fromkeys(self._options(shape, amounts)))
        if not options:
            raise _TextError
        return self._judged(options, amounts, shape == "range" and joint == "-", shape == "sum")

    # Parts.

    def _next(self) -> int:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        return self.at

    def _take(self, kind: str) -> str:
        found = _OTHER.match(self.text, self.at)
        if not found or found.lastgroup != kind:
            return ""
        self.at = found.end()
        return found[kind]

    def _words(self) -> str:
        start = self._next()
        while self._take("word"):
            pass
        return " ".join(self.text[start : self.at].split())

    def _amount(self) -> _Amount:
        sign = self._sign()
        before = self._words()
        sign = sign or self._sign()
        start = self._next()
        found = NUMBER.match(self.text, start)
        read = found and found.end() > start and number(found, self.language)
        if not read or not found:
            raise _TextError
        self.at = found.end()
        if self._take("plus"):
            # As in "5+ years".
            self._open_ended()
        adjacent = not self.text[self.at : self.at + 1].isspace()
        bare = _Amount(read, sign in _MINUS, (), True, False)
        return self._with_units(bare, before, adjacent, sign == "+")

    def _open_ended(self) -> None:
        if self.relation is not Relation.EQUAL:
            raise _TextError
        self.relation = Relation.AT_LEAST

    def _sign(self) -> str:
        sign = self.text[self._next() : self.at + 1]
        return self._take("dash") or self._take("plus") if sign in _SIGNS else ""

    def _with_units(
        self, amount: _Amount, before: str = "", adjacent: bool = False, plus: bool = False
    ) -> _Amount:
        after = self._words()
        if before and not ((money := self.language.units.find(before)) and money.symbol in MONEY):
            raise _TextError
        if not before and not after:
            return amount._replace(units=((1, self.hint),), sure=not plus or bool(self.hint))
        if not before and (unsure := self._letters(amount.number, after, adjacent)):
            hinted = self.hint and self.hint.dimension
            known = [each for each in unsure if each[1] and each[1].dimension == hinted]
            return amount._replace(units=tuple(known or unsure), sure=bool(known), has_unit=True)
        units = tuple(self._named(before and money.symbol, after))
        if not units:
            raise _TextError
        return amount._replace(units=units, has_unit=True)

    def _letters(
        self, read: Number, after: str, adjacent: bool
    ) -> tuple[tuple[int, Unit | None], ...]:
        """Return what a letter behind a number may stand for."""
        names: list[str] = []
        options: list[tuple[int, Unit | None]] = []
        tens = read.value % 10 == 0
        if after in _LETTERS_AS and adjacent and read.bare:
            if (after, tens) == ("s", False) or (after == "g" and read.value > 9):
                return ()
            names = [*_LETTERS_AS[after]]
        elif after in _DATA_AS:
            names = [_DATA_AS[after], *(["K"] if after == "K" else [])]
        factor = None if after in self.language.factors else LETTERS.get(after)
        if factor and after not in "m" and f"{read.literal}{after}" not in _SCREENS:
            if self.hint and self.hint.dimension != "data":
                return ((factor, self.hint),) if self.hint.symbol != "K" else ()
            options = [(factor, None)]
        return (*options, *((1, self.language.units.find(name)) for name in names))

    def _named(self, money: str, after: str) -> Iterator[tuple[int, Unit | None]]:
        find = self.language.units.find
        if not after:
            yield 1, find(money)
        elif unit := find(f"{money}{'' if after[0] == '/' else ' '}{after}".strip()):
            yield 1, unit
        elif factor := self.language.factors.get(after):
            yield factor, find(money) if money else self.hint
        else:
            # As in "1.2M", "5 Mio. €" and "3 million per year".
            word, space, rest = after.partition(" ")
            if "/" in word:
                word, _, more = word.partition("/")
                space, rest = "/", f"{more} {rest}".strip()
            factor = self.language.factors.get(word) or LETTERS.get(word)
            if not factor and not money and word[:1] in "kM" and word[1:] in MONEY:
                factor, rest = LETTERS[word[0]], f"{word[1:]}{space}{rest}"
            elif money and rest:
                rest = f"{money}{space}{rest}"
            unit = find(rest or money)
            if factor and unit and (word not in "m" or money):
                yield factor, unit

    # What they make.

    def _options(self, shape: str, amounts: list[_Amount]) -> Iterator[Quantity]:
        first = amounts[0]
        if shape == "sum":
            yield from self._sums(amounts)
            return
        # A unit behind one of them is that of all, but a factor is not.
        given = [each for each in amounts if each.has_unit]
        for factor, unit in (given[0] if given else first).units:
            factors = [factor if each.has_unit else 1 for each in amounts]
            if shape == "interval" and first.has_unit:
                factors = [factor] * 3
            elif factor != 1 and len(given) != len(amounts):
                return
            numbers = [each.decimal(factor) for each, factor in zip(amounts, factors, strict=True)]
            for place, each in enumerate(amounts):
                if each.has_unit and (factor, unit) not in each.units:
                    numbers[place] = _converted(each, unit)
            yield from self._quantity(shape, numbers, unit.symbol if unit else "")

    def _quantity(self, shape: str, numbers: list[Decimal], unit: str) -> Iterator[Quantity]:
        first, *others = numbers
        if not shape:
            yield Quantity(first, relation=self.relation, unit=unit)
        elif shape == "range":
            if first < others[0]:
                yield Quantity(None, first, others[0], self.relation, unit)
        elif shape == "spread":
            low, high = EXACT.subtract(first, others[0]), EXACT.add(first, others[0])
            if low < high:
                yield Quantity(first, low, high, self.relation, unit)
        elif others[0] <= first <= others[1] and others[0] < others[1]:
            yield Quantity(first, *others, self.relation, unit)

    def _sums(self, amounts: list[_Amount]) -> Iterator[Quantity]:
        last = amounts[-1]
        for factor, unit in last.units:
            total = last.decimal(1)
            size = unit and unit.factor
            for each in reversed(amounts[:-1]):
                above = [
                    known
                    for _, known in each.units
                    if known
                    and unit
                    and size
                    and known.dimension == unit.dimension
                    and known.factor > size
                ]
                if factor != 1 or not above or not unit or each.number.places or last.negative:
                    break
                size = above[0].factor
                total = EXACT.add(total, _times(each.decimal(1), size / unit.factor))
            else:
                assert unit
                yield Quantity(total, relation=self.relation, unit=unit.symbol)

    def _judged(
        self, options: tuple[Quantity, ...], amounts: list[_Amount], hyphen: bool, is_sum: bool
    ) -> Draft:
        numbers = [each.number for each in amounts]
        unit = self.language.units.find(options[0].unit) if options[0].unit else None
        if any(each.foreign for each in numbers):
            quiet = not unit and self.language.decimal == "," and numbers[0].is_like_version
            return Draft(doubt="" if quiet else self._foreign())
        needs = set() if unit else self._needs(numbers, hyphen)
        if not is_sum and not all(each.sure for each in amounts):
            needs.add(Need.PARTNER)
        decimals = any(each.places and not each.two_ways for each in numbers)
        fine = unit and (unit.dimension in _FINE or (unit.dimension == "time" and unit.factor <= 1))
        doubt = ""
        if any(each.two_ways for each in numbers) and not fine and not decimals:
            needs.add(Need.DECIMALS)
            doubt = self._two_ways(next(each for each in numbers if each.two_ways))
            if unit and unit.symbol in MONEY:
                # Hardly a price has three decimals.
                options = ()
        return Draft(options, frozenset(needs), decimals and not needs, doubt)

    def _needs(self, numbers: list[Number], hyphen: bool) -> set[Need]:
        """Return what speaks against numbers without a unit being numbers of something."""
        years = [each.is_year for each in numbers]
        if any(each.is_label for each in numbers) or (len(numbers) == 2 and all(years)):
            raise _TextError
        first, last = numbers[0], numbers[-1]
        needs = set()
        # Alone, "≥ 5" may be a version.
        least = self.relation is Relation.AT_LEAST and not self.spoken
        if years[0] or hyphen or (least and len(numbers) == 1 and first.places < 3):
            needs.add(Need.PARTNER)
        if any(each.is_like_version for each in numbers) and (
            self.relation not in (Relation.EQUAL, Relation.ABOUT)
            or (len(numbers) == 2 and int(first.value) == int(last.value))
            or any(each.places == 2 and each.literal[-1] == "0" for each in numbers)
        ):
            needs.add(Need.NO_VERSION)
        return needs

    def _foreign(self) -> str:
        swapped = self.written.translate(str.maketrans(",.", ".,"))
        return (
            f'"{self.written}" is a number of another language, and stays text; write "{swapped}"'
        )

    def _two_ways(self, read: Number) -> str:
        large = read.literal.replace(self.language.decimal, self.language.thousands)
        return (
            f'"{self.written}" can be read in two ways, and stays text; write '
            f'"{self.written.replace(read.literal, large)}" for the large number, or '
            f'"{self.written.replace(read.literal, read.literal + "0")}" for the small one'
        )


def _relation(text: str, language: Language) -> tuple[Relation, str]:
    for size in (2, 1):
        if relation := RELATION_SIGNS.get(text[:size]):
            return relation, text[size:].lstrip()
    if text[:1].isalpha():
        words = text.split(None, 3)
        for count in (3, 2, 1):
            if relation := language.relations.get(" ".join(words[:count]).casefold()):
                return relation, " ".join(words[count:])
    return Relation.EQUAL, text


def _converted(amount: _Amount, unit: Unit | None) -> Decimal:
    """Return the number in another unit of its dimension, if that is exact."""
    for factor, own in amount.units:
        if unit and own and own.dimension == unit.dimension and not own.offset:
            return _times(amount.decimal(factor), own.factor / unit.factor)
    raise _TextError


def _times(value: Decimal, factor: Fraction) -> Decimal:
    if factor.denominator != 1:
        raise _TextError
    return EXACT.multiply(value, Decimal(factor.numerator))
