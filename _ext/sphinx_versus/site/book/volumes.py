"""Which books are written: those of the settings, and parts of the project."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import NamedTuple

from docutils import nodes
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.matching import patfilter

from .assemble import Chapter, Part, outline
from .typesetting import BookError

logger = logging.getLogger(__name__)


class Volume(NamedTuple):
    """A book: its first document, the path of its PDF, its title and its author.

    ``chapters`` are those of a part of the project, and empty for a book of the
    settings, which begins with ``start`` and holds what follows from it.
    """

    start: str
    target: str
    title: str
    author: str
    chapters: tuple[Part | Chapter, ...] = ()


def volumes(env: BuildEnvironment, config: Config) -> Iterator[Volume]:
    """Yield the books to write; raises BookError for a part that there is not."""
    if config.typst_only:
        yield _part(env, config, config.typst_only)
        return
    for each in config.typst_documents:
        yield Volume(*each)
    chosen: dict[str, None] = {}
    for pattern in config.typst_each:
        found = sorted(patfilter(env.all_docs, pattern))
        chosen |= dict.fromkeys(found)
        if not found:
            logger.warning(f'typst_each names "{pattern}", which is no document', type="typst_book")
    for docname in chosen:
        yield _document(env, config, docname)


def _part(env: BuildEnvironment, config: Config, given: str) -> Volume:
    """Return the document or the folder of a name, or of a path as a shell completes it."""
    path = PurePosixPath(given.replace("\\", "/"))
    for name in (str(path), str(path.with_suffix("")) if path.suffix else ""):
        if name in env.all_docs:
            return _document(env, config, name)
    inside = {docname for docname in env.all_docs if path in PurePosixPath(docname).parents}
    if str(path) == "." or not inside:
        folders = {str(each) for name in env.all_docs for each in PurePosixPath(name).parents}
        near = get_close_matches(str(path), sorted({*env.all_docs, *folders} - {"."}), 1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise BookError(f'there is no document or folder "{given}"{hint}')
    return _folder(env, config, str(path), inside)


def _document(env: BuildEnvironment, config: Config, docname: str) -> Volume:
    title = env.titles[docname].astext()
    return Volume(docname, f"{docname}.pdf", title, config.author, tuple(outline(env, docname)))


def _folder(env: BuildEnvironment, config: Config, folder: str, inside: set[str]) -> Volume:
    """Return what is in a folder: its index with what that names, then in the project's order."""
    begin = outline(env, f"{folder}/index") if f"{folder}/index" in inside else []
    there = {item.docname for item in begin if isinstance(item, Chapter)}
    others: list[Chapter] = []
    captions: dict[str, None] = {}
    caption = ""
    for item in outline(env, config.root_doc):
        if isinstance(item, Part):
            caption = item.title
        elif item.docname in inside - there:
            others.append(item)
            captions[caption] = None
    listed = {item.docname for item in others}
    others += [Chapter(name, 1, False) for name in sorted(inside - there - listed)]
    least = min((item.level for item in others), default=1)
    chapters = [*begin, *(Chapter(name, level - least + 1, False) for name, level, *_ in others)]
    title = env.titles[f"{folder}/index"].astext() if begin else "".join(captions)
    if not title or len(captions) > 1:
        title = folder.rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
    start = next(item.docname for item in chapters if isinstance(item, Chapter))
    return Volume(start, f"{folder}.pdf", title, config.author, tuple(chapters))


def sources(builder: Builder, docname: str, anchors: set[str]) -> nodes.section | None:
    """Return those sources of a document that have one of some ids, below its title."""
    if docname not in _with_sources(builder.env):
        return None
    doctree = builder.env.get_doctree(docname)
    builder.env.resolve_references(doctree, docname, builder)
    found = [each for each in doctree.findall(nodes.citation) if anchors.intersection(each["ids"])]
    title = builder.env.titles[docname].astext()
    return nodes.section("", nodes.title("", title), *found) if found else None


def _with_sources(env: BuildEnvironment) -> set[str]:
    """Return the documents that list sources, by hand or with sphinxcontrib-bibtex."""
    found = {docname for docname, *_ in env.get_domain("citation").data["citations"].values()}
    try:
        listed = getattr(env.get_domain("cite"), "citations", ())
    except ExtensionError:
        return found
    return found | {each.bibliography_key.docname for each in listed}
