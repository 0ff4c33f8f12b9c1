"""An EPUB that readers open: contents, identifier, description, language, cover, accessibility.

Sphinx's builder lists only what the first page shows in its contents, calls the
book and its description "unknown", and packs style sheets whose colours suit a
white page. What conf.py says, such as ``epub_identifier`` or ``epub_cover``,
goes before what is made here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_versus.site.assets import serve
from sphinx_versus.site.catalogue import add_catalogue

from .builder import UNKNOWN, ReadersEpub
from .raw_html import CloseRawHtml

STATIC_DIR = Path(__file__).parent / "static"


def identify(_app: Sphinx, config: Config) -> None:
    """Give the book an identifier that lasts, and list all documents in its contents."""
    if config.epub_identifier == UNKNOWN:
        name = "\n".join((config.project, config.author, config.language or ""))
        config.epub_identifier = uuid5(NAMESPACE_URL, name).urn
    if config.epub_uid == UNKNOWN:
        config.epub_uid = "book-id"
    if config.epub_tocscope == "default":
        config.epub_tocscope = "includehidden"


def serve_assets(app: Sphinx) -> None:
    """Load the style sheet that leaves colours to the reader, after all others."""
    if isinstance(app.builder, ReadersEpub):
        serve(app, STATIC_DIR)
        app.add_css_file("readers.css", priority=900)


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of the builder, unless another one has done so."""
    before = app.registry.builders.get("epub")
    add_catalogue(app)
    if before is not None and issubclass(ReadersEpub, before):
        app.add_builder(ReadersEpub, override=True)
        app.add_post_transform(CloseRawHtml)
        app.connect("config-inited", identify)
        app.connect("builder-inited", serve_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
