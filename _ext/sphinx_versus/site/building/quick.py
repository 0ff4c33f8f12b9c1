"""Spares a build work that it does not need; what it writes stays the same.

- The garbage collector looks through all documents again and again, although
  they live until the build ends. It runs more seldom, and leaves alone what
  was there before the first document is read. When the program ends, it does
  not take all of them apart one by one: their memory goes with the process.
  Of a very large project it is asked once, when half of the pages are written:
  the documents behind them have grown old, and by itself it would hardly look
  at them again. A smaller one has the memory, and is better off without.
- Files that would be the same are kept (`kept_files`).
- Templates are compiled once, and the code is kept beside the doctrees: most
  of what a page costs that is written alone.
- The stem of a word is found once for each build, not once for each page.
- Trees of nodes are walked with a stack. docutils walks them with generators
  within generators, so that each node passes through as many as it is deep.
  This takes the place of a method of docutils, only where that is, to the
  letter, the one that was measured; elsewhere it stays.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import inspect
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from docutils.nodes import Node
from jinja2.bccache import Bucket
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import SearchLanguage, languages

# How many objects there must be more before the collector looks again; Python has some hundreds.
THRESHOLDS = (50_000, 20, 50)

# Half of the pages of a project whose documents are worth the time to free them.
MANY = 1000

# The digest of the source of the method whose place `find_by_type` takes (docutils 0.21, 0.22).
KNOWN_WALK = "5675aefbd2cf1b0843ca6bdc00f6bb5bc8a9ec8b7d97346d1c7178f1f526bd9d"


class Collector:
    """Makes the garbage collector run more seldom while an application builds."""

    def __init__(self) -> None:
        self._before: tuple[int, int, int] | None = None
        self._written = 0

    def calm(self, _app: Sphinx, _config: Config) -> None:
        """Raise the thresholds, before the environment is loaded."""
        self._before = self._before or gc.get_threshold()
        gc.set_threshold(*THRESHOLDS)

    def freeze(self, _app: Sphinx) -> None:
        """Leave alone what is there before anything is read."""
        gc.freeze()

    def on_page(self, app: Sphinx, pagename: str, *_: object) -> None:
        """Collect what has been written, once in a build of very many pages."""
        documents = app.env.all_docs
        self._written += pagename in documents
        if self._written == len(documents) // 2 >= MANY:
            gc.collect()

    def restore(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Give the collector back as it was: the process may go on."""
        self._written = 0
        gc.unfreeze()
        if self._before:
            gc.set_threshold(*self._before)


class TemplateCache(jinja2.FileSystemBytecodeCache):
    """Code of templates in files; one that cannot be read or written is done without."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of a template, unless its file is broken."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever pickle makes of half a file
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, if the disk lets us."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_templates(app: Sphinx) -> None:
    """Keep the code of templates for the next builds; it is checked against their text."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if not isinstance(environment, jinja2.Environment) or environment.bytecode_cache is not None:
        return
    # What the code depends on beside the text.
    made_by = [jinja2.__version__, str(environment.autoescape), *sorted(environment.extensions)]
    digest = hashlib.sha256(" ".join(made_by).encode()).hexdigest()[:8]
    folder = Path(app.doctreedir, ".templates")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = TemplateCache(str(folder), f"{digest}-%s")


def remember_stems(app: Sphinx, config: Config) -> None:
    """Put a search language into the place of the project's own that remembers stems."""
    code = config.html_search_language or config.language
    known = languages.get(code) or languages.get(code.partition("_")[0])
    if isinstance(known, str):
        module, _, name = known.rpartition(".")
        known = getattr(import_module(module), name)
    if known is not None and not hasattr(known, "stems_remembered"):
        app.add_search_language(_remembering(known))


def _remembering(known: type[SearchLanguage]) -> type[SearchLanguage]:
    def init_with_memory(self: SearchLanguage, options: dict[str, str]) -> None:
        known.__init__(self, options)
        self.stem = cache(self.stem)  # type: ignore[method-assign]

    members = {"__init__": init_with_memory, "__doc__": known.__doc__, "stems_remembered": True}
    return type(known.__name__, (known,), members)


def find_by_type(self: Node, cls: type[Node]) -> Iterator[Node]:
    """Yield a node and all below it that are of a type, in the order of the document.

    As with docutils' own, the children of a node are looked at only after the
    caller has had it, and may have changed it.
    """
    if isinstance(self, cls):
        yield self
    above = [iter(self.children)]
    while above:
        for node in above[-1]:
            if isinstance(node, cls):
                yield node
            if node.children:
                above.append(iter(node.children))
                break
        else:
            above.pop()


def walk_with_a_stack() -> bool:
    """Let docutils find nodes faster, if it is the docutils that we know; tell whether it is."""
    known = getattr(Node, "_fast_findall", None)
    if known is find_by_type:
        return True
    try:
        source = inspect.getsource(known) if known else ""
    except (OSError, TypeError):  # there is no source, or it is no function
        source = ""
    if hashlib.sha256(source.encode()).hexdigest() != KNOWN_WALK:
        return False
    Node._fast_findall = find_by_type  # type: ignore[attr-defined]
    return True


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens before and after a build."""
    app.setup_extension("sphinx_versus.site.building.kept_files")
    app.setup_extension("sphinx_versus.site.building.packed_contents")
    collector = Collector()
    walk_with_a_stack()
    # Not twice where a process has several applications.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    app.connect("config-inited", collector.calm)
    app.connect("config-inited", remember_stems)
    app.connect("builder-inited", keep_templates)
    app.connect("builder-inited", collector.freeze, priority=900)
    app.connect("html-page-context", collector.on_page)
    # After all others: with the documents back in its sight, the collector would keep looking
    # through them while those write their files.
    app.connect("build-finished", collector.restore, priority=1100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
