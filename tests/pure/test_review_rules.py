"""The rules of the review that need no build: words, counts, settings."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sphinx.config import Config

from sphinx_versus.api import (
    SOURCE_TERMS,
    Certainty,
    Claim,
    Comparison,
    Dimension,
    Entity,
    Entry,
    Point,
    Run,
    Section,
    SectionKind,
    Side,
    Source,
    Stance,
    Term,
)
from sphinx_versus.review import today
from sphinx_versus.review.coverage import (
    cover_page,
    cover_side,
    first_year,
    is_popular,
    sources_in,
    total,
    year_of,
)
from sphinx_versus.review.findings import Finding, Kind
from sphinx_versus.review.rules import review
from sphinx_versus.review.scope import Scope
from sphinx_versus.review.settings import Settings, settings_of
from sphinx_versus.review.wording import ENGLISH, GERMAN, LEVELS, WORDINGS, too_strong, wording_for
from sphinx_versus.settings import REVIEW

HIGH, MODERATE, LOW, VERY_LOW = LEVELS


@pytest.mark.parametrize(
    ("text", "certainty", "found"),
    [
        ("This proves it.", MODERATE, "proves"),
        ("Sleep is essential.", LOW, "essential"),
        ("Sleep is essential.", VERY_LOW, "essential"),
        ("ALWAYS wins", LOW, "ALWAYS"),
        ("It works every  time.", LOW, "every  time"),
        ("It probably helps.", LOW, "probably"),
        ("It is wrong, no matter what, and always was.", LOW, "always"),
        # Not too strong for this level, or not said at all.
        ("Sleep is essential.", MODERATE, ""),
        ("This proves it.", HIGH, ""),
        ("It probably helps.", MODERATE, ""),
        ("It improves with time.", LOW, ""),
        ("It does not always help.", LOW, ""),
        ("It doesn\u2019t always help.", LOW, ""),
        ("There is no proof of it.", LOW, ""),
        ("It cannot really prove a thing.", LOW, ""),
        ('The slogan "always on" is popular.', LOW, ""),
        ("The slogan \u201calways on\u201d is popular.", LOW, ""),
        ("It almost always helps.", MODERATE, ""),
    ],
)
def test_words_that_say_too_much(text: str, certainty: Certainty, found: str) -> None:
    assert too_strong(text, certainty, ENGLISH) == found


@pytest.mark.parametrize(
    ("text", "certainty", "found"),
    [
        ("Schlaf ist unerl\u00e4sslich.", LOW, "unerl\u00e4sslich"),
        ("Das hilft immer.", MODERATE, "immer"),
        ("Das beweist, dass es stimmt.", VERY_LOW, "beweist"),
        ("Das hilft nicht immer.", LOW, ""),
        ("Das ist kein Beweis.", LOW, ""),
        ("Es wird immer gr\u00f6\u00dfer.", LOW, ""),
        ("Der Satz \u201eDas hilft immer\u201c ist alt.", LOW, ""),
        ("Das ist unwahrscheinlich.", LOW, ""),
    ],
)
def test_german_words_that_say_too_much(text: str, certainty: Certainty, found: str) -> None:
    assert too_strong(text, certainty, GERMAN) == found


def test_the_words_of_a_language_serve_its_regions_and_no_other_language() -> None:
    assert wording_for("de_AT") is GERMAN
    assert wording_for("en-GB") is ENGLISH
    assert wording_for("eo") is None


@pytest.mark.parametrize("language", WORDINGS)
def test_no_standard_wording_is_too_strong_for_its_own_level(language: str) -> None:
    wording = WORDINGS[language]
    for level, standard in wording.standard.items():
        assert too_strong(standard, level, wording) == ""


def _prose(*texts: str) -> tuple[str, ...]:
    return texts


def test_what_a_side_gets_is_counted_in_any_script() -> None:
    comparison = Comparison(
        key="a-vs-b",
        docname="page",
        line=3,
        title="A vs B",
        is_page=True,
        sides=(
            Side(
                *("A", "a", "", ("Two words ", Run("one, two", "cite", "p"))),
                (Point(SectionKind.STRENGTHS, _prose("It's")),),
            ),
            Side("B", "b", "", _prose("\u5b66\u4e60 GPU-time")),
        ),
        dimensions=(Dimension("row", "Row", 9, "table", (_prose("Four words are here"), ())),),
        claims=(_claim(about=("A",)),),
    )
    first, second = cover_side(comparison, 0), cover_side(comparison, 1)
    assert [kind for kind, count in first.points.items() if count] == [SectionKind.STRENGTHS]
    assert (first.words, first.sources) == (7, 3)
    assert (second.words, second.sources) == (3, 0)


def _claim(**given: Any) -> Claim:
    facts: dict[str, Any] = {
        "anchor": "claim",
        "text": "A claim.",
        "sources": (Source(Stance.SUPPORTS, ("key",), "", 1),),
        "certainty": Certainty.HIGH,
        "about": (),
        "about_line": 1,
        "line": 5,
    }
    return Claim(**{**facts, **given})


def test_citations_and_links_out_are_sources() -> None:
    prose = (Run("a, b", "cite", "p"), "text", Run("there", "reference", "https://e.org"))
    assert sources_in(prose) == ["a", "b", "https://e.org"]


def test_years_are_found_where_they_are() -> None:
    entries = {"key": Entry("key", year="c. 1999")}
    assert year_of("KEY", entries) == 1999
    assert year_of("Somebody, *Title* (2nd ed. 2011)", {}) == 2011
    assert year_of("https://example.org/2011/page", {}) is None
    assert year_of("Nobody knows", {}) is None
    assert first_year("2010/2011") == 2010
    assert first_year("in press") is None


def test_of_free_text_nobody_knows_whether_it_is_popular() -> None:
    entries = {"book": Entry("book", keywords=("Popular",))}
    settings = Settings(popular=frozenset({"popular"}))
    assert is_popular(["book"], entries, settings)
    assert not is_popular(["book", "Somebody (2011)"], entries, settings)
    assert not is_popular([], entries, settings)


def _review(*claims: Claim, entries: dict[str, Entry], **settings: Any) -> list[Finding]:
    scope = Scope({}, {"page": claims}, entries, {"key"}, datetime.date(2026, 11, 22))
    return review(scope, Settings(**settings))


def test_ages_are_counted_from_the_newest_source() -> None:
    disputing = Source(Stance.DISPUTES, ("new",), "", 2)
    old = {"key": Entry("key", year="2000")}
    found = _review(_claim(certainty=Certainty.MODERATE), entries=old)
    assert [each.kind for each in found] == [Kind.OLD_SOURCES]
    young = {"key": Entry("key", year="2001")}
    assert _review(_claim(certainty=Certainty.MODERATE), entries=young) == []
    both = _claim(certainty=Certainty.MODERATE, sources=(*_claim().sources, disputing))
    assert _review(both, entries={**old, "new": Entry("new", year="2020")})[1:] == []
    # A source without a year may be a new one.
    assert _review(both, entries={**old, "new": Entry("new", year="in press")})[1:] == []


def test_what_is_accepted_is_not_found_and_what_is_not_there_is() -> None:
    entries = {"key": Entry("key", year="2020")}
    accepted = {"claim": {"few_sources": "it was counted"}}
    assert _review(_claim(), entries=entries, accepted=accepted) == []
    unused = {
        "claim": {"few_sources": "it was counted", "few_words": "no"},
        "x": {"old_review": "y"},
    }
    found = _review(_claim(), entries=entries, accepted=unused)
    assert [(each.kind, each.about) for each in found] == [
        (Kind.UNUSED_ACCEPTANCE, "claim"),
        (Kind.UNUSED_ACCEPTANCE, "x"),
    ]


@pytest.mark.parametrize(
    ("name", "written", "hint"),
    [
        ("design", "metaanalysis", 'did you mean "meta-analysis"?'),
        ("design", "{R}andomized trial", 'did you mean "randomised trial"?'),
        ("design", "review; experiment", "leave out what is not known"),
        ("published", "pre-print", 'did you mean "preprint"?'),
        ("interest", "yes", "leave out what is not known"),
    ],
)
def test_terms_that_are_not_known_are_asked_about(name: str, written: str, hint: str) -> None:
    unknown = (Term(name, written, 7),)
    entries = {"key": Entry("Key", path="some.bib", line=3, unknown=unknown)}
    (found,) = _review(entries=entries)
    assert (found.kind, found.about, found.path, found.line) == (
        *(Kind.UNKNOWN_TERM, "Key", "some.bib", 7),
    )
    assert found.message.endswith(f"; {hint}")
    assert found.message.startswith(f'the {name} "{written}" is not known, it may be "')
    assert all(f'"{term}"' in found.message for term in SOURCE_TERMS[name])


def _settings(**given: Any) -> tuple[Settings, list[Finding]]:
    values = {each.name: each.default for each in REVIEW}
    values |= {f"versus_review_{name}": value for name, value in given.items()}
    return settings_of(cast("Config", SimpleNamespace(**{"language": "en", **values})))


def test_settings_are_read() -> None:
    settings, problems = _settings(
        limits={"source_age": "10", "fewest_sources": {"low": 2}, "word_share": 0.3},
        popular="Blog",
        wording={"en": {"too_strong": {"high": "maybe"}, "standard": {"high": "surely"}}},
    )
    assert problems == []
    assert settings.limits.source_age == dict.fromkeys(LEVELS, 10)
    assert settings.limits.fewest_sources == {Certainty.LOW: 2}
    assert settings.popular == {"blog"}
    assert settings.wording is not None
    assert too_strong("Maybe always.", LOW, settings.wording) == "Maybe"
    assert settings.wording.negations == ENGLISH.negations


@pytest.mark.parametrize(
    "value", [None, 3, "text", [1], {"en": None}, {5: {}}, {"en": {"standard": 1}}]
)
@pytest.mark.parametrize("name", ["limits", "popular", "pooled", "wording", "accept"])
def test_no_value_of_a_setting_breaks_it(name: str, value: object) -> None:
    settings, problems = _settings(**{name: value})
    assert isinstance(settings, Settings)
    assert all(each.about == f"versus_review_{name}" for each in problems)
    assert problems or name in ("popular", "pooled") or value == {5: {}}


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("2026-11-22", []),
        ("2026-11-23", []),
        ("2026-11-24", [Kind.FUTURE_REVIEW]),
        ("2024-11-22", []),
        ("2024-11-20", [Kind.OLD_REVIEW]),
        ("", [Kind.NO_REVIEW]),
    ],
)
def test_reviews_are_neither_old_nor_to_come(day: str, kinds: list[Kind]) -> None:
    comparison = Comparison("key", "page", 3, "Title", True, (), reviewed=day)
    scope = Scope({"page": [comparison]}, {}, {}, (), datetime.date(2026, 11, 22))
    assert [each.kind for each in review(scope, Settings())] == kinds


def test_a_day_that_cannot_be_read_is_not_asked_for_again() -> None:
    comparison = Comparison("key", "page", 3, "Title", True, (), reviewed_line=4)
    scope = Scope({"page": [comparison]}, {}, {}, (), datetime.date(2026, 11, 22))
    assert review(scope, Settings()) == []


def test_texts_that_are_still_to_be_written_are_asked_about() -> None:
    comparison = Comparison(
        key="k",
        docname="page",
        line=3,
        title="TODO vs Tea",
        is_page=True,
        sides=(
            Side("TODO", "todo", "TODO", ("TODO",), (Point(SectionKind.STRENGTHS, ("...",)),)),
            Side("Tea", "tea", "Tea", (Run("TODO", "literal"),)),
        ),
        tagline="TODO keeps lists. FIXME: say more.",
        reviewed="2026-11-22",
        sections=(Section("k-strengths-todo", SectionKind.STRENGTHS, "TODO", 12, 0),),
        dimensions=(
            Dimension("k-row-a", "TODO", 20, "k-table", (("TODO",), ("[insert it here]",))),
            Dimension("k-row-b", "Made of", 21, "k-table", (("a",), ())),
        ),
        claims=(_claim(certainty=None, sources=(), text="TBD", line=30),),
    )
    entity = Entity("Tea", "tea", "tea", 3, "Tea", (), "Lorem ipsum dolor sit amet")
    scope = Scope(
        *({"page": [comparison]}, {}, {}, (), datetime.date(2026, 11, 22)),
        entities={"tea": [entity]},
    )
    found = [each for each in review(scope, Settings()) if each.kind is Kind.PLACEHOLDER]
    assert [(each.docname, each.line, each.about) for each in found] == [
        *(("page", 3, "k"), ("page", 12, "k-todo"), ("page", 20, "k-row-a")),
        *(("page", 30, "claim"), ("tea", 3, "entity-tea")),
    ]
    assert found[0].message == (
        'the tagline is still to be written, it says "FIXME:"; write it, or take it out'
    )


def test_a_source_that_pages_share_is_counted_once() -> None:
    entries = {"key": Entry("key", year="2020")}
    page = cover_page("page", "Page", [_claim()], entries, Settings())
    both = total([page, page], "All")
    assert (both.claims.claims, both.sources, both.years) == (2, {"key"}, (2020, 2020))


def test_the_day_of_a_reproducible_build_is_set_from_outside(monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert today() == datetime.date(2026, 11, 22)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert today() >= datetime.date(2026, 11, 22)
