"""What a block holds as text that was most likely meant to be read as something else."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import get_args

from docutils import nodes

from sphinx_versus.grammar.headings import known_section
from sphinx_versus.grammar.lookalikes import lookalikes
from sphinx_versus.grammar.lookalikes.found import Context, Place
from sphinx_versus.grammar.names import match
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.rawtext import lazy_lines
from sphinx_versus.site.trees import line_of, line_of_text, walk_blocks

# What other programs call their boxes, as a fence without braces.
_BOX = re.compile(r"(note|tip|info|important|warning|danger|caution|hint|success|failure)\b")

_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
_COLONS = (":", "\N{FULLWIDTH COLON}")


def unread(
    blocks: Sequence[nodes.Node],
    told: set[str],
    context: Context,
    lines: Sequence[str] = (),
    first_line: int = 1,
) -> Iterator[Problem]:
    """Yield the problems of parsed blocks, in order.

    ``context`` is what is known of where they stand. ``told`` is what the page
    has been told of, and will hold what the blocks are told of. ``lines`` are those of
    the body, the first of them line ``first_line`` of the file.
    """
    at = {place: dataclasses.replace(context, place=place) for place in get_args(Place)}
    before_list = dataclasses.replace(context, before_list=True)
    # Items that stand apart from each other are paragraphs; the first one is told of.
    run: tuple[nodes.Node | None, str] | None = None
    previous: nodes.Node | None = None
    for node, following in _texts(blocks):
        if isinstance(node, nodes.container):
            yield from _boxes(node)
            continue
        if isinstance(node, nodes.literal_block):
            yield from _indented(node, previous, lines[line_of(node) - first_line :], context)
            continue
        place = _place_of(node)
        if place == "item" and (above := _heading_in_list(node, blocks, context)):
            yield above
            continue
        if isinstance(node, nodes.rubric) and "level" not in node:
            # Tabs have labels that are rubrics too.
            written = lines[line_of(node) - first_line :][:1]
            if "{rubric}" in "".join(written) and _opens(node.astext(), context):
                yield Problem(
                    Kind.NOT_A_HEADING,
                    line_of(node),
                    f'"{{rubric}} {node.astext()}" opens no section; write a heading in its place: '
                    f'"## {node.astext()}"',
                )
            continue
        text = node.rawsource or _of_heading(node, lines, first_line)
        leads = place == "lines" and (
            (_may_lead(text) and _is_list(following or _next(node)))
            or (not text[:1].isalpha() and _is_side(previous, context))
            or (_may_lead(text) and _leads_side(text, following or _next(node), context))
        )
        continues = run == (previous, text[:1])
        previous = node
        known = before_list if leads else at[place]
        if place == "item" and "\n" in text:
            start = line_of_text(node) - first_line
            folded = lazy_lines(lines, start, text.count("\n") + 1)
            known = dataclasses.replace(known, folded=tuple(line - start for line in folded))
        for found in lookalikes(text, known):
            if found.kind is Kind.NOT_A_LIST:
                run = (node, text[:1])
                if continues and not found.line:
                    continue
            line = line_of_text(node) + found.line
            # One block may stand in another one, which looks at its texts again.
            mark = found.once or f"{line} {found.message}"
            if mark not in told:
                told.add(mark)
                yield Problem(found.kind, line, found.message)


def _of_heading(node: nodes.Element, lines: Sequence[str], first_line: int) -> str:
    """Return the text of a heading, of which MyST keeps no Markdown; with the signs that escape."""
    at = line_of(node) - first_line
    raw = lines[at].strip("# ") if 0 <= at < len(lines) else ""
    return raw if "\\" in raw else node.astext()


_LOOKED_AT = nodes.paragraph | nodes.rubric | nodes.term | nodes.container | nodes.literal_block


def _indented(
    node: nodes.literal_block, previous: nodes.Node | None, lines: Sequence[str], context: Context
) -> Iterator[Problem]:
    """Yield a problem where spaces have made code of a heading, or of the points of a side."""
    text = lines[0].strip() if lines else ""
    heading = text.startswith("#") and _opens(text.strip("# "), context)
    if heading or (_ITEM.match(text) and _is_side(previous, context)):
        kind = Kind.NOT_A_HEADING if heading else Kind.NOT_A_LIST
        yield Problem(
            kind,
            line_of(node),
            f'"{text}" is code, because it stands four spaces or more to the right; '
            "take these spaces out",
        )


def _heading_in_list(
    node: nodes.Element, blocks: Sequence[nodes.Node], context: Context
) -> Problem | None:
    """Return the problem of a heading that is the only item of a list, above one of a side."""
    if not known_section(node.astext(), context.headings):
        return None
    items = node.parent.parent
    alone = len(items.children) == 1 and len(node.parent.children) == 1
    at = next((at for at, block in enumerate(blocks) if block is items), len(blocks))
    if not alone or not any(_is_side(block, context) for block in blocks[at + 1 : at + 2]):
        return None
    words = node.astext().strip()
    return Problem(
        Kind.NOT_A_HEADING,
        line_of(node),
        f'"{words}" looks like a heading and is an item of a list; write "## {words}"',
    )


def _opens(words: str, context: Context) -> bool:
    """Return whether words are the heading of a section or of a side."""
    hit = match(words, context.names)
    return known_section(words, context.headings) or (hit is not None and hit.exact)


def _texts(blocks: Sequence[nodes.Node]) -> Iterator[tuple[nodes.Element, nodes.Node | None]]:
    """Yield texts and boxes in blocks; what is a block with the next one, which it asks in vain.

    The blocks have lost what they were parsed into.
    """
    for block, following in itertools.zip_longest(blocks, blocks[1:]):
        for node in walk_blocks(block):
            if isinstance(node, _LOOKED_AT):
                yield node, following if node is block else None


def _is_side(node: nodes.Node | None, context: Context) -> bool:
    """Return whether a node is the heading of a side, below which points are expected."""
    if not isinstance(node, nodes.rubric):
        return False
    hit = match(node.astext(), context.names)
    return hit is not None and hit.exact


def _leads_side(text: str, node: nodes.Node | None, context: Context) -> bool:
    """Return whether a text is the heading of a section, and that of a side follows."""
    return _is_side(node, context) and known_section(text, context.headings)


def _place_of(node: nodes.Element) -> Place:
    parent = node.parent
    if isinstance(node, nodes.rubric) and "level" in node:
        # In a directive, a heading divides what stands there.
        within = isinstance(parent, nodes.list_item | nodes.block_quote)
        return "inner heading" if within else "heading"
    if isinstance(parent, nodes.entry):
        return "cell"
    if not isinstance(node, nodes.paragraph):
        return "inside"
    if isinstance(parent, nodes.list_item) and parent[0] is node:
        return "item"
    return "quote" if isinstance(parent, nodes.block_quote) else "lines"


def _may_lead(text: str) -> bool:
    """Return whether it matters to a text that a list follows it."""
    last = text.rsplit("\n", 1)[-1].lstrip()
    return text.endswith(_COLONS) or last == text or not last[:1].isalnum()


def _next(node: nodes.Element) -> nodes.Node | None:
    """Return what stands behind a node in the same parent."""
    around = node.parent.children if node.parent is not None else []
    behind = itertools.dropwhile(lambda each: each is not node, around)
    return next(itertools.islice(behind, 1, None), None)


def _is_list(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


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
