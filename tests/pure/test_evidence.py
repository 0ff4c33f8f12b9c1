"""The grammar of the items below a claim."""

import pytest

from sphinx_versus.grammar.evidence import (
    judgement,
    level_like,
    meant_level,
    opening,
    raw_reason,
    raw_sources,
    split_sources,
)
from sphinx_versus.model.facts import Certainty

CITE = object()  # stands for any inline markup: it is never looked into


@pytest.mark.parametrize(
    ("pieces", "word", "rest"),
    [
        (["disputes: ", CITE], "disputes", [CITE]),
        (["Supports:", CITE], "supports", [CITE]),
        (["certainty: low, because"], "certainty", ["low, because"]),
        ([CITE], "", [CITE]),
        (["Walker: Why We Sleep"], "", ["Walker: Why We Sleep"]),
        (["https://example.org/a"], "", ["https://example.org/a"]),
        (["About sleep's role in memory"], "", ["About sleep's role in memory"]),
        ([], "", []),
    ],
)
def test_known_words_open_an_item(pieces: list, word: str, rest: list) -> None:
    found = opening(pieces)
    assert (found.word, found.rest) == (word, rest)


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        ("moderate, because it shrinks", Certainty.MODERATE, ["because it shrinks"]),
        ("Very low: few studies", Certainty.VERY_LOW, ["few studies"]),
        ("very-low (few studies)", Certainty.VERY_LOW, ["few studies"]),
        ("low because of it", Certainty.LOW, ["because of it"]),
        ("high", Certainty.HIGH, []),
    ],
)
def test_a_certainty_is_a_level_and_a_reason(text: str, level: Certainty, reason: list) -> None:
    found = judgement([text])
    assert (found.level, found.reason) == (level, reason)


@pytest.mark.parametrize(("text", "word"), [("medium, because", "medium"), ("highest", "highest")])
def test_other_levels_are_none(text: str, word: str) -> None:
    found = judgement([text])
    assert (found.level, found.found) == (None, word)


@pytest.mark.parametrize(
    ("pieces", "sources"),
    [
        (["a; b"], [["a"], ["b"]]),
        ([CITE, "; ", CITE], [[CITE], [CITE]]),
        (["(a; b)"], [["a"], ["b"]]),
        (["a (x; y); b"], [["a (x; y)"], ["b"]]),
        (["(a) and (b; c)"], [["(a) and (b; c)"]]),
        (["a :) b; c"], [["a :) b"], ["c"]]),
        (["a;; b;"], [["a"], ["b"]]),
        (["Author, ", CITE, " (2017)"], [["Author, ", CITE, " (2017)"]]),
        ([" "], []),
    ],
)
def test_sources_are_split_outside_parentheses(pieces: list, sources: list) -> None:
    assert split_sources(pieces) == sources


@pytest.mark.parametrize(
    ("raw", "sources"),
    [
        ("{cite:t}`a`; {cite:t}`b`", ["{cite:t}`a`", "{cite:t}`b`"]),
        ("disputes: [a; b](c); *d*", ["[a; b](c)", "*d*"]),
        ("A (b; c) `x;y`", ["A (b; c) `x;y`"]),
        ("Walker: a; b", ["Walker: a", "b"]),
    ],
)
def test_raw_text_is_split_like_its_markup(raw: str, sources: list[str]) -> None:
    assert raw_sources(raw) == sources


def test_the_raw_reason_is_what_follows_the_level() -> None:
    assert raw_reason("certainty: very low, because of *this*") == "because of *this*"
    assert raw_reason("certainty: low (few `studies`)") == "few `studies`"
    assert raw_reason("certainty: medium") == ""


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("hihg, because", "hihg", "high"),
        ("very high because", "very high", "high"),
        ("quite likely to be so", "quite", None),
        ("mittel, weil", "mittel", "moderate"),
        ("élevée (biais)", "élevée", "high"),
        ("faible", "faible", "low"),
        ("", "", None),
    ],
)
def test_a_level_in_other_words_is_offered(text: str, found: str, meant: str | None) -> None:
    assert level_like(text) == found
    assert meant_level(found) == meant
