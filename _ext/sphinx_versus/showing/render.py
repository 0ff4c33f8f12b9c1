"""Turns a reading into standard docutils nodes, the same for every builder.

The classes and ids that it sets are what style sheets, the search and the PDF
go by; they are listed in the guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from docutils import nodes
from sphinx import addnodes

from sphinx_versus.model.facts import Comparison, SectionKind, Stance
from sphinx_versus.nodes import request_place
from sphinx_versus.queries.requests import Neighbours, Relatives, Request, requests_of
from sphinx_versus.reading.result import (
    Block,
    Cards,
    Chips,
    ClaimBlock,
    Reading,
    SectionBlock,
    SideTable,
)
from sphinx_versus.site.trees import fill, place_with, plain_text, walk_blocks

from . import labels
from .captions import caption

_SOURCE_CLASSES = {stance: ["versus-source", f"versus-{stance}"] for stance in Stance}


def render(reading: Reading, source: str) -> list[nodes.Node]:
    """Return the nodes of a comparison: a header, the introduction, sections.

    ``source`` is the path of the file, without which nothing is translated.
    """
    comparison = reading.comparison
    return [
        _header(comparison, reading.tagline, source),
        *_blocks(reading.introduction, comparison),
        *_blocks(reading.blocks, comparison),
        *(request_place("", request=request) for request in _requests_below(comparison)),
    ]


def _requests_below(comparison: Comparison) -> list[Request]:
    """Return what is asked for below all sections: what the writer has left out."""
    return [
        request
        for request in requests_of(comparison)
        if isinstance(request, Relatives)
        or (isinstance(request, Neighbours) and not request.by_hand)
    ]


def own_section(reading: Reading, source: str) -> nodes.section:
    """Return a comparison as a section, titled by itself."""
    comparison = reading.comparison
    section = nodes.section(ids=[comparison.key], classes=["versus-comparison"], versus=True)
    title = nodes.title(comparison.title, comparison.title)
    section.source = title.source = source
    section.line = title.line = comparison.line
    fill(section, [title, *render(reading, source)])
    return section


def _header(
    comparison: Comparison, tagline: nodes.paragraph | None, source: str
) -> nodes.container:
    header = nodes.container(classes=["versus-header", _width(comparison)])
    sides = nodes.bullet_list(classes=["versus-sides"], bullet="-")
    for place, side in enumerate(comparison.sides):
        name = _name(side.name, source, comparison.line)
        name["entity"] = side.name
        sides += nodes.list_item("", name, classes=[side_class(place)])
    if comparison.sides:
        header += sides
    if tagline is not None:
        tagline["classes"].append("versus-tagline")
        header += tagline
    facts = _facts(comparison)
    if len(facts):
        header += facts
    return header


def _facts(comparison: Comparison) -> nodes.field_list:
    facts = nodes.field_list(classes=["versus-facts"])
    if comparison.tags:
        facts += _field(labels.tags_label(), [_text(", ".join(comparison.tags))])
    if comparison.reviewed:
        facts += _field(labels.reviewed_label(), [_text(comparison.reviewed)])
    return facts


def _blocks(blocks: Sequence[Block], comparison: Comparison) -> list[nodes.Node]:
    rendered: list[nodes.Node] = []
    for kind, group in groupby(blocks, type):
        if kind is ClaimBlock:
            rendered += render_claims(list(group))
        else:
            for block in group:
                rendered += _block(block, comparison)
    return rendered


def render_claims(blocks: Sequence[Block]) -> list[nodes.Node]:
    """Return claims as lists; what else stands among them keeps its place."""
    rendered: list[nodes.Node] = []
    for is_claim, group in groupby(blocks, lambda block: isinstance(block, ClaimBlock)):
        if is_claim:
            claims = nodes.bullet_list(classes=["versus-claims"], bullet="-")
            fill(claims, [_claim(block) for block in group if isinstance(block, ClaimBlock)])
            rendered.append(claims)
        else:
            rendered += [block for block in group if isinstance(block, nodes.Node)]
    return rendered


def _block(block: Block, comparison: Comparison) -> list[nodes.Node]:
    match block:
        case SectionBlock():
            return [_section(block, comparison)]
        case SideTable():
            return _table(block, comparison)
        case ClaimBlock():
            return [_claim(block)]
        case Cards():
            return [_cards(block)]
        case Chips():
            block.items["classes"].append("versus-entities")
            for item in block.items.children:
                _name_entity(item)
            return [block.items]
        case _:
            return [block]


def _section(block: SectionBlock, comparison: Comparison) -> nodes.section:
    section = nodes.section(ids=[block.section.anchor, *block.heading["ids"]])
    section["names"] = list(block.heading["names"])
    section["versus"] = True
    if "slug" in block.heading:
        section["slug"] = block.heading["slug"]
    kind = block.section.kind
    if kind is not SectionKind.OTHER:
        section["classes"].append(f"versus-{kind}")
    if block.place is not None:
        section["classes"] += ["versus-side", side_class(block.place)]
    if any(isinstance(sub, SectionBlock) and sub.place is not None for sub in block.blocks):
        section["classes"] += ["versus-columns", _width(comparison)]
    # Translations find a title by its raw source and its place in the file.
    title = nodes.title(block.heading.rawsource)
    fill(title, block.heading.children)
    place_with(section, block.heading)
    place_with(title, block.heading)
    section.source = title.source = block.heading.source
    section.line = title.line = block.section.line
    content = _blocks(block.blocks, comparison)
    if kind is SectionKind.COMPARISONS:
        content.append(request_place("", request=Neighbours(comparison.key, by_hand=True)))
    fill(section, [title, *content])
    return section


def _table(block: SideTable, comparison: Comparison) -> list[nodes.Node]:
    table = block.table
    table["classes"].append("versus-table")
    table["ids"].insert(0, block.anchor)
    rows = [node for node in walk_blocks(table) if isinstance(node, nodes.row)]
    colspec = next(table.findall(nodes.colspec), None)
    if colspec is not None:
        colspec["stub"] = 1
    if not isinstance(table[0], nodes.title):
        table.insert(0, caption(table))
    corner, *header = rows[0].children
    if isinstance(corner, nodes.Element) and not corner.astext():
        corner.children = []
        corner += _text(labels.dimension_label())
    for entry, place in zip(header, block.columns, strict=False):
        if place is not None:
            _name_entity(entry, comparison.sides[place].name)
    for row, dimension in block.rows:
        row["ids"] = [dimension.anchor]
    for row in rows:
        for entry, place in zip(row.children[1:], block.columns, strict=False):
            if place is not None and isinstance(entry, nodes.entry):
                entry["classes"].append(side_class(place))
                entry["side"] = place
    frame = nodes.container("", table, classes=["versus-frame", _width(comparison)])
    return [frame, *block.below]


def _name_entity(holder: nodes.Node, name: str = "") -> None:
    """Say what entity the paragraph in an item or a cell names, unless it is a link already."""
    paragraph = holder.children[0] if len(holder.children) == 1 else None
    if isinstance(paragraph, nodes.paragraph) and not any(
        isinstance(node, nodes.reference | addnodes.pending_xref) for node in paragraph.children
    ):
        paragraph["entity"] = name or plain_text(paragraph)


def _claim(block: ClaimBlock) -> nodes.list_item:
    """Return a claim's prose: statement, reason, sources by stance, what it is about.

    What else it shows is facts, which are added when the whole project is known.
    """
    block.statement["classes"].append("versus-statement")
    parts: list[nodes.Node] = [block.statement]
    if block.reason.children:
        block.reason["classes"].append("versus-reason")
        parts.append(block.reason)
    for stance, classes in _SOURCE_CLASSES.items():
        for source in block.sources:
            if source.stance is stance:
                source.content["classes"] += classes
                parts += [source.content, *source.more]
    for name in block.claim.about:
        about = _name(name, block.statement.source or "", block.claim.line)
        about["classes"].append("versus-about")
        place_with(about, block.statement)
        parts.append(about)
    if block.more:
        parts.append(nodes.container("", *block.more, classes=["versus-more"]))
    item = nodes.list_item(ids=[block.claim.anchor], classes=["versus-claim"])
    fill(item, parts)
    return item


def _cards(block: Cards) -> nodes.bullet_list:
    cards = nodes.bullet_list(classes=["versus-cards"], bullet="-", ids=block.ids)
    for card in block.cards:
        if card.link is None:
            card.written["classes"].append("versus-card")
            cards += card.written
        else:
            card.written["classes"].append("versus-card-title")
            place = request_place("", card.written, *card.rest, request=card.link)
            cards += nodes.list_item("", place, classes=["versus-card"])
    return cards


def _name(text: str, source: str, line: int) -> nodes.paragraph:
    """Make a paragraph of a name that can be translated, as elsewhere on the page."""
    name = nodes.paragraph(text, text)
    name.source, name.line = source, line
    return name


def _field(name: str, body: Sequence[nodes.Node]) -> nodes.field:
    label = nodes.field_name(name, name, translatable=False, support_smartquotes=False)
    # With a source of its own, Sphinx need not search for one, which costs more than the rest.
    label.source = __name__
    return nodes.field("", label, nodes.field_body("", *body))


def _text(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def side_class(place: int) -> str:
    """Return the class of all that belongs to the side at a place (from 0)."""
    return f"versus-side-{place + 1}"


def _width(comparison: Comparison) -> str:
    return f"versus-sides-{len(comparison.sides)}"
