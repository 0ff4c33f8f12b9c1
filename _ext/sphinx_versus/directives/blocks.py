"""What the directives share whose body is the extension's own Markdown."""

from __future__ import annotations

import dataclasses
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mocking import MockState
from sphinx.environment import BuildEnvironment

from sphinx_versus.grammar.characters import mended, odd_characters
from sphinx_versus.grammar.comments import without_comments
from sphinx_versus.grammar.fences import faults
from sphinx_versus.grammar.lookalikes.found import Context
from sphinx_versus.grammar.names import plain_argument, split_sides
from sphinx_versus.grammar.options import read_options, split_argument, unknown_option
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.rawtext import flattened
from sphinx_versus.grammar.was import read_was
from sphinx_versus.reading import anchors, myst
from sphinx_versus.reading.consequences import without_consequences
from sphinx_versus.reading.html_tables import html_tables
from sphinx_versus.reading.known_keys import KnownKeys
from sphinx_versus.reading.lost_tables import LostTables, drop_comment_rows
from sphinx_versus.reading.markup import OURS, read_tags
from sphinx_versus.reading.report import report, report_at
from sphinx_versus.reading.unread import unread
from sphinx_versus.site import boundary
from sphinx_versus.site.compat import names_apart, nested_deeply
from sphinx_versus.site.trees import is_hidden, walk

# The lines of the document that is being read, and of what it includes, by file.
SOURCE = "versus_source"
# Among what the page has been told of: a block that is never closed.
_UNCLOSED = "never closed"
# What is known of a line once it is read tells more than what it looks like.
_SAYS_MORE = (Kind.UNKNOWN_WORD, Kind.MISSING_DEFINITION)
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):")


def _is_told_inside(node: nodes.Node) -> bool:
    """Return whether a node is a message of the parser within a line."""
    return isinstance(node, nodes.system_message) and isinstance(node.parent, nodes.TextElement)


