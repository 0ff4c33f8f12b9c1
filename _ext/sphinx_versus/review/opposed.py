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
    Value,
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


class _Said(NamedTuple):
    """What a comparison says of an entity in a row, and the years that it holds for."""

    comparison: Comparison
    row: Dimension
    place: int
    value: Value
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
    before: dict[tuple[str, ...], list[list[_Said]]] = defaultdict(list)
    for comparison in scope.in_order():
        for key, said in _by_subject(comparison, scope, entities).items():
            pairs = (each for other in before[key] if (each := _opposed(other, said, scope)))
            if pair := next(pairs, None):
                yield _finding(*pair, scope)
            before[key].append(said)


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
        name = heading(row.name, scope)
        for place, value in enumerate(row.values[: len(comparison.sides)]):
            if value is None:
                continue
            side = comparison.sides[place]
            # A number without a known unit may be one of anything: of what the columns say.
            bare = isinstance(value, Quantity) and not value.unit
            unit = (row.units[place : place + 1] or (row.unit,))[0] or row.unit if bare else ""
            known = normalise(side.name)
            about = (entities.get(known, known), side.version, side.remark)
            key = tuple(map(normalise, (*about, name, row.group, unit)))
            said = _Said(comparison, row, place, value, _years(comparison, row))
            found[key].append(said)
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


def _opposed(one: list[_Said], other: list[_Said], scope: Scope) -> tuple[_Said, _Said] | None:
    """Return the first two of what two comparisons say, if all of it is opposed."""
    pairs = [*product(one, other)]
    return pairs[0] if all(_excludes(*pair, scope) for pair in pairs) else None


def _excludes(one: _Said, other: _Said, scope: Scope) -> bool:
    if one.years and other.years and not one.years & other.years:
        return False
    match one.value, other.value:
        case Mark() as mark, Mark() as against:
            return marks_exclude(mark, against)
        case Quantity() as quantity, Quantity() as against:
            return quantities_exclude(quantity, against, scope)
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


def quantities_exclude(one: Quantity, other: Quantity, scope: Scope) -> bool:
    """Return whether two quantities of one dimension have no number in common."""
    spans = [_span(each, scope) for each in (one, other)]
    if None in spans:
        return False
    (dimension, low, high), (dimension2, low2, high2) = (each for each in spans if each)
    return dimension == dimension2 and (high <= low2 or high2 <= low)


def _span(quantity: Quantity, scope: Scope) -> tuple[str, _Bound, _Bound] | None:
    """Return the dimension of a quantity, and from where to where it may be in its base unit."""
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
        return dimension, -math.inf, high
    if quantity.relation in (Relation.MORE, Relation.AT_LEAST):
        return dimension, low, math.inf
    return dimension, low, high


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
