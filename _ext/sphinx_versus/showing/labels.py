"""The words that comparisons put on a page, from the package's catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx.locale import get_translation

from sphinx_versus.model.facts import (
    POINT_KINDS,
    Certainty,
    CertaintyDomain,
    SectionKind,
    Stance,
    Step,
)
from sphinx_versus.queries.requests import EntityPartKind, Listed
from sphinx_versus.site.catalogue import CATALOGUE

_ = get_translation(CATALOGUE)


def stance(value: Stance) -> str:
    """The label above the sources of a stance."""
    match value:
        case Stance.SUPPORTS:
            return str(_("Supported by"))
        case Stance.DISPUTES:
            return str(_("Disputed by"))
        case Stance.QUALIFIES:
            return str(_("Qualified by"))


def certainty(value: Certainty) -> str:
    """A level of certainty, as it is shown before its reason."""
    match value:
        case Certainty.HIGH:
            return str(_("High"))
        case Certainty.MODERATE:
            return str(_("Moderate"))
        case Certainty.LOW:
            return str(_("Low"))
        case Certainty.VERY_LOW:
            return str(_("Very low"))


def certainty_domain(value: CertaintyDomain) -> str:
    """A reason to rate a certainty down or up, within a sentence."""
    match value:
        case CertaintyDomain.RISK_OF_BIAS:
            return str(_("risk of bias"))
        case CertaintyDomain.INCONSISTENCY:
            return str(_("inconsistency"))
        case CertaintyDomain.INDIRECTNESS:
            return str(_("indirectness"))
        case CertaintyDomain.IMPRECISION:
            return str(_("imprecision"))
        case CertaintyDomain.PUBLICATION_BIAS:
            return str(_("publication bias"))
        case CertaintyDomain.LARGE_EFFECT:
            return str(_("large effect"))
        case CertaintyDomain.DOSE_RESPONSE:
            return str(_("dose response"))
        case CertaintyDomain.OPPOSING_CONFOUNDING:
            return str(_("opposing confounding"))


def grounds(start: Certainty | None, steps: Sequence[Step]) -> str:
    """Where a certainty began, and what has made it lower or higher."""
    said = [str(_("Began at: %s.")) % certainty(start)] if start else []
    for text, found in (
        (_("Rated down for: %s."), [step for step in steps if step.levels < 0]),
        (_("Rated up for: %s."), [step for step in steps if step.levels > 0]),
    ):
        if found:
            said.append(str(text) % ", ".join(map(_step, found)))
    return " ".join(said)


def _step(step: Step) -> str:
    domain, levels = certainty_domain(step.domain), abs(step.levels)
    if levels == 1:
        return domain
    return str(_("%(domain)s (%(levels)d levels)")) % {"domain": domain, "levels": levels}


def certainty_label() -> str:
    """The label before a certainty."""
    return str(_("Certainty"))


def contested_label() -> str:
    """The label of a claim with sources on both sides."""
    return str(_("Contested"))


def contested(supporting: int, disputing: int) -> str:
    """How many sources stand on each side of a claim."""
    return str(_("%(supporting)d for, %(disputing)d against")) % {
        "supporting": supporting,
        "disputing": disputing,
    }


def about_label() -> str:
    """The label before what a claim is about."""
    return str(_("About"))


def more_label() -> str:
    """The label before what else a claim's list holds."""
    return str(_("Also"))


def compared_with(others: str) -> str:
    """What the general index says below a side: the sides it is compared with."""
    return str(_("compared with %s")) % others


def origin_label() -> str:
    """The label before where a quoted claim is made."""
    return str(_("From"))


def quoted_label() -> str:
    """The label before the pages that quote a claim."""
    return str(_("Quoted on"))


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
    return section(value) if isinstance(value, SectionKind) else listed(value)


def aliases_label() -> str:
    """The label before the other names of an entity."""
    return str(_("Also called"))


def comparison() -> str:
    """The header of a column of comparisons."""
    return str(_("Comparison"))


def claim() -> str:
    """The header of a column of claims."""
    return str(_("Claim"))


def in_claims() -> str:
    """The label before the claims that rest on a source."""
    return str(_("In the claims:"))


def entity() -> str:
    """The header of a column of entities."""
    return str(_("Entity"))


def tagline() -> str:
    """The header of a column of taglines."""
    return str(_("In short"))


def nothing() -> str:
    """What stands where nothing has been found."""
    return str(_("Nothing on this site yet."))


def hole() -> str:
    """What stands in a cell of a matrix that no comparison fills."""
    return str(_("not compared"))


def explained_certainty(value: Certainty) -> str:
    """What a level of certainty means for a claim, after GRADE's definitions.

    GRADE rates how sure one can be of an estimate; here the claim as it is
    worded stands for the estimate.
    """
    match value:
        case Certainty.HIGH:
            return str(_("The claim is very likely right; more evidence will hardly change it."))
        case Certainty.MODERATE:
            return str(
                _("The claim is probably right; more evidence may well change how it is put.")
            )
        case Certainty.LOW:
            return str(_("The claim may be right; more evidence is likely to change it."))
        case Certainty.VERY_LOW:
            return str(
                _(
                    "The claim is not to be leaned on: there is too little evidence for it, "
                    "or much against it."
                )
            )


