"""What releases of docutils and MyST do differently, and what they keep to themselves.

Tried with docutils 0.21 to 0.23, myst-parser 4.0 to 5.2 and Sphinx 8.2 to 9.2.
"""

from __future__ import annotations

import contextlib
import logging
import posixpath
from collections.abc import Iterator

from docutils import nodes

# Where a document keeps what it knows of a name: the last one since docutils 0.23.
_NAMES = ("nameids", "nametypes", "names")


def forget_name(document: nodes.document, name: str) -> None:
    """Make a document forget a name, so that it is free for another element."""
    for registry in _NAMES:
        getattr(document, registry, {}).pop(name, None)


def hand_over_names(document: nodes.document, element: nodes.Element) -> None:
    """Lead the names of an element to it, where another one had them before."""
    names = getattr(document, "names", {})
    for name in element["names"]:
        if name in names:
            names[name] = element


@contextlib.contextmanager
def nameless_headings(document: nodes.document) -> Iterator[None]:
    """Give headings that are parsed meanwhile an id, but not a name.

    docutils takes a name away from all elements that bear it. The headings of
    a comparison repeat each other and those of other comparisons, and become
    sections with ids of their own: they are to take no name from others.
    Messages stay out of texts, as they do since docutils 0.22.
    """
    if "note_implicit_target" in vars(document):  # one block of ours inside another
        yield
        return
    note_explicit = document.note_explicit_target

    def set_id(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        document.set_id(target)

    def note_without_message(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        note_explicit(target, None if isinstance(msgnode, nodes.TextElement) else msgnode)

    document.note_implicit_target = set_id  # type: ignore[method-assign]
    document.note_explicit_target = note_without_message  # type: ignore[method-assign]
    try:
        yield
    finally:
        del document.note_implicit_target, document.note_explicit_target


class NameTheFile(logging.Filter):
    """Lets MyST 4 name the file of a warning; it gives a path where Sphinx expects a document."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Turn the path into a location that is printed as it is."""
        location = getattr(record, "location", None)
        if isinstance(location, tuple) and posixpath.isabs(str(location[0])):
            record.location = f"{location[0]}:{location[1] or 1}"
        return True
