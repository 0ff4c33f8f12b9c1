"""What goes wrong in builds and previews, kept instead of printed."""

from __future__ import annotations

import json
import logging
import os
from bisect import bisect_right
from dataclasses import asdict, replace
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from . import problems
from .problems import Problem

# So much of a text tells it from others around it.
_NEAR = 60
# So many documents are worth a second process.
_MANY = 20

_PHASES = {
    BuildPhase.READING: problems.READING,
    BuildPhase.CONSISTENCY_CHECK: problems.CHECKING,
    BuildPhase.RESOLVING: problems.WRITING,
    BuildPhase.WRITING: problems.WRITING,
}


class Recorder(logging.Filter):
    """Keeps the warnings of an application instead of printing them."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._found: list[Problem] = []
        self._read: set[str] = set()
        self._written: set[str] = set()
        self._checked = False
        # For each page the lines of its texts, in their order, with the nearest id and the text.
        self._places: dict[str, list[tuple[int, str, str]]] = {}
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

    def _on_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        page = page_of(app, docname)
        self._written.add(page)
        self._places[page] = _places(doctree)

    def _on_check(self, *_: object) -> None:
        self._checked = True

    def taken(self) -> list[Problem]:
        """Return what was found since it was last asked for."""
        found, self._found = self._found, []
        # Several handlers may have heard the same.
        return [self._placed(problem) for problem in dict.fromkeys(found)]

    def _placed(self, problem: Problem) -> Problem:
        """Return a problem with its place on the page: the last text that is not below its line."""
        places = self._places.get(problem.page, [])
        at = bisect_right(places, problem.line, key=lambda place: place[0])
        if not problem.line or not places:
            return problem
        # Of several texts in a line, as those of a row, the first.
        line = places[max(at - 1, 0)][0]
        _, id_, near = next(place for place in places if place[0] == line)
        return replace(problem, id=id_, near=near)

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


def _places(doctree: nodes.document) -> list[tuple[int, str, str]]:
    """Return the line, the nearest id and the beginning of each text that a reader sees."""
    found = []
    for node in doctree.findall(nodes.TextElement):
        # The title of a table and the like have the line at which their directive ends.
        is_text = isinstance(node, nodes.paragraph | nodes.term | nodes.literal_block) or (
            isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)
        )
        # An included file has lines of its own.
        is_own = node.source in (None, doctree.get("source"))
        text = " ".join(node.astext().split())[:_NEAR]
        if is_text and is_own and node.line and text:
            found.append((node.line, _nearest_id(node), text))
    return sorted(found, key=lambda place: place[0])


def _nearest_id(node: nodes.Element | None) -> str:
    while node is not None and not node.get("ids"):
        node = node.parent
    return node["ids"][0] if node is not None else ""


def _read(store: Path) -> list[Problem]:
    try:
        return [Problem(**each) for each in json.loads(store.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def page_of(app: Sphinx, docname: str) -> str:
    """Return the path of a document's page in the output."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    # The class's, because a previewer has another one.
    path = type(app.builder).get_output_path(app.builder, docname)
    return path.relative_to(app.outdir).as_posix()
