"""Tells of what is almost one of our directives: a misspelt name, or a fence that lacks something.

MyST would say that it does not know the name, or take the fence for code or a division.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives as registry
from docutils.parsers.rst import languages
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import is_directive_registered

from sphinx_versus.grammar.comments import without_comments
from sphinx_versus.grammar.fences import (
    almost_directive,
    faults,
    may_hold_almost,
    meant_directive,
)
from sphinx_versus.grammar.names import did_you_mean
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.reading import myst
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import line_of, walk_blocks

from .blocks import SOURCE, Block, never_closed, report_of, source_of

# Whether the document that is being read holds a directive of ours, or such a fence.
_CONCERNED = "versus_concerned"


class AlmostDirective(Block):
    """A directive whose name is almost one of ours; its source is shown."""

    has_content = True
    option_spec: ClassVar = {}
    names: ClassVar[Sequence[str]] = ()

    def run(self) -> list[nodes.Node]:
        """Offer the right name."""
        near = meant_directive(self.name, self.names)
        assert near is not None
        offered = did_you_mean(f"{{{near.name}}}", near.odd)
        self.report(
            Problem(
                Kind.NOT_A_DIRECTIVE,
                self.lineno,
                f'"{{{self.name}}}" is no directive; {offered}',
            )
        )
        text = "\n".join([f"{{{self.name}}} {self.argument}".rstrip(), *self.content])
        return [nodes.literal_block(text, text, language="none")]


class TellAlmost(boundary.Transform):
    """Tells of fences and lines that lack something to be a directive."""

    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Look at what MyST has made of them, so that examples in code are none."""
        if not self.env.current_document.get(_CONCERNED):
            return
        for node in walk_blocks(self.document):
            if isinstance(node, nodes.paragraph):
                if not may_hold_almost(node.rawsource):
                    continue
                for number, line in enumerate(node.rawsource.split("\n"), start=line_of(node)):
                    if line[:1].isalpha():  # as nearly all
                        continue
                    # MyST takes odd spaces off.
                    written = source_of(self.env, node.source)[number - 1 : number]
                    whole = any(each.strip() == line.strip() for each in written)
                    self._tell(written[0] if whole else line, number, node.source)
            elif node.line and _is_fence(node):
                assert isinstance(node, nodes.Element)
                lines = source_of(self.env, node.source)
                line = lines[node.line - 1] if node.line <= len(lines) else ""
                if self._tell(line, node.line, node.source):
                    _show(line.strip(), node)
                elif myst.holds(node.astext(), AlmostDirective.names):
                    self._tell_unclosed(node, lines)

    def _tell_unclosed(self, node: nodes.Element, lines: Sequence[str]) -> None:
        """Tell of code that is never closed and holds what was meant as a directive."""
        assert node.line
        found = [fault for fault in faults(lines, node.line - 1) if fault.line == node.line]
        problems = (Problem(Kind.FENCE_CLOSED_EARLY, fault.line, fault.message) for fault in found)
        report_of(problems, self.env, node.source)

    def _tell(self, line: str, number: int, source: str | None) -> bool:
        found = almost_directive(line, AlmostDirective.names)
        if found is None:
            return False
        problem = Problem(
            Kind.NOT_A_DIRECTIVE,
            number,
            f'"{found.line}" is no directive; write "{found.right}"'
            + f" ({found.odd})" * bool(found.odd),
        )
        report_of([problem], self.env, source)
        return True


def _is_fence(node: nodes.Node) -> bool:
    return isinstance(node, nodes.literal_block) or (
        isinstance(node, nodes.container) and bool(node.get("is_div"))
    )


def _show(line: str, node: nodes.Element) -> None:
    """Show the line that opened a fence, which holds words of the writer."""
    if isinstance(node, nodes.literal_block):
        text = f"{line}\n{node.astext()}"
        node.rawsource, node.children, node["language"] = text, [], "none"
        node += nodes.Text(text)
    else:
        node.insert(0, nodes.paragraph(line, line))


class Watch:
    """Looks at the text of each document that is about to be read."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def note(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Keep the text, and register what is almost a name in it, for it to be told."""
        path = Path(app.env.doc2path(docname))
        if path.suffix == ".rst":
            return
        text = content[0] = self._with_comments_closed(content[0], docname)
        app.env.current_document[SOURCE] = {str(path): text.split("\n")}
        for each in myst.with_included(text, path, Path(app.srcdir)):
            for name in myst.names_in(each):
                if meant_directive(name, self._names) and not _is_known(name, app.env):
                    registry.register_directive(name.lower(), AlmostDirective)
            if myst.holds(each, self._names):
                app.env.current_document[_CONCERNED] = True

    def _with_comments_closed(self, text: str, docname: str) -> str:
        """Tell of comments that are never closed and would hide what follows; show them."""
        if "<!--" not in text or not myst.holds(text, self._names):
            return text
        lines = text.split("\n")
        mended, never = without_comments(lines)
        report((never_closed(at + 1) for at in never), docname)
        for at in never:
            lines[at] = mended[at]
        return "\n".join(lines)


def _is_known(name: str, env: BuildEnvironment) -> bool:
    """Return whether somebody has registered a directive."""
    name = name.lower()
    return (
        is_directive_registered(name)
        or name in languages.get_language("en").directives
        or env.domains.standard_domain.directive(name) is not None
    )


def register(app: Sphinx, names: Sequence[str]) -> None:
    """Register what tells of what is almost one of some directives."""
    AlmostDirective.names = names
    # After other extensions, some of which change the text.
    app.connect("source-read", Watch(names).note, priority=900)
    app.add_transform(TellAlmost)
