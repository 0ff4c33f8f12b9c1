"""Answers what asks for lists: what passes the filters, in an order, perhaps in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sphinx_versus.grammar.names import initial, normalise
from sphinx_versus.model.facts import Certainty, Comparison

from .answers import ShownClaim, ShownComparison, ShownGroup
from .found import FoundClaim, FoundEntity
from .index import Index
from .requests import Findings, Listed, Listing
from .shown import shown_claim, shown_comparison, shown_entity

# A list of more than this is divided by letter.
LONG = 60
LETTER, UNDIVIDED = "letter", "none"

# Claims without a certainty come last.
_RANKS = (*Certainty, None)


class _List(NamedTuple):
    """How a list is made: what passes its filters, its orders, its groups, and what is shown.

    The first order is the one without an option. Groups are made by the names
    of those that an entry stands in.
    """

    found: Callable[[Index, Listing], Iterable[Any]]
    shown: Callable[[Index, Any, Listing], Any]
    sorts: Mapping[str, Callable[[Any], Any]]
    groups: Mapping[str, Callable[[Any], Sequence[str]]]


def _list_of(listed: Listed) -> _List:
    match listed:
        case Listed.COMPARISONS:
            return _List(_comparisons, _shown_in_list, COMPARISON_SORTS, COMPARISON_GROUPS)
        case Listed.CLAIMS:
            return _List(_claims, lambda index, each, _: shown_claim(index, each), CLAIM_SORTS, {})
        case Listed.ENTITIES:
            return _List(
                _entities, lambda _, found, __: shown_entity(found), ENTITY_SORTS, ENTITY_GROUPS
            )


def sorts_of(listed: Listed) -> tuple[str, ...]:
    """Return the orders of a list; the first is what happens without an option."""
    return tuple(_list_of(listed).sorts)


def groups_of(listed: Listed) -> tuple[str, ...]:
    """Return what a list can be divided by, if by anything."""
    groups = _list_of(listed).groups
    return (*groups, UNDIVIDED) if groups else ()


def listing(index: Index, listing: Listing) -> tuple[Any, ...]:
    """Return the entries of a list, or its groups."""
    made = _list_of(listing.listed)
    first = next(iter(made.sorts))
    sort = listing.sort or first
    found = sorted(made.found(index, listing), key=made.sorts[sort])[: listing.limit or None]
    shown = [made.shown(index, each, listing) for each in found]
    long = len(shown) > LONG and sort == first and LETTER in made.groups
    group = listing.group or (LETTER if long else UNDIVIDED)
    if group == UNDIVIDED:
        return tuple(shown)
    return _divided(zip(shown, map(made.groups[group], found), strict=True), group)


def _divided(named: Iterable[tuple[Any, Sequence[str]]], group: str) -> tuple[ShownGroup, ...]:
    """Put each entry below all of its names, those without one last."""
    groups: dict[str, tuple[str, list[Any]]] = {}
    for entry, names in named:
        for name in names or ("",):
            groups.setdefault(normalise(name), (name, []))[1].append(entry)
    # Letters come in the order of the entries.
    known = groups if group == LETTER else sorted(groups, key=lambda name: (not name, name))
    return tuple(ShownGroup(groups[name][0], tuple(groups[name][1])) for name in known)


def _comparisons(index: Index, listing: Listing) -> list[Comparison]:
    found = index.comparisons
    for name, kind in ((listing.entity, "sides"), (listing.mentions, "mentions")):
        if name:
            entity = index.entity(name)
            there = {id(each.comparison) for each in getattr(entity, kind, ())}
            found = [each for each in found if id(each) in there]
    return [each for each in found if _lets_through(listing, each)]


def _shown_in_list(_index: Index, comparison: Comparison, listing: Listing) -> ShownComparison:
    shown = shown_comparison(comparison)
    if listing.style == "table":
        return shown._replace(reviewed=comparison.reviewed, certainties=None)
    return shown._replace(certainties=None) if listing.style == "list" else shown


def _newest_first(date: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in date.split("-")) if date else (0,)


def _lets_through(listing: Listing, comparison: Comparison | None) -> bool:
    """Return whether a comparison passes the filters by key and tag."""
    if comparison is None:
        return not (listing.key or listing.tag)
    tags = map(normalise, (*comparison.written_tags, *comparison.tags))
    return listing.key in ("", comparison.key) and (
        not listing.tag or normalise(listing.tag) in tags
    )


def _claims(index: Index, listing: Listing) -> list[FoundClaim]:
    found: Iterable[FoundClaim] = index.claims.values()
    if listing.entity:
        wanted = index.entity(listing.entity)
        found = wanted.claims if wanted else ()
    marked = index.entity(listing.mentions) if listing.mentions else None
    mentioning = {each.anchor for each in marked.mentions} if marked else set()
    return [
        each
        for each in found
        if (not listing.mentions or each.claim.anchor in mentioning)
        and _lets_through(listing, each.comparison)
        and listing.certainty in (None, each.claim.certainty)
        and (each.claim.contested or not listing.contested)
        and (
            not listing.source
            or any(listing.source in source.keys for source in each.claim.sources)
        )
    ]


def _entities(index: Index, listing: Listing) -> list[FoundEntity]:
    return [
        entity
        for entity in index.entities.values()
        if not entity.says_nothing
        and (not listing.tag or any(_lets_through(listing, each) for each in entity.compared_in))
    ]


COMPARISON_SORTS: Mapping[str, Callable[[Comparison], Any]] = {
    "title": lambda comparison: normalise(comparison.title),
    "reviewed": lambda comparison: _newest_first(comparison.reviewed),
}
COMPARISON_GROUPS: Mapping[str, Callable[[Comparison], Sequence[str]]] = {
    LETTER: lambda comparison: (initial(comparison.title),),
    "tag": lambda comparison: comparison.tags,
}


def by_certainty(each: FoundClaim) -> Any:
    """Put the most certain claims first; of one certainty, those that nobody disputes."""
    return _RANKS.index(each.claim.certainty), each.claim.contested, *_by_page(each)


def _by_page(each: FoundClaim) -> tuple[str, int]:
    return each.docname, each.claim.line


CLAIM_SORTS: Mapping[str, Callable[[FoundClaim], Any]] = {
    "certainty": by_certainty,
    "contested": lambda each: (not each.claim.contested, *by_certainty(each)),
    "page": _by_page,
    "date": lambda each: (
        _newest_first(each.comparison.reviewed if each.comparison else ""),
        *by_certainty(each),
    ),
    "statement": lambda each: normalise(each.claim.text),
}
ENTITY_SORTS: Mapping[str, Callable[[FoundEntity], Any]] = {
    "name": lambda entity: (normalise(entity.title), entity.slug),
    "comparisons": lambda entity: (-len(entity.compared_in), normalise(entity.title)),
    "claims": lambda entity: (-len(entity.claims), normalise(entity.title)),
    "mentions": lambda entity: (-len(entity.mentioned_at), normalise(entity.title)),
}
ENTITY_GROUPS: Mapping[str, Callable[[FoundEntity], Sequence[str]]] = {
    LETTER: lambda entity: (initial(entity.title),),
}


def findings(index: Index, request: Findings) -> tuple[ShownClaim, ...]:
    """Return the claims of a comparison or of a document, the most certain first."""
    owner = index.called(request.comparison)

    def is_asked_for(found: FoundClaim) -> bool:
        if not request.comparison:
            return found.docname == request.docname
        return bool(owner and found.comparison and found.comparison.key == owner.key)

    found = filter(is_asked_for, index.claims.values())
    return tuple(shown_claim(index, each) for each in sorted(found, key=by_certainty))
