"""The domain ``versus``: what the documents of a project say, stored by document."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Set
from functools import partial
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from sphinx_versus.bibliography import entries_of
from sphinx_versus.grammar.names import (
    MIN_SIDES,
    Near,
    did_you_mean,
    near_miss,
    nearly_split,
    normalise,
)
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Claim, Comparison, Entity, Link, MentionKind
from sphinx_versus.queries.index import Index, Target
from sphinx_versus.queries.old_ids import OldIds
from sphinx_versus.queries.plots import problems as problems_of_plot
from sphinx_versus.queries.requests import DotPlot, Findings, Listing, Matrix, Quote, Request
from sphinx_versus.reading.cell_values import language_of
from sphinx_versus.reading.collect import collect
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.trees import line_of

_PRIORITIES = {"section": -1, "side": -1}
# What a message says where no name is near.
_ALLOWED = {
    "comparison": "give its key or its name",
    "claim": 'give its id, as in "tea-vs-coffee-claim-calm"; its link on the page ends with it',
}


# What is stored by document; each kind maps docnames to records, in the order of the page.
COLLECTED = (
    "comparisons",  # of model.Comparison
    "claims",  # of model.Claim: those outside of comparisons
    "entities",  # of model.Entity: those with a page or section of their own
    "requests",  # of requests.Request
    "moved",  # of model.Moved: addresses on other pages that lead here
    "mentions",  # of model.Mention: related entities, and links that may lead to entities
    "legends",  # of str: ids of explanations of certainty and stance
)
STORED = (
    *COLLECTED,
    "titles",  # of (label, id, title): sections, where labels are made of titles
)


class VersusDomain(Domain):
    """Knows every comparison, claim and entity, and what asks for them."""

    name = "versus"
    label = "Comparisons"
    object_types: ClassVar = {
        "comparison": ObjType("comparison", "comparison"),
        "section": ObjType("section"),
        "side": ObjType("side"),
        "dimension": ObjType("dimension"),
        "claim": ObjType("claim", "claim"),
        "entity": ObjType("entity", "entity"),
    }
    initial_data: ClassVar = {**{kind: {} for kind in STORED}, "labels": []}
    data_version = 10

    _index: Index | None = None

    @property
    def by_document(self) -> dict[str, tuple[Comparison, ...]]:
        """The comparisons of each document that has some."""
        comparisons: dict[str, tuple[Comparison, ...]] = self.data["comparisons"]
        return comparisons

    @property
    def requests(self) -> Mapping[str, tuple[Request, ...]]:
        """What each document asks of others."""
        requests: Mapping[str, tuple[Request, ...]] = self.data["requests"]
        return requests

    @property
    def index(self) -> Index:
        """Everything by id and by name; made anew after each change."""
        if self._index is None:
            data = self.data
            with boundary.contained("what the whole project says", None):
                self._index = Index(
                    data["comparisons"],
                    data["claims"],
                    data["entities"],
                    data["requests"],
                    self._title_of,
                    partial(entries_of, self.env),
                    data["mentions"],
                )
            if self._index is None:
                # Whatever it is that does not fit together, each page stands by itself.
                self._index = Index({}, {}, {}, {}, self._title_of)
        return self._index

    def _title_of(self, docname: str) -> str:
        return self.env.titles[docname].astext()

    @property
    def legend(self) -> str:
        """The document that explains certainty and stance, or nothing."""
        return min(self.data["legends"], default="")

    def note_titles(self, docname: str, titles: Mapping[str, tuple[str, str]]) -> None:
        """Store the id and the title of sections by the label that their title would be."""
        self.data["titles"][docname] = tuple((name, *found) for name, found in titles.items())

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        self._index = None
        for kind in STORED:
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that another process has read."""
        self._index = None
        for kind in STORED:
            read = {name: otherdata[kind][name] for name in docnames if name in otherdata[kind]}
            self.data[kind].update(read)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take over what the finished document says."""
        self._index = None
        with boundary.contained("the facts of a page", (docname, 1)):
            found = collect(document, docname, language_of(env.config))
            for kind in COLLECTED:
                if said := getattr(found, kind):
                    self.data[kind][docname] = tuple(said)
            report(found.problems, docname)

    def check_consistency(self) -> None:
        """Report what only the whole project shows: keys used twice, dead links."""
        first: dict[str, tuple[str, int]] = {}
        for comparison in self.index.comparisons:
            place = (comparison.docname, comparison.line)
            with boundary.contained("the check of a comparison", place):
                before = first.setdefault(comparison.key, place)
                report(self._problems_of(comparison, before), comparison.docname)
        for docname, claims in self.data["claims"].items():
            with boundary.contained("the check of claims", (docname, claims[0].line)):
                report([*self._taken_claims(claims, docname), *self._subjects(claims)], docname)
        misspelt = self._misspelt()
        for docname, mentions in self.data["mentions"].items():
            with boundary.contained("the check of related entities", (docname, mentions[0].line)):
                report(
                    [
                        self._unknown_entity(each.name, each.line, "the related entity")
                        for each in mentions
                        if each.kind is MentionKind.RELATED and each.name in misspelt
                    ],
                    docname,
                )
        for docname, entities in self.data["entities"].items():
            with boundary.contained("the check of entities", (docname, entities[0].line)):
                report(self._problems_of_entities(entities), docname)
        for docname, requests in self.requests.items():
            with boundary.contained("the check of what is asked of other pages", (docname, 1)):
                report([problem for each in requests for problem in self._request(each)], docname)
        with boundary.contained("the check of ids of the past", ("", 1)):
            standard = self.env.domains.standard_domain
            labels = {name: docname for name, (docname, _) in standard.anonlabels.items()}
            old = OldIds(self.index, self.data["entities"], labels, self._written)
            for docname, problem in old.problems():
                report([problem], docname)

    def _problems_of(self, comparison: Comparison, before: tuple[str, int]) -> Iterable[Problem]:
        named = comparison.key_line or len(comparison.sides) >= MIN_SIDES
        if named and before != (comparison.docname, comparison.line):
            yield self._duplicate(comparison, before)
        for link in comparison.others:
            if self.index.find(link) is None:
                yield self._unknown_comparison(link)
        if len(comparison.sides) >= MIN_SIDES:
            # Without its sides, which has been told, none of them is an entity.
            yield from self._subjects(comparison.claims, [side.name for side in comparison.sides])

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

    def _written(self, docname: str, line: int) -> str:
        return f"{self.env.doc2path(docname, base=False)}:{line}"

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

    def _problems_of_entities(self, entities: Iterable[Entity]) -> Iterable[Problem]:
        for entity in entities:
            own = self.index.entities[entity.slug]
            if own.home == entity and own.says_nothing:
                yield Problem(
                    Kind.EMPTY_ENTITY,
                    entity.line,
                    f'nothing is said of "{entity.name}", here or on another page, so no link '
                    "leads here; write a sentence on what it is, or delete the block",
                )
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

    def _subjects(self, claims: Iterable[Claim], sides: Iterable[str] = ()) -> Iterable[Problem]:
        for claim in claims:
            for name in claim.about:
                if self.index.entity(name) is None:
                    yield self._unknown_entity(name, claim.about_line, "the claim is about", sides)

    def _misspelt(self) -> set[str]:
        """Return the related entities that are almost the name of a known one."""
        known = {normalise(name) for name in self.index.entity_names}
        mentioned = {name for each in self.index.comparisons for name in each.entities}
        return {
            name for name in mentioned if normalise(name) not in known and near_miss(name, known)
        }

    def _unknown_entity(
        self, name: str, line: int, what: str, sides: Iterable[str] = ()
    ) -> Problem:
        hint = self._offered_entity(name, sides)
        return Problem(Kind.UNKNOWN_ENTITY, line, f'{what} "{name}", which is no entity; {hint}')

    def _offered_entity(self, name: str, sides: Iterable[str] = ()) -> str:
        """Return what a name may mean that is no entity's, or else what would make it one."""
        parts = nearly_split(name)
        if parts and all(self.index.entity(part) for part in parts):
            return f'write "{", ".join(parts)}"'
        near = near_miss(name, self.index.entity_names)
        found = self.index.entity(near.name) if near else None
        if near and found:
            return did_you_mean(found.title, near.odd)
        named = ", ".join(f'"{side}"' for side in sides)
        here = f"the sides here are {named}" if named else "an entity is a side of a comparison"
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
                units = language_of(self.env.config).units
                yield from problems_of_plot(self.index, request, units)
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

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield all that can be linked to, for the inventory and the search."""
        for target in self.index.targets.values():
            yield (
                target.name,
                target.title,
                target.kind,
                target.docname,
                target.anchor,
                # Sections are found in the search by their own text.
                _PRIORITIES.get(target.kind, 1),
            )

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve one of the roles: by id, and comparisons and entities by name too."""
        with boundary.contained(f"the link to a {typ}", (fromdocname, line_of(node) or 1)):
            return self._resolved(fromdocname, builder, typ, target, node, contnode)
        # What it leads to is a fault of ours, and no mistake in the link.
        return cast("nodes.reference", contnode)

    def _resolved(
        self,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        found = self.index.target(target.removeprefix("#"))
        by_id = found is not None and found.kind == typ
        if not by_id:
            found = self._by_name(typ, target)
        if found is None:
            return None
        content: nodes.Element = contnode
        # A name is what the writer calls it in this sentence; an id is for nobody to read.
        if by_id and not node.get("refexplicit"):
            content = nodes.inline("", found.title)
        return make_refnode(builder, fromdocname, found.docname, found.anchor, content)

    def _by_name(self, typ: str, name: str) -> Target | None:
        if typ == "comparison":
            comparison = self.index.find(Link(name=name))
            return self.index.target(comparison.key) if comparison else None
        if typ == "entity":
            entity = self.index.entity(name)
            return self.index.target(f"entity-{entity.slug}") if entity else None
        return None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Leave ``any`` to the labels, which all of our ids are as well."""
        return []

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
        near = near_miss(target, known)
        return did_you_mean(*near) if near else _ALLOWED[typ]


def _near(name: str, known: Iterable[str]) -> Near | None:
    """Return what a name was most likely meant to be that is none of those that are known."""
    names = sorted(known)
    return None if normalise(name) in map(normalise, names) else near_miss(name, names)


@boundary.handler()
def note_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Make labels of all ids: other projects know those even without this extension.

    Not while reading, because Sphinx looks through all labels for each
    document that it is about to read.
    """
    if fresh_pages.nothing_read(app):
        return
    domain, standard = domain_of(env), env.domains.standard_domain
    # Looked up once: each look is a call, and a large project has tens of thousands of ids.
    labels, anonlabels = standard.labels, standard.anonlabels
    ours = {
        target.name.lower(): (target.docname, target.anchor, target.title)
        for target in domain.index.targets.values()
    }
    for docname, titles in sorted(domain.data["titles"].items()):
        for name, anchor, title in titles:
            ours.setdefault(name, (docname, anchor, title))
    before = set(domain.data["labels"])
    for name in before.difference(ours):
        anonlabels.pop(name, None)
        labels.pop(name, None)
    domain.data["labels"] = [name for name in ours if name in before or name not in anonlabels]
    for name in domain.data["labels"]:
        label = ours[name]
        if labels.get(name) != label:
            labels[name] = label
            anonlabels[name] = label[:2]


def register(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(VersusDomain)
    app.connect("env-updated", note_labels)


def domain_of(env: BuildEnvironment) -> VersusDomain:
    """Return the domain of an environment."""
    domain = env.get_domain(VersusDomain.name)
    assert isinstance(domain, VersusDomain)
    return domain
