"""Cells that span others, for a builder that knows none."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.site import boundary


class PlainCells(boundary.PostTransform):
    """Put empty cells where one spans others; manual pages would warn of it, and lose the place."""

    formats = ("man",)
    default_priority = 590

    def run(self, **kwargs: object) -> None:
        """Mend all tables."""
        for table in list(self.document.findall(nodes.table)):
            with self.around(table, "the cells of a table"):
                _unspan(table)


def _unspan(table: nodes.table) -> None:
    for part in table.findall(lambda node: isinstance(node, nodes.thead | nodes.tbody)):
        # How many rows below a column is spanned for.
        waiting: dict[int, int] = {}
        assert isinstance(part, nodes.Element)
        for row in part.children:
            assert isinstance(row, nodes.row)
            cells: list[nodes.Node] = []
            for cell in row.children:
                assert isinstance(cell, nodes.entry)
                _fill(cells, waiting)
                more = cell.attributes.pop("morerows", 0)
                for _ in range(cell.attributes.pop("morecols", 0) + 1):
                    waiting[len(cells)] = more
                    cells.append(cell)
                    cell = nodes.entry()
            _fill(cells, waiting)
            row.children = []
            row += cells


def _fill(cells: list[nodes.Node], waiting: dict[int, int]) -> None:
    while waiting.get(len(cells), 0):
        waiting[len(cells)] -= 1
        cells.append(nodes.entry())
