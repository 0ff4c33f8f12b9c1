"""The directive ``{comparison}``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.characters import mended
from sphinx_versus.grammar.columns import Words
from sphinx_versus.grammar.lookalikes.found import Context
from sphinx_versus.grammar.names import split_sides, versus
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import become, versus_comparison
from sphinx_versus.queries.requests import DotPlot
from sphinx_versus.reading import anchors
from sphinx_versus.reading.cell_values import language_of
from sphinx_versus.reading.opening import Written
from sphinx_versus.reading.reader import read
from sphinx_versus.reading.result import Reading
from sphinx_versus.showing import labels
from sphinx_versus.showing.render import render, titled
from sphinx_versus.site.building import fresh_pages

from .blocks import MarkdownBlock, page_of
from .plots import put_below, rows_of_option

# The options of the directive and what they are for.
OPTIONS = {
    "key": "The id of the comparison, which begins all ids in it; "
    "without it, the id is made of the names of the sides.",
    "title": "The heading of a comparison that is not the page itself.",
    "tags": "Words to find it by, with commas between them.",
    "reviewed": "The day when somebody last checked it, as year-month-day.",
    "was": "Ids that it had before, and pages on which it stood, with spaces or commas between "
    "them; links to them still lead to it.",
    "dot-plot": "Rows that are drawn below their table, with semicolons between them; "
    "without any, all rows that hold quantities.",
}

_MANY = 6
_HOLDERS = (
    nodes.section | nodes.container | nodes.bullet_list | nodes.table | nodes.tgroup | nodes.tbody
)
_WITH_IDS = _HOLDERS | nodes.row | nodes.list_item


class ComparisonDirective(MarkdownBlock):
    """A block that compares two or more sides, written in plain Markdown."""

    name_for_people = "a comparison"
    known = tuple(OPTIONS)

    def read(self) -> list[nodes.Node]:
        """Parse, read, check, store and render the comparison."""
        document = self.state.document
        page = page_of(self.parent)
        argument = self.read_argument(Kind.UNKNOWN_SIDE)
        blocks = self.parse_body()
        for block in blocks:
            if isinstance(block, nodes.rubric):
                anchors.release(document, block)
        reading = read(
            Written(
                argument=argument,
                options=self.options_with_lines(),
                line=self.lineno,
                lines=self.content.data,
                first_line=self.first_line,
                page_title=page[0].astext() if page is not None else "",
                place=self._place(),
                blocks=blocks,
                headings=self.config.versus_headings,
                words=Words(self.config.language or "en", self.config.versus_columns),
                units=language_of(self.config).units,
                parse_inline=self.parse_line,
                taken=anchors.taken(document, page),
                known_options=self.known,
            )
        )
        self.report_reading(reading.notes.problems, reading.notes.lead_ins)
        if not self.stands_in_unclosed and not isinstance(
            self.parent, nodes.section | nodes.document
        ):
            self.report(self._nested())
        # Cards have taken their links out of the document.
        links = [link.docname or link.key for link in reading.notes.others]
        fresh_pages.add_links(self.env, links)
        key = reading.facts["key"]
        reading.facts |= {"was": was} if (was := self.was()) else {}
        self._leave_plot(reading)
        rendered = [_index_entries(reading), *render(reading, self._place())]
        if page is None:
            # The entries stand behind the title, so that a label before the block is the section's.
            section = titled(reading, rendered, self._place())
            rendered = [section]
        else:
            become(page, versus_comparison, **reading.facts)
            anchors.occupy(document, key, page)
            anchors.drop_numbered(document, page)
        holders = [*_with_ids(rendered)]
        for element in holders:
            for id_ in element["ids"]:
                anchors.occupy(document, id_, element)
        whole = rendered[0] if page is None else page
        assert isinstance(whole, nodes.Element)
        anchors.keep_old(document, key, whole, reversed(holders))
        return rendered

    def _leave_plot(self, reading: Reading) -> None:
        """Leave a place for the drawing of rows, below their tables."""
        if "dot-plot" not in self.options_with_lines():
            return
        text, line = self.options_with_lines()["dot-plot"]
        rows, problems = rows_of_option(text, line, reading.notes)
        self.report(*problems)
        if rows or not text:
            plot = DotPlot(tuple(rows) or (reading.notes.key,), line, below=True)
            put_below(reading.blocks, rows, plot)

    def context(self) -> Context:
        """Return what is known of where the texts of the comparison stand."""
        own = self.config.versus_headings.values()
        return dataclasses.replace(
            super().context(),
            names=tuple(split_sides(mended(self.argument))),
            headings=tuple(heading for headings in own for heading in headings),
        )

    def _place(self) -> nodes.Element:
        """Return a node at the place of the block, for what is made here to stand there too."""
        place = nodes.Element()
        place.document, place.source = self.state.document, self.state.document["source"]
        place.line = self.lineno
        return place

    def _nested(self) -> Problem:
        return Problem(
            Kind.NESTED_COMPARISON,
            self.lineno,
            "this comparison stands inside another block; "
            "move it out, so that its headings become part of the page's contents",
        )


def _index_entries(reading: Reading) -> addnodes.index:
    """Return what leads to the comparison in the general index: its sides.

    Nobody looks a claim or a row such as "A piece in full" up by its first word.
    """
    title, names = reading.title, reading.notes.side_names
    entries = [
        # Of many, the title says enough: their names would be listed for each of them.
        (
            name,
            labels.compared_with(versus(others)) if len(others) < _MANY else title,
            reading.notes.key,
        )
        for place, name in enumerate(names)
        for others in [[*names[:place], *names[place + 1 :]]]
    ]
    return index_of(entries)


def index_of(entries: list[tuple[str, str, str]]) -> addnodes.index:
    """Return entries of the general index: what, what of it, and the id that it leads to."""
    # A semicolon parts the two.
    return addnodes.index(
        entries=[
            ("single", f"{_entry(term)}; {_entry(sub)}", anchor, "", None)
            for term, sub, anchor in entries
            if _entry(term) and _entry(sub)
        ]
    )


def _entry(text: str) -> str:
    # Sphinx takes the mark off, and then needs a letter to file the entry under.
    return text.replace(";", ",").strip().lstrip("\N{RIGHT-TO-LEFT MARK}").strip()


def _with_ids(rendered: list[nodes.Node]) -> Iterator[nodes.Element]:
    """Yield what carries an id of ours; below other blocks there is nothing to look for."""
    waiting = list(rendered)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _HOLDERS):
            waiting.extend(node.children)
        if isinstance(node, _WITH_IDS) and node["ids"]:
            yield node
