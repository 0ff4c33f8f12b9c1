"""The domain ``versus``: the comparisons of a project, stored by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from .log import report
from .model import Claim, Comparison, Link
from .names import nearest, normalise
from .problems import Kind, Problem
from .shown import as_shown


class Target(NamedTuple):
    """Something that a link can lead to."""

    kind: str
    title: str
    docname: str
    anchor: str


class VersusDomain(Domain):
    """Knows every comparison, and what in it can be linked to."""

    name = "versus"
    label = "Comparisons"
    object_types: ClassVar = {
        "comparison": ObjType("comparison"),
        "section": ObjType("section"),
        "dimension": ObjType("dimension"),
        "claim": ObjType("claim"),
    }
    initial_data: ClassVar = {
        "comparisons": {},  # docname -> tuple of model.Comparison, in the order of the page
    }
    data_version = 1

    _index: _Index | None = None

    @property
    def by_document(self) -> dict[str, tuple[Comparison, ...]]:
        """The comparisons of each document that has some."""
        comparisons: dict[str, tuple[Comparison, ...]] = self.data["comparisons"]
        return comparisons

    @property
    def comparisons(self) -> Iterator[Comparison]:
        """All comparisons, by document and place."""
        for docname in sorted(self.by_document):
            yield from self.by_document[docname]

    @property
    def index(self) -> _Index:
        """Everything by id and by name; made anew after each change."""
        if self._index is None:
            self._index = _Index(self.comparisons)
        return self._index

    def note(self, comparison: Comparison) -> None:
        """Store a comparison under its document."""
        self._index = None
        before = self.by_document.get(comparison.docname, ())
        self.by_document[comparison.docname] = (*before, comparison)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document said."""
        self._index = None
        self.by_document.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the documents that another process has read."""
        self._index = None
        for docname in docnames:
            if docname in otherdata["comparisons"]:
                self.by_document[docname] = otherdata["comparisons"][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take over titles and texts as the finished document shows them."""
        if docname in self.by_document:
            self.by_document[docname] = tuple(
                as_shown(comparison, document) for comparison in self.by_document[docname]
            )

    def find(self, link: Link) -> Comparison | None:
        """Return the comparison that a link asks for.

        By document, by key or the id of one of its parts, or by name: its
        title or its sides, as in "A vs B".
        """
        if link.docname:
            return next(iter(self.by_document.get(link.docname, ())), None)
        if link.key:
            return self.index.owners.get(link.key)
        return self.index.by_name.get(normalise(link.name))

    def check_consistency(self) -> None:
        """Report what only the whole project shows: keys used twice, dead cards."""
        first: dict[str, Comparison] = {}
        for comparison in self.comparisons:
            before = first.setdefault(comparison.key, comparison)
            problems = [] if before is comparison else [self._duplicate(comparison, before)]
            problems += [
                self._unknown(link) for link in comparison.others if self.find(link) is None
            ]
            report(problems, comparison.docname)

    def _duplicate(self, comparison: Comparison, before: Comparison) -> Problem:
        place = f"{self.env.doc2path(before.docname, base=False)}:{before.line}"
        return Problem(
            Kind.DUPLICATE_KEY,
            comparison.line,
            f'the key "{comparison.key}" is that of {place} too; '
            "give one of the two another key with :key:",
        )

    def _unknown(self, link: Link) -> Problem:
        known = [*self.index.by_name, *self.index.owners]
        near = nearest(link.written.removeprefix("#"), known)
        found = self.find(Link(name=near)) or self.index.owners.get(near) if near else None
        hint = (
            f'did you mean "{found.title}" (#{found.key})?'
            if found
            else "give a comparison's file, its key after a #, or its name"
        )
        return Problem(
            Kind.UNKNOWN_COMPARISON,
            link.line,
            f'"{link.written}" leads to no comparison; {hint}',
        )

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield all that can be linked to, for the inventory and the search."""
        for comparison in self.comparisons:
            for target in _targets(comparison):
                # Sections are found in the search by their own text.
                priority = -1 if target.kind == "section" else 1
                yield (
                    target.anchor,
                    target.title,
                    target.kind,
                    target.docname,
                    target.anchor,
                    priority,
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
        """Resolve a reference to an id of the given type."""
        found = self.target(target)
        if found is None or found.kind != typ:
            return None
        return _reference(builder, fromdocname, found, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[text](#id)`` and the role ``any``."""
        found = self.target(target)
        if found is None:
            return []
        reference = _reference(builder, fromdocname, found, node, contnode)
        return [(f"versus:{found.kind}", reference)]

    def target(self, anchor: str, docname: str = "") -> Target | None:
        """Return what has an id, in one document if that is given."""
        found = self.index.targets.get(anchor)
        return None if found is None or docname not in ("", found.docname) else found

    def owner_of_part(self, anchor: str) -> Comparison | None:
        """Return the comparison whose key an id begins with, the longest key first."""
        parts = anchor.split("-")
        for end in range(len(parts), 0, -1):
            owner = self.index.owners.get("-".join(parts[:end]))
            if owner is not None:
                return owner
        return None


def domain_of(env: BuildEnvironment) -> VersusDomain:
    """Return the domain of an environment."""
    domain = env.get_domain(VersusDomain.name)
    assert isinstance(domain, VersusDomain)
    return domain


class _Index:
    """Look-ups over all comparisons; of two with the same id the first counts."""

    def __init__(self, comparisons: Iterable[Comparison]) -> None:
        self.targets: dict[str, Target] = {}
        self.owners: dict[str, Comparison] = {}
        self.by_name: dict[str, Comparison] = {}
        self.claims: dict[str, Claim] = {}
        for comparison in comparisons:
            for target in _targets(comparison):
                self.targets.setdefault(target.anchor, target)
                self.owners.setdefault(target.anchor, comparison)
            for claim in comparison.claims:
                self.claims.setdefault(claim.anchor, claim)
            for name in comparison.names:
                self.by_name.setdefault(normalise(name), comparison)


def _targets(comparison: Comparison) -> Iterator[Target]:
    docname = comparison.docname
    yield Target("comparison", comparison.title, docname, comparison.key)
    for section in comparison.sections:
        yield Target("section", section.title, docname, section.anchor)
    for dimension in comparison.dimensions:
        yield Target("dimension", dimension.name, docname, dimension.anchor)
    for claim in comparison.claims:
        yield Target("claim", claim.text, docname, claim.anchor)


def _reference(
    builder: Builder,
    fromdocname: str,
    target: Target,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.reference:
    """Make the link; one without a text of its own shows the target's title."""
    content: nodes.Element = contnode
    if not node.get("refexplicit") or not contnode.astext():
        content = nodes.inline("", target.title, classes=["versus-link"])
    return make_refnode(builder, fromdocname, target.docname, target.anchor, content)
