"""The directive ``{coverage}``: what the pages of a site rest on, as tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from sphinx_versus.api import Facts, Place, facts_of
from sphinx_versus.showing import labels
from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import put_in_place

from .coverage import Coverage, SideCoverage, cover, cover_page, entries_of, total
from .settings import settings_of

_NOTED = "versus_review_coverage"
_FIRST = 24  # the share of the first column, in percent


class coverage_place(nodes.General, nodes.Element):  # noqa: N801 (as docutils' own)
    """The place of the tables; gone before any writer sees it."""


class CoverageDirective(boundary.Directive):
    """Shows what the comparisons and claims of the site rest on."""

    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Leave a place, since only the whole project can be counted."""
        self.env.metadata[self.env.docname][_NOTED] = True
        place = coverage_place()
        self.set_source_info(place)
        return [place]


class ShowCoverage(boundary.PostTransform):
    """Puts the tables in their place."""

    # Before MyST and Sphinx resolve references (9, 10), as with all that shows other pages.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Count only where the page shows it."""
        places = list(self.document.findall(coverage_place))
        if not places:
            return
        for number, place in enumerate(places, 1):
            shown: list[nodes.Node] = [nodes.literal_block("{coverage}", "{coverage}")]
            with self.around(place, "what the pages rest on"):
                coverages = coverages_of(self.app)
                shown = _tables(coverages, number, self._link) if coverages else [_nothing()]
                shown += _exceptions(_accepted(self.app), self._link)
            put_in_place(place, shown)

    def _link(self, to: Place) -> nodes.Node:
        text = nodes.inline("", to.title)
        if not to.docname:
            return text
        return make_refnode(self.app.builder, self.env.docname, to.docname, to.anchor, text)


