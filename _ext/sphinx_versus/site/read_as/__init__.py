"""Leads readers to the PDF and the EPUB that were built of the site, and of each page.

Name the folders in which they lie, from that of ``conf.py`` on: those that are
there are copied to the site, and each page ends with links to its own PDF and to
the whole book. ``comparisons/tea.pdf`` is that of the page ``comparisons/tea``;
what has no page's name, at the top of a folder, is a whole book.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Collection, Iterable
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.assets import serve
from sphinx_versus.site.building.state import read_state, write_state
from sphinx_versus.site.catalogue import add_catalogue
from sphinx_versus.site.settings import READ_AS, add_settings

STATIC_DIR = Path(__file__).parent / "static"
BUILDERS = ("html", "dirhtml")
# Where they are in the site.
FOLDER = "_books"
_TYPES = {".pdf": "application/pdf", ".epub": "application/epub+zip"}
_STATE = "read-as"


class Book(NamedTuple):
    """A file that was built: its path in its folder without the suffix, the suffix, its size."""

    name: str
    suffix: str
    size: int

    @property
    def path(self) -> str:
        """Its path in the site."""
        return f"{FOLDER}/{self.name}{self.suffix}"


def books(confdir: Path, folders: Iterable[str]) -> dict[Book, Path]:
    """Return what lies in some folders; of two with one name the first."""
    found: dict[str, tuple[Book, Path]] = {}
    for folder in (confdir / each for each in folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _TYPES and path.is_file() and not path.name.startswith("."):
                name = path.relative_to(folder).with_suffix("").as_posix()
                book = Book(name, path.suffix, path.stat().st_size)
                found.setdefault(book.path, (book, path))
    return dict(found.values())


def of_page(found: Iterable[Book], docname: str, documents: Collection[str]) -> list[Book]:
    """Return what a page leads to: its own book, those of its folders, then whole ones."""
    whole = [
        book
        for book in found
        if "/" not in book.name
        and book.name not in documents
        and not any(each.startswith(f"{book.name}/") for each in documents)
    ]
    own = [book for book in found if f"{docname}/".startswith(f"{book.name}/")]
    own.sort(key=lambda book: -len(book.name))
    whole.sort(key=lambda book: (list(_TYPES).index(book.suffix), book.name))
    return [*own, *whole]


class Link(NamedTuple):
    """A link of a page to a book: its address, its text, the type and the size of the file."""

    href: str
    text: str
    type: str
    size: str


def links(shown: Iterable[Book], docname: str, address: str, language: str) -> list[Link]:
    """Return the links of a page with an address; one of several whole books has its own name."""
    found, shown = [], list(shown)
    suffixes = [each.suffix for each in shown if not f"{docname}/".startswith(f"{each.name}/")]
    for book in shown:
        kind = book.suffix[1:].upper()
        text = labels.book_as(kind)
        if book.name == docname:
            text = labels.page_as(kind)
        elif docname.startswith(f"{book.name}/"):
            text = labels.part_as(kind)
        elif suffixes.count(book.suffix) > 1:
            text = f"{book.name} ({kind})"
        href = quote(relative_uri(address, book.path))
        found.append(Link(href, text, _TYPES[book.suffix], labels.file_size(book.size, language)))
    return found


class Offer:
    """The books that one build finds."""

    def __init__(self) -> None:
        self.found: dict[Book, Path] = {}

    def look(self, app: Sphinx) -> None:
        """Look for them, and serve the style sheet."""
        self.found = {}
        if app.builder.name in BUILDERS:
            self.found = books(Path(app.confdir), app.config.read_as_folders)
            if self.found:
                serve(app, STATIC_DIR)

    def _of(self, env: BuildEnvironment, docname: str) -> list[Book]:
        return of_page(self.found, docname, env.all_docs)

    def _shown(self, env: BuildEnvironment) -> dict[str, Any]:
        found = {name: [list(book) for book in self._of(env, name)] for name in env.all_docs}
        return {name: shown for name, shown in found.items() if shown}

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents whose pages led to other books when they were written."""
        if app.builder.name not in BUILDERS:
            return []
        before = read_state(app, _STATE)
        now = self._shown(env)
        return [name for name in env.all_docs if before.get(name) != now.get(name)]

    @boundary.handler()
    def add_links(
        self,
        app: Sphinx,
        pagename: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """End a page with its links, and tell programs of them in its head."""
        shown = [] if doctree is None else self._of(app.env, pagename)
        if not shown:
            return
        app.add_css_file("read_as.css")
        address = app.builder.get_target_uri(pagename)
        found = links(shown, pagename, address, app.config.language or "en")
        items = "".join(
            f'<li><a href="{escape(each.href)}" type="{each.type}">{escape(each.text)}</a>'
            f" ({escape(each.size)})</li>"
            for each in found
        )
        context["body"] += (
            f'<div class="read-as" data-pagefind-ignore><p>{escape(labels.read_as())}</p>'
            f"<ul>{items}</ul></div>"
        )
        head = "".join(
            f'\n<link rel="alternate" type="{each.type}" href="{escape(each.href)}"'
            f' title="{escape(each.text)}" />'
            for each in found
        )
        context["metatags"] = context.get("metatags", "") + head

    def copy(self, app: Sphinx, exception: Exception | None) -> None:
        """Copy the files, remove those of before, and keep what the pages lead to."""
        if exception is not None or app.builder.name not in BUILDERS:
            return
        folder = Path(app.outdir, FOLDER)
        shown = {each for name in app.env.all_docs for each in self._of(app.env, name)}
        wanted = {Path(app.outdir, book.path): self.found[book] for book in shown}
        for path in [each for each in folder.rglob("*") if each.is_file()]:
            if path not in wanted:
                path.unlink()
        for target, path in wanted.items():
            if not (target.exists() and filecmp.cmp(path, target, shallow=False)):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        write_state(app, _STATE, self._shown(app.env))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the setting and what writes the links."""
    offer = Offer()
    add_catalogue(app)
    add_settings(app, READ_AS)
    app.connect("builder-inited", offer.look)
    app.connect("env-get-updated", offer.find_stale)
    # Before what others put at the foot of a page.
    app.connect("html-page-context", offer.add_links, priority=400)
    app.connect("build-finished", offer.copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
