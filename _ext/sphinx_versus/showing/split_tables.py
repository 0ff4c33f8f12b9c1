"""Tables with more columns than a page has room for, as several tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.site import boundary

# So many columns beside the first one fit on a page that is turned round.
MOST = 6


class SplitTables(boundary.PostTransform):
    """Divide the columns of wide side-by-side tables among several, in print.

    Each has the columns that name its rows; the first one has the ids and the caption.
    """

    formats = ("latex", "typst")
    # Before columns get their widths, and rows their targets.
    default_priority = 590

    def run(self, **kwargs: Any) -> None:
        """Split all tables that are too wide."""
        for table in list(self.document.findall(nodes.table)):
            if "versus-table" in table["classes"]:
                with self.around(table, "the columns of a table"):
                    split(table)


def split(table: nodes.table) -> None:
    """Put several tables in the place of one that is too wide."""
    columns = len([*table.findall(nodes.colspec)])
    repeated = table.get("dimension", 0) + 1
    parts = -(-(columns - repeated) // MOST)
    rows = [*table.findall(nodes.row)]
    if parts < 2 or any(len(row) not in (1, columns) for row in rows):
        return
    bounds = [repeated + (columns - repeated) * part // parts for part in range(parts + 1)]
    table.replace_self(
        [
            _part(table, [*range(repeated), *range(begin, end)], first=begin == repeated)
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
                group[-1] += [_row(row, columns, first) for row in rows.children]
        part += group
    return part


def _row(row: nodes.Node, columns: Sequence[int], first: bool) -> nodes.Element:
    assert isinstance(row, nodes.Element)
    part: nodes.Element = _like(row, first)
    # A cell alone names the rows below it, in each part.
    for place, at in enumerate(columns if len(row) > 1 else [0]):
        cell = row[at]
        assert isinstance(cell, nodes.Element)
        cell = _bare(cell.deepcopy()) if place == at and not first else cell
        if len(row) == 1:
            cell["morecols"] = len(columns) - 1
        part += cell
    return part


def _like(node: nodes.Element, first: bool) -> Any:
    copy = node.copy()
    return copy if first else _without_ids(copy)


def _bare(cell: nodes.Element) -> nodes.Element:
    """Take out of a cell what can stand in a document once: targets, and marks of notes."""
    for node in list(cell.findall(nodes.Element)):
        _without_ids(node)
        if isinstance(node, nodes.target | nodes.footnote_reference) and node.parent is not None:
            node.parent.remove(node)
    return cell


def _without_ids(node: nodes.Element) -> nodes.Element:
    node["ids"], node["names"] = [], []
    return node