class Options(dict[str, Callable[[str], Any]]):
    """The options that a block knows; it is told of others too, so that it can name their line."""

    def __bool__(self) -> bool:
        """Have options read where none are known."""
        return True

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
            self.report(unknown_option(name, line, tuple(known), f"{{{self.name}}}"))

    def report(self, *problems: Problem) -> None:
        """Report problems of the file being read."""
        report_of(problems, self.env, self.state.document["source"])

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
    # MyST would lose all options for one that it cannot read.
    option_spec: ClassVar = {}
    known: ClassVar[Collection[str]] = ()
    name_for_people: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the options, with which the body begins."""
        self._options: dict[str, tuple[str, int]] = {}
        super().__init__(*args, **kwargs)
        # Whether a fence inside has ended the block too soon, so that parts of it are missing.
        self.cut_short = False
        # Whether it only stands in another block because that one is never closed.
        self.stands_in_unclosed = False
        self._causes: list[Problem] = []
        if isinstance(self.state, MockState) and self.content_offset <= 0:
            self._read_options()

    def _read_options(self) -> None:
        """Read the options, and leave blank lines in their places."""
        # MyST puts the text behind the name of a directive without arguments into the body.
        first = -self.content_offset
        lines = [self.argument, *list(self.content)] if not first else list(self.content)
        parted, *behind = split_argument(lines[0], self.known) if lines else [""]
        read = read_options(lines[1:], self.known, behind)
        if behind and first:
            self.content[0] = parted
        elif behind:
            self.arguments = [parted]
        for at in range(first, first + read.count):
            self.content[at] = ""
        self._options = {
            name: (value, self.lineno + at) for name, (value, at) in read.values.items()
        }
        self.options = {name: value for name, (value, _) in self._options.items()}
        self.report(
            *(
                dataclasses.replace(problem, line=self.lineno + problem.line)
                for problem in read.problems
            )
        )

    def options_with_lines(self) -> dict[str, tuple[str, int]]:
        """Return the text of each option with its line."""
        return self._options

    def was(self) -> tuple[tuple[str, int], ...]:
        """Return the addresses of the option ``was``, each with its line."""
        if "was" not in self._options:
            return ()
        text, line = self._options["was"]
        suffixes = self.config.source_suffix
        found, problems = read_was(text, line, self.env.docname, suffixes)
        self.report(*problems)
        return tuple((each, line) for each in found)

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
        self._check_fences()
        self._leave_comments_out()
        lines, sides = self.content.data, split_sides(self.argument)
        with nested_deeply(self.state) as levels:
            self._put_further_out(levels)
            blocks = self.parse_content_to_nodes()
        drop_comment_rows(blocks, lines)
        if blocks and isinstance(blocks[0].parent, nodes.Element):
            # What they were parsed into is to be gone with the last of them.
            blocks[0].parent.children = []
        inside = [node for block in blocks for node in walk(block)]
        kinds = {*map(type, inside)}
        if nodes.system_message in kinds and not self.config.keep_warnings:
            # Sphinx removes them too, once it has put the headings, and with them the path of
            # the file, into contents and labels.
            for message in filter(_is_told_inside, inside):
                assert message.parent is not None
                message.parent.remove(message)
        if any(issubclass(kind, nodes.raw) for kind in kinds):
            # The cells of tables in HTML may hold tags as well.
            self.report(*html_tables(blocks, sides, self.parse_line))
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
        lost: list[Problem] = []
        if myst.reads_tables(self.env):
            lost += LostTables(lines, self.first_line, sides).find(blocks)
        # A table is told of at its first line or its second one.
        known = {line for problem in lost for line in (problem.line - 1, problem.line)}
        found = unread(blocks, self._told, self.context(), lines, self.first_line)
        self._causes = [*lost, *(problem for problem in found if problem.line not in known)]
        return blocks

    def read_argument(self, kind: Kind) -> str:
        """Return the argument, and tell of signs in it that are no part of names, or look alike."""
        written = self.argument
        argument = mended(written)
        if argument != written:
            odd = odd_characters(written, argument)
            told = f'only looks like "{argument}", which it is read as ({odd}); type it anew'
            self.report(Problem(kind, self.lineno, f'"{written}" {told}'))
        plain = plain_argument(argument)
        if plain != argument:
            told = f"the signs around names are left out; write {{{self.name}}} {plain}"
            self.report(Problem(kind, self.lineno, told))
        self.arguments = [plain] if plain else []
        return plain

    def report_reading(
        self, problems: Iterable[Problem] = (), lead_ins: Collection[int] = ()
    ) -> None:
        """Report what was found in the body, but for what follows from something else.

        ``problems`` are those of its reading, and ``lead_ins`` are the lines that have
        been read as what their list is, after all.
        """
        lines, first, problems = self.content.data, self.first_line, list(problems)
        causes = [
            cause
            for cause in self._causes
            if cause.kind is not Kind.NOT_A_HEADING or cause.line not in lead_ins
        ]

        told = {each.line for each in problems if each.kind in _SAYS_MORE}
        causes = [
            cause
            for cause in causes
            if not (cause.kind in (Kind.UNREAD_MARKUP, Kind.NOT_A_LIST) and cause.line in told)
        ]
        # The end of a fence that has too few marks, or words behind them, is told of.
        problems = [
            each
            for each in problems
            if not (
                each.kind is Kind.MISPLACED_TEXT
                and lines[each.line - first : each.line - first + 1]
                and lines[each.line - first].lstrip().startswith(":::")
            )
        ]

        def same_text(one: int, other: int) -> bool:
            between = lines[one - first : other - first + 1]
            return bool(between) and all(line.strip() for line in between)

        self.report(
            *causes,
            *without_consequences(problems, causes, cut_short=self.cut_short, same_text=same_text),
        )

    @property
    def _told(self) -> set[str]:
        """What the page has been told of."""
        told = self.env.current_document.setdefault("versus_told", set())
        assert isinstance(told, set)
        return told

    def context(self) -> Context:
        """Return what is known of where the texts of the block stand."""
        return Context(
            syntaxes=frozenset(myst.syntaxes_of(self.state, self.env)),
            options=tuple(self.known),
            keys=KnownKeys(self.env),
        )

    def _check_fences(self) -> None:
        lines = source_of(self.env, self.state.document["source"])
        at = self.lineno - 1
        if at < len(lines) and f"{{{self.name}}}" in lines[at]:
            self.stands_in_unclosed = _UNCLOSED in self._told
            for fault in faults(lines, at):
                self.cut_short = self.cut_short or fault.cut
                # A block that this one stands in may have told of it.
                if f"fence {fault.line}" not in self._told:
                    self.report(Problem(Kind.FENCE_CLOSED_EARLY, fault.line, fault.message))
                self._told.add(f"fence {fault.line}")
                if fault.line == self.lineno:
                    self._told.add(_UNCLOSED)

    def _leave_comments_out(self) -> None:
        """Take comments out, which would part what belongs together."""
        mended, never = without_comments(self.content.data)
        self._replace(mended)
        self.report(*(never_closed(self.first_line + at) for at in never))

    def _put_further_out(self, levels: int) -> None:
        """Keep what is nested too deeply from being left out."""
        mended, deep = flattened(self.content.data, levels)
        self._replace(mended)
        if deep:
            self.report(
                Problem(
                    Kind.TOO_DEEP,
                    self.first_line + deep[0],
                    "this line is nested too deeply, and belongs to the list around it instead; "
                    f"at most {(levels - 1) // 2} lists can stand in each other",
                )
            )

    def _replace(self, lines: Sequence[str]) -> None:
        for at, (line, before) in enumerate(zip(lines, self.content.data, strict=True)):
            if line != before:
                self.content[at] = line

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


def report_of(problems: Iterable[Problem], env: BuildEnvironment, source: str | None) -> None:
    """Report problems of a file: of the document being read, or of what it includes."""
    if source is None or Path(source) == Path(env.doc2path(env.docname)):
        report(problems, env.docname)
    else:
        report_at(problems, Path(source))


def source_of(env: BuildEnvironment, path: str | None) -> Sequence[str]:
    """Return the lines of a file that is being read: a document, or what it includes."""
    files = cast("dict[str, list[str]]", env.current_document.get(SOURCE, {}))
    if path is not None and path not in files:
        try:
            files[path] = Path(path).read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:  # no file, but a generated text
            files[path] = []
    return files.get(path or "", ())


def never_closed(line: int) -> Problem:
    """Return the problem of a comment that is never closed."""
    return Problem(
        Kind.FENCE_CLOSED_EARLY,
        line,
        'this comment is never closed, so that it would hide all that follows; end it with "-->"',
    )
