"""Prose as plain data: text, its emphasis, its links out of the project, its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.grammar.evidence import split_sources
from sphinx_versus.model.facts import Prose, Run
from sphinx_versus.nodes import versus_break, versus_struck
from sphinx_versus.site.addresses import web_address
from sphinx_versus.site.trees import NO_WORDS, is_block, is_citation

_KINDS: dict[str, type[nodes.TextElement]] = {
    kind.__name__: kind
    for kind in (
        *(nodes.emphasis, nodes.strong, nodes.literal, nodes.math),
        *(nodes.subscript, nodes.superscript),
    )
}
# Around struck words, which are not to be taken for words that hold.
_STRUCK = "~~"
_ALONE = nodes.paragraph | nodes.list_item | nodes.definition | nodes.entry
# What stands before the lines of a cell that are points.
_BULLET = re.compile(r"(?:[-*\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}•‣◦▪]|\d{1,2}[.)])\s+")


def prose_of(*roots: nodes.Node) -> Prose:
    """Return the prose of nodes; blocks among them are parted by a space."""
    if len(roots) == 1:
        only = roots[0]
        while len(only.children) == 1 and isinstance(only, _ALONE):
            only = only.children[0]
        if isinstance(only, nodes.Text):
            # Most prose is nothing but text.
            return (" ".join(only.split()),)
    runs: list[str | Run] = []
    for root in roots:
        _collect(root, runs)
    return tuple(_joined(runs))


def texts_of(holder: nodes.Element) -> Iterator[Prose]:
    """Yield the prose of each paragraph and each item of the lists that a node holds."""
    for child in holder.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield from map(prose_of, child.children)
        elif isinstance(child, nodes.paragraph) and (prose := prose_of(child)):
            yield prose


def points_of(cell: nodes.Element) -> Iterator[Prose]:
    """Yield the points that a cell lists: its items, its lines, or else what ``;`` parts."""
    for child in cell.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield from map(prose_of, child.children)
        elif isinstance(child, nodes.paragraph):
            lines = [said for line in _lines_of(child.children) if any(said := prose_of(*line))]
            if len(lines) > 1:
                yield from map(_without_bullet, lines)
            else:
                yield from (part for line in lines for part in split_prose(line))


def _lines_of(inside: Sequence[nodes.Node]) -> list[list[nodes.Node]]:
    """Return the nodes of a text by the lines that it is broken into."""
    lines: list[list[nodes.Node]] = [[]]
    for node in inside:
        if isinstance(node, versus_break):
            lines.append([])
        else:
            lines[-1].append(node)
    return lines


def _without_bullet(prose: Prose) -> Prose:
    first, *rest = prose
    less = _BULLET.sub("", first, count=1) if isinstance(first, str) else first
    return (less, *rest) if less else tuple(rest)


def split_prose(prose: Prose) -> list[Prose]:
    """Split prose at ``;`` outside of parentheses."""
    return [tuple(part) for part in split_sources(list(prose))]


def _collect(node: nodes.Node, runs: list[str | Run]) -> None:
    if isinstance(node, nodes.Text):
        runs.append(str(node))
    elif isinstance(node, nodes.image):
        runs.append(node.get("alt", ""))
    elif isinstance(node, addnodes.pending_xref) and is_citation(node):
        runs.append(Run(node["reftarget"], "cite", node["reftype"]))
    elif node.__class__.__name__ in _KINDS:
        runs.append(Run(_words(node), node.__class__.__name__))
    elif isinstance(node, nodes.reference) and web_address(node.get("refuri", "")):
        runs.append(Run(_words(node), "reference", node["refuri"]))
    elif not isinstance(node, NO_WORDS | nodes.Invisible):
        if is_block(node):
            runs.append(" ")
        struck = [_STRUCK] if isinstance(node, versus_struck) else []
        runs += struck
        for child in node.children:
            _collect(child, runs)
        runs += struck


def _words(node: nodes.Node) -> str:
    """Return the words in markup, which has no markup of its own in a run."""
    if all(isinstance(child, nodes.Text) for child in node.children):
        return node.astext()
    runs: list[str | Run] = []
    for child in node.children:
        _collect(child, runs)
    return "".join(run if isinstance(run, str) else run.plain for run in runs)


def _joined(runs: Iterable[str | Run]) -> Iterable[str | Run]:
    """Join neighbours of plain text, with single spaces, and none at the ends."""
    joined: list[str | Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, str) and isinstance(last, str):
            joined[-1] = last + run
        else:
            joined.append(run)
    for place, run in enumerate(joined):
        if isinstance(run, Run):
            yield run
            continue
        text = " ".join(run.split())
        before = " " if place and run[:1].isspace() else ""
        after = " " if text and place < len(joined) - 1 and run[-1:].isspace() else ""
        if before or text:
            yield before + text + after


def plain(prose: Prose) -> str:
    """Return prose as text on one line, without citations."""
    texts = (run if isinstance(run, str) else run.plain for run in prose if not is_cited(run))
    return " ".join("".join(texts).split())


def is_cited(run: str | Run) -> bool:
    """Return whether a part of prose is a citation."""
    return isinstance(run, Run) and run.kind == "cite"


def nodes_of(prose: Prose, docname: str) -> list[nodes.Node]:
    """Return prose as inline nodes of a document."""
    return [_node(run, docname) for run in prose]


def _node(run: str | Run, docname: str) -> nodes.Node:
    if isinstance(run, str):
        return nodes.Text(run)
    if run.kind == "cite":
        return addnodes.pending_xref(
            run.text,
            nodes.inline(run.text, run.text),
            refdomain="cite",
            reftype=run.target,
            reftarget=run.text,
            refdoc=docname,
            refwarn=True,
            support_smartquotes=False,
        )
    if run.kind == "reference":
        return nodes.reference(run.text, run.text, refuri=run.target, internal=False)
    return _KINDS[run.kind](run.text, run.text)
