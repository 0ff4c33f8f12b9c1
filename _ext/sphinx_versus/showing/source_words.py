"""How a source knows what it says, in words: "meta-analysis, 271 comparisons"."""

from __future__ import annotations

from sphinx.locale import get_translation

from sphinx_versus.model.facts import Design, Interest, Published
from sphinx_versus.queries.basis import Known
from sphinx_versus.site.catalogue import CATALOGUE

from . import evidence_labels as evidence

_ = get_translation(CATALOGUE)


def how_it_knows(known: Known) -> str:
    """Return what the bibliography tells of a source; that it is an article is left out."""
    found = [_design(known.design)] if known.design else []
    if known.published and not (found and known.published is Published.ARTICLE):
        found.append(_published(known.published))
    if known.interest:
        # Whose work it is, is said of the work, and not of its size.
        found[:1] = [_interested(known.interest, *found[:1])]
    # Behind what it is the size of.
    found[1:1] = [known.size] if known.size else []
    return ", ".join(found)


def _interested(value: Interest, who: str = "") -> str:
    match value:
        case Interest.DEVELOPER:
            return evidence.interested(value, who) if who else str(_("by developers"))


def _design(value: Design) -> str:
    match value:
        case Design.META_ANALYSIS:
            return str(_("meta-analysis"))
        case Design.SYSTEMATIC_REVIEW:
            return str(_("systematic review"))
        case Design.REVIEW:
            return str(_("review"))
        case Design.RANDOMISED_TRIAL:
            return str(_("randomised trial"))
        case Design.EXPERIMENT:
            return str(_("experiment"))
        case Design.COMPUTATIONAL_EXPERIMENT:
            return str(_("computational experiment"))
        case Design.OBSERVATIONAL_STUDY:
            return str(_("observational study"))
        case Design.MEASUREMENT:
            return str(_("measurement"))
        case Design.MODELLING:
            return str(_("modelling study"))
        case Design.THEORY:
            return str(_("theoretical work"))
        case Design.PERSPECTIVE:
            return str(_("perspective"))


def _published(value: Published) -> str:
    match value:
        case Published.ARTICLE:
            return str(_("article"))
        case Published.PREPRINT:
            return str(_("preprint"))
        case Published.REPORT:
            return str(_("report"))
        case Published.BOOK:
            return str(_("book"))
        case Published.BLOG:
            return str(_("blog post"))
