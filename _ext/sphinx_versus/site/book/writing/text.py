"""Text, code and formulas within it, raw text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docutils import nodes

from sphinx_versus.site.book import literals
from sphinx_versus.site.book.literals import string, value

from .base import Writing

# Commands of LaTeX with what they are given, unless that is text.
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_WITHOUT_WORDS = re.compile(
    r"\\(?:text\w+|emph|underline|caption|footnote|item|title|chapter|(?:sub)*section|(?:sub)?paragraph)"
    rf"\b\*?|\\[a-zA-Z@]+\*?(?:\s*\[[^]]{{0,80}}\]|\s*{_GROUP})*"
)


class Text(Writing):
    """Writes what stands in paragraphs."""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 (docutils' name)
        """Write text."""
        text = node.astext()
        if not text.isascii():
            self.note_signs(node, text)
        if self.verbatim:
            self.add(f"{string(text)};")
            return
        for pattern, instead in self.builder.config.typst_words.items():
            text = re.sub(pattern, instead, text)
        self.add(literals.running_text(text, self.room, self.book.divided))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Text has no end."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph; the only one of a list item or cell is none of its own."""
        self.mark(node)
        self.anchor(node)
        self.add("par({")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Close a paragraph."""
        self.add("});\n")

    def visit_inline(self, node: nodes.inline) -> None:
        """Write inline text, with a look of its own for what Sphinx marks by classes."""
        classes = node["classes"]
        if "guilabel" in classes or "menuselection" in classes:
            self.wrap(node, "ui-label")
        elif "accelerator" in classes:
            self.wrap(node, "underline")
        elif "versionmodified" in classes:
            self.wrap(node, "version-note")
        elif any(name.startswith("sd-badge") or name == "sd-bg" for name in classes):
            self.wrap(node, "badge")
        else:
            self.anchor(node)
            self.add("{")
            return

    def depart_inline(self, node: nodes.inline) -> None:
        """Close inline text."""
        classes = node["classes"]
        known = {"guilabel", "menuselection", "accelerator", "versionmodified"}
        is_badge = any(name.startswith("sd-badge") or name == "sd-bg" for name in classes)
        self.add("});" if is_badge or known & set(classes) else "};")

    def visit_literal(self, node: nodes.literal) -> None:
        """Write inline code, or a key of the keyboard."""
        self.anchor(node)
        text = node.astext()
        if not text.isascii():
            self.note_signs(node, text)
        if "kbd" in node["classes"] and len(text) < self.room:
            self.add(f"key({string(text)});")
        else:
            self.add(literals.code_text(text.replace("\n", " "), self.room))
        raise nodes.SkipNode

    visit_kbd = visit_literal

    def visit_math(self, node: nodes.math) -> None:
        """Write a formula in the text."""
        self._formula(node, display=False)
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Write a formula on a line of its own, with its number if it has one."""
        self.mark(node)
        self.anchor(node)
        # No block may stand in a paragraph.
        self._formula(node, display=not isinstance(node.parent, nodes.TextElement))
        raise nodes.SkipNode

    def _formula(self, node: nodes.Element, *, display: bool) -> None:
        latex = node.astext()
        if not latex.isascii():
            self.note_signs(node, latex)
        shown = self.book.formulas.get(latex, self.place(node), display=display)
        if shown is None:
            self.warn(node, f'the formula "{latex}" cannot be set; it is shown as text', "math")
            self.add(literals.code_text(latex, self.room))
            return
        number = self._equation_number(node) if display else ""
        shown_number = string(f"({number})") if number else "none"
        self.add(f"formula({string(latex)}, {value(display)}, {shown_number}, {shown});")
        if display:
            self.add("\n")

    def _equation_number(self, node: nodes.Element) -> str:
        config, env = self.builder.config, self.builder.env
        if node["ids"] and config.math_numfig and config.numfig:
            numbers = env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
            return str(config.math_numsep).join(map(str, numbers.get(node["ids"][0], ())))
        return str(node.get("number") or "")

    def visit_abbreviation(self, node: nodes.abbreviation) -> None:
        """Write an abbreviation, and what it stands for."""
        self.add("{")

    def depart_abbreviation(self, node: nodes.abbreviation) -> None:
        """Close an abbreviation."""
        if node.get("explanation") and not self.in_signature:
            self.add(literals.running_text(f" ({node['explanation']})"))
        self.add("};")

    def visit_problematic(self, node: nodes.problematic) -> None:
        """Write what docutils could not make sense of."""
        self.add("{")

    def depart_problematic(self, node: nodes.problematic) -> None:
        """Close it."""
        self.add("};")

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw Typst; raw text for other builders is lost, which is reported."""
        formats = node.get("format", "").split()
        if "typst" in formats:
            text = node.astext().strip("\n")
            path = self.book.assets.raw(text, self.place(node))
            inline = isinstance(node.parent, nodes.TextElement)
            self.add(f"raw-typst({string(path)}, {string(text)}, {value(inline)});")
        elif "html" in formats and (sign := _sign(node.astext())):
            self.add(sign)
        elif _shows_something(node, formats):
            name = "HTML" if "html" in formats else "LaTeX"
            self.warn(
                node,
                f"raw {name} is not in the book; write it in Markdown, or add the same "
                'for the format "typst"',
                "raw",
                lost=True,
            )
        raise nodes.SkipNode


def _sign(html: str) -> str:
    """Return what stands for a line break or the box of a task, as MyST writes them."""
    if re.fullmatch(r"\s*<br\s*/?>\s*", html):
        return "linebreak();"
    if 'type="checkbox"' in html and re.fullmatch(r"\s*<input\b[^<>]*>\s*", html):
        return '"☑ ";' if re.search(r"\bchecked\b", html) else '"☐ ";'
    return ""


def _shows_something(node: nodes.Element, formats: Sequence[str]) -> bool:
    """Return whether raw HTML or LaTeX has words or pictures, and not markup alone."""
    text = node.astext()
    if "html" in formats:
        text = re.sub(r"(?s)<!--.*?(?:-->|\Z)|<(style|script)\b.*?(?:</\1>|\Z)", "", text)
        words = re.sub(r"<[/!?a-zA-Z][^>]*(?:>|\Z)", "", text)
        return bool(re.search(r"[^\s<>]", words)) or "<img" in text
    if "latex" in formats:
        text = re.sub(r"(?<!\\)%.*", "", text)
        words = _WITHOUT_WORDS.sub("", text)
        return bool(re.search(r"[^\W\d_]{2}", words)) or "\\includegraphics" in text
    return False
