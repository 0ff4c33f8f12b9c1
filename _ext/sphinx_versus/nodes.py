"""Nodes of our own that other floors look for."""

from __future__ import annotations

from docutils import nodes


class request_place(nodes.General, nodes.Element):
    """The place of what other pages say; gone before any writer sees it.

    ``request`` is a `requests.Request`. The first child is shown if it is a
    link that leads nowhere; the others stay beside the answer.
    """
