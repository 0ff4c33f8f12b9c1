"""The texts of a comparison as its document shows them.

The facts are read before Sphinx translates the document and curls its quotes;
other pages are to show what the page itself does. So texts are taken from the
finished document, by the ids and classes of what was rendered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docutils import nodes

from sphinx_versus.model.facts import (
    POINT_KINDS,
    Claim,
    Comparison,
    Dimension,
    Point,
    Prose,
    Section,
    Side,
    Source,
)
from sphinx_versus.site.trees import plain_text

from .prose import plain, prose_of


def as_shown(comparison: Comparison, document: nodes.document) -> Comparison:
    """Return a comparison with the texts of a document that has been transformed."""
    section = document.ids.get(comparison.key)
    if section is None:
        return comparison
    header = _child(section, "versus-header")
    tagline = _child(header, "versus-tagline")
    names = _child(header, "versus-sides")
    titles = [plain_text(item) for item in names.children] if names else []
    return replace(
        comparison,
        title=_title(section, comparison.title),
        tagline=plain_text(tagline) if tagline is not None else comparison.tagline,
        sides=tuple(
            _side(side, titles[place] if place < len(titles) else side.name, comparison, document)
            for place, side in enumerate(comparison.sides)
        ),
        sections=tuple(_section(part, document) for part in comparison.sections),
        dimensions=tuple(
            _dimension(row, len(comparison.sides), document) for row in comparison.dimensions
        ),
        claims=tuple(claim_as_shown(claim, document) for claim in comparison.claims),
    )


def claim_as_shown(claim: Claim, document: nodes.document) -> Claim:
    """Return a claim with the texts of its document."""
    item = document.ids.get(claim.anchor)
    if not isinstance(item, nodes.list_item):
        return claim
    texts: dict[str, list[Prose]] = {}
    for part in item.children:
        if isinstance(part, nodes.paragraph) and part["classes"]:
            texts.setdefault(part["classes"][0], []).append(prose_of(part))
    statement = texts.get("versus-statement", [claim.statement])[0]
    sources = texts.get("versus-source", [])
    return replace(
        claim,
        text=plain(statement),
        statement=statement,
        reason=texts.get("versus-reason", [()])[0],
        sources=tuple(map(_source, claim.sources, sources)),
    )


def _source(source: Source, prose: Prose) -> Source:
    text = "" if source.keys else plain(prose)
    return Source(source.stance, source.keys, text, source.line, prose)


def _side(side: Side, title: str, comparison: Comparison, document: nodes.document) -> Side:
    def part(kind: str) -> nodes.Element | None:
        return document.ids.get(f"{comparison.key}-{kind}-{side.slug}")

    definition = part("definitions")
    return replace(
        side,
        title=title,
        definition=() if definition is None else prose_of(*_paragraphs(definition)),
        points=tuple(Point(kind, prose) for kind in POINT_KINDS for prose in _points(part(kind))),
    )


def _paragraphs(section: nodes.Element) -> list[nodes.Node]:
    return [child for child in section.children if isinstance(child, nodes.paragraph)]


def _points(section: nodes.Element | None) -> Iterator[Prose]:
    for child in section.children if section is not None else ():
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            yield from map(prose_of, child.children)


def _section(section: Section, document: nodes.document) -> Section:
    element = document.ids.get(section.anchor)
    title = section.title if element is None else _title(element, section.title)
    return section if title == section.title else replace(section, title=title)


def _title(section: nodes.Element, otherwise: str) -> str:
    if not len(section) or not isinstance(section[0], nodes.title):
        return otherwise
    return plain_text(section[0])


def _dimension(dimension: Dimension, sides: int, document: nodes.document) -> Dimension:
    row = document.ids.get(dimension.anchor)
    if not isinstance(row, nodes.row):
        return dimension
    cells: list[Prose] = [()] * sides
    for entry in row.children[1:]:
        assert isinstance(entry, nodes.entry)
        place = entry.get("side")
        if place is not None:
            cells[place] = prose_of(entry)
    return replace(dimension, name=plain_text(row[0]), cells=tuple(cells))


def _child(parent: nodes.Element | None, name: str) -> nodes.Element | None:
    for child in parent.children if parent is not None else ():
        if isinstance(child, nodes.Element) and name in child["classes"]:
            return child
    return None
