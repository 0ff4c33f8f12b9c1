"""The words that comparisons put on a page, from the package's catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sphinx.locale import get_translation, get_translator

from sphinx_versus.model.facts import (
    POINT_KINDS,
    Certainty,
    CertaintyDomain,
    Design,
    Interest,
    Published,
    SectionKind,
    Stance,
    Step,
)
from sphinx_versus.model.values import MarkKind
from sphinx_versus.queries.basis import Form, SourceKind
from sphinx_versus.queries.requests import EntityPartKind, Listed, Marked
from sphinx_versus.site.catalogue import CATALOGUE

_ = get_translation(CATALOGUE)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the words for one or for many, in the language of the project."""
    return get_translator(CATALOGUE).ngettext(one, many, count)


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


def certainty_in_sight(value: Certainty) -> str:
    """A level of certainty where no label stands above it."""
    match value:
        case Certainty.HIGH:
            return str(_("High certainty"))
        case Certainty.MODERATE:
            return str(_("Moderate certainty"))
        case Certainty.LOW:
            return str(_("Low certainty"))
        case Certainty.VERY_LOW:
            return str(_("Very low certainty"))


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


def why_label() -> str:
    """The label before the reason for a level that stands above it."""
    return str(_("Why"))


def contested_label() -> str:
    """The label of a claim with sources on both sides."""
    return str(_("Contested"))


def evidence_label() -> str:
    """The label before what a claim rests on, or the header of a column of that."""
    return str(_("Evidence"))


def number(value: int) -> str:
    """A number in a sentence: small ones in words."""
    words = [_("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight")]
    words += [_("nine"), _("ten")]
    return str(words[value - 2]) if 2 <= value <= len(words) + 1 else str(value)


def listing(said: Sequence[str]) -> str:
    """What belongs together, as a part of a sentence."""
    *before, last = said
    if not before:
        return last
    return str(_("%(first)s and %(last)s")) % {"first": ", ".join(before), "last": last}


def bearing(value: Stance, who: str, count: int) -> str:
    """What so many sources do to a claim; those that support it are what it rests on."""
    match value:
        case Stance.SUPPORTS:
            return who
        case Stance.DISPUTES:
            return ngettext("%s disputes it", "%s dispute it", count) % who
        case Stance.QUALIFIES:
            return ngettext("%s qualifies it", "%s qualify it", count) % who


def sources(kind: SourceKind, count: int) -> str:
    """So many sources of a kind."""
    text = _sources(kind, count)
    return text % number(count) if "%s" in text else text


def other_sources(count: int) -> str:
    """So many sources of which nothing is known, beside others."""
    text = ngettext("another source", "%s other sources", count)
    return text % number(count) if "%s" in text else text


def _sources(kind: SourceKind, count: int) -> str:
    match kind:
        case Design.META_ANALYSIS:
            return ngettext("a meta-analysis", "%s meta-analyses", count)
        case Design.SYSTEMATIC_REVIEW:
            return ngettext("a systematic review", "%s systematic reviews", count)
        case Design.REVIEW:
            return ngettext("a review", "%s reviews", count)
        case Design.RANDOMISED_TRIAL:
            return ngettext("a randomised trial", "%s randomised trials", count)
        case Design.EXPERIMENT:
            return ngettext("an experiment", "%s experiments", count)
        case Design.COMPUTATIONAL_EXPERIMENT:
            return ngettext("a computational experiment", "%s computational experiments", count)
        case Design.OBSERVATIONAL_STUDY:
            return ngettext("an observational study", "%s observational studies", count)
        case Design.MEASUREMENT:
            return ngettext("a measurement", "%s measurements", count)
        case Design.MODELLING:
            return ngettext("a modelling study", "%s modelling studies", count)
        case Design.THEORY:
            return ngettext("a theoretical work", "%s theoretical works", count)
        case Design.PERSPECTIVE:
            return ngettext("a perspective", "%s perspectives", count)
        case Published.ARTICLE:
            return ngettext("an article", "%s articles", count)
        case Published.PREPRINT:
            return ngettext("a preprint", "%s preprints", count)
        case Published.REPORT:
            return ngettext("a report", "%s reports", count)
        case Published.BOOK:
            return ngettext("a book", "%s books", count)
        case Published.BLOG:
            return ngettext("a blog post", "%s blog posts", count)
        case Form.CHAPTER:
            return ngettext("a book chapter", "%s book chapters", count)
        case Form.MANUAL:
            return ngettext("a manual", "%s manuals", count)
        case Form.THESIS:
            return ngettext("a thesis", "%s theses", count)
        case Form.DATASET:
            return ngettext("a dataset", "%s datasets", count)
        case Form.PAGE:
            return ngettext("a web page", "%s web pages", count)
        case Form.SOURCE:
            return ngettext("a source", "%s sources", count)


def sources_of(kind: SourceKind) -> str:
    """What the sources of a kind are called, whatever their number."""
    return _sources(kind, 2).replace("%s ", "")


def newest_source() -> str:
    """What lists of claims can be sorted and filtered by."""
    return str(_("Newest source"))


