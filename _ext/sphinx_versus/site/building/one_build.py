"""One build at a time in a folder: a second one waits until the first has ended.

Two that read into the same doctrees or write into the same site would mix what they make.
The lock is one that the system keeps on the open folder: nothing is left on the disk, and a
process that has died holds none. Where a system has no such locks, nothing is done.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

# The folders that this process holds, by the application that does.
_HELD: weakref.WeakKeyDictionary[Sphinx, dict[Path, Callable[[], Any]]]
_HELD = weakref.WeakKeyDictionary()


def hold(app: Sphinx, *_: object) -> None:
    """Lock the folders of a build, or wait for the build that has locked them."""
    if fcntl is None:
        return
    mine = {path for held in _HELD.values() for path in held}
    for folder in sorted({Path(app.doctreedir).resolve(), Path(app.outdir).resolve()} - mine):
        with suppress(OSError):  # of a file system without locks, or a folder that cannot be made
            folder.mkdir(parents=True, exist_ok=True)
            opened = os.open(folder, os.O_RDONLY)
            _lock(opened, folder)
            # An application that is never built lets go when it is forgotten.
            _HELD.setdefault(app, {})[folder] = weakref.finalize(app, os.close, opened)


def _lock(opened: int, folder: Path) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        logger.info("another build works in %s; this one waits until it has ended", folder)
        fcntl.flock(opened, fcntl.LOCK_EX)


def release(app: Sphinx, _exception: Exception | None) -> None:
    """Let go of the folders."""
    for close in _HELD.pop(app, {}).values():
        close()


def setup(app: Sphinx) -> dict[str, Any]:
    """Lock before the environment is loaded, and again where an application builds once more."""
    app.connect("config-inited", hold, priority=0)
    app.connect("env-before-read-docs", hold, priority=0)
    app.connect("build-finished", release, priority=2000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
