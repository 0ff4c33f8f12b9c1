"""Names of entities in the plain text of a finished document, which could be links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.nodes import (
    versus_example,
    versus_mention,
    versus_name,
    versus_side,
    versus_subject,
)
from sphinx_versus.site.trees import is_hidden, line_of_text

# Letters of scripts that part no words, or not from their endings.
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\ud7a3\U00020000-\U0003ffff]"
)
# What leads somewhere already, or is no word.
_CLOSED = (nodes.reference, addnodes.pending_xref, nodes.literal, nodes.math, nodes.raw)
# What is no prose, or is a name by itself.
_NO_PROSE = (
    *(nodes.Titular, nodes.FixedTextElement, nodes.field_list, nodes.term),
    *(versus_example, versus_mention, versus_name, versus_side, versus_subject),
)


def occurrences(
    document: nodes.document, names: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Yield the lines with a name, the words, and what the name stands for in ``names``."""
    for line, text in _texts(document) if names else ():
        for words, found in found_in(text, names):
            yield line, words, found


def found_in(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names in a text, given folded, of two that begin alike the longer one."""
    folded = text.casefold()
    written = text if len(folded) == len(text) else folded
    longest = "|".join(map(_whole, sorted(names, key=len, reverse=True)))
    for match in re.finditer(longest, folded):
        yield written[match.start() : match.end()], names[match[0]]


def _whole(name: str) -> str:
    """Return an expression for a name as a whole word, where its script parts words."""
    before, behind = (
        "" if _UNPARTED.match(sign) else guard
        for sign, guard in ((name[0], r"(?<!\w)"), (name[-1], r"(?!\w)"))
    )
    return f"{before}{re.escape(name)}{behind}"


def _texts(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Yield the prose of a document, by line, without what is linked."""
    if isinstance(node, _NO_PROSE) or is_hidden(node):
        return
    if isinstance(node, nodes.TextElement):
        first = line_of_text(node)
        for number, line in enumerate("".join(_open(node.children)).split("\n")):
            yield first + number, line
        return
    for child in node.children:
        yield from _texts(child)


def _open(children: Iterable[nodes.Node]) -> Iterator[str]:
    for child in children:
        if isinstance(child, nodes.Text):
            yield str(child)
        elif isinstance(child, _CLOSED):
            yield "\N{OBJECT REPLACEMENT CHARACTER}"
        else:
            yield from _open(child.children)
