"""Addresses of the past: pages that lead to where a page, or a part of it, is now.

A page says in its front matter where it was before, as in ``was: old-page.md``: a path as in
a link. Other extensions name further addresses, of parts of pages as well, by answering the
event ``moved-collect`` (arguments: the application, the environment) with `Moved`s. ::

    old-page.html#part    ->    new-page.html#part

The builders ``html`` and ``dirhtml`` write a page for each old one, unless something else has
its address; on a page that is still there, a list at its end leads to what has left it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from weakref import WeakKeyDictionary

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinx_versus.site import boundary, labels
from sphinx_versus.site.addresses import page_name
from sphinx_versus.site.assets import serve
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.building.state import read_state, write_state
from sphinx_versus.site.catalogue import add_catalogue

EVENT = "moved-collect"
FIELD = "was"
STATIC_DIR = Path(__file__).parent / "static"
BUILDERS = ("html", "dirhtml")
# By it a file of ours is known, which alone may be replaced or removed.
_MARK = '<meta name="generator" content="sphinx_versus.site.moved">'
_STATE = "moved-pages"
_BETWEEN = re.compile(r"[\s,;]+")
# Later than what removes the pages of documents that have gone.
_LAST = 950

# The addresses of the past, found once for each build.
_FOUND: WeakKeyDictionary[BuildEnvironment, list[Moved]] = WeakKeyDictionary()
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
{mark}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{head}<link rel="stylesheet" href="{static}moved.css">
<script defer src="{static}moved.js"></script>
</head>
<body>
<main class="site-moved-to">
<h1>{title}</h1>
{body}</main>
</body>
</html>
"""

logger = logging.getLogger(__name__)


class Moved(NamedTuple):
    """An address of the past, and where it leads now.

    ``page`` is the name of the document that it was, ``was`` the id on it, or empty for the
    page and all of its parts; ``docname``, ``anchor`` and ``title`` say where that is now, and
    ``line`` where that document says so.
    """

    page: str
    was: str
    docname: str
    anchor: str
    title: str
    line: int


def all_moved(app: Sphinx, env: BuildEnvironment) -> list[Moved]:
    """Return the addresses of the past by their pages, whole pages first."""
    if env not in _FOUND:
        told = (each for answer in app.emit(EVENT, env) for each in answer)
        _FOUND[env] = sorted([*_of_front_matter(env), *told])
    return _FOUND[env]


