"""The units that quantities may have: a closed table, and rates of what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from sphinx_versus.grammar import own_words
from sphinx_versus.model.values import Unit

# A dimension a line, and below it a unit a line.
_TABLE = Path(__file__).with_suffix(".txt")
_OFFSETS = {"°C": (Fraction("273.15"), Fraction(1)), "°F": (Fraction("459.67"), Fraction(5, 9))}
MONEY = frozenset({"$", "€", "£", "¥", "CHF", "₹", "A$", "C$", "CNY", "SEK", "NOK", "DKK", "PLN"})
# In headings these words say what is listed, as in "Released (year)".
_NO_UNIT_OF_A_HEADING = frozenset(
    {"year", "month", "day", "Jahr", "Monat", "Tag", "A", "B", "K", "x", "mal", "in", "times"}
)
_PARTS = re.compile(r"\s?(?:/|\b(?:per|pro|je|und|and|a|an)\b)\s?")
_MANY = re.compile(r"(?:1 ?)?([kKM]|million|thousand) ?(?=[^\W\d])")
_IN_BRACKETS = re.compile(r"([^(\[]*)[(\[]([^()\[\]]*)[)\]][^()\[\]]{0,2}")
_SIZE = re.compile(r"= ?(\d+(?:\.\d+)?) (\S+)")
# What stands under such a heading is a name, whatever it looks like.
_NAMING = (
    "version versions release released year founded since date dates port ports id ids isbn issn "
    "doi phone telephone zip postcode postal model serial license licence licenses licences "
    "standard "
    "published resolution python node java php ruby android ios kernel "
    "versionen versionsnummer jahr baujahr seit datum gegründet telefon plz modell lizenz norm "
    "erschienen auflösung"
)
_NAMES = frozenset(_NAMING.split())


def _units() -> Iterator[Unit]:
    dimension = ""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line[0] == "#":
            continue
        if line[0] != " ":
            dimension = line.replace("_", " ")
            continue
        symbol, size, *names = line.split()
        offset, factor = _OFFSETS.get(symbol, (Fraction(0), Fraction(size)))
        spaced = tuple(name.replace("_", " ") for name in names)
        yield Unit(symbol, dimension, factor, offset, spaced)


UNITS = tuple(_units())


class Units:
    """The table of units, with those of a site.

    ``extra`` gives other names by symbol, as in ``{"furlong": ["furlongs", "= 201.168 m"]}``;
    what begins with "=" is its size in a unit that is known.
    """

    def __init__(self, extra: Mapping[str, Sequence[str]]) -> None:
        self._named = {name: unit for unit in UNITS for name in (*unit.names, unit.symbol)}
        self._folded: dict[str, Unit | None] = {}
        for symbol, names in extra.items():
            plain = tuple(name for name in names if name[:1] != "=")
            unit = Unit(symbol, symbol, names=plain)
            for size in map(_SIZE.fullmatch, names):
                if size and (known := self._named.get(size[2])):
                    factor = Fraction(size[1]) * known.factor
                    unit = Unit(symbol, known.dimension, factor, names=plain)
            self._named |= dict.fromkeys((*plain, symbol), unit)
        for name, unit in self._named.items():
            if len(name) > 2 and "/" not in name:
                # Short ones differ by their case alone: "mW" and "MW".
                other = self._folded.setdefault(name.casefold(), unit)
                self._folded[name.casefold()] = unit if other == unit else None
        self._rates: dict[str, Unit | None] = {}

    def find(self, name: str) -> Unit | None:
        """Return the unit of a name, which may be a rate such as ``€/month``."""
        if unit := self._plain(name):
            return unit
        if name not in self._rates:
            # Cells repeat a few rates; prose behind a number is not to be kept for ever.
            if len(self._rates) > 999:
                self._rates.clear()
            self._rates[name] = self._rate(name)
        return self._rates[name]

    def _plain(self, name: str) -> Unit | None:
        return self._named.get(name) or self._folded.get(name.casefold())

    def _rate(self, name: str) -> Unit | None:
        first, *others = _PARTS.split(name)
        top = self._plain(first)
        if not top or not others or len(others) > 2:
            return None
        symbol, dimension, factor = top.symbol, top.dimension, top.factor
        for other in others:
            shown = (below := self._plain(other)) and below.symbol
            size = 1
            if not below and (many := _MANY.match(other)):
                size = 10**6 if many[1][0] in "Mm" else 1000
                if below := self._plain(other[many.end() :]):
                    shown = f"{'k' if size == 1000 else 'M'} {below.names[1]}"
            if not below:
                return None
            symbol, dimension = f"{symbol}/{shown}", f"{dimension}/{below.dimension}"
            factor /= below.factor * size
        return self._named.get(symbol) or Unit(symbol, dimension, factor)

    def in_brackets(self, text: str) -> Unit | None:
        """Return the unit that stands in brackets behind a name, as in ``Ada (in ms)``."""
        plain = text.strip().removeprefix("in ")
        return None if plain in _NO_UNIT_OF_A_HEADING else self.find(plain)

    def of_heading(self, heading: str) -> tuple[str, str]:
        """Return the name that a heading gives, and the symbol of the unit that it ends with.

        As in ``Power (W)``, ``Weight [g]``, ``Price in €`` and ``Uptime %``.
        """
        heading = heading.strip()
        found = _IN_BRACKETS.fullmatch(heading)
        ways = [(found[1], found[2])] if found else []
        for sign in (" in ", ", ", " "):
            name, _, last = heading.rpartition(sign)
            if sign != " " or last in ("%", *MONEY):
                ways.append((name, last))
        for name, last in ways:
            if name.strip() and (unit := self.in_brackets(last)):
                return name.strip(), unit.symbol
        return heading, ""


def fault_of(extra: object) -> str:
    """Return what keeps units of a site from being used, or nothing."""
    if fault := own_words.fault_of(extra, "names of units", "their symbol", "symbol of a unit"):
        return fault
    assert isinstance(extra, Mapping)
    known = {name for unit in UNITS for name in (*unit.names, unit.symbol)}
    for name in (name for names in extra.values() for name in names):
        if name[:1] == "=" and (not (size := _SIZE.fullmatch(name)) or size[2] not in known):
            return f'{name!r} is no size; write it as "= 201.168 m", in a unit that is known'
    return ""


def names_things(heading: str) -> bool:
    """Return whether what stands under a heading are names, such as versions and years."""
    return not _NAMES.isdisjoint(heading.casefold().split())


def written(unit: Unit, units: Units, german: bool, many: bool) -> Iterator[str]:
    """Yield the ways to write a unit behind a number, the best first."""
    if "/" in unit.symbol:
        top, *others = unit.symbol.split("/")
        shown = [next(written(known, units, german, many)) if (known := units.find(top)) else top]
        for other in others:
            below = units.find(other)
            shown.append(next(written(below, units, german, False)) if below else other)
        yield "/".join(shown)
    if len(unit.names) > 3 and unit.names[0] == unit.symbol:
        yield unit.names[2 * german + many]
    yield unit.symbol
    yield from unit.names
