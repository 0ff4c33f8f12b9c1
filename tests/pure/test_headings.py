"""Which section a heading opens."""

import pytest

from sphinx_versus.grammar.headings import (
    SYNONYMS,
    fault_of,
    kind_elsewhere,
    meant_heading,
    near_heading,
    section_kind,
)
from sphinx_versus.model.facts import SectionKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Definitions", SectionKind.DEFINITIONS),
        ("AT A GLANCE", SectionKind.SIDE_BY_SIDE),
        ("Pros", SectionKind.STRENGTHS),
        ("Limitations", SectionKind.WEAKNESSES),
        ("See also", SectionKind.COMPARISONS),
        ("History", SectionKind.OTHER),
        ("3. Strengths", SectionKind.STRENGTHS),
        ("III) Strengths", SectionKind.STRENGTHS),
        ("\u00a73 Strengths", SectionKind.STRENGTHS),
        ("Part 2: Strengths:", SectionKind.STRENGTHS),
        ("2.1 \U0001f4aa\ufe0f Strengths.", SectionKind.STRENGTHS),
        ("3\ufe0f\u20e3 Strengths \U0001f469\u200d\U0001f4bb", SectionKind.STRENGTHS),
        (":muscle: Strengths#", SectionKind.STRENGTHS),
        ("Strengths {#good}", SectionKind.STRENGTHS),
        ("Scientific\u00a0evidence", SectionKind.EVIDENCE),
        ("Str\u200bengths", SectionKind.STRENGTHS),
        ("Str\u0435ngths", SectionKind.STRENGTHS),
        ("Strengths and weaknesses", SectionKind.OTHER),
        ("1984", SectionKind.OTHER),
        ("I, Robot", SectionKind.OTHER),
        ("C++", SectionKind.OTHER),
    ],
)
def test_headings_and_their_synonyms_open_sections(heading: str, kind: SectionKind) -> None:
    assert section_kind(heading, {}) is kind


def test_no_heading_opens_two_kinds_of_section() -> None:
    words = [word.casefold() for words in SYNONYMS.values() for word in words]
    assert len(words) == len(set(words))


def test_a_site_adds_its_own_headings() -> None:
    extra = {"strengths": ["Stärken"]}
    assert section_kind("stärken", extra) is SectionKind.STRENGTHS
    assert section_kind("2) Stärken:", extra) is SectionKind.STRENGTHS
    assert near_heading("Stärkn", extra) == "Stärken"


@pytest.mark.parametrize("heading", ["Strenghts", "Definitons", "Weaknesess"])
def test_a_slip_of_the_pen_is_noticed(heading: str) -> None:
    assert near_heading(heading, {}) is not None


@pytest.mark.parametrize(
    ("heading", "odd"),
    [
        ("2. Str\u0435ngths", 'the letter "\u0435" is Cyrillic'),
        ("Str\u200bengths", 'a zero width space stands behind "str"'),
        ("2. Strengths:", ""),
    ],
)
def test_what_only_looks_like_a_heading_is_named(heading: str, odd: str) -> None:
    near = meant_heading(heading, {})
    assert (near.odd if near else "") == odd


@pytest.mark.parametrize("heading", ["History", "Price", "Energy", "Future work", "Evidence gaps"])
def test_other_words_are_left_alone(heading: str) -> None:
    assert near_heading(heading, {}) is None


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["Stärken"], "should be a dictionary"),
        ({"strenghts": ["Stärken"]}, "'strenghts' is no kind of section; allowed are \"in-short"),
        ({"strengths": "Stärken"}, "should be a list of texts, not 'Stärken'"),
        ({"strengths": [5]}, "should be a list of texts"),
        ({5: ["Stärken"]}, "5 is no kind of section"),
        ({"strengths": ("Stärken", "Vorteile")}, ""),
    ],
)
def test_headings_that_cannot_be_used_are_told(extra: object, said: str) -> None:
    assert said in fault_of(extra) if said else fault_of(extra) == ""


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Stärken", SectionKind.STRENGTHS),
        ("3. Inconvénients:", SectionKind.WEAKNESSES),
        ("Evidencia científica", SectionKind.EVIDENCE),
        ("Strengths", SectionKind.OTHER),
        ("Vergleich", SectionKind.OTHER),
    ],
)
def test_headings_of_other_languages_are_told_apart(heading: str, kind: SectionKind) -> None:
    assert kind_elsewhere(heading) is kind
