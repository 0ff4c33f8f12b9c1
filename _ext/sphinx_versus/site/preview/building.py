"""One build, from nothing to an application that is ready to preview pages."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from . import problems
from .previewer import Previewer, page_of
from .problems import Problem
from .worker import Options, is_installed

# So many documents are worth a second process.
_MANY = 20

_PHASES = {
    BuildPhase.READING: problems.READING,
    BuildPhase.CONSISTENCY_CHECK: problems.CHECKING,
    BuildPhase.RESOLVING: problems.WRITING,
    BuildPhase.WRITING: problems.WRITING,
}


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


class Recorder(logging.Filter):
    """Keeps the warnings of an application instead of printing them."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._found: list[Problem] = []
        self._read: set[str] = set()
        self._written: set[str] = set()
        self._checked = False
        for handler in logging.getLogger(NAMESPACE).handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self)
        app.connect("env-before-read-docs", self._on_reading)
        app.connect("env-purge-doc", self._on_purge)
        app.connect("doctree-resolved", self._on_resolved)
        app.connect("env-check-consistency", self._on_check)

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep a warning that Sphinx's own filters have let through."""
        file, line = problems.place_of(getattr(record, "location", "") or "")
        level = "error" if record.levelno >= logging.ERROR else "warning"
        phase = _PHASES.get(self._app.phase, "")
        # Sphinx's own records put the location before the message.
        text = logging.LogRecord.getMessage(record)
        problem = Problem(self._relative(file), line, level, text, self._page(file), phase)
        self._found.append(problem)
        return False

    def _relative(self, file: str) -> str:
        source = os.fspath(self._app.srcdir) + os.sep
        return file.removeprefix(source)

    def _page(self, file: str) -> str:
        if not file or not hasattr(self._app, "env"):
            return ""
        docname = self._app.env.path2doc(file)
        return page_of(self._app, docname) if docname in self._app.env.all_docs else ""

    def _on_reading(self, app: Sphinx, _env: object, docnames: list[str]) -> None:
        # To hand the environment to other processes costs more than to read a few.
        if len(docnames) < _MANY:
            app.parallel = 1

    def _on_purge(self, app: Sphinx, _env: object, docname: str) -> None:
        self._read.add(page_of(app, docname))

    def _on_resolved(self, app: Sphinx, _doctree: object, docname: str) -> None:
        self._written.add(page_of(app, docname))

    def _on_check(self, *_: object) -> None:
        self._checked = True

    def taken(self) -> list[Problem]:
        """Return what was found since it was last asked for."""
        found, self._found = self._found, []
        return found

    def all_problems(self, store: Path) -> list[Problem]:
        """Return all that is wrong with the project, and keep it for the next build."""
        pages = {page_of(self._app, docname) for docname in self._app.env.all_docs}
        known = problems.brought_up_to_date(
            _read(store),
            self.taken(),
            read=self._read,
            written=self._written,
            checked=self._checked,
            pages=pages,
        )
        store.write_text(json.dumps([asdict(each) for each in known]), encoding="utf-8")
        return known


def _read(store: Path) -> list[Problem]:
    try:
        return [Problem(**each) for each in json.loads(store.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


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
