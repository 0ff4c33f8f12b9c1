"""Splitting, comparing, guessing and turning names into ids."""

import pytest

from sphinx_versus.grammar.names import (
    Match,
    initial,
    is_key,
    listed,
    match,
    near_miss,
    nearest,
    nearly_split,
    no_key,
    plain_argument,
    slug,
    split_sides,
    title_of,
)


@pytest.mark.parametrize(
    ("argument", "sides"),
    [
        ("A vs B", ["A", "B"]),
        ("A vs. B", ["A", "B"]),
        ("A VERSUS B", ["A", "B"]),
        ("A vs B vs C", ["A", "B", "C"]),
        ("A | B | C", ["A", "B", "C"]),
        ("Kramer vs. Kramer | Roe v. Wade", ["Kramer vs. Kramer", "Roe v. Wade"]),
        (r"a\|b | c", ["a|b", "c"]),
        ("学习 vs 训练", ["学习", "训练"]),
        ("C++ | C#", ["C++", "C#"]),
        ("Versus", ["Versus"]),
        ("canvas vs curves", ["canvas", "curves"]),
        ("A | | B |", ["A", "B"]),
        ("", []),
    ],
)
def test_sides_are_split_at_bars_or_else_at_versus(argument: str, sides: list[str]) -> None:
    assert split_sides(argument) == sides


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Human Learning", "human-learning"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("C", "c"),
        ("R&D", "r-d"),
        ("<Ops>", "ops"),
        ("Don't", "dont"),
        ("Don\N{RIGHT SINGLE QUOTATION MARK}t", "dont"),
        ("学习", "学习"),
        ("التعلم", "التعلم"),
        ("हिन्दी", "हिन्दी"),
        ("Ｆｕｌｌ width", "full-width"),
        ("🙂", "u1f642"),
        ("", ""),
    ],
)
def test_slugs_keep_every_script_and_tell_programming_languages_apart(
    name: str, expected: str
) -> None:
    assert slug(name) == expected


def test_names_match_without_regard_to_case_and_space() -> None:
    found = match("  human   LEARNING ", ["Model Training", "Human Learning"])
    assert found is not None
    assert (found.index, found.exact) == (1, True)


def test_a_near_miss_is_told_from_a_match() -> None:
    found = match("Human Lerning", ["Model Training", "Human Learning"])
    assert found is not None
    assert (found.index, found.exact) == (1, False)


@pytest.mark.parametrize(
    ("name", "place", "version", "remark"),
    [
        ("Ada 2.1.0", 0, "2.1.0", ""),
        ("Ada v2", 0, "v2", ""),
        ("Ada version 3", 0, "version 3", ""),
        ("Ada 2.1 LTS", 0, "2.1 LTS", ""),
        ("Ada@3", 0, "3", ""),
        ("Ada \N{GREATER-THAN OR EQUAL TO} 2", 0, "\N{GREATER-THAN OR EQUAL TO} 2", ""),
        ("Bob (v3)", 1, "v3", ""),
        ("Bob (v3, new)", 1, "", "v3, new"),
        ("Ada (recommended)", 0, "", "recommended"),
        ("Ada \N{WHITE MEDIUM STAR}44", 0, "", ""),
        ("Ada \N{BLACK STAR} 1.2k", 0, "", ""),
        ("Ada \N{EN DASH} the small one", 0, "", "the small one"),
        ("Ada 2.0 (beta) \N{WHITE MEDIUM STAR}", 0, "2.0", "beta"),
        ("\N{WHITE HEAVY CHECK MARK} Bob", 1, "", ""),
        ("\N{WHITE HEAVY CHECK MARK}Bob", 1, "", ""),
        ("\U0001f469\u200d\U0001f4bb Bob", 1, "", ""),
        (":star: Bob", 1, "", ""),
        ("1. Ada", 0, "", ""),
        ("(a) Ada", 0, "", ""),
        ("- Ada", 0, "", ""),
        ("Ada:", 0, "", ""),
        ("Ada\N{SUPERSCRIPT ONE}", 0, "", ""),
        ("Ada [1]", 0, "", ""),
        ("Ada*", 0, "", ""),
        ("\u201cAda\u201d", 0, "", ""),
        ("Ada\N{TRADE MARK SIGN}", 0, "", ""),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(
    name: str, place: int, version: str, remark: str
) -> None:
    assert match(name, ["Ada", "Bob"]) == Match(place, True, version=version, remark=remark)


@pytest.mark.parametrize(
    ("name", "names", "exact"),
    [
        ("Python 3", ["Python 2", "Python 3"], "Python 3"),
        ("Python 3 (new)", ["Python 2", "Python 3"], "Python 3"),
        ("Python 4", ["Python 2", "Python 3"], ""),
        ("Python", ["Python 2", "Python 3"], ""),
        ("Ada 3", ["Ada", "Ada 2"], ""),
        ("Ada 3", ["Ada", "Bob"], "Ada"),
        ("Ada 3.0", ["Ada 2.0", "Bob"], ""),
        ("Ada", ["Ada (the language)", "Bob"], "Ada (the language)"),
        ("Mercury", ["Mercury (planet)", "Mercury (element)"], ""),
        ("Ada (Bob)", ["Ada", "Bob"], ""),
        ("C++", ["C", "Rust"], ""),
        ("C#", ["C", "Rust"], ""),
        ("GPT-4", ["GPT", "GPT-3"], ""),
        ("Ada Pro", ["Ada", "Bob"], ""),
        (".NET", [".NET", "Java"], ".NET"),
    ],
)
def test_what_another_name_has_is_no_decoration(name: str, names: list[str], exact: str) -> None:
    found = match(name, names)
    assert (names[found.index] if found and found.exact else "") == exact


def test_a_near_miss_is_found_behind_what_stands_around_it() -> None:
    found = match("\N{WHITE HEAVY CHECK MARK} Human Lerning (v3)", ["Model", "Human Learning"])
    assert found is not None
    assert (found.index, found.exact) == (1, False)


@pytest.mark.parametrize(
    ("argument", "sides"),
    [
        ("Tea v. Coffee", ["Tea", "Coffee"]),
        ("Tea, Coffee", ["Tea", "Coffee"]),
        ("Tea / Coffee / Mate", ["Tea", "Coffee", "Mate"]),
        ("Tee gegen Kaffee", ["Tee", "Kaffee"]),
        ("Tea and Coffee", ["Tea", "Coffee"]),
        ("Tea", []),
        ("Vintage Coffee", []),
    ],
)
def test_an_argument_that_names_one_side_may_mean_more(argument: str, sides: list[str]) -> None:
    assert nearly_split(argument) == sides


def test_something_else_matches_nothing() -> None:
    assert match("Sleep", ["Model Training", "Human Learning"]) is None
    assert nearest("Sleep", []) is None


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("duration", True),
        ("训练", True),
        ("a b", False),
        ("a#b", False),
        ('a"b', False),
        ("", False),
        ("a\u200bb", False),
        ("c\u0430f", False),
        ("NF-\u03baB", True),
        ("\u043a\u043b\u044e\u0447", True),
    ],
)
def test_keys_hold_nothing_that_breaks_a_link(key: str, good: bool) -> None:
    assert is_key(key) is good


