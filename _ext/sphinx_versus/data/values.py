"""Values of cells as data: for JSON, and for the columns of CSV."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from sphinx_versus.api import Comparison, Dimension, Mark, Prose, Quantity, Relation, Side, Value

# Numbers of more digits are written with a power.
_LONGEST = 30


class Cell(NamedTuple):
    """What a dimension has of a side."""

    side: Side
    prose: Prose
    value: Value | None
    stated: bool


def cells_of(comparison: Comparison, row: Dimension) -> Iterator[Cell]:
    """Yield the cells of a dimension, in the order of the sides."""
    for place, side in enumerate(comparison.sides):
        prose = row.cells[place] if row.cells else ()
        value = row.values[place] if row.values else None
        yield Cell(side, prose, value, place not in row.not_stated)


def unit_of(row: Dimension) -> str:
    """Return the unit that all quantities of a dimension have, or else the one that is written."""
    units = {value.unit for value in row.values if isinstance(value, Quantity)}
    return next(iter(units)) if len(units) == 1 and any(units) else row.unit


def as_json(value: Value) -> dict[str, Any]:
    """Return a value as an object: a mark with its note, or a quantity."""
    if isinstance(value, Mark):
        return {"mark": value.kind.value, **({"note": value.note} if value.note else {})}
    numbers = {"low": value.low, "value": value.value, "high": value.high}
    said = {name: number(each) for name, each in numbers.items() if each is not None}
    if value.relation is not Relation.EQUAL:
        said["relation"] = value.relation.value
    return said | ({"unit": value.unit} if value.unit else {})


def number(exact: Decimal) -> int | float | str:
    """Return a number that each reader of JSON gets back as it is, or else its digits.

    Most readers keep numbers as binary ones of 64 bits, which hold 15 to 17 digits.
    """
    kept = float(exact)
    if Decimal(repr(kept)) != exact:
        return digits(exact)
    return int(kept) if kept.is_integer() and abs(kept) < 2**53 else kept


def digits(exact: Decimal | None) -> str:
    """Return the digits of a number, with a point before decimals, or nothing."""
    if exact is None:
        return ""
    text = f"{exact:f}"
    return text if len(text) <= _LONGEST else f"{exact:e}"


# The columns that a value has in CSV.
COLUMNS = ("Mark", "Note", "Relation", "Low", "Value", "High", "Unit")


def as_columns(value: Value | None) -> tuple[str, ...]:
    """Return a value in `COLUMNS`."""
    match value:
        case None:
            return ("",) * len(COLUMNS)
        case Mark():
            return (value.kind.value, value.note, *("",) * 5)
        case Quantity():
            relation = "" if value.relation is Relation.EQUAL else value.relation.value
            numbers = map(digits, (value.low, value.value, value.high))
            return ("", "", relation, *numbers, value.unit)
