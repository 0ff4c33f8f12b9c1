"""One thing that looks like another."""

from __future__ import annotations

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
