"""Keeps the local contents of each page pickled until somebody looks at them.

Sphinx keeps in its environment, for each document, a tree of nodes with one
entry for each section. These are most of what the environment weighs: they are
unpickled and pickled again in each build, and sent from process to process in
parallel ones, although a build looks only at those of the pages that it writes.

Here the list below an entry of the first level is a node that holds its
children as bytes. Whoever looks at them finds nodes, and may change them; they
are packed again when the environment is pickled.
"""

from __future__ import annotations

import pickle
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class bullet_list(nodes.bullet_list):  # noqa: N801 (visitors go by the name of the class)
    """A list that unpacks its children when they are first looked at."""

    _children: list[nodes.Node] | None = None
    _packed = b""

    @property  # type: ignore[override]
    def children(self) -> list[nodes.Node]:
        """The items of the list."""
        if self._children is None:
            self._children = pickle.loads(self._packed)
            for child in self._children:
                child.parent = self
            self._packed = b""
        return self._children

    @children.setter
    def children(self, children: list[nodes.Node]) -> None:
        self._children, self._packed = children, b""

    def pack(self) -> None:
        """Keep the children as bytes alone."""
        if self._children is None:
            return
        # Not with all that is above them.
        for child in self._children:
            child.parent = None
        try:
            self._packed = pickle.dumps(self._children, pickle.HIGHEST_PROTOCOL)
        finally:
            for child in self._children:
                child.parent = self
        self._children = None

    def copy(self) -> nodes.bullet_list:  # type: ignore[override]
        """Return a list without children that is like any other."""
        copied = nodes.bullet_list(self.rawsource, **self.attributes)
        copied.source, copied.line = self.source, self.line
        return copied

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled."""
        self.pack()
        return {name: value for name, value in self.__dict__.items() if name != "_children"}


def pack(contents: nodes.Element) -> None:
    """Pack the lists below the entries of a page's local contents."""
    for item in contents.children:
        below = item.children[-1] if item.children else None
        if isinstance(item, nodes.list_item) and type(below) is nodes.bullet_list:
            packed = bullet_list(below.rawsource, *below.children, **below.attributes)
            packed.source, packed.line = below.source, below.line
            packed.pack()
            item[-1] = packed


def nodes_can_be_packed() -> bool:
    """Return whether a packed list behaves like a plain one, with this docutils."""
    try:
        link = nodes.reference("", "", nodes.Text("a"), anchorname="#a")
        below = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "", link)))
        whole = nodes.bullet_list("", nodes.list_item("", nodes.paragraph(), below))
        expected = whole.pformat()
        pack(whole)
        packed = whole.children[0].children[1]
        again = pickle.loads(pickle.dumps(whole, pickle.HIGHEST_PROTOCOL))
        return (
            isinstance(packed, bullet_list)
            and packed._children is None
            and whole.pformat() == again.pformat() == expected
            and again[0][1][0].parent is again[0][1]
            and again.deepcopy().pformat() == expected
        )
    except Exception:  # whatever it is that nodes no longer have
        return False


def pack_contents(app: Sphinx, _doctree: nodes.document) -> None:
    """Pack the local contents of the document that has been read."""
    contents = app.env.tocs.get(app.env.current_document.docname)
    if contents is not None:
        pack(contents)


def setup(app: Sphinx) -> dict[str, Any]:
    """Pack contents as soon as they are known."""
    if nodes_can_be_packed():
        # After all others that may change them.
        app.connect("doctree-read", pack_contents, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
