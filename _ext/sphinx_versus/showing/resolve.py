"""What can be shown only when the whole project has been read."""

from __future__ import annotations

import hashlib
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_versus.bibliography import citations_of, entries_of, labels_of
from sphinx_versus.domain import VersusDomain, domain_of
from sphinx_versus.grammar.names import did_you_mean, near_miss
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import (
    versus_claim,
    versus_column,
    versus_dimension,
    versus_name,
    versus_request,
)
from sphinx_versus.queries.answers import Place
from sphinx_versus.queries.basis import known_of
from sphinx_versus.queries.found import Target, claim_target
from sphinx_versus.queries.selection import select
from sphinx_versus.queries.shown import entity_place, shown_claim
from sphinx_versus.reading.cell_values import language_of
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.in_place import folds
from sphinx_versus.site.moved import Moved
from sphinx_versus.site.trees import fill, line_of, put_in_place, walk

from . import evidence_labels as evidence
from .claim_labels import Dresser
from .marks import Marker
from .plots import Plots, form_of
from .rated import Rater
from .source_words import how_it_knows
from .views import View


class Resolve(boundary.PostTransform):
    """Answer requests, dress claims, and resolve links that MyST alone would not find.

    Links such as ``[text](page.md#id)`` MyST looks up among headings and labels
    only; of others it cannot say what the writer may have meant.
    """

    # Before MyST and Sphinx resolve references (9, 10), citations among them.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Resolve what is ours in the document, and leave all else alone."""
        domain = domain_of(self.env)
        hidden = self.app.builder.format == "html"
        dresser = Dresser(self._link, domain.legend, hidden=hidden, folds=folds(self.app.builder))
        spoken = language_of(self.config)
        marker = Marker(self.app.builder.format, spoken)
        plots = Plots(
            self._link, form_of(self.app.builder), self.config.language or "en", spoken.units
        )
        rater = Rater(self._link, bare=hidden)
        chapters = getattr(self.app.builder, "chapters", ())
        view = View(self.env.docname, self._link, dresser, marker, plots, chapters)
        for node in walk(self.document):
            if isinstance(node, nodes.Text):
                continue
            if isinstance(node, versus_dimension | versus_column):
                with self.around(node, "what a row rests on"):
                    rater.rate_row(node, domain.index.about_row.get(node["anchor"], ()))
            elif isinstance(node, versus_request):
                answer = _unanswered(node)
                with self.around(node, "what other pages say"):
                    answer = self._answer(node, domain, view)
                put_in_place(node, answer)
            elif isinstance(node, addnodes.pending_xref) and node.get("reftype") == "myst":
                with self.around(node, "a link"):
                    self._rate(node, _anchor_of(node), domain, rater)
                    self._resolve(node, domain)
            elif isinstance(node, addnodes.pending_xref) and node["reftype"] == "claim":
                with self.around(node, "the link to a claim"):
                    self._rate(node, node["reftarget"], domain, rater)
            elif isinstance(node, versus_claim):
                with self.around(node, "what is known of a claim"):
                    found = domain.index.claims.get(node["anchor"])
                    if found:
                        dresser.dress(node, shown_claim(domain.index, found))
            elif isinstance(node, versus_name):
                with self.around(node, "the link to an entity"):
                    self._lead(node, domain)

    def _rate(
        self, link: addnodes.pending_xref, anchor: str, domain: VersusDomain, rater: Rater
    ) -> None:
        """Put the certainty of a claim behind a link to it."""
        if found := domain.index.claim(anchor):
            holder = link.parent
            holder.insert(holder.index(link) + 1, rater.mark(found, leads=False))

    def _answer(self, place: versus_request, domain: VersusDomain, view: View) -> list[nodes.Node]:
        # An example knows its own, of which nothing else is told.
        answer = place["answer"] if "answer" in place else select(domain.index, place["request"])
        instead, rest = place.children[:1], place.children[1:]
        return [*(view.show(place["request"], answer) if answer or not instead else instead), *rest]

    def _link(self, place: Place) -> nodes.TextElement:
        """Make the link to a place, or text if it leads nowhere or to this very page."""
        here = self.env.docname
        if not place.docname or (place.docname == here and not place.anchor):
            return nodes.inline("", place.title)
        text = nodes.Text(place.title)
        try:
            return make_refnode(self.app.builder, here, place.docname, place.anchor, text)
        except NoUri:
            # It is in another book, or in none.
            return nodes.inline("", place.title)

    def _lead(self, paragraph: versus_name, domain: VersusDomain) -> None:
        """Make the name of an entity lead to its page."""
        place = entity_place(domain.index, paragraph["entity"])
        if place.docname not in ("", self.env.docname):
            link = self._link(place._replace(title=""))
            fill(link, paragraph.children)
            fill(paragraph, [link])

    def _resolve(self, node: addnodes.pending_xref, domain: VersusDomain) -> None:
        in_file = node.get("refdomain") == "doc"
        anchor = _anchor_of(node)
        if not anchor:
            return
        target = domain.index.target(anchor, node["reftarget"] if in_file else "")
        if target is not None:
            node.replace_self(self._reference(node, target))
        elif not node.get("reflocalid") and not self._is_label(anchor):
            self._report(node, anchor, domain)

    def _reference(self, node: addnodes.pending_xref, target: Target) -> nodes.Element:
        content: list[nodes.Node] = list(node.children)
        if not node["refexplicit"] or not node.astext():
            content = [nodes.inline("", target.title)]
        try:
            return make_refnode(
                self.app.builder, node["refdoc"], target.docname, target.anchor, content
            )
        except NoUri:
            return nodes.inline("", "", *content)

    def _is_label(self, name: str) -> bool:
        standard = self.env.domains.standard_domain
        return name.lower() in standard.anonlabels or name in self.env.all_docs

    def _report(self, node: addnodes.pending_xref, anchor: str, domain: VersusDomain) -> None:
        owner = domain.index.owner_of_part(anchor)
        if owner is None:
            return
        inside = f"{owner.key}-"
        ids = domain.index.targets.keys() - domain.index.old.keys()
        near = near_miss(anchor, [each for each in ids if each.startswith(inside)])
        hint = (
            did_you_mean(f"#{near.name}", near.odd)
            if near
            else "each of its sections, rows and claims has its id in the link beside it"
        )
        problem = Problem(
            Kind.UNKNOWN_TARGET,
            line_of(node),
            f'"#{anchor}" is not in the comparison "{owner.title}"; {hint}',
        )
        report([problem], self.env.docname)
        shown = list(node.children) if node.astext() else [nodes.literal("", anchor)]
        node.replace_self(shown)


