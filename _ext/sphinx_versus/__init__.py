"""Structured comparisons with graded evidence, written in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.2.0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register comparisons, claims and entities with Sphinx."""
    # Here and not above: who imports a part for any site imports this module too.
    from . import directives, domain, nodes, reading, showing, summary
    from .names_before import check_names
    from .reading import myst
    from .settings import COMPARISONS
    from .site import compat
    from .site.building import code_digest
    from .site.catalogue import add_catalogue
    from .site.settings import add_settings

    check_names(app.config.extensions)
    myst.load(app)
    for name in ("building.fresh_pages", "in_place", "lists", "moved", "safe_sources"):
        app.setup_extension(f"sphinx_versus.site.{name}")
    compat.mend_locations()
    compat.let_links_be_long()
    add_catalogue(app)
    add_settings(app, COMPARISONS)
    for floor in (nodes, reading, domain, showing, directives, summary):
        floor.register(app)
    return {
        "version": __version__,
        "env_version": code_digest.digest_of(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
