"""The words that comparisons, entities and lists put on a page, from the package's catalogue."""

from __future__ import annotations

from sphinx.locale import get_translation

from sphinx_versus.model.facts import (
    SectionKind,
)
from sphinx_versus.model.values import MarkKind
from sphinx_versus.queries.requests import EntityPartKind, Listed, Marked
from sphinx_versus.site.catalogue import CATALOGUE

_ = get_translation(CATALOGUE)


def compared_with(others: str) -> str:
    """What the general index says below a side: the sides it is compared with."""
    return str(_("compared with %s")) % others


def listed_by() -> str:
    """The words before the comparisons that list this one."""
    return str(_("Listed by:"))


def section(value: SectionKind) -> str:
    """The heading of a section that we make; of those that only writers make, nothing."""
    match value:
        case SectionKind.DEFINITIONS:
            return str(_("Definitions"))
        case SectionKind.STRENGTHS:
            return str(_("Strengths"))
        case SectionKind.WEAKNESSES:
            return str(_("Weaknesses"))
        case SectionKind.BEST_FOR:
            return str(_("Best for"))
        case SectionKind.ENTITIES:
            return str(_("Related entities"))
        case SectionKind.COMPARISONS:
            return str(_("Other comparisons"))
        case (
            SectionKind.IN_SHORT
            | SectionKind.SIDE_BY_SIDE
            | SectionKind.EVIDENCE
            | SectionKind.OUTLOOK
            | SectionKind.OTHER
        ):
            return ""


def listed(value: Listed) -> str:
    """The heading of what is listed, or of a column that counts it."""
    match value:
        case Listed.COMPARISONS:
            return str(_("Comparisons"))
        case Listed.CLAIMS:
            return str(_("Claims"))
        case Listed.ENTITIES:
            return str(_("Entities"))


def entity_part(value: EntityPartKind) -> str:
    """The heading of a part of an entity's page."""
    match value:
        case SectionKind():
            return section(value)
        case Listed():
            return listed(value)
        case Marked.MENTIONS:
            return str(_("Mentioned in"))


def mentions() -> str:
    """The header of a column that counts where entities are mentioned."""
    return str(_("Mentions"))


def place_of_mention(kind: str) -> str:
    """What stands before a place that mentions an entity; nothing before a section."""
    return {"claim": str(_("Claim:")), "dimension": str(_("Row:"))}.get(kind, "")


def aliases_label() -> str:
    """The label before the other names of an entity."""
    return str(_("Also called"))


def comparison() -> str:
    """The header of a column of comparisons."""
    return str(_("Comparison"))


def claim() -> str:
    """The header of a column of claims."""
    return str(_("Claim"))


def entity() -> str:
    """The header of a column of entities."""
    return str(_("Entity"))


def tagline() -> str:
    """The header of a column of taglines, or what a box of what is in short is in the search."""
    return str(_("In short"))


def nothing() -> str:
    """What stands where nothing has been found."""
    return str(_("Nothing on this site yet."))


def hole() -> str:
    """What stands in a cell of a matrix that no comparison fills."""
    return str(_("not compared"))


def and_others(names: str, count: int) -> str:
    """The first sides of a table that has many."""
    return str(_("%(names)s and %(count)d others")) % {"names": names, "count": count}


def caption(sides: str) -> str:
    """The caption of a side-by-side table that has none of its own."""
    return str(_("%s, dimension by dimension")) % sides


def dimension_label() -> str:
    """The header of the first column of a table that has none."""
    return str(_("Dimension"))


def mark(value: MarkKind) -> str:
    """What the drawing of a mark says."""
    match value:
        case MarkKind.YES:
            return str(_("Yes"))
        case MarkKind.PARTLY:
            return str(_("Partly"))
        case MarkKind.PLANNED:
            return str(_("Planned"))
        case MarkKind.NO:
            return str(_("No"))
        case MarkKind.UNKNOWN:
            return str(_("Unknown"))
        case MarkKind.NOT_APPLICABLE:
            return str(_("Not applicable"))


def best() -> str:
    """What the drawing at the best quantity of a row says."""
    return str(_("Best"))


def reviewed_label() -> str:
    """The label before the date of the last review."""
    return str(_("Reviewed"))


def tags_label() -> str:
    """The label before the tags of a comparison."""
    return str(_("Tags"))


def link_to_row() -> str:
    """The title of the link at a row."""
    return str(_("Link to this row"))


def link_to_claim() -> str:
    """The title of the link at a claim."""
    return str(_("Link to this claim"))


def without_tag() -> str:
    """The heading of what has no tag, in a list that is divided by tags."""
    return str(_("Without a tag"))


def task(*, done: bool) -> str:
    """What the box of a task says."""
    return str(_("Done") if done else _("To do"))


def table_tools() -> dict[str, str]:
    """What the script for tables says, by the names that it goes by."""
    return {
        "tools": str(_("Table tools")),
        "sides": str(_("Sides")),
        "of": str(_("%d of %d")),
        "all": str(_("All")),
        "none": str(_("None")),
        "differ": str(_("Only rows that differ")),
        "hiddenRows": str(_("%d of %d rows hidden")),
        "sort": str(_("Sort")),
        "sortBy": str(_("Sort by %s")),
        "ascending": str(_("%s, ascending")),
        "descending": str(_("%s, descending")),
        "asWritten": str(_("As written")),
        "copy": str(_("Copy table")),
        "tableCopied": str(_("Table copied")),
        "notes": str(_("Notes")),
        "fullscreen": str(_("Full screen")),
        "leave": str(_("Leave full screen")),
        "copied": str(_("Link copied")),
        "notCopied": str(_("Could not be copied")),
    }


def reviewed_on(date: str) -> str:
    """When a comparison was last reviewed."""
    return str(_("Reviewed %s")) % date


def dot_plot(names: str) -> str:
    """The name of a plot, for those who cannot see it."""
    return str(_("Dot plot of %s")) % names


def axis(unit: str, times: str) -> str:
    """What the axis of a plot shows; ``times`` is how often the one before each tick is."""
    if unit and times:
        return str(
            _("In %(unit)s, on a logarithmic axis: each tick is %(times)s times the one before.")
        ) % {"unit": unit, "times": times}
    if times:
        return str(_("On a logarithmic axis: each tick is %s times the one before.")) % times
    return str(_("In %s.")) % unit if unit else ""


def about_mark() -> str:
    """What a mark of a plot says that is hollow."""
    return str(_("about"))


def bound_mark() -> str:
    """What a mark of a plot says that has an arrow."""
    return str(_("less or more than"))
