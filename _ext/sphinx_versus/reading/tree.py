"""The parsed body of a comparison as a tree of headings; short ways through trees of nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.evidence import Pieces
from sphinx_versus.grammar.names import split_keys

# What stands in a text and is none of the writer's words.
NO_WORDS = nodes.footnote_reference | nodes.raw | nodes.system_message
# In HTML.
_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)+\s*", re.DOTALL)


@dataclass(slots=True)
class Part:
    """A heading with what stands below it; the root has no heading.

    ``title`` is the heading as plain text.
    """

    heading: nodes.rubric | None = None
    title: str = ""
    body: list[nodes.Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of the heading, from 1; 0 for the root."""
        return self.heading["level"] if self.heading is not None else 0

    @property
    def line(self) -> int:
        """The line of the heading."""
        return line_of(self.heading) if self.heading is not None else 0


def outline(blocks: Iterable[nodes.Node]) -> Part:
    """Build the tree of headings; their levels count only against each other."""
    root = Part()
    open_parts = [root]
    for block in blocks:
        if isinstance(block, nodes.rubric) and "level" in block:
            part = Part(block, plain_text(block))
            while len(open_parts) > 1 and open_parts[-1].level >= part.level:
                open_parts.pop()
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        else:
            open_parts[-1].body.append(block)
    return root


def walk(root: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, in order, several times as fast as docutils."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def walk_blocks(root: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, in order, but for what stands inside of a text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, nodes.TextElement):
            waiting.extend(reversed(node.children))


def fill(holder: nodes.Element, children: Sequence[nodes.Node]) -> None:
    """Put nodes into one that is empty, or is to forget what it held.

    docutils would ask all that is above for its document, several times for each.
    """
    for child in children:
        child.parent = holder
    holder.children = list(children)


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
    """Say at once that a node is of the document of another.

    docutils would look for it upwards again and again.
    """
    node.document = cast("nodes.document", other.document)


def line_of(node: nodes.Node) -> int:
    """Return the line of the nearest node upwards that knows it, or 0."""
    found: nodes.Node | None = node
    while found is not None:
        if found.line:
            return found.line
        found = found.parent
    return 0


def is_hidden(node: nodes.Node) -> bool:
    """Tell whether readers see nothing of a node where it stands: labels, comments, footnotes."""
    if isinstance(node, nodes.raw):
        return _COMMENTS.fullmatch(node.astext()) is not None
    return isinstance(node, nodes.Invisible | nodes.system_message | nodes.footnote)


def is_citation(node: nodes.Node) -> bool:
    """Tell whether a node is a citation of the bibliography."""
    return isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"


def cited_keys(node: nodes.Node) -> Iterator[str]:
    """Yield the bibliography keys cited in a node, in order."""
    for citation in filter(is_citation, walk(node)):
        assert isinstance(citation, nodes.Element)
        yield from split_keys(citation["reftarget"])


def plain_text(node: nodes.Node) -> str:
    """Return the text of a node on one line, without citations and footnote marks."""
    if len(node.children) == 1 and isinstance(node.children[0], nodes.Text):
        return " ".join(node.children[0].split())
    return " ".join("".join(_texts(node)).split())


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, nodes.image):
        yield node.get("alt", "")
    elif not is_citation(node) and not isinstance(node, NO_WORDS):
        for child in node.children:
            yield from _texts(child)


def pieces_of(node: nodes.Element) -> Pieces:
    """Return the inline content of a node as the pieces of the claim grammar.

    The nodes are the node's own, not copies: footnotes and references are
    known to the document by identity.
    """
    return [str(child) if isinstance(child, nodes.Text) else child for child in node.children]


def from_pieces(pieces: Pieces) -> list[nodes.Node]:
    """Return pieces as inline nodes again."""
    return [nodes.Text(piece) if isinstance(piece, str) else piece for piece in pieces]


def text_of_pieces(pieces: Pieces) -> str:
    """Return pieces as plain text on one line."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return " ".join(pieces[0].split())
    texts = (piece if isinstance(piece, str) else "".join(_texts(piece)) for piece in pieces)
    return " ".join("".join(texts).split())
