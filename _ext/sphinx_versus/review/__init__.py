"""Looks at comparisons and claims the way a careful editor does.

The rules ask what a build cannot know to be wrong, so they speak only where
``versus_review`` is switched on: ``sphinx-build -D versus_review=1``. Writers
are left alone while they draft. The directive ``{coverage}`` shows what the
pages of a site rest on, in every build.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_versus.api import facts_of, occurrences_in
from sphinx_versus.settings import REVIEW
from sphinx_versus.site import boundary
from sphinx_versus.site.assets import serve
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.building.clock import time_of_build
from sphinx_versus.site.moved import all_moved
from sphinx_versus.site.settings import add_settings

from . import page
from .coverage import entries_of
from .findings import Finding, Kind
from .inventory import Today, items_of, lost
from .rules import review
from .scope import Scope
from .settings import settings_of

STATIC_DIR = Path(__file__).parent / "static"

logger = logging.getLogger(__name__)


@boundary.handler()
def report_findings(app: Sphinx, env: BuildEnvironment) -> None:
    """Log what an editor would ask about, if the review is switched on.

    Sphinx checks the consistency of a project only after it has read something;
    the review speaks in every build, so that it says the same in each.
    """
    if not app.config.versus_review:
        return
    settings, problems = settings_of(app.config)
    facts = facts_of(env)
    cited = {key for keys in facts.citations.values() for key in keys}
    scope = Scope(
        *(facts.comparisons, facts.claims, entries_of(facts), cited, today(), facts.entities),
        path_of=lambda docname: str(env.doc2path(docname, base=False)),
        unit=facts.unit,
        lost=_lost(app, env, problems),
    )
    for finding in [*problems, *review(scope, settings)]:
        _log(finding, app)


def _lost(app: Sphinx, env: BuildEnvironment, problems: list[Finding]) -> list[Finding]:
    """Return what leads nowhere since the last release, if its inventory is known."""
    written = app.config.versus_review_inventory
    if not written:
        return []
    try:
        items = items_of(written, Path(app.confdir))
    except (OSError, ValueError) as error:
        name = "versus_review_inventory"
        message = f'"{written}" cannot be read: {error}'
        problems.append(Finding(Kind.SETTING, name, 0, message, path="conf.py"))
        return []
    moved: dict[str, dict[str, str]] = {}
    for each in all_moved(app, env):
        moved.setdefault(each.page, {}).setdefault(each.was, each.docname)
    labels = env.domains.standard_domain.anonlabels
    today = Today(facts_of(env), env.all_docs, labels, moved, app.config.root_doc)
    return [*lost(items, today)]


@boundary.handler()
def list_occurrences(app: Sphinx, error: Exception | None) -> None:
    """Count the names of entities that could be linked, or list them, in a quiet build too."""
    if error or not app.config.versus_review:
        return
    found = list(occurrences_in(app.env))
    lines = []
    for docname, (first, *more), words, entity in found if app.config.versus_review_names else ():
        place = f"{app.env.doc2path(docname, base=False)}:{first}"
        also = f" (also in {', '.join(map(str, more))})" if more else ""
        lines.append(f'  {place}: "{words}" could lead to {entity.title}{also}')
    if found:
        told = f"names of entities that could be linked, if the words mean them: {len(found)}"
        told += "" if lines else "; -D versus_review_names=1 lists them"
        sys.stdout.write("\n".join([told, *lines]) + "\n")
        sys.stdout.flush()


def today() -> datetime.date:
    """Return the day of the build, in UTC: the same in all time zones."""
    return datetime.datetime.fromtimestamp(time_of_build(), datetime.UTC).date()


def _log(finding: Finding, app: Sphinx) -> None:
    location: Any = (finding.docname, finding.line)
    if finding.path:
        # Those of conf.py stand beside it; others are whole already.
        path = Path(app.confdir, finding.path)
        line = finding.line or _line_of(finding.about, path)
        location = f"{path}:{line}" if line else str(path)
    logger.warning(
        "%s: %s",
        finding.about,
        finding.message,
        type="versus_review",
        subtype=finding.kind.code,
        location=location,
    )


def _line_of(word: str, path: Path) -> int:
    """Return the first line of a file that has a word in it, or 0."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, 1) if word in line), 0)


def serve_assets(app: Sphinx) -> None:
    """Serve the style sheet of the coverage page."""
    serve(app, STATIC_DIR)


@boundary.handler()
def add_assets(app: Sphinx, pagename: str, *_: object) -> None:
    """Load the style sheet where the coverage is shown."""
    if page.shows_coverage(app.env, pagename):
        app.add_css_file("versus_review.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the settings, the review and the page."""
    app.setup_extension("sphinx_versus")
    add_settings(app, REVIEW)
    app.add_node(page.coverage_place)
    app.add_directive("coverage", page.CoverageDirective)
    app.add_post_transform(page.ShowCoverage)
    app.connect("builder-inited", serve_assets)
    app.connect("html-page-context", add_assets)
    # When all documents have been read and merged, and others have put their facts right.
    app.connect("env-updated", report_findings, priority=900)
    app.connect("build-finished", list_occurrences, priority=1400)
    app.connect(fresh_pages.EVENT, page.collect_shown)
    return {
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for sphinx_versus.site.building
    }
