"""Which section a heading opens."""

import pytest

from sphinx_versus.grammar.headings import SYNONYMS, fault_of, near_heading, section_kind
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
    assert near_heading("Stärkn", extra) == "Stärken"


@pytest.mark.parametrize("heading", ["Strenghts", "Definitons", "Weaknesess"])
def test_a_slip_of_the_pen_is_noticed(heading: str) -> None:
    assert near_heading(heading, {}) is not None


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
