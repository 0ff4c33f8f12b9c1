"""The order of a book: which documents it holds, and how they follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import patfilter


class Part(NamedTuple):
    """A caption of the first document's tables of contents."""

    title: str


class Chapter(NamedTuple):
    """A document, the level of its heading from 1, and where it is.

    In a part, or at the end, behind what extensions add to the chapters.
    """

    docname: str
    level: int
    in_part: bool
    at_end: bool = False


Outline = list[Part | Chapter]


def chosen(
    env: BuildEnvironment, start: str, parts: Sequence[tuple[str, Sequence[str]]]
) -> Outline:
    """Return the chapters of a book that a project chooses, in the order of its choice.

    ``parts`` are captions, each with patterns of names. What is in no part, behind all parts,
    is at the end.
    """
    names = [item.docname for item in outline(env, start) if isinstance(item, Chapter)]
    book: Outline = []
    seen: set[str] = set()
    for caption, patterns in parts:
        named = [name for pattern in patterns for name in patfilter(names, pattern)]
        chapters = [found for name in named for found in _chapters(env, name, 1, seen)]
        if chapters and caption:
            book.append(Part(caption))
        book += [Chapter(name, level, bool(caption)) for name, level in chapters]
    places = [place for place, item in enumerate(book) if isinstance(item, Part) or item.in_part]
    last = max(places, default=len(book))
    return [
        item._replace(at_end=place > last) if isinstance(item, Chapter) else item
        for place, item in enumerate(book)
    ]


def outline(env: BuildEnvironment, start: str) -> Outline:
    """Return the parts and chapters of the book that begins with a document.

    What a document's tables of contents name follows the document, one level
    below it. What the first document names are chapters, in parts where its
    tables of contents have captions. A document that is named twice comes once.
    """
    book: Outline = [Chapter(start, 1, in_part=False)]
    seen = {start}
    in_part = False
    for toctree in _toctrees(env, start):
        chapters = [
            chapter
            for docname in _named(env, toctree)
            for chapter in _chapters(env, docname, 1, seen)
        ]
        if chapters and toctree.get("caption"):
            in_part = True
            book.append(Part(toctree["caption"]))
        book += [Chapter(docname, level, in_part) for docname, level in chapters]
    return book


def _chapters(
    env: BuildEnvironment, docname: str, level: int, seen: set[str]
) -> Iterator[tuple[str, int]]:
    if docname in seen:
        return
    seen.add(docname)
    yield docname, level
    for toctree in _toctrees(env, docname):
        for below in _named(env, toctree):
            yield from _chapters(env, below, level + 1, seen)


def _toctrees(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    return list(env.tocs[docname].findall(addnodes.toctree)) if docname in env.tocs else []


def _named(env: BuildEnvironment, toctree: addnodes.toctree) -> list[str]:
    return [name for name in toctree["includefiles"] if name in env.all_docs]
