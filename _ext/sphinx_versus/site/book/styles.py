"""Which classes of nodes have a look of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from docutils import nodes

from sphinx_versus.site.trees import standard_name


@dataclass
class Styles:
    """What the configuration says about classes.

    ``functions`` leads from selectors to functions in Typst, ``wide`` holds
    the selectors of what needs a page turned round. A selector is a class, or
    several joined by dots, all of which a node must have; the name of its
    node in docutils may be among them, as in ``list_item.point``. Tables of
    more than ``columns`` columns are wide by themselves.
    """

    functions: Mapping[str, str]
    wide: Sequence[str]
    columns: int
    _found: dict[tuple[str, ...], str] = field(default_factory=dict)

    def function_for(self, node: nodes.Element) -> str:
        """Return the function for a node, or nothing."""
        if not node["classes"]:
            return ""
        names = _names(node)
        if names not in self._found:
            self._found[names] = next(
                (name for selector, name in self.functions.items() if _matches(selector, names)), ""
            )
        return self._found[names]

    def is_wide(self, node: nodes.Element) -> bool:
        """Say whether a node needs a page turned round."""
        return any(_matches(selector, _names(node)) for selector in self.wide)


def _names(node: nodes.Element) -> tuple[str, ...]:
    return (standard_name(node), *node["classes"])


def _matches(selector: str, names: Sequence[str]) -> bool:
    return all(name in names for name in selector.split("."))
