"""What a careful editor would ask about."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_versus.grammar.problems import Described


class Kind(Described):
    """A kind of finding: the name for ``suppress_warnings`` and its meaning.

    ``suppress_warnings = ["versus_review.few_words"]`` silences one kind,
    ``["versus_review"]`` all of them.
    """

    UNSOURCED_CELLS = ("unsourced_cells", "Too few cells of a comparison have a source.")
    NO_CERTAINTY = ("no_certainty", "A claim with sources does not say how certain it is.")
    FEW_SOURCES = ("few_sources", "A claim rests on fewer sources than its certainty asks for.")
    POPULAR_SOURCES = ("popular_sources", "A claim rests on popular sources alone.")
    WEAK_SOURCES = (
        "weak_sources",
        "A claim rests on blogs, on reports by developers or on one perspective alone.",
    )
    TWO_CERTAINTIES = ("two_certainties", "The same statement has two certainties at two places.")
    TWO_STANCES = ("two_stances", "A source supports and disputes the same statement.")
    DISPUTED_BY_SYNTHESIS = (
        "disputed_by_synthesis",
        "A claim is of high certainty, and a meta-analysis disputes it.",
    )
    DISPUTED_CLAIM = (
        "disputed_claim",
        "A claim that its sources only dispute is of another certainty than very low.",
    )
    NO_DISPUTE = (
        "no_dispute",
        "The reason for a certainty says that the claim is contested, and no source disputes it.",
    )
    RETRACTED_SOURCE = (
        "retracted_source",
        "A page uses a source whose entry says that it is retracted.",
    )
    OPPOSED_CELLS = (
        "opposed_cells",
        "Two pages have values for the same row of an entity that cannot both hold.",
    )
    OLD_SOURCES = ("old_sources", "No source of a claim is newer than a set age.")
    MISSING_POINTS = (
        "missing_points",
        "A side has no points of a kind, such as strengths, where another one has some.",
    )
    ONE_SIDED_SOURCES = ("one_sided_sources", "A side has no source at all, another has several.")
    FEW_WORDS = ("few_words", "A side gets far fewer words than another one.")
    UNCITED_SOURCE = ("uncited_source", "No page cites an entry of the bibliography.")
    UNKNOWN_TERM = (
        "unknown_term",
        "An entry of the bibliography has a design, a kind of publication or an interest "
        "that is not known.",
    )
    OLD_REVIEW = ("old_review", "A comparison was last reviewed longer ago than a set age.")
    FUTURE_REVIEW = (
        "future_review",
        "A comparison says that it was reviewed on a day that is still to come.",
    )
    NO_REVIEW = ("no_review", "A comparison does not say when it was last reviewed.")
    PLACEHOLDER = (
        "placeholder",
        "A text is still to be written: it is one of a new page, or says TODO or the like.",
    )
    STRONG_WORDING = ("strong_wording", "A claim is worded more strongly than its certainty bears.")
    LOST_ID = (
        "lost_id",
        "An id or a page that the last release had leads nowhere now.",
    )
    UNUSED_ACCEPTANCE = (
        "unused_acceptance",
        "The settings accept a finding that is not there (any more).",
    )
    SETTING = ("setting", "A setting of the review cannot be understood.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind, the id that it is about, where it is and what to say.

    It is in a document, or else in the file at ``path``; ``line`` is 1-based,
    or 0 where nobody knows it. ``about`` is the id of a comparison or a claim,
    or the key of a source: the name to accept the finding by.
    """

    kind: Kind
    about: str
    line: int
    message: str
    docname: str = ""
    path: str = ""
