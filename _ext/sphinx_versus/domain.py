"""The domain ``versus``: what the documents of a project say, stored by document."""

from __future__ import annotations

from collections import defaultdict
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
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Comparison, Entity, Link
from sphinx_versus.queries.checks import Checks
from sphinx_versus.queries.found import Target
from sphinx_versus.queries.index import Index
from sphinx_versus.queries.old_ids import OldIds
from sphinx_versus.queries.requests import Request
from sphinx_versus.reading.cell_values import language_of
from sphinx_versus.reading.collect import collect
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.building import fresh_pages, left_out
from sphinx_versus.site.trees import line_of

_PRIORITIES = {"section": -1, "side": -1}
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
                    self._page_of_label,
                )
            if self._index is None:
                # Whatever it is that does not fit together, each page stands by itself.
                self._index = Index({}, {}, {}, {}, self._title_of)
        return self._index

    def _title_of(self, docname: str) -> str:
        return self.env.titles[docname].astext()

    def _page_of_label(self, label: str) -> str:
        labels = self.env.domains.standard_domain.anonlabels
        return labels.get(label.lower(), ("", ""))[0]

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

    @property
    def checks(self) -> Checks:
        """What finds mistakes that only the whole project shows."""
        return Checks(self.index, self.data, self._written, language_of(self.env.config).units)

    def _written(self, docname: str, line: int) -> str:
        return f"{self.env.doc2path(docname, base=False)}:{line}"

    def check_consistency(self) -> None:
        """Report what only the whole project shows: keys used twice, dead links."""
        for what, place, check in self.checks.all():
            with boundary.contained(f"the check of {what}", place):
                report(check(), place[0])
        with boundary.contained("the check of ids of the past", ("", 1)):
            standard = self.env.domains.standard_domain
            labels = {name: docname for name, (docname, _) in standard.anonlabels.items()}
            old = OldIds(self.index, self.data["entities"], labels, self._written)
            for docname, problem in old.problems():
                report([problem], docname)

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
            found = self.index.target(target.removeprefix("#"))
            by_id = found is not None and found.kind == typ
            found = found if by_id else self._by_name(typ, target)
            if found is None:
                return None
            # A name is what the writer calls it in this sentence; an id is for nobody to read.
            if by_id and not node.get("refexplicit"):
                contnode = nodes.inline("", found.title)
            return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode)
        # What it leads to is a fault of ours, and no mistake in the link.
        return cast("nodes.reference", contnode)

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


@boundary.handler(list)
def leave_out_empty(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Report the entities of which nothing is said, and leave out their pages and sections."""
    domain = domain_of(env)
    stored, empty = domain.data["entities"], defaultdict[str, list[Entity]](list)
    for each in domain.checks.empty_entities():
        told = f'nothing is said of "{each.name}", here or on another page, so it is left out'
        remedy = "write a sentence on what it is, or delete the block"
        report([Problem(Kind.EMPTY_ENTITY, each.line, f"{told}; {remedy}")], each.docname)
        empty[each.docname].append(each)
    if not empty:
        return []
    documents, sections = [], {}
    for docname, found in empty.items():
        rest = tuple(each for each in stored[docname] if each not in found)
        if not rest and any(each.is_page for each in found) and docname != env.config.root_doc:
            documents.append(docname)
        elif parts := {each.anchor for each in found if not each.is_page}:
            sections[docname] = parts
            stored[docname] = (*(each for each in found if each.is_page), *rest)
    domain._index = None
    return left_out.leave_out(app, documents, sections)


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
    left_out.register(app)
    app.connect("env-updated", leave_out_empty, priority=300)
    app.connect("env-updated", note_labels)


def domain_of(env: BuildEnvironment) -> VersusDomain:
    """Return the domain of an environment."""
    domain = env.get_domain(VersusDomain.name)
    assert isinstance(domain, VersusDomain)
    return domain