def _anchor_of(link: addnodes.pending_xref) -> str:
    """Return the id that a link of MyST leads to, or nothing."""
    in_file = link.get("refdomain") == "doc"
    return str((link.get("reftargetid") if in_file else link["reftarget"]) or "")


def _unanswered(place: versus_request) -> list[nodes.Node]:
    """Return what stands in a place that cannot be answered: what the writer wrote there."""
    source = [nodes.literal_block(place.rawsource, place.rawsource, language="none")]
    return [*source, *place.children] if place.rawsource else [*place.children]


@boundary.handler(dict)
def uses_of_sources(_app: Sphinx, env: BuildEnvironment) -> dict[str, list[tuple[str, ...]]]:
    """Return the claims that rest on each source, for lists of references."""
    uses: dict[str, list[tuple[str, ...]]] = {}
    for found in domain_of(env).index.claims.values():
        claim = found.claim
        use = (
            evidence.in_claims(),
            claim_target(claim, "").title,
            found.docname,
            claim.anchor,
        )
        for key in dict.fromkeys(key for source in claim.sources for key in source.keys):
            uses.setdefault(key, []).append(use)
    return uses


@boundary.handler(dict)
def remarks_on_sources(_app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return how each source knows, for lists of references."""
    known = ((key, known_of(entry)) for key, entry in entries_of(env).items())
    return {key: f"[{how_it_knows(found)}]" for key, found in known if found}


@boundary.handler(list)
def collect_moved(_app: Sphinx, env: BuildEnvironment) -> list[Moved]:
    """Return the addresses on other pages that `was` names, for those pages to lead on."""
    domain = domain_of(env)
    found: list[Moved] = []
    for docname, entries in domain.data["moved"].items():
        for each in entries:
            target = domain.index.target(each.anchor)
            title = target.title if target else env.titles[docname].astext()
            found.append(Moved(each.page, each.was, docname, each.anchor, title, each.line))
    return found


@boundary.handler(dict)
def collect_shown(_app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return, by document, what it shows of others: answers, link targets, marks."""
    domain = domain_of(env)
    index = domain.index
    shown: dict[str, list[Any]] = {docname: [] for docname in env.all_docs}
    cited = labels_of(env)
    for docname, keys in citations_of(env).items():
        shown[docname] += [cited.get(key) for key in keys]
    # What is asked of others may cite any source.
    sources = hashlib.sha256(repr(cited).encode()).hexdigest()
    for docname, requests in domain.requests.items():
        shown[docname] += [sources, *(select(index, request) for request in requests)]
    for found in index.claims.values():
        shown[found.docname].append(shown_claim(index, found))
    for docname in {found.docname for found in index.claims.values()}:
        shown[docname].append(domain.legend)
    for comparison in index.comparisons:
        names = [*(side.name for side in comparison.sides), *comparison.entities]
        shown[comparison.docname] += [entity_place(index, name) for name in names]
    for docname, answers in shown.items():
        for anchor in fresh_pages.links(env, docname):
            claim = index.claim(anchor)
            answers.append(index.target(anchor))
            answers += [claim.claim.certainty, claim.claim.contested] if claim else []
    return shown
