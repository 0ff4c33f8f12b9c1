"""One thing that looks like another, and what is known where it is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_versus.grammar.problems import Kind


class Found(NamedTuple):
    """What was found: its kind, its line (from 0, within the text), and what to say.

    ``once`` is for what is told a single time on a page, at its first place: a syntax
    that is not turned on. It names the syntax.
    """

    kind: Kind
    line: int
    message: str
    once: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page and of the block that a text stands in.

    ``syntaxes`` are those of MyST that are turned on; ``names`` are those of the sides;
    ``headings`` are those that a site has added to the ones that open a section.
    """

    syntaxes: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


Detector = Callable[[str, Context], Iterator[Found]]
