"""Pictures, figures and tables."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes

from sphinx_versus.site.book import tables
from sphinx_versus.site.book.assets import UnusableError
from sphinx_versus.site.book.literals import array, string, value

from .base import Writing

# No page is longer, in any unit.
_LONGEST = 100_000

_PICTURES = "give a PNG, JPEG, GIF, WebP, SVG or PDF file that is in the project"


class Media(Writing):
    """Writes pictures, figures and tables."""

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture, or its alternative text where there is no picture."""
        self.mark(node)
        self.anchor(node)
        alt = node.get("alt", "")
        try:
            path = self._picture(node)
        except UnusableError as error:
            self.warn(node, f'the picture "{node.get("uri", "")}" {error}', "image")
            self.add(f"missing-picture({string(alt or node.get('uri', ''))});")
            raise nodes.SkipNode from None
        if not alt:
            self.warn(
                node,
                f'the picture "{node.get("uri", "")}" has no alternative text; '
                "say what it shows for those who cannot see it",
                "alt",
            )
            alt = node.get("uri", "").rpartition("/")[2]
        inline = isinstance(node.parent, nodes.TextElement)
        options = {key: _length(str(node[key])) for key in ("width", "height") if key in node}
        scale = node.get("scale", 100)
        size = "".join(f", {key}: {length}" for key, length in options.items() if length)
        align = node.get("align", "") if not inline else ""
        # The call stands here, so that the compiler tells the place of what it warns of.
        shown = f"image(path, alt: {string(alt)}{size})"
        shown = f"picture-file({string(path)}, {string(alt)}, path => {shown})"
        self.add(
            f"picture({shown}, {value(inline)}, {string(align)}, {value(scale)}, "
            f"{value(bool(size))});"
        )
        if not inline:
            self.add("\n")
        raise nodes.SkipNode

    def _picture(self, node: nodes.image) -> str:
        uri = node.get("uri", "")
        if uri not in self.builder.images:
            raise UnusableError(f"cannot be shown; {_PICTURES}")
        source = Path(self.builder.srcdir, uri)
        return self.book.assets.picture(uri, source, self.place(node))

    def visit_figure(self, node: nodes.figure) -> None:
        """Write a picture with its caption."""
        self.mark(node)
        self.anchor(node)
        caption = [c for c in node.children if isinstance(c, nodes.caption)]
        legend = [c for c in node.children if isinstance(c, nodes.legend)]
        rest = [c for c in node.children if c not in caption and c not in legend]
        text = self.capture(c for t in caption for c in t.children) if caption else "none"
        self.add(
            f'captioned("image", {self.figure_number(node, "figure")}, {text}, '
            f"{self.capture(rest)}, legend: {self.capture(legend)});\n"
        )
        raise nodes.SkipNode

    visit_legend = Writing.nothing
    depart_legend = Writing.nothing

    def visit_caption(self, node: nodes.caption) -> None:
        """Write a caption that stands alone."""
        self.wrap(node, "rubric")

    depart_caption = Writing.close

    def visit_table(self, node: nodes.table) -> None:
        """Write a table."""
        self.mark(node)
        self.add(f"book-table({self.table(node)});\n")
        raise nodes.SkipNode

    def table(self, node: nodes.table) -> str:
        """Return what a table is made of, as a dictionary."""
        caption = next((c for c in node.children if isinstance(c, nodes.title)), None)
        shape = tables.shape_of(node, self.room)
        # The head comes again on each page: no label may stand in it.
        targets = self.targets(node)
        for thead in node.findall(nodes.thead):
            for part in thead.findall(nodes.Element):
                targets += self.targets(part)
        around, self.head_notes = self.head_notes, {}
        self.in_head += 1
        head = [self._table_cell(cell, shape) for cell in shape.head]
        self.in_head -= 1
        notes, self.head_notes = list(self.head_notes.values()), around
        body = [self._table_cell(cell, shape) for cell in shape.body]
        text = self.capture(caption.children) if caption is not None else "none"
        whole, first, last = shape.kept()
        return (
            f"(classes: {value(node['classes'])}, "
            f"label: {self.book.links.label(targets)}, "
            f"number: {self.figure_number(node, 'table')}, caption: {text}, "
            f"columns: {value(shape.widths)}, natural: {value(shape.natural)}, "
            f"head: {array(head)}, head-rows: {shape.head_rows}, body: {array(body)}, "
            f"notes: {array(notes)}, first: {first}, last: {last}, "
            f"whole: {value([shape.head_rows + row for row in sorted(whole)])})"
        )

    def _table_cell(self, cell: tables.Cell, shape: tables.Shape) -> str:
        """Return a cell as a dictionary; the first of a row has the row's anchor."""
        entry = cell.entry
        row = entry.parent
        assert isinstance(row, nodes.row)
        content = self.cell(entry, shape.room(cell) / self.room)
        if row["ids"] and row[0] is entry and not self.in_head:
            content = f"{{{self.book.links.anchor(self.targets(row))}{content}}}"
        return (
            f"(body: {content}, x: {cell.column}, y: {cell.row}, "
            f"colspan: {cell.columns}, rowspan: {cell.rows}, letters: {tables.letters(entry)}, "
            f"classes: {value([*row['classes'], *entry['classes']])}, stub: {value(cell.stub)})"
        )

    visit_tabular_col_spec = Writing.skip


def _length(text: str) -> str:
    """Return a length of docutils in Typst's units, or nothing if it has none."""
    found = re.fullmatch(r"(\d++(?:\.\d*)?|\.\d+)\s*(px|pt|cm|mm|in|em|%|)", text.strip())
    if found is None:
        return ""
    number, unit = float(found[1]), found[2]
    if not 0 < number < _LONGEST:
        return ""
    # A pixel is a 96th of an inch, as in CSS.
    return f"{number * 0.75:g}pt" if unit in ("px", "") else f"{number:g}{unit}"
