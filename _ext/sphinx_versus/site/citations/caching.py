"""Skips work of sphinxcontrib-bibtex that has been done before.

It looks through all that is installed for the same plug-in at each citation,
and formats each reference twice whenever something has been read. With a
hundred references that takes longer than all the rest of a page.
"""

from __future__ import annotations

from typing import Any

from pybtex.plugin import find_plugin, register_plugin
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx
from sphinx.config import Config

_BACKEND = ("pybtex.backends", "plaintext")
_STYLES = "pybtex.style.formatting"


class Remembering(BaseStyle):  # type: ignore[misc]
    """A style that formats each entry once for as long as the process lives."""

    # The entry is kept with what was made of it, so that its id stays its own.
    formatted: dict[tuple[type, str, int], tuple[object, Any]]

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Return a reference as it was formatted the first time."""
        key = (type(self), label, id(entry))
        if key not in self.formatted:
            self.formatted[key] = (entry, super().format_entry(label, entry, bib_data))
        return self.formatted[key][1]


def cache_references(_app: Sphinx, config: Config) -> None:
    """Have plug-ins found at once, and styles remember."""
    register_plugin(*_BACKEND, find_plugin(*_BACKEND), force=True)
    for name in {config.bibtex_default_style, config.bibtex_tooltips_style} - {""}:
        style = find_plugin(_STYLES, name)
        if not issubclass(style, Remembering):
            remembering = type(style.__name__, (Remembering, style), {"formatted": {}})
            register_plugin(_STYLES, name, remembering, force=True)
