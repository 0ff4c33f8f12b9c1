"""What pages show of others, as plain data.

Two answers are equal if and only if the page would look the same, so that a
page need be written again only if its answers differ.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sphinx_versus.model.facts import Bearing, Certainty, Prose, Stance, Step
from sphinx_versus.model.values import Value


class Place(NamedTuple):
    """Something to link to; without a document it is text."""

    title: str
    docname: str = ""
    anchor: str = ""


class ShownComparison(NamedTuple):
    """A comparison as cards show it, and with the date of its review as tables do."""

    place: Place
    tagline: str
    reviewed: str = ""


class ShownSource(NamedTuple):
    """A source and how it bears on its claim."""

    stance: Stance
    prose: Prose


class ShownClaim(NamedTuple):
    """A claim as it is shown; ``origin`` leads to where it is made."""

    anchor: str
    origin: Place
    statement: Prose
    certainty: Certainty | None
    reason: Prose
    sources: tuple[ShownSource, ...]
    about: tuple[Place, ...]
    quoted_on: tuple[Place, ...]
    start: Certainty | None = None
    steps: tuple[Step, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is made, as for whatever else is listed."""
        return self.origin

    @property
    def balance(self) -> tuple[int, int] | None:
        """How many sources speak for a contested claim, and how many against it."""
        bearings = [source.stance.bearing for source in self.sources]
        balance = bearings.count(Bearing.FOR), bearings.count(Bearing.AGAINST)
        return balance if all(balance) else None


class ShownEntity(NamedTuple):
    """An entity, and how many comparisons and claims there are of it."""

    place: Place
    comparisons: int
    claims: int


class ShownGroup(NamedTuple):
    """A part of a list that is divided; the name is nothing for what has no tag."""

    name: str
    entries: tuple[Any, ...]


class Gathered(NamedTuple):
    """What one comparison says of an entity; ``value`` is what a cell of a matrix is read as."""

    origin: Place
    texts: tuple[Prose, ...]
    value: Value | None = None


class ShownMatrix(NamedTuple):
    """A table of entities; a cell holds what each comparison says, or nothing."""

    columns: tuple[Place, ...]
    rows: tuple[tuple[str, tuple[tuple[Gathered, ...], ...]], ...]
