"""Dot plots as nodes: a drawing for builders that have pictures, and words for the others."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal
from docutils import nodes
from sphinx.builders import Builder

from sphinx_versus.grammar.values import Units, language, written_units
from sphinx_versus.model.values import Unit
from sphinx_versus.queries.answers import PlottedCell, PlottedRow
from sphinx_versus.queries.plots import Axis, axes
from sphinx_versus.queries.requests import DotPlot
from sphinx_versus.reading.prose import plain

from . import labels
from .claim_labels import Linker
from .plot_shapes import Datum, Drawing, Group, Words, draw, power_of_ten
from .plot_svg import svg

_TYPE = "image/svg+xml"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# Numbers from the first on are written as "1 million", those outside as powers of ten.
_LARGE, _LARGEST, _LEAST = 10**6, 10**15, Fraction(1, 1000)


class Form(Enum):
    """What a builder shows of a drawing: itself, a picture of it, or what it says."""

    DRAWING = auto()
    PICTURE = auto()
    WORDS = auto()


def form_of(builder: Builder) -> Form:
    """Return what a builder can show."""
    # An EPUB must declare its pages that hold drawings, which Sphinx does not.
    if builder.format == "html" and builder.name != "epub":
        return Form.DRAWING
    return Form.PICTURE if _TYPE in builder.supported_image_types else Form.WORDS


@dataclass
class Plots:
    """Draws what the pages of a project ask for, one page at a time."""

    linker: Linker
    form: Form = Form.WORDS
    code: str = "en"
    units: Units | None = None
    _count: int = 0

    def show(
        self, request: DotPlot, rows: Iterable[PlottedRow]
    ) -> Iterator[tuple[Axis, nodes.container]]:
        """Yield each axis of a plot, with its drawing and caption."""
        for axis in axes(rows, self._units):
            yield axis, self._plot(axis, request)

    @property
    def _units(self) -> Units:
        self.units = self.units or language("en").units
        return self.units

    def _plot(self, axis: Axis, request: DotPlot) -> nodes.container:
        number = NumberWriter(self.code)
        words = Words(number, labels.about_mark(), labels.bound_mark())
        plot = draw([*self._groups(axis)], words, zero=not (axis.unit and axis.unit.offset))
        title = labels.dot_plot(", ".join(row.origin.title for row in axis.rows))
        scale = labels.axis(
            self._name(axis.unit), number(Fraction(plot.axis.step)) if plot.axis.step else ""
        )
        said = [_said(drawing.groups) for drawing in plot.drawings]
        if self.form is Form.WORDS:
            shown = [nodes.paragraph("", f"{title}. {' '.join(said)}")] if request.below else []
            return nodes.container("", *shown, classes=["versus-plot"])
        drawn = zip(plot.drawings, said, strict=True)
        content = [self._drawing(each, title, f"{text} {scale}".strip()) for each, text in drawn]
        if len(axis.rows) == 1:
            # The names of several stand in the drawing.
            link = self.linker(axis.rows[0].origin)
            content.insert(0, nodes.paragraph("", "", link, classes=["versus-plot-title"]))
        if scale:
            content.append(nodes.paragraph("", scale, classes=["versus-plot-axis"]))
        return nodes.container("", *content, classes=["versus-plot"])

    def _drawing(self, drawing: Drawing, title: str, said: str) -> nodes.Element:
        if self.form is Form.DRAWING:
            self._count += 1
            markup = svg(drawing, title, said, f"versus-plot-{self._count}")
            return nodes.raw("", markup, format="html")
        data = base64.b64encode(svg(drawing, title, said).encode()).decode()
        uri = f"data:{_TYPE};base64,{data}"
        return nodes.image(uri=uri, alt=f"{title}. {said}", candidates={"?": uri})

    def _groups(self, axis: Axis) -> Iterator[Group]:
        single = len(axis.rows) == 1
        titles = list(dict.fromkeys(cell.side for row in axis.rows for cell in row.cells))
        places: dict[int, set[str]] = {}
        for cell in (cell for row in axis.rows for cell in row.cells):
            places.setdefault(cell.place, set()).add(cell.side)
        # Sides of several comparisons may have the same place.
        own = all(len(names) == 1 for names in places.values())
        for row in axis.rows:
            data = [
                self._datum(row, cell, cell.place if own else titles.index(cell.side), axis.unit)
                for cell in row.cells
            ]
            yield Group("" if single else row.origin.title, tuple(data))

    def _datum(self, row: PlottedRow, cell: PlottedCell, side: int, unit: Unit | None) -> Datum:
        own = self._units.find(cell.quantity.unit) if cell.quantity.unit else None

        def on_axis(number: Decimal | None) -> Fraction | None:
            if number is None or not own or not unit:
                return None if number is None else Fraction(number)
            return (Fraction(number) + own.offset) * own.factor / unit.factor - unit.offset

        quantity = cell.quantity
        return Datum(
            cell.side,
            side,
            _words(row, cell),
            on_axis(quantity.value),
            on_axis(quantity.low),
            on_axis(quantity.high),
            quantity.relation,
        )

    def _name(self, unit: Unit | None) -> str:
        if unit is None:
            return ""
        german = self.code.startswith("de")
        return next(written_units(unit, self._units, german, True))


def _words(row: PlottedRow, cell: PlottedCell) -> str:
    """Return what a cell says, with the unit that a column says of it."""
    return f"{plain(cell.prose)} {row.unit.strip(' ()[]')}".strip()


def _said(groups: Iterable[Group]) -> str:
    """Return what a drawing shows as a sentence for each of its groups."""
    sentences = []
    for name, parts in itertools.groupby(groups, key=lambda group: group.name):
        data = ", ".join(f"{each.name} {each.words}" for part in parts for each in part.data)
        sentences.append(f"{name}: {data}." if name else f"{data}.")
    return " ".join(sentences)


class NumberWriter:
    """Writes the numbers of an axis in the language of a page."""

    def __init__(self, code: str) -> None:
        """Take the numbers of English where nobody knows those of a language."""
        try:
            self.locale = Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            self.locale = Locale("en")

    def __call__(self, number: Fraction) -> str:
        """Write a number that is a few digits and a power of ten."""
        size = abs(number)
        if size and not _LEAST <= size < _LARGEST:
            power = power_of_ten(size)
            head = self._plain(number / Fraction(10) ** power)
            raised = f"10{str(power).translate(_RAISED)}"
            return raised if head == "1" else f"{head} \N{MULTIPLICATION SIGN} {raised}"
        if size >= _LARGE and "long" in self.locale.compact_decimal_formats:
            return format_compact_decimal(
                _decimal(number), format_type="long", locale=self.locale, fraction_digits=3
            )
        return self._plain(number)

    def _plain(self, number: Fraction) -> str:
        return format_decimal(_decimal(number), locale=self.locale, decimal_quantization=False)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def rows_with_sides(
    axis: Axis,
) -> tuple[Sequence[str], Sequence[tuple[PlottedRow, list[PlottedCell | None]]]]:
    """Return the sides of a plot, and its rows with a cell or nothing for each side."""
    sides = list(dict.fromkeys(cell.side for row in axis.rows for cell in row.cells))
    by_side = [(row, {cell.side: cell for cell in row.cells}) for row in axis.rows]
    return sides, [(row, [cells.get(side) for side in sides]) for row, cells in by_side]
