"""Where everything of a dot plot stands: quantities in, shapes out, as plain data.

A plot is narrow, so that it can be read on a phone: the name of what is measured stands
above its mark, and not beside it. Nothing in here knows of nodes, of SVG or of colours.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from sphinx_versus.model.values import Relation

# In units of the drawing, which are about those of a phone; of a mark, half its width. Texts
# begin at the edge, and the axis further in, where its marks and arrows have room.
WIDTH, EDGE, MARGIN, MARK = 380, 1, 16, 6
TEXT, SMALL = 15, 13.5
_ROOM, _INNER = WIDTH - 2 * EDGE, WIDTH - 2 * MARGIN
# Where the largest number is so many times the smallest, a mark at the smallest would touch
# that of nothing on a linear axis.
LOGARITHMIC_FROM = _INNER // (2 * MARK)
_MOST_TICKS = 6
# Where a drawing has come so far, the next one begins: each has room on a small page.
_TALLEST = 460
_ARROW = 26
# So many sides have a shape of their own.
SHAPES = 6
_NARROW = frozenset("ijlftrI.,:;'|!()[]/ ·")

Number = Callable[[Fraction], str]


class Datum(NamedTuple):
    """A quantity in the unit of the axis: a value, the ends of an interval, or all three.

    ``name`` says what it is of, ``words`` are what its cell says; ``side`` counts from 0.
    """

    name: str
    side: int
    words: str
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    relation: Relation = Relation.EQUAL

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """All of its numbers."""
        return tuple(each for each in (self.low, self.value, self.high) if each is not None)


class Group(NamedTuple):
    """Quantities below a heading, which may be empty."""

    name: str
    data: tuple[Datum, ...]


class Words(NamedTuple):
    """What a plot says beside names and cells: its marks, and numbers."""

    number: Number
    about: str = "about"
    bound: str = "less or more than"


class Text(NamedTuple):
    """A line of text: its place is that of its start, its middle or its end, by ``anchor``."""

    x: float
    y: float
    text: str
    role: str = "ink"
    anchor: str = "start"


class Track(NamedTuple):
    """The line that a mark stands on, with ticks."""

    x1: float
    x2: float
    y: float
    ticks: tuple[float, ...]


class Dot(NamedTuple):
    """A value; one that is about so large is hollow. Without a side it explains the others."""

    x: float
    y: float
    side: int | None
    hollow: bool = False
    size: float = MARK


class Span(NamedTuple):
    """An interval; a dashed one is about so wide."""

    x1: float
    x2: float
    y: float
    side: int
    dashed: bool = False


class Bound(NamedTuple):
    """A value that what is measured is above or below, with an arrow that ends at ``end``."""

    x: float
    y: float
    side: int | None
    end: float


Shape = Text | Track | Dot | Span | Bound


class Axis(NamedTuple):
    """A horizontal axis; ``step`` is how many times the one before a tick is, if logarithmic."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]
    step: int = 0

    def x(self, number: Fraction) -> float:
        """Return the place of a number."""
        if self.step:
            share = (_log(number) - _log(self.low)) / (_log(self.high) - _log(self.low))
        else:
            share = float((number - self.low) / (self.high - self.low))
        return round(MARGIN + share * _INNER, 1)


class Drawing(NamedTuple):
    """A plot or a part of one: its height, its shapes from back to front, and what it shows."""

    height: float
    shapes: tuple[Shape, ...]
    groups: tuple[Group, ...]


class Plot(NamedTuple):
    """An axis, and the drawings that share it: so many that none is taller than a page."""

    axis: Axis
    drawings: tuple[Drawing, ...]


