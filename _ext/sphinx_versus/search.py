"""Tells the search what comparisons hold: their units, kinds and facets.

The bridge between comparisons and `sphinx_versus.site.search`, which knows
nothing of them. Kinds of pages are for the project to set, in ``site_search_pages``.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_versus.showing import labels
from sphinx_versus.site import boundary

from .api import Claim, Facts, facts_of
from .site.search.pages import FACETS_EVENT

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
    *(".versus-entities", ".page-references", ".reference-uses"),
    *(
        ".versus-label",
        ".versus-certainty",
        ".versus-facts field_name",
        ".versus-certainties",
        ".versus-rated",
        ".versus-cite",
    ),
)
# What is shown beside a hit.
BADGES = ("certainty", "contested")


def add_rules(_app: Sphinx, config: Config) -> None:
    """Add units and exclusions to what the project has set."""
    config.site_search_units = {**UNITS, **config.site_search_units}
    config.site_search_badges = [*BADGES, *config.site_search_badges]
    config.site_search_exclude = [*EXCLUDED, *config.site_search_exclude]


def add_labels(app: Sphinx) -> None:
    """Add labels to those of the project; only now do they have a language."""
    app.config.site_search_labels = {**labels.search_names(), **app.config.site_search_labels}


@boundary.handler(dict)
def collect_facets(
    app: Sphinx, docname: str, _doctree: nodes.document
) -> dict[str, dict[str, list[str]]]:
    """Answer the search."""
    return facets(facts_of(app.env), docname)


def facets(facts: Facts, docname: str) -> dict[str, dict[str, list[str]]]:
    """Return what is known of a page, by the empty name, and of each claim on it, by its id."""
    comparisons = facts.comparisons.get(docname, ())
    names = [home.name for home in facts.entities.get(docname, ())]
    for comparison in comparisons:
        names += [side.name for side in comparison.sides]
        names += comparison.entities
    entities = [_entity(facts, name) for name in names]
    tags = [tag for comparison in comparisons for tag in comparison.tags]
    found = {"": {"entity": _unique(entities), "tag": _unique(tags)}} if entities else {}
    claims = [claim for comparison in comparisons for claim in comparison.claims]
    for claim in (*claims, *facts.claims.get(docname, ())):
        found[claim.anchor] = _claim_facets(facts, claim)
    return found


def _entity(facts: Facts, name: str) -> str:
    """Return what an entity is called on its own page, whatever it is called here."""
    found = facts.entity(name)
    return found.title if found else name


def _claim_facets(facts: Facts, claim: Claim) -> dict[str, list[str]]:
    facets = {"contested": ["yes" if claim.contested else "no"]}
    if claim.about:
        facets["entity"] = _unique([_entity(facts, name) for name in claim.about])
    if claim.certainty:
        facets["certainty"] = [claim.certainty.value]
    return facets


def _unique(values: list[str]) -> list[str]:
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
