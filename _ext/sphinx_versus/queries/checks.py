"""What only all documents together show to be a mistake: keys used twice, links to nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from sphinx_versus.grammar.names import (
    MIN_SIDES,
    Near,
    did_you_mean,
    listed,
    near_miss,
    nearly_split,
    normalise,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.grammar.values import Units
from sphinx_versus.model.facts import Claim, Comparison, Entity, Link, Mention, MentionKind

from .index import Index
from .plots import problems as problems_of_plot
from .requests import DotPlot, Findings, Listing, Matrix, Quote, Request

Check = Callable[[], Iterable[Problem]]
_ENTITY = "an entity is a side of a comparison"
# What a message says where no name is near.
_ALLOWED = {
    "comparison": "give its key or its name",
    "claim": 'give its id, as in "tea-vs-coffee-claim-calm": the sign behind a claim, which shows '
    "where you point at it, links to it",
}


class Checks:
    """Finds mistakes in what is stored of all documents.

    ``facts`` are the records by their kind and their document, and ``written`` tells a document
    and a line as messages do.
    """

    def __init__(
        self,
        index: Index,
        facts: Mapping[str, Any],
        written: Callable[[str, int], str],
        units: Units,
    ) -> None:
        self.index = index
        self.facts = facts
        self._written = written
        self._units = units

    def all(self) -> Iterator[tuple[str, tuple[str, int], Check]]:
        """Yield what is to be checked, with its document and its line."""
        first: dict[str, tuple[str, int]] = {}
        for comparison in self.index.comparisons:
            place = (comparison.docname, comparison.line)
            before = first.setdefault(comparison.key, place)
            yield "a comparison", place, partial(self._problems_of, comparison, before)
        for docname, claims in self.facts["claims"].items():
            place = (docname, claims[0].line)
            yield "claims", place, partial(self._taken_claims, claims, docname)
            yield "claims", place, partial(self._subjects, claims)
        for docname, mentions in self.facts["mentions"].items():
            place = (docname, mentions[0].line)
            yield "related entities", place, partial(self._problems_of_related, mentions)
        for docname, entities in self.facts["entities"].items():
            for entity in entities:
                yield "entities", (docname, entity.line), partial(self._problems_of_entity, entity)
        for docname, requests in self.facts["requests"].items():
            for each in requests:
                yield "what is asked of other pages", (docname, 1), partial(self._request, each)

    def empty_entities(self) -> Iterator[Entity]:
        """Yield the entities of whose blocks, and of which anywhere, nothing is said."""
        for entity in itertools.chain.from_iterable(self.facts["entities"].values()):
            if not entity.has_text and self.index.entities[entity.slug].says_nothing:
                yield entity

    def _problems_of(self, comparison: Comparison, before: tuple[str, int]) -> Iterable[Problem]:
        named = comparison.key_line or len(comparison.sides) >= MIN_SIDES
        if named and before != (comparison.docname, comparison.line):
            yield self._duplicate(comparison, before)
        for link in comparison.others:
            if self.index.find(link) is None:
                yield self._unknown_comparison(link)
        if len(comparison.sides) >= MIN_SIDES:
            # Without its sides, which has been told, none of them is an entity.
            rows = list(dict.fromkeys(row.name for row in comparison.dimensions))
            sides = [side.name for side in comparison.sides]
            yield from self._subjects(comparison.claims, sides, rows)

    def _duplicate(self, comparison: Comparison, before: tuple[str, int]) -> Problem:
        return Problem(
            Kind.DUPLICATE_KEY,
            comparison.key_line or comparison.line,
            f'the key "{comparison.key}" is that of {self._written(*before)} too; '
            f'give one of the two another one, as in ":key: {self._free_key(comparison.key)}"',
        )

    def _free_key(self, key: str) -> str:
        """Return a key that no comparison has, for one that is in use."""
        numbered = (f"{key}-{number}" for number in itertools.count(2))
        return next(each for each in numbered if each not in self.index.owners)

    def _taken_claims(self, claims: Iterable[Claim], docname: str) -> Iterable[Problem]:
        for claim in claims:
            found = self.index.claims.get(claim.anchor)
            if found is not None and found.docname != docname:
                yield Problem(
                    Kind.DUPLICATE_CLAIM,
                    claim.line,
                    f'the claim would have the id "{claim.anchor}" of that at '
                    f"{self._written(found.docname, found.claim.line)}; "
                    "give one of the blocks another key with :key:",
                )

    def _problems_of_entity(self, entity: Entity) -> Iterable[Problem]:
        for name in (entity.name, *entity.aliases):
            found = self.index.entity(name)
            home = found.home if found else None
            if home is not None and home != entity:
                yield Problem(
                    Kind.DUPLICATE_ENTITY,
                    entity.line,
                    f'"{name}" is the entity at {self._written(home.docname, home.line)} too; '
                    "rename one of the two, or take the name out of its :aliases:",
                )

    def _subjects(
        self, claims: Iterable[Claim], sides: Sequence[str] = (), rows: Sequence[str] = ()
    ) -> Iterable[Problem]:
        for claim in claims:
            for name in claim.about:
                if self.index.entity(name) is None:
                    hint = self._offered_entity(name, sides, rows)
                    told = f'the claim is about "{name}", which is no entity; {hint}'
                    yield Problem(Kind.UNKNOWN_ENTITY, claim.about_line, told)

    def _problems_of_related(self, mentions: Iterable[Mention]) -> Iterable[Problem]:
        for each in mentions:
            if each.kind is MentionKind.RELATED and each.name in self._misspelt:
                yield self._unknown_entity(each.name, each.line, "the related entity")

    @cached_property
    def _misspelt(self) -> set[str]:
        """Return the related entities that are almost the name of a known one."""
        known = {normalise(name) for name in self.index.entity_names}
        mentioned = {name for each in self.index.comparisons for name in each.entities}
        return {
            name for name in mentioned if normalise(name) not in known and near_miss(name, known)
        }

    def _unknown_entity(self, name: str, line: int, what: str) -> Problem:
        hint = self._offered_entity(name)
        return Problem(Kind.UNKNOWN_ENTITY, line, f'{what} "{name}", which is no entity; {hint}')

    def _offered_entity(
        self, name: str, sides: Sequence[str] = (), rows: Sequence[str] = ()
    ) -> str:
        """Return what a name may mean that is no entity's, or else what would make it one.

        A claim may name ``sides`` and ``rows`` too.
        """
        parts = nearly_split(name)
        if parts and all(self.index.entity(part) for part in parts):
            return f'write "{", ".join(parts)}"'
        near = near_miss(name, self.index.entity_names)
        found = self.index.entity(near.name) if near else None
        if near and found:
            return did_you_mean(found.title, near.odd)
        if near := near_miss(name, rows):
            return did_you_mean(*near)
        words = set(normalise(name).split())
        if longer := [row for row in rows if words <= set(normalise(row).split())]:
            return f"did you mean the row {listed(longer)}?"
        here = f"the sides here are {listed(sides, 'and')}" if sides else _ENTITY
        here += f", the row{'s' * (len(rows) > 1)} {listed(rows, 'and')}" if rows else ""
        return f'{here}, and whatever else has a page, made with "{{entity}} {name}"'

    def _unknown_comparison(self, link: Link) -> Problem:
        known = [*self.index.by_name, *self.index.owners]
        near = near_miss(link.written.removeprefix("#"), known)
        found = (
            self.index.find(Link(name=near.name)) or self.index.owners.get(near.name)
            if near
            else None
        )
        hint = (
            f'did you mean "{found.title}" (#{found.key})?' + f" ({near.odd})" * bool(near.odd)
            if near and found
            else "give a comparison's file, its key after a #, or its name"
        )
        return Problem(
            Kind.UNKNOWN_COMPARISON,
            link.line,
            f'"{link.written}" leads to no comparison; {hint}',
        )

    def _request(self, request: Request) -> Iterable[Problem]:
        match request:
            case Quote() if self.index.claim(request.anchor) is None:
                hint = self.offer("claim", request.anchor)
                yield Problem(
                    Kind.UNKNOWN_TARGET, request.line, f'"{request.anchor}" is no claim; {hint}'
                )
            case Listing() if request.entity and self.index.entity(request.entity) is None:
                yield self._unknown_entity(request.entity, request.line, "the list is of")
            case Listing() if request.mentions and self.index.entity(request.mentions) is None:
                yield self._unknown_entity(request.mentions, request.line, "the list is of")
            case Listing() if request.tag and (near := _near(request.tag, self._tags())):
                told = f'no comparison has the tag "{request.tag}"; {did_you_mean(*near)}'
                yield Problem(Kind.UNKNOWN_VALUE, request.line, told)
            case Listing() if request.source and (near := _near(request.source, self._sources())):
                told = f'no claim rests on "{request.source}"; {did_you_mean(*near)}'
                yield Problem(Kind.UNKNOWN_VALUE, request.line, told)
            case Listing() if request.key and request.key not in self.index.owners:
                yield self._unknown_comparison(Link(key=request.key, line=request.line))
            case Findings() if request.comparison and not self.index.called(request.comparison):
                yield self._unknown_comparison(Link(name=request.comparison, line=request.line))
            case DotPlot():
                yield from problems_of_plot(self.index, request, self._units)
            case Matrix():
                for name in request.entities:
                    if self.index.entity(name) is None:
                        yield self._unknown_entity(name, request.line, "the matrix names")
                rows = {row.name for each in self.index.comparisons for row in each.dimensions}
                for name in request.dimensions:
                    if normalise(name) not in map(normalise, rows):
                        near = near_miss(name, sorted(rows))
                        hint = did_you_mean(*near) if near else "give the name of a row of a table"
                        told = (
                            f'the matrix asks for the row "{name}", which no comparison has; {hint}'
                        )
                        yield Problem(Kind.UNKNOWN_TARGET, request.dimensions_line, told)

    def _tags(self) -> set[str]:
        tags = ((*each.written_tags, *each.tags) for each in self.index.comparisons)
        return {tag for comparison in tags for tag in comparison}

    def _sources(self) -> set[str]:
        claims = self.index.claims.values()
        return {key for found in claims for source in found.claim.sources for key in source.keys}

    def offer(self, typ: str, target: str) -> str:
        """Return a hint what a role may have meant by a target that is not there."""
        if typ == "entity":
            return self._offered_entity(target)
        if typ == "comparison":
            known = [name for each in self.index.comparisons for name in (each.key, *each.names)]
        else:
            known = [
                name
                for name, found in self.index.targets.items()
                if found.kind == typ and name not in self.index.old
            ]
        if ends := [name for name in known if name.endswith(f"-{typ}-{target}")]:
            return f"did you mean {listed(ends)}?"
        if near := near_miss(target, known):
            return did_you_mean(*near)
        owner = self.index.owner_of_part(target) if typ == "claim" else None
        there = [claim.anchor for claim in owner.claims] if owner else []
        return f"the claims there are {listed(there, 'and')}" if there else _ALLOWED[typ]


def _near(name: str, known: Iterable[str]) -> Near | None:
    """Return what a name was most likely meant to be that is none of those that are known."""
    names = sorted(known)
    return None if normalise(name) in map(normalise, names) else near_miss(name, names)
