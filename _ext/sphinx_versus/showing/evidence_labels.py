"""The words for claims: how certain they are, what they rest on, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sphinx.locale import get_translation, get_translator

from sphinx_versus.model.facts import (
    Certainty,
    CertaintyDomain,
    Design,
    Interest,
    Published,
    Stance,
    Step,
)
from sphinx_versus.queries.basis import Form, SourceKind
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


def origin_label() -> str:
    """The label before where a quoted claim is made."""
    return str(_("From"))


def quoted_label() -> str:
    """The label before the pages that quote a claim."""
    return str(_("Quoted on"))


def in_claims() -> str:
    """The label before the claims that rest on a source."""
    return str(_("In the claims:"))


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
