"""Tables in HTML become nodes, as those in Markdown do.

Markdown leaves HTML alone, and ends it at a blank line, after which there is Markdown
again: so a table is made of all that stands between its tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from docutils import nodes

from sphinx_versus.grammar.html_table import (
    TABLE,
    Cell,
    HtmlTable,
    Piece,
    Row,
    read_html_table,
)
from sphinx_versus.grammar.names import match
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import versus_dropped
from sphinx_versus.site.trees import fill, is_hidden, place_with, plain_text, walk

_NO_TABLE = re.compile(r"\s*+<(?:script|style|pre|textarea)\b", re.IGNORECASE)
# Turns the Markdown text of a line into inline nodes.
Parse = Callable[[str, int], list[nodes.Node]]

# Narrower columns stop the text builder of some releases.
_WIDTH, _LEAST_WIDTH = 100, 10


def html_tables(blocks: list[nodes.Node], sides: Sequence[str], parse: Parse) -> Iterator[Problem]:
    """Make nodes of the tables that parsed blocks hold in HTML, and yield what is wrong in them.

    ``sides`` are the names of those that are compared.
    """
    waiting = [blocks]
    while waiting:
        siblings = waiting.pop()
        if any(_begins_table(node) for node in siblings):
            parent = siblings[0].parent
            made = _Siblings(siblings, sides, parse)
            siblings[:] = made.read()
            if siblings is not blocks and isinstance(parent, nodes.Element):
                fill(parent, [*siblings])
                siblings = parent.children
            yield from made.problems
        waiting += [
            node.children
            for node in siblings
            if isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement)
        ]


def _begins_table(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.raw)
        and node["format"] == "html"
        and TABLE.search(node.astext()) is not None
        and not is_hidden(node)
        and not _NO_TABLE.match(node.astext())
    )


def _html_of(node: nodes.Node) -> str | None:
    """Return the HTML of a node, which after a blank line may have become code."""
    text = node.astext() if isinstance(node, nodes.raw | nodes.literal_block) else ""
    is_html = isinstance(node, nodes.raw) or text.lstrip().startswith(("<t", "</t", "<T", "</T"))
    return text if is_html else None


class _Siblings:
    """Nodes next to each other, among which tables are in HTML."""

    def __init__(self, siblings: Sequence[nodes.Node], sides: Sequence[str], parse: Parse) -> None:
        self._waiting, self._sides, self._parse = [*siblings], sides, parse
        self.problems: list[Problem] = []

    def read(self) -> list[nodes.Node]:
        """Return the nodes, with tables in place of their HTML."""
        done: list[nodes.Node] = []
        while self._waiting:
            node = self._waiting[0]
            done += self._table() if _begins_table(node) else [self._waiting.pop(0)]
        return done

    def _table(self) -> list[nodes.Node]:
        """Take a table off the nodes, with what stands before it."""
        first = self._waiting[0]
        text = first.astext()
        begin = TABLE.search(text)
        assert begin
        before = text[: begin.start()]
        line = (first.line or 0) + before.count("\n")
        found = read_html_table(self._parts(line, text[begin.start() :]))
        taken, self._waiting = self._waiting[: found.parts], self._waiting[found.parts :]
        if not found.is_closed:
            self._problem(line, "this table is not closed; write </table> below its last row")
        done: list[nodes.Node] = []
        if before.strip():
            done.append(_raw(before, first, first.line or 0))
        done += self._nodes(found.table, taken)
        if rest := found.rest.strip():
            last = taken[-1]
            line = (last.line or 0) + last.astext().strip().count("\n") - rest.count("\n")
            done += self._rest(rest, first, line)
        return done

    def _rest(self, text: str, first: nodes.Node, line: int) -> list[nodes.Node]:
        """Take up what follows a table, of which Markdown has read nothing."""
        if not text.startswith("<"):
            self.problems.append(
                Problem(
                    Kind.TEXT_IN_TABLE,
                    line,
                    f'the line "{text.splitlines()[0]}" is a part of the HTML above it, '
                    "in which Markdown is not read; put a blank line between them",
                )
            )
        if "<" not in text:
            words = " ".join(text.split())
            paragraph = nodes.paragraph(words, "", nodes.Text(html.unescape(words)))
            paragraph.line, paragraph.source = line, first.source
            place_with(paragraph, first)
            return [paragraph]
        self._waiting.insert(0, _raw(text, first, line))
        return []

    def _parts(self, line: int, text: str) -> Iterator[tuple[int, str | None]]:
        """Yield what may belong to the table that begins with a text, up to a heading."""
        yield line, text
        for node in islice(self._waiting, 1, None):
            if isinstance(node, nodes.rubric):
                return
            yield node.line or 0, _html_of(node)

    def _nodes(self, table: HtmlTable, taken: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return a table as nodes, between what stood around its cells."""
        maker = _Maker(table, taken, self._parse)
        if not maker.columns:
            # It has no cells, and shows what else it holds.
            caption = maker.blocks(table.caption) if table.caption else []
            return [*maker.blocks(table.stray), *caption, *self._inner(table, taken)]
        node = maker.table()
        header = maker.header
        names = [plain_text(entry) for entry in header.children[1:]] if header is not None else []
        hits = [match(name, self._sides) for name in names] if self._sides else []
        is_read = any(hit and hit.exact for hit in hits)
        whole: nodes.Node = node
        if maker.spanning is not None and is_read:
            # The table is none that is read, and has been told of.
            whole = nodes.container("", node)
            self._problem(
                maker.spanning.line,
                "this cell spans others, so the table is shown and none of its cells is read; "
                "give each row a cell for each column",
            )
        elif is_read:
            for row, count in maker.ragged:
                self.problems.append(
                    Problem(
                        Kind.RAGGED_ROW,
                        row.line,
                        f"this row has {count} cells, its table has {maker.columns} columns"
                        + (
                            "; what is too much is shown below the table"
                            if count > maker.columns
                            else "; an empty cell is written <td></td>"
                        ),
                    )
                )
        return [*maker.blocks(table.stray), whole, *maker.below, *self._inner(table, taken)]

    def _inner(self, table: HtmlTable, taken: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
        for inner in table.inner:
            self._problem(
                inner.line,
                "this table stands in a cell of another one; it is shown below that, "
                "because a cell can hold text, lists and images only",
            )
            yield from self._nodes(inner, taken)

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(Kind.NOT_A_TABLE, line, message))


