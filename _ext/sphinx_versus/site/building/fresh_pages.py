"""Writes a page again when what it shows of other pages has changed.

Sphinx writes a page when its own source has changed. What it shows of others
(the titles of its neighbours, of its parents and of the pages it links to)
grows stale in silence. This extension compares what each page would be made from
with what it was made from when it was last written into the same folder. Pages
that are about to be written are noted before they are, so that a build that was
interrupted leaves nothing stale behind. Where the last finished build had the
same environment, and nothing was read, nothing is compared.

Other extensions tell what else their pages show by answering the event
``fresh-pages-collect`` (arguments: the application, the environment) with a
mapping of document names to anything that JSON can hold, or that its ``repr`` tells apart.
"""

from __future__ import annotations

import glob
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_versus.site import boundary, compat

from . import by_content, one_build
from .clock import time_of_build
from .state import read_state, write_state

EVENT = "fresh-pages-collect"

# Names of what is left for the next build: how this one ended, and what each page on the
# disk was made from: digests, or nothing for a page that was about to be written.
_STAMP = "fresh-pages"
_WRITTEN = "fresh-pages-written"
_LINKS = "fresh_pages_links"
# Where an object without a name of its own lies in memory.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")

# To compare more documents than this costs more than it can save.
_FEW = 50


@dataclass(slots=True)
class _Build:
    """What is known of the build that is going on.

    ``same`` says that it began with what the last finished build ended with;
    ``read`` maps documents that are read to what others than their own pages
    show of them, before that. ``found`` are the digests of all pages.
    """

    same: bool = False
    moved: bool = False
    read: dict[str, Any] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    @property
    def unread(self) -> bool:
        """Whether no document was read or has gone."""
        return not self.moved and not self.read


_BUILDS: WeakKeyDictionary[Sphinx, _Build] = WeakKeyDictionary()


def nothing_read(app: Sphinx) -> bool:
    """Tell, from ``env-updated`` on, whether the environment is as it was loaded."""
    build = _BUILDS.get(app)
    return build is not None and build.unread


def nothing_changed(app: Sphinx) -> bool:
    """Tell, from ``env-updated`` on, whether all that pages are made from is as it was.

    That is so if the last build with these settings has come to its end, and
    no document was read or has gone since then.
    """
    build = _BUILDS.get(app)
    return build is not None and build.same and build.unread


def contents_are_same(app: Sphinx) -> bool:
    """Tell, from ``env-updated`` on, whether titles, contents and index entries are as they were.

    So they are after an edit within a paragraph.
    """
    build = _BUILDS.get(app)
    return (
        build is not None
        and build.same
        and not build.moved
        and len(build.read) <= _FEW
        and all(_outside(app.env, name) == before for name, before in build.read.items())
    )


def _outside(env: BuildEnvironment, docname: str) -> Any:
    """Return what pages of no document show of one."""
    trees = (env.titles, env.longtitles, env.tocs)
    return (
        [tree[docname].pformat() for tree in trees if docname in tree],
        list(env.toctree_includes.get(docname, ())),
        sorted(by_content.metadata_of(env, docname).items()),
        list(env.domains.index_domain.entries.get(docname, ())),
    )


