"""What can be shown only when the whole project has been read."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

import fresh_pages

from .domain import Target, VersusDomain, domain_of
from .dressing import dress
from .log import report
from .model import Comparison
from .names import nearest
from .nodes import comparison_card
from .outline import line_of, walk
from .problems import Kind, Problem


class Resolve(SphinxPostTransform):
    """Fill the cards, and resolve links that MyST alone would not find.

    A card shows the title and tagline of the comparison it names. Links such
    as ``[text](page.md#id)`` MyST looks up among headings and labels only; of
    others it cannot say what the writer may have meant.
    """

    # Before MyST and Sphinx resolve references (9, 10).
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Resolve what is ours in the document, and leave all else alone."""
        domain = domain_of(self.env)
        for node in list(walk(self.document)):
            if isinstance(node, comparison_card):
                found = domain.find(node["link"])
                shown = [node[0]] if found is None else self._shown(found)
                node.replace_self([*shown, *node.children[1:]])
            elif isinstance(node, addnodes.pending_xref) and node.get("reftype") == "myst":
                self._resolve(node, domain)
            elif isinstance(node, nodes.list_item) and "versus-claim" in node["classes"]:
                claim = domain.index.claims.get(node["ids"][0])
                if claim:
                    dress(node, claim)

    def _resolve(self, node: addnodes.pending_xref, domain: VersusDomain) -> None:
        in_file = node.get("refdomain") == "doc"
        anchor = node.get("reftargetid") if in_file else node["reftarget"]
        if not anchor:
            return
        target = domain.target(anchor, node["reftarget"] if in_file else "")
        if target is not None and in_file:
            node.replace_self(self._reference(node, target))
        elif target is None and not node.get("reflocalid") and not self._is_label(anchor):
            self._report(node, anchor, domain)

    def _shown(self, comparison: Comparison) -> list[nodes.Node]:
        # The page's own address is the better one where the page is the comparison.
        anchor = "" if comparison.is_page else comparison.key
        reference = make_refnode(
            self.app.builder,
            self.env.docname,
            comparison.docname,
            anchor,
            nodes.inline("", comparison.title),
        )
        title = nodes.paragraph("", "", reference, classes=["versus-card-title"])
        if not comparison.tagline:
            return [title]
        return [title, nodes.paragraph("", comparison.tagline, classes=["versus-card-text"])]

    def _reference(self, node: addnodes.pending_xref, target: Target) -> nodes.reference:
        content: list[nodes.Node] = list(node.children)
        if not node["refexplicit"]:
            content = [nodes.inline("", target.title, classes=["versus-link"])]
        return make_refnode(
            self.app.builder, node["refdoc"], target.docname, target.anchor, content
        )

    def _is_label(self, name: str) -> bool:
        standard = self.env.domains.standard_domain
        return name.lower() in standard.anonlabels or name in self.env.all_docs

    def _report(self, node: addnodes.pending_xref, anchor: str, domain: VersusDomain) -> None:
        owner = domain.owner_of_part(anchor)
        if owner is None:
            return
        near = nearest(anchor, domain.index.targets)
        hint = f'; did you mean "#{near}"?' if near else ""
        problem = Problem(
            Kind.UNKNOWN_TARGET,
            line_of(node),
            f'"#{anchor}" is not in the comparison "{owner.title}"{hint}',
        )
        report([problem], self.env.docname)
        shown = list(node.children) if node.astext() else [nodes.literal("", anchor)]
        node.replace_self(shown)


def collect_shown(_app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return, by document, what it shows of comparisons elsewhere."""
    domain = domain_of(env)
    shown: dict[str, Any] = {}
    for docname in env.all_docs:
        cards = [
            domain.find(link)
            for comparison in domain.by_document.get(docname, ())
            for link in comparison.others
        ]
        shown[docname] = [
            [
                [card.key, card.docname, card.title, card.tagline, card.is_page]
                for card in cards
                if card
            ],
            [domain.target(anchor) for anchor in fresh_pages.links(env, docname)],
        ]
    return shown
