"""Tells the search what comparisons hold: their units, kinds and facets.

The bridge between comparisons and `sphinx_versus.site.search`, which knows
nothing of them. Kinds of pages are for the project to set, in ``site_search_pages``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.site import boundary

from .api import UNITS as UNITS_OF_NUMBERS
from .api import Claim, Comparison, Entry, Facts, facts_of
from .site.search.pages import FACETS_EVENT
from .site.search.records import CITED, IDS, NAMES, RESTS_ON, TITLE

UNITS = {
    "versus_in_short": "in-short",
    "versus_claim": "claim",
    "versus_dimension": "row",
    "versus_column": "row",
    ".versus-definitions .versus-side": "definition",
    ".references list_item": "source",
}
# What is shown of other pages is found there; labels stand on every page.
EXCLUDED = (
    *(".versus-cards", ".versus-listed-by", ".versus-places", ".versus-origin"),
    *(".versus-list", ".versus-listing", ".versus-quotes", ".versus-gathered", ".versus-matrix"),
    *(".versus-entities", ".page-references", ".reference-uses", ".versus-example"),
    *(
        ".versus-label",
        ".versus-certainty",
        ".versus-facts field_name",
        ".versus-certainties",
        *(".versus-rated", ".versus-knows", ".versus-cite"),
    ),
)
# What is shown beside a hit.
BADGES = ("certainty", "contested")
# What else than a DOI, an address or an ISBN a bibliography identifies a work by.
_NUMBERS = (("eprint", ""), ("pubmed", "pmid:"), ("pmid", "pmid:"))

PageFacets = dict[str, dict[str, list[str]]]


def add_rules(_app: Sphinx, config: Config) -> None:
    """Add units and exclusions to what the project has set."""
    config.site_search_units = {**UNITS, **config.site_search_units}
    config.site_search_badges = [*BADGES, *config.site_search_badges]
    config.site_search_exclude = [*EXCLUDED, *config.site_search_exclude]
    named = [[unit.symbol, *unit.names] for unit in UNITS_OF_NUMBERS if unit.names]
    own = [[symbol, *names] for symbol, names in config.versus_units.items() if names]
    config.site_search_quantities = [*named, *own, *config.site_search_quantities]


def add_labels(app: Sphinx) -> None:
    """Add labels to those of the project; only now do they have a language."""
    app.config.site_search_labels = {
        **outputs.search_names(),
        **app.config.site_search_labels,
    }


@boundary.handler(dict)
def collect_facets(app: Sphinx, docname: str, _doctree: nodes.document) -> PageFacets:
    """Answer the search."""
    return facets(facts_of(app.env), docname)


def facets(facts: Facts, docname: str) -> PageFacets:
    """Return what is known of a page, by the empty name, and of its parts, by their ids."""
    found: PageFacets = {}
    works = {key.casefold(): work for key, work in facts.entries.items()}
    cited = _works(works, facts.citations.get(docname, ()))
    if ids := _ids(cited):
        found[""] = {RESTS_ON: ids}
    for home in facts.entities.get(docname, ()):
        title = home.title or home.name
        found[home.anchor] = {"entity": [title], NAMES: [title, *home.aliases]}
    comparisons = facts.comparisons.get(docname, ())
    for comparison in comparisons:
        found.update(_comparison_facets(facts, comparison))
    claims = [claim for comparison in comparisons for claim in comparison.claims]
    for claim in (*claims, *facts.claims.get(docname, ())):
        found[claim.anchor] = _claim_facets(facts, claim, works)
    # The intro of a page is no part of its own: what it mentions would hold for all of the page.
    for mention in facts.mentions_on(docname):
        # A row is its sides' as well, a list of related entities is not.
        is_row = mention.comparison is not None and mention.kind == "row"
        sides = mention.comparison.sides if is_row and mention.comparison else ()
        if mention.anchor:
            own = found.setdefault(mention.anchor, {})
            before = own.get("entity", [_entity(facts, side.name) for side in sides])
            own["entity"] = _unique([*before, facts.entities_by_slug[mention.slug].title])
    for key, place in facts.listed.items():
        page, _, anchor = place.rpartition("#")
        if page == docname and key in facts.entries:
            found[anchor] = _source_facets(facts.entries[key])
    return found


def _comparison_facets(facts: Facts, comparison: Comparison) -> Iterator[tuple[str, Any]]:
    """Yield whom a comparison, and parts of it, are about, by their ids."""
    sides = [_entity(facts, side.name) for side in comparison.sides]
    yield comparison.key, {"entity": _unique(sides), "tag": _unique(comparison.tags)}
    for section in comparison.sections:
        if section.place is not None and section.place < len(sides):
            yield section.anchor, {"entity": [sides[section.place]]}


def _entity(facts: Facts, name: str) -> str:
    """Return what an entity is called on its own page, whatever it is called here."""
    found = facts.entity(name)
    return found.title if found else name


def _claim_facets(facts: Facts, claim: Claim, known: Mapping[str, Entry]) -> dict[str, list[str]]:
    works = _works(known, (key for source in claim.sources for key in source.keys))
    return {
        "contested": ["yes" if claim.contested else "no"],
        # A claim that is about nothing is not about what its page compares.
        "entity": _unique(_entity(facts, name) for name in claim.about),
        "certainty": [claim.certainty.value] if claim.certainty else [],
        "design": _unique(work.design.value for work in works if work.design),
        "year": _unique(work.year for work in works if re.fullmatch(r"\d{4}", work.year)),
        RESTS_ON: _ids(works),
    }


def _source_facets(work: Entry) -> dict[str, list[str]]:
    """Return what is known of a work in a list of sources."""
    names = [_surname(author.name) for author in work.authors]
    return {
        "design": [work.design.value] if work.design else [],
        "year": [work.year] if re.fullmatch(r"\d{4}", work.year) else [],
        IDS: _ids([work]),
        TITLE: [work.title] if work.title else [],
        CITED: [" ".join([*names, work.year])] if names and work.year else [],
    }


def _surname(name: str) -> str:
    """Return what an author is cited by: "van der Maas", "Roediger"."""
    words = re.sub(r",.*", "", name).split()
    particles = (at for at, word in enumerate(words) if word[:1].islower())
    return " ".join(words[next(particles, -1) :])


def _works(known: Mapping[str, Entry], keys: Iterable[str]) -> list[Entry]:
    folded = _unique(key.casefold() for key in keys)
    return [known[key] for key in folded if key in known]


def _ids(works: Iterable[Entry]) -> list[str]:
    """Return what works are identified by."""
    found: list[str] = []
    for work in works:
        found += [work.doi, work.url, *re.split("[,;]", work.isbn)]
        found += [f"{mark}{work.fields[name]}" for name, mark in _NUMBERS if name in work.fields]
    return _unique(each.strip() for each in found if each.strip())


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what is told to the search."""
    app.setup_extension("sphinx_versus")
    app.setup_extension("sphinx_versus.site.search")
    # Before the search reads its settings.
    app.connect("config-inited", add_rules, priority=400)
    app.connect("builder-inited", add_labels, priority=400)
    app.connect(FACETS_EVENT, collect_facets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
