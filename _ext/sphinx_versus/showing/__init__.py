"""Facts and answers in, standard nodes out, and what HTML needs on top."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_versus.site import moved
from sphinx_versus.site.building import fresh_pages

from . import contents, html, marks, markup, previews, section_labels
from .captions import TranslateCaptions
from .resolve import Resolve, collect_moved, collect_shown, uses_of_sources
from .values import ShowValues


def tell_of_uses(app: Sphinx, _config: Config) -> None:
    """Tell the lists of references of our claims, where there are such lists."""
    if "sphinx_versus.site.citations" in app.extensions:
        app.connect("author-year-uses", uses_of_sources)


def register(app: Sphinx) -> None:
    """Register what turns facts and answers into nodes, and nodes into HTML."""
    html.register(app)
    markup.register(app)
    marks.register(app)
    contents.register(app)
    previews.register(app)
    app.add_transform(TranslateCaptions)
    app.add_post_transform(Resolve)
    app.add_post_transform(ShowValues)
    app.connect("config-inited", tell_of_uses)
    app.connect("config-inited", section_labels.take_over)
    app.connect(fresh_pages.EVENT, collect_shown)
    app.connect(moved.EVENT, collect_moved)
