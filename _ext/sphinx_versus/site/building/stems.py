"""Finds the stem of a word for Sphinx's search index once in a build, not once for each page."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import SearchLanguage, languages


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


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens before there is a builder."""
    app.connect("config-inited", remember_stems)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
