"""Builds that cost less, and make the same of the same.

Each module that is named here is an extension of its own too. What each of
`PIECES` is worth stands in the guide; ``steady_epub`` makes nothing faster.
``fresh_pages`` comes with every part whose pages show something of others.
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
    for name in (*PIECES, "steady_epub"):
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