def note_moved(
    app: Sphinx, _env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Begin: find out whether anything has come or gone since the last finished build."""
    written = read_state(app, _WRITTEN)
    same = bool(written) and all(written.values()) and _stamp(app) == read_state(app, _STAMP)
    _BUILDS[app] = _Build(same=same, moved=bool(added or removed))
    return []


def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep what others show of the documents that are about to be read."""
    build = _BUILDS[app]
    few = build.same and len(docnames) <= _FEW
    build.read = {name: _outside(env, name) if few else None for name in docnames}


@boundary.handler()
def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the targets of a document's links with the document's metadata."""
    references = doctree.findall(addnodes.pending_xref)
    add_links(app.env, [node.get("reftargetid") or node["reftarget"] for node in references])


def add_links(env: BuildEnvironment, targets: Iterable[str]) -> None:
    """Say that the document being read leads to these: documents, paths or ids."""
    docname = env.current_document.docname
    found = sorted({*links(env, docname), *map(str, targets)})
    if found:
        env.metadata[docname][_LINKS] = found


def find_stale_readings(
    _app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Return the documents to read again: those that link to a file that came or went.

    MyST decides while reading whether a link leads to a document of the project.
    """
    moved = added | removed
    return [docname for docname in env.all_docs if moved & _documents(env, docname)]


def _documents(env: BuildEnvironment, docname: str) -> set[str]:
    """Return the documents that a document may link to, by name or by path."""
    folder = posixpath.dirname(docname)
    paths = {posixpath.normpath(posixpath.join(folder, link)) for link in links(env, docname)}
    return {posixpath.splitext(path)[0] for path in paths} | set(links(env, docname))


@boundary.handler(dict)
def collect_titles(_app: Sphinx, env: BuildEnvironment) -> Mapping[str, Any]:
    """Return the titles of the documents that each document shows."""
    relations = env.collect_relations()
    shown: dict[str, Any] = {}
    for docname in env.all_docs:
        around = [name for name in relations.get(docname, ()) if name]
        shown[docname] = [
            (name, env.titles[name].astext())
            for name in [*around, *links(env, docname)]
            if name in env.titles
        ]
    return shown


def links(env: BuildEnvironment, docname: str) -> list[str]:
    """Return what a document leads to: names of documents, paths as written, and ids."""
    found: list[str] = env.metadata[docname].get(_LINKS, [])
    return found


def find_stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that would show something new."""
    if nothing_changed(app):
        return []
    build, before, found = _BUILDS[app], read_state(app, _WRITTEN), _digests(app, env)
    build.found = found if before else {}
    stale = {docname for docname, digest in found.items() if before.get(docname) != digest}
    note_writing(app, stale | build.read.keys())
    return sorted(stale)


def note_writing(app: Sphinx, docnames: Iterable[str]) -> None:
    """Note that pages are about to be written: were the build to end now, nobody knew them."""
    if docnames := [*docnames]:
        write_state(app, _WRITTEN, {**read_state(app, _WRITTEN), **dict.fromkeys(docnames, "")})


def outdated(app: Sphinx) -> set[str]:
    """Return the documents that were read since their pages were written, or with other settings.

    What their pages show of others is no matter here.
    """
    written, frame = read_state(app, _WRITTEN), _frame(app)
    return {
        docname
        for docname in app.env.all_docs
        if not written.get(docname, "").startswith(_own(app.env, docname, frame))
    }


def tidy_search_index(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Leave in the search index what a cold build would put there."""
    entries = app.env.domains.index_domain.entries
    compat.tidy_index(getattr(app.builder, "indexer", None), entries)
    return []


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep what the finished build showed, beside its output."""
    build = _BUILDS.pop(app, None) or _Build()
    if exception is not None or (build.same and build.unread):
        return
    for docname in read_state(app, _WRITTEN).keys() - app.env.all_docs:
        _remove_page(app, docname)
    # Only the first build into a folder may have learned while writing what pages show.
    found = build.found or _digests(app, app.env)
    write_state(app, _WRITTEN, found)
    write_state(app, _STAMP, _stamp(app))


def _remove_page(app: Sphinx, docname: str) -> None:
    """Remove the page of a document that is gone; Sphinx leaves it online."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        outdir = Path(app.outdir)
        gone = [Path(app.builder.get_outfilename(docname))]
        gone += (outdir / "_sources").glob(f"{glob.escape(docname)}.*")
        for path in gone:
            path.unlink(missing_ok=True)


def _digests(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    collected = [answer for answer in app.emit(EVENT, env) if answer]
    digests, frame = {}, _frame(app)
    for docname in sorted(env.all_docs):
        facts = [answer.get(docname) for answer in collected]
        text = json.dumps(facts, sort_keys=True, default=repr)
        shown = hashlib.sha256(text.encode()).hexdigest()[:16]
        digests[docname] = _own(env, docname, frame) + shown
    return digests


def _own(env: BuildEnvironment, docname: str, frame: str) -> str:
    """Return what changes with a document, and with what all pages are made with."""
    return f"{by_content.content_of(env, docname)} {frame} "


def _frame(app: Sphinx) -> str:
    """Return what changes with the settings of pages, and with the templates."""
    builder = app.builder
    info = getattr(builder, "build_info", None)
    digest = hashlib.sha256(f"{info.config_hash} {info.tags_hash}".encode() if info else b"")
    if isinstance(builder, StandaloneHTMLBuilder):
        for folder in getattr(builder.templates, "pathchain", ()):
            for path in sorted(Path(folder).rglob("*.html")):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _stamp(app: Sphinx) -> dict[str, Any]:
    """Return what changes with the environment on the disk, and with the settings of pages."""
    try:
        with Path(app.doctreedir, ENV_PICKLE_FILENAME).open("rb") as file:
            environment = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return {}
    return {
        "environment": environment,
        "frame": _frame(app),
        "surroundings": _surroundings(app.config),
    }


def _surroundings(config: Config) -> str:
    """Return what changes with the day, and with any setting: whatever others tell may."""
    values = (f"{each.name} {_steady(each.value)}" for each in config)
    text = "\n".join([str(time_of_build()), *values])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _steady(value: Any) -> str:
    """Return a text for a setting that is the same in each process."""
    if isinstance(value, dict):
        value = [(_steady(key), _steady(each)) for key, each in value.items()]
    elif isinstance(value, set | frozenset):
        value = sorted(map(_steady, value))
    elif isinstance(value, list | tuple):
        value = [*map(_steady, value)]
    return _ADDRESS.sub("", repr(value))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event and what answers it."""
    for part in (by_content, one_build):
        app.setup_extension(part.__name__)
    app.add_event(EVENT)
    app.connect(EVENT, collect_titles)
    app.connect("doctree-read", note_links)
    app.connect("env-get-outdated", find_stale_readings)
    app.connect("env-get-outdated", note_moved)
    # After those who have something to say of what is read.
    app.connect("env-before-read-docs", note_read, priority=900)
    app.connect("env-get-updated", find_stale_pages)
    app.connect("html-collect-pages", tidy_search_index)
    # After those who still write: only then the build has come to its end.
    app.connect("build-finished", remember, priority=900)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
