"""The contents of a project as a tree of entries, read once from the environment.

It holds what Sphinx's own ``toctree`` would show (titles, nested toctrees, the
options ``titlesonly``, ``hidden``, ``includehidden``, ``self``, addresses and
``tocdepth``), but copies no node: resolving the toctree for each page is what
makes a build grow with the square of its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging, url_re
from sphinx.util.nodes import clean_astext
from sphinx.util.tags import Tags

logger = logging.getLogger(__name__)

# Pages that Sphinx makes by itself, and that a toctree may name.
_GENERATED: dict[str, tuple[str, str]] = getattr(StandardDomain, "_virtual_doc_names", {})


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A link of the contents and what is below it.

    ``title`` is the link as Sphinx has stored it, for its content alone;
    ``text`` stands in its place if it is not None. ``docname`` is the document
    that the link leads to, with ``anchor`` in it; without a document,
    ``anchor`` is an address outside of the project.
    """

    title: nodes.reference | None
    text: str | None
    docname: str
    anchor: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """One toctree directive: its entries, to a depth (0 or less for all), with its caption."""

    caption: str
    entries: tuple[Entry, ...]
    maxdepth: int


class Path(NamedTuple):
    """Where an entry is: its group, and its place in each list on the way to it."""

    group: int
    places: tuple[int, ...]


@dataclass(frozen=True)
class Tree:
    """The contents of the project, or what one toctree directive shows."""

    groups: tuple[Group, ...]

    @cached_property
    def size(self) -> int:
        """The number of links, counted to the depth that is shown."""
        return sum(_count(group.entries, group.maxdepth, 1) for group in self.groups)

    @cached_property
    def paths(self) -> dict[str, tuple[Path, ...]]:
        """The ways to all entries that lead to a document or a part of it."""
        found: dict[str, list[Path]] = {}
        for number, group in enumerate(self.groups):
            for places, entry in _walk(group.entries, ()):
                if entry.docname:
                    found.setdefault(entry.docname, []).append(Path(number, places))
        return {docname: tuple(paths) for docname, paths in found.items()}


def _count(entries: tuple[Entry, ...], maxdepth: int, depth: int) -> int:
    if not is_shown(depth, maxdepth):
        return 0
    return sum(1 + _count(entry.children, maxdepth, depth + 1) for entry in entries)


def _walk(
    entries: tuple[Entry, ...], before: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Entry]]:
    for place, entry in enumerate(entries):
        yield (*before, place), entry
        yield from _walk(entry.children, (*before, place))


def is_shown(depth: int, maxdepth: int) -> bool:
    """Return whether lists of a depth (1 for the outermost) are shown."""
    return depth <= 1 or maxdepth <= 0 or depth <= maxdepth


class Reader:
    """Reads trees from an environment that is complete.

    ``titles_only`` leaves out the sections of documents, ``includehidden``
    takes in toctrees that are hidden. ``maxdepth`` is the depth to show, or 0
    for what each toctree says; with ``cut`` what is deeper is not even read,
    so that one cannot tell whether it leads to a page.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        tags: Tags,
        *,
        titles_only: bool = False,
        includehidden: bool = False,
        maxdepth: int = 0,
        cut: bool = False,
    ) -> None:
        self.env = env
        self.tags = tags
        self.titles_only = titles_only
        self.includehidden = includehidden
        self.maxdepth = maxdepth
        self.cut = cut

    def read(self, toctrees: Iterable[addnodes.toctree]) -> Tree:
        """Read some toctrees; those without an entry are left out."""
        groups = []
        for node in toctrees:
            if node.get("hidden") and not self.includehidden:
                continue
            reader = Reader(
                self.env,
                self.tags,
                titles_only=self.titles_only or node.get("titlesonly", False),
                includehidden=self.includehidden or node.get("includehidden", False),
                maxdepth=self.maxdepth or node.get("maxdepth", -1),
                cut=self.cut,
            )
            entries = tuple(reader._entries(node, (), 1))
            if entries:
                groups.append(Group(node.get("caption") or "", entries, reader.maxdepth))
        return Tree(tuple(groups))

    def _entries(
        self, node: addnodes.toctree, parents: tuple[str, ...], depth: int
    ) -> Iterator[Entry]:
        for title, ref in node["entries"]:
            if url_re.match(ref):
                yield Entry(None, title or ref, "", ref)
            elif ref == "self":
                parent = node["parent"]
                yield Entry(None, title or clean_astext(self.env.titles[parent]), parent, "")
            elif ref in _GENERATED:
                docname, name = _GENERATED[ref]
                yield Entry(None, title or str(name), docname, "")
            elif ref in parents:
                logger.warning(
                    "circular toctree references detected, ignoring: %s <- %s",
                    ref,
                    " <- ".join(parents),
                    location=ref,
                    type="toc",
                    subtype="circular",
                )
            elif ref in self.env.tocs:
                yield from self._document(title, ref, parents, depth)

    def _document(
        self, title: str | None, ref: str, parents: tuple[str, ...], depth: int
    ) -> Iterator[Entry]:
        items = list(self._items(self.env.tocs[ref].children))
        tocdepth = self.env.metadata[ref].get("tocdepth", 0)
        within = (ref, *parents)
        for item in items:
            if isinstance(item, addnodes.toctree):
                yield from self._nested(item, within, depth)
            else:
                given = title if title and len(items) == 1 else None
                below = self._below(item, within, tocdepth, 2, depth + 1)
                yield _entry(item, given, tuple(below))

    def _below(
        self, item: nodes.Element, within: tuple[str, ...], tocdepth: int, level: int, depth: int
    ) -> Iterator[Entry]:
        """Yield the sections and toctrees in a list item.

        ``level`` is how deep they are in their document, which may have a
        ``tocdepth``; ``depth`` how deep in the tree.
        """
        limit = self.maxdepth if self.cut else 0
        if len(item) < 2 or not is_shown(level, tocdepth) or not is_shown(depth, limit):
            return
        if self.titles_only and within[0] not in self.env.toctree_includes:
            return  # without a look: those contents may be packed
        inner_list = item.children[1]
        for inner in self._items(inner_list.children):
            if isinstance(inner, addnodes.toctree):
                yield from self._nested(inner, within, depth)
            elif self.titles_only:
                yield from self._below(inner, within, tocdepth, level + 1, depth)
            else:
                below = self._below(inner, within, tocdepth, level + 1, depth + 1)
                yield _entry(inner, None, tuple(below))

    def _nested(
        self, node: addnodes.toctree, within: tuple[str, ...], depth: int
    ) -> Iterator[Entry]:
        if self.includehidden or not node.get("hidden"):
            yield from self._entries(node, within, depth)

    def _items(self, children: Iterable[nodes.Node]) -> Iterator[nodes.Element]:
        """Yield list items and toctrees, those in ``only`` if its condition holds."""
        for child in children:
            if isinstance(child, addnodes.only):
                if self._holds(child["expr"]):
                    yield from self._items(child.children)
            elif isinstance(child, nodes.Element):
                yield child

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.tags.eval_condition(condition))
        except Exception:  # Sphinx reports it where it writes the page, and shows the content
            return True


def visible(env: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    """Return the toctree directives that a document itself shows."""
    if docname not in env.toctree_includes or docname not in env.tocs:
        return []
    toctrees = env.tocs[docname].findall(addnodes.toctree)
    return [node for node in toctrees if not node.get("hidden")]


def _entry(item: nodes.Element, title: str | None, children: tuple[Entry, ...]) -> Entry:
    link = item.next_node(nodes.reference)
    assert link is not None
    return Entry(link, title, link["refuri"], link["anchorname"], children)
