"""Makes what pages show of the facts: a comparison, a claim, an entity, a place."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_versus.model.facts import Certainty, Claim, Comparison, SectionKind, Source

from .answers import (
    Counted,
    Place,
    ShownCertainties,
    ShownClaim,
    ShownComparison,
    ShownEntity,
    ShownSource,
)
from .basis import Basis, known_of, newest_year, rests_on
from .found import FoundClaim, FoundEntity, rows_of
from .index import Index


def shown_comparison(comparison: Comparison) -> ShownComparison:
    """Return a comparison as cards show it."""
    place, tagline = comparison_place(comparison), comparison.tagline
    certainties = next(iter(certainties_of(comparison)), None) if comparison.claims else None
    return ShownComparison(place, tagline, certainties=certainties)


def comparison_place(comparison: Comparison) -> Place:
    """Return where a comparison is."""
    # The page's own address is the better one where the page is the comparison.
    anchor = "" if comparison.is_page else comparison.key
    return Place(comparison.title, comparison.docname, anchor)


def shown_claim(index: Index, found: FoundClaim) -> ShownClaim:
    """Return a claim as it is shown, on its own page or elsewhere."""
    claim, docname, comparison = found
    title = comparison.title if comparison else index.title_of(docname)
    return ShownClaim(
        claim.anchor,
        Place(title, docname, claim.anchor),
        claim.statement,
        claim.certainty,
        claim.reason,
        tuple(_shown_source(index, source) for source in claim.sources),
        *shown_beside(index, found),
        claim.start,
        claim.steps,
        newest_year(claim.sources, index.entry),
    )


def _shown_source(index: Index, source: Source) -> ShownSource:
    known = (known_of(index.entry(key)) for key in source.keys)
    return ShownSource(source.stance, source.prose, tuple(filter(None, known)))


def shown_beside(
    index: Index, found: FoundClaim
) -> tuple[tuple[Place, ...], tuple[Place, ...], tuple[Basis, ...]]:
    """Return what a claim shows that is not said at its place.

    That is what it is about, where it is quoted, and what it rests on.
    """
    about = tuple([entity_place(index, name) for name in found.claim.about])
    about += tuple([Place(row.name, found.docname, row.anchor) for row in rows_of(found)])
    quoting = index.quoted_on.get(found.claim.anchor, ())
    quoted_on = tuple(
        [Place(index.title_of(name), name) for name in quoting if name != found.docname]
    )
    return about, quoted_on, rests_on(found.claim.sources, index.entry)


def shown_entity(found: FoundEntity) -> ShownEntity:
    """Return an entity as it is shown in lists."""
    compared, mentioned = len(found.compared_in), len(found.mentioned_at)
    return ShownEntity(place_of(found), compared, len(found.claims), mentioned)


def entity_place(index: Index, name: str) -> Place:
    """Return where the name of an entity leads, if anywhere."""
    found = index.entity(name)
    return Place(name) if found is None else place_of(found)


def place_of(found: FoundEntity) -> Place:
    """Return where an entity is; a place without a document if nowhere."""
    target = found.target
    return Place(found.title, target.docname, target.anchor) if target else Place(found.title)


def certainties_of(comparison: Comparison | None) -> tuple[ShownCertainties, ...]:
    """Return how certain the claims of a comparison are, if there is anything to say."""
    if comparison is None or not (comparison.claims or comparison.reviewed):
        return ()
    claims = comparison.claims
    levels = (
        (level, _counted(comparison, [each for each in claims if each.certainty is level]))
        for level in (*Certainty, None)
    )
    return (
        ShownCertainties(
            comparison.reviewed,
            _counted(comparison, claims),
            tuple((level, counted) for level, counted in levels if counted),
            _counted(comparison, [each for each in claims if each.contested]),
        ),
    )


def _counted(comparison: Comparison, claims: Sequence[Claim]) -> Counted | None:
    return Counted(len(claims), claims_place(comparison, claims)) if claims else None


def claims_place(comparison: Comparison, claims: Sequence[Claim]) -> Place:
    """Return where a link to some claims of a comparison leads: all of them, or the first."""
    anchor = claims[0].anchor
    if len(claims) == len(comparison.claims):
        kinds = {section.kind: section.anchor for section in reversed(comparison.sections)}
        anchor = kinds.get(SectionKind.EVIDENCE, anchor)
    return Place("", comparison.docname, anchor)
