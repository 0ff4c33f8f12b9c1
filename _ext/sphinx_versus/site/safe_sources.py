r"""Links in a bibliography lead to addresses of the web, of mail and of DOIs alone.

sphinxcontrib-bibtex links whatever stands in the fields for addresses and in
``\url{...}``, such as ``javascript:...``. Here all else is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from . import compat
from .addresses import source_address

_COMMAND = r"\url "


def guard(app: Sphinx, _config: Config) -> None:
    """Have all references made by a backend that asks before it links."""
    if "sphinxcontrib.bibtex" not in app.extensions:
        return
    compat.show_references_with(backend())


def backend() -> Any:
    """Return pybtex's backend for docutils, which asks before it links."""
    from pybtex.plugin import find_plugin

    class Backend(find_plugin("pybtex.backends", "docutils")):  # type: ignore[misc]
        def format_href(
            self, url: str, text: list[nodes.Node], external: bool = False
        ) -> list[nodes.Node]:
            return _linked(url, text)

        def render_sequence(self, rendered_list: Iterable[list[nodes.Node]]) -> list[nodes.Node]:
            return _with_commands(super().render_sequence(rendered_list))

    return Backend()


def _linked(address: str, text: list[nodes.Node]) -> list[nodes.Node]:
    found = source_address(address)
    return [nodes.reference("", "", *text, refuri=found)] if found else text


def _with_commands(written: list[nodes.Node]) -> list[nodes.Node]:
    r"""Link what follows ``\url``, which pybtex leaves in the text before it."""
    done: list[nodes.Node] = []
    for node in written:
        last = done[-1] if done else None
        before = str(last) if isinstance(last, nodes.Text) else ""
        if isinstance(node, nodes.Text) and before.endswith(_COMMAND):
            done[-1] = nodes.Text(before.removesuffix(_COMMAND))
            done += _linked(str(node), [node])
        else:
            done.append(node)
    return done


def setup(app: Sphinx) -> dict[str, Any]:
    """Guard the references before any are made."""
    app.connect("config-inited", guard)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
