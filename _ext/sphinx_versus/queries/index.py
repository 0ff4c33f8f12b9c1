"""Look-ups over everything that the documents of a project have said."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from sphinx_versus.grammar.better import read_better
from sphinx_versus.grammar.decoration import bared
from sphinx_versus.grammar.names import normalise, slug, split_sides, versus
from sphinx_versus.model.bibliography import Entry
from sphinx_versus.model.facts import (
    Claim,
    Comparison,
    Dimension,
    Entity,
    Link,
    Mention,
    MentionKind,
    SectionKind,
)

from .found import (
    FoundClaim,
    FoundEntity,
    FoundMention,
    FoundSide,
    Target,
    claim_target,
    rows_of,
    target_of_entity,
    targets_of,
)
from .requests import Quote, Request

_Record = TypeVar("_Record")


class Index:
    """All comparisons, claims and entities; of two with the same id the first counts.

    Everything is given by document, in the order of the pages. ``title_of``
    returns the title of a document, ``entries`` the bibliography by key, and
    ``page_of_label`` the document that has a label.
    """

    def __init__(
        self,
        comparisons: Mapping[str, Iterable[Comparison]],
        claims: Mapping[str, Iterable[Claim]],
        entities: Mapping[str, Iterable[Entity]],
        requests: Mapping[str, Iterable[Request]],
        title_of: Callable[[str], str],
        entries: Callable[[], Mapping[str, Entry]] = dict,
        mentions: Mapping[str, Iterable[Mention]] = MappingProxyType({}),
        page_of_label: Callable[[str], str] = lambda _: "",
    ) -> None:
        self.title_of = title_of
        self._entries = entries
        self._page_of_label = page_of_label
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
        # The entities that stand together in a comparison, by its identity; with those that an
        # entity stands with, by slug, as soon as they are asked for.
        self.together: dict[int, set[str]] = {}
        self.companions: dict[str, dict[str, int]] = {}
        self._entity_names: dict[str, str] = {}
        self._leads: dict[tuple[str, str], str] = {}
        self._add_homes(_by_document(entities))
        for comparison in self.comparisons:
            self._add_comparison(comparison)
        for docname in sorted(claims):
            for claim in claims[docname]:
                self._add_claim(FoundClaim(claim, docname, None))
        self._pages = {
            each.home.docname: each.slug
            for each in self.entities.values()
            if each.home and each.home.is_page
        }
        self._add_subjects(mentions)
        self._add_mentions(mentions)
        for found in self.entities.values():
            found.target = target_of_entity(found)
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

    def _add_subjects(self, mentions: Mapping[str, Iterable[Mention]]) -> None:
        """Lead what claims are about, and related entities, to their entities."""
        for docname in mentions:
            for each in mentions[docname]:
                if each.kind is MentionKind.RELATED and (slug := self._led_to(each)):
                    self._leads[docname, normalise(each.name)] = slug
        for comparison in self.comparisons:
            related = [self._related(comparison, name) for name in comparison.entities]
            for slug in related:
                self.entities[slug].related_to.append(comparison)
            sides = (self._entity_names[normalise(side.name)] for side in comparison.sides)
            self.together[id(comparison)] = {*sides, *related}
        for found in self.claims.values():
            named = {self._entity_names.get(normalise(name)) for name in found.claim.about}
            for known in filter(None, {*named, *map(self._named_by, rows_of(found))}):
                self.entities[known].claims.append(found)

    def _add_mentions(self, mentions: Mapping[str, Iterable[Mention]]) -> None:
        """Find the places that mark an entity, in the order of the pages."""
        found = [*self._links(mentions), *self._related_and_rows()]
        order = list(MentionKind)
        found.sort(key=lambda each: (each.docname, each.line, order.index(each.kind)))
        seen: set[tuple[str, ...]] = set()
        for mention in found:
            entity = self.entities[mention.slug]
            place = (*mention[:4],)
            if place not in seen and not _is_at_home(entity, mention):
                seen.add(place)
                entity.mentions.append(mention)

    def _links(self, mentions: Mapping[str, Iterable[Mention]]) -> Iterator[FoundMention]:
        for docname, each in ((name, each) for name in mentions for each in mentions[name]):
            if each.kind is MentionKind.LINK and (slug := self._led_to(each)):
                owner = self.owners.get(each.place) or self.by_document.get(docname)
                around = owner if owner and (each.place or owner.is_page) else None
                target = self.target(each.place, docname)
                title = target.title if target else each.title
                place = (docname, each.place, title, each.line)
                yield FoundMention(slug, each.kind, *place, around)

    def _related_and_rows(self) -> Iterator[FoundMention]:
        for comparison in self.comparisons:
            section = next(
                (each for each in comparison.sections if each.kind is SectionKind.ENTITIES), None
            )
            for name in comparison.entities:
                known = self._related(comparison, name)
                place = (section.anchor, section.title, section.line) if section else ("", "", 0)
                yield FoundMention(
                    known, MentionKind.RELATED, comparison.docname, *place, comparison
                )
            for row in comparison.dimensions:
                if not row.continues and (entity := self._named_by(row)):
                    place = (row.anchor, row.name, row.line)
                    yield FoundMention(
                        entity, MentionKind.ROW, comparison.docname, *place, comparison
                    )

    def _named_by(self, row: Dimension) -> str | None:
        """Return the entity whose name is the whole name of a row, as names are matched."""
        known = self._entity_names
        plain = read_better(row.name)[0]
        names = itertools.chain((row.name, plain), (less.name for less in bared(plain)))
        return next(filter(None, (known.get(normalise(name)) for name in names)), None)

    def _led_to(self, mention: Mention) -> str | None:
        """Return the entity that a link leads to, by its slug."""
        called = mention.name if mention.kind is MentionKind.LINK else ""
        if mention.anchor.startswith("entity-"):
            called = called or mention.anchor
        elif mention.kind is MentionKind.RELATED and not mention.docname:
            called = mention.anchor
        found = self.entity(called) if called else None
        page = mention.docname or self._page_of_label(mention.anchor)
        return found.slug if found else self._pages.get(page)

    def _related(self, comparison: Comparison, name: str) -> str:
        """Return what a related entity of a comparison is: where it leads, or what it is called."""
        led_to = self._leads.get((comparison.docname, normalise(name)))
        return led_to or self._known_entity(name, name).slug

    def _known_entity(self, name: str, title: str) -> FoundEntity:
        known = self._entity_names.setdefault(normalise(name), slug(name))
        return self.entities.setdefault(known, FoundEntity(name, known, title or name))


def _is_at_home(entity: FoundEntity, mention: FoundMention) -> bool:
    """Return whether a place is on the entity's own page, or on one where it is a side."""
    home = entity.home
    own = home and home.docname == mention.docname
    return bool(own and home and (home.is_page or home.anchor == mention.anchor)) or any(
        side.comparison.docname == mention.docname for side in entity.sides
    )


def _by_document(records: Mapping[str, Iterable[_Record]]) -> Iterator[_Record]:
    for docname in sorted(records):
        yield from records[docname]
