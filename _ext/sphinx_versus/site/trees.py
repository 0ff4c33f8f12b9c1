"""Short ways through trees of nodes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import cast

from docutils import nodes
from sphinx import addnodes

# What stands in a text and is none of the writer's words.
NO_WORDS = nodes.footnote_reference | nodes.raw | nodes.system_message
# What stands raised, in Unicode: 10⁶ is not to be taken for 106.
_RAISED = {ord(unicodedata.normalize("NFKC", sign)): sign for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"}
_STANDARD = ("docutils.", "sphinx.")
_NAMES: dict[type[nodes.Node], str] = {}
# In HTML.
_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)+\s*", re.DOTALL)


def walk(root: nodes.Node) -> list[nodes.Node]:
    """Return a node and all below it, in order, several times as fast as docutils."""
    found: list[nodes.Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if node.children:
            waiting += node.children[::-1]
    return found


def walk_blocks(root: nodes.Node) -> list[nodes.Node]:
    """Return a node and all below it, in order, but for what stands inside of a text."""
    found: list[nodes.Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if node.children and not isinstance(node, nodes.TextElement):
            waiting += node.children[::-1]
    return found


def add(holder: nodes.Element, children: Sequence[nodes.Node]) -> None:
    """Put nodes behind what another one holds.

    docutils would ask all that is above for its document, several times for each.
    """
    for child in children:
        child.parent = holder
    holder.children += children


def fill(holder: nodes.Element, children: Sequence[nodes.Node]) -> None:
    """Put nodes into one that is empty, or is to forget what it held."""
    holder.children = []
    add(holder, children)


def standard_name(node: nodes.Node) -> str:
    """Return what docutils or Sphinx calls a node, whose class an extension may have made."""
    kind = type(node)
    if kind not in _NAMES:
        names = (base.__name__ for base in kind.__mro__ if base.__module__.startswith(_STANDARD))
        _NAMES[kind] = next(names, kind.__name__)
    return _NAMES[kind]


def put_in_place(place: nodes.Element, answer: list[nodes.Node]) -> None:
    """Replace a place by what belongs there, which takes over its labels and classes."""
    first = next((node for node in answer if isinstance(node, nodes.Element)), None)
    if first is not None:
        first["classes"] += place["classes"]
    if place["ids"]:
        answer = [nodes.target("", "", ids=place["ids"], names=place["names"]), *answer]
    place["classes"], place["ids"], place["names"] = [], [], []
    place.replace_self(answer)


def place_with(node: nodes.Element, other: nodes.Node) -> None:
    """Set the document of a node to that of another, so that docutils need not search for it."""
    node.document = cast("nodes.document", other.document)


def line_of(node: nodes.Node) -> int:
    """Return the line of the nearest node upwards that knows it, or 0."""
    found: nodes.Node | None = node
    while found is not None:
        if found.line:
            return found.line
        found = found.parent
    return 0


def line_of_text(node: nodes.Node) -> int:
    """Return the line of a text; in a cell, which has that of its whole table, that of its row."""
    line, row = line_of(node), node.parent and node.parent.parent
    if not isinstance(row, nodes.row) or not isinstance(row.parent, nodes.tbody):
        return line
    # Releases of MyST differ in whose line all cells of a pipe table have: that of the table, of
    # its first row, which is two below, or of the block around it.
    first = line_of(row.parent.parent.parent)
    return first + 2 + row.parent.index(row) if line <= first + 2 else line


def is_hidden(node: nodes.Node) -> bool:
    """Return whether readers see nothing of a node where it stands: labels, comments, footnotes."""
    if isinstance(node, nodes.raw):
        return _COMMENTS.fullmatch(node.astext()) is not None
    return isinstance(node, nodes.Invisible | nodes.system_message | nodes.footnote)


def is_citation(node: nodes.Node) -> bool:
    """Return whether a node is a citation of the bibliography."""
    return isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"


def is_block(node: nodes.Node) -> bool:
    """Return whether a node stands for itself, so that its words are not glued to others."""
    return isinstance(node, nodes.Body | nodes.Part | nodes.Titular) and not isinstance(
        node, nodes.Inline
    )


def plain_text(node: nodes.Node) -> str:
    """Return the text of a node on one line, without citations and footnote marks."""
    if len(node.children) == 1 and isinstance(node.children[0], nodes.Text):
        return " ".join(node.children[0].split())
    return " ".join("".join(texts_in(node)).split())


def texts_in(node: nodes.Node) -> Iterator[str]:
    """Yield the texts of a node, without citations and footnote marks."""
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, nodes.image):
        yield node.get("alt", "")
    elif isinstance(node, nodes.superscript) and all(
        ord(sign) in _RAISED for sign in node.astext()
    ):
        yield node.astext().translate(_RAISED)
    elif not is_citation(node) and not isinstance(node, NO_WORDS):
        if is_block(node):
            yield " "
        for child in node.children:
            yield from texts_in(child)
