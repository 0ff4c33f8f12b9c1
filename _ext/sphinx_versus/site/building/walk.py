"""Finds nodes in a document without recursion; docutils walks with generators within generators."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from typing import Any

from docutils.nodes import Node
from sphinx.application import Sphinx

# The digest of the source of the method whose place `find_by_type` takes (docutils 0.21, 0.22).
KNOWN_WALK = "5675aefbd2cf1b0843ca6bdc00f6bb5bc8a9ec8b7d97346d1c7178f1f526bd9d"


def find_by_type(self: Node, cls: type[Node]) -> Iterator[Node]:
    """Yield a node and all below it that are of a type, in the order of the document.

    As with docutils' own, the children of a node are looked at only after the
    caller has had it, and may have changed it.
    """
    if isinstance(self, cls):
        yield self
    above = [iter(self.children)]
    while above:
        for node in above[-1]:
            if isinstance(node, cls):
                yield node
            if node.children:
                above.append(iter(node.children))
                break
        else:
            above.pop()


def walk_with_a_stack() -> bool:
    """Let docutils find nodes faster, if it is the docutils that we know; tell whether it is."""
    known = getattr(Node, "_fast_findall", None)
    if known is find_by_type:
        return True
    try:
        source = inspect.getsource(known) if known else ""
    except (OSError, TypeError):  # there is no source, or it is no function
        source = ""
    if hashlib.sha256(source.encode()).hexdigest() != KNOWN_WALK:
        return False
    Node._fast_findall = find_by_type  # type: ignore[attr-defined]
    return True


def setup(_app: Sphinx) -> dict[str, Any]:
    """Take the place of the method."""
    walk_with_a_stack()
    return {"parallel_read_safe": True, "parallel_write_safe": True}
