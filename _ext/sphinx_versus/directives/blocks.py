"""What the directives share whose body is the extension's own Markdown."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mocking import MockState

from sphinx_versus.grammar.names import listed, nearest
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.reading import anchors, myst
from sphinx_versus.reading.markup import OURS, read_tags
from sphinx_versus.reading.report import report
from sphinx_versus.reading.unread import unread
from sphinx_versus.site import boundary
from sphinx_versus.site.compat import names_apart
from sphinx_versus.site.trees import is_hidden

_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):")


def _is_told_inside(node: nodes.Node) -> bool:
    """Return whether a node is a message of the parser within a line."""
    return isinstance(node, nodes.system_message) and isinstance(node.parent, nodes.TextElement)


class Options(dict[str, Callable[[str], Any]]):
    """The options that a block knows; it is told of others too, so that it can name their line."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        """Take any text."""
        return directives.unchanged


class Block(boundary.Directive):
    """A directive of ours: where it stands, what it says, and whom it tells."""

    optional_arguments = 1
    final_argument_whitespace = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Report options that are not known, and leave them out."""
        super().__init__(*args, **kwargs)
        self.env.current_document[OURS] = True
        known = self.option_spec or {}
        unknown = {
            name: line for name, (_, line) in self.options_with_lines().items() if name not in known
        }
        for name, line in unknown.items():
            del self.options[name]
            near = nearest(name, known)
            hint = f'did you mean "{near}"?' if near else f"it knows {listed(known)}"
            self.report(
                Problem(Kind.UNKNOWN_OPTION, line, f'the option "{name}" is not known; {hint}')
            )

    def report(self, *problems: Problem) -> None:
        """Report problems of the document being read."""
        report(problems, self.env.docname)

    @property
    def argument(self) -> str:
        """What stands behind the name of the directive, on one line."""
        return " ".join(" ".join(self.arguments).split())

    def options_with_lines(self) -> dict[str, tuple[str, int]]:
        """Return the text of each option with its line."""
        texts = self.block_text.splitlines()
        before_body = list(enumerate(texts[: len(texts) - len(self.content)]))
        lines = {
            found["name"]: self.lineno + number
            # From the end, so that of two that look alike the first one counts.
            for number, text in reversed(before_body)
            if (found := _OPTION.match(text))
        }
        return {
            # MyST 4 leaves the options out of the text, but keeps their order.
            name: ((value or "").strip(), lines.get(name, self.lineno + place))
            for place, (name, value) in enumerate(self.options.items(), start=1)
        }


class MarkdownBlock(Block, ABC):
    """A directive whose body is Markdown with a grammar of ours."""

    has_content = True
    name_for_people: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Read the block, or say that it stands in the wrong kind of file."""
        if isinstance(self.state, MockState):
            with names_apart(self.state.document):
                return self.read()
        problem = Problem(
            Kind.NOT_MARKDOWN,
            self.lineno,
            f"{self.name_for_people} is written in Markdown, and this file is not; "
            "move it to a file that ends in .md",
        )
        self.report(problem)
        return [nodes.literal_block(self.block_text, self.block_text, language="none")]

    @abstractmethod
    def read(self) -> list[nodes.Node]:
        """Return what stands at the place of the block."""

    @property
    def first_line(self) -> int:
        """The line of the file that the body begins at."""
        return self.lineno + self.content_offset + 1

    @property
    def parent(self) -> nodes.Element:
        """What the block stands in."""
        parent = self.state_machine.node
        assert isinstance(parent, nodes.Element)
        return parent

    def parse_body(self) -> list[nodes.Node]:
        """Parse the body; headings come as rubrics."""
        blocks = self.parse_content_to_nodes()
        if blocks and isinstance(blocks[0].parent, nodes.Element):
            # What they were parsed into is to be gone with the last of them.
            blocks[0].parent.children = []
        if not self.config.keep_warnings:
            # Sphinx removes them too, once it has put the headings, and with them the path of
            # the file, into contents and labels.
            for message in [each for block in blocks for each in block.findall(_is_told_inside)]:
                message.parent.remove(message)
        self.report(*read_tags(blocks, self.state.document))
        for label in anchors.name_headings(self.state.document, blocks):
            self.report(
                Problem(
                    Kind.DEAD_LABEL,
                    label.line or self.lineno,
                    f'the label "{label.rawsource}" stands before nothing in this block; '
                    "put it right before what it names, or take it out",
                )
            )
        told = self.env.current_document.setdefault("versus_told", set())
        assert isinstance(told, set)
        self.report(*unread(blocks, told, myst.syntaxes_of(self.state, self.env)))
        return blocks

    def parse_line(self, text: str, line: int) -> list[nodes.Node]:
        """Parse the Markdown text of a line of the file."""
        parsed, messages = self.state.inline_text(text, line)
        return [*parsed, *messages]


def page_of(parent: nodes.Element) -> nodes.section | None:
    """Return the page's section if nothing but its title stands before the block."""
    if (
        isinstance(parent, nodes.section)
        and isinstance(parent.parent, nodes.document)
        and next(parent.parent.findall(nodes.section)) is parent
        and all(isinstance(child, nodes.title) or is_hidden(child) for child in parent.children)
    ):
        return parent
    return None