def explained_stance(value: Stance) -> str:
    """What a stance means."""
    match value:
        case Stance.SUPPORTS:
            return str(_("The source gives evidence for the claim."))
        case Stance.DISPUTES:
            return str(_("The source gives evidence against the claim."))
        case Stance.QUALIFIES:
            return str(
                _("The source limits the claim, or says when it holds and when it does not.")
            )


def explained_contested() -> str:
    """What it means that a claim is contested."""
    return str(
        _(
            "Some sources support the claim and others dispute it. "
            "This is counted, and not judged by anybody."
        )
    )


def caption(sides: str) -> str:
    """The caption of a side-by-side table that has none of its own."""
    return str(_("%s, dimension by dimension")) % sides


def dimension_label() -> str:
    """The header of the first column of a table that has none."""
    return str(_("Dimension"))


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


def list_tools() -> dict[str, str]:
    """What the script for long lists says, by the names that it goes by."""
    return {
        "filter": str(_("Filter the list")),
        "shown": str(_("%d of %d")),
    }


def table_tools() -> dict[str, str]:
    """What the script for tables says, by the names that it goes by."""
    return {
        "tools": str(_("Table tools")),
        "toggle": str(_("Show or hide %s")),
        "sort": str(_("Sort")),
        "asWritten": str(_("As written")),
        "fullscreen": str(_("Full screen")),
        "leave": str(_("Leave full screen")),
        "copied": str(_("Link copied")),
    }


def data_heading() -> str:
    """The heading of the links to the data of a page."""
    return str(_("Data"))


def data_table(title: str) -> str:
    """The link to the table of a comparison; its argument is the comparison's title."""
    return str(_("Table of “%s”")) % title


def data_sources() -> str:
    """The link to the sources of a page."""
    return str(_("Sources of this page"))


def data_of_site() -> str:
    """The link to the data of the whole site."""
    return str(_("All comparisons of this site"))


def data_cells() -> str:
    """The link to the cells of all tables."""
    return str(_("The cells of all tables"))


def data_schema() -> str:
    """The link to the schema of the data."""
    return str(_("What the data is made of"))


def licence() -> str:
    """The label before the licence."""
    return str(_("Licence:"))


def cite_page() -> str:
    """The heading of the ready references to a page."""
    return str(_("Cite this page"))


def undated() -> str:
    """The mark of a reference to a page without a date."""
    return str(_("n.d."))


def copy_tools() -> dict[str, str]:
    """What the script says, by the names that it goes by."""
    return {
        "copy": str(_("Copy")),
        "copied": str(_("Copied")),
        "selected": str(_("Selected: press Ctrl+C")),
        "what": str(_("Copy the reference: %s")),
    }


def coverage_of_pages() -> str:
    """The caption of the table of what pages rest on."""
    return str(_("What each page rests on"))


def coverage_of_pages_columns() -> list[str]:
    """The headers of that table."""
    return [
        str(_("Page")),
        str(_("Cells with a source")),
        str(_("Claims with a source")),
        str(_("Claims with certainty")),
        str(_("Claims on one source")),
        str(_("Claims on popular sources")),
        str(_("Sources")),
        str(_("Years")),
    ]


def coverage_of_sides() -> str:
    """The caption of the table of what each side gets."""
    return str(_("What each side gets"))


def coverage_of_sides_columns() -> list[str]:
    """The headers of that table."""
    return [
        str(_("Side")),
        str(_("Words")),
        *map(section, POINT_KINDS),
        str(_("Citations")),
    ]


def coverage_total() -> str:
    """The header of the row that adds up all pages."""
    return str(_("All together"))


def reviewed_on(date: str) -> str:
    """When a comparison was last reviewed."""
    return str(_("Reviewed %s")) % date


def never_reviewed() -> str:
    """What is said of a comparison without a day of review."""
    return str(_("Never reviewed"))


def part_of(part: int, whole: int) -> str:
    """How many of how many."""
    return str(_("%(part)d of %(whole)d")) % {"part": part, "whole": whole}


def exceptions() -> str:
    """The heading above what has been accepted."""
    return str(_("Accepted exceptions"))


def nothing_to_cover() -> str:
    """What stands where there is nothing to count."""
    return str(_("There is no comparison and no claim yet."))


def search_names() -> dict[str, str]:
    """The labels of kinds, facets and their values in the search, by their names."""
    return {
        "comparison": str(_("Comparison")),
        "article": str(_("Article")),
        "entity": str(_("Entity")),
        "claim": str(_("Claim")),
        "row": str(_("Row")),
        "definition": str(_("Definition")),
        "source": str(_("Source")),
        "certainty": certainty_label(),
        "contested": contested_label(),
        "yes": str(_("Yes")),
        "no": str(_("No")),
        "tag": tags_label(),
        **{level.value: certainty(level) for level in Certainty},
    }


def claims_by_certainty() -> str:
    """The heading of the list of all claims in the book."""
    return str(_("Claims by certainty"))


def without_certainty() -> str:
    """The heading of the claims in that list that have no certainty."""
    return str(_("Without a certainty"))
