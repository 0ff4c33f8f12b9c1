"""The directive ``{comparison}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mocking import MockState
from sphinx.util.docutils import SphinxDirective

import fresh_pages

from . import anchors
from .domain import domain_of
from .log import report
from .problems import Kind, Problem
from .reader import Written, read
from .render import own_section, render

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

_OPTION = re.compile(r"\s*:(?P<name>[a-z]+):")


class ComparisonDirective(SphinxDirective):
    """A block that compares two to six sides, written in plain Markdown."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Parse, read, check, store and render the comparison."""
        if not isinstance(self.state, MockState):
            return self._refuse()
        document = self.state.document
        parent = self.state_machine.node
        page = _page(parent)
        blocks = self.parse_content_to_nodes()
        for block in blocks:
            if isinstance(block, nodes.rubric):
                anchors.release(document, block)
        reading = read(
            Written(
                docname=self.env.docname,
                argument=" ".join(self.arguments),
                options=self._options_with_lines(),
                line=self.lineno,
                lines=list(self.content),
                first_line=self.lineno + self.content_offset + 1,
                page_title=page[0].astext() if page is not None else "",
                blocks=blocks,
                headings=self.config.versus_headings,
                parse_inline=self._parse_inline,
                taken=anchors.taken(document, page),
            )
        )
        for target in reading.released:
            anchors.release_target(document, target)
        report(reading.problems, self.env.docname)
        if not isinstance(parent, nodes.section | nodes.document):
            report([self._nested()], self.env.docname)
        domain_of(self.env).note(reading.comparison)
        # Cards have taken their links out of the document.
        fresh_pages.add_links(
            self.env, [link.docname or link.key for link in reading.comparison.others]
        )
        if page is None:
            rendered: list[nodes.Node] = [own_section(reading, document["source"])]
        else:
            page["versus"] = True
            anchors.occupy(document, reading.comparison.key, page)
            anchors.drop_numbered(document, page)
            rendered = render(reading, document["source"])
        for element in _with_ids(rendered):
            for id_ in element["ids"]:
                anchors.occupy(document, id_, element)
        return rendered

    def _refuse(self) -> list[nodes.Node]:
        problem = Problem(
            Kind.NOT_MARKDOWN,
            self.lineno,
            "a comparison is written in Markdown, and this file is not; "
            "move it to a file that ends in .md",
        )
        report([problem], self.env.docname)
        return [nodes.literal_block(self.block_text, self.block_text, language="none")]

    def _nested(self) -> Problem:
        return Problem(
            Kind.NESTED_COMPARISON,
            self.lineno,
            "this comparison stands inside another block; "
            "move it out, so that its headings become part of the page's contents",
        )

    def _parse_inline(self, text: str, line: int) -> list[nodes.Node]:
        parsed, messages = self.state.inline_text(text, line)
        return [*parsed, *messages]

    def _options_with_lines(self) -> dict[str, tuple[str, int]]:
        texts = list(enumerate(self.block_text.splitlines()))
        lines = {
            found["name"]: self.lineno + number
            # From the end, so that of two that look alike the first one counts.
            for number, text in reversed(texts)
            if (found := _OPTION.match(text))
        }
        return {
            name: (value.strip(), lines.get(name, self.lineno))
            for name, value in self.options.items()
        }


def _with_ids(rendered: list[nodes.Node]) -> Iterator[nodes.Element]:
    """Yield what carries an id of ours; below other blocks there is nothing to look for."""
    waiting = list(rendered)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _HOLDERS):
            waiting.extend(node.children)
        if isinstance(node, _HOLDERS | nodes.row | nodes.list_item) and node["ids"]:
            yield node


def _page(parent: nodes.Element) -> nodes.section | None:
    """Return the page's section if nothing but its title stands before the block."""
    if (
        isinstance(parent, nodes.section)
        and isinstance(parent.parent, nodes.document)
        and next(parent.parent.findall(nodes.section)) is parent
        and all(isinstance(child, nodes.title | nodes.Invisible) for child in parent.children)
    ):
        return parent
    return None
