"""Tables that a block holds as text: what Markdown has made of them, and what is next to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from docutils import nodes

from sphinx_versus.grammar.comments import ROW
from sphinx_versus.grammar.lookalikes.tables import (
    are_rows,
    begins_with_dashes,
    delimiter,
    holds_table,
    is_indented_table,
    lost_tables,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.rawtext import is_pipe_table, pipe_cells, unwrapped
from sphinx_versus.site.trees import is_hidden, line_of

# A heading may have a bar, such as "Tea | Coffee".
_LEAST_OPEN = 2


def drop_comment_rows(blocks: Iterable[nodes.Node], lines: Iterable[str]) -> None:
    """Take the rows out of tables that stand for comments in the lines they are read from."""
    if ROW in "\n".join(lines):
        for row in [row for block in blocks for row in block.findall(nodes.row)]:
            if row.astext().strip() == ROW.strip("|"):
                row.parent.remove(row)


class LostTables:
    """Finds the tables of a block that are text, or end sooner elsewhere.

    ``lines`` are those of the body, the first of them line ``first_line`` of the file;
    ``sides`` are the names of those that are compared.
    """

    def __init__(self, lines: Sequence[str], first_line: int, sides: Sequence[str]) -> None:
        self._lines, self._first_line, self._sides = lines, first_line, sides

    def find(self, siblings: Sequence[nodes.Node]) -> Iterator[Problem]:
        """Yield one problem for each table, in order, however many pieces it is in.

        What stands among comments, or behind a rule that the dashes of a table have
        become, belongs to the table before.
        """
        before: nodes.Node | None = None
        is_lost = False
        for node in siblings:
            if is_hidden(node) or (is_lost and isinstance(node, nodes.transition)):
                continue
            is_more = is_lost and _continues(node, before)
            found = [] if is_more else list(self._in_node(node, before))
            yield from found
            is_lost = is_more or (bool(found) and self._has_bars(node))
            before = node

    def _in_node(self, node: nodes.Node, before: nodes.Node | None) -> Iterator[Problem]:
        match node:
            case nodes.table():
                yield from self._in_table(node)
            case nodes.paragraph() if self._is_torn(node, before):
                yield self._problem(
                    line_of(node),
                    "this row is text, because a blank line parts it from the table above; "
                    "put the row right below that table",
                )
            case nodes.paragraph():
                for found in lost_tables(node.rawsource, self._sides):
                    yield Problem(found.kind, line_of(node) + found.line, found.message)
            case nodes.rubric():
                row = self._line(line_of(node))
                width = len(pipe_cells(row))
                if are_rows(row) or (are_rows(row, row) and width > _LEAST_OPEN and row[0] != "#"):
                    yield self._problem(
                        line_of(node),
                        "the line below has made a heading of this row of a table; "
                        f"write {delimiter(width)} in place of that line",
                    )
            case nodes.literal_block() if is_indented_table(node.rawsource):
                if self._line(line_of(node)).startswith("|"):
                    yield self._problem(
                        line_of(node),
                        "this table is code, because it stands four spaces or more to the right; "
                        "take these spaces out",
                    )
            case nodes.raw() if (at := holds_table(node.astext())) is not None:
                yield self._problem(
                    line_of(node) + at,
                    "this table is text of the HTML above it; put a blank line between them",
                )
            case nodes.Element() if node.children and not isinstance(node, nodes.TextElement):
                yield from self.find(node.children)

    def _in_table(self, table: nodes.table) -> Iterator[Problem]:
        line = line_of(table)
        if not is_pipe_table([self._line(line), self._line(line + 1)], 0):
            return
        at = line - self._first_line
        rows = takewhile(lambda each: "|" in each, self._lines[at:])
        comment = next((number for number, row in enumerate(rows) if ROW in row), None)
        if comment is not None:
            yield self._problem(
                line + comment,
                "this comment stands between the rows of a table, which other viewers of "
                "Markdown end here; put it above or below the table",
            )

    def _is_torn(self, node: nodes.Element, before: nodes.Node | None) -> bool:
        """Return whether rows belong to the pipe table before them."""
        above = self._line(line_of(before)) if isinstance(before, nodes.table) else ""
        return "|" in above and are_rows(node.rawsource, above)

    def _has_bars(self, node: nodes.Node) -> bool:
        return isinstance(node, nodes.paragraph | nodes.rubric) and "|" in self._line(line_of(node))

    def _line(self, line: int) -> str:
        """Return a line of the file without what an item or a quote has in front."""
        at = line - self._first_line
        return unwrapped(self._lines[at]) if 0 <= at < len(self._lines) else ""

    def _problem(self, line: int, message: str) -> Problem:
        return Problem(Kind.NOT_A_TABLE, line, message)


def _continues(node: nodes.Node, before: nodes.Node | None) -> bool:
    """Return whether a node goes on with a table that is told of: rows, or its row of dashes."""
    if not isinstance(node, nodes.paragraph):
        return False
    is_row = isinstance(before, nodes.Element) and "\n" not in before.rawsource
    return are_rows(node.rawsource) or (is_row and begins_with_dashes(node.rawsource))