def forget(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Forget what an earlier build has found."""
    _FOUND.pop(env, None)


def _of_front_matter(env: BuildEnvironment) -> Iterator[Moved]:
    for docname in sorted(env.all_docs):
        for written in _written(str(env.metadata[docname].get(FIELD, ""))):
            page = page_name(written.rstrip("#"), docname, env.config.source_suffix)
            title = env.titles[docname].astext()
            yield Moved(page, "", docname, "", title, _line_of(env, docname))


def _written(text: str) -> list[str]:
    """Return the paths in a field: a list of YAML, as MyST hands it on, or with commas between."""
    if text.startswith("["):
        with suppress(ValueError):
            return [each for each in json.loads(text) if isinstance(each, str)]
    return [*filter(None, _BETWEEN.split(text))]


def _line_of(env: BuildEnvironment, docname: str) -> int:
    """Return the line of the front matter that names pages of the past."""
    text = Path(env.doc2path(docname)).read_text(encoding="utf-8", errors="replace")
    lines = enumerate(text.splitlines(), start=1)
    return next((at for at, line in lines if line.strip(" :\"'").startswith(FIELD)), 1)


def _by_page(entries: Iterable[Moved]) -> dict[str, list[Moved]]:
    return {page: [*each] for page, each in groupby(entries, key=lambda each: each.page)}


@boundary.handler()
def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of pages that lead nowhere: they are there still, or lead elsewhere already."""
    for page, entries in _by_page(all_moved(app, env)).items():
        whole = [each for each in entries if not each.was]
        for each in whole:
            place = f"{env.doc2path(whole[0].docname, base=False)}:{whole[0].line}"
            if not page:
                told = f'{FIELD} names what is no page; write a path, as in "old-page.md"'
            elif page in env.all_docs:
                told = f'"{page}" is a page still, to which links lead; take it out of {FIELD}'
            elif each is not whole[0]:
                told = f'the page "{page}" leads to {place} already; take one of the two out'
            else:
                continue
            _warn(told, (each.docname, each.line))


def _warn(message: str, place: tuple[str, int]) -> None:
    logger.warning("%s", message, location=place, type="site_moved", subtype="page")


class LeadOn(boundary.PostTransform):
    """Lead links to pages that have gone, and to parts of them, to where these are now."""

    # Before MyST and Sphinx resolve references (9, 10).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace the links of Markdown and of the role ``doc``."""
        found = _by_page(all_moved(self.app, self.env))
        for link in [*self.document.findall(addnodes.pending_xref)] if found else ():
            if link["reftype"] in ("myst", "doc"):
                with self.around(link, "a link"):
                    self._lead_on(link, found)

    def _lead_on(self, link: addnodes.pending_xref, found: dict[str, list[Moved]]) -> None:
        path, _, anchor = link["reftarget"].partition("#")
        page = path and page_name(path, self.env.docname, self.config.source_suffix)
        if page in self.env.all_docs or page not in found:
            return
        place = next((each for each in found[page] if each.was in ("", anchor)), found[page][0])
        place = next((each for each in found[page] if each.was == anchor), place)
        # What has moved with its page has the id that it had.
        anchor = place.anchor if place.was == anchor else anchor
        content = [*link.children]
        if not link.get("refexplicit") or not link.astext():
            content = [nodes.inline("", place.title)]
        try:
            here = self.env.docname
            link.replace_self(make_refnode(self.app.builder, here, place.docname, anchor, content))
        except NoUri:
            link.replace_self(nodes.inline("", "", *content))


@boundary.handler(dict)
def collect_left(app: Sphinx, env: BuildEnvironment) -> dict[str, list[Moved]]:
    """Return, by document, what has left it, and all for pages with a link to one that has gone."""
    found = _by_page(all_moved(app, env))
    gone = found.keys() - env.all_docs
    for docname in env.all_docs if gone else ():
        paths = (link.partition("#")[0] for link in fresh_pages.links(env, docname))
        if any(page_name(path, docname, env.config.source_suffix) in gone for path in paths):
            found[docname] = all_moved(app, env)
    return found


@boundary.handler()
def list_left(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Say at the end of a page what has left it, at the ids that it had there."""
    if doctree is None or app.builder.name not in BUILDERS:
        return
    left = [each for each in all_moved(app, app.env) if each.page == pagename and each.was]
    left = [each for each in left if each.docname != pagename]
    if left:
        ids: set[str] = set()
        ids.update(*(node.get("ids", ()) for node in doctree.findall(nodes.Element)))
        left = [each for each in left if each.was not in ids]
        words = f"<p>{escape(labels.moved_from_here())}</p>\n"
        context["body"] += f'<div class="site-moved">\n{words}{_list(app, left)}</div>\n'
        app.add_css_file("moved.css")
        app.add_js_file("moved.js", loading_method="defer")


def _list(app: Sphinx, entries: Iterable[Moved]) -> str:
    items = (
        f'<li id="{escape(each.was)}">{_link(app, each)}</li>\n'
        for each in {each.was: each for each in entries}.values()
    )
    return "<ul>\n" + "".join(items) + "</ul>\n"


def _link(app: Sphinx, each: Moved, attributes: str = "") -> str:
    return f'<a {attributes}href="{_address(app, each)}">{escape(each.title)}</a>'


def _address(app: Sphinx, each: Moved) -> str:
    address = app.builder.get_relative_uri(each.page, each.docname)
    return escape(address + f"#{quote(each.anchor)}" * bool(each.anchor))


def page_of(app: Sphinx, page: str, entries: list[Moved]) -> str:
    """Return the text of a page that leads to others."""
    parts = [each for each in entries if each.was]
    whole, head, body = entries[0], "", ""
    if whole.was and len({each.docname for each in entries}) == 1:
        title = app.env.titles[whole.docname].astext()
        whole = whole._replace(was="", anchor="", title=title)
    if not whole.was:
        # Otherwise the reader chooses, where no script knows which part was asked for.
        address, base = _address(app, whole), app.config.html_baseurl.rstrip("/")
        target = escape(app.builder.get_target_uri(whole.docname))
        head = f'<link rel="canonical" href="{base}/{target}">\n' * bool(base)
        head += f'<meta http-equiv="refresh" content="0; url={address}">\n'
        link = _link(app, whole, 'class="site-moved-page" ')
        body = f"<p>{link}</p>\n"
    if parts:
        body += f'<div class="site-moved">\n{_list(app, parts)}</div>\n'
    language = (app.config.language or "en").replace("_", "-")
    return _PAGE.format(
        language=escape(language),
        direction=_direction(language),
        mark=_MARK,
        title=escape(labels.moved()),
        head=head,
        static="../" * app.builder.get_target_uri(page).count("/") + "_static/",
        body=body,
    )


def _direction(language: str) -> str:
    with suppress(ValueError, UnknownLocaleError):
        return str(Locale.parse(language, "-").text_direction)
    return "ltr"


@boundary.handler()
def write(app: Sphinx, exception: Exception | None) -> None:
    """Write a page at each address of the past, and remove those that are no more."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    outdir = Path(app.outdir)
    before = set(read_state(app, _STATE).get("written", ()))
    wanted = dict(_pages(app, outdir))
    if not (wanted or before):
        return
    # First the list, so that an interrupted build leaves no file that nobody knows of.
    write_state(app, _STATE, {"written": sorted(before | wanted.keys())})
    for name in sorted(before - wanted.keys()):
        if _is_ours(outdir, name):
            (outdir / name).unlink()
    for name, (text, place) in wanted.items():
        path = outdir / name
        if not path.exists() or _is_ours(outdir, name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        else:
            _warn(f'"{name}" is the file of something else; take it out of {FIELD}', place)
    write_state(app, _STATE, {"written": sorted(wanted)})


def _pages(app: Sphinx, outdir: Path) -> Iterator[tuple[str, tuple[str, tuple[str, int]]]]:
    """Yield the files of the pages that have gone: path, text, and where they are named."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    for page, entries in _by_page(all_moved(app, app.env)).items():
        path = Path(app.builder.get_outfilename(page))
        if page and page not in app.env.all_docs and _is_inside(path, outdir):
            place = (entries[0].docname, entries[0].line)
            yield path.relative_to(outdir).as_posix(), (page_of(app, page, entries), place)


def _is_inside(path: Path, outdir: Path) -> bool:
    # A folder on the way may be a link that leads out.
    return path.is_relative_to(outdir) and path.resolve().is_relative_to(outdir.resolve())


def _is_ours(outdir: Path, name: str) -> bool:
    path = outdir / name
    with suppress(OSError, ValueError):
        return _is_inside(path, outdir) and _MARK in path.read_text(encoding="utf-8")[:1000]
    return False


def serve_assets(app: Sphinx) -> None:
    """Serve the script and the style sheet."""
    if app.builder.name in BUILDERS:
        serve(app, STATIC_DIR)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    add_catalogue(app)
    app.add_event(EVENT)
    app.add_post_transform(LeadOn)
    app.connect("builder-inited", serve_assets)
    app.connect("env-before-read-docs", forget)
    app.connect(fresh_pages.EVENT, collect_left)
    app.connect("env-check-consistency", check)
    app.connect("html-page-context", list_left)
    app.connect("build-finished", write, priority=_LAST)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
