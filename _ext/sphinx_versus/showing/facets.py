"""What lists of claims and entities can be filtered and sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx_versus.grammar.names import slug
from sphinx_versus.queries.answers import ShownClaim, ShownEntity
from sphinx_versus.queries.requests import Listed
from sphinx_versus.site.labels import page
from sphinx_versus.site.lists import Facet, Number

from . import evidence_labels as evidence
from . import labels

_YES = "yes"


def told_of(entries: Sequence[Any]) -> tuple[list[Facet], list[Number]]:
    """Return what is known of the entries of a list, in their order."""
    if all(isinstance(each, ShownClaim) for each in entries):
        return _of_claims(entries)
    if all(isinstance(each, ShownEntity) for each in entries):
        return _of_entities(entries)
    return [], []


def _of_claims(claims: Sequence[ShownClaim]) -> tuple[list[Facet], list[Number]]:
    levels = [each.certainty for each in claims]
    facets = [
        Facet(
            "certainty",
            evidence.certainty_label(),
            [[(slug(level), evidence.certainty(level))] if level else [] for level in levels],
        ),
        Facet(
            "contested",
            evidence.contested_label(),
            [[(_YES, evidence.contested_label())] if each.contested else [] for each in claims],
        ),
        Facet(
            "design",
            evidence.evidence_label(),
            [
                [(basis.kind.value, evidence.sources_of(basis.kind)) for basis in each.rests_on]
                for each in claims
            ],
        ),
        Facet(
            "about",
            evidence.about_label(),
            [[(place.title, place.title) for place in each.about] for each in claims],
        ),
        Facet(
            "page",
            page(),
            [[(each.origin.title, each.origin.title)] for each in claims],
            sorts=True,
        ),
    ]
    newest = Number("year", evidence.newest_source(), [each.newest for each in claims], since=True)
    return facets, [newest]


def _of_entities(entities: Sequence[ShownEntity]) -> tuple[list[Facet], list[Number]]:
    return [], [
        Number(
            "comparisons",
            labels.listed(Listed.COMPARISONS),
            [each.comparisons for each in entities],
        ),
        Number("claims", labels.listed(Listed.CLAIMS), [each.claims for each in entities]),
        Number("mentions", labels.mentions(), [each.mentions for each in entities]),
    ]
