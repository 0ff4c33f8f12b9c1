"""How builders write struck words, ends of lines, boxes of tasks and HTML."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import versus_break, versus_html, versus_struck, versus_task
from sphinx_versus.reading.markup import strip_ends
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import line_of, walk

from . import labels

# They show HTML, or the document as it is.
_KEEPING = frozenset({"html", "xml", "pseudoxml"})
# They write no words.
_SILENT = frozenset({"gettext", "linkcheck", "doctest", "coverage", "changes"})


def visit_struck_html(self: HTML5Translator, node: versus_struck) -> None:
    """Begin struck words."""
    self.body.append(self.starttag(node, "s", ""))


def depart_struck_html(self: HTML5Translator, _node: versus_struck) -> None:
    """End struck words."""
    self.body.append("</s>")


def visit_struck_typst(self: Any, node: versus_struck) -> None:
    """Begin struck words."""
    self.wrap(node, "strike")


def depart_struck_typst(self: Any, node: versus_struck) -> None:
    """End struck words."""
    self.close(node)


def strike_in_text(self: Any, _node: versus_struck) -> None:
    """Write the sign before and behind struck words."""
    self.add_text("~~")


def strike_in_body(self: Any, _node: versus_struck) -> None:
    """Write the sign before and behind struck words."""
    self.body.append("~~")


def strike_in_latex(self: Any, _node: versus_struck) -> None:
    """Write the sign before and behind struck words: to strike them, a package would be needed."""
    self.body.append(self.encode("~~"))


def visit_break_html(self: HTML5Translator, _node: versus_break) -> None:
    """End a line."""
    self.body.append("<br />\n")
    raise nodes.SkipNode


def visit_task_html(self: HTML5Translator, node: versus_task) -> None:
    """Show the box of a task; it cannot be ticked."""
    done = node["done"]
    attributes = {"type": "checkbox", "disabled": "disabled", "aria-label": labels.task(done=done)}
    if done:
        attributes["checked"] = "checked"
    self.body.append(self.emptytag(node, "input", "", **attributes))
    raise nodes.SkipNode


class LeaveHtmlOut(boundary.PostTransform):
    """Takes HTML out where nothing can show it, and makes lines of what ends there."""

    # After it is known what stands in this builder's pages only (50).
    default_priority = 60

    def run(self, **kwargs: Any) -> None:
        """Look through the document, for builders that write words of their own."""
        builder = self.app.builder
        if builder.format in _KEEPING or builder.name in _SILENT:
            return
        problems = []
        for node in walk(self.document):
            if isinstance(node, versus_html):
                if node["element"]:
                    problems.append(_problem(node["element"], line_of(node)))
                node.parent.remove(node)
            elif type(node) is nodes.paragraph and any(map(_is_break, node.children)):
                _divide(node)
        report(problems, self.env.current_document.docname)


def _problem(element: str, line: int) -> Problem:
    return Problem(
        Kind.RAW_HTML,
        line,
        f'"<{element}>" shows nothing here, because only pages in HTML can show it; the words '
        "in it stand as plain text: write it in Markdown, or put it into {only} html",
    )


def _is_break(node: nodes.Node) -> bool:
    return isinstance(node, versus_break)


def _divide(paragraph: nodes.paragraph) -> None:
    """Make paragraphs of the lines of a cell, and lines of those of other texts."""
    lines: list[list[nodes.Node]] = [[]]
    for child in paragraph.children:
        if _is_break(child):
            lines.append([])
        else:
            lines[-1].append(child)
    lines = [
        line for line in lines if any(each.astext().strip() for each in line) or _pictures(line)
    ]
    for line in lines:
        strip_ends(line)
    made: list[nodes.Node]
    if isinstance(paragraph.parent, nodes.entry):
        made = [nodes.paragraph("", "", *line) for line in lines]
    else:
        made = [nodes.line_block("", *(nodes.line("", "", *line) for line in lines))]
    if not lines:
        return
    for node in made:
        node.source, node.line = paragraph.source, paragraph.line
    paragraph.replace_self(made)


def _pictures(line: list[nodes.Node]) -> bool:
    return any(isinstance(node, nodes.image) for part in line for node in walk(part))


def register(app: Sphinx) -> None:
    """Register what builders need on top of the nodes."""
    sign = {
        "text": (strike_in_text, strike_in_text),
        "latex": (strike_in_latex, strike_in_latex),
        "man": (strike_in_body, strike_in_body),
        "texinfo": (strike_in_body, strike_in_body),
        "typst": (visit_struck_typst, depart_struck_typst),
    }
    struck: Any = {"html": (visit_struck_html, depart_struck_html), **sign}
    app.add_node(versus_struck, override=True, **struck)
    app.add_node(versus_break, override=True, html=(visit_break_html, None))
    app.add_node(versus_task, override=True, html=(visit_task_html, None))
    app.add_post_transform(LeaveHtmlOut)
