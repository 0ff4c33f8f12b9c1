"""Writes a page again when what it shows of other pages has changed.

Sphinx writes a page when its own source has changed. What it shows of others
(the titles of its neighbours, of its parents and of the pages it links to)
grows stale in silence. This extension compares what each page would show with
what the last finished build into the same folder showed, so that a build that
was interrupted leaves nothing stale behind either. Where the last finished
build had the same environment, and nothing was read, nothing is compared.

Other extensions tell what else their pages show by answering the event
``fresh-pages-collect`` (arguments: the application, the environment) with a
mapping of document names to anything that JSON can hold.
"""

from __future__ import annotations

import datetime
import glob
import hashlib
import json
import os
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

from .state import read_state, write_state

EVENT = "fresh-pages-collect"

# Names of what is left for the next build: how this one ended, and what its pages show.
_STAMP = "fresh-pages"
_SHOWN = "fresh-pages-shown"
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
    show of them, before that. ``unfinished`` are documents that a build has read
    which did not come to its end. ``found`` are the digests of all pages.
    """

    same: bool = False
    moved: bool = False
    unfinished: set[str] = field(default_factory=set)
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
        sorted(env.metadata.get(docname, {}).items()),
        list(env.domains.index_domain.entries.get(docname, ())),
    )


def note_moved(
    app: Sphinx, _env: BuildEnvironment, added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Begin: find out whether anything has come or gone since the last finished build."""
    stamp = read_state(app, _STAMP)
    same = bool(read_state(app, _SHOWN)) and _stamp(app) == stamp
    unfinished = set(stamp.get("unfinished", ()))
    _BUILDS[app] = _Build(same=same, moved=bool(added or removed), unfinished=unfinished)
    return []


def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep what others show of the documents that are about to be read."""
    build = _BUILDS[app]
    few = build.same and len(docnames) <= _FEW
    build.read = {name: _outside(env, name) if few else None for name in docnames}
    if docnames:
        # Were this build to end half-way, their pages may be there already, and not in the search.
        unfinished = sorted(build.unfinished.union(docnames))
        write_state(app, _STAMP, {**read_state(app, _STAMP), "unfinished": unfinished})


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
    before, found = read_state(app, _SHOWN), _digests(app, env)
    settings = _stamp(app).get("settings", "")
    _BUILDS[app].found = found if before else {}
    if read_state(app, _STAMP).get("settings", "") not in ("", settings):
        # Of the pages that other settings concern, some may not have been written.
        return sorted(env.all_docs)
    stale = {docname for docname, digest in found.items() if before.get(docname) != digest}
    return sorted(stale | (_BUILDS[app].unfinished & env.all_docs.keys()))


def tidy_search_index(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Leave in the search index what a cold build would put there."""
    compat.tidy_index(getattr(app.builder, "indexer", None))
    return []


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep what the finished build showed, beside its output."""
    build = _BUILDS.pop(app, None) or _Build()
    if exception is not None or (build.same and build.unread):
        return
    for docname in read_state(app, _SHOWN).keys() - app.env.all_docs:
        _remove_page(app, docname)
    # Only the first build into a folder may have learned while writing what pages show.
    found = build.found or _digests(app, app.env)
    write_state(app, _SHOWN, found)
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
    digests = {}
    for docname in sorted(env.all_docs):
        facts = [answer.get(docname) for answer in collected]
        text = json.dumps(facts, sort_keys=True)
        digests[docname] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digests


def _stamp(app: Sphinx) -> dict[str, Any]:
    """Return what changes with the environment on the disk, and with the settings of pages."""
    try:
        status = (Path(app.doctreedir) / ENV_PICKLE_FILENAME).stat()
    except OSError:
        return {}
    info = getattr(app.builder, "build_info", None)
    return {
        "environment": [status.st_mtime_ns, status.st_size],
        "settings": f"{info.config_hash} {info.tags_hash}" if info else "",
        "surroundings": _surroundings(app.config),
    }


def _surroundings(config: Config) -> str:
    """Return what changes with the day, and with any setting: whatever others tell may."""
    day = os.environ.get("SOURCE_DATE_EPOCH") or datetime.date.today().isoformat()
    values = (f"{each.name} {_steady(each.value)}" for each in config)
    return hashlib.sha256("\n".join([day, *values]).encode("utf-8", "replace")).hexdigest()


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
