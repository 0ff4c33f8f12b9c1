"""What a block holds as text that was most likely meant to be read as something else."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from docutils import nodes

from sphinx_versus.grammar.lookalikes import lookalikes
from sphinx_versus.grammar.lookalikes.citations import only_known
from sphinx_versus.grammar.problems import Problem
from sphinx_versus.site.trees import line_of, walk_blocks


def unread(
    blocks: Sequence[nodes.Node], told: set[str], keys: Container[str] = ()
) -> Iterator[Problem]:
    """Yield the problems of parsed blocks, in order.

    ``told`` are the syntaxes that the page has been told of, and will hold those of the blocks;
    ``keys`` are those of the bibliography.
    """
    for block in blocks:
        for node in walk_blocks(block):
            if not isinstance(node, nodes.paragraph | nodes.rubric | nodes.term):
                continue
            for found in (*lookalikes(node.rawsource), *only_known(node.rawsource, keys)):
                if found.once not in told:
                    yield Problem(found.kind, line_of(node) + found.line, found.message)
                if found.once:
                    told.add(found.once)
