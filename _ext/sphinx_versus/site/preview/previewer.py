"""Writes single pages anew, from an application that has built everything once.

Nothing that it writes is part of the output: a build comes after each preview
and makes the same page in the ordinary way.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import socket
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import pending_warnings

from .recording import Recorder, page_of

# Numbers of sections and figures are those of the whole project.
_NUMBERS = ("toc_secnumbers", "toc_fignumbers")


class Previewer:
    """An application that writes its pages into a folder of ours."""

    def __init__(self, app: Sphinx, newer: Path, recorder: Recorder) -> None:
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        self.app, self.env, self.builder = app, app.env, app.builder
        self._newer, self._target = newer, newer
        self._recorder = recorder
        self._pages = {docname: page_of(app, docname) for docname in app.env.all_docs}

    def prepare(self) -> None:
        """Leave the output alone from now on, and do once what each first page would do."""
        outdir, path_of = self.app.outdir, self.builder.get_output_path
        self.builder.get_output_path = (  # type: ignore[method-assign]
            lambda name: self._target / path_of(name).relative_to(outdir)
        )
        # Doctrees on the disk belong to the build that may be running now.
        self.builder.doctreedir = self._newer.with_name("doctrees")
        self.builder.indexer = None  # the search is made by builds
        first = next((name for name in sorted(self._pages) if name != self.app.config.root_doc), "")
        if first:
            # What the previewer before has written is still needed.
            self._target = self._newer.with_name("first")
            with contextlib.suppress(Exception):
                self._render(first)
            self._target = self._newer
        self._recorder.taken()
        # A collection that walks through a large environment takes longer than a page.
        gc.freeze()

    def serve(self, listener: socket.socket) -> None:
        """Answer requests for ever, one connection each."""
        while True:
            connection, _ = listener.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as stream:
                try:
                    self._answer(json.loads(stream.readline()), stream)
                except (BrokenPipeError, ValueError):  # nobody waits for it any more
                    continue

    def _answer(self, request: dict[str, Any], stream: IO[str]) -> None:
        """Answer with a line for each page, and one for the files that are shown as they are."""
        for docname in self._affected(request["changed"], set(request["open"])):
            page: dict[str, Any] = {"page": self._pages[docname], "error": "", "files": []}
            try:
                page["files"] = self._render(docname)
            except Exception as error:
                page["error"] = "".join(traceback.format_exception_only(error)).strip()
                traceback.print_exc()
            page["problems"] = [asdict(problem) for problem in self._recorder.taken()]
            stream.write(json.dumps(page) + "\n")
            stream.flush()
        stream.write(json.dumps({"files": self._copy(self._assets(request["changed"]))}) + "\n")
        stream.flush()

    def _affected(self, changed: list[str], opened: set[str]) -> list[str]:
        """Return the documents to show: those that changed, and of the others what is looked at.

        What a browser shows comes first. Where much has changed at once, only
        that is worth a preview: all the rest is for the build.
        """
        paths = {os.path.normpath(path) for path in changed if Path(path).is_file()}
        found = {
            name for path in paths if (name := self.env.path2doc(path)) in self._pages and name
        }
        looked_at = {name for name, page in self._pages.items() if page in opened}
        including = {name for name in looked_at if paths & self._dependencies(name)}
        seen = sorted((found & looked_at) | including)
        return [*seen, *sorted(found - looked_at)[: max(0, 4 - len(seen))]]

    def _dependencies(self, docname: str) -> set[str]:
        return {os.path.normpath(path) for path in self.env.dependencies.get(docname, ())}

    def _render(self, docname: str) -> list[str]:
        """Read and write one document; returns the names of new files that its page needs."""
        app, env, builder = self.app, self.env, self.builder
        numbers = {name: getattr(env, name).get(docname) for name in _NUMBERS}
        images = set(builder.images)
        builder.phase = BuildPhase.READING
        with pending_warnings():
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
            builder.read_doc(docname)
            for name, known in numbers.items():
                if known is not None:
                    getattr(env, name)[docname] = known
            app.events.emit("env-updated", env)
        builder.phase = BuildPhase.RESOLVING
        with pending_warnings():
            doctree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
            builder.phase = BuildPhase.WRITING
            builder.write_doc_serialized(docname, doctree)
            builder.write_doc(docname, doctree)
        fresh = builder.images.keys() - images
        return self._copy({f"_images/{builder.images[uri]}": app.srcdir / uri for uri in fresh})

    def _assets(self, changed: list[str]) -> dict[str, Path]:
        """Return the static files and images among files, by their names in the output."""
        found = {}
        for path in map(Path, changed):
            for folder in self.app.config.html_static_path:
                static = self.app.confdir / folder
                # Templates are rendered by the build.
                if path.is_relative_to(static) and path.suffix not in (".jinja",):
                    found[f"_static/{path.relative_to(static).as_posix()}"] = path
            if path.is_relative_to(self.app.srcdir):
                uri = path.relative_to(self.app.srcdir).as_posix()
                if uri in self.env.images:
                    found[f"_images/{self.env.images[uri][1]}"] = path
        return {name: path for name, path in found.items() if not name.endswith("_t")}

    def _copy(self, files: dict[str, Path]) -> list[str]:
        copied = []
        for name, path in files.items():
            if path.is_file():
                (self._target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, self._target / name)
                copied.append(name)
        return copied
