"""Gives what a project compares to machines: JSON, CSV, JSON-LD, BibTeX and lists of the pages.

The builders ``html`` and ``dirhtml`` write the data beside the pages, put
linked data into each, and end articles with links to their data and with ready
references; the builder ``versus-data`` writes the data alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import SphinxError

import code_digest
import fresh_pages

from . import gathering, labels, pages
from .builder import DataBuilder
from .facts import Project
from .files import bring_up_to_date, files_of

__version__ = "0.1.0"


class Exports:
    """The data of one build: its facts are gathered once, before the pages are written."""

    project: Project | None = None

    def gather(self, app: Sphinx, builder: Builder) -> None:
        """Gather the facts, for processes that write pages as well."""
        self.project = None
        if builder.name in (*pages.BUILDERS, DataBuilder.name):
            self.project = gathering.gather(app, builder.get_target_uri)

    def on_page(
        self,
        app: Sphinx,
        pagename: str,
        _template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Show a page's data on it."""
        pages.mend_not_found(app, pagename, context)
        if self.project is not None and doctree is not None:
            pages.dress(self.project, pagename, app.config.language, context)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files of a build that has succeeded; raises SphinxError if it cannot."""
        if self.project is None or exception is not None:
            return
        left_out = gathering.own_files(app)
        wanted = files_of(self.project, pages=app.builder.name != DataBuilder.name)
        try:
            bring_up_to_date(
                Path(app.outdir), ((path, text) for path, text in wanted if path not in left_out)
            )
        except OSError as error:
            raise SphinxError(f"the data cannot be written: {error}") from error


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.setup_extension("sphinx_versus")
    app.add_message_catalog(labels.CATALOGUE, str(labels.LOCALE_DIR))
    app.add_config_value("versus_data_types", {}, "html", types=(dict,))
    app.add_config_value("versus_data_author_type", "Organization", "html", types=(str,))
    app.add_config_value("versus_data_license", "", "html", types=(str,))
    app.add_config_value("versus_data_summary", "", "html", types=(str,))
    app.add_builder(DataBuilder)
    exports = Exports()
    app.connect("config-inited", gathering.check_settings)
    app.connect("builder-inited", pages.add_assets)
    app.connect("doctree-read", gathering.note_description)
    app.connect(fresh_pages.EVENT, gathering.collect_entries)
    app.connect("write-started", exports.gather)
    # Before other extensions that read descriptions of pages.
    app.connect("html-page-context", exports.on_page, priority=400)
    app.connect("build-finished", exports.write)
    return {
        "version": __version__,
        "env_version": code_digest.digest_of(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
