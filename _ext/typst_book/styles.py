"""Which classes of nodes have a look of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Styles:
    """What the configuration says about classes.

    ``functions`` leads from selectors to functions in Typst, ``wide`` holds
    the selectors of what needs a page turned round. A selector is one class
    or several, joined by dots, all of which a node must have. Tables of more
    than ``columns`` columns are wide by themselves.
    """

    functions: Mapping[str, str]
    wide: Sequence[str]
    columns: int
    _found: dict[tuple[str, ...], str] = field(default_factory=dict)

    def function_for(self, classes: Sequence[str]) -> str:
        """Return the function for a node with these classes, or nothing."""
        if not classes:
            return ""
        key = tuple(classes)
        if key not in self._found:
            self._found[key] = next(
                (name for selector, name in self.functions.items() if _matches(selector, key)), ""
            )
        return self._found[key]

    def is_wide(self, classes: Sequence[str]) -> bool:
        """Say whether a node with these classes needs a page turned round."""
        return any(_matches(selector, classes) for selector in self.wide)


def _matches(selector: str, classes: Sequence[str]) -> bool:
    return all(name in classes for name in selector.split("."))
