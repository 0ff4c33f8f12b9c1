"""What patches others; tried with the releases that it names, and left out elsewhere."""

from __future__ import annotations

from functools import wraps
from typing import Any

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import pending_xref


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
