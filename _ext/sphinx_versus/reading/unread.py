"""What a block holds as text that was most likely meant to be read as something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docutils import nodes

from sphinx_versus.grammar.lookalikes import lookalikes
from sphinx_versus.grammar.lookalikes.markup import Place
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.site.trees import line_of, line_of_text, walk_blocks

# What other programs call their boxes, as a fence without braces.
_BOX = re.compile(r"(note|tip|info|important|warning|danger|caution|hint|success|failure)\b")


def unread(
    blocks: Sequence[nodes.Node], told: set[str], syntaxes: Collection[str]
) -> Iterator[Problem]:
    """Yield the problems of parsed blocks, in order.

    ``told`` are the syntaxes that the page has been told of, and will hold those of the blocks;
    ``syntaxes`` are those of MyST that are on.
    """
    for block in blocks:
        for node in walk_blocks(block):
            if isinstance(node, nodes.container):
                yield from _boxes(node)
            if not isinstance(node, nodes.paragraph | nodes.rubric | nodes.term):
                continue
            for found in lookalikes(node.rawsource, syntaxes, _place(node)):
                if found.once not in told:
                    yield Problem(found.kind, line_of_text(node) + found.line, found.message)
                if found.once:
                    told.add(found.once)


def _place(node: nodes.Node) -> Place:
    if isinstance(node.parent, nodes.entry):
        return Place.CELL
    return Place.HEADING if isinstance(node, nodes.rubric) else Place.TEXT


def _boxes(node: nodes.container) -> Iterator[Problem]:
    name = node["classes"][-1] if node.get("is_div") and node["classes"] else ""
    if found := _BOX.match(name):
        known = {"info": "note", "success": "note", "failure": "warning"}.get(found[1], found[1])
        yield Problem(
            Kind.UNREAD_MARKUP,
            line_of(node),
            f'":::{name}" opens no box, and what stands behind it is lost; write ":::{{{known}}}", '
            f'or ":::{{admonition}} A title"',
        )