def shows_coverage(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the page of a document has the tables."""
    return _NOTED in env.metadata.get(docname, {})


class Accepted(NamedTuple):
    """A finding that the settings accept, and why."""

    place: Place
    kind: str
    reason: str


Linker = Callable[[Place], nodes.Node]


_counted: WeakKeyDictionary[object, list[Coverage]] = WeakKeyDictionary()


def coverages_of(app: Sphinx) -> list[Coverage]:
    """Return what each comparison rests on, and then other pages that make claims."""
    facts = facts_of(app.env)
    if facts.state not in _counted:
        _counted[facts.state] = _count(app, facts)
    return _counted[facts.state]


def _count(app: Sphinx, facts: Facts) -> list[Coverage]:
    entries = entries_of(facts)
    settings, _ = settings_of(app.config)
    comparisons = [
        cover(each, entries, settings)
        for _, found in sorted(facts.comparisons.items())
        for each in found
    ]
    pages = [
        cover_page(docname, app.env.titles[docname].astext(), claims, entries, settings)
        for docname, claims in sorted(facts.claims.items())
    ]
    return [*sorted(comparisons, key=lambda each: each.place.title.casefold()), *pages]


def _accepted(app: Sphinx) -> list[Accepted]:
    facts = facts_of(app.env)
    settings, _ = settings_of(app.config)
    return [
        Accepted(_place_of(about, facts), kind, reason)
        for about, reasons in settings.accepted.items()
        for kind, reason in reasons.items()
    ]


def _place_of(about: str, facts: Facts) -> Place:
    """Return what a finding is about: a claim, a comparison, one side of it, or a source."""
    target = facts.target(about)
    if target is not None:
        return Place(target.title, target.docname, target.anchor)
    owner = facts.owner(about)
    return Place(owner.title, owner.docname, owner.key) if owner else Place(about)


@boundary.handler(dict)
def collect_shown(app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return what the pages with the tables show, so that they are written when it changes."""
    shows = [docname for docname, meta in env.metadata.items() if _NOTED in meta]
    if not shows:
        return {}
    counted = [
        {**dataclasses.asdict(each), "sources": sorted(each.sources)} for each in coverages_of(app)
    ]
    accepted = _accepted(app)
    return {docname: [counted, accepted] for docname in shows}


def _tables(coverages: Sequence[Coverage], number: int, link: Linker) -> list[nodes.Node]:
    rows = [_sources_row(each, link) for each in coverages]
    if len(coverages) > 1:
        rows.append(_sources_row(total(coverages, outputs.coverage_total()), link))
    tables = [
        _table(
            f"coverage-sources-{number}",
            outputs.coverage_of_pages(),
            outputs.coverage_of_pages_columns(),
            rows,
        )
    ]
    sides = [_side_row(side, each, link) for each in coverages for side in each.sides]
    if sides:
        tables.append(
            _table(
                f"coverage-sides-{number}",
                outputs.coverage_of_sides(),
                outputs.coverage_of_sides_columns(),
                sides,
            )
        )
    return [*tables]


def _sources_row(each: Coverage, link: Linker) -> nodes.row:
    name = [nodes.paragraph("", "", link(each.place))]
    if each.sides:
        text = labels.reviewed_on(each.reviewed) if each.reviewed else outputs.never_reviewed()
        name.append(nodes.paragraph("", text, classes=["versus-origin"]))
    claims = each.claims
    return _row(
        name,
        outputs.part_of(each.sourced_cells, each.cells) if each.cells else _NONE,
        outputs.part_of(claims.sourced, claims.claims) if claims.claims else _NONE,
        outputs.part_of(claims.certain, claims.claims) if claims.claims else _NONE,
        str(claims.on_one_source),
        str(claims.on_popular_sources),
        str(len(each.sources)),
        "\N{EN DASH}".join(map(str, dict.fromkeys(each.years))) if each.years else _NONE,
    )


def _side_row(side: SideCoverage, each: Coverage, link: Linker) -> nodes.row:
    name = [
        nodes.paragraph("", side.name),
        nodes.paragraph("", "", link(each.place), classes=["versus-origin"]),
    ]
    counts = (side.words, *side.points.values(), side.sources)
    return _row(name, *map(str, counts))


_NONE = "\N{EN DASH}"


def _row(name: Iterable[nodes.Node], *texts: str) -> nodes.row:
    row = nodes.row("", nodes.entry("", *name))
    row += [nodes.entry("", nodes.paragraph("", text)) for text in texts]
    return row


def _table(
    anchor: str, caption: str, header: Sequence[str], rows: Iterable[nodes.row]
) -> nodes.container:
    """Return a table that looks like a side-by-side one, with cards on a phone."""
    rest = (100 - _FIRST) // (len(header) - 1)
    columns = [nodes.colspec(colwidth=_FIRST, stub=1)]
    columns += [nodes.colspec(colwidth=rest) for _ in header[1:]]
    first = nodes.paragraph("", header[0])
    head, body = nodes.thead("", _row([first], *header[1:])), nodes.tbody("", *rows)
    group = nodes.tgroup("", *columns, head, body, cols=len(header))
    classes = ["versus-table", "versus-listing", "versus-coverage", "colwidths-given"]
    table = nodes.table("", nodes.title("", caption), group, ids=[anchor], classes=classes)
    return nodes.container("", table, classes=["versus-coverage-frame"])


def _exceptions(accepted: Sequence[Accepted], link: Linker) -> list[nodes.Node]:
    if not accepted:
        return []
    shown = nodes.bullet_list(bullet="-")
    for place, kind, reason in accepted:
        said = [link(place), nodes.Text(": "), nodes.Text(reason), nodes.Text(" (")]
        paragraph = nodes.paragraph("", "", *said, nodes.literal("", kind), nodes.Text(")"))
        shown += nodes.list_item("", paragraph)
    heading = nodes.paragraph("", "", nodes.strong("", outputs.exceptions()))
    return [nodes.container("", heading, shown, classes=["versus-exceptions"])]


def _nothing() -> nodes.paragraph:
    return nodes.paragraph("", outputs.nothing_to_cover(), classes=["versus-nothing"])
