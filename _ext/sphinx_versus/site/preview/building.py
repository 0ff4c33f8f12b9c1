"""One build, from nothing to an application that is ready to preview pages."""

from __future__ import annotations

import contextlib
import shutil
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .options import Options, is_installed
from .previewer import Previewer
from .recording import Recorder


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a build: the answer for the server, and a previewer if it went well."""

    answer: dict[str, Any]
    previewer: Previewer | None = None


@contextlib.contextmanager
def namespaces(options: Options) -> Iterator[None]:
    """Set up docutils and colours as ``sphinx-build`` does."""
    if not color_terminal():
        nocolor()
    with patch_docutils(options.source), docutils_namespace():
        yield


def build(options: Options, status: bool) -> Done:
    """Bring the output up to date; raises nothing that a project can cause."""
    app = None
    doctrees = Path(options.out, ".doctrees")
    try:
        with _kept_environment(doctrees):
            app = Sphinx(
                srcdir=options.source,
                confdir=options.source,
                outdir=options.out,
                doctreedir=doctrees,
                buildername=options.builder,
                confoverrides=options.settings,
                status=sys.stderr if status else None,
                warning=sys.stderr,
                tags=options.tags,
                parallel=options.jobs,
            )
            recorder = Recorder(app)
            app.build()
        known = recorder.all_problems(doctrees / "live_preview.json")
    except Exception as error:
        return Done({"error": _told(error, app)})
    answer = {"problems": [asdict(each) for each in known], "folders": _folders(app)}
    return Done(answer, Previewer(app, Path(options.newer), recorder))


@contextlib.contextmanager
def _kept_environment(doctrees: Path) -> Iterator[None]:
    """Begin the next build where this one did, if this one does not come to its end.

    Sphinx throws its environment away after an error, and may leave half of it
    when it is stopped: the next build would then read everything again.
    """
    current, kept = doctrees / ENV_PICKLE_FILENAME, doctrees / f"{ENV_PICKLE_FILENAME}.kept"
    if kept.exists():
        kept.replace(current)
    if current.exists():
        copying = kept.with_suffix(".copy")
        shutil.copyfile(current, copying)
        copying.replace(kept)
    try:
        yield
    except Exception:
        if kept.exists():
            kept.replace(current)
        raise
    kept.unlink(missing_ok=True)


def _told(error: Exception, app: Sphinx | None) -> str:
    """Return what to say of an error: all of it where it is not one of Sphinx's own."""
    reading = app.env.docname if app is not None and app.env.current_document.docname else ""
    place = f"{app.env.doc2path(reading, base=False)}: " if app is not None and reading else ""
    if isinstance(error, SphinxError):
        return f"{place}{error.category}: {error}".strip()
    lines = traceback.format_exception(error)
    return f"{place}{''.join(traceback.format_exception_only(error))}\n{''.join(lines)}".strip()


def _folders(app: Sphinx) -> list[str]:
    """Return the folders outside of the source that hold code or files of the project."""
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    code = {Path(file).parent for file in files if file and not is_installed(file)}
    paths = (*app.config.html_static_path, *app.config.templates_path)
    assets = {app.confdir / path for path in paths if not is_installed(f"{path}/")}
    folders = {folder.resolve() for folder in code | assets if folder.is_dir()}
    # A folder that holds the source is the folder of somebody else's program.
    return sorted(
        str(folder)
        for folder in folders
        if not folder.is_relative_to(app.srcdir) and not app.srcdir.is_relative_to(folder)
    )
