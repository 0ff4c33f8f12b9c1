"""Cells that are a number, a range or a number with an interval, with a unit or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from sphinx_versus.model.values import Quantity, Relation, Unit

from .language import LETTERS, RELATION_SIGNS, Language
from .numbers import EXACT, NUMBER, Number, number
from .units import MONEY

_LONGEST = 120
_MINUS = "-−–"
_CONFIDENCE = re.compile(r"([(\[]) ?9\d(?:[.,]\d)? ?%[ -]?(?:CI|CrI|KI|HDI)\b ?[:,=]? ?")
_MANY = re.compile(r"(/ ?|per )1 ?(?=[kKM] ?[^\W\d])")
_SQUARE = re.compile(r"(?<=m)\^?2(?!\d)")
# What stands before a number, between two of them, and behind the last one.
_SIGNED = r" ?(?P<sign>[-−–+])? ?(?P<money>[$€£¥₹]|[A-Z]{1,3}\$?)? ?(?P<minus>[-−])?"
_BEFORE = re.compile(_SIGNED)
_BETWEEN = re.compile(
    r"(?P<unit>.*?)(?: ?(?P<joint>±|\+/-|\+-|[-–—…]|\.{2,3}|[(\[]|[,;])| (?P<word>to|bis)\b)?"
    + _SIGNED
)
_BEHIND = re.compile(r"(?P<plus>\+)?(?P<unit>[^()\[\]]*+)(?P<close>[)\]])? ?(?P<outer>[^()\[\]]*)")
_VERSION = re.compile(r"v?\d++(?:\.\d++){2,}+\S*|v ?\d\S*|\d++(?:\.\d++)*+\.[x*]|[\^~]\d++\.\S*\d")
# Three decimals are usual there, and thousands are not.
_FINE = frozenset(("share", "ratio", "temperature", "percentage points"))
# What a letter behind a number without a space may stand for.
_LETTERS_AS = {"m": ("min", "m"), "s": ("s",), "d": ("d",), "g": ("g",), "A": ("A",)}
_DATA_AS = {"k": "kB", "K": "kB", "M": "MB", "G": "GB", "T": "TB", "B": "B"}
# Names of screens.
_SCREENS = frozenset(("2K", "4K", "5K", "6K", "8K", "16K"))
_JOINTS = {
    **dict.fromkeys(("-", "–", "—", "…", "..", "...", "to", "bis"), "-"),
    "±": "±",
    "+/-": "±",
    "+-": "±",
    "(": "(",
    "[": "(",
    ",": ",",
    ";": ",",
    " ": " ",
}
_SHAPES = {
    "": "",
    "-": "range",
    "±": "spread",
    " ": "sum",
    "  ": "sum",
    "(-]": "interval",
    "(,]": "interval",
}


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


class _TextError(Exception):
    """The cell is text."""


_Options = tuple[tuple[int, Unit | None], ...]


class _Amount(NamedTuple):
    """A number with a sign, and what its unit may be: a factor and a unit each."""

    number: Number
    negative: bool
    units: _Options
    sure: bool

    def decimal(self, factor: int) -> Decimal:
        value = EXACT.multiply(self.number.value, Decimal(factor))
        return EXACT.minus(value) if self.negative else value


def draft(text: str, language: Language, hint: Unit | None = None) -> Draft:
    """Read a cell; ``hint`` is the unit that the heading of its row or column gives."""
    if len(text) > _LONGEST:
        return Draft()
    try:
        return _Cell(text, language, hint).draft()
    except _TextError:
        return Draft(is_version=bool(_VERSION.fullmatch(text)))


class _Cell:
    """The numbers of a cell, and what stands before, between and behind them."""

    def __init__(self, text: str, language: Language, hint: Unit | None) -> None:
        self.written = text
        self.relation, rest = _relation(text, language)
        self.spoken = rest != text and text[0].isalpha()
        self.language = language
        self.hint = hint
        plain = _CONFIDENCE.sub(r"\1", rest.rstrip("*†‡ "))
        self.text = _SQUARE.sub("²", _MANY.sub(r"\1", plain))

    def draft(self) -> Draft:
        """Read the cell, or raise an error that says that it is text."""
        found = [each for each in NUMBER.finditer(self.text) if each[0]]
        if not 0 < len(found) < 4:
            raise _TextError
        ends = [each.end() for each in found]
        starts = [each.start() for each in found[1:]]
        before = [_BEFORE.fullmatch(self.text[: found[0].start()])]
        gaps = zip(ends, starts, strict=False)
        before += [_BETWEEN.fullmatch(self.text[end:start]) for end, start in gaps]
        behind = _BEHIND.fullmatch(self.text[ends[-1] :])
        parts = [part for part in before if part]
        if not behind or len(parts) != len(found):
            raise _TextError
        joints = "".join([_JOINTS[part["joint"] or part["word"] or " "] for part in parts[1:]])
        shape = _SHAPES.get(joints + ("]" if behind["close"] else ""))
        if shape is None:
            raise _TextError
        units = [*(part["unit"] for part in parts[1:]), behind["unit"]]
        if behind["plus"] or units[-1].endswith("+"):
            # As in "5+ years" and "$5+".
            if self.relation is not Relation.EQUAL or shape:
                raise _TextError
            self.relation = Relation.AT_LEAST
            units[-1] = units[-1].removesuffix("+")
        if behind["outer"]:
            units[0] = units[0] or f" {behind['outer']}"
        amounts = [self._amount(*each) for each in zip(found, parts, units, strict=True)]
        if shape == "range" and self.spoken and self.relation is Relation.AT_LEAST:
            # "From 5 to 10" is a range and no more.
            self.relation = Relation.EQUAL
        options = tuple(dict.fromkeys(self._options(shape, amounts)))
        if not options:
            raise _TextError
        hyphen = shape == "range" and parts[1]["joint"] == "-"
        return self._judged(options, amounts, hyphen, shape == "sum")

    def _amount(self, found: re.Match[str], before: re.Match[str], behind: str) -> _Amount:
        read = number(found, self.language)
        sign = before["sign"] or before["minus"] or " "
        if not read or (before["sign"] and before["minus"]):
            raise _TextError
        after = behind.strip()
        units, sure = self._units(read, before["money"] or "", after, behind[:1] != " ")
        if (after or before["money"]) and not units:
            raise _TextError
        return _Amount(read, sign in _MINUS, units, sure and (sign != "+" or bool(units)))

    def _units(self, read: Number, money: str, after: str, adjacent: bool) -> tuple[_Options, bool]:
        """Return what a unit may be, and whether it is surely that."""
        if money:
            known = self.language.units.find(money)
            if not known or known.symbol not in MONEY:
                return (), True
            money = known.symbol
        elif unsure := self._letters(read, after, adjacent):
            hinted = self.hint and self.hint.dimension
            surely = [each for each in unsure if each[1] and each[1].dimension == hinted]
            return tuple(surely or unsure), bool(surely)
        return (tuple(self._named(money, after)) if after or money else ()), True

    def _letters(self, read: Number, after: str, adjacent: bool) -> _Options:
        """Return what a letter behind a number may stand for."""
        names: list[str] = []
        options: list[tuple[int, Unit | None]] = []
        tens = read.literal.endswith("0") and not read.places
        if after in _LETTERS_AS and adjacent and read.bare:
            if (after, tens) == ("s", False) or (after == "g" and read.value > 9):
                return ()
            names = [*_LETTERS_AS[after]]
        elif after in _DATA_AS:
            names = [_DATA_AS[after], *(["K"] if after == "K" else [])]
        factor = None if after in self.language.factors else LETTERS.get(after)
        if factor and after != "m" and f"{read.literal}{after}" not in _SCREENS:
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
            if factor and unit and (word != "m" or money):
                yield factor, unit

    def _options(self, shape: str, amounts: list[_Amount]) -> Iterator[Quantity]:
        """Yield what the amounts can be together, by what their unit may be."""
        if shape == "sum":
            yield from self._sums(amounts)
            return
        # A unit behind one of them is that of all. A factor is that of an interval alone:
        # who knows what the 3 of "3 to 5M" is.
        given = [each for each in amounts if each.units]
        apart = len(given) < len(amounts) and not (shape == "interval" and amounts[0].units)
        for factor, unit in given[0].units if given else ((1, self.hint),):
            numbers = [
                value
                for each in amounts
                if (
                    value := _converted(each, unit)
                    if each.units and (factor, unit) not in each.units
                    else each.decimal(factor)
                )
                is not None
            ]
            if len(numbers) == len(amounts) and not (apart and factor != 1):
                yield from self._quantity(shape, numbers, unit.symbol if unit else "")

    def _quantity(self, shape: str, numbers: list[Decimal], unit: str) -> Iterator[Quantity]:
        first, *others = numbers
        if not shape:
            yield Quantity(first, relation=self.relation, unit=unit)
            return
        low, high = [*others, *others][:2]
        if shape == "range":
            low, high = first, high
        elif shape == "spread":
            low, high = EXACT.subtract(first, high), EXACT.add(first, high)
        if low < high and low <= first <= high:
            value = None if shape == "range" else first
            yield Quantity(value, low, high, self.relation, unit)

    def _sums(self, amounts: list[_Amount]) -> Iterator[Quantity]:
        """Yield what "1 h 20 min" is in its last unit."""
        for factor, unit in amounts[-1].units:
            total, last = Decimal(0), None
            for each in amounts:
                known = next(
                    (u for _, u in each.units if u and unit and u.dimension == unit.dimension), None
                )
                if not known or not unit or factor != 1 or (last and known.factor >= last.factor):
                    break
                part = _converted(each, unit)
                if (
                    part is None
                    or each.negative
                    or (each is not amounts[-1] and each.number.places)
                ):
                    break
                total, last = EXACT.add(total, part), known
            else:
                yield Quantity(total, relation=self.relation, unit=last.symbol if last else "")

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


def _converted(amount: _Amount, unit: Unit | None) -> Decimal | None:
    """Return the number in another unit of its dimension, if that is exact."""
    for factor, own in amount.units:
        if unit and own and own.dimension == unit.dimension and not own.offset:
            times = own.factor / unit.factor
            if times.denominator == 1:
                return EXACT.multiply(amount.decimal(factor), Decimal(times.numerator))
    return None
