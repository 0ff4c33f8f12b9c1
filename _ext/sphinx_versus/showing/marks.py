"""Marks as small drawings, with words for those who do not see them, in every builder.

A drawing has one form, which the style sheet, the files of the EPUB and ``book.typ``
hold alike. Marks say what they say by their form: colours are left to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from sphinx_versus.grammar.values import Language, read_mark
from sphinx_versus.model.values import Mark, MarkKind
from sphinx_versus.nodes import versus_mark
from sphinx_versus.site.trees import walk

from . import labels

BEST = "best"
# They show the drawings; all others write the sign as it is typed.
_DRAWING = frozenset({"html", "latex", "typst"})
# A sign, or the short code of one, with what says how it is drawn.
_SIGN = re.compile(r"(?::[a-z0-9_+-]+:(?:\{[^{}]*\})?|[^\w\s])[\ufe0e\ufe0f]*")
_BEFORE = "\u200b\u200e\u200f\u2060\ufeff"
# In LaTeX, what any font has.
_IN_LATEX = {
    MarkKind.YES: r"\(\surd\)",
    MarkKind.PARTLY: r"\(\sim\)",
    MarkKind.PLANNED: r"\(\triangleright\)",
    MarkKind.NO: r"\(\times\)",
    MarkKind.UNKNOWN: "?",
    MarkKind.NOT_APPLICABLE: "--",
    BEST: r"\(\star\)",
}


class Marker:
    """Puts drawings into what a builder of a format shows."""

    def __init__(self, written: str, language: Language) -> None:
        self.language = language
        self.draws = written in _DRAWING
        # LaTeX writes the words beside each of its signs.
        self.explains = self.draws and written != "latex"

    def put(self, holder: nodes.Element, mark: Mark) -> str:
        """Draw a mark where its sign or word stands in a node; return what a legend explains."""
        text = _first_text(holder)
        if text is None:
            return ""
        before = text[: len(text) - len(text.lstrip(f" \n{_BEFORE}"))]
        rest = text[len(before) :]
        if sign := self._sign(rest, mark.kind):
            rest = rest[len(sign) :]
            again = read_mark(rest.strip(), self.language)
            said = "" if again and again.kind is mark.kind else labels.mark(mark.kind)
            if self.draws:
                # Our words keep their distance from those behind them, as a drawing does itself.
                rest = f"{' ' * rest[:1].isalnum()}{rest}" if said else rest.lstrip()
            _replace(text, before, self._made(mark.kind, said, sign), rest)
            return mark.kind
        word = self._word(rest, mark.kind)
        behind = rest[len(word) :]
        drawn = self._made(mark.kind)
        if word and (sign := self._sign(behind.lstrip(), mark.kind)):
            # As in "Yes ✅": the sign has its place already.
            space = behind[: len(behind) - len(behind.lstrip())]
            drawn = self._made(mark.kind, "", sign)
            _replace(text, before + word + space, drawn, behind.lstrip()[len(sign) :])
        elif word:
            first: Any = text
            while isinstance(first.parent, nodes.Inline):
                first = first.parent
            first.parent.insert(first.parent.index(first), drawn)
        return ""

    def put_best(self, cell: nodes.Element) -> None:
        """Draw the sign of the best quantity of a row behind what a cell says."""
        text = _first_text(cell) if self.draws else None
        paragraph: Any = text
        while paragraph is not None and not isinstance(paragraph, nodes.paragraph):
            paragraph = paragraph.parent
        if paragraph is not None:
            paragraph += [nodes.Text("\N{NO-BREAK SPACE}"), self._made(BEST, labels.best(), "")]

    def legend(self, explained: Iterable[str]) -> list[nodes.paragraph]:
        """Return a line that says what the drawings mean, if any of them says it nowhere."""
        kinds = [kind for kind in (*MarkKind, BEST) if kind in set(explained)]
        if not kinds or not self.explains:
            return []
        line = nodes.paragraph("", "", classes=["versus-marks"])
        for kind in kinds:
            words = _words(kind)
            line += [nodes.Text(" ")] * bool(line.children)
            line += nodes.inline("", "", self._made(kind), nodes.Text(words))
        return [line]

    def _made(self, kind: str, said: str = "", typed: str = "") -> versus_mark:
        shown = said if self.draws else typed
        return versus_mark(
            "",
            *([nodes.Text(shown)] if shown else []),
            kind=str(kind),
            classes=["versus-mark", f"versus-mark-{kind.replace(' ', '-')}"],
        )

    def _sign(self, text: str, kind: MarkKind) -> str:
        found = _SIGN.match(text)
        read = read_mark(found[0], self.language) if found else None
        return found[0] if found and read and read.kind is kind else ""

    def _word(self, text: str, kind: MarkKind) -> str:
        start = text.casefold()
        words = [word for word, said in self.language.marks.items() if said is kind]
        return text[: max((len(word) for word in words if start.startswith(word)), default=0)]


def _words(kind: str) -> str:
    return labels.best() if kind == BEST else labels.mark(MarkKind(kind))


def _first_text(holder: nodes.Element) -> nodes.Text | None:
    """Return the first text in a node, unless a picture comes first."""
    for node in walk(holder):
        if isinstance(node, nodes.image):
            return None
        if isinstance(node, nodes.Text) and node.strip():
            return node
    return None


def _replace(text: nodes.Text, before: str, drawn: versus_mark, behind: str) -> None:
    parts: Iterator[nodes.Node] = map(nodes.Text, filter(None, [before]))
    parent = text.parent
    assert parent is not None
    at = parent.index(text)
    parent[at : at + 1] = [*parts, drawn, *map(nodes.Text, filter(None, [behind]))]


def visit_mark_html(self: HTML5Translator, node: versus_mark) -> None:
    """Write a drawing that the style sheet makes, or in a book the picture of one."""
    words, classes = self.encode(node.astext()), " ".join(node["classes"])
    if self.builder.name == "epub":
        # Few readers draw by a style sheet, and none has a page of a book declare its drawings.
        name = f"_static/{node['classes'][-1].replace('-mark', '')}.svg"
        page = self.builder.get_target_uri(self.builder.current_docname)
        address = relative_uri(page, name)
        self.body.append(f'<img class="{classes}" src="{address}" alt="{words}" />')
    else:
        title = f' title="{words}"' if words else ""
        self.body.append(f'<span class="{classes}"{title}>{words}</span>')
    raise nodes.SkipNode


def visit_mark_latex(self: Any, node: versus_mark) -> None:
    """Write a sign that needs no package; the words follow it."""
    self.body.append(f"{_IN_LATEX[node['kind']]} ")


def depart_mark_latex(_self: Any, _node: versus_mark) -> None:
    """The words have been written."""


def register(app: Sphinx) -> None:
    """Register how builders write marks."""
    app.add_node(
        versus_mark,
        override=True,
        html=(visit_mark_html, None),
        latex=(visit_mark_latex, depart_mark_latex),
    )
