"""The parsed body of a comparison as a tree of headings, and inline content as pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from docutils import nodes

from sphinx_versus.grammar.evidence import Pieces
from sphinx_versus.grammar.names import split_keys
from sphinx_versus.site.trees import is_citation, line_of, plain_text, texts_in, walk


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


def labels_of(part: Part) -> list[nodes.Node]:
    """Return what keeps the labels of a heading that is left out, for links that lead there."""
    heading = part.heading
    if heading is None or not heading["ids"]:
        return []
    return [nodes.target("", "", ids=heading["ids"], names=heading["names"])]


def level_headings(
    blocks: Iterable[nodes.Node],
    is_section: Callable[[str], bool],
    is_side: Callable[[str], bool],
) -> list[nodes.rubric]:
    """Put headings of the first level on the second one, where sections are; return them.

    Levels count against each other, so that a comparison may have all its sections on
    the first one, and a section for each side too.
    """
    headings = [block for block in blocks if isinstance(block, nodes.rubric)]
    above = [heading for heading in headings if heading.get("level") == 1]
    below = [heading for heading in headings if heading.get("level") == 2]
    if any(is_side(plain_text(heading)) for heading in above) or not any(
        is_section(plain_text(heading)) for heading in below
    ):
        return []
    for heading in above:
        heading["level"] = 2
    return above


def cited_keys(node: nodes.Node) -> Iterator[str]:
    """Yield the bibliography keys cited in a node, in order."""
    for citation in filter(is_citation, walk(node)):
        assert isinstance(citation, nodes.Element)
        yield from split_keys(citation["reftarget"])


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
    texts = (piece if isinstance(piece, str) else "".join(texts_in(piece)) for piece in pieces)
    return " ".join("".join(texts).split())
