"""What readers type in place of what a site says, and how works are identified."""

from __future__ import annotations

import pytest

from sphinx_versus.site.search.forms import digest, other_forms
from sphinx_versus.site.search.identifiers import words_of

FORMS = {
    # what is typed: what a site with some words is asked for
    "slept": ("Sleeping", ["sleep"]),
    "forgot": ("forgetting", ["forget"]),
    "children": ("a child", ["child"]),
    "child": ("child, children", ["child", "children"]),
    "co2": ("CO₂-equivalent", ["co₂"]),
    "alpha": ("the α-helix", ["α"]),
    "α": ("alpha", ["alpha"]),
    # A power is no number.
    "106": ("10⁶", None),
    # What is not on the site is not asked for.
    "gave": ("sleep", None),
}
STARTS = {
    "organiz": ("Organisations", ["organis"]),
    "behavior": ("behaviours", ["behaviour"]),
    "behaviour": ("behavior and behaviour", ["behaviour", "behavior"]),
    "centre": ("the center", ["center"]),
    "modeling": ("modelling", ["modelling"]),
    "analyz": ("it analysed", ["analys"]),
    "colour": ("a column", None),
    # What begins the other spelling finds it anyway.
    "program": ("programme", None),
}


@pytest.mark.parametrize("typed", FORMS)
def test_a_word_has_other_forms(typed: str) -> None:
    text, meant = FORMS[typed]
    assert other_forms(text.split(), "en_GB")["words"].get(typed) == meant


@pytest.mark.parametrize("typed", STARTS)
def test_a_word_has_two_spellings(typed: str) -> None:
    text, meant = STARTS[typed]
    assert other_forms(text.split(), "en")["starts"].get(typed) == meant


def test_other_languages_have_neither() -> None:
    assert other_forms(["organisieren", "lead", "Laboureur"], "de") == {"words": {}, "starts": {}}


IDENTIFIERS = {
    "10.1016/S1364-6613(99)01294-2": "101016s1364661399012942",
    "https://doi.org/10.1016%2FS1364-6613(99)01294-2": "101016s1364661399012942",
    "10.48550/arXiv.1706.03762": "arxiv170603762",
    "1706.03762v5": "arxiv170603762",
    "https://arxiv.org/pdf/1706.03762v5.pdf": "arxiv170603762",
    "hep-th/9901001": "arxivhepth9901001",
    "https://www.example.org/a/b?id=1": "exampleorgabid1",
    "pmid:12345": "pmid12345",
    "https://pubmed.ncbi.nlm.nih.gov/12345/": "pmid12345",
    "0-306-40615-2": "isbn9780306406157",
    "ISBN 978-0-306-40615-7": "isbn9780306406157",
    "0-8044-2957-X": "isbn9780804429573",
}


@pytest.mark.parametrize("written", IDENTIFIERS)
def test_an_identifier_is_one_word(written: str) -> None:
    assert list(words_of(written)) == [IDENTIFIERS[written]]


def test_what_is_no_identifier_is_none() -> None:
    assert [*words_of("12 pages"), *words_of("")] == []


def test_a_title_is_told_by_its_words() -> None:
    assert digest("Łukasz: the “Weiß” Café") == digest("lukasz the weiss cafe")
    assert digest("one two") != digest("two one")
