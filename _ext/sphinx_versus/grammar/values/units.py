"""The units that quantities may have: a closed table, and rates of what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from sphinx_versus.model.values import Unit

# Below each dimension a unit a line: its symbol, its size, and other names, in which
# "_" is a space. A symbol that is a word has its forms first: one and many of them in
# English, one and many in German. A month is no number of days.
_TABLE = """
time
  ns 1e-9 nanosecond nanoseconds Nanosekunde Nanosekunden
  µs 1e-6 us μs microsecond microseconds Mikrosekunde Mikrosekunden
  ms 1e-3 msec millisecond milliseconds Millisekunde Millisekunden
  s 1 sec secs second seconds Sek. Sekunde Sekunden
  min 60 mins minute minutes Min. Minute Minuten
  h 3600 hr hrs hour hours Std. Stunde Stunden
  d 86400 day days Tag Tage Tagen
  week 604800 week weeks Woche Wochen wk
calendar
  month 1 month months Monat Monate mo mos mth Monaten
  year 12 year years Jahr Jahre yr yrs Jahren
data
  bit 1/8 bits Bit Bits
  kbit 125 Kbit
  Mbit 125e3
  Gbit 125e6
  B 1 byte bytes Byte Bytes
  kB 1e3 KB kilobyte kilobytes
  MB 1e6 mb megabyte megabytes
  GB 1e9 gb gigabyte gigabytes
  TB 1e12 tb terabyte terabytes
  PB 1e15 petabyte petabytes
  KiB 1024
  MiB 1048576
  GiB 1073741824
  TiB 1099511627776
data/time
  kbit/s 125 kbps Kbps kb/s
  Mbit/s 125e3 Mbps Mb/s
  Gbit/s 125e6 Gbps Gb/s
frequency
  Hz 1 hertz Hertz
  kHz 1e3
  MHz 1e6
  GHz 1e9
frames
  fps 1 FPS frames/s Bilder/s
rotation
  rpm 1 U/min
power
  mW 1e-3
  W 1 watt watts Watt
  kW 1e3 kilowatt kilowatts Kilowatt
  MW 1e6 megawatt megawatts Megawatt
  GW 1e9
energy
  J 1 joule joules Joule
  kJ 1e3
  kcal 4184
  mWh 3.6
  Wh 3600 watt-hours Wattstunden
  kWh 3.6e6 kilowatt-hours Kilowattstunden
  MWh 3.6e9 megawatt-hours
charge
  mAh 1
  Ah 1e3
current
  mA 1e-3
  A 1 ampere Ampere
voltage
  mV 1e-3
  V 1 volt volts Volt
mass
  mg 1e-3
  g 1 gram grams Gramm
  kg 1e3 kilogram kilograms Kilogramm
  t 1e6 tonnes Tonnen
  lb 453.59237 lbs pounds
  oz 28.349523125 ounces
length
  nm 1e-9
  µm 1e-6 μm
  mm 1e-3 millimetres millimeters Millimeter
  cm 1e-2 centimetres centimeters Zentimeter
  m 1 metre metres meter meters Meter
  km 1e3 kilometres kilometers Kilometer
  in 0.0254 " ″ '' ” “ inch inches Zoll
  ft 0.3048 feet foot
  mi 1609.344 miles Meilen
length/time
  km/h 5/18 kph kmh
  mph 0.44704
area
  m² 1 qm
  km² 1e6
volume
  ml 1e-3 mL
  l 1 L litres liters litre liter Liter
temperature
  °C 1 ℃
  °F 1 ℉
  K 1 kelvin Kelvin
share
  % 1 percent per_cent Prozent v.H.
  ‰ 0.1 permille Promille
percentage_points
  pp 1 percentage_points Prozentpunkte %-Punkte
level
  dB 1
light
  lm 1 lumen Lumen
luminance
  nit 1 nit nits Nit Nit cd/m²
pixels
  px 1 pixels pixel Pixel
  MP 1e6 megapixels Megapixel
ratio
  \N{MULTIPLICATION SIGN} 1 x times mal
$
  $ 1 US$ USD dollar dollars Dollar
€
  € 1 EUR euro euros Euro
£
  £ 1 GBP
¥
  ¥ 1 JPY yen Yen
CHF
  CHF 1 Franken Fr.
₹
  ₹ 1 INR
A$
  A$ 1 AUD
C$
  C$ 1 CAD
CNY
  CNY 1 RMB
SEK
  SEK 1
NOK
  NOK 1
DKK
  DKK 1
PLN
  PLN 1 zł
cents
  ct 1 ¢ cent cents Cent
people
  person 1 person people Person Personen persons
users
  user 1 user users Nutzer Nutzer seat seats member members
cores
  core 1 core cores Kern Kerne Cores
threads
  thread 1 thread threads Thread Threads
vCPUs
  vCPU 1 vCPU vCPUs vCPU vCPUs
requests
  request 1 request requests Anfrage Anfragen req reqs
requests/time
  request/s 1 rps RPS
operations
  op 1 op ops op ops operation operations
tokens
  token 1 token tokens Token Token tok toks Tokens
parameters
  parameter 1 parameter parameters Parameter Parameter params
stars
  star 1 star stars Stern Sterne
downloads
  download 1 download downloads Download Downloads
"""
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
    "doi phone telephone zip postcode model serial license licence licenses licences standard "
    "published resolution python node java php ruby android ios kernel "
    "versionen versionsnummer jahr baujahr seit datum gegründet telefon plz modell lizenz norm "
    "erschienen auflösung"
)
_NAMES = frozenset(_NAMING.split())


def _units() -> Iterator[Unit]:
    dimension = ""
    for line in filter(None, _TABLE.split("\n")):
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
    if not isinstance(extra, Mapping):
        return f"{extra!r} should be a dictionary, with names of units by their symbol"
    known = {name for unit in UNITS for name in (*unit.names, unit.symbol)}
    for symbol, names in extra.items():
        if not isinstance(symbol, str) or not symbol.strip():
            return f"{symbol!r} is no symbol of a unit"
        if not isinstance(names, list | tuple) or not all(isinstance(n, str) for n in names):
            return f"the names of {symbol!r} should be a list of texts, not {names!r}"
        for name in names:
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
