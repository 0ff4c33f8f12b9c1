"""What makes builds alike: the time that they bear, and the order of what they write."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from sphinx_versus.site import compat
from sphinx_versus.site.building.clock import time_of_build


def test_a_build_bears_the_day_in_no_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_790_000_000.5)
    monkeypatch.setenv("TZ", "XXX-14")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert time.gmtime(time_of_build())[:6] == (2026, 9, 21, 0, 0, 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert time_of_build() == 86399


def test_the_words_of_an_index_do_not_stand_in_the_order_of_pages() -> None:
    index = SimpleNamespace(_mapping={"b": {"page"}, "gone": set(), "a": {"page"}})
    compat.tidy_index(index, {})
    assert list(index._mapping) == ["a", "b"]


def test_the_search_finds_the_entries_of_pages_that_are_not_written_again() -> None:
    index = SimpleNamespace(_titles={"old": "Old", "new": "New"}, _index_entries={"new": []})
    entry = ("single", "tea; green", "a", "main", None)
    compat.tidy_index(index, {"old": [entry], "new": [entry], "unsearched": [entry]})
    found = [("green", "a", "main"), ("tea", "a", "main")]
    assert index._index_entries == {"new": found, "old": found}
