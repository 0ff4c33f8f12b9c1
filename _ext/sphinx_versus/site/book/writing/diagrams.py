"""Diagrams that a program draws: of Graphviz and Mermaid, and of inheritance.

Their nodes come from extensions (``sphinx.ext.graphviz``, ``sphinx.ext.inheritance_diagram``,
``sphinxcontrib.mermaid``), whose settings name the programs.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from docutils import nodes

from sphinx_versus.site.book import literals
from sphinx_versus.site.book.literals import string, value

from .base import Writing

_PLAIN = {"language": "", "numbers": False, "first": 1, "emphasised": [], "endless": True}
_FONTS = [f"-{kind}fontname=DejaVu Sans Mono" for kind in "GNE"]


class Diagrams(Writing):
    """Writes diagrams as pictures, and as their source where the program is not there."""

    def visit_graphviz(self, node: nodes.Element) -> None:
        """Write a diagram of Graphviz."""
        self._dot(node, node["code"], node.get("options", {}))

    def visit_inheritance_diagram(self, node: nodes.Element) -> None:
        """Write which classes are made of which."""
        graph = node["graph"]
        code = graph.generate_dot("inheritance", env=self.builder.env)
        # In text: each class with what it is made of.
        bases = {name: above for name, _, above, _ in graph.class_info}
        text = "\n".join(
            f"class {name}({', '.join(above)})" if above else f"class {name}"
            for name, above in sorted(bases.items())
        )
        self._dot(node, code, {}, text)

    def _dot(self, node: nodes.Element, code: str, options: dict[str, str], text: str = "") -> None:
        config = self.builder.config
        program = options.get("graphviz_dot", config.graphviz_dot)
        # Typst takes no letters that are wider than the program knew: both have this font.
        command = [program, *config.graphviz_dot_args, "-Tsvg", *_FONTS]
        folder = Path(self.builder.srcdir, options.get("docname", self.docname)).parent
        self._draw(node, command, code, text or code, ".svg", folder)

    def visit_mermaid(self, node: nodes.Element) -> None:
        """Write a diagram of Mermaid; in SVG its letters would be HTML."""
        config = self.builder.config
        command = [*_words(config.mermaid_cmd), *_words(config.mermaid_params)]
        command += ["-i", "diagram.mmd", "-o", "diagram.pdf", "--pdfFit"]
        self._draw(node, command, node["code"], node["code"], ".pdf", None)

    def _draw(
        self,
        node: nodes.Element,
        command: Sequence[str],
        code: str,
        text: str,
        suffix: str,
        folder: Path | None,
    ) -> None:
        """Write the picture that a program makes of a code, or the text with a warning."""
        self.mark(node)
        self.anchor(node)
        inline = isinstance(node.parent, nodes.TextElement)
        try:
            content = _drawn(command, code, folder)
        except _NotDrawnError as error:
            self.warn(node, f"this diagram {error}; its source stands in its place", "diagram")
            if inline:
                self.add(literals.code_text(text.replace("\n", " "), self.room))
            else:
                self.add(f"code-block({string(text)}, {value(_PLAIN)});\n")
            raise nodes.SkipNode from None
        alt = node.get("alt") or _caption_of(node) or text
        path = self.book.assets.drawing(content, suffix, "the diagram", self.place(node))
        shown = (
            f"picture-file({string(path)}, {string(alt)}, path => image(path, alt: {string(alt)}))"
        )
        side = string(node.get("align", "center"))
        self.add(f"picture({shown}, {value(inline)}, {side}, 100, false);\n")
        raise nodes.SkipNode


class _NotDrawnError(Exception):
    """No picture came of a diagram; the text goes on behind "this diagram"."""


def _drawn(command: Sequence[str], code: str, folder: Path | None) -> bytes:
    with TemporaryDirectory() as made:
        Path(made, "diagram.mmd").write_text(code, encoding="utf-8")
        try:
            done = subprocess.run(
                command, input=code.encode(), capture_output=True, cwd=folder or made, check=False
            )
        except OSError:
            raise _NotDrawnError(f'needs the program "{command[0]}", which cannot be run') from None
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        drawn = Path(made, "diagram.pdf")
        content = drawn.read_bytes() if drawn.exists() else done.stdout
        if done.returncode or not content:
            raise _NotDrawnError(f'cannot be drawn: "{command[0]}" says "{said}"')
    return content


def _words(setting: str | Sequence[str]) -> list[str]:
    return shlex.split(setting) if isinstance(setting, str) else list(setting)


def _caption_of(node: nodes.Element) -> str:
    figure = node.parent
    if not isinstance(figure, nodes.figure):
        return ""
    return next((child.astext() for child in figure if isinstance(child, nodes.caption)), "")
