"""What cells of tables say, where they say it in a form that can be compared.

A value is kept beside the words of its cell, and never in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class MarkKind(StrEnum):
    """What a mark says, in the order in which marks are sorted."""

    YES = "yes"
    PARTLY = "partly"
    PLANNED = "planned"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that answers yes or no, or why it does not; ``note`` is what it adds."""

    kind: MarkKind
    note: str = ""


class Relation(StrEnum):
    """How what is measured stands to the number that is given."""

    EQUAL = "="
    ABOUT = "≈"
    LESS = "<"
    MORE = ">"
    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement, known by its symbol.

    Units of one dimension can be compared: ``(number + offset) * factor`` is the
    number in the base unit of the dimension. Names are other ways to write it; a
    unit whose symbol is a word has the singular and plural of each language first.
    """

    symbol: str
    dimension: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, a range or a number with an interval, exactly as it is given.

    A number has a ``value``, a range has ``low`` and ``high``, and a number with
    an interval has all three. ``unit`` is the symbol of a unit, or empty.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    relation: Relation = Relation.EQUAL
    unit: str = ""

    @property
    def middle(self) -> Fraction:
        """The value, or the middle of a range: what it is sorted by."""
        if self.value is not None:
            return Fraction(self.value)
        assert self.low is not None
        assert self.high is not None
        return (Fraction(self.low) + Fraction(self.high)) / 2


Value = Mark | Quantity
