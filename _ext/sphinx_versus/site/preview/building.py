"""One build, from nothing to an application that is ready to preview pages."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .options import Options, is_installed
from .previewer import Previewer
from .recording import Recorder, page_of


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


def build(options: Options, request: dict[str, Any], on_written: Callable[[], None]) -> Done:
    """Bring the output up to date; raises nothing that a project can cause.

    The request is that of the worker; ``on_written`` is called when the pages
    are there that it wants first, if others follow.
    """
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
                status=sys.stderr if request["status"] else None,
                warning=sys.stderr,
                tags=options.tags,
                parallel=options.jobs,
            )
            recorder = Recorder(app)
            _read_again(app, set(request["changed"]))
            _write_first(app, request["first"], on_written)
            app.build()
        known = recorder.all_problems(doctrees / "live_preview.json")
    except Exception as error:
        return Done({"error": _told(error, app)})
    answer = {"problems": [asdict(each) for each in known], "folders": _folders(app)}
    return Done(answer, Previewer(app, Path(options.newer), recorder))


def _read_again(app: Sphinx, changed: set[str]) -> None:
    """Have what has changed read again, whatever the times of the files say.

    Sphinx takes the time at which it has read a page to its end: what was saved
    meanwhile would be older than that, and never read.
    """

    def outdated(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
        def depends(docname: str) -> bool:
            paths = (env.doc2path(docname), *env.dependencies.get(docname, ()))
            return not changed.isdisjoint(os.path.normpath(app.srcdir / path) for path in paths)

        return [docname for docname in env.found_docs if depends(docname)]

    if changed:
        app.connect("env-get-outdated", outdated)


def _write_first(app: Sphinx, first: Collection[str], on_written: Callable[[], None]) -> None:
    """Have the builder write some pages before the others."""
    write = app.builder.write_documents

    def write_documents(docnames: Set[str]) -> None:
        seen = {docname for docname in docnames if page_of(app, docname) in first}
        if seen and seen != docnames:
            write(seen)
            on_written()
        write(docnames - seen if seen != docnames else docnames)

    app.builder.write_documents = write_documents  # type: ignore[method-assign]


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
