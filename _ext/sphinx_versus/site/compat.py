"""What releases of docutils and MyST do differently, and what they keep to themselves.

Tried with docutils 0.21 to 0.23, myst-parser 4.0 to 5.2 and Sphinx 8.2 to 9.2.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import myst_parser
from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE


def hand_over_names(document: nodes.document, element: nodes.Element) -> None:
    """Lead the names of an element to it, where another one had them before."""
    names = getattr(document, "names", {})  # since docutils 0.23
    for name in element["names"]:
        if name in names:
            names[name] = element


@contextlib.contextmanager
def names_apart(document: nodes.document) -> Iterator[None]:
    """Keep the names in a block from those of the document while the block is read.

    docutils takes a name away from all elements that bear it. The headings of
    a comparison repeat each other and those of other comparisons, and become
    sections with ids of their own: they get an id, but no name. The names of
    spans are noted at the end, because those that are keys of rows are part of
    longer ids then. Messages stay out of texts, as they do since docutils 0.22.
    """
    if "note_implicit_target" in vars(document):  # one block of ours inside another
        yield
        return
    note_explicit = document.note_explicit_target
    spans: list[nodes.Element] = []

    def note_heading(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        held = {name: document.nameids.get(name) for name in target["names"]}
        document.set_id(target, msgnode)
        # Since docutils 0.23 an id comes with the names, although a label may have them.
        for name, id_ in held.items():
            document.nameids.pop(name, None)
            if id_ is not None:
                document.nameids[name] = id_

    def note(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        if isinstance(target, nodes.inline):
            spans.append(target)
        else:
            note_explicit(target, None if isinstance(msgnode, nodes.TextElement) else msgnode)

    document.note_implicit_target = note_heading  # type: ignore[method-assign]
    document.note_explicit_target = note  # type: ignore[method-assign]
    try:
        yield
    finally:
        del document.note_implicit_target, document.note_explicit_target
    for span in spans:
        if span["names"]:
            note_explicit(span)


def disconnect(app: Sphinx, event: str, handler: Callable[..., object]) -> bool:
    """Disconnect the handler of another extension; tell whether it was connected."""
    found = [each.id for each in app.events.listeners.get(event, ()) if each.handler is handler]
    for listener in found:
        app.disconnect(listener)
    return bool(found)


def mend_locations() -> None:
    """Let MyST 4 name the file of a warning: it gives a path where Sphinx expects a document."""
    logger = logging.getLogger(f"{NAMESPACE}.myst_parser.warnings_")
    if myst_parser.__version__.startswith("4.") and _name_file not in logger.filters:
        logger.addFilter(_name_file)


def _name_file(record: logging.LogRecord) -> bool:
    match getattr(record, "location", None):
        case (str(path), int(line)) if Path(path).is_absolute():
            record.location = f"{path}:{line}"
    return True


def let_links_be_long() -> None:
    """Take a link to what is too long for the name of a file for one to no file.

    Before Python 3.14, to ask for such a file raises OSError. MyST-Parser 4.0 to 5.2.
    """
    original: Any = getattr(SphinxRenderer, "render_link_unknown", None)
    if original is None or not hasattr(SphinxRenderer, "_process_wrap_node"):
        return
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def render_link_unknown(self: Any, token: Any) -> None:
        try:
            original(self, token)
        except OSError:
            target = self.md.normalizeLinkText(token.attrGet("href"))
            explicit = token.info != "auto" and bool(token.children)
            node = pending_xref(
                refdomain=None,
                reftarget=target,
                refdoc=self.sphinx_env.docname,
                reftype="myst",
                refexplicit=explicit,
            )
            self._process_wrap_node(node, token, explicit, ["xref", "myst"], target)

    SphinxRenderer.render_link_unknown = render_link_unknown  # type: ignore[method-assign]