def draw(groups: Sequence[Group], words: Words, *, zero: bool = True) -> Plot:
    """Return the plot of some groups; ``zero`` says that the number 0 means nothing at all.

    Where each of several groups has one quantity, its heading is the name of that, and what
    the marks are of is told above.
    """
    data = [datum for group in groups for datum in group.data]
    numbers = [number for datum in data for number in datum.numbers]
    axis = axis_of(numbers, words.number, zero=zero)
    names = {datum.side: datum.name for datum in data}
    single = len(groups) > 1 and all(len(group.data) == 1 for group in groups)
    single = single and len(set(names.values())) == len(names) <= SHAPES
    pens = [_Pen(axis)]
    pens[-1].legend(
        [
            *((Dot(0, 0, side), name) for side, name in sorted(names.items()) if single),
            *_explained(data, words),
        ]
    )
    for group in groups:
        heading = "" if single else group.name
        for datum in group.data:
            if pens[-1].y > _TALLEST:
                pens.append(_Pen(axis))
                heading = "" if single else group.name
            pens[-1].heading(heading)
            heading = ""
            pens[-1].datum(datum._replace(name=group.name) if single else datum)
            pens[-1].shown.append(Group(group.name, (datum,)))
    return Plot(axis, tuple(pen.finished(words.number) for pen in pens))


def _explained(data: Iterable[Datum], words: Words) -> Iterator[tuple[Shape, str]]:
    """Yield the marks that say more than where a quantity is, and what they say."""
    relations = {datum.relation for datum in data}
    if Relation.ABOUT in relations:
        yield Dot(0, 0, None, hollow=True), words.about
    if relations - {Relation.ABOUT, Relation.EQUAL}:
        yield Bound(0, 0, None, 0), words.bound


@dataclass
class _Pen:
    """Draws from the top down; ``y`` is how far it has come."""

    axis: Axis
    y: float = 4
    shapes: list[Shape] = field(default_factory=list)
    shown: list[Group] = field(default_factory=list)

    def legend(self, entries: Iterable[tuple[Shape, str]]) -> None:
        x, any_ = float(EDGE), False
        for mark, text in entries:
            width = width_of(text, SMALL) + 44
            if any_ and x + width > WIDTH:
                x, self.y = EDGE, self.y + 22
            middle = self.y + 10
            if isinstance(mark, Dot):
                self.shapes.append(mark._replace(x=x + MARK + 2, y=middle))
            elif isinstance(mark, Bound):
                self.shapes.append(mark._replace(x=x + 2, y=middle, end=x + 16))
            self.shapes.append(Text(x + 22, middle + 5, text, "muted"))
            x, any_ = x + width, True
        self.y += 28 if any_ else 0

    def heading(self, text: str) -> None:
        lines = wrapped(text, _ROOM, TEXT * 1.06) if text else []
        self.y += 6 if lines and self.shapes else 0
        for line in lines:
            self.y += 20
            self.shapes.append(Text(EDGE, self.y, line, "strong"))

    def datum(self, datum: Datum) -> None:
        room = _ROOM - width_of(datum.words, TEXT * 1.06) - 14
        names = wrapped(datum.name, _ROOM, TEXT)
        beside = len(names) == 1 and width_of(names[0], TEXT) <= room
        for line in names:
            self.y += 20
            self.shapes.append(Text(EDGE, self.y, line))
        if beside:
            self.shapes.append(Text(WIDTH - EDGE, self.y, datum.words, "value", "end"))
        else:
            for line in wrapped(datum.words, _ROOM, TEXT * 1.06):
                self.y += 19
                self.shapes.append(Text(EDGE, self.y, line, "value"))
        self.y += 16
        ticks = tuple(map(self.axis.x, self.axis.ticks))
        self.shapes.append(Track(MARGIN, WIDTH - MARGIN, self.y, ticks))
        self.shapes += _marks(datum, self.axis, self.y)
        self.y += 12

    def finished(self, number: Number) -> Drawing:
        self.y += 14
        for x, text, anchor in _labels(self.axis, number):
            self.shapes.append(Text(x, self.y, text, "muted", anchor))
        return Drawing(round(self.y + 8, 1), tuple(self.shapes), tuple(self.shown))


def _marks(datum: Datum, axis: Axis, y: float) -> Iterator[Shape]:
    about = datum.relation is Relation.ABOUT
    ends = [axis.x(each) for each in (datum.low, datum.high) if each is not None]
    if len(ends) == 2:
        yield Span(ends[0], ends[1], y, datum.side, dashed=about)
    places = [axis.x(datum.value)] if datum.value is not None else ends
    match datum.relation:
        case Relation.LESS | Relation.AT_MOST:
            yield Bound(places[0], y, datum.side, max(places[0] - _ARROW, 2))
        case Relation.MORE | Relation.AT_LEAST:
            yield Bound(places[-1], y, datum.side, min(places[-1] + _ARROW, WIDTH - 2))
        case Relation.EQUAL | Relation.ABOUT if datum.value is not None:
            yield Dot(places[0], y, datum.side, about, MARK * 0.7 if ends else MARK)


