"""What pages show of others, as plain data.

Two answers are equal if and only if the page would look the same, so that a
page need be written again only if its answers differ.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sphinx_versus.model.facts import Certainty, Prose, Stance, Step, is_contested
from sphinx_versus.model.values import Quantity, Value

from .basis import Basis


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
    rests_on: tuple[Basis, ...]
    start: Certainty | None = None
    steps: tuple[Step, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is made, as for whatever else is listed."""
        return self.origin

    @property
    def contested(self) -> bool:
        """Whether it has sources that speak for it and sources that speak against it."""
        return is_contested(source.stance for source in self.sources)


class Counted(NamedTuple):
    """How many claims there are of a kind, and where they are; the title is for who shows it."""

    number: int
    place: Place


class ShownCertainties(NamedTuple):
    """How certain the claims of a comparison are, the most certain ones first.

    Claims without a certainty come last, with None. ``contested`` is nothing where none is.
    """

    reviewed: str
    claims: Counted | None = None
    levels: tuple[tuple[Certainty | None, Counted], ...] = ()
    contested: Counted | None = None


class ShownEntity(NamedTuple):
    """An entity: how many comparisons it is a side of, claims are about it, places mention it."""

    place: Place
    comparisons: int
    claims: int
    mentions: int = 0


class ShownMentions(NamedTuple):
    """A page that mentions an entity, and the rows, claims and sections of it that do."""

    page: Place
    places: tuple[tuple[str, Place], ...]


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


class PlottedCell(NamedTuple):
    """A cell that is a quantity, and the side that it is of: its title and its place."""

    side: str
    place: int
    prose: Prose
    quantity: Quantity


class PlottedRow(NamedTuple):
    """A row with quantities; ``asked`` says that it was asked for by itself.

    ``unit`` is what a column says that is the unit of all of its cells.
    """

    origin: Place
    cells: tuple[PlottedCell, ...]
    unit: str = ""
    asked: bool = False
