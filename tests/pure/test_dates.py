"""Days that are not written as year-month-day are understood where they can be."""

import pytest

from sphinx_versus.grammar.dates import meant_day


@pytest.mark.parametrize(
    "text",
    [
        *("22.11.2026", "22/11/2026", "11/22/2026", "2026/11/22", "2026.11.22"),
        *("22 November 2026", "November 22nd, 2026", "22. Nov. 2026", "22 novembre 2026"),
        "22 de noviembre de 2026",
    ],
)
def test_a_day_is_understood(text: str) -> None:
    assert meant_day(text) == "2026-11-22"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-1-5", "2026-01-05"),
        ("1.2.2026", "2026-02-01"),
        ("3 März 2026", "2026-03-03"),
        ("1er août 2026", "2026-08-01"),
        ("15 juillet 2026", "2026-07-15"),
        ("15 juin 2026", "2026-06-15"),
        ("15 mai 2026", "2026-05-15"),
        ("15 marzo 2026", "2026-03-15"),
    ],
)
def test_a_month_has_its_number_or_its_name(text: str, day: str) -> None:
    assert meant_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2026",
        "2026-11",
        "03/04/2026",
        "2026-02-30",
        "22.11.26",
        "99999999999999 1 1",
        "1 x 2",
    ],
)
def test_what_could_be_another_day_is_none(text: str) -> None:
    assert meant_day(text) == ""
