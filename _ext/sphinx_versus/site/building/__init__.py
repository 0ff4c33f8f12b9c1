"""Builds that cost less: fresh pages, less work in each build, and all cores.

Each module is an extension of its own too; ``fresh_pages`` comes with every part
whose pages show something of others.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up all of it."""
    for name in ("fresh_pages", "quick", "parallel"):
        app.setup_extension(f"{__name__}.{name}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
