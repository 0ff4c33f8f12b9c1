"""What is said of rows, where it reads best: groups above them, notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.columns import Role
from sphinx_versus.nodes import versus_extra, versus_group, versus_notes, versus_table
from sphinx_versus.reading.table_rows import is_blank
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import fill, plain_text, walk_blocks

# What can have a cell below several others; elsewhere notes stay a column.
_SPANNING = frozenset({"html", "latex", "text", "typst"})


class ArrangeRows(boundary.PostTransform):
    """Have rows say what a column says of others, so that the first column names the rows.

    A column of groups becomes headings above the rows, one of notes lines below them. The
    facts have been collected from the columns before.
    """

    # Before wide tables are divided (585).
    default_priority = 580

    def run(self, **kwargs: Any) -> None:
        """Arrange all side-by-side tables."""
        for table in list(walk_blocks(self.document)):
            if isinstance(table, versus_table):
                with self.around(table, "the rows of a table"):
                    arrange(table, notes=self.app.builder.format in _SPANNING)


class SpanRows(boundary.PostTransform):
    """Have the name of a row reach over what belongs to it: notes, and rows that go on with it.

    In HTML each row keeps its own cells, which scripts sort and hide.
    """

    formats = ("latex", "text", "typst")
    # When wide tables have been divided (585).
    default_priority = 590

    def run(self, **kwargs: Any) -> None:
        """Merge the first cells of all side-by-side tables."""
        for table in list(walk_blocks(self.document)):
            if isinstance(table, versus_table):
                with self.around(table, "the rows of a table"):
                    span(table)


def rows_of(table: nodes.table) -> list[nodes.row]:
    """Return the rows of a table, its header first."""
    parts = [part for group in table.children if isinstance(group, nodes.tgroup) for part in group]
    return [row for part in parts for row in part.children if isinstance(row, nodes.row)]


def moved(rows: Sequence[nodes.Element]) -> tuple[list[int], list[int]]:
    """Return the columns of groups and those of notes that become rows: all that say something."""
    header, *body = rows
    places: dict[Role, list[int]] = {Role.GROUP: [], Role.NOTES: []}
    for at, cell in enumerate(header.children):
        role = cell["role"] if isinstance(cell, versus_extra) else Role.UNKNOWN
        if role in places and not all(is_blank(row[at]) for row in body if at < len(row)):
            places[role].append(at)
    return places[Role.GROUP], places[Role.NOTES]


def arrange(table: versus_table, *, notes: bool) -> None:
    """Make rows of the columns of groups, and of those of notes if wanted."""
    header, *body = rows = rows_of(table)
    first = table.get("dimension", 0)
    groups, below = moved(rows)
    below = below if notes else []
    if not (groups or below or first) or any(len(row) not in (1, len(header)) for row in rows):
        return
    rest = [at for at in range(len(header)) if at not in (first, *groups, *below)]
    # What counts the rows stands before their names.
    numbers = [at for at in rest if at < first and type(header[at]) is nodes.entry]
    kept = [first, *(at for at in rest if at not in numbers)]
    labels = {at: _cells(header)[at] for at in below}
    said: dict[int, str] = {}
    arranged: list[nodes.Node] = []
    for row in body:
        if isinstance(row, versus_group):
            _cells(row)[0]["morecols"] = len(kept) - 1
            said = {}
            arranged.append(row)
            continue
        arranged += _groups(row, groups, said, len(kept))
        noted = _notes(row, labels, len(kept))
        _keep(row, kept, numbers)
        if noted and all(map(is_blank, row.children)):
            noted[0]["ids"] = row["ids"]
        else:
            arranged.append(row)
        arranged += noted
    for row in body[:1]:
        fill(row.parent, arranged)
    for at in reversed(groups):
        _put_before(header[first], header[at], " / ")
    _keep(header, kept, numbers)
    _keep_widths(table, kept)
    table.attributes.pop("dimension", None)


def _groups(
    row: nodes.Element, groups: Sequence[int], said: dict[int, str], width: int
) -> Iterator[versus_group]:
    """Yield the headings of a row; ``said`` is what the columns of groups have said last."""
    for at in groups:
        cell = _cells(row)[at]
        text = plain_text(cell)
        again = said.get(at) == text and not any(node["ids"] for node in _elements(cell))
        if is_blank(cell) or again:
            continue
        for inner in groups[groups.index(at) :]:
            said.pop(inner, None)
        said[at] = text
        yield versus_group("", _spanning(cell.children, cell, width), classes=["versus-group"])


def _notes(row: nodes.Element, labels: dict[int, nodes.Element], width: int) -> list[versus_notes]:
    """Return what the columns of notes say of a row, if anything; ``labels`` are their headings."""
    said: list[nodes.Node] = []
    for at, heading in labels.items():
        cell = _cells(row)[at]
        if is_blank(cell):
            continue
        labels[at] = bare(heading.deepcopy())
        inside = [each for block in heading.children for each in block.children]
        label = nodes.inline("", "", *inside, nodes.Text(":"), classes=["versus-notes-label"])
        if isinstance(text := cell[0], nodes.paragraph):
            fill(text, [label, nodes.Text(" "), *text.children])
        else:
            said.append(nodes.paragraph("", "", label))
        said += cell.children
    if not said:
        return []
    cell = _spanning(said, row, width)
    return [versus_notes("", cell, classes=["versus-notes"], part_of=row["anchor"])]


def _spanning(children: Sequence[nodes.Node], like: nodes.Element, width: int) -> nodes.entry:
    cell = nodes.entry("", *children, morecols=width - 1)
    cell.source, cell.line = like.source, like.line
    return cell


def _keep(row: nodes.Element, kept: Sequence[int], numbers: Sequence[int]) -> None:
    for at in reversed(numbers):
        _put_before(row[kept[0]], row[at], " ")
    fill(row, [row[at] for at in kept])


def _put_before(cell: nodes.Node, other: nodes.Node, between: str) -> None:
    """Put what another cell says before what a cell does, on one line where both are texts."""
    assert isinstance(cell, nodes.Element)
    if is_blank(other):
        return
    blocks = [*other.children, *(() if is_blank(cell) else cell.children)]
    if len(blocks) == 2 and all(isinstance(block, nodes.paragraph) for block in blocks):
        before, text = blocks
        blocks = [text]
        fill(text, [*before.children, nodes.Text(between), *text.children])
    fill(cell, blocks)


def _keep_widths(table: nodes.table, kept: Sequence[int]) -> None:
    """Share the room of the columns that are gone among the others."""
    group = table[-1]
    assert isinstance(group, nodes.tgroup)
    colspecs = [node for node in group.children if isinstance(node, nodes.colspec)]
    stay = [colspecs[at] for at in kept]
    before, after = (sum(each.get("colwidth", 0) for each in some) for some in (colspecs, stay))
    for colspec in stay if after else ():
        colspec["colwidth"] = round(colspec["colwidth"] * before / after)
    group["cols"] = len(kept)
    fill(group, [*stay, *(node for node in group.children if node not in colspecs)])


def span(table: nodes.table) -> None:
    """Have the first cell of each row reach over the rows that belong to it."""
    head: nodes.Element | None = None
    for row in rows_of(table)[1:]:
        first = row[0]
        assert isinstance(first, nodes.entry)
        if head is not None and isinstance(row, versus_notes):
            first["morecols"] -= 1
        elif head is not None and "versus-continued" in row["classes"] and is_blank(first):
            row.remove(first)
        else:
            head = None if isinstance(row, versus_group | versus_notes) else first
            continue
        head["morerows"] = head.get("morerows", 0) + 1


def bare(cell: nodes.Element) -> nodes.Element:
    """Take out of a copy what can stand in a document once: targets, and marks of notes."""
    for node in _elements(cell):
        without_ids(node)
        if isinstance(node, nodes.target | nodes.footnote_reference) and node.parent is not None:
            node.parent.remove(node)
    return cell


def without_ids(node: nodes.Element) -> nodes.Element:
    """Take its ids and names from a node."""
    node["ids"], node["names"] = [], []
    return node


def _cells(row: nodes.Element) -> list[nodes.Element]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _elements(node: nodes.Element) -> list[nodes.Element]:
    return [*node.findall(nodes.Element)]
