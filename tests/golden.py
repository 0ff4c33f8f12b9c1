"""Cases in text files: a title, what goes in, and what is to come out.

The three are parted by lines with a dot alone, as in the tests of markdown-it
and MyST. With ``UPDATE_GOLDEN`` in the environment what comes out is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from markdown_it.utils import read_fixture_file


class Case(NamedTuple):
    """A case of a file, by its number in it."""

    path: Path
    number: int
    title: str
    given: str
    expected: str

    def check(self, found: str) -> None:
        """Compare what was found with what is expected, or write it down."""
        if "UPDATE_GOLDEN" not in os.environ:
            assert found == self.expected
            return
        cases = [each._replace(expected=found) if each.number == self.number else each
                 for each in cases_of(self.path)]  # fmt: skip
        texts = [f"{each.title}\n.\n{each.given}.\n{each.expected}.\n" for each in cases]
        self.path.write_text("\n".join(texts), encoding="utf-8")


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file."""
    found = read_fixture_file(path)
    return [
        Case(path, number, title, given, expected)
        for number, (_, title, given, expected) in enumerate(found)
    ]


def tree_of(found: Iterable[nodes.Node]) -> str:
    """Return nodes as text, the same with each release of docutils."""
    text = ""
    for node in found:
        for element in node.findall(nodes.Element):
            for name, value in element.attributes.items():
                if isinstance(value, bool):
                    element[name] = int(value)  # as docutils writes it since 0.22
        text += node.pformat("  ")
    return text
