"""Plain occurrences of names of entities, which a writer may want to link.

They are no findings: many of them are about something else, which only a person can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sphinx_versus.api import Facts, FoundEntity, MentionKind, facts_of
from sphinx_versus.nodes import (
    versus_example,
    versus_mention,
    versus_name,
    versus_side,
    versus_subject,
)
from sphinx_versus.site.trees import is_hidden, line_of_text

# What leads somewhere already, is a name by itself, or is no prose.
_CLOSED = (nodes.reference, addnodes.pending_xref, nodes.literal, nodes.math, nodes.raw)
_NO_PROSE = (nodes.Titular, nodes.FixedTextElement, nodes.field_list, nodes.term)
_OURS = (versus_example, versus_mention, versus_name, versus_side, versus_subject)


class Occurrences(NamedTuple):
    """Names of one entity in the plain text of a page: its title, the words and the lines."""

    docname: str
    lines: tuple[int, ...]
    words: str
    title: str


def occurrences(env: BuildEnvironment) -> Iterator[Occurrences]:
    """Yield what could be linked, by page and entity.

    Pages where the entity is a side, and its own, need no link, nor do rows with its name.
    """
    facts = facts_of(env)
    rows = {
        (each.docname, each.line, each.slug)
        for found in facts.entities_by_slug.values()
        for each in found.mentions
        if each.kind is MentionKind.ROW
    }
    for docname in sorted(env.found_docs):
        names = _names(facts, docname)
        seen: dict[str, dict[int, str]] = {}
        for line, text in _texts(env.get_doctree(docname)) if names else ():
            for words, found in found_in(text, names):
                if (docname, line, found.slug) in rows:
                    continue
                seen.setdefault(found.title, {}).setdefault(line, words)
        for title, lines in seen.items():
            in_order = sorted(lines)
            yield Occurrences(docname, tuple(in_order), lines[in_order[0]], title)


def found_in(text: str, names: dict[str, FoundEntity]) -> Iterator[tuple[str, FoundEntity]]:
    """Yield the names in a text, of two that begin alike the longer one, in either case."""
    longest = sorted(names, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"
    for match in re.finditer(pattern, text, re.IGNORECASE) if names else ():
        if found := names.get(match[0].casefold()):
            yield match[0], found


def _names(facts: Facts, docname: str) -> dict[str, FoundEntity]:
    """Return what leads somewhere from a page, by its names."""
    found: dict[str, FoundEntity] = {}
    for each in facts.entities_by_slug.values():
        here = {side.comparison.docname for side in each.sides}
        here |= {each.home.docname} if each.home else set()
        if each.target and docname not in here:
            aliases = each.home.aliases if each.home else ()
            found |= {name.casefold(): each for name in (each.name, each.title, *aliases)}
    return found


def _texts(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Yield the prose of a document, by paragraph and line, without what is linked."""
    if isinstance(node, (*_NO_PROSE, *_OURS)) or is_hidden(node):
        return
    if isinstance(node, nodes.TextElement):
        first = line_of_text(node)
        for number, line in enumerate("".join(_open(node.children)).split("\n")):
            yield first + number, line
        return
    for child in node.children:
        yield from _texts(child)


def _open(children: Iterable[nodes.Node]) -> Iterator[str]:
    for child in children:
        if isinstance(child, nodes.Text):
            yield str(child)
        elif isinstance(child, _CLOSED):
            yield "\N{OBJECT REPLACEMENT CHARACTER}"
        else:
            yield from _open(child.children)
