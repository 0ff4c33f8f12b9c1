"""Style sheets and scripts: served with the project's own, loaded on pages that need them."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx


def serve(app: Sphinx, folder: Path) -> None:
    """Serve the files of a folder; one of the project with the same name takes its place."""
    # Sphinx copies the folders in their order.
    app.config.html_static_path.insert(0, str(folder))
