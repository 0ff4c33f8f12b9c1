"""Reads a document again when its content has changed, and not when its time has.

Sphinx goes by the times of files: it reads everything again after a fresh
checkout, and misses a file that was restored with an older time. Here each
document is known by a digest of its file and of the files that it depends on,
which is kept with what was read. Before Sphinx looks at the times, a document
whose digest is the same is given the newest of its files' times, and all
others the oldest of all.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.site import boundary

_CONTENT = "fresh_pages_content"
# How far in the future the clock of a file system may be, in microseconds: a day. What is
# later still was dated by somebody, and not changed while it was read.
_CLOCKS_APART = 24 * 60 * 60 * 1_000_000


def content_of(env: BuildEnvironment, docname: str) -> str:
    """Return the digest of what a document was read from; empty if that is not known."""
    found: str = env.metadata[docname].get(_CONTENT, "") if docname in env.metadata else ""
    return found


def _files(env: BuildEnvironment, docname: str) -> list[Path]:
    """Return the file of a document, and those that it depends on."""
    others = sorted(Path(env.srcdir, each) for each in env.dependencies.get(docname, ()))
    return [Path(env.doc2path(docname)), *others]


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError:
            digest.update(b"missing")
    return digest.hexdigest()[:16]


def _times(files: list[Path]) -> list[int]:
    """Return the times of the files that are there, in microseconds, rounded up like Sphinx's."""
    times = []
    for path in files:
        with suppress(OSError):
            times.append(-(path.stat().st_mtime_ns // -1000))
    return times


@boundary.handler()
def compare(app: Sphinx) -> None:
    """Give each document that Sphinx knows a time that says whether its content is the same."""
    env = app.env
    for docname in env.all_docs:
        known = content_of(env, docname)
        if not known:
            continue
        files = _files(env, docname)
        same = _digest(files) == known
        env.all_docs[docname] = max(env.all_docs[docname], *_times(files)) if same else 0


@boundary.handler()
def keep(_app: Sphinx, env: BuildEnvironment) -> None:
    """Keep the digests of what has been read, unless it has changed while it was read."""
    latest = time.time_ns() // 1000 + _CLOCKS_APART
    for docname, read in env.all_docs.items():
        if not content_of(env, docname):
            files = _files(env, docname)
            if not any(read <= changed <= latest for changed in _times(files)):
                env.metadata[docname][_CONTENT] = _digest(files)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens before and after documents are read."""
    # After the environment has been loaded and before Sphinx looks at the times.
    app.connect("builder-inited", compare, priority=900)
    # Before others compare what pages are made from.
    app.connect("env-updated", keep, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
