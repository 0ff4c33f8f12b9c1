"""A sidebar that does not grow with the site.

Themes ask Sphinx for the contents of the whole project, resolved anew for each
page, so that a site of thousands of pages costs the square of them. With this
extension the contents are read once for each build. Small ones are shown whole,
just as without it. Of larger ones a page shows the way to itself, its
neighbours, and a link to all of a list that is too long.

It works in any Sphinx project, with any theme that asks for its contents by
calling ``toctree()`` in a template or, as Furo does, in ``html-page-context``.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.catalogue import add_catalogue
from sphinx_versus.site.settings import SIDEBAR, add_settings

from .assets import add_assets, complete_foreign
from .contents import Contents


def check_settings(_app: Sphinx, config: Config) -> None:
    """Raise ConfigError for a number of links that leaves nothing to show."""
    for name in ("bounded_toctree_links", "bounded_toctree_window"):
        if config[name] < 1:
            raise ConfigError(f"{name} is {config[name]}; it must be 1 or more")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    add_catalogue(app)
    add_settings(app, SIDEBAR)
    contents = Contents(app)
    app.connect("config-inited", check_settings)
    app.connect("builder-inited", add_assets)
    app.connect("env-before-read-docs", contents.forget)
    app.connect(fresh_pages.EVENT, contents.collect_shown)
    app.connect("write-started", contents.release_parents)
    # After those who still want to change a toctree, and before Sphinx resolves it.
    app.connect("doctree-resolved", contents.resolve_long, priority=900)
    # Before Furo, which asks for the contents at 500.
    app.connect("html-page-context", contents.on_page_context, priority=400)
    app.connect("html-page-context", complete_foreign, priority=450)
    # Before fresh_pages asks what was shown.
    app.connect("build-finished", contents.finish, priority=400)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
