"""A builder that sets the whole project as a book in PDF, with Typst.

It needs no TeX: the compiler comes as a Python package. Nothing in it knows
what the project is about; extensions give classes of nodes a look of their own
with `add_style`, an order of the chapters with the event ``typst-outline``,
sections at the end of the book with ``typst-back-matter``, and terms of its
index with ``typst-index``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_versus.site.catalogue import add_catalogue
from sphinx_versus.site.settings import BOOK, add_settings

from .assemble import Chapter, Outline, Part
from .back_index import Term
from .builder import BACK_MATTER, INDEX, OUTLINE, TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = [
    "BACK_MATTER", "INDEX", "OUTLINE", "Chapter", "Outline", "Part", "Term", "TypstBuilder",
    "add_style", "setup",
]  # fmt: skip


def add_style(
    app: Sphinx, path: Path, classes: Mapping[str, str], wide: Sequence[str] = ()
) -> None:
    """Give classes of nodes a look of their own; for extensions, from their ``setup``.

    ``path`` is a file of Typst. ``classes`` leads from a class, or several
    joined by dots, to the function in that file that shows such nodes.
    ``wide`` are the classes of what needs a page turned round. What conf.py
    says goes before.
    """

    def configure(_app: Sphinx, config: Config) -> None:
        config.typst_styles = [str(path), *config.typst_styles]
        config.typst_classes = {**classes, **config.typst_classes}
        config.typst_wide_classes = [*wide, *config.typst_wide_classes]

    app.connect("config-inited", configure)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builder and its settings."""
    app.add_builder(TypstBuilder)
    for event in (OUTLINE, BACK_MATTER, INDEX):
        app.add_event(event)
    add_catalogue(app)
    add_settings(app, BOOK)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
