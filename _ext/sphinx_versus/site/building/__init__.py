"""Builds that cost less: pages that are written only when they change, and on all cores.

Each module that is named here is an extension of its own too, and what it is
worth stands in the guide. ``fresh_pages`` comes with every part whose pages show
something of others.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

PIECES = (
    *("fresh_pages", "kept_files", "packed_contents", "collector", "templates", "stems"),
    "parallel",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up all of it."""
    for name in PIECES:
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
