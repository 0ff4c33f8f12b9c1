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
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_versus.settings import DATA
from sphinx_versus.site import boundary
from sphinx_versus.site.building import code_digest, fresh_pages
from sphinx_versus.site.building.state import state_path
from sphinx_versus.site.settings import add_settings

from . import gathering, pages
from .builder import DataBuilder
from .facts import Project
from .files import MAY_BE_OWN, are_there, bring_up_to_date, files_of, noted, twins_of

logger = logging.getLogger(__name__)

_UNWRITTEN = "the data cannot be written: {}"


class Exports:
    """The data of one build: its facts are gathered once, before the first page is written."""

    def __init__(self) -> None:
        self._project: Project | None = None

    @boundary.handler()
    def forget(self, _app: Sphinx, _env: BuildEnvironment) -> None:
        """Forget what was gathered before documents were read: a preview reads them one by one."""
        self._project = None

    def project(self, app: Sphinx) -> Project:
        """Return the facts.

        Sphinx writes one page before it starts other processes, so that these have them too.
        """
        if self._project is None:
            self._project = gathering.gather(app, app.builder.get_target_uri)
        return self._project

    @boundary.handler()
    def on_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Lead from each claim that a page shows in HTML to how it is cited."""
        if app.builder.name in pages.BUILDERS and pages.is_citable(self.project(app), docname):
            pages.lead_to_citations(self.project(app), docname, doctree)

    @boundary.handler()
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
        if doctree is None or app.builder.name not in pages.BUILDERS:
            return
        try:
            pages.write_twin(app, pagename, doctree)
        except OSError as error:
            raise SphinxError(_UNWRITTEN.format(error)) from error
        if pages.dress(self.project(app), pagename, context):
            pages.load_assets(app)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the files of a build that has succeeded; raises SphinxError if it cannot."""
        has_pages = app.builder.name in pages.BUILDERS
        if exception is not None or not (has_pages or app.builder.name == DataBuilder.name):
            return
        outdir, listed = Path(app.outdir), state_path(app, "versus-data")
        own = gathering.own_files(app)
        if not (has_pages and fresh_pages.nothing_changed(app) and are_there(outdir, listed, own)):
            project = self.project(app)
            twins = twins_of(project) if has_pages else ()
            try:
                bring_up_to_date(outdir, listed, files_of(project, pages=has_pages), own, twins)
            except OSError as error:
                raise SphinxError(_UNWRITTEN.format(error)) from error
        for name in sorted(noted(listed).taken - MAY_BE_OWN):
            logger.warning(
                '"%s" of html_extra_path takes the place of the data of that name; '
                "give it another name",
                name,
                location=f"{own[name]}:1",
                type="versus_data",
                subtype="own_file",
            )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    app.setup_extension("sphinx_versus")
    add_settings(app, DATA)
    app.add_builder(DataBuilder)
    exports = Exports()
    app.connect("config-inited", gathering.check_settings)
    app.connect("builder-inited", pages.serve_assets)
    # Before anybody asks what is new.
    app.connect("env-get-outdated", gathering.leave_twins_out, priority=100)
    app.connect("doctree-read", gathering.note_said)
    app.connect(fresh_pages.EVENT, gathering.collect_entries)
    app.connect("env-updated", exports.forget)
    app.connect("doctree-resolved", exports.on_resolved)
    # Before other extensions that read descriptions of pages.
    app.connect("html-page-context", exports.on_page, priority=400)
    app.connect("build-finished", exports.write)
    return {
        "env_version": code_digest.digest_of(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
