"""What the cells of side-by-side tables are read as: values, beside their prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import NamedTuple

from docutils import nodes
from sphinx.config import Config

from sphinx_versus.grammar.better import read_better
from sphinx_versus.grammar.names import listed
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.values import Language, Reading, language, shows_decimals, values_of
from sphinx_versus.model.facts import Dimension, Run
from sphinx_versus.model.values import Mark, Value
from sphinx_versus.nodes import versus_break, versus_struck
from sphinx_versus.site.trees import NO_WORDS, is_citation, line_of

from .table_rows import is_blank

_LINES = nodes.paragraph | nodes.list_item | nodes.term | nodes.definition | nodes.line
_SINGLE = nodes.entry | nodes.paragraph
# Stands for what can be seen and is no text, and before code: neither begins a value.
_SEEN = "\N{OBJECT REPLACEMENT CHARACTER}"


class Row(NamedTuple):
    """A dimension that has no values yet, and its cells by the places of the sides."""

    dimension: Dimension
    cells: Sequence[Sequence[nodes.Element]]


def language_of(config: Config) -> Language:
    """Return what the cells of a project are read with."""
    return language(config.language or "en", config.versus_marks, config.versus_units)


def with_values(
    rows: Sequence[Row], spoken: Language
) -> tuple[tuple[Dimension, ...], list[Problem]]:
    """Read the cells of a comparison; what is in doubt is a problem of its row."""
    found: list[Dimension] = []
    problems: list[Problem] = []
    for _, table in groupby(rows, key=lambda row: row.dimension.table):
        of_table = [*table]
        texts = [[*map(text_of, row.cells)] for row in of_table]
        readings = [*_readings(of_table, texts, spoken)]
        doubtful = any(each.doubt for row in readings for each in row)
        if doubtful and shows_decimals([text for row in texts for text in row], spoken):
            readings = [*_readings(of_table, texts, spoken, decimals=True)]
        for row, texts_of_row, read in zip(of_table, texts, readings, strict=True):
            found.append(_with_readings(row.dimension, read))
            if doubtful:
                problems += _doubts(row, texts_of_row, read)
    return tuple(found), problems


def _with_readings(row: Dimension, read: Sequence[Reading]) -> Dimension:
    values = tuple([each.value and _plain(each.value) for each in read])
    silent = tuple([place for place, each in enumerate(read) if not each.stated])
    # Most rows are prose, and have no values from the start.
    return replace(row, values=values, not_stated=silent) if silent or any(values) else row


def text_of(cells: Sequence[nodes.Element]) -> str:
    """Return what cells say, as `values_of` takes it: each paragraph is a line."""
    if len(cells) == 1:
        only: nodes.Node = cells[0]
        while len(only.children) == 1 and isinstance(only, _SINGLE):
            only = only.children[0]
        if isinstance(only, nodes.Text):
            # Most cells are nothing but text.
            return only.replace("\n", " ")
    text = "\n".join("".join(_pieces(cell)) for cell in cells)
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(lines) if lines or all(map(is_blank, cells)) else _SEEN


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.replace("\n", " ")
    elif isinstance(node, versus_break):
        yield "\n"
    elif isinstance(node, nodes.image):
        yield node.get("alt", "").replace("\n", " ") or _SEEN
    elif isinstance(node, nodes.superscript):
        raised = Run(node.astext(), "superscript")
        yield raised.plain if raised.plain != raised.text else f"^{raised.text}"
    elif isinstance(node, nodes.subscript):
        yield f"_{node.astext()}"
    elif not is_citation(node) and not isinstance(node, NO_WORDS | nodes.Invisible):
        struck = "~~" if isinstance(node, versus_struck) else ""
        around = "\n" if isinstance(node, _LINES) else struck
        yield around
        yield _SEEN if isinstance(node, nodes.literal | nodes.literal_block) else ""
        for child in node.children:
            yield from _pieces(child)
        yield around


def _readings(
    rows: Sequence[Row], texts: Sequence[list[str]], spoken: Language, *, decimals: bool = False
) -> Iterator[list[Reading]]:
    """Yield what the cells of each row are read as; a row that goes on is read with the others."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].dimension.continues:
            end += 1
        name = rows[at].dimension.name
        cells = [text for row in texts[at:end] for text in row]
        units = [
            unit
            for row in rows[at:end]
            for unit in _units(row.dimension, rows[at].dimension, spoken)
        ]
        read = iter(values_of(cells, spoken, name, units, decimals=decimals))
        for row in texts[at:end]:
            yield [*islice(read, len(row))]
        at = end


def _units(row: Dimension, first: Dimension, spoken: Language) -> Sequence[str]:
    """Return the units of the cells: that of the row, or else that of its heading or a column's."""
    said = (row.unit or first.unit).strip(" ()[]")
    of_row = said or spoken.units.of_heading(read_better(first.name)[0])[1]
    return [of_row] * len(row.cells) if of_row or not row.units else row.units


def _plain(value: Value) -> Value:
    if isinstance(value, Mark) and _SEEN in value.note:
        return Mark(value.kind, " ".join(value.note.replace(_SEEN, "").split()))
    return value


def _doubts(row: Row, texts: Sequence[str], read: Sequence[Reading]) -> Iterator[Problem]:
    places = [place for place, each in enumerate(read) if each.doubt]
    if places:
        first, *others = places
        same = [text for place in others if (text := texts[place]) != texts[first]]
        more = f"; so it is with {listed([*dict.fromkeys(same)], 'and')}" if same else ""
        yield Problem(
            Kind.DOUBTFUL_NUMBER, line_of(row.cells[first][0]), f"{read[first].doubt}{more}"
        )
