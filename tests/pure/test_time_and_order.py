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
    compat.tidy_index(index)
    assert list(index._mapping) == ["a", "b"]
