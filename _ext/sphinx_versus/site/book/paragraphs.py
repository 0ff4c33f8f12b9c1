"""Takes blocks out of paragraphs.

Sphinx's field lists put the blocks that describe a parameter into a paragraph, below inline
nodes. A paragraph of Typst holds nothing but a text: all else in it would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes


def take_blocks_out(document: nodes.document) -> None:
    """Divide each paragraph with blocks in it into paragraphs and blocks, in order."""
    # Outer ones first: what comes out of them may hold others.
    waiting: list[nodes.Element] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.paragraph) and _holds_blocks(node):
            pieces = list(_pieces(node))
            match pieces:
                case [nodes.paragraph() as name, nodes.paragraph(attributes=own) as said, *_] if (
                    name.astext().endswith(" ") and not own["ids"]
                ):
                    # The name of a parameter and a dash, before what is said of it.
                    name += said.children
                    pieces.remove(said)
            node.replace_self(pieces)
            waiting += [piece for piece in pieces if isinstance(piece, nodes.Element)]
        else:
            waiting += [child for child in node.children if isinstance(child, nodes.Element)]


def _is_block(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.Inline | nodes.Invisible):
        return False
    return isinstance(node, nodes.Body) or not isinstance(node, nodes.TextElement)


def _holds_blocks(node: nodes.Node) -> bool:
    return any(
        _is_block(child) or (isinstance(child, nodes.TextElement) and _holds_blocks(child))
        for child in node.children
    )


def _pieces(node: nodes.TextElement) -> Iterator[nodes.Node]:
    """Yield the blocks in a text, and copies of it with what stands between them."""
    inner = [
        piece
        for child in node.children
        for piece in (
            _pieces(child)
            if isinstance(child, nodes.TextElement)
            and not _is_block(child)
            and _holds_blocks(child)
            else [child]
        )
    ]
    first = True
    for is_block, group in groupby(inner, _is_block):
        if is_block:
            yield from group
            continue
        copy = node.copy()
        copy["ids"] = node["ids"] if first else []
        copy += group
        first = False
        yield copy
