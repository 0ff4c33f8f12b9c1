"""What a block holds as text that was most likely meant to be read as something else."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from docutils import nodes

from sphinx_versus.grammar.lookalikes import lookalikes
from sphinx_versus.grammar.lookalikes.found import Context
from sphinx_versus.grammar.problems import Problem
from sphinx_versus.site.trees import line_of, walk_blocks

_COLONS = (":", "\N{FULLWIDTH COLON}")


def unread(blocks: Sequence[nodes.Node], told: set[str], context: Context) -> Iterator[Problem]:
    """Yield the problems of parsed blocks, in order.

    ``context`` is what is known of where they stand. ``told`` is what the page
    has been told of, and will hold what the blocks are told of.
    """
    inside = dataclasses.replace(context, place="inside")
    heading = dataclasses.replace(context, place="heading")
    inner = dataclasses.replace(context, place="inner heading")
    item = dataclasses.replace(context, place="item")
    before_list = dataclasses.replace(context, before_list=True)
    for block, following in itertools.zip_longest(blocks, blocks[1:]):
        for node in walk_blocks(block):
            if not isinstance(node, nodes.paragraph | nodes.rubric | nodes.term):
                continue
            # MyST keeps no Markdown of headings.
            text, place = node.rawsource or node.astext(), context
            if isinstance(node, nodes.rubric) and "level" in node:
                # In a directive, a heading divides what stands there.
                within = isinstance(node.parent, nodes.list_item | nodes.block_quote)
                place = inner if within else heading
            elif not isinstance(node, nodes.paragraph) or isinstance(node.parent, nodes.entry):
                place = inside
            elif isinstance(node.parent, nodes.list_item) and node.parent[0] is node:
                place = item
            elif _may_lead(text) and _is_list(following if node is block else _next(node)):
                place = before_list
            for found in lookalikes(text, place):
                line = line_of(node) + found.line
                # One block may stand in another one, which looks at its texts again.
                mark = found.once or f"{line} {found.message}"
                if mark not in told:
                    told.add(mark)
                    yield Problem(found.kind, line, found.message)


def _may_lead(text: str) -> bool:
    """Return whether it matters to a text that a list follows it."""
    last = text.rsplit("\n", 1)[-1].lstrip()
    return text.endswith(_COLONS) or last == text or not last[:1].isalnum()


def _next(node: nodes.Element) -> nodes.Node | None:
    return node.next_node(descend=False, siblings=True)


def _is_list(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)
