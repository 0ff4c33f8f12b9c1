"""Look-ups over everything that the documents of a project have said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from sphinx_versus.grammar.names import normalise, slug, split_sides, versus
from sphinx_versus.model.bibliography import Entry
from sphinx_versus.model.facts import Claim, Comparison, Dimension, Entity, Link

from .requests import Quote, Request

# How many of an entity's companions are kept: so many that the nearest are among them.
MOST_COMPANIONS = 40
# What stands together with more than this tells little of any two of them.
MOST_TOGETHER = 100

_Record = TypeVar("_Record")


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


@dataclass(slots=True)
class FoundEntity:
    """An entity with all that the project says of it.

    ``home`` is its own page, ``target`` what a link to it leads to, if anything.
    """

    name: str
    slug: str
    title: str
    home: Entity | None = None
    sides: list[FoundSide] = field(default_factory=list)
    claims: list[FoundClaim] = field(default_factory=list)
    mentions: list[Comparison] = field(default_factory=list)
    target: Target | None = None


class Index:
    """All comparisons, claims and entities; of two with the same id the first counts.

    Everything is given by document, in the order of the pages. ``title_of``
    returns the title of a document, ``entries`` the bibliography by key.
    """

    def __init__(
        self,
        comparisons: Mapping[str, Iterable[Comparison]],
        claims: Mapping[str, Iterable[Claim]],
        entities: Mapping[str, Iterable[Entity]],
        requests: Mapping[str, Iterable[Request]],
        title_of: Callable[[str], str],
        entries: Callable[[], Mapping[str, Entry]] = dict,
    ) -> None:
        self.title_of = title_of
        self._entries = entries
        self.comparisons = list(_by_document(comparisons))
        self.by_document: dict[str, Comparison] = {}
        self.targets: dict[str, Target] = {}
        self.owners: dict[str, Comparison] = {}
        self.by_name: dict[str, Comparison] = {}
        self.claims: dict[str, FoundClaim] = {}
        self.entities: dict[str, FoundEntity] = {}
        self.tagged: dict[str, list[Comparison]] = defaultdict(list)
        self.listed_by: dict[str, list[Comparison]] = defaultdict(list)
        self.quoted_on: dict[str, list[str]] = defaultdict(list)
        # Ids of the past, with those that what they lead to has now.
        self.old: dict[str, str] = {}
        self.about_row: dict[str, list[FoundClaim]] = defaultdict(list)
        # The answers that every page asks for, by the key of its comparison.
        self.nearest: dict[str, list[Comparison]] = {}
        self._entity_names: dict[str, str] = {}
        self._slugs: dict[int, set[str]] = {}
        self._companions: dict[str, dict[str, int]] = {}
        self._add_homes(_by_document(entities))
        for comparison in self.comparisons:
            self._add_comparison(comparison)
        for docname in sorted(claims):
            for claim in claims[docname]:
                self._add_claim(FoundClaim(claim, docname, None))
        self._add_subjects()
        for found in self.entities.values():
            found.target = _target_of(found)
            if found.target is not None:
                self.targets.setdefault(found.target.name, found.target)
        self._add_old(_by_document(entities))
        for comparison in self.comparisons:
            for link in comparison.others:
                other = self.find(link)
                if other is not None:
                    self.listed_by[other.key].append(comparison)
        for docname in sorted(requests):
            for request in requests[docname]:
                if isinstance(request, Quote):
                    quoted = self.quoted_on[self.old.get(request.anchor, request.anchor)]
                    quoted += [docname] if docname not in quoted else []

    def find(self, link: Link) -> Comparison | None:
        """Return the comparison that a link asks for.

        By document, by key or the id of one of its parts, or by name: its
        title or its sides, as in "A vs B".
        """
        if link.docname:
            return self.by_document.get(link.docname)
        if link.key:
            return self.owners.get(link.key)
        # The sides as they are written behind the directive, with "versus" or bars too.
        for name in (link.name, versus(split_sides(link.name))):
            if found := self.by_name.get(normalise(name)):
                return found
        return None

    def called(self, name: str) -> Comparison | None:
        """Return the comparison with a key, with or without its sign, or with a name."""
        return self.owners.get(name.removeprefix("#")) or self.find(Link(name=name))

    def target(self, name: str, docname: str = "") -> Target | None:
        """Return what has an id or had it before, in one document if that is given.

        What had it may have stood in another document then.
        """
        found = self.targets.get(name)
        here = found and (docname in ("", found.docname) or name in self.old)
        return found if here else None

    def claim(self, anchor: str) -> FoundClaim | None:
        """Return the claim that has an id or had it before."""
        return self.claims.get(self.old.get(anchor, anchor))

    def owner_of_part(self, anchor: str) -> Comparison | None:
        """Return the comparison whose key an id begins with, the longest key first."""
        parts = anchor.split("-")
        for end in range(len(parts), 0, -1):
            owner = self.owners.get("-".join(parts[:end]))
            if owner is not None:
                return owner
        return None

    def entity(self, name: str) -> FoundEntity | None:
        """Return the entity that a name, an alias or an id means."""
        known = self._entity_names.get(normalise(name)) or name.removeprefix("entity-")
        return self.entities.get(known)

    def entry(self, key: str) -> Entry | None:
        """Return the entry of the bibliography that a key means, in any case as in BibTeX."""
        return self._entries_by_key.get(key.casefold())

    @cached_property
    def _entries_by_key(self) -> dict[str, Entry]:
        return {key.casefold(): entry for key, entry in self._entries().items()}

    @property
    def entity_names(self) -> list[str]:
        """All names and aliases of entities that are more than mentioned."""
        return [
            name
            for name, known in self._entity_names.items()
            if self.entities[known].home or self.entities[known].sides
        ]

    def companions(self, found: FoundEntity) -> dict[str, int]:
        """Return the entities met most often where one is a side, by slug, and how often.

        Where it is no side of any, those where it is mentioned.
        """
        if found.slug not in self._companions:
            names: Counter[str] = Counter()
            for comparison in [side.comparison for side in found.sides] or found.mentions:
                together = self._slugs[id(comparison)]
                names.update(together if len(together) <= MOST_TOGETHER else ())
            names.pop(found.slug, None)
            best = sorted(names, key=lambda slug: (-names[slug], self.entities[slug].title, slug))
            self._companions[found.slug] = {slug: names[slug] for slug in best[:MOST_COMPANIONS]}
        return self._companions[found.slug]

    def _add_homes(self, homes: Iterable[Entity]) -> None:
        for home in homes:
            if home.slug in self.entities:
                continue
            self.entities[home.slug] = FoundEntity(home.name, home.slug, home.title, home)
            for name in (home.name, *home.aliases):
                self._entity_names.setdefault(normalise(name), home.slug)

    def _add_comparison(self, comparison: Comparison) -> None:
        self.by_document.setdefault(comparison.docname, comparison)
        for target in targets_of(comparison):
            self.targets.setdefault(target.name, target)
            self.owners.setdefault(target.anchor, comparison)
        for name in comparison.names:
            self.by_name.setdefault(normalise(name), comparison)
        for tag in comparison.tags:
            self.tagged[normalise(tag)].append(comparison)
        for place, side in enumerate(comparison.sides):
            found = self._known_entity(side.name, side.title)
            found.sides.append(FoundSide(comparison, place))
        for claim in comparison.claims:
            self._add_claim(FoundClaim(claim, comparison.docname, comparison))

    def _add_claim(self, found: FoundClaim) -> None:
        if self.claims.setdefault(found.claim.anchor, found) is found:
            target = claim_target(found.claim, found.docname)
            self.targets.setdefault(target.name, target)
            for row in found.claim.rows:
                self.about_row[row].append(found)

    def _add_old(self, homes: Iterable[Entity]) -> None:
        """Let ids of the past lead to what has others now; in use are those of today first."""
        was = [(each.key, each.was) for each in self.comparisons]
        was += [(home.anchor, home.was) for home in homes]
        was += [(anchor, found.claim.was) for anchor, found in self.claims.items()]
        now = dict(self.targets)
        for key, old in was:
            target = now.get(key)
            for before in old if target else ():
                assert target is not None
                self._lead(before, target)
        # What begins with a key had an id that began with the old one.
        for comparison in (each for each in self.comparisons if each.was):
            parts = {target.name: target for target in targets_of(comparison)}
            own = (before for claim in comparison.claims for before in claim.was)
            parts |= {before: self.targets[before] for before in own if before in self.old}
            for name in parts:
                for before in comparison.was if name.startswith(f"{comparison.key}-") else ():
                    self._lead(before + name[len(comparison.key) :], parts[name])

    def _lead(self, before: str, target: Target) -> None:
        if before not in self.targets:
            self.targets[before] = target._replace(name=before)
            self.old[before] = self.old.get(target.name, target.name)
            if owner := self.owners.get(target.anchor):
                self.owners.setdefault(before, owner)

    def _add_subjects(self) -> None:
        """Lead what claims are about and what pages mention to their entities."""
        for comparison in self.comparisons:
            names = [*(side.name for side in comparison.sides), *comparison.entities]
            for name in comparison.entities:
                self._known_entity(name, name).mentions.append(comparison)
            self._slugs[id(comparison)] = {self._entity_names[normalise(name)] for name in names}
        for found in self.claims.values():
            named = (*found.claim.about, *(row.name for row in rows_of(found)))
            for known in {self._entity_names.get(normalise(name)) for name in named}:
                if known is not None:
                    self.entities[known].claims.append(found)

    def _known_entity(self, name: str, title: str) -> FoundEntity:
        known = self._entity_names.setdefault(normalise(name), slug(name))
        return self.entities.setdefault(known, FoundEntity(name, known, title or name))


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


def entity_target(home: Entity) -> Target:
    """Return an entity's own page as something to link to."""
    return Target("entity", home.anchor, home.title, home.docname, home.anchor)


def _target_of(found: FoundEntity) -> Target | None:
    """Return what a link to an entity leads to: its page, or else where it is a side."""
    if found.home:
        return entity_target(found.home)
    if not found.sides:
        return None
    comparison, place = found.sides[0]
    parts = (section for section in comparison.sections if section.place == place)
    anchor = next((section.anchor for section in parts), comparison.key)
    return Target("entity", f"entity-{found.slug}", found.title, comparison.docname, anchor)


def _by_document(records: Mapping[str, Iterable[_Record]]) -> Iterator[_Record]:
    for docname in sorted(records):
        yield from records[docname]
