"""Faults in citations and bibliographies, which sphinxcontrib-bibtex takes for the end of a build.

Only projects that use it load this module.
"""

from __future__ import annotations

import re
import weakref
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from pybtex.errors import capture
from pybtex.scanner import PybtexSyntaxError
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole

from sphinx_versus.grammar.names import did_you_mean, listed, near_miss
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.site import compat

from .encoding import LENIENT, fault_in
from .report import report, report_at

_ENTRY = re.compile(r"@\w+\s*[{(]\s*(?P<key>[^\s,]+)\s*,")


class ForgivingCiteRole(CiteRole):
    """A citation that is shown as it is written where it names no key."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link to the source, or report the key."""
        if not is_ref:
            # With a "!" before it, it is text; sphinxcontrib-bibtex does not know that.
            return [node], []
        try:
            found, messages = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        except ValueError:
            assert isinstance(node, pending_xref)
            document.ids.pop(next(iter(node["ids"]), ""), None)
            problem = Problem(
                Kind.MALFORMED_CITATION,
                self.lineno,
                f'"{self.target}" is no key of a source, or several with commas between them; '
                "keys have no spaces, braces or commas in them",
            )
            report([problem], env.current_document.docname)
            return [nodes.problematic(self.rawtext, self.text)], []
        return list(found), list(messages)


def forgive(app: Sphinx) -> None:
    """Take faults in citations and bibliographies for what they are."""
    app.add_role("cite", ForgivingCiteRole(), override=True)
    for name in BibtexDomain.roles:
        app.add_role_to_domain(BibtexDomain.name, name, ForgivingCiteRole(), override=True)
    # Before and after sphinxcontrib-bibtex reads the files (500).
    app.connect("builder-inited", begin_reading, priority=499)
    app.connect("builder-inited", end_reading, priority=501)
    app.connect("builder-inited", offer_keys, priority=502)


def offer_keys(app: Sphinx) -> None:
    """Say what to do about a key of which no source is listed."""
    asked = weakref.ref(app)

    def remedy(key: str) -> str:
        asking = asked()
        assert asking is not None
        domain = asking.env.domains[BibtexDomain.name]
        assert isinstance(domain, BibtexDomain)
        known = list(domain.bibdata.data.entries)
        if key in known:
            return "it has an entry, which no {bibliography} lists; put one on a page"
        near = near_miss(key, known)
        files = listed(asking.config.bibtex_bibfiles, "or")
        fields = "author = {...}, title = {...}, year = {...}"
        return did_you_mean(*near) if near else f"add @misc{{{key}, {fields}}} to {files}"

    compat.offer_keys(remedy)


_CAPTURES: WeakKeyDictionary[Sphinx, tuple[AbstractContextManager[Any], list[Any]]]
_CAPTURES = WeakKeyDictionary()


def begin_reading(app: Sphinx) -> None:
    """Collect what is wrong with the files, so that the rest of each is read."""
    for name in app.config.bibtex_bibfiles or ():
        path = Path(app.confdir) / name
        if fault := fault_in(path, app.config.bibtex_encoding):
            report_at([fault], path.resolve())
            app.config.bibtex_encoding = LENIENT
    collecting = capture()
    _CAPTURES[app] = (collecting, collecting.__enter__())


def end_reading(app: Sphinx) -> None:
    """Report what is wrong with the files."""
    collecting, errors = _CAPTURES.pop(app)
    collecting.__exit__(None, None, None)
    if not errors:
        return
    repeated = _repeated(app)
    first = (Path(app.confdir) / app.config.bibtex_bibfiles[0]).resolve()
    for error in errors:
        if isinstance(error, PybtexSyntaxError):
            path, line = Path(error.filename), error.lineno
            message = f"{error}; what comes before the next @ is left out"
        else:
            key = str(error).rpartition(": ")[2]
            path, line = repeated.get(key.casefold(), (first, 1))
            message = f"{error}; the first one counts"
        report_at([Problem(Kind.BROKEN_BIBLIOGRAPHY, line, message)], path)


def _repeated(app: Sphinx) -> dict[str, tuple[Path, int]]:
    """Return the file and the line of the second entry with a key, which pybtex does not tell."""
    known: set[str] = set()
    repeated: dict[str, tuple[Path, int]] = {}
    for name in app.config.bibtex_bibfiles:
        path = (Path(app.confdir) / name).resolve()
        text = path.read_text(encoding=LENIENT) if path.is_file() else ""
        line, before = 1, 0
        for entry in _ENTRY.finditer(text):
            line += text.count("\n", before, entry.start())
            before = entry.start()
            key = entry["key"].casefold()
            if key in known:
                repeated.setdefault(key, (path, line))
            known.add(key)
    return repeated
