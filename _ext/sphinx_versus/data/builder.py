"""The data without the pages: ``sphinx-build -b versus-data``."""

from __future__ import annotations

from collections.abc import Set
from urllib.parse import quote

from sphinx.builders import Builder


class DataBuilder(Builder):
    """Reads the project and writes no page; the data is written when a build has finished.

    Addresses lead to the pages that the builder ``html`` writes.
    """

    name = "versus-data"
    epilog = "The data is in %(outdir)s."
    allow_parallel = True

    def get_outdated_docs(self) -> list[str]:
        """Return nothing: what has changed is read, and no page is written."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page from the root of the site."""
        suffix = self.config.html_link_suffix or self.config.html_file_suffix or ".html"
        return f"{quote(docname)}{suffix}"

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Do nothing: no page is written."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Do nothing: no page is written."""

    def finish(self) -> None:
        """Do nothing: there is nothing beside the data."""
