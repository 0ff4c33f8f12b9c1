"""Pages in scripts without spaces, as Pagefind keeps them once it has parted their words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sphinx_versus.site.search import bundle

WORDS = ["茶", "与", "咖啡", ". ", "茶", ". ", "埃", "塞", "俄", "比亚", "。 ", "Tea ", "time"]
PARTED = "\u200b".join(WORDS)


def _fragment(content: str) -> Any:
    fact = json.loads('["", "page", "茶与咖啡", -1, {}, "", "page.html", 1]')
    return bundle._Fragment("key", content, ((0, fact),))


@pytest.mark.parametrize(
    ("title", "alias", "location", "words"),
    [
        ("茶与咖啡", "", 0, 4),  # with the full stop that Pagefind sets
        ("茶", "", 4, 2),
        ("埃塞俄比亚", "Tea", 6, 6),
        ("Tea time", "", 11, 2),
    ],
)
def test_a_title_takes_the_words_that_it_was_parted_into(
    title: str, alias: str, location: int, words: int
) -> None:
    assert _fragment(PARTED).length_of(title, alias, location) == words


def test_a_title_with_spaces_takes_its_words() -> None:
    assert _fragment("Tea or coffee. Both.").length_of("Tea or coffee", "drinks", 0) == 4


def test_short_words_are_offered_where_words_are_short() -> None:
    assert bundle._words([_fragment(PARTED)])[:2] == ["茶", "tea"]
    assert set(bundle._words([_fragment(PARTED)])) == {
        *("茶", "与", "咖啡", "埃", "塞", "俄", "比亚", "tea", "time"),
    }
    assert bundle._words([_fragment("an ox eats")]) == ["eats"]
