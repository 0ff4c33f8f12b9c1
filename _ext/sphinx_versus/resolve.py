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

from .domain import domain_of
from .model import Comparison
from .nodes import comparison_card


class ResolveCards(SphinxPostTransform):
    """Fill the cards with the title and tagline of the comparison they name."""

    # Before MyST and Sphinx resolve the references that a card may hold (9, 10).
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace each card of the document."""
        domain = domain_of(self.env)
        for card in list(self.document.findall(comparison_card)):
            found = domain.find(card["link"])
            content = [_missing(card)] if found is None else self._shown(found)
            card.replace_self([*content, *card.children])

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


def _missing(card: comparison_card) -> nodes.paragraph:
    return nodes.paragraph("", card["link"].written, classes=["versus-card-title"])


class ResolveDocumentLinks(SphinxPostTransform):
    """Resolve ``[text](page.md#id)`` where the id is one of ours.

    MyST looks for such ids among headings and labels only, and warns.
    """

    # Before MyST's own resolver (9).
    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Resolve the links of the document."""
        domain = domain_of(self.env)
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("refdomain") != "doc" or not node.get("reftargetid"):
                continue
            target = domain.target(node["reftargetid"], node["reftarget"])
            if target is None:
                continue
            content: list[nodes.Node] = list(node.children)
            if not node["refexplicit"]:
                content = [nodes.inline("", target.title, classes=["versus-link"])]
            node.replace_self(
                make_refnode(
                    self.app.builder, node["refdoc"], target.docname, target.anchor, content
                )
            )


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
