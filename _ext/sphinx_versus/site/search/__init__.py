"""A search that leads to the place on a page: Pagefind over the finished site.

It works in any Sphinx project: name it in ``extensions`` and install
``pagefind_bin``. What counts as the unit of a hit beside sections, and what is
known of it, is for the project to say, by settings and by answering the event
``site-search-facets`` (arguments: the application, the name of a document, its
doctree) with a mapping of ids on the page, or ``""`` for all of it, to facets
and their values.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_versus.site.building import code_digest
from sphinx_versus.site.catalogue import add_catalogue
from sphinx_versus.site.settings import SEARCH, add_settings

from . import bundle, pages


def check_settings(_app: Sphinx, config: Config) -> None:
    """Raise ConfigError for a selector that is none, before anything is read."""
    pages.rules(config)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    add_catalogue(app)
    add_settings(app, SEARCH)
    app.add_event(pages.FACETS_EVENT)
    app.connect("config-inited", check_settings)
    # After those who set labels while the builder starts.
    app.connect("builder-inited", pages.add_assets, priority=600)
    # After those who change the context of pages.
    app.connect("html-page-context", pages.on_page_context, priority=700)
    app.connect("build-finished", bundle.make_bundle)
    return {
        "env_version": code_digest.digest_of(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