class _Maker:
    """Makes the nodes of one table; ``taken`` are the nodes that its parts were."""

    def __init__(self, table: HtmlTable, taken: Sequence[nodes.Node], parse: Parse) -> None:
        self._table, self._taken, self._parse = table, taken, parse
        self.header: nodes.row | None = None
        self.below: list[nodes.Node] = []
        self.ragged: list[tuple[Row, int]] = []
        rows = [row for row in table.rows if row.cells]
        self._head = [row for row in rows if row.in_head]
        if not self._head and rows and all(cell.is_header for cell in rows[0].cells):
            self._head = rows[:1]
        self._body = [row for row in rows if row not in self._head]
        widths = [sum(cell.across for cell in row.cells) for row in self._head or rows]
        self.columns = max(widths, default=0)
        for row in rows:
            if len(row.cells) == 1 and row.cells[0].across >= self.columns > 1:
                # The heading of a group of rows.
                row.cells = [row.cells[0], *(Cell(row.line) for _ in range(self.columns - 1))]
                row.cells[0].across = 1
        cells = (cell for row in rows for cell in row.cells)
        self.spanning = next((cell for cell in cells if cell.across > 1 or cell.down > 1), None)

    def table(self) -> nodes.table:
        """Return the table."""
        columns = self.columns
        width = max(_WIDTH // columns, _LEAST_WIDTH)
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for _ in range(columns)))
        group["cols"] = columns
        table = nodes.table("", classes=["colwidths-auto"])
        caption = self._table.caption
        if caption and (inside := [*self._inside_caption(caption)]):
            table += nodes.title("", "", *inside)
        table += group
        for kind, rows in ((nodes.thead, self._head), (nodes.tbody, self._body)):
            if rows:
                group += kind("", *self._rows(rows))
        self.header = next(iter(table.findall(nodes.row)), None)
        first = self._taken[0]
        for node in walk(table):
            node.line = node.line or self._table.line
            node.source = node.source or first.source
        place_with(table, first)
        return table

    def _inside_caption(self, caption: Cell) -> Iterator[nodes.Node]:
        for block in self.blocks(caption):
            if isinstance(block, nodes.paragraph):
                yield from block.children

    def _rows(self, rows: Sequence[Row]) -> Iterator[nodes.row]:
        # How many rows more the cell above takes, in each column.
        taken = [0] * self.columns
        for number, row in enumerate(rows):
            made = nodes.row()
            free = [column for column in range(self.columns) if not taken[column]]
            taken = [max(left - 1, 0) for left in taken]
            count = sum(cell.across for cell in row.cells)
            if count != len(free):
                self.ragged.append((row, count + self.columns - len(free)))
            for cell in row.cells:
                if not free:
                    self._too_much(cell, made)
                    continue
                at = free[0]
                across = next(
                    (n for n in range(cell.across) if free[n : n + 1] != [at + n]), cell.across
                )
                down = min(cell.down, len(rows) - number)
                free = free[across:]
                taken[at : at + across] = [down - 1] * across
                made += self._entry(cell, across, down)
            made += [nodes.entry("", nodes.paragraph()) for _ in free]
            for node in walk(made):
                node.line = node.line or row.line
            yield made

    def _entry(self, cell: Cell, across: int, down: int) -> nodes.entry:
        entry = nodes.entry("", *(self.blocks(cell) or [nodes.paragraph()]))
        if across > 1:
            entry["morecols"] = across - 1
        if down > 1:
            entry["morerows"] = down - 1
        entry.line = cell.line
        for node in walk(entry):
            node.line = node.line or cell.line
        return entry

    def _too_much(self, cell: Cell, row: nodes.row) -> None:
        for block in self.blocks(cell):
            if isinstance(block, nodes.paragraph):
                name = nodes.strong("", f"{plain_text(row[0])}: ")
                block = versus_dropped(block.rawsource, "", name, *block.children)
            self.below.append(block)

    def blocks(self, cell: Cell) -> list[nodes.Node]:
        """Return what a cell holds as nodes."""
        done: list[nodes.Node] = []
        for part in cell.content:
            if isinstance(part, int):
                done.append(self._taken[part])
            elif part.markdown:
                self._add(part, done)
        return done

    def _add(self, piece: Piece, done: list[nodes.Node]) -> None:
        text = piece.markdown
        paragraph = nodes.paragraph(text, "", *self._parse(text, piece.line))
        paragraph.line, paragraph.source = piece.line, self._taken[0].source
        place_with(paragraph, self._taken[0])
        if not piece.is_item:
            done.append(paragraph)
            return
        if not done or not isinstance(done[-1], nodes.bullet_list):
            done.append(nodes.bullet_list("", bullet="-"))
        items = done[-1]
        assert isinstance(items, nodes.bullet_list)
        items += nodes.list_item("", paragraph)


def _raw(text: str, like: nodes.Node, line: int) -> nodes.raw:
    node = nodes.raw("", text.strip("\n"), format="html")
    node.source, node.line = like.source, line
    place_with(node, like)
    return node
