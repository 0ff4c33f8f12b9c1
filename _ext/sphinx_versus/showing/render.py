"""Gives nodes that carry facts what they show, the same for every builder.

The classes and ids that it sets are what style sheets, the search and the PDF
go by; they are listed in the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeGuard

from docutils import nodes

from sphinx_versus.grammar.columns import Role
from sphinx_versus.model.facts import SectionKind, Stance
from sphinx_versus.nodes import (
    versus_card,
    versus_cards,
    versus_cell,
    versus_claim,
    versus_claims,
    versus_column,
    versus_comparison,
    versus_dimension,
    versus_dropped,
    versus_entity,
    versus_extra,
    versus_group,
    versus_head,
    versus_in_short,
    versus_mentions,
    versus_more,
    versus_point,
    versus_points,
    versus_reason,
    versus_request,
    versus_section,
    versus_side,
    versus_source,
    versus_statement,
    versus_subject,
    versus_table,
    versus_tagline,
    versus_tags,
)
from sphinx_versus.queries.requests import Certainties, Neighbours, Relatives, Request
from sphinx_versus.reading.result import Notes, Reading
from sphinx_versus.reading.table_rows import is_blank
from sphinx_versus.site.trees import add, fill

from . import labels
from .captions import caption
from .rows import moved, rows_of

_CLASSES: dict[type[nodes.Node], Sequence[str]] = {
    versus_card: ["versus-card"],
    versus_cards: ["versus-cards"],
    versus_claim: ["versus-claim"],
    versus_claims: ["versus-claims"],
    versus_column: ["versus-column"],
    versus_dropped: ["versus-dropped"],
    versus_group: ["versus-group"],
    versus_in_short: ["versus-in-short"],
    versus_mentions: ["versus-entities"],
    versus_points: ["versus-cell-points"],
    versus_more: ["versus-more"],
    versus_reason: ["versus-reason"],
    versus_statement: ["versus-statement"],
    versus_subject: ["versus-about"],
    versus_table: ["versus-table"],
    versus_tagline: ["versus-tagline"],
}
_NONE = ("",)
# What is in short counts so much more in the search than other text.
_WEIGHT = 2
_APART = (nodes.Text, versus_comparison, versus_entity)
_NARROW = (Role.WEIGHT, Role.WINNER, Role.UNIT)
# Where a column is narrower, the text builder of Sphinx 8.2 may hang.
_LEAST_WIDTH = 10
_SOURCE_CLASSES = {stance: ["versus-source", f"versus-{stance}"] for stance in Stance}


def render(reading: Reading, place: nodes.Node) -> list[nodes.Node]:
    """Return what a comparison shows below its title: its head, its blocks, what others say.

    ``place`` is a node where it stands.
    """
    in_short = [block for block in reading.blocks if isinstance(block, versus_in_short)]
    blocks = [block for block in reading.blocks if not isinstance(block, versus_in_short)]
    rendered = dress([_head(reading, in_short, place), *blocks], len(reading.sides))
    notes = reading.notes
    for node in rendered:
        if isinstance(node, versus_section) and node.get("kind") is SectionKind.COMPARISONS:
            add(node, [versus_request("", request=Neighbours(notes.key, by_hand=True))])
    return rendered + [versus_request("", request=each) for each in _left_out(notes)]


def _left_out(notes: Notes) -> Iterable[Request]:
    """Yield what is asked for below all sections: what the writer has not listed."""
    if SectionKind.ENTITIES not in notes.kinds:
        yield Relatives(notes.key)
    if SectionKind.COMPARISONS not in notes.kinds:
        yield Neighbours(notes.key, by_hand=False)


def titled(reading: Reading, rendered: list[nodes.Node], place: nodes.Node) -> versus_comparison:
    """Return a comparison as a section of its own; ``place`` is a node where it stands."""
    key = reading.facts["key"]
    section = versus_comparison(ids=[key], classes=["versus-comparison"], **reading.facts)
    title = nodes.title(reading.title, reading.title)
    for node in (section, title):
        node.source, node.line = place.source, place.line
    fill(section, [title, *rendered])
    return section


def dress(rendered: list[nodes.Node], sides: int = 0) -> list[nodes.Node]:
    """Give nodes their classes and their labels; ``sides`` are so many as the comparison has."""
    holder = nodes.container("")
    fill(holder, rendered)
    for node in _undressed(holder):
        classes = node.attributes["classes"]
        classes += _CLASSES.get(type(node), ())
        match node:
            case versus_section():
                classes += _section_classes(node, sides)
            case versus_side() | versus_cell():
                classes += side_classes(node["place"])
            case versus_extra():
                classes.append(f"versus-column-{node['role']}")
            case versus_point() if not _is_below_its_kind(node):
                classes.append(f"versus-point-{node['kind']}")
            case versus_dimension() if "continues" in node:
                classes.append("versus-continued")
            case versus_source():
                classes += _SOURCE_CLASSES[node["stance"]]
            case versus_card() if isinstance(node.children[0], versus_request):
                written = node.children[0].children[0]
                assert isinstance(written, nodes.Element)
                written["classes"].append("versus-card-title")
            case versus_table():
                _frame(node)
            case versus_head():
                classes += ["versus-header", *width_classes(sides)]
    return holder.children


def _undressed(holder: nodes.Element) -> list[nodes.Element]:
    """Return the blocks in a node, but for what a block of ours in it has dressed itself."""
    found: list[nodes.Element] = []
    for node in holder.children:
        if type(node) in _APART:
            continue
        assert isinstance(node, nodes.Element)
        if _CLASSES.get(type(node), _NONE)[0] in node.attributes["classes"]:
            continue
        found.append(node)
        if node.children and not isinstance(node, nodes.TextElement):
            found += _undressed(node)
    return found


def _section_classes(section: versus_section, sides: int) -> list[str]:
    kind = section["kind"]
    if "place" in section:
        above = section.parent
        inside = isinstance(above, versus_section) and above.get("kind") == kind
        classes = [] if inside or not kind else ["versus-points", f"versus-{kind}"]
        return ["versus-side", *side_classes(section["place"]), *classes]
    classes = [f"versus-{kind}"] if kind else []
    places = [part["place"] for part in section.children if _is_of_side(part)]
    # A side that has several parts has them below each other.
    if places and len(places) == len(set(places)):
        classes += ["versus-columns", *width_classes(sides)]
    return classes


def _is_below_its_kind(point: versus_point) -> bool:
    """Return whether the section around a list says what its points are."""
    items = point.parent
    above = items.parent if items is not None else None
    return isinstance(above, versus_section) and above.get("kind") == point["kind"]


def _is_of_side(node: nodes.Node) -> TypeGuard[versus_section]:
    return isinstance(node, versus_section) and "place" in node


def _head(reading: Reading, in_short: list[versus_in_short], place: nodes.Node) -> versus_head:
    head = versus_head()
    if reading.sides:
        names = nodes.bullet_list(classes=["versus-sides"], bullet="-")
        fill(names, reading.sides)
        head += names
    if reading.tagline is not None:
        head += reading.tagline
    for box in in_short:
        box["search_weight"] = _WEIGHT
    head += in_short
    if reading.notes.claims or reading.facts["reviewed"]:
        head += versus_request("", request=Certainties(reading.facts["key"]))
    if tags := ", ".join(reading.facts["tags"]):
        # With a raw source and a place, it is a text to translate.
        text = versus_tags(tags, tags)
        text.source, text.line = place.source, place.line
        head += _fields(_field(labels.tags_label(), text))
    return head


def fields(
    texts: Mapping[str, str], addresses: Mapping[str, str] = MappingProxyType({})
) -> list[nodes.Node]:
    """Return a list of what is said in a word or two, by label; nothing if there is none.

    ``addresses`` are where texts lead out of the project, by label.
    """
    said = []
    for label, text in texts.items():
        address = addresses.get(label)
        link = nodes.reference("", text, refuri=address) if address else nodes.Text(text)
        said += [_field(label, nodes.paragraph(text, "", link))] if text else []
    return [_fields(*said)] if said else []


def _fields(*said: nodes.field) -> nodes.field_list:
    return nodes.field_list("", *said, classes=["versus-facts"])


def _frame(table: versus_table) -> None:
    """Put a table into a frame, and give it a caption and a name for its first column."""
    colspecs = [*table.findall(nodes.colspec)]
    for colspec in colspecs[table.get("dimension", 0) :][:1]:
        colspec["stub"] = 1
    least = min((colspec.get("colwidth", 0) for colspec in colspecs), default=0)
    if 0 < least < _LEAST_WIDTH:
        for colspec in colspecs:
            colspec["colwidth"] *= -(-_LEAST_WIDTH // least)
    if not isinstance(table[0], nodes.title):
        table.insert(0, caption(table))
    header, *body = rows_of(table)
    corner = header[table.get("dimension", 0)]
    if isinstance(corner, nodes.Element) and not (corner.astext() or table.get("turned")):
        fill(corner, [_text(labels.dimension_label())])
    if table.get("turned"):
        for row in body:
            row["classes"] += ["versus-continued"] * is_blank(row[0])
    narrow = [cell for cell in header if isinstance(cell, versus_extra) and cell["role"] in _NARROW]
    # Two of them are as wide as one of the others; what becomes a row takes no room.
    gone = sum(map(len, moved([header, *body])))
    width = len(colspecs) - 1 - len(narrow) // 2 - gone
    frame = nodes.container("", classes=["versus-frame", *width_classes(width)])
    holder = table.parent
    assert isinstance(holder, nodes.Element)
    holder.children[holder.index(table)] = frame
    frame.parent = holder
    fill(frame, [table])


def _field(name: str, text: nodes.paragraph) -> nodes.field:
    label = nodes.field_name(name, name, translatable=False, support_smartquotes=False)
    # With a source of its own, Sphinx need not search for one, which costs more than the rest.
    label.source = __name__
    return nodes.field("", label, nodes.field_body("", text))


def _text(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


# So many sides have a colour of their own, and so many columns a width that is set by hand.
_COLOURS = _WIDTHS = 6


def side_classes(place: int) -> list[str]:
    """Return the classes of all that belongs to the side at a place (from 0)."""
    own = f"versus-side-{place + 1}"
    return [own] if place < _COLOURS else [own, f"versus-tone-{place % _COLOURS + 1}"]


def width_classes(columns: int) -> list[str]:
    """Return the classes of what has so many columns next to each other."""
    own = f"versus-sides-{columns}"
    return [own] if columns <= _WIDTHS else [own, "versus-sides-many"]
