"""What a claim rests on is told by design and stance, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sphinx import locale

from sphinx_versus.model.bibliography import Entry
from sphinx_versus.model.facts import Design, Interest, Published, Source, Stance
from sphinx_versus.queries.basis import Form, kind_of, known_of, rests_on
from sphinx_versus.showing.evidence_labels import sources
from sphinx_versus.showing.rests_on import in_words
from sphinx_versus.showing.source_words import how_it_knows
from sphinx_versus.site.catalogue import CATALOGUE, LOCALE_DIR, compile_catalogues

# Names of sources: a design, or what is published, or a type, and what else an entry says.
ENTRIES = {
    **{
        f"{name}-{number}": Entry(f"{name}-{number}", design=design)
        for name, design in {
            "meta": Design.META_ANALYSIS,
            "review": Design.REVIEW,
            "trial": Design.RANDOMISED_TRIAL,
            "experiment": Design.EXPERIMENT,
            "observed": Design.OBSERVATIONAL_STUDY,
            "theory": Design.THEORY,
            "opinion": Design.PERSPECTIVE,
        }.items()
        for number in range(1, 13)
    },
    **{
        entry.key: entry
        for entry in (
            Entry("pooled", design=Design.META_ANALYSIS, size="271 comparisons"),
            Entry("counted", design=Design.META_ANALYSIS, size="34 studies, 115 correlations"),
            Entry("pooled-2", design=Design.META_ANALYSIS, size="89 studies"),
            Entry("brains", design=Design.MEASUREMENT, size="4 male brains"),
            Entry("own", design=Design.MEASUREMENT, interest=Interest.DEVELOPER, size="one model"),
            Entry("report", "techreport"),
            Entry("own-report", "techreport", interest=Interest.DEVELOPER),
            Entry("own-report-2", "techreport", interest=Interest.DEVELOPER),
            Entry("post", "misc", published=Published.BLOG),
            Entry("post-2", "online", published=Published.BLOG),
            Entry("draft", "misc", published=Published.PREPRINT),
            Entry("article", "article"),
            Entry("paper", "inproceedings"),
            Entry("book", "book"),
            Entry("chapter", "incollection"),
            Entry("thesis", "phdthesis"),
            Entry("page", "online"),
            Entry("something", "misc"),
        )
    },
}
# What supports a claim | what disputes it | what qualifies it = what it rests on.
ENGLISH = """
pooled review-1 review-2 | experiment-1 = a meta-analysis of 271 comparisons and two reviews; \
an experiment disputes it
pooled | | observed-1 = a meta-analysis of 271 comparisons; an observational study qualifies it
counted = a meta-analysis (34 studies, 115 correlations)
pooled pooled-2 = two meta-analyses (271 comparisons; 89 studies)
pooled meta-1 = two meta-analyses
theory-1 review-1 meta-1 = a meta-analysis, a review and a theoretical work
| experiment-1 experiment-2 = two experiments dispute it
| experiment-1 review-1 | trial-1 = a review and an experiment dispute it; \
a randomised trial qualifies it
experiment-1 experiment-2 experiment-3 | meta-1 meta-2 = three experiments; \
two meta-analyses dispute it
| | opinion-1 opinion-2 = two perspectives qualify it
own = a measurement by developers (one model)
own brains = two measurements (one by developers; one model; 4 male brains)
own-report own-report-2 report = three reports (two by developers)
own-report own-report-2 | post = two reports by developers; a blog post disputes it
post post-2 draft = a preprint and two blog posts
article paper book = two articles and a book
chapter thesis page = a book chapter, a thesis and a web page
Doe(2010) = a source
Doe(2010) Roe(2011) something = three sources
book Doe(2010) | Roe(2011) = a book and another source; a source disputes it
review-1 Doe(2010) Roe(2011) = a review and two other sources
review-1 REVIEW-1 Doe(2010) Doe(2010) = a review and another source
review-1 | review-1 = a review; a review disputes it
unknown-key! = a source
review-1 review-2 review-3 review-4 review-5 review-6 review-7 review-8 review-9 review-10 = \
ten reviews
review-1 review-2 review-3 review-4 review-5 review-6 review-7 review-8 review-9 review-10 \
review-11 = 11 reviews
=
"""
GERMAN = """
pooled review-1 review-2 | experiment-1 = eine Metaanalyse (271 comparisons) und zwei \
Übersichtsarbeiten; ein Experiment widerspricht ihr
| experiment-1 review-1 | trial-1 = eine Übersichtsarbeit und ein Experiment widersprechen ihr; \
eine randomisierte Studie schränkt sie ein
theory-1 theory-2 theory-3 | post post-2 = drei theoretische Arbeiten; \
zwei Blogbeiträge widersprechen ihr
own | | opinion-1 opinion-2 = eine Messung von Entwicklern (one model); \
zwei Diskussionsbeiträge schränken sie ein
own-report report | own-report own-report-2 report = zwei Berichte \
(in einem Fall von Entwicklern); \
drei Berichte (in zwei Fällen von Entwicklern) widersprechen ihr
meta-1 book Doe(2010) Roe(2011) = eine Metaanalyse, ein Buch und zwei weitere Quellen
"""


def _cases(table: str) -> list[Any]:
    rows = [line.rpartition("=") for line in table.strip().splitlines()]
    return [pytest.param(row[0], row[2].strip(), id=row[2].strip() or "nothing") for row in rows]


def _told(row: str) -> str:
    found = [
        # A key may be in any case; what looks like no key is free text.
        Source(stance, () if "(" in name else (name,), name if "(" in name else "", 1)
        for stance, names in zip(Stance, row.split("|"), strict=False)
        for name in names.split()
    ]
    return in_words(rests_on(found, lambda key: ENTRIES.get(key.casefold())))


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    known = dict(locale.translators)
    locale.translators.pop(("general", CATALOGUE), None)
    compile_catalogues()
    locale.init([LOCALE_DIR], request.param, CATALOGUE)
    yield request.param
    locale.translators.clear()
    locale.translators.update(known)


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(("row", "words"), _cases(ENGLISH))
def test_in_english(row: str, words: str) -> None:
    assert _told(row) == words


@pytest.mark.parametrize("language", ["de"], indirect=True)
@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(("row", "words"), _cases(GERMAN))
def test_in_german(row: str, words: str) -> None:
    assert _told(row) == words


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
@pytest.mark.parametrize("kind", [*Design, *Published, *Form])
def test_each_kind_has_words_for_one_and_for_many(language: str, kind: Any) -> None:
    one, two = sources(kind, 1), sources(kind, 2)
    assert one.split()[0] in {"en": ("a", "an"), "de": ("ein", "eine")}[language]
    if language == "en":
        assert (one.split()[0] == "an") is (one.split()[1][0] in "aeiou")
    assert two.split()[0] == {"en": "two", "de": "zwei"}[language]


def test_how_a_source_knows_says_more_than_where_it_was_published() -> None:
    entry = Entry("doe2020", "book", design=Design.THEORY, published=Published.REPORT)
    assert kind_of(entry) is Design.THEORY
    assert kind_of(Entry("doe2020", "book", published=Published.REPORT)) is Published.REPORT
    assert kind_of(Entry("doe2020", "book")) is Published.BOOK
    assert kind_of(Entry("doe2020", "software")) is Form.SOURCE
    assert kind_of(None) is Form.SOURCE


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRIES["pooled"], "meta-analysis, 271 comparisons"),
        (ENTRIES["counted"], "meta-analysis, 34 studies, 115 correlations"),
        (ENTRIES["own"], "measurement by developers, one model"),
        (ENTRIES["post"], "blog post"),
        (Entry("a", published=Published.ARTICLE), "article"),
        (Entry("a", design=Design.REVIEW, published=Published.ARTICLE), "review"),
        (Entry("a", design=Design.REVIEW, published=Published.BOOK, size="9"), "review, 9, book"),
        (
            Entry("a", published=Published.REPORT, interest=Interest.DEVELOPER),
            "report by developers",
        ),
        (Entry("a", interest=Interest.DEVELOPER), "by developers"),
        (Entry("a", size="4 brains"), "4 brains"),
    ],
)
def test_beside_a_source_stands_how_it_knows(entry: Entry, words: str) -> None:
    known = known_of(entry)
    assert known
    assert how_it_knows(known) == words


@pytest.mark.parametrize("value", [*Design, *Published])
def test_each_term_is_told(value: Design | Published) -> None:
    entry = Entry("a", **{"design" if isinstance(value, Design) else "published": value})
    known = known_of(entry)
    assert known
    assert how_it_knows(known)[0].islower()


@pytest.mark.parametrize("entry", [None, Entry("a"), ENTRIES["article"], ENTRIES["report"]])
def test_what_the_bibliography_does_not_tell_is_not_made_up(entry: Entry | None) -> None:
    assert known_of(entry) is None
