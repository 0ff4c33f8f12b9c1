"""What is found in the facts of all documents: each with where it stands, and as a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_versus.model.facts import Claim, Comparison, Dimension, Entity, MentionKind


class Target(NamedTuple):
    """Something that a link can lead to: its name in links, and where it is."""

    kind: str
    name: str
    title: str
    docname: str
    anchor: str


class FoundClaim(NamedTuple):
    """A claim and where it stands; ``comparison`` is None outside of one."""

    claim: Claim
    docname: str
    comparison: Comparison | None


class FoundSide(NamedTuple):
    """An entity as one side of a comparison."""

    comparison: Comparison
    place: int


class FoundMention(NamedTuple):
    """A place where a page marks an entity that is no side there, by the slug of the entity.

    ``anchor`` is the id of the claim, the row or the section, or "" for the whole page, and
    ``title`` what stands there; ``comparison`` is the one around it, if any.
    """

    slug: str
    kind: MentionKind
    docname: str
    anchor: str
    title: str
    line: int
    comparison: Comparison | None


@dataclass(slots=True)
class FoundEntity:
    """An entity with all that the project says of it.

    ``home`` is its own page, ``target`` what a link to it leads to, if anything. ``claims``
    are those about it.
    """

    name: str
    slug: str
    title: str
    home: Entity | None = None
    sides: list[FoundSide] = field(default_factory=list)
    claims: list[FoundClaim] = field(default_factory=list)
    mentions: list[FoundMention] = field(default_factory=list)
    related_to: list[Comparison] = field(default_factory=list)
    target: Target | None = None

    @property
    def compared_in(self) -> list[Comparison]:
        """The comparisons that it is a side of, each once."""
        return list({each.comparison.key: each.comparison for each in self.sides}.values())

    @property
    def mentioned_at(self) -> list[FoundMention]:
        """The places that mention it, each once; a claim about it is listed as that."""
        about = {each.claim.anchor for each in self.claims}
        places = {
            (each.docname, each.anchor): each for each in self.mentions if each.anchor not in about
        }
        return list(places.values())

    @property
    def says_nothing(self) -> bool:
        """Whether its own page has nothing to say, and nobody says anything of it."""
        said = bool(self.home and self.home.has_text)
        return not (said or self.sides or self.claims or self.mentions)


def targets_of(comparison: Comparison) -> Iterator[Target]:
    """Yield what can be linked to in a comparison."""
    docname = comparison.docname
    yield Target("comparison", comparison.key, comparison.title, docname, comparison.key)
    for section in comparison.sections:
        kind = "section" if section.place is None else "side"
        yield Target(kind, section.anchor, section.title, docname, section.anchor)
    for dimension in comparison.dimensions:
        yield Target("dimension", dimension.anchor, dimension.name, docname, dimension.anchor)
    for claim in comparison.claims:
        yield claim_target(claim, docname)


def rows_of(found: FoundClaim) -> Iterator[Dimension]:
    """Yield the rows that a claim is about, in its order."""
    rows = {row.anchor: row for row in found.comparison.dimensions} if found.comparison else {}
    for anchor in found.claim.rows:
        # Facts of two comparisons with one key may be mixed up, which has been told.
        if anchor in rows:
            yield rows[anchor]


def claim_target(claim: Claim, docname: str) -> Target:
    """Return a claim as something to link to."""
    # In a sentence of somebody else's, a full stop would stand in the middle.
    title = claim.text.rstrip(".\N{IDEOGRAPHIC FULL STOP}")
    return Target("claim", claim.anchor, title, docname, claim.anchor)


def target_of_entity(found: FoundEntity) -> Target | None:
    """Return what a link to an entity leads to: its page, or else where it is a side."""
    home = found.home
    if home and not found.says_nothing:
        return Target("entity", home.anchor, home.title, home.docname, home.anchor)
    if not found.sides:
        return None
    comparison, place = found.sides[0]
    parts = (section for section in comparison.sections if section.place == place)
    anchor = next((section.anchor for section in parts), comparison.key)
    return Target("entity", f"entity-{found.slug}", found.title, comparison.docname, anchor)
