"""Which comparisons and entities are near others: those that have most in common with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sphinx_versus.grammar.names import normalise
from sphinx_versus.model.facts import Comparison

from .found import FoundEntity
from .index import Index
from .requests import Neighbours

MOST_NEIGHBOURS = 4
MOST_RELATIVES = 8
# What more than this have in common, or stand in together, tells little of any two of them.
TOO_COMMON = 100
# How many of an entity's companions are kept: so many that the nearest are among them.
MOST_COMPANIONS = 40
# A shared side says more than a shared mention or tag.
SIDE, MENTION, TAG = 3.0, 1.0, 1.0


def neighbours(index: Index, request: Neighbours) -> list[Comparison]:
    """Return those that list the comparison, then those that share most with it."""
    comparison = index.owners.get(request.key)
    if comparison is None:
        return []
    listing = {other.key: other for other in index.listed_by.get(request.key, ())}
    if request.by_hand:
        own = {found.key for link in comparison.others if (found := index.find(link))}
        return [other for key, other in listing.items() if key not in {*own, request.key}]
    if request.key not in index.nearest:
        weights = _weights(index, comparison)
        for key in listing:
            weights[key] += len(index.comparisons)
        weights.pop(request.key, None)
        best = sorted(weights, key=lambda key: (-weights[key], index.owners[key].title, key))
        index.nearest[request.key] = [index.owners[key] for key in best[:MOST_NEIGHBOURS]]
    return index.nearest[request.key]


def _weights(index: Index, comparison: Comparison) -> dict[str, float]:
    """Return how near other comparisons are, by their keys.

    What few share weighs more than what many share.
    """
    weights: dict[str, float] = defaultdict(float)
    for weight, keys in _in_common(index, comparison):
        share = weight / (len(keys) or 1)
        for key in keys:
            weights[key] += share
    return weights


def _in_common(index: Index, comparison: Comparison) -> Iterator[tuple[float, set[str]]]:
    """Yield the keys of those that have a side, a mention or a tag in common with a comparison."""
    sides = [index.entity(side.name) for side in comparison.sides]
    mentions = [index.entity(name) for name in comparison.entities]
    for weight, found in [(SIDE, each) for each in sides] + [(MENTION, each) for each in mentions]:
        if found is not None and len(found.sides) <= TOO_COMMON:
            yield weight, {side.comparison.key for side in found.sides}
        if found is not None and len(found.related_to) <= TOO_COMMON:
            yield MENTION, {other.key for other in found.related_to}
    for tag in comparison.tags:
        tagged = index.tagged.get(normalise(tag), [])
        if len(tagged) <= TOO_COMMON:
            yield TAG, {other.key for other in tagged}


def relatives(index: Index, key: str) -> list[FoundEntity]:
    """Return the entities nearest to the sides of a comparison, by its key."""
    comparison = index.owners.get(key)
    if comparison is None:
        return []
    own = [index.entity(side.name) for side in comparison.sides]
    return near_entities(index, [found for found in own if found])


def near_entities(index: Index, entities: Sequence[FoundEntity]) -> list[FoundEntity]:
    """Return what is met most often where these entities are sides."""
    near: Counter[str] = Counter()
    for found in entities:
        near.update(companions(index, found))
    for found in entities:
        near.pop(found.slug, None)
    best = sorted(near, key=lambda slug: (-near[slug], index.entities[slug].title, slug))
    return [index.entities[slug] for slug in best[:MOST_RELATIVES]]


def companions(index: Index, found: FoundEntity) -> dict[str, int]:
    """Return the entities met most often where one is a side, by slug, and how often.

    Where it is no side of any, those where it is mentioned.
    """
    if found.slug not in index.companions:
        names: Counter[str] = Counter()
        for comparison in [side.comparison for side in found.sides] or found.related_to:
            together = index.together[id(comparison)]
            names.update(together if len(together) <= TOO_COMMON else ())
        names.pop(found.slug, None)
        best = sorted(names, key=lambda slug: (-names[slug], index.entities[slug].title, slug))
        index.companions[found.slug] = {slug: names[slug] for slug in best[:MOST_COMPANIONS]}
    return index.companions[found.slug]
