"""Answers requests, with exactly the facts that the page will show."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from sphinx_versus.grammar.names import normalise
from sphinx_versus.model.facts import Link, Prose, SectionKind

from .answers import Gathered, Place, ShownMatrix, ShownMentions
from .found import FoundEntity
from .index import Index
from .listing import by_certainty, findings, listing
from .near import near_entities, neighbours, relatives
from .plots import plotted
from .requests import (
    Certainties,
    DotPlot,
    EntityPart,
    Findings,
    Listed,
    Listing,
    Marked,
    Matrix,
    Neighbours,
    Quote,
    Relatives,
    Request,
)
from .shown import (
    certainties_of,
    comparison_place,
    place_of,
    shown_claim,
    shown_comparison,
    shown_entity,
)


def select(index: Index, request: Request) -> tuple[Any, ...]:
    """Return what answers a request, in the order in which it is shown."""
    match request:
        case Link():
            found = index.find(request)
            return () if found is None else (shown_comparison(found),)
        case Quote():
            claim = index.claim(request.anchor)
            return () if claim is None else (shown_claim(index, claim),)
        case Neighbours():
            shown = comparison_place if request.by_hand else shown_comparison
            return tuple(map(shown, neighbours(index, request)))
        case Relatives():
            return tuple(map(shown_entity, relatives(index, request.key)))
        case Certainties():
            return certainties_of(index.owners.get(request.key))
        case Listing():
            return listing(index, request)
        case Findings():
            return findings(index, request)
        case Matrix():
            return (_matrix(index, request),)
        case DotPlot():
            return plotted(index, request)
        case EntityPart():
            return _part(index, request)


def _matrix(index: Index, matrix: Matrix) -> ShownMatrix:
    columns = [found for name in matrix.entities if (found := index.entity(name))]
    if not matrix.entities:
        columns = sorted(
            (found for found in index.entities.values() if found.sides),
            key=lambda found: normalise(found.title),
        )
    rows: dict[str, tuple[str, list[list[Gathered]]]] = {}
    for column, found in enumerate(columns):
        for side in found.sides:
            origin = comparison_place(side.comparison)
            for dimension in side.comparison.dimensions:
                cell = dimension.cells[side.place] if dimension.cells else ()
                row = rows.setdefault(
                    normalise(dimension.name), (dimension.name, [[] for _ in columns])
                )
                if cell:
                    place = Place(origin.title, origin.docname, dimension.anchor)
                    value = dimension.values[side.place] if dimension.values else None
                    row[1][column].append(Gathered(place, (cell,), value))
    wanted = [normalise(name) for name in matrix.dimensions]
    kept = [rows[name] for name in wanted if name in rows] if wanted else _shared(rows.values())
    return ShownMatrix(
        tuple(map(place_of, columns)),
        tuple((name, tuple(map(tuple, cells))) for name, cells in kept),
    )


def _shared(
    rows: Iterable[tuple[str, list[list[Gathered]]]],
) -> list[tuple[str, list[list[Gathered]]]]:
    """Keep the dimensions that more than one comparison has; those most shared come first."""

    def comparisons(row: tuple[str, list[list[Gathered]]]) -> int:
        return len({(said.origin.docname, said.origin.title) for cell in row[1] for said in cell})

    return sorted((row for row in rows if comparisons(row) > 1), key=lambda row: -comparisons(row))


def _part(index: Index, request: EntityPart) -> tuple[Any, ...]:
    found = index.entities.get(request.slug)
    if found is None:
        return ()
    match request.part:
        case SectionKind.DEFINITIONS:
            return _gathered(found, lambda side: (side.definition,) if side.definition else ())
        case Listed.COMPARISONS:
            return tuple(map(shown_comparison, found.compared_in))
        case Listed.CLAIMS:
            claims = sorted(found.claims, key=by_certainty)
            return tuple(shown_claim(index, claim) for claim in claims)
        case Marked.MENTIONS:
            return _mentions(index, found)
        case SectionKind.ENTITIES:
            return tuple(map(shown_entity, near_entities(index, [found])))
        case kind:
            return _gathered(found, lambda side: side.points_of(SectionKind(kind)))


def _mentions(index: Index, found: FoundEntity) -> tuple[ShownMentions, ...]:
    """Return the places that mention an entity, by page."""
    shown = []
    for docname, group in itertools.groupby(found.mentioned_at, lambda each: each.docname):
        places = []
        for each in group:
            target = index.target(each.anchor)
            if each.anchor:
                kind = target.kind if target else "section"
                places.append((kind, Place(each.title, docname, each.anchor)))
        shown.append(ShownMentions(Place(index.title_of(docname), docname), tuple(places)))
    return tuple(shown)


def _gathered(
    found: FoundEntity, texts: Callable[[Any], tuple[Prose, ...]]
) -> tuple[Gathered, ...]:
    return tuple(
        Gathered(comparison_place(side.comparison), said)
        for side in found.sides
        if (said := texts(side.comparison.sides[side.place]))
    )
