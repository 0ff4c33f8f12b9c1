"""Sources of a claim in whose place a word was meant, found in their inline markup."""

from __future__ import annotations

from typing import Literal

from docutils import nodes

from sphinx_versus.grammar.evidence import Pieces, opening
from sphinx_versus.grammar.item_text import BEGIN, CITED, OTHER, clean, flat, quoted, styled
from sphinx_versus.grammar.meant import Doubt, Place, meant
from sphinx_versus.model.facts import Stance
from sphinx_versus.site.trees import is_citation, is_hidden

_STYLED = nodes.strong | nodes.literal | nodes.inline | nodes.abbreviation | nodes.math


def shown(node: nodes.Node) -> str:
    """Return what inline markup shows, for `item_text.flat`."""
    if isinstance(node, nodes.Text):
        return clean(str(node))
    if is_citation(node):
        return CITED
    if isinstance(node, nodes.raw):
        # A tag of HTML.
        return "" if is_hidden(node) else BEGIN
    if is_hidden(node) or isinstance(node, nodes.footnote_reference):
        return ""
    text = "".join(map(shown, node.children))
    if isinstance(node, nodes.emphasis | nodes.title_reference | nodes.reference):
        return quoted(text)
    if isinstance(node, _STYLED):
        return styled(text)
    return text if isinstance(node, nodes.superscript | nodes.subscript) else OTHER


def doubt_about(pieces: Pieces, word: Stance | Literal[""], number: int) -> Doubt | None:
    """Return what in a source of an item is meant as a word and is none.

    Behind ``supports:`` and its like nothing is, but for another word behind a ``;``.
    """
    if not word:
        return meant(flat(pieces, shown), first=not number)
    again = opening(pieces).word if number else ""
    return Doubt(again, f"{again}:", again, Place.INSIDE, 0, "") if again else None
