"""Nodes as extensions make them: sphinxcontrib-mermaid, sphinx-proof, sphinx-exercise."""

# ruff: noqa: ARG001, D101, D102, N801 (docutils and Sphinx call them so)

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class mermaid(nodes.General, nodes.Inline, nodes.Element):
    """A diagram."""


class theorem_node(nodes.Admonition, nodes.Element):
    """What is counted, and says its number and its kind nowhere."""


class solution_node(nodes.Admonition, nodes.Element):
    """What has a title."""


class unheard_of(nodes.General, nodes.Element):
    """What no builder knows."""


class Mermaid(SphinxDirective):
    has_content = True

    def run(self) -> list[nodes.Node]:
        return [mermaid(code="\n".join(self.content), options={})]


class Theorem(SphinxDirective):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    kind: type[nodes.Element] = theorem_node

    def run(self) -> list[nodes.Node]:
        title = nodes.title("", self.arguments[0] if self.arguments else "")
        node = self.kind("", title, ids=[nodes.make_id(f"{self.name}-{title.astext()}")])
        if self.kind is theorem_node:
            node["realtype"] = "theorem"
        node += self.parse_content_to_nodes()
        return [node]


class Solution(Theorem):
    kind = solution_node


class UnheardOf(Theorem):
    kind = unheard_of

    def run(self) -> list[nodes.Node]:
        node = unheard_of("", *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


def title_of(node: nodes.Element) -> str:
    """Return the SUMMARYLINE."""
    return node[0].astext()


def pass_over(self: Any, node: nodes.Element) -> None:
    """Write what is in the node."""


def skip(self: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    as_text = (pass_over, pass_over)
    app.add_node(mermaid, text=(skip, None))
    app.add_enumerable_node(theorem_node, "theorem", title_of, text=as_text)
    app.add_node(solution_node, text=as_text)
    app.add_node(unheard_of, text=as_text)
    app.add_config_value("mermaid_cmd", "mmdc", "")
    app.add_config_value("mermaid_params", [], "")
    for name, directive in {
        "mermaid": Mermaid, "theorem": Theorem, "solution": Solution, "unheard-of": UnheardOf
    }.items():  # fmt: skip
        app.add_directive(name, directive)
