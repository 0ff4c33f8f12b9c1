"""Citations by author and year in round brackets, and a plain list of references.

sphinxcontrib-bibtex sets author and year in square brackets, and puts labels
such as [DB10] before the references, which nobody needs who sees no labels in
the text. Name this extension after it, and set
``bibtex_reference_style = "author_year_round"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


@dataclass
class RoundAuthorYearStyle(AuthorYearReferenceStyle):
    """Author and year, with round brackets wherever there are any."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)


class ListReferences(SphinxPostTransform):
    """Show references in HTML as a list, without labels.

    Docutils gives citations roles that ARIA has deprecated.
    """

    formats = ("html",)
    # After all links to citations have been resolved (10).
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Replace each run of citations by a list."""
        for parent in {citation.parent for citation in self.document.findall(nodes.citation)}:
            assert isinstance(parent, nodes.Element)
            runs = groupby(parent.children, lambda child: isinstance(child, nodes.citation))
            children = [_listed(run) if listed else list(run) for listed, run in runs]
            parent.children = []
            for child in children:
                parent += child


def _listed(citations: Iterable[nodes.Node]) -> nodes.bullet_list:
    references = nodes.bullet_list(classes=["references"], bullet="-")
    for citation in citations:
        assert isinstance(citation, nodes.citation)
        body = [child for child in citation.children if not isinstance(child, nodes.label)]
        references += nodes.list_item("", *body, ids=citation["ids"])
    return references


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the style and the list."""
    app.add_post_transform(ListReferences)
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "author_year_round", RoundAuthorYearStyle
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
