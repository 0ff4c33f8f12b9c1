"""Answers requests, with exactly the facts that the page will show."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sphinx_versus.grammar.names import initial, normalise
from sphinx_versus.model.facts import Certainty, Claim, Comparison, Link, Prose, SectionKind, Source

from .answers import (
    Counted,
    Gathered,
    Place,
    ShownCertainties,
    ShownClaim,
    ShownComparison,
    ShownEntity,
    ShownGroup,
    ShownMatrix,
    ShownMentions,
    ShownSource,
)
from .basis import Basis, known_of, newest_year, rests_on
from .index import FoundClaim, FoundEntity, FoundSide, Index, rows_of
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

MOST_NEIGHBOURS = 4
MOST_RELATIVES = 8
# What more comparisons than this have in common tells little of any two of them.
TOO_COMMON = 100
# A shared side says more than a shared mention or tag.
SIDE, MENTION, TAG = 3.0, 1.0, 1.0

# A list of more than this is divided by letter.
LONG = 60
LETTER, UNDIVIDED = "letter", "none"

CERTAINTIES = list(Certainty)


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
            return tuple(map(shown, _neighbours(index, request)))
        case Relatives():
            return tuple(map(shown_entity, _relatives(index, request.key)))
        case Certainties():
            return _certainties(index.owners.get(request.key))
        case Listing():
            return _listing(index, request)
        case Findings():
            return _findings(index, request)
        case Matrix():
            return (_matrix(index, request),)
        case DotPlot():
            return plotted(index, request)
        case EntityPart():
            return _part(index, request)


def shown_comparison(comparison: Comparison) -> ShownComparison:
    """Return a comparison as cards show it."""
    place, tagline = comparison_place(comparison), comparison.tagline
    certainties = next(iter(_certainties(comparison)), None) if comparison.claims else None
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
    return ShownEntity(_place_of(found), compared, len(found.claims), mentioned)


def entity_place(index: Index, name: str) -> Place:
    """Return where the name of an entity leads, if anywhere."""
    found = index.entity(name)
    return Place(name) if found is None else _place_of(found)


def _place_of(found: FoundEntity) -> Place:
    target = found.target
    return Place(found.title, target.docname, target.anchor) if target else Place(found.title)


def _neighbours(index: Index, request: Neighbours) -> list[Comparison]:
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


def _relatives(index: Index, key: str) -> list[FoundEntity]:
    comparison = index.owners.get(key)
    if comparison is None:
        return []
    own = [index.entity(side.name) for side in comparison.sides]
    return _near_entities(index, [found for found in own if found])


def _near_entities(index: Index, entities: Sequence[FoundEntity]) -> list[FoundEntity]:
    """Return what is met most often where these entities are sides."""
    near: Counter[str] = Counter()
    for found in entities:
        near.update(index.companions(found))
    for found in entities:
        near.pop(found.slug, None)
    best = sorted(near, key=lambda slug: (-near[slug], index.entities[slug].title, slug))
    return [index.entities[slug] for slug in best[:MOST_RELATIVES]]


def _certainties(comparison: Comparison | None) -> tuple[ShownCertainties, ...]:
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
            return _List(
                _claims, lambda index, found, _: shown_claim(index, found), CLAIM_SORTS, {}
            )
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


def _listing(index: Index, listing: Listing) -> tuple[Any, ...]:
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
    return [each for each in index.comparisons if _lets_through(index, listing, each)]


def _shown_in_list(_index: Index, comparison: Comparison, listing: Listing) -> ShownComparison:
    shown = shown_comparison(comparison)
    if listing.style == "table":
        return shown._replace(reviewed=comparison.reviewed, certainties=None)
    return shown._replace(certainties=None) if listing.style == "list" else shown


def _newest_first(date: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in date.split("-")) if date else (0,)


def _lets_through(index: Index, listing: Listing, comparison: Comparison | None) -> bool:
    """Return whether a comparison passes the filters by key, tag and entity."""
    if comparison is None:
        return not (listing.key or listing.tag)
    if listing.key and comparison.key != listing.key:
        return False
    tags = map(normalise, (*comparison.written_tags, *comparison.tags))
    if listing.tag and normalise(listing.tag) not in tags:
        return False
    if listing.listed is Listed.CLAIMS:
        return True
    wanted, marked = index.entity(listing.entity), index.entity(listing.mentions)
    return (
        not listing.entity
        or any(side.comparison is comparison for side in (wanted.sides if wanted else ()))
    ) and (
        not listing.mentions
        or any(each.comparison is comparison for each in (marked.mentions if marked else ()))
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
        and _lets_through(index, listing, each.comparison)
        and listing.certainty in (None, each.claim.certainty)
        and (each.claim.contested or not listing.contested)
        and (
            not listing.source
            or any(listing.source in source.keys for source in each.claim.sources)
        )
    ]


def _findings(index: Index, request: Findings) -> tuple[ShownClaim, ...]:
    owner = index.called(request.comparison)

    def is_asked_for(found: FoundClaim) -> bool:
        if not request.comparison:
            return found.docname == request.docname
        return bool(owner and found.comparison and found.comparison.key == owner.key)

    found = filter(is_asked_for, index.claims.values())
    return tuple(shown_claim(index, each) for each in sorted(found, key=_by_certainty))


def _rank(certainty: Certainty | None) -> int:
    return CERTAINTIES.index(certainty) if certainty else len(CERTAINTIES)


def _entities(index: Index, listing: Listing) -> list[FoundEntity]:
    return [
        entity
        for entity in index.entities.values()
        if not entity.says_nothing
        and (
            not listing.tag
            or any(_lets_through(index, listing, side.comparison) for side in entity.sides)
        )
    ]


COMPARISON_SORTS: Mapping[str, Callable[[Comparison], Any]] = {
    "title": lambda comparison: normalise(comparison.title),
    "reviewed": lambda comparison: _newest_first(comparison.reviewed),
}
COMPARISON_GROUPS: Mapping[str, Callable[[Comparison], Sequence[str]]] = {
    LETTER: lambda comparison: (initial(comparison.title),),
    "tag": lambda comparison: comparison.tags,
}


def _by_certainty(each: FoundClaim) -> Any:
    """Put the most certain claims first; of one certainty, those that nobody disputes."""
    return _rank(each.claim.certainty), each.claim.contested, *_by_page(each)


def _by_page(each: FoundClaim) -> tuple[str, int]:
    return each.docname, each.claim.line


def _reviewed(each: FoundClaim) -> tuple[int, ...]:
    return _newest_first(each.comparison.reviewed if each.comparison else "")


CLAIM_SORTS: Mapping[str, Callable[[FoundClaim], Any]] = {
    "certainty": _by_certainty,
    "contested": lambda each: (not each.claim.contested, *_by_certainty(each)),
    "page": _by_page,
    "date": lambda each: (_reviewed(each), *_by_certainty(each)),
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
        tuple(map(_place_of, columns)),
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
            return tuple(shown_claim(index, claim) for claim in found.claims)
        case Marked.MENTIONS:
            return _mentions(index, found)
        case SectionKind.ENTITIES:
            return tuple(map(shown_entity, _near_entities(index, [found])))
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
        Gathered(_part_place(side), said)
        for side in found.sides
        if (said := texts(side.comparison.sides[side.place]))
    )


def _part_place(side: FoundSide) -> Place:
    return comparison_place(side.comparison)
