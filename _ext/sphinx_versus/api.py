"""The facts of a project, for others: its data, review, search and book, ``conf.py``, extensions.

All of it is read-only, and whole once all documents have been read: from the
event ``env-updated`` on. ::

    from sphinx_versus.api import facts_of

    for found in facts_of(app.env).contested:
        print(found.docname, found.claim.line, found.claim.text)

The node classes for visitors of your own are in `sphinx_versus.nodes`.

What is named in ``__all__`` stays as it is within a major version; records may
gain fields. Everything else in this package may change at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import MappingProxyType
from typing import NamedTuple

from sphinx.environment import BuildEnvironment

from .bibliography import citations_of, entries_of, field_text, listed_of
from .domain import domain_of
from .grammar.values import UNITS, language
from .model.bibliography import Author, Entry, Term
from .model.facts import (
    POINT_KINDS,
    SOURCE_TERMS,
    Bearing,
    Certainty,
    CertaintyDomain,
    Claim,
    Comparison,
    Design,
    Dimension,
    Entity,
    Interest,
    Link,
    MentionKind,
    Moved,
    Point,
    Prose,
    Published,
    Run,
    Section,
    SectionKind,
    Side,
    Source,
    Stance,
)
from .model.values import Mark, MarkKind, Quantity, Relation, Unit, Value
from .queries.answers import (
    Counted,
    Gathered,
    Place,
    PlottedCell,
    PlottedRow,
    ShownCertainties,
    ShownClaim,
    ShownComparison,
    ShownEntity,
    ShownGroup,
    ShownMatrix,
    ShownMentions,
    ShownSource,
)
from .queries.basis import Basis, Form, SourceKind
from .queries.found import FoundClaim, FoundEntity, FoundMention, FoundSide, Target
from .queries.index import Index
from .queries.requests import (
    Certainties,
    DotPlot,
    EntityPart,
    Findings,
    Listed,
    Listing,
    Matrix,
    Neighbours,
    Quote,
    Relatives,
    Request,
)
from .queries.selection import select
from .queries.shown import comparison_place, entity_place
from .reading.cell_values import language_of
from .reading.occurrences import occurrences
from .reading.prose import is_cited, plain, prose_of

__all__ = [
    "POINT_KINDS",
    "SOURCE_TERMS",
    "UNITS",
    "Answer",
    "Author",
    "Basis",
    "Bearing",
    "Certainties",
    "Certainty",
    "CertaintyDomain",
    "Claim",
    "Comparison",
    "Counted",
    "Design",
    "Dimension",
    "DotPlot",
    "Entity",
    "EntityPart",
    "Entry",
    "Facts",
    "Findings",
    "Form",
    "FoundClaim",
    "FoundEntity",
    "FoundMention",
    "FoundSide",
    "Gathered",
    "Interest",
    "Link",
    "Listed",
    "Listing",
    "Mark",
    "MarkKind",
    "Matrix",
    "MentionKind",
    "Moved",
    "Neighbours",
    "Occurrences",
    "Place",
    "PlottedCell",
    "PlottedRow",
    "Point",
    "Prose",
    "Published",
    "Quantity",
    "Quote",
    "Relation",
    "Relatives",
    "Request",
    "Run",
    "Section",
    "SectionKind",
    "ShownCertainties",
    "ShownClaim",
    "ShownComparison",
    "ShownEntity",
    "ShownGroup",
    "ShownMatrix",
    "ShownMentions",
    "ShownSource",
    "Side",
    "Source",
    "SourceKind",
    "Stance",
    "Target",
    "Term",
    "Unit",
    "Value",
    "comparison_place",
    "facts_of",
    "field_text",
    "is_cited",
    "occurrences_in",
    "plain",
    "prose_of",
]


Answer = (
    ShownComparison
    | ShownCertainties
    | ShownClaim
    | ShownEntity
    | ShownGroup
    | ShownMatrix
    | ShownMentions
    | Gathered
    | PlottedRow
    | Place
)


@dataclass(frozen=True, eq=False)
class Facts:
    """What the documents of a project say, and the bibliography that they cite.

    The five mappings go from the name of a document to its records, in the
    order of the page: ``claims`` are those outside of comparisons (the others
    are in their ``Comparison``), ``entities`` those with a page or section of
    their own, ``requests`` what the page asks of others, ``moved`` the addresses on other
    pages that lead here now.

    Of two records with the same id the first counts for every look-up; the
    build warns of the second. A method returns None, or an empty tuple, for
    what is not there.
    """

    comparisons: Mapping[str, tuple[Comparison, ...]]
    claims: Mapping[str, tuple[Claim, ...]]
    entities: Mapping[str, tuple[Entity, ...]]
    requests: Mapping[str, tuple[Request, ...]]
    _index: Index
    _entries: Callable[[], Mapping[str, Entry]] = dict
    _citations: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    _unit: Callable[[str], Unit | None] = language("en").units.find
    moved: Mapping[str, tuple[Moved, ...]] = field(default_factory=dict)
    _listed: Callable[[], Mapping[str, str]] = dict

    @property
    def state(self) -> object:
        """The same object until something is read again, to keep by it what is made of the facts.

        A ``weakref.WeakKeyDictionary`` forgets with it what holds no longer.
        """
        return self._index

    @cached_property
    def comparisons_by_key(self) -> Mapping[str, Comparison]:
        """All comparisons by their keys, by document and line."""
        owners = self._index.owners
        found = self._index.comparisons
        return MappingProxyType({each.key: each for each in found if owners[each.key] is each})

    @property
    def claims_by_id(self) -> Mapping[str, FoundClaim]:
        """All claims by their ids, with the document and the comparison that each is in."""
        return MappingProxyType(self._index.claims)

    @property
    def entities_by_slug(self) -> Mapping[str, FoundEntity]:
        """All entities by their slugs, also those that are only mentioned.

        A slug is what follows ``entity-`` in the id of an entity.
        """
        return MappingProxyType(self._index.entities)

    @cached_property
    def old_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that something had before and that still lead to it, by that of today."""
        found: dict[str, list[str]] = defaultdict(list)
        for before, now in self._index.old.items():
            found[now].append(before)
        return MappingProxyType({now: tuple(before) for now, before in found.items()})

    def entity(self, name: str) -> FoundEntity | None:
        """Return the entity that a name, an alias or an id means, in any case."""
        return self._index.entity(name)

    def linked(self, link: Link) -> Comparison | None:
        """Return the comparison that a link in "Other comparisons" leads to."""
        return self._index.find(link)

    def target(self, anchor: str) -> Target | None:
        """Return what has an id, or had it before.

        A comparison, section, side, dimension, claim or entity.
        """
        return self._index.target(anchor)

    def owner(self, anchor: str) -> Comparison | None:
        """Return the comparison that an id is in: with the longest key that the id begins with."""
        return self._index.owner_of_part(anchor)

    def entity_place(self, name: str) -> Place:
        """Return where the name of an entity leads; a place without a document if nowhere."""
        return entity_place(self._index, name)

    def claims_on(self, key: str) -> tuple[FoundClaim, ...]:
        """Return the claims with a source of a bibliography key, whatever its stance is."""
        return tuple(self._by_source.get(key.casefold(), ()))

    @cached_property
    def _by_source(self) -> Mapping[str, list[FoundClaim]]:
        found: dict[str, list[FoundClaim]] = defaultdict(list)
        for claim in self._index.claims.values():
            keys = (key.casefold() for source in claim.claim.sources for key in source.keys)
            for key in dict.fromkeys(keys):
                found[key].append(claim)
        return found

    def claims_about(self, name: str) -> tuple[FoundClaim, ...]:
        """Return the claims about an entity, which may be given by name, alias or id."""
        found = self._index.entity(name)
        return tuple(found.claims) if found else ()

    def mentions_of(self, name: str) -> tuple[FoundMention, ...]:
        """Return the places that mark an entity, given by name, alias or id, in page order.

        They are links, lists of related entities, and rows with its name. Pages where it is a
        side, and its own, are none.
        """
        found = self._index.entity(name)
        return tuple(found.mentions) if found else ()

    def mentions_on(self, docname: str) -> tuple[FoundMention, ...]:
        """Return the places of a page that mark an entity which is no side there."""
        return tuple(self._mentions_by_page.get(docname, ()))

    @cached_property
    def _mentions_by_page(self) -> Mapping[str, list[FoundMention]]:
        found: dict[str, list[FoundMention]] = defaultdict(list)
        for entity in self._index.entities.values():
            for mention in entity.mentions:
                found[mention.docname].append(mention)
        for mentions in found.values():
            mentions.sort(key=lambda each: each.line)
        return found

    @property
    def contested(self) -> tuple[FoundClaim, ...]:
        """The claims with both supporting and disputing sources."""
        return tuple(each for each in self._index.claims.values() if each.claim.contested)

    def quoted_on(self, found: FoundClaim) -> tuple[str, ...]:
        """Return the names of the other documents that quote a claim."""
        quoting = self._index.quoted_on.get(found.claim.anchor, ())
        return tuple(name for name in quoting if name != found.docname)

    def answer(self, request: Request) -> tuple[Answer, ...]:
        """Return what answers a request, in the order in which a page shows it.

        ``ShownComparison``, ``ShownClaim`` or ``ShownEntity`` for a list, or
        ``ShownGroup`` of them where it is divided; one ``ShownClaim`` for a
        quote, and one for each of ``Findings``; one ``ShownMatrix`` for a matrix,
        and for a part of an entity's page ``Gathered`` texts, ``ShownMentions``
        or what a list of its kind holds. A link and ``Neighbours`` give ``ShownComparison``,
        ``Relatives`` ``ShownEntity``, and neighbours of a list made by hand are
        ``Place``. ``Certainties`` give one ``ShownCertainties`` or nothing, and a
        ``DotPlot`` gives a ``PlottedRow`` for each row.
        """
        return select(self._index, request)

    def unit(self, name: str) -> Unit | None:
        """Return the unit of a symbol or another name: one of `UNITS`, of the site, or a rate."""
        return self._unit(name)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The bibliography by key, in the order of its files; empty if there is none."""
        return MappingProxyType(self._entries())

    @property
    def citations(self) -> Mapping[str, tuple[str, ...]]:
        """The bibliography keys that each document cites itself, by document, each once."""
        return self._citations()

    @property
    def listed(self) -> Mapping[str, str]:
        """Where the bibliography lists the source of each key, as ``docname#anchor``."""
        return self._listed()


