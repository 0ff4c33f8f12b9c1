"""What LaTeX needs: claims in which labels stand before their texts, and widths of columns."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from sphinx_versus.nodes import versus_claim, versus_label, versus_reason
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import fill

# In percent of the table.
_FIRST_WIDTH = 20


class RunLabelsIn(boundary.PostTransform):
    """Put each label of a claim before what it is for, as in "Supported by: A; B".

    Elsewhere a style tells labels from the paragraphs that follow them.
    """

    formats = ("latex",)
    # When all links are resolved.
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Rewrite all claims."""
        for claim in list(self.document.findall(versus_claim)):
            with self.around(claim, "a claim in LaTeX"):
                _run_in(claim)


def _run_in(claim: versus_claim) -> None:
    statement, *rest = claim.children
    if isinstance(statement, nodes.paragraph):
        fill(statement, [nodes.strong("", "", *statement.children)])
    shown: list[nodes.Node] = [statement]
    line: nodes.paragraph | None = None
    first = True
    for node in rest:
        if isinstance(node, versus_label) and "versus-label" in node["classes"]:
            line, first = nodes.paragraph(), True
            line += [nodes.emphasis("", "", *node.children), nodes.Text(": ")]
            shown.append(line)
        elif line is None or not isinstance(node, nodes.paragraph):
            shown.append(node)
            line = None
        else:
            why = isinstance(node, versus_reason | versus_label)
            line += [nodes.Text(", " if why else "; ")] * (not first)
            if node["ids"]:
                line += nodes.target("", "", ids=node["ids"])
            line += node.children
            first = False
    fill(claim, shown)


class SetWidths(boundary.PostTransform):
    """Give the columns of side-by-side tables in LaTeX their widths.

    What it finds for itself cuts the words of the first column off.
    """

    formats = ("latex",)
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Take a narrow first column, and share the rest."""
        for table in self.document.findall(nodes.table):
            if "versus-table" in table["classes"]:
                with self.around(table, "the widths of a table"):
                    _set_widths(table)


def _set_widths(table: nodes.table) -> None:
    table["classes"].append("colwidths-given")
    first, *others = table.findall(nodes.colspec)
    first["colwidth"] = _FIRST_WIDTH
    for colspec in others:
        colspec["colwidth"] = (100 - _FIRST_WIDTH) / len(others)
