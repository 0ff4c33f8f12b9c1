"""What dot plots show: the quantities of rows, and which of them share an axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sphinx_versus.grammar.names import did_you_mean, near_miss
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.values import Units
from sphinx_versus.model.facts import Comparison, Dimension, Link, Prose
from sphinx_versus.model.values import Quantity, Unit

from .answers import Place, PlottedCell, PlottedRow
from .index import Index
from .requests import DotPlot

_DRAWN = (
    "a dot plot shows two or more cells that are nothing but a number, a range or an interval, "
    "in units of one kind"
)


class Axis(NamedTuple):
    """Rows whose quantities can be compared, and the unit that most of them have, if any."""

    rows: tuple[PlottedRow, ...]
    unit: Unit | None


class _Asked(NamedTuple):
    """A row that is asked for: by itself, or as one of its table or its comparison."""

    comparison: Comparison
    dimension: Dimension
    itself: bool


def plotted(index: Index, plot: DotPlot) -> tuple[PlottedRow, ...]:
    """Return the rows that a plot asks for with those of their cells that are quantities."""
    rows = (_row(each) for target in plot.targets for each in _rows_of(index, target))
    # Of a row that is asked for twice the first one counts.
    found: dict[str, PlottedRow] = {}
    for row in rows:
        found.setdefault(row.origin.anchor, row)
    return tuple(row for row in found.values() if row.cells)


def axes(rows: Iterable[PlottedRow], units: Units) -> list[Axis]:
    """Return what is drawn of some rows: those that measure the same thing share an axis.

    A row counts with the quantities of the unit that most of its cells have. Numbers without
    a unit share an axis only if their rows were asked for: one may count what the other does
    not. An axis has two quantities or more.
    """
    shared: dict[tuple[str, str], list[PlottedRow]] = {}
    for row in rows:
        measured = [_measured(cell.quantity, units) for cell in row.cells]
        most, count = Counter(measured).most_common(1)[0]
        if count < len(measured) and not row.asked:
            continue
        cells = [cell for cell, each in zip(row.cells, measured, strict=True) if each == most]
        alone = "" if most or row.asked else row.origin.anchor
        shared.setdefault((most, alone), []).append(row._replace(cells=tuple(cells)))
    return [
        Axis(tuple(group), _unit_of(group, units))
        for group in shared.values()
        if sum(len(row.cells) for row in group) > 1
    ]


def problems(index: Index, plot: DotPlot, units: Units) -> Iterator[Problem]:
    """Yield what keeps something from being drawn that a plot asks for."""
    drawn = axes(plotted(index, plot), units)
    cells = {
        (row.origin.anchor, cell.place) for axis in drawn for row in axis.rows for cell in row.cells
    }
    for target in plot.targets:
        rows = _rows_of(index, target)
        if not rows:
            yield _unknown(index, target, plot.line)
            continue
        none = not any(row.dimension.anchor == anchor for row in rows for anchor, _ in cells)
        for row in (each for each in rows if each.itself):
            if found := _problem(row, cells, none):
                yield Problem(Kind.NOT_DRAWN, plot.line, f"{found}; {_DRAWN}")
        if none and not rows[0].itself:
            yield Problem(Kind.NOT_DRAWN, plot.line, f'nothing of "{target}" is drawn; {_DRAWN}')


def _problem(row: _Asked, drawn: set[tuple[str, int]], none: bool) -> str:
    """Return what of a row is not drawn, and what its cells say instead."""
    dimension = row.dimension
    left = [
        f'"{side.title or side.name}" ({_plain(dimension.cells[place])})'
        for place, side in enumerate(row.comparison.sides[: len(dimension.cells)])
        if place not in dimension.not_stated and (dimension.anchor, place) not in drawn
    ]
    words = ", ".join(left)
    if none:
        return f'nothing of "{dimension.name}" is drawn' + f": {words}" * bool(left)
    return f'the dot plot of "{dimension.name}" leaves out {words}' if left else ""


def _unknown(index: Index, target: str, line: int) -> Problem:
    known = [
        name
        for each in index.comparisons
        for name in (each.key, *(anchor for row in each.dimensions for anchor in _ids(row)))
    ]
    near = near_miss(target, known)
    hint = (
        did_you_mean(*near)
        if near
        else "give the id of a row, of a table or of a comparison; several are parted by ;"
    )
    return Problem(Kind.UNKNOWN_TARGET, line, f'"{target}" is no row, table or comparison; {hint}')


def _ids(row: Dimension) -> tuple[str, str]:
    return row.anchor, row.table


def _rows_of(index: Index, target: str) -> list[_Asked]:
    """Return the rows of an id: of a row with those that go on with it, a table, a comparison."""
    owner = index.find(Link(key=target)) or index.find(Link(name=target))
    owner = owner or index.owner_of_part(target)
    if owner is None:
        return []
    whole = target == owner.key or index.find(Link(name=target)) is owner
    return [
        _Asked(owner, row, target in (row.anchor, row.continues))
        for row in owner.dimensions
        if whole or target in (*_ids(row), row.continues)
    ]


def _row(asked: _Asked) -> PlottedRow:
    comparison, row, itself = asked
    cells = [
        PlottedCell(side.title or side.name, place, row.cells[place], value)
        for place, (side, value) in enumerate(zip(comparison.sides, row.values, strict=False))
        if isinstance(value, Quantity)
    ]
    stated = sum(bool(cell) and place not in row.not_stated for place, cell in enumerate(row.cells))
    if len(cells) < stated and not itself:
        # Half of a row would look like all of it.
        cells = []
    origin = Place(row.name, comparison.docname, row.anchor)
    return PlottedRow(origin, tuple(cells), row.unit, itself)


def _measured(quantity: Quantity, units: Units) -> str:
    """Return what a quantity is a measure of, such as "time"; nothing without a unit."""
    unit = units.find(quantity.unit) if quantity.unit else None
    return unit.dimension if unit else quantity.unit


def _unit_of(rows: Iterable[PlottedRow], units: Units) -> Unit | None:
    symbols = Counter(cell.quantity.unit for row in rows for cell in row.cells)
    symbol = symbols.most_common(1)[0][0]
    return (units.find(symbol) or Unit(symbol, symbol)) if symbol else None


def _plain(prose: Prose) -> str:
    """Return what a cell says, without what it cites."""
    runs = (run for run in prose if isinstance(run, str) or run.kind != "cite")
    return "".join(run if isinstance(run, str) else run.plain for run in runs).strip()