def axis_of(numbers: Iterable[Fraction], number: Number, *, zero: bool = True) -> Axis:
    """Return the axis of some numbers, logarithmic where they are far apart.

    ``number`` writes a number, as labels have to find room. Where ``zero`` does not mean
    nothing at all, as in degrees, no number is so many times another one.
    """
    found = sorted(numbers)
    low, high = found[0], found[-1]
    if zero and low > 0 and high / low > LOGARITHMIC_FROM:
        return _logarithmic(low, high, number)
    if low == high or (zero and 0 <= low <= high / 2):
        low = min(low, Fraction(0))
    if low == high or (zero and low / 2 <= high <= 0):
        high = max(high, Fraction(0))
    if low == high:
        high = Fraction(1)
    axes = (_linear(low, high, most) for most in range(_MOST_TICKS - 1, 0, -1))
    return _first_that_fits(axes, number)


def _linear(low: Fraction, high: Fraction, most: int) -> Axis:
    """Return an axis with about so many steps between round numbers."""
    raw = (high - low) / most
    unit = Fraction(10) ** power_of_ten(raw)
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= raw)
    first, last = low // step, -(-high // step)
    ticks = tuple(step * at for at in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _logarithmic(low: Fraction, high: Fraction, number: Number) -> Axis:
    first, last = power_of_ten(low), power_of_ten(high)
    last += Fraction(10) ** last < high
    powers = range(first, last + 1)
    sparse = (_every(powers, step) for step in range(1, len(powers)))
    return _first_that_fits(sparse, number)


def _every(powers: range, step: int) -> Axis:
    """Return an axis of powers of ten with a tick at each so many of them."""
    shown = [power for power in powers if power % step == 0]
    if len(shown) < 2:
        shown = list(powers[::step])
    ticks = tuple(Fraction(10) ** power for power in shown)
    return Axis(Fraction(10) ** powers[0], Fraction(10) ** powers[-1], ticks, 10**step)


def _first_that_fits(axes: Iterable[Axis], number: Number) -> Axis:
    """Return the first axis whose labels stand apart, or the last one, which has the fewest."""
    for axis in axes:
        if len(axis.ticks) > _MOST_TICKS + 1:
            continue
        ends = [_extent(*label) for label in _labels(axis, number)]
        if all(one[1] + 10 <= other[0] for one, other in itertools.pairwise(ends)):
            break
    return axis


def _labels(axis: Axis, number: Number) -> Iterator[tuple[float, str, str]]:
    """Yield the place, the text and the anchor of each tick's label; all stay in the drawing."""
    for tick in axis.ticks:
        x, text = axis.x(tick), number(tick)
        half = width_of(text, SMALL) / 2
        if x - half < 2:
            yield 2, text, "start"
        elif x + half > WIDTH - 2:
            yield WIDTH - 2, text, "end"
        else:
            yield x, text, "middle"


def _extent(x: float, text: str, anchor: str) -> tuple[float, float]:
    width = width_of(text, SMALL)
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return left, left + width


def power_of_ten(number: Fraction) -> int:
    """Return the power of the largest power of ten that is not above a positive number."""
    power = len(str(number.numerator)) - len(str(number.denominator))
    return power if Fraction(10) ** power <= number else power - 1


def _log(number: Fraction) -> float:
    # Of one that is too large or too small for a float too.
    power = power_of_ten(number)
    return power + math.log10(number / Fraction(10) ** power)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is; fonts differ, so that it is rather too much."""
    return size * sum(map(_width, text))


def _width(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1
    if sign in _NARROW:
        return 0.36
    return 0.74 if sign.isupper() or sign in "mwMW@%—" else 0.58


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return a text in lines that are no wider; a word that is, is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if width_of(lines[-1] + sign, size) > width:
                lines.append("")
            lines[-1] += sign
    return lines
