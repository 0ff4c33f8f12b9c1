"""Characters that cannot be seen, and those that look like others."""

from __future__ import annotations

import pytest

from sphinx_versus.grammar.characters import mended, odd_characters, skeleton
from sphinx_versus.grammar.names import Match, match

ALIKE = [
    ("Cof\u200bfee", "Coffee", 'a zero width space stands behind "Cof"'),
    ("\ufeffCoffee", "Coffee", "a zero width no-break space stands at the beginning"),
    ("Cof\u00adfee", "Coffee", 'a soft hyphen stands behind "Cof"'),
    ("C\u043effee", "Coffee", 'the letter "\u043e" is Cyrillic'),
    ("\u0391lpha", "Alpha", 'the letter "\u0391" is Greek'),
    ("d\u0131sputes", "disputes", 'the letter "\u0131" is not "i"'),
    ("\uff24isputes", "disputes", '"\uff24" is not "D"'),
    ("Side\u2011by\u2011side", "side-by-side", '"\u2011" is not "-"'),
    ("What\u2019s new", "What's new", '"\u2019" is not "\'"'),
]


@pytest.mark.parametrize(("written", "meant", "why"), ALIKE)
def test_texts_that_look_alike(written: str, meant: str, why: str) -> None:
    assert skeleton(written) == skeleton(meant)
    assert odd_characters(written, meant) == why


@pytest.mark.parametrize(
    ("one", "other"), [("Tea", "Teas"), ("naive", "na\u00efve"), ("\u0411", "B"), ("C", "C++")]
)
def test_texts_that_do_not_look_alike(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "text", ["", "Coffee", "na\u00efve \u2764\ufe0f", "\u65e5\u672c", "\u0411\u0418"]
)
def test_texts_with_nothing_odd(text: str) -> None:
    assert odd_characters(text, text) == ""


def test_a_name_that_looks_like_another_is_a_near_miss() -> None:
    names = ["Tea", "Coffee"]
    assert match("C\u043effee", names) == Match(
        1, exact=False, odd='the letter "\u043e" is Cyrillic'
    )
    assert match("coffee", names) == Match(1, exact=True)
    assert match("Cofee", names) == Match(1, exact=False)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Cof\u200bfee", "Coffee"),
        ("C\u043effee vs T\u0435a", "Coffee vs Tea"),
        ("Coffee\u00ad", "Coffee"),
        # Words of other scripts, and Greek letters in names.
        ("\u041a\u043e\u0444\u0435", "\u041a\u043e\u0444\u0435"),
        ("NF-\u03baB", "NF-\u03baB"),
        ("TNF\u03b1", "TNF\u03b1"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f469\u200d\U0001f4bb A", "\U0001f469\u200d\U0001f4bb A"),
        ("\u00c9lan", "\u00c9lan"),
    ],
)
def test_latin_words_are_mended_and_others_stay(text: str, plain: str) -> None:
    assert mended(text) == plain
