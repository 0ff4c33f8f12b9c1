"""The contents of one project: read once in a build, shown on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.building.state import read_state, write_state

from .assets import accessible
from .bound import Shown, bound
from .html import Names, Titles, Writer, as_nodes
from .tree import Entry, Reader, Tree, is_shown, visible

# What is left for the next build: how the theme has asked for the contents.
CALLS = "bounded-toctree"


class Call(NamedTuple):
    """What a theme asks for: the arguments of ``toctree()``, as Sphinx understands them."""

    collapse: bool = True
    includehidden: bool = False
    titles_only: bool = False
    maxdepth: int = 0

    @classmethod
    def of(cls, **given: Any) -> Call:
        """Read the arguments; raises TypeError if Sphinx knows one that we don't."""
        if given.get("maxdepth") == "":
            del given["maxdepth"]
        collapse, includehidden, titles_only, maxdepth = cls(**given)
        return cls(bool(collapse), bool(includehidden), bool(titles_only), int(maxdepth))


class Contents:
    """The contents of the project of an application."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self._calls: set[Call] = set()
        self._released: dict[str, set[str]] | None = None
        self._forget()

    def _forget(self) -> None:
        self._trees: dict[tuple[bool, bool, int], Tree] = {}
        self._titles: Titles | None = None

    def forget(self, _app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
        """Read the contents anew: documents are about to change."""
        self._forget()
        # Sphinx keeps the page of the contents for as long as the environment lives.
        vars(env).pop("master_doctree", None)

    def tree(self, call: Call) -> Tree:
        """Return the contents as the theme asks for them, read only once."""
        key = call[1:]
        if key not in self._trees:
            env = self.app.env
            reader = Reader(
                env,
                self.app.tags,
                titles_only=call.titles_only,
                includehidden=call.includehidden,
                maxdepth=call.maxdepth,
            )
            toctrees = env.get_doctree(self.app.config.root_doc).findall(addnodes.toctree)
            self._trees[key] = reader.read(toctrees)
        return self._trees[key]

    def shown(self, docname: str, call: Call) -> list[Shown]:
        """Return what a page shows of the contents."""
        config = self.app.config
        return bound(
            self.tree(call),
            docname,
            config.root_doc,
            collapse=call.collapse,
            most=config.bounded_toctree_links,
            window=config.bounded_toctree_window,
        )

    @boundary.handler()
    def on_page_context(
        self,
        app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Hand a bounded ``toctree()`` to the theme."""
        if "toctree" in context and writes_pages(app.builder):
            context["toctree"] = partial(self._toctree, pagename, context["toctree"])

    def _toctree(self, docname: str, original: Callable[..., str], **given: Any) -> str:
        try:
            call = Call.of(**given)
        except (TypeError, ValueError):
            return accessible(original(**given))
        self._calls.add(call)
        if self.tree(call).size <= self.app.config.bounded_toctree_links:
            return accessible(original(**given))
        builder = self.app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        self._titles = self._titles or Titles(builder)
        names = Names(self.app.config.bounded_toctree_names, self.app.config.language)
        uri = partial(builder.get_relative_uri, docname)
        return accessible(
            Writer(docname, self._titles, names, uri).write(self.shown(docname, call))
        )

    @boundary.handler()
    def resolve_long(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Resolve the long toctrees of a page without copying the contents of its entries."""
        if not writes_pages(app.builder) or not visible(app.env, docname):
            return
        uri = cache(partial(app.builder.get_relative_uri, docname))
        for node in list(doctree.findall(addnodes.toctree)):
            if len(node["entries"]) > app.config.bounded_toctree_links:
                tree = self._directive(node)
                node.replace_self([as_nodes(group, docname, uri) for group in tree.groups])

    def _directive(self, node: addnodes.toctree) -> Tree:
        return Reader(self.app.env, self.app.tags, cut=True).read([node])

    @boundary.handler(dict)
    def collect_shown(self, app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
        """Return what each page shows of the contents, for `fresh_pages`."""
        shown: dict[str, Any] = {}
        calls = sorted(self._calls | self._read_calls())
        fact = cache(_fact)  # an entry stands beside all pages near it
        for docname in env.all_docs:
            facts = [
                list(_facts(group, fact)) for call in calls for group in self.shown(docname, call)
            ]
            facts += [
                list(_entries(group.entries, group.maxdepth, 1, fact))
                for node in visible(env, docname)
                for group in self._directive(node).groups
            ]
            if facts:
                shown[docname] = facts
        return shown

    def release_parents(self, _app: Sphinx, builder: Builder) -> None:
        """Keep Sphinx from writing a page only because a document in its toctrees was read.

        `fresh_pages` writes it where that changes what the page shows.
        """
        env = builder.env
        self._released = env.files_to_rebuild
        kept = {
            docname: {
                parent for parent in parents if docname not in env.toctree_includes.get(parent, ())
            }
            for docname, parents in env.files_to_rebuild.items()
        }
        env.files_to_rebuild = {docname: parents for docname, parents in kept.items() if parents}

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave the environment as Sphinx knows it, and note how the theme has asked."""
        if self._released is not None:
            app.env.files_to_rebuild, self._released = self._released, None
        if exception is None and self._calls and writes_pages(app.builder):
            calls = sorted(self._calls | self._read_calls())
            write_state(app, CALLS, {app.config.html_theme: calls})

    def _read_calls(self) -> set[Call]:
        """Return how the theme has asked in the last finished build."""
        try:
            known = read_state(self.app, CALLS).get(self.app.config.html_theme, ())
            return {Call(*call) for call in known}
        except TypeError:
            return set()


def writes_pages(builder: Builder) -> bool:
    """Return whether a builder writes a page for each document, with a sidebar beside it."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, SingleFileHTMLBuilder)
        and not builder.embedded
    )


def _facts(shown: Shown, fact: Callable[[Entry], str]) -> Iterator[str]:
    yield f"{shown.depth}|{shown.caption}|{shown.owner}|{labels.rounded(shown.total)}"
    for item in shown.items:
        yield fact(item.entry)
        if item.below:
            yield from _facts(item.below, fact)


def _entries(
    entries: Iterable[Entry], maxdepth: int, depth: int, fact: Callable[[Entry], str]
) -> Iterator[str]:
    if is_shown(depth, maxdepth):
        for entry in entries:
            yield f"{depth}|{fact(entry)}"
            yield from _entries(entry.children, maxdepth, depth + 1, fact)


def _fact(entry: Entry) -> str:
    """Return an entry as text that differs if and only if its link looks different."""
    title = entry.title
    if entry.text is not None or title is None:
        text = entry.text or ""
    else:
        text = "".join(map(str, title.children))
    number = title.get("secnumber", "") if title is not None else ""
    return f"{entry.docname}|{entry.anchor}|{number}|{text}"
