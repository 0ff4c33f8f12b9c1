"""The cells of a row read together: what one leaves open, the others may tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from sphinx_versus.grammar.characters import is_invisible
from sphinx_versus.model.values import Mark, MarkKind, Quantity, Relation, Unit, Value

from .language import Language
from .marks import is_stated, read_mark
from .quantities import Draft, Need, draft
from .units import names_things


class Reading(NamedTuple):
    """What a cell is read as: a value, nothing at all (not ``stated``), or else text.

    ``doubt`` says why a cell that looks like a number is text, for a warning.
    """

    value: Value | None = None
    doubt: str = ""
    stated: bool = True


# Numbers that are raised, and fractions, are no letters.
_FIRST_WORD = re.compile(r"[^\W\d_¹²³⁰-⁹¼-¾⅐-⅞](?:[^\W\d_¹²³⁰-⁹¼-¾⅐-⅞]|[/.$]){0,19}")
_TEXT = Reading()
_NOTHING = Reading(stated=False)


def values_of(
    cells: Sequence[str],
    language: Language,
    name: str = "",
    units: Sequence[str] = (),
    *,
    decimals: bool = False,
) -> list[Reading]:
    """Read all cells of one dimension: a row, or a column of a turned table.

    A cell is its plain text, without marks of footnotes and citations; a power that is
    set as ``<sup>6</sup>`` is ``^6``, and what stands on a line of its own is on a new
    line. ``name`` is the heading of the dimension, and ``units`` has for each cell the
    symbol of the unit that the heading of its row or column gives (see
    `Units.of_heading`), or nothing. ``decimals`` says that other rows of the table show
    how decimals are written (see `shows_decimals`), so that 1.299 is not in doubt.
    """
    readings: list[Reading] = []
    drafts: dict[int, Draft] = {}
    for place, cell in enumerate(cells):
        if not _may_be_value(cell.lstrip(), language):
            readings.append(_TEXT)
            continue
        lines = _lines(cell)
        text = " — ".join(lines)
        if not is_stated(text):
            readings.append(_NOTHING)
            continue
        readings.append(_TEXT)
        if mark := read_mark(text, language):
            readings[place] = Reading(mark)
        elif len(lines) == 1:
            hint = language.units.find(units[place]) if place < len(units) else None
            drafts[place] = draft(text, language, hint)
    for place in _read_colours(cells, readings, language):
        drafts.pop(place, None)
    if not drafts:
        return readings
    for place, quantity, doubt in _settled(drafts, language, names_things(name), decimals):
        readings[place] = Reading(quantity, doubt)
    return readings


def _read_colours(
    cells: Sequence[str], readings: list[Reading], language: Language
) -> Sequence[int]:
    """Read cells such as "🟡 read only" as marks, where all others are marks; return which."""
    left = [at for at, reading in enumerate(readings) if reading == _TEXT]
    others = [reading for reading in readings if reading.stated and reading != _TEXT]
    if not left or not others or not all(isinstance(each.value, Mark) for each in others):
        return ()
    marks = [read_mark(" — ".join(_lines(cells[at])), language, among=True) for at in left]
    if not all(marks):
        return ()
    for at, mark in zip(left, marks, strict=True):
        readings[at] = Reading(mark)
    return left


def shows_decimals(cells: Sequence[str], language: Language) -> bool:
    """Return whether a number in one of the cells surely has decimals, as 0.5 and 12.50 have."""
    return any(draft(" ".join(cell.split()), language).decimals for cell in cells)


def _lines(cell: str) -> list[str]:
    if not cell.isascii():
        # A joiner may be part of an emoji.
        cell = "".join([char for char in cell if char == "\u200d" or not is_invisible(char)])
    return [" ".join(line.split()) for line in cell.strip().split("\n")]


def _may_be_value(text: str, language: Language) -> bool:
    """Return whether a text begins as a value does: most cells are prose, and do not."""
    found = _FIRST_WORD.match(text)
    if not found:
        return True
    word = found[0].casefold()
    return word == "v" or word in language.openers or word.rstrip("./") in language.openers


def _settled(
    drafts: dict[int, Draft], language: Language, named: bool, decimals: bool
) -> list[tuple[int, Quantity | None, str]]:
    find = language.units.find

    def dimension(quantity: Quantity) -> str:
        unit = find(quantity.unit) if quantity.unit else None
        return unit.dimension if unit else ""

    sure = [quantity for each in drafts.values() if (quantity := each.sure)]
    decimals = decimals or any(each.decimals for each in drafts.values())

    def meets(quantity: Quantity, needs: frozenset[Need]) -> bool:
        partners = [each for each in sure if dimension(each) == dimension(quantity)]
        if Need.NO_VERSION in needs:
            partners = [each for each in partners if int(each.middle) != int(quantity.middle)]
        alone = needs <= {Need.DECIMALS}
        return (alone or bool(partners)) and (Need.DECIMALS not in needs or decimals)

    found: dict[int, Quantity | None] = {}
    for place, each in drafts.items():
        options = (option for option in each.options if not each.needs or meets(option, each.needs))
        found[place] = next(options, None)
    # Where one of them is a version, the others are versions too.
    versions = any(
        each.is_version or (Need.NO_VERSION in each.needs and not found[place])
        for place, each in drafts.items()
    )
    settled = []
    for place, quantity in found.items():
        name = (named or versions) and (not quantity or not quantity.unit)
        doubt = "" if quantity or name else drafts[place].doubt
        settled.append((place, None if name else quantity, doubt))
    return settled


_ORDER = (Relation.LESS, Relation.AT_MOST, Relation.EQUAL, Relation.AT_LEAST, Relation.MORE)
SortKey = tuple[int, Fraction, int]


def sort_keys(readings: Sequence[Reading], language: Language) -> list[SortKey] | None:
    """Return what cells are sorted by, or None where their values cannot be compared.

    All quantities are of one dimension, or all that is stated are marks. A range counts
    as its middle, a number with an interval as its value. Marks stand behind quantities,
    and what is not stated stands last.
    """
    keys: list[SortKey] = []
    dimensions = set()
    for reading in readings:
        value = reading.value
        match value:
            case Quantity():
                unit = language.units.find(value.unit) if value.unit else Unit("", "")
                if not unit:
                    return None
                dimensions.add(unit.dimension)
                middle = (value.middle + unit.offset) * unit.factor
                place = 2 if value.relation is Relation.ABOUT else _ORDER.index(value.relation)
                keys.append((0, middle, place))
            case Mark():
                keys.append((1, Fraction([*MarkKind].index(value.kind)), 0))
            case None:
                if reading.stated:
                    return None
                keys.append((2, Fraction(0), 0))
    return keys if len(dimensions) < 2 else None
