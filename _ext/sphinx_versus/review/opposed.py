"""The same dimension of an entity, with values on two pages that cannot both hold."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from sphinx_versus.api import (
    Comparison,
    Dimension,
    Mark,
    MarkKind,
    Quantity,
    Relation,
    plain,
)
from sphinx_versus.grammar.better import read_better
from sphinx_versus.grammar.names import normalise

from .coverage import years_in
from .findings import Finding, Kind
from .scope import Scope

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PARTS = re.compile(r"[,;]")
# What is "about" a number may be this much of it away.
_ABOUT = Fraction(1, 5)
# Noughts at the end of a number may be digits that were rounded, to at most this much of it.
_ROUNDED = Fraction(1, 20)
_HALF = Fraction(1, 2)
_Bound = Fraction | float


class Span(NamedTuple):
    """From where to where a quantity may be, in the base unit of its dimension."""

    dimension: str
    low: _Bound
    high: _Bound


class _Said(NamedTuple):
    """What a comparison says of an entity in a row, and the years that it holds for."""

    comparison: Comparison
    row: Dimension
    place: int
    value: Mark | Span
    years: frozenset[int]

    @property
    def words(self) -> str:
        """The words of the cell."""
        return plain(self.row.cells[self.place])


def opposed_cells(scope: Scope) -> Iterator[Finding]:
    """Yield cells that another page's cell on the same thing excludes.

    A row that occurs again in a comparison says what it is about elsewhere, so that
    all of its cells must be excluded.
    """
    entities = scope.entity_names()
    # Of those that say the same one will do.
    before: dict[tuple[str, ...], dict[object, list[_Said]]] = defaultdict(dict)
    for comparison in scope.in_order():
        for key, said in _by_subject(comparison, scope, entities).items():
            others = before[key].values()
            pairs = (each for other in others if (each := _opposed(other, said)))
            if pair := next(pairs, None):
                yield _finding(*pair, scope)
            before[key].setdefault(tuple((each.value, each.years) for each in said), said)


def _finding(there: _Said, here: _Said, scope: Scope) -> Finding:
    side = here.comparison.sides[here.place]
    return Finding(
        Kind.OPPOSED_CELLS,
        here.row.anchor,
        here.row.line,
        f'"{side.title or side.name}" has "{here.words}" in the row "{here.row.name}" here, and '
        f'"{there.words}" in the row "{there.row.name}" at '
        f"{scope.place(there.comparison.docname, there.row.line)}; "
        "mend one of the two, or say in the names of the rows what tells them apart, "
        "as a year does",
        here.comparison.docname,
    )


def _by_subject(
    comparison: Comparison, scope: Scope, entities: dict[str, str]
) -> dict[tuple[str, ...], list[_Said]]:
    """Return the values of a comparison by what they are values of."""
    found: dict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for row in comparison.dimensions:
        name, years = heading(row.name, scope), _years(comparison, row)
        for place, value in enumerate(row.values[: len(comparison.sides)]):
            comparable = span_of(value, scope) if isinstance(value, Quantity) else value
            if comparable is None:
                continue
            # A number without a known unit may be one of anything: of what the columns say.
            bare = isinstance(value, Quantity) and not value.unit
            unit = (row.units[place : place + 1] or ("",))[0] or row.unit if bare else ""
            side = comparison.sides[place]
            known = normalise(side.name)
            about = (entities.get(known, known), side.version, side.remark)
            key = tuple(map(normalise, (*about, name, row.group, unit)))
            found[key].append(_Said(comparison, row, place, comparable, years))
    return found


def heading(name: str, scope: Scope) -> str:
    """Return the name of a row without its units, and without which way is better."""

    def without_units(found: re.Match[str]) -> str:
        parts = (part.strip() for part in _PARTS.split(found[1]))
        kept = [part for part in parts if part and not scope.unit(part.removeprefix("in "))]
        return f"({', '.join(kept)})" if kept else ""

    return normalise(_BRACKETS.sub(without_units, read_better(name)[0])).rstrip(" :?.")


def _years(comparison: Comparison, row: Dimension) -> frozenset[int]:
    """Return the years that a row holds for, where the names above it or its notes say some."""
    above = [
        section.title
        for section in comparison.sections
        if section.place is None and section.line <= row.line
    ]
    texts = (comparison.title, *above[-1:], plain(row.notes))
    return frozenset(year for text in texts for year in years_in(text))


def _opposed(one: list[_Said], other: list[_Said]) -> tuple[_Said, _Said] | None:
    """Return the first two of what two comparisons say, if all of it is opposed."""
    pairs = [*product(one, other)]
    return pairs[0] if all(_excludes(*pair) for pair in pairs) else None


def _excludes(one: _Said, other: _Said) -> bool:
    if one.years and other.years and not one.years & other.years:
        return False
    match one.value, other.value:
        case Mark() as mark, Mark() as against:
            return marks_exclude(mark, against)
        case Span() as span, Span() as other_span:
            return spans_exclude(span, other_span)
        case _:
            return False


def marks_exclude(one: Mark, other: Mark) -> bool:
    """Return whether one mark says yes and the other one no, of the same.

    Two different notes may be two conditions, and years in one alone say when.
    """
    if {one.kind, other.kind} != {MarkKind.YES, MarkKind.NO}:
        return False
    if years_in(one.note) != years_in(other.note):
        return False
    return not (one.note and other.note) or normalise(one.note) == normalise(other.note)


def spans_exclude(one: Span, other: Span) -> bool:
    """Return whether two quantities of one dimension have no number in common."""
    return one.dimension == other.dimension and (one.high <= other.low or other.high <= one.low)


def span_of(quantity: Quantity, scope: Scope) -> Span | None:
    """Return where a quantity may be; nothing if its unit is not known."""
    unit = scope.unit(quantity.unit) if quantity.unit else None
    if quantity.unit and not unit:
        return None
    first, last = quantity.low, quantity.high
    if first is None or last is None:
        assert quantity.value is not None
        first = last = quantity.value
    about = quantity.relation is Relation.ABOUT
    ends = (
        Fraction(first) - _tolerance(first, about=about),
        Fraction(last) + _tolerance(last, about=about),
    )
    offset, factor = (unit.offset, unit.factor) if unit else (Fraction(0), Fraction(1))
    low, high = ((end + offset) * factor for end in ends)
    dimension = unit.dimension if unit else ""
    if quantity.relation in (Relation.LESS, Relation.AT_MOST):
        return Span(dimension, -math.inf, high)
    if quantity.relation in (Relation.MORE, Relation.AT_LEAST):
        return Span(dimension, low, math.inf)
    return Span(dimension, low, high)


def _tolerance(number: Decimal, *, about: bool) -> Fraction:
    """Return how far a number may be from what it stands for: half of its last digit."""
    size = abs(Fraction(number))
    if about:
        return size * _ABOUT
    exponent = int(number.as_tuple().exponent)
    if exponent < 0:
        return _HALF * Fraction(10) ** exponent
    rounded = _HALF * Fraction(10) ** int(number.normalize().as_tuple().exponent)
    return max(_HALF, min(rounded, size * _ROUNDED))