def test_words_are_listed_as_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == '"a"'
    assert listed(["a", "b", "c"]) == '"a", "b" or "c"'


@pytest.mark.parametrize(
    ("argument", "title"),
    [
        ("A vs. B", "A vs. B"),
        ("A | B | C", "A vs B vs C"),
        ("Kramer vs. Kramer | Roe v. Wade", "Kramer vs. Kramer | Roe v. Wade"),
    ],
)
def test_a_title_has_no_bars_where_it_can_do_without(argument: str, title: str) -> None:
    assert title_of(argument) == title


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("apple", "A"),
        ("Élan", "E"),
        ("“Quoted”", "Q"),
        ("3D", "0–9"),
        ("٣", "0–9"),
        ("学习", "学"),
        ("ß", "S"),
        ("---", "#"),
        ("", "#"),
    ],
)
def test_a_name_stands_under_its_first_letter(name: str, expected: str) -> None:
    assert initial(name) == expected


def test_what_looks_like_a_name_is_offered_with_the_reason() -> None:
    known = ["Model Training", "Coffee"]
    assert near_miss("C\u043effee", known) == ("Coffee", 'the letter "\u043e" is Cyrillic')
    assert near_miss("Cofee", known) == ("Coffee", "")
    assert near_miss("Sleep", known) is None
    # The odd one may be the name that is known.
    near = near_miss("Coffee", ["C\u043effee"])
    assert near is not None
    assert "Cyrillic" in near.odd


def test_what_keeps_a_text_from_being_a_key_is_named() -> None:
    assert no_key("a b") == '"a b" cannot be a key; write "key: a-b"'
    assert no_key("???").endswith("digits and hyphens")
    assert no_key("", ":key: {}", "mine") == 'the key is missing; write ":key: mine"'
    assert no_key("a\u200bb").endswith('(a zero width space stands behind "a")')


@pytest.mark.parametrize(
    ("argument", "plain"),
    [
        ("[Tea vs Coffee]", "Tea vs Coffee"),
        ('"Tea vs Coffee"', "Tea vs Coffee"),
        ("(Tea | Coffee):", "Tea | Coffee"),
        ("**Tea** vs `Coffee`", "Tea vs Coffee"),
        ("[Tea](tea.md) vs Coffee ::::", "Tea vs Coffee"),
        ("[Tea]", "Tea"),
        *((name, name) for name in ('"Heroes" vs "Changes"', '"Heroes"', "(a) vs (b)", "", "[")),
        *((name, name) for name in ("*args vs **kwargs", "__init__ vs __new__", "C++ | C# | `")),
    ],
)
def test_signs_around_names_are_no_part_of_them(argument: str, plain: str) -> None:
    assert plain_argument(argument) == plain
