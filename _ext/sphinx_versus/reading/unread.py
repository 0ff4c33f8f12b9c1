"""What a block holds as text that was most likely meant to be read as something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from sphinx_versus.grammar.lookalikes import lookalikes
from sphinx_versus.grammar.lookalikes.found import Context
from sphinx_versus.grammar.problems import Problem
from sphinx_versus.site.trees import line_of, walk_blocks


def unread(blocks: Sequence[nodes.Node], told: set[str], context: Context) -> Iterator[Problem]:
    """Yield the problems of parsed blocks, in order.

    ``context`` is what is known of where they stand. ``told`` are the syntaxes that the
    page has been told of, and will hold those of the blocks.
    """
    for block in blocks:
        for node in walk_blocks(block):
            if not isinstance(node, nodes.paragraph | nodes.rubric | nodes.term):
                continue
            for found in lookalikes(node.rawsource, context):
                if found.once not in told:
                    yield Problem(found.kind, line_of(node) + found.line, found.message)
                if found.once:
                    told.add(found.once)
