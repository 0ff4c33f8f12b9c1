"""Lets the garbage collector run more seldom while a project is built.

It looks through all documents again and again, although they live until the
build ends. When the program ends, it does not take all of them apart one by
one: their memory goes with the process. Of a very large project it is asked
once, when half of the pages are written: the documents behind them have grown
old, and by itself it would hardly look at them again. A smaller one has the
memory, and is better off without.
"""

from __future__ import annotations

import atexit
import gc
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

# How many objects there must be more before the collector looks again; Python has some hundreds.
THRESHOLDS = (50_000, 20, 50)

# Half of the pages of a project whose documents are worth the time to free them.
MANY = 1000


class Collector:
    """Makes the garbage collector run more seldom while an application builds."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None
        self._written = 0

    def calm(self, _app: Sphinx, _config: Config) -> None:
        """Raise the thresholds, before the environment is loaded."""
        self._before = self._before or gc.get_threshold()
        gc.set_threshold(*THRESHOLDS)

    def on_page(self, app: Sphinx, pagename: str, *_: object) -> None:
        """Collect what has been written, once in a build of very many pages."""
        documents = app.env.all_docs
        self._written += pagename in documents
        if self._written == len(documents) // 2 >= MANY:
            gc.collect()

    def restore(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Give the collector back as it was: the process may go on."""
        self._written = 0
        if self._before:
            gc.set_threshold(*self._before)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens before and after a build."""
    collector = Collector()
    # Not twice where a process has several applications.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    app.connect("config-inited", collector.calm)
    app.connect("html-page-context", collector.on_page)
    # After all others: with the documents back in its sight, the collector would keep looking
    # through them while those write their files.
    app.connect("build-finished", collector.restore, priority=1100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
