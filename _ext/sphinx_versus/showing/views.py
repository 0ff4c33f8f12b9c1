"""Answers to requests as standard nodes, the same for every builder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Link, Prose, SectionKind
from sphinx_versus.model.values import Mark
from sphinx_versus.nodes import (
    versus_claim,
    versus_claims,
    versus_reason,
    versus_section,
    versus_source,
    versus_statement,
    versus_subject,
)
from sphinx_versus.queries.answers import (
    Gathered,
    Place,
    PlottedRow,
    ShownCertainties,
    ShownClaim,
    ShownComparison,
    ShownEntity,
    ShownGroup,
    ShownMatrix,
    ShownMentions,
)
from sphinx_versus.queries.plots import Axis
from sphinx_versus.queries.requests import (
    Certainties,
    DotPlot,
    EntityPart,
    EntityPartKind,
    Findings,
    Listed,
    Listing,
    Marked,
    Matrix,
    Neighbours,
    Quote,
    Relatives,
    Request,
)
from sphinx_versus.reading.prose import nodes_of, plain
from sphinx_versus.site.lists import to_work_in

from . import evidence_labels as evidence
from . import labels
from .certainties import certainty_line, enumerated
from .claim_labels import Dresser, Linker
from .facets import told_of
from .listing_tables import Cell, Column, headers, listing_table, text_cell
from .marks import Marker
from .plots import Plots, rows_with_sides
from .render import dress, width_classes
from .rests_on import in_words

# In a table of what is drawn.
_NOT_DRAWN = "\N{EN DASH}"


class View:
    """Shows answers on the page of a document."""

    def __init__(
        self,
        docname: str,
        linker: Linker,
        dresser: Dresser,
        marker: Marker,
        plots: Plots | None = None,
        chapters: Collection[str] = (),
    ) -> None:
        self.docname = docname
        self.linker = linker
        self.dresser = dresser
        self.marker = marker
        self.plots = plots or Plots(linker)
        # The other documents of the book that is being written, if it is one.
        self.chapters = chapters
        self._matrices = 0
        self._lists = 0

    def show(self, request: Request, answer: Sequence[Any]) -> list[nodes.Node]:
        """Return what stands at the place of a request."""
        match request:
            case Link():
                return self._card(answer[0])
            case Quote():
                return [self._claims(answer)]
            case Neighbours():
                return self._neighbours(request, answer)
            case Relatives():
                return self._relatives(request, answer)
            case Certainties():
                return self._certainties(answer)
            case Matrix():
                return self._matrix(answer[0])
            case DotPlot():
                return self._dot_plots(request, answer)
            case Findings():
                return [self._findings(answer)]
            case Listing():
                return self._listing(request, answer) if answer else [_nothing()]
            case EntityPart():
                return self._entity_part(request, answer)

    def _card(self, shown: ShownComparison) -> list[nodes.Node]:
        title = nodes.paragraph("", "", self.linker(shown.place), classes=["versus-card-title"])
        card: list[nodes.Node] = [title]
        if shown.tagline:
            card.append(nodes.paragraph("", shown.tagline, classes=["versus-card-text"]))
        if shown.certainties:
            line = nodes.paragraph("", "", classes=["versus-card-certainties"])
            # The whole card is one link already.
            line += certainty_line(shown.certainties, lambda place: nodes.Text(place.title))
            card.append(line)
        return card

    def _cards(self, answer: Iterable[ShownComparison]) -> nodes.bullet_list:
        cards = nodes.bullet_list(classes=["versus-cards"], bullet="-")
        for shown in answer:
            cards += nodes.list_item("", *self._card(shown), classes=["versus-card"])
        return cards

    def _neighbours(self, request: Neighbours, answer: Sequence[Any]) -> list[nodes.Node]:
        if not answer:
            return []
        if request.by_hand:
            links = enumerated([self.linker(place) for place in answer])
            label = nodes.strong("", labels.listed_by())
            return [nodes.paragraph("", "", label, *links, classes=["versus-listed-by"])]
        return [
            _section(
                labels.section(SectionKind.COMPARISONS),
                f"{request.key}-{SectionKind.COMPARISONS}",
                self._cards(answer),
            )
        ]

    def _relatives(self, request: Relatives, answer: Sequence[ShownEntity]) -> list[nodes.Node]:
        if not answer:
            return []
        return [
            _section(
                labels.section(SectionKind.ENTITIES),
                f"{request.key}-{SectionKind.ENTITIES}",
                self._chips(answer),
            )
        ]

    def _certainties(self, answer: Sequence[ShownCertainties]) -> list[nodes.Node]:
        """Return one line on what a comparison rests on, each part of which leads to its claims."""
        if not answer:
            return []
        (shown,) = answer
        line = nodes.paragraph("", "", classes=["versus-certainties"])
        line += certainty_line(shown, self.linker)
        if shown.reviewed:
            before = " " if shown.claims else ""
            line += nodes.Text(f"{before}{labels.reviewed_on(shown.reviewed)}.")
        return [line]

    def _chips(self, answer: Iterable[ShownEntity]) -> nodes.bullet_list:
        chips = nodes.bullet_list(classes=["versus-entities"], bullet="-")
        for shown in answer:
            chips += nodes.list_item("", nodes.paragraph("", "", self.linker(shown.place)))
        return chips

    def _listing(self, listing: Listing, answer: Sequence[Any]) -> list[nodes.Node]:
        self._lists += 1
        name = f"list-{self._lists}"
        if isinstance(answer[0], ShownGroup):
            entries = [entry for group in answer for entry in group.entries]
            return to_work_in(name, [self._divided(listing, answer)], *told_of(entries))
        return to_work_in(name, [self._entries(listing, answer)], *told_of(answer))

    def _divided(self, listing: Listing, groups: Sequence[ShownGroup]) -> nodes.container:
        """Return a long list in parts, after links to them."""
        letters = nodes.bullet_list(classes=["versus-letters"], bullet="-")
        parts: list[nodes.Node] = [letters]
        if not listing.style and listing.listed is Listed.COMPARISONS:
            listing = replace(listing, style="list")
        for name, entries in groups:
            title = name or labels.without_tag()
            anchor = f"versus-list-{self._lists}-{slug(title) or title}"
            link = nodes.reference("", title, refid=anchor, internal=True)
            letters += nodes.list_item("", nodes.paragraph("", "", link))
            heading = nodes.rubric("", title, ids=[anchor], classes=["versus-letter"])
            part = nodes.container("", heading, self._entries(listing, entries))
            part["classes"] += ["versus-part"]
            parts.append(part)
        return nodes.container("", *parts, classes=["versus-divided"])

    def _entries(self, listing: Listing, answer: Sequence[Any]) -> nodes.Element:
        shown = styles_of(listing.listed)
        return shown[listing.style or next(iter(shown))](self, answer)

    def _comparison_table(self, answer: Iterable[ShownComparison]) -> nodes.table:
        columns = ((labels.comparison(), 24), (labels.tagline(), 40), (labels.reviewed_label(), 12))
        return listing_table(headers(columns), map(self._comparison_row, answer))

    def _comparison_links(self, answer: Iterable[ShownComparison]) -> nodes.bullet_list:
        return self._links((shown.place, shown.tagline) for shown in answer)

    def _claim_table(self, answer: Iterable[ShownClaim]) -> nodes.table:
        columns = [(labels.claim(), 40), (evidence.certainty_label(), 12)]
        columns += [(evidence.evidence_label(), 40)]
        table = listing_table(headers(columns), map(self._claim_row, answer))
        table["classes"].append("versus-findings")
        return table

    def _findings(self, answer: Sequence[ShownClaim]) -> nodes.Element:
        """Return a table of claims, which lead to where they are made."""
        return self._claim_table(answer) if answer else _nothing()

    def _claim_links(self, answer: Iterable[ShownClaim]) -> nodes.bullet_list:
        return self._links(map(self._claim_link, answer))

    def _entity_table(self, answer: Iterable[ShownEntity]) -> nodes.table:
        columns = [(labels.entity(), 30)]
        columns += [(labels.listed(Listed.COMPARISONS), 14), (labels.listed(Listed.CLAIMS), 10)]
        columns.append((labels.mentions(), 10))
        return listing_table(headers(columns), map(self._entity_row, answer))

    def _entity_links(self, answer: Iterable[ShownEntity]) -> nodes.bullet_list:
        return self._links((shown.place, "") for shown in answer)

    def _comparison_row(self, shown: ShownComparison) -> list[Cell]:
        return [[self.linker(shown.place)], text_cell(shown.tagline), text_cell(shown.reviewed)]

    def _claim_row(self, shown: ShownClaim) -> list[Cell]:
        place = shown.origin._replace(title=plain(shown.statement))
        standing = self.dresser.standing(shown)
        return [[self.linker(place)], standing, text_cell(in_words(shown.rests_on))]

    def _claim_link(self, shown: ShownClaim) -> tuple[Place, str]:
        place = shown.origin._replace(title=plain(shown.statement).rstrip("."))
        return place, in_words(shown.rests_on)

    def _entity_row(self, shown: ShownEntity) -> list[Cell]:
        return [
            [self.linker(shown.place)],
            text_cell(str(shown.comparisons)),
            text_cell(str(shown.claims)),
            text_cell(str(shown.mentions)),
        ]

    def _links(self, places: Iterable[tuple[Place, str]]) -> nodes.bullet_list:
        shown = nodes.bullet_list(classes=["versus-list"], bullet="-")
        for place, text in places:
            paragraph = nodes.paragraph("", "", self.linker(place))
            if text:
                paragraph += nodes.Text(f": {text}")
            shown += nodes.list_item("", paragraph)
        return shown

    def _claims(self, answer: Iterable[ShownClaim]) -> nodes.bullet_list:
        claims = versus_claims(classes=["versus-claims", "versus-quotes"], bullet="-")
        claims += [self._quote(shown) for shown in answer]
        return claims

    def _quote(self, shown: ShownClaim) -> nodes.list_item:
        """Return a claim of another page, with a link to where it is made."""
        item = versus_claim()
        item += versus_statement("", "", *self._prose(shown.statement))
        if shown.origin.docname in self.chapters:
            # A book has each claim whole once.
            dress([item])
            self.dresser.shorten(item, shown)
            return item
        if shown.reason:
            item += versus_reason("", "", *self._prose(shown.reason))
        for source in shown.sources:
            item += versus_source("", "", *self._prose(source.prose), stance=source.stance)
        item += [versus_subject("", place.title) for place in shown.about]
        dress([item])
        item["classes"].append("versus-quote")
        self.dresser.dress(item, shown, quoted=True)
        return item

    def _prose(self, prose: Prose) -> list[nodes.Node]:
        return nodes_of(prose, self.docname)

    def _paragraph(self, prose: Prose) -> nodes.paragraph:
        return nodes.paragraph("", "", *self._prose(prose))

    def _entity_part(self, request: EntityPart, answer: Sequence[Any]) -> list[nodes.Node]:
        if not answer:
            return []
        anchor = f"entity-{request.slug}-{request.part}"
        content = self._part(request.part, answer)
        section = _section(labels.entity_part(request.part), anchor, content)
        section["ids"] += [f"{before}-{request.part}" for before in request.was]
        return [section]

    def _part(self, part: EntityPartKind, answer: Sequence[Any]) -> nodes.Element:
        match part:
            case Listed.COMPARISONS:
                return self._cards(answer)
            case Listed.CLAIMS:
                return self._claims(answer)
            case Marked.MENTIONS:
                return self._mentions(answer)
            case SectionKind.ENTITIES:
                return self._chips(answer)
            case SectionKind.DEFINITIONS:
                return self._gathered(answer, lambda texts: [self._paragraph(texts[0])])
            case _:
                return self._gathered(answer, lambda texts: [self._points(texts)])

    def _mentions(self, answer: Iterable[ShownMentions]) -> nodes.bullet_list:
        pages = nodes.bullet_list(classes=["versus-list"], bullet="-")
        for page, places in answer:
            item = nodes.list_item("", nodes.paragraph("", "", self.linker(page)))
            if places:
                item += nodes.bullet_list("", *map(self._mention, places), bullet="-")
            pages += item
        return pages

    def _mention(self, place: tuple[str, Place]) -> nodes.list_item:
        kind, to = place
        paragraph = nodes.paragraph("", "", self.linker(to))
        if words := labels.place_of_mention(kind):
            paragraph.insert(0, nodes.Text(f"{words} "))
        return nodes.list_item("", paragraph)

    def _gathered(
        self, answer: Iterable[Gathered], shown: Callable[[tuple[Prose, ...]], list[nodes.Node]]
    ) -> nodes.definition_list:
        gathered = nodes.definition_list(classes=["versus-gathered"])
        for each in answer:
            term = nodes.term("", "", self.linker(each.origin))
            definition = nodes.definition("", *shown(each.texts))
            gathered += nodes.definition_list_item("", term, definition)
        return gathered

    def _points(self, texts: Iterable[Prose]) -> nodes.bullet_list:
        points = nodes.bullet_list(bullet="-")
        points += [nodes.list_item("", self._paragraph(prose)) for prose in texts]
        return points

    def _matrix(self, shown: ShownMatrix) -> list[nodes.Node]:
        if not shown.columns or not shown.rows:
            return [_nothing()]
        header: list[Column] = [(text_cell(labels.dimension_label()), 16)]
        header += [([self.linker(place)], 24) for place in shown.columns]
        explained: set[str] = set()
        rows = [
            [text_cell(name), *(self._cell(cell, explained) for cell in cells)]
            for name, cells in shown.rows
        ]
        table = listing_table(header, rows)
        table["classes"] += ["versus-table", "versus-matrix"]
        self._matrices += 1
        table["ids"].append(f"versus-matrix-{self._matrices}")
        width = width_classes(max(len(shown.columns), 2))
        legend = self.marker.legend(explained)
        return [nodes.container("", table, *legend, classes=["versus-frame", *width])]

    def _dot_plots(self, request: DotPlot, answer: Sequence[PlottedRow]) -> list[nodes.Node]:
        """Return drawings, each above a table of its numbers if there is none above it."""
        shown: list[nodes.Node] = []
        for axis, plot in self.plots.show(request, answer):
            shown += [plot] if plot.children else []
            if not request.below:
                shown.append(self._plotted(axis))
        return shown

    def _plotted(self, axis: Axis) -> nodes.table:
        sides, rows = rows_with_sides(axis)
        columns = [(labels.dimension_label(), 20), *((side, 16) for side in sides)]
        cells: list[list[Cell]] = [
            [
                [self.linker(row.origin)],
                *(self._prose(cell.prose) if cell else text_cell(_NOT_DRAWN) for cell in found),
            ]
            for row, found in rows
        ]
        return listing_table(headers(columns), cells)

    def _cell(self, cell: Iterable[Gathered], explained: set[str]) -> list[nodes.Node]:
        """Return what each comparison says, or that none does; note which marks need a legend."""
        said: list[nodes.Element] = []
        for each in cell:
            link = self.linker(each.origin)
            from_where = nodes.paragraph("", "", link, classes=["versus-origin"])
            said += [self._paragraph(each.texts[0]), from_where]
            if isinstance(each.value, Mark):
                explained.add(self.marker.put(said[-2], each.value))
        return [*said] or [nodes.paragraph("", labels.hole(), classes=["versus-hole"])]


# A form of a list: what shows its entries.
Style = Callable[[View, Sequence[Any]], nodes.Element]


def styles_of(listed: Listed) -> Mapping[str, Style]:
    """Return the forms of a list by name; the first is what happens without an option."""
    match listed:
        case Listed.COMPARISONS:
            return COMPARISON_STYLES
        case Listed.CLAIMS:
            return CLAIM_STYLES
        case Listed.ENTITIES:
            return ENTITY_STYLES


COMPARISON_STYLES: Mapping[str, Style] = {
    "cards": View._cards,
    "table": View._comparison_table,
    "list": View._comparison_links,
}
CLAIM_STYLES: Mapping[str, Style] = {
    "list": View._claims,
    "table": View._claim_table,
    "links": View._claim_links,
}
ENTITY_STYLES: Mapping[str, Style] = {
    "table": View._entity_table,
    "cards": View._chips,
    "list": View._entity_links,
}


def _nothing() -> nodes.paragraph:
    return nodes.paragraph("", labels.nothing(), classes=["versus-nothing"])


def _section(text: str, anchor: str, content: nodes.Element) -> nodes.section:
    """Return a section that the page's contents do not list: it comes and goes with others."""
    return versus_section("", nodes.title("", text), content, ids=[anchor])
