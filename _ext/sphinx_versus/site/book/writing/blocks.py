"""Blocks: code, quotations, boxes, admonitions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.locale import admonitionlabels, get_translation

from sphinx_versus.site.book.literals import array, string, value

from .base import Writing

_LANGUAGES = {
    "python3": "python", "py3": "python", "pycon": "python", "pycon3": "python",
    "ipython": "python", "ipython3": "python", "default": "python",
    "shell": "bash", "console": "bash", "shell-session": "bash", "sh": "bash",
    "rst": "restructuredtext", "rest": "restructuredtext", "myst": "markdown",
    "text": "", "none": "", "guess": "",
}  # fmt: skip


class Blocks(Writing):
    """Writes blocks."""

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write a block of code."""
        self.mark(node)
        self.anchor(node)
        text = node.astext()
        if not text.isascii():
            self.note_signs(node, text)
        language = node.get("language", "")
        arguments: dict[str, Any] = node.get("highlight_args", {})
        options = {
            "language": _LANGUAGES.get(language, language),
            "numbers": bool(node.get("linenos")),
            "first": arguments.get("linenostart", 1),
            "emphasised": list(arguments.get("hl_lines", [])),
            "endless": max(map(len, text.split()), default=0) > self.room,
        }
        if node.rawsource != text and node.children and not _is_text(node):
            # Parsed literals keep their markup.
            self.verbatim += 1
            self.add(f"parsed-code({self.capture(node.children)});\n")
            self.verbatim -= 1
        else:
            self.add(f"code-block({string(text)}, {value(options)});\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Write a quotation."""
        self.mark(node)
        self.wrap(node, "quotation")
        self.inside += 1

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        """Close a quotation."""
        self.inside -= 1
        self.add("});\n")

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Write who said it."""
        self.wrap(node, "attribution")

    depart_attribution = Writing.close

    def visit_container(self, node: nodes.container) -> None:
        """Write a container; parts of sphinx-design show as what they are."""
        kind = node.get("design_component", "")
        self.anchor(node)
        if node.get("literal_block"):
            self._captioned_code(node)
            raise nodes.SkipNode
        function = {
            "card": "card", "tab-item": "boxed", "dropdown": "boxed", "card-header": "card-edge",
            "card-footer": "card-edge", "card-title": "card-title",
        }.get(kind)  # fmt: skip
        if kind in ("grid-row",):
            share = 0.45 if len(node.children) > 1 else 1
            cells = [self.capture(_card_of(child).children, share=share) for child in node.children]
            self.add(f"cards({array(cells)});\n")
            raise nodes.SkipNode
        if function:
            self.add(f"{function}({self.capture(node.children)});\n")
        else:
            self.flow(node)
        raise nodes.SkipNode

    def _captioned_code(self, node: nodes.container) -> None:
        caption = [c for c in node.children if isinstance(c, nodes.caption)]
        rest = [c for c in node.children if not isinstance(c, nodes.caption)]
        number = self.figure_number(node, "code-block")
        self.add(
            f'captioned("code", {number}, {self.capture(c for t in caption for c in t.children)}, '
            f"{self.capture(rest)});\n"
        )

    def visit_compound(self, node: nodes.compound) -> None:
        """Write the children; those of a table of contents come later."""
        self.anchor(node)

    depart_compound = Writing.nothing
    visit_compact_paragraph = Writing.nothing
    depart_compact_paragraph = Writing.nothing

    def visit_topic(self, node: nodes.topic) -> None:
        """Write a topic; a page's own contents are of no use in print."""
        self.without_pages += "contents" in node["classes"]
        self.boxed(node, "topic")
        self.without_pages -= "contents" in node["classes"]
        raise nodes.SkipNode

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        """Write a sidebar."""
        self.boxed(node, "topic")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        """Write a break between paragraphs; notes have a line of their own."""
        if "footnotes" not in node["classes"]:
            self.add("transition();\n")
        raise nodes.SkipNode

    def visit_centered(self, node: nodes.Element) -> None:
        """Write a centred line."""
        self.wrap(node, "centered")

    depart_centered = Writing.close

    def _admonition(self, kind: str) -> Callable[[nodes.Element], None]:
        def visit(node: nodes.Element) -> None:
            self.mark(node)
            self.anchor(node)
            title, body = string(str(admonitionlabels.get(kind, ""))), node.children
            if body and isinstance(body[0], nodes.title):
                title = f"{{{self._kind_of(node)}{self.capture(body[0].children)}}}"
                body = body[1:]
            self.add(f"admonition({string(kind)}, {title}, {self.capture(body)});\n")
            raise nodes.SkipNode

        return visit

    def visit_Admonition(self, node: nodes.Element) -> None:  # noqa: N802 (docutils' name)
        """Write an admonition of an extension, such as an exercise or a theorem."""
        self._admonition("admonition")(node)

    def _kind_of(self, node: nodes.Element) -> str:
        """Return what an extension leaves to the builder to say: the kind and the number."""
        kind = self.builder.env.domains.standard_domain.get_enumerable_node_type(node)
        said = self.figure_number(node, kind) if kind else "none"
        if node.get("realtype"):
            # sphinx-proof has it so: several kinds may be counted together.
            name = str(get_translation("proof")(node["realtype"].title()))
            number = self.figure_number(node, kind, "%s") if kind else "none"
            said = string(name) if number == "none" else f"{string(f'{name} ')};{number}"
        return "" if said == "none" else f'{said};" ";'

    def __getattr__(self, name: str) -> Any:
        """Give the visitors of all admonitions."""
        kind = name.removeprefix("visit_")
        if name.startswith("visit_") and (kind in admonitionlabels or kind == "admonition"):
            return self._admonition(kind)
        raise AttributeError(name)

    def visit_todo_node(self, node: nodes.Element) -> None:
        """Write a note on what is still to do."""
        self._admonition("admonition")(node)

    def visit_versionmodified(self, node: nodes.Element) -> None:
        """Write what has changed in a version."""
        self.boxed(node, "version-change")
        raise nodes.SkipNode

    def visit_comment(self, node: nodes.Element) -> None:
        """Write only what an extension calls a comment, as autosummary does its tables."""
        if type(node) is nodes.comment:
            raise nodes.SkipNode

    depart_comment = Writing.nothing

    def visit_system_message(self, node: nodes.system_message) -> None:
        """Docutils has reported it already."""
        raise nodes.SkipNode


def _card_of(item: nodes.Node) -> nodes.Element:
    """Return the card that is all that a cell of a grid holds, or the cell."""
    assert isinstance(item, nodes.Element)
    only = item[0] if len(item.children) == 1 else None
    is_card = isinstance(only, nodes.container) and only.get("design_component") == "card"
    return only if is_card and isinstance(only, nodes.Element) else item


def _is_text(node: nodes.Element) -> bool:
    return all(isinstance(child, nodes.Text) for child in node.children)
