"""Gives the warnings and errors of a build to editors and forges, at their lines.

Works in any Sphinx project. ``sphinx-build -D diagnostics_format=sarif`` writes
``diagnostics.sarif`` beside the output, which editors and code scanning read;
``-D diagnostics_format=github`` prints the commands that GitHub shows in the
changes of a pull request. What is suppressed is left out, as in the terminal.

Name it first in ``extensions``: what other extensions say while they are set
up is heard only then.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import sphinx
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging

from sphinx_versus.site.settings import DIAGNOSTICS, add_settings

from .collect import Collector, listen
from .formats import github, sarif

FORMATS = ("sarif", "github")

logger = logging.getLogger(__name__)


def check_settings(_app: Sphinx, config: Config) -> None:
    """Refuse a format that is not known before the work begins."""
    if config.diagnostics_format not in ("", *FORMATS):
        known = " or ".join(f'"{name}"' for name in FORMATS)
        raise ConfigError(
            f'diagnostics_format is "{config.diagnostics_format}", it should be {known}'
        )


def write(app: Sphinx, collector: Collector, error: Exception | None) -> None:
    """Write what was collected, if somebody wants it; raises SphinxError if it cannot."""
    if not app.config.diagnostics_format:
        return
    if error is not None:
        collector.fail(error)
    srcdir = Path(app.srcdir)
    found = sorted(
        each._replace(path=str(srcdir / each.path)) if each.path else each
        for each in collector.found
    )
    root = root_of(srcdir)
    if app.config.diagnostics_format == "github":
        text = github(found, root)
    else:
        text = sarif(found, root, Path(app.confdir, "conf.py"), sphinx.__version__)
    if app.config.diagnostics_file:
        path = Path(app.confdir, app.config.diagnostics_file)
    elif app.config.diagnostics_format == "sarif":
        path = Path(app.outdir, "diagnostics.sarif")
    else:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise SphinxError(f"the diagnostics cannot be written: {problem}") from problem
    logger.info("the diagnostics are in %s", path)


def root_of(srcdir: Path) -> Path:
    """Return the root of the repository around a folder, or else the folder itself."""
    folders = (srcdir, *srcdir.parents)
    return next((folder for folder in folders if (folder / ".git").exists()), srcdir)


def setup(app: Sphinx) -> dict[str, Any]:
    """Listen, and write at the end of the build."""
    add_settings(app, DIAGNOSTICS)
    collector = listen(app)
    app.connect("config-inited", check_settings)
    # After all that others do at the end, and may warn of.
    app.connect("build-finished", lambda app, error: write(app, collector, error), priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