def interested(value: Interest, who: str) -> str:
    """Sources whose writers have a stake in what they say."""
    match value:
        case Interest.DEVELOPER:
            return str(_("%s by developers")) % who


def partly_interested(value: Interest, count: int) -> str:
    """What is said beside some sources: so many of them are such."""
    match value:
        case Interest.DEVELOPER:
            text = ngettext("one by developers", "%s by developers", count)
    return text % number(count) if "%s" in text else text


def pooled(who: str, size: str) -> str:
    """A source that pools others, and how many; the size is in the words of the bibliography."""
    return str(_("%(source)s of %(size)s")) % {"source": who, "size": size}


def remarked(who: str, remarks: str) -> str:
    """Sources with what else is known of them."""
    return str(_("%(source)s (%(remarks)s)")) % {"source": who, "remarks": remarks}


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


def in_claims() -> str:
    """The label before the claims that rest on a source."""
    return str(_("In the claims:"))


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
            "The mark follows from that alone: it does not say which of them are right."
        )
    )


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


def rests_on(*, contested: bool) -> str:
    """How certain the claims of a page are, with names in braces for what stands there."""
    if contested:
        return str(_("Rests on {claims}, by certainty: {levels}; {contested}."))
    return str(_("Rests on {claims}, by certainty: {levels}."))


def number_of_claims(count: int) -> str:
    """So many claims, in a sentence."""
    return ngettext("%d claim", "%d claims", count) % count


def rated(value: Certainty | None) -> Callable[[int], str]:
    """What makes the words for so many claims of a certainty, in a list of them."""
    match value:
        case Certainty.HIGH:
            words = _("%d high")
        case Certainty.MODERATE:
            words = _("%d moderate")
        case Certainty.LOW:
            words = _("%d low")
        case Certainty.VERY_LOW:
            words = _("%d very low")
        case None:
            words = _("%d without a certainty")
    return lambda count: str(words) % count


def number_contested(count: int) -> str:
    """So many claims that are contested, in a list."""
    return str(_("%d contested")) % count


def rated_mark(value: Certainty, *, contested: bool) -> str:
    """How certain a claim is, beside what rests on it."""
    said = certainty(value).lower()
    return f"{said}, {contested_label().lower()}" if contested else said


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


def finding_tools() -> dict[str, str]:
    """What the script for findings says, by the names that it goes by."""
    return {
        "tools": str(_("Filter the claims")),
        "certainty": certainty_label(),
        "about": about_label(),
        "contested": str(_("Only contested")),
        "all": str(_("All")),
        "shown": str(_("%d of %d")),
        "openAll": str(_("Open all")),
        "foldAll": str(_("Fold all")),
    }


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


def data_heading() -> str:
    """The heading of the links to the data of a page."""
    return str(_("Data"))


def data_table(title: str) -> str:
    """The link to the table of a comparison; its argument is the comparison's title."""
    return str(_("Table of “%s”")) % title


def data_sources() -> str:
    """The link to the sources of a page."""
    return str(_("Sources of this page"))


def data_page() -> str:
    """The link to the text of a page in Markdown."""
    return str(_("This page"))


def data_all_sources() -> str:
    """The links to the sources of the whole site."""
    return str(_("All sources of this site"))


def data_claims() -> str:
    """The link to all claims of the site."""
    return str(_("All claims of this site"))


def data_with_sources() -> str:
    """What stands before the links to a claim and its sources."""
    return str(_("With its sources:"))


def cite_claims() -> str:
    """The heading of the ready references to the claims of a page."""
    return str(_("Cite a claim"))


def cite_claim() -> str:
    """The link from a claim to how it is cited."""
    return str(_("Cite this claim"))


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
        "in-short": tagline(),
        "claim": str(_("Claim")),
        "row": str(_("Row")),
        "definition": str(_("Definition")),
        "source": str(_("Source")),
        "certainty": certainty_label(),
        "contested": contested_label(),
        "yes": str(_("Yes")),
        "no": str(_("No")),
        "tag": tags_label(),
        "design": str(_("Sources")),
        "year": str(_("Year of a source")),
        **{level.value: certainty(level) for level in Certainty},
        # A tag may be the word for a design.
        **{f"design={design.value}": _designs(design) for design in Design},
    }


def _designs(design: Design) -> str:
    """What sources of a design are called, without saying how many."""
    text = _sources(design, 2).replace("%s", "").strip()
    return text[:1].upper() + text[1:]


def findings() -> str:
    """The heading of the list of all claims in the book, by certainty."""
    return str(_("Findings"))


def print_words() -> dict[str, str]:
    """What a book says for words that fit a site, by patterns."""
    said = [
        (_("on this page"), _("in this chapter")),
        (_("On this page"), _("In this chapter")),
        (_("on this site"), _("in this book")),
        (_("On this site"), _("In this book")),
        (_("this page"), _("this chapter")),
        (_("This page"), _("This chapter")),
        (_("this site"), _("this book")),
        (_("This site"), _("This book")),
    ]
    return {rf"\b{words}\b": str(instead) for words, instead in said}


def without_certainty() -> str:
    """The heading of the claims in that list that have no certainty."""
    return str(_("Without a certainty"))


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
