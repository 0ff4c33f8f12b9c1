"""Footnotes that a comparison asks for and nobody has written.

docutils tells of one twice, and not what to type.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes

from sphinx_versus.grammar.names import did_you_mean, near_miss
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import NODES, versus_more
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import line_of, upwards

from .markup import OURS
from .report import report

_OURS = tuple(NODES)


class FindFootnotes(boundary.Transform):
    """Tells of a mark of a footnote that leads nowhere, and shows it as it is written."""

    # Before docutils numbers footnotes, at 620.
    default_priority = 600

    def apply(self, **kwargs: Any) -> None:
        """Replace the marks that no footnote has, in what is ours."""
        document = self.document
        if not self.env.current_document.get(OURS):
            return
        written = [*document.footnotes, *document.autofootnotes]
        names = {name for note in written for name in (*note["names"], *note["dupnames"])}
        for name, marks in [*document.footnote_refs.items()]:
            lost = [] if name in names else [mark for mark in marks if _is_ours(mark)]
            for mark in lost:
                if not _is_told(mark):
                    report([_problem(name, mark, names)], self.env.docname)
                marks.remove(mark)
                if mark in document.autofootnote_refs:
                    document.autofootnote_refs.remove(mark)
                assert mark.parent is not None
                mark.parent.replace(mark, nodes.Text(f"[^{name}]"))
            if not marks:
                del document.footnote_refs[name]


def _problem(name: str, mark: nodes.Element, names: set[str]) -> Problem:
    block = next(
        each for each in upwards(mark.parent) if isinstance(each, nodes.TextElement) and each.line
    )
    at = block.rawsource.find(f"[^{name}]")
    line = line_of(block) + block.rawsource.count("\n", 0, max(at, 0))
    near = near_miss(name, names)
    hint = (
        did_you_mean(f"[^{near.name}]", near.odd)
        if near
        else f'write its text on a line of its own, between blank lines: "[^{name}]: The text."'
    )
    return Problem(Kind.UNKNOWN_TARGET, line, f'"[^{name}]" leads to no footnote; {hint}')


def _is_told(mark: nodes.Element) -> bool:
    """Return whether a mark stands alone in the place of a source, which is told."""
    item = mark.parent
    return item is not None and len(item) == 1 and isinstance(item.parent, versus_more)


def _is_ours(mark: nodes.Element) -> bool:
    return any(isinstance(each, _OURS) for each in upwards(mark))