def facts_of(env: BuildEnvironment) -> Facts:
    """Return the facts of the project that an environment belongs to."""
    domain = domain_of(env)
    return Facts(
        MappingProxyType(domain.by_document),
        MappingProxyType(domain.data["claims"]),
        MappingProxyType(domain.data["entities"]),
        MappingProxyType(domain.data["requests"]),
        domain.index,
        partial(entries_of, env),
        partial(citations_of, env),
        language_of(env.config).units.find,
        MappingProxyType(domain.data["moved"]),
        partial(listed_of, env),
    )


class Occurrences(NamedTuple):
    """Where a page has names of an entity in plain text: its lines, and the words of the first."""

    docname: str
    lines: tuple[int, ...]
    words: str
    entity: FoundEntity


def occurrences_in(env: BuildEnvironment) -> Iterator[Occurrences]:
    """Yield names of entities that could be links, by page and entity.

    Pages where the entity is a side, and its own, need none, nor do rows with its name.
    """
    known = domain_of(env).index.entities
    for docname in sorted(env.found_docs):
        seen: dict[str, dict[int, str]] = {}
        rows = {
            (each.slug, each.line)
            for found in known.values()
            for each in found.mentions
            if each.docname == docname and each.kind is MentionKind.ROW
        }
        names = {name: slug for slug in known for name in _names_on(known[slug], docname)}
        for line, words, slug in occurrences(env.get_doctree(docname), names):
            if (slug, line) not in rows:
                seen.setdefault(slug, {}).setdefault(line, words)
        for slug, lines in seen.items():
            yield Occurrences(docname, tuple(sorted(lines)), lines[min(lines)], known[slug])


def _names_on(found: FoundEntity, docname: str) -> set[str]:
    """Return the names by which a page could link to an entity, folded."""
    here = {side.comparison.docname for side in found.sides}
    home = found.home
    if found.target is None or docname in here or (home and docname == home.docname):
        return set()
    names = (found.name, found.title, *(home.aliases if home else ()))
    return {name.casefold() for name in names}
