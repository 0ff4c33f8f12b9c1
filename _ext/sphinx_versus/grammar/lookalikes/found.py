"""One thing that looks like another, and what is known where it is looked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sphinx_versus.grammar.problems import Kind

Place = Literal["lines", "item", "heading", "inner heading", "quote", "cell", "inside"]


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
    """What is known of the page and of the block that a text stands in, and of its place.

    ``syntaxes`` are those of MyST that are turned on; ``names`` are those of the sides;
    ``headings`` are those that a site has added to the ones that open a section;
    ``options`` are the names of those that the block knows; ``keys`` are those of the
    bibliography. ``place`` says whether the text has its lines to itself, as a paragraph
    has, also in a quote, is an item, whose first line stands behind its mark, is a heading
    of the block or of something in it, is a cell, or is inside something else, such as a
    term.
    ``before_list`` says that a list follows the text, or is what should stand in its place;
    ``folded`` are the lines of an item, from 0, that are not further in than its mark.
    """

    syntaxes: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    keys: Container[str] = ()
    place: Place = "lines"
    before_list: bool = False
    folded: tuple[int, ...] = ()


Detector = Callable[[str, Context], Iterator[Found]]
