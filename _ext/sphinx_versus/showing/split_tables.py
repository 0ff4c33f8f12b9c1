"""Tables with more columns than a page has room for, as several tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.nodes import versus_notes
from sphinx_versus.site import boundary

from .rows import bare, rows_of, without_ids

# So many columns beside the first one fit on a page.
MOST = 5
# On one that is turned round.
MOST_TURNED = 6


class SplitTables(boundary.PostTransform):
    """Divide the columns of wide side-by-side tables among several, in books.

    Each has the column that names its rows, and the groups; the first one has the notes,
    the ids and the caption.
    """

    formats = ("latex", "typst")
    # When the rows are arranged (580), and before they are merged (590), columns get their
    # widths, and rows their targets.
    default_priority = 585

    def is_supported(self) -> bool:
        """Say whether the builder makes a book; a page of an EPUB does not scroll either."""
        return self.app.builder.name == "epub" or super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Split all tables that are too wide."""
        most = MOST_TURNED if self.app.builder.format == "typst" else MOST
        for table in list(self.document.findall(nodes.table)):
            if "versus-table" in table["classes"]:
                with self.around(table, "the columns of a table"):
                    split(table, most)


def split(table: nodes.table, most: int = MOST) -> None:
    """Put several tables in the place of one that has more than ``most`` columns.

    None of them needs to be turned round.
    """
    columns = len([*table.findall(nodes.colspec)])
    rows = rows_of(table)
    if columns - 1 <= most or any(len(row) not in (1, columns) for row in rows):
        return
    parts = -(-(columns - 1) // MOST)
    bounds = [1 + (columns - 1) * part // parts for part in range(parts + 1)]
    table.replace_self(
        [
            _part(table, [0, *range(begin, end)], first=begin == 1)
            for begin, end in itertools.pairwise(bounds)
        ]
    )


def _part(table: nodes.table, columns: Sequence[int], *, first: bool) -> nodes.table:
    """Return a table of some columns of another one, which gives its cells away."""
    part: nodes.table = _like(table, first)
    for child in table.children:
        if not isinstance(child, nodes.tgroup):
            if first:
                part += child
            continue
        group = _like(child, first)
        group["cols"] = len(columns)
        colspecs = [spec for spec in child.children if isinstance(spec, nodes.colspec)]
        group += [colspecs[at].copy() for at in columns]
        for rows in child.children:
            if isinstance(rows, nodes.thead | nodes.tbody):
                group += _like(rows, first)
                group[-1] += [
                    _row(row, columns, first)
                    for row in rows.children
                    if first or not isinstance(row, versus_notes)
                ]
        part += group
    return part


def _row(row: nodes.Node, columns: Sequence[int], first: bool) -> nodes.Element:
    assert isinstance(row, nodes.Element)
    part: nodes.Element = _like(row, first)
    # A cell alone names the rows below it, in each part, or says something of the one above.
    for place, at in enumerate(columns if len(row) > 1 else [0]):
        cell = row[at]
        assert isinstance(cell, nodes.Element)
        cell = bare(cell.deepcopy()) if place == at and not first else cell
        if len(row) == 1:
            cell["morecols"] = len(columns) - 1
        part += cell
    return part


def _like(node: nodes.Element, first: bool) -> Any:
    copy = node.copy()
    return copy if first else without_ids(copy)
