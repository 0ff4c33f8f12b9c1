"""What the values of cells give a table: marks that are drawn, numbers, what can be sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_versus.domain import domain_of
from sphinx_versus.grammar.better import Better, read_better
from sphinx_versus.grammar.columns import Role
from sphinx_versus.grammar.values import Language, Reading, sort_keys, values_of
from sphinx_versus.model.facts import Dimension
from sphinx_versus.model.values import Mark, Quantity, Relation
from sphinx_versus.nodes import versus_cell, versus_column, versus_extra, versus_table
from sphinx_versus.reading.cell_values import language_of, text_of
from sphinx_versus.site import boundary

from .marks import BEST, Marker
from .rows import rows_of

DENSE = "versus-dense"
# A phone shows a table of marks as a whole, if no cell has more letters than these.
_FEW_LETTERS = 16
# Numbers are aligned by so many halves of a digit at most: beyond, they are of another size.
_WIDEST = 16
_BETWEEN = ".,'\N{RIGHT SINGLE QUOTATION MARK}"
_NUMBER = re.compile(rf"(?P<before>\D*)(?P<digits>\d+(?:[{_BETWEEN}\s]\d+)*)")
_SHORT = Context(prec=15)


_Cell = TypeVar("_Cell", bound=nodes.entry)


class Value(NamedTuple):
    """A cell of a side, what it is read as, and the dimension that it is of."""

    cell: nodes.entry
    column: int
    reading: Reading
    dimension: Dimension | None = None


class ShowValues(boundary.PostTransform):
    """Gives cells that are values their drawings, and tells HTML what to sort and align."""

    # Before rows take over what columns say (580), and tables are dressed (600).
    default_priority = 575

    def run(self, **kwargs: Any) -> None:
        """Look for tables with values; an example knows its own, of which nothing else is told."""
        builder, facts = self.app.builder, domain_of(self.env).by_document
        here = self.env.current_document.docname
        alone = builder.format == "html" and not isinstance(builder, SingleFileHTMLBuilder)
        known = {
            name: _with_values(row for each in facts[name] for row in each.dimensions)
            for name in ([here] if alone else facts)
            if name in facts
        }
        marker = Marker(builder.format, language_of(self.config))
        for table, docname in [*_tables(self.document, here)]:
            own = _with_values(table.attributes.pop("facts", ()))
            if said := own or known.get(docname):
                with self.around(table, "the values of a table"):
                    _show(table, said, marker)


def _with_values(rows: Iterable[Dimension]) -> dict[str, Dimension]:
    return {row.anchor: row for row in rows if row.not_stated or any(row.values)}


def _tables(parent: nodes.Element, docname: str) -> Iterator[tuple[versus_table, str]]:
    """Yield the tables below a node, each with its document: a builder may put all into one."""
    for node in parent.children:
        if isinstance(node, versus_table):
            yield node, docname
        elif node.children and not isinstance(node, nodes.TextElement):
            assert isinstance(node, nodes.Element)
            inside = node["docname"] if isinstance(node, addnodes.start_of_file) else docname
            yield from _tables(node, inside)


def _show(table: versus_table, said: Mapping[str, Dimension], marker: Marker) -> None:
    header, *rows = rows_of(table)
    values = [*_cells(table, header, rows, said)]
    if not values:
        return
    language = marker.language
    explained = set()
    for value in values:
        explained.add(_tell(value, marker))
    for row in _grouped(values, key=lambda each: id(each.dimension)):
        explained.add(_tell_row(row, marker))
    weights = _weights(header, rows, language)
    for column in _grouped([*values, *weights], key=lambda each: each.column):
        heading = header[column[0].column]
        assert isinstance(heading, nodes.Element)
        if sort := _sort_of(column, language):
            heading["sort"] = sort
        if column[0].dimension:
            _align(column, language)
    if _is_dense(values, rows):
        table["classes"].append(DENSE)
    _add_legend(table, marker.legend(explained))


def _grouped(values: Sequence[Value], key: Any) -> list[list[Value]]:
    groups: dict[Any, list[Value]] = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return [*groups.values()]


def _cells(
    table: versus_table,
    header: nodes.row,
    rows: Sequence[nodes.row],
    said: Mapping[str, Dimension],
) -> Iterator[Value]:
    """Yield the cells of the sides; of a side that has several in a dimension, none is a value."""
    turned = table.get("turned")
    if not turned:
        for row in rows:
            for at, cell in enumerate(row.children):
                if isinstance(cell, versus_cell):
                    yield _value(cell, at, said.get(row.get("anchor", "")))
        return
    for at, heading in enumerate(header.children):
        if isinstance(heading, versus_column):
            cells = [*_below(at, rows, versus_cell)]
            places = [cell["place"] for cell in cells]
            for cell in cells:
                single = places.count(cell["place"]) == 1
                yield _value(cell, at, said.get(heading["anchor"]) if single else None)


def _below(at: int, rows: Sequence[nodes.row], kind: type[_Cell]) -> Iterator[_Cell]:
    """Yield the cells of a kind in a column."""
    for row in rows:
        if at < len(row.children) and isinstance(cell := row.children[at], kind):
            yield cell


def _value(cell: versus_cell, at: int, row: Dimension | None) -> Value:
    if row is None or not row.values:
        return Value(cell, at, Reading(), row)
    place = cell["place"]
    return Value(cell, at, Reading(row.values[place], stated=place not in row.not_stated), row)


def _tell(value: Value, marker: Marker) -> str:
    """Tell a cell what it is, and draw its mark; return what a legend explains of it."""
    cell, reading = value.cell, value.reading
    if not reading.stated:
        cell["classes"].append("versus-not-stated")
    if reading.value is None:
        return ""
    if keys := sort_keys([reading], marker.language):
        cell["value"] = _digits(keys[0][1])
    return marker.put(cell, reading.value) if isinstance(reading.value, Mark) else ""


def _tell_row(row: Sequence[Value], marker: Marker) -> str:
    """Tell the numbers of a row that they are some, and the best that it is the best."""
    if row[0].dimension is None or not _are_numbers(row):
        return ""
    _add_class(row, "versus-number")
    best = _best(row, marker.language)
    for value in best:
        value.cell["classes"].append("versus-best")
        marker.put_best(value.cell)
    return BEST if best else ""


def _are_numbers(values: Sequence[Value]) -> bool:
    stated = [each.reading.value for each in values if each.reading.stated]
    return bool(stated) and all(isinstance(each, Quantity) for each in stated)


def _add_class(values: Sequence[Value], name: str) -> None:
    for value in values:
        if value.reading.value and name not in value.cell["classes"]:
            value.cell["classes"].append(name)


def _best(row: Sequence[Value], language: Language) -> list[Value]:
    """Return the quantities that surely are the best of a row whose heading says what is better."""
    stated = [each for each in row if each.reading.stated]
    assert row[0].dimension is not None
    way = read_better(row[0].dimension.name)[1]
    if way is None or len(stated) < 2:
        return []
    bounds = [_bounds(each.reading.value, language) for each in stated]
    if None in bounds or sort_keys([each.reading for each in stated], language) is None:
        return []
    if way is Better.HIGHER:
        bounds = [(-high, -low) for low, high in bounds]
    top = min(high for _, high in bounds)
    best = [each for each, (low, high) in zip(stated, bounds, strict=True) if high == top]
    # An interval that reaches as far may hold a better one.
    others = [low for low, high in bounds if high != top]
    equal = all(low == high for low, high in bounds if high == top)
    sure = (len(best) == 1 or equal) and all(low > top for low in others)
    return best if sure and others else []


def _bounds(value: Any, language: Language) -> tuple[Any, Any]:
    """Return between what a quantity is, in the base unit of its dimension."""
    low, high = (value.value if each is None else each for each in (value.low, value.high))
    unit = language.units.find(value.unit) if value.unit else None
    low, high = (
        (Fraction(each) + unit.offset) * unit.factor if unit else Fraction(each)
        for each in (low, high)
    )
    if value.relation in (Relation.LESS, Relation.AT_MOST):
        return float("-inf"), high
    if value.relation in (Relation.MORE, Relation.AT_LEAST):
        return low, float("inf")
    return low, high


def _weights(header: nodes.row, rows: Sequence[nodes.row], language: Language) -> Iterator[Value]:
    """Yield the cells of columns of weights."""
    for at, heading in enumerate(header.children):
        if isinstance(heading, versus_extra) and heading["role"] is Role.WEIGHT:
            cells = [*_below(at, rows, versus_extra)]
            texts = [text_of([cell]) for cell in cells]
            for cell, reading in zip(cells, values_of(texts, language), strict=True):
                if keys := reading.value and sort_keys([reading], language):
                    cell["value"] = _digits(keys[0][1])
                yield Value(cell, at, reading)


def _sort_of(column: Sequence[Value], language: Language) -> str:
    """Return what readers may sort a column by: values that can be compared, and are not alike."""
    stated = [each.reading for each in column if each.reading.stated]
    if len({each.cell.get("value") for each in column if each.reading.value}) < 2:
        return ""
    if all(isinstance(each.value, Mark) for each in stated):
        return "mark"
    numbers = all(isinstance(each.value, Quantity) for each in stated)
    return "number" if numbers and sort_keys(stated, language) is not None else ""


def _align(column: Sequence[Value], language: Language) -> None:
    """Indent the numbers of a column so that their decimal signs stand below each other."""
    if not _are_numbers(column):
        return
    _add_class(column, "versus-number")
    stated = [each for each in column if each.reading.value]
    if (
        len(
            {each.reading.value.unit for each in stated if isinstance(each.reading.value, Quantity)}
        )
        > 1
    ):
        # One thousandth would stand below a thousand.
        return
    found = [_NUMBER.match(text_of([each.cell])) for each in stated]
    before = [each["before"] if each else "" for each in found]
    if not all(found) or max(map(len, before)) > 2:
        return
    wholes = [each["digits"].partition(language.decimal or ".")[0] for each in found if each]
    if not all(map(_is_as_typed, stated, wholes)):
        return
    alike = len(set(before)) == 1
    widths = [
        _width(whole) + (0 if alike else _width(first))
        for whole, first in zip(wholes, before, strict=True)
    ]
    widest = max(widths)
    if widest - min(widths) <= _WIDEST:
        for value, width in zip(stated, widths, strict=True):
            if width < widest:
                value.cell["classes"].append(f"versus-pad-{widest - width}")


def _is_as_typed(value: Value, whole: str) -> bool:
    """Return whether a number has the digits that are typed, as "5 million" has not."""
    quantity = value.reading.value
    assert isinstance(quantity, Quantity)
    number = quantity.low if quantity.value is None else quantity.value
    return number is not None and len(str(abs(int(number)))) == sum(map(str.isdigit, whole))


def _width(text: str) -> int:
    """Return how wide a text is about, in halves of a digit."""
    return sum(1 if sign in _BETWEEN or sign.isspace() else 2 for sign in text)


def _is_dense(values: Sequence[Value], rows: Sequence[nodes.row]) -> bool:
    """Return whether a table is one of marks, with so few words that a phone can show it whole."""
    stated = [each.reading.value for each in values if each.reading.stated]
    marks = sum(isinstance(each, Mark) for each in stated)
    if 3 * marks < 2 * len(stated) or not marks:
        return False
    others = [cell for row in rows for cell in row.children if isinstance(cell, versus_extra)]
    if any(cell["role"] is Role.NOTES and cell.astext().strip() for cell in others):
        return False
    said: list[nodes.entry] = [each.cell for each in values]
    said += [cell for cell in others if cell["role"] is not Role.GROUP]
    return all(len(" ".join(cell.astext().split())) <= _FEW_LETTERS for cell in said)


def _add_legend(table: nodes.table, legend: Sequence[nodes.Node]) -> None:
    """Put a legend below a table, into the frame around it."""
    below: nodes.Node = table
    frame = table.parent
    while frame is not None and "versus-frame" not in frame["classes"]:
        below, frame = frame, frame.parent
    if frame is not None:
        frame.insert(frame.index(below) + 1, [*legend])


def _digits(exact: Fraction) -> str:
    """Return a number as scripts read it."""
    number = _SHORT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    text = f"{number.normalize(_SHORT):f}" if -7 < number.adjusted() < 21 else f"{number:e}"
    return text.replace("e", "E")
