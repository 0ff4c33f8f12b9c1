"""The directive ``{comparison}``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes

from sphinx_versus.grammar.names import versus
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Comparison
from sphinx_versus.queries.requests import Listed, requests_of
from sphinx_versus.reading import anchors
from sphinx_versus.reading.reader import Written, read
from sphinx_versus.showing import labels
from sphinx_versus.showing.render import own_section, render
from sphinx_versus.site.building import fresh_pages

from .blocks import MarkdownBlock, Options, page_of

# The options of the directive and what they are for.
OPTIONS = {
    "key": "The id of the comparison, which begins all ids in it; "
    "without it, the id is made of the names of the sides.",
    "title": "The heading of a comparison that is not the page itself.",
    "tags": "Words to find it by, with commas between them.",
    "reviewed": "The day when somebody last checked it, as year-month-day.",
}

_HOLDERS = (
    nodes.section | nodes.container | nodes.bullet_list | nodes.table | nodes.tgroup | nodes.tbody
)
_WITH_IDS = _HOLDERS | nodes.row | nodes.list_item


class ComparisonDirective(MarkdownBlock):
    """A block that compares two to six sides, written in plain Markdown."""

    name_for_people = "a comparison"
    option_spec: ClassVar = Options.fromkeys(OPTIONS, directives.unchanged)

    def read(self) -> list[nodes.Node]:
        """Parse, read, check, store and render the comparison."""
        document = self.state.document
        page = page_of(self.parent)
        blocks = self.parse_body()
        for block in blocks:
            if isinstance(block, nodes.rubric):
                anchors.release(document, block)
        reading = read(
            Written(
                docname=self.env.docname,
                argument=" ".join(self.arguments),
                options=self.options_with_lines(),
                line=self.lineno,
                lines=self.content.data,
                first_line=self.first_line,
                page_title=page[0].astext() if page is not None else "",
                blocks=blocks,
                headings=self.config.versus_headings,
                parse_inline=self.parse_line,
                taken=anchors.taken(document, page),
            )
        )
        comparison = reading.comparison
        self.report(*reading.problems)
        if not isinstance(self.parent, nodes.section | nodes.document):
            self.report(self._nested())
        self.domain.note(comparison, self.env.docname)
        # Cards have taken their links out of the document.
        fresh_pages.add_links(self.env, [link.docname or link.key for link in comparison.others])
        entries = _index_entries(comparison)
        if page is None:
            section = own_section(reading, document["source"])
            # Behind the title, so that a label before the block is one of the section.
            section.insert(1, entries)
            rendered: list[nodes.Node] = [section]
        else:
            page["versus"] = True
            anchors.occupy(document, comparison.key, page)
            anchors.drop_numbered(document, page)
            rendered = [entries, *render(reading, document["source"])]
        for element in _with_ids(rendered):
            for id_ in element["ids"]:
                anchors.occupy(document, id_, element)
        for request in requests_of(comparison):
            self.domain.note(request, self.env.docname)
        return rendered

    def _nested(self) -> Problem:
        return Problem(
            Kind.NESTED_COMPARISON,
            self.lineno,
            "this comparison stands inside another block; "
            "move it out, so that its headings become part of the page's contents",
        )


def _index_entries(comparison: Comparison) -> addnodes.index:
    """Return what leads to the comparison, its rows and its claims in the general index."""
    names = [side.name for side in comparison.sides]
    entries = [
        (name, labels.compared_with(versus([*names[:place], *names[place + 1 :]])), comparison.key)
        for place, name in enumerate(names)
    ]
    entries += [(row.name, comparison.title, row.anchor) for row in comparison.dimensions]
    entries += [
        (labels.listed(Listed.CLAIMS), claim.text, claim.anchor) for claim in comparison.claims
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
