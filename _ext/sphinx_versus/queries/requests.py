"""What a page asks of others: its cards, quotes, lists, plots and the parts of an entity's page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sphinx_versus.model.facts import POINT_KINDS, Certainty, Link, SectionKind


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim of another page, by its id."""

    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The comparisons nearest to one, by its key.

    ``by_hand`` says that the writer has listed some: only those that list this
    one in turn are asked for then.
    """

    key: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Relatives:
    """The entities nearest to a comparison, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Certainties:
    """How certain the claims of a comparison are, by its key, and when it was reviewed."""

    key: str


class Listed(StrEnum):
    """What a list is made of."""

    COMPARISONS = "comparisons"
    CLAIMS = "claims"
    ENTITIES = "entities"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of comparisons, claims or entities; an empty filter lets all through.

    ``key`` is that of a comparison; ``limit`` is 0 for all; ``group`` is what
    the list is divided by, or nothing to let its length decide.
    """

    listed: Listed
    line: int
    style: str = ""
    sort: str = ""
    entity: str = ""
    tag: str = ""
    mentions: str = ""
    source: str = ""
    key: str = ""
    certainty: Certainty | None = None
    contested: bool = False
    limit: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """The claims of one comparison, by its key or its name, or without one those of a document."""

    comparison: str
    docname: str
    line: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Entities against the dimensions that their comparisons share."""

    entities: tuple[str, ...]
    line: int
    dimensions: tuple[str, ...] = ()
    dimensions_line: int = 0


@dataclass(frozen=True, slots=True)
class DotPlot:
    """The quantities of some rows, drawn.

    ``targets`` are ids of rows, tables or comparisons, or names of comparisons; ``below``
    says that the plot stands below the table that has the same numbers.
    """

    targets: tuple[str, ...]
    line: int
    below: bool = False


class Marked(StrEnum):
    """What is listed of an entity alone."""

    MENTIONS = "mentions"


# The parts of an entity's page, each of which is there if it is not empty; the value of each
# ends its id.
EntityPartKind = SectionKind | Listed | Marked
ENTITY_PARTS: tuple[EntityPartKind, ...] = (
    SectionKind.DEFINITIONS,
    Listed.COMPARISONS,
    *POINT_KINDS,
    Listed.CLAIMS,
    Marked.MENTIONS,
    SectionKind.ENTITIES,
)


@dataclass(frozen=True, slots=True)
class EntityPart:
    """What the project says of an entity, by its slug; ``was`` are ids that the entity had."""

    slug: str
    part: EntityPartKind
    was: tuple[str, ...] = ()


Request = (
    Link
    | Quote
    | Neighbours
    | Relatives
    | Certainties
    | Listing
    | Findings
    | Matrix
    | DotPlot
    | EntityPart
)
