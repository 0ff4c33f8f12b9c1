"""Headings of columns to roles, cells to winners, and tables to the sides that they name."""

import pytest

from sphinx_versus.grammar.columns import (
    Role,
    Words,
    are_turned,
    fault_of,
    roles,
    sides_in,
    winners,
)

SIDES = ("Ada", "Bob")


def _table(*lines: str) -> tuple[list[str], list[list[str]]]:
    headings, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return headings, [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Feature|Ada|Bob", "x|1|2"], "dimension side side"),
        (["Criterion|Weight|Ada|Bob|Winner|Notes", "x|4|1|2|Ada|"],
         "dimension weight side side winner notes"),
        (["Goal|Feature|Ada|Bob", "a|x|1|2", "a|y|1|2"], "group dimension side side"),
        (["Goal|Feature|Ada|Bob", "a|x|1|2", "|y|1|2"], "group dimension side side"),
        (["Goal|Feature|Ada|Bob", "a|x|1|2", "b|y|1|2"], "dimension ? side side"),
        (["Category|Feature|Ada|Bob", "a|x|1|2", "b|y|1|2"], "group dimension side side"),
        (["Category|Ada|Bob", "a|1|2"], "dimension side side"),
        (["Weight|Ada|Bob", "a|1|2"], "dimension side side"),
        (["#|Feature|Ada|Bob", "1|x|1|2"], "number dimension side side"),
        (["Feature|Description|Ada|Bob", "x|y|1|2"], "dimension notes side side"),
        (["Feature|Ada|Bob|We chose", "x|1|2|Bob", "y|1|2|"], "dimension side side winner"),
        (["Feature|Ada|Bob|We chose", "x|1|2|Bob", "y|1|2|cheap"], "dimension side side ?"),
        (["Feature|Ada|Bob|Verdict", "x|1|2|Too close to call"], "dimension side side notes"),
        (["Feature|Unit|Bob (v3)|**Notes**", "x|g|1|2"], "dimension unit side ?"),
        (["Feature|Ada|Bob|Comments:", "x|1|2|3"], "dimension side side notes"),
        (["Feature|Ada|Bbo", "x|1|2"], "dimension side ?"),
        (["Feature|Ada|Bobb", "x|1|2"], "dimension side side"),
        (["Ada|Feature|Bob", "x|1|2"], "side ? side"),
        (["Ada (x)|Ada|Bob", "x|1|2"], "dimension side side"),
    ],
)  # fmt: skip
def test_a_column_is_what_its_heading_says(lines: list[str], expected: str) -> None:
    headings, cells = _table(*lines)
    found = roles(headings, cells.__getitem__, SIDES, Words())
    assert " ".join(column.role or "?" for column in found) == expected


def test_a_side_comes_before_a_role_and_a_role_before_a_near_miss() -> None:
    headings, cells = _table("Feature|Notes|Bob", "x|1|2")
    found = roles(headings, cells.__getitem__, ("Notes", "Bob"), Words())
    assert [column.role for column in found] == [Role.DIMENSION, Role.SIDE, Role.SIDE]
    found = roles(headings, cells.__getitem__, ("Note", "Bob"), Words("xx", {"notes": ["Notes"]}))
    assert [column.role for column in found][1] is Role.NOTES


@pytest.mark.parametrize(
    ("language", "heading", "role"),
    [
        ("en", "Note", Role.NOTES),
        ("de", "Note", Role.UNKNOWN),
        ("de_AT", "Bemerkungen", Role.NOTES),
        ("de", "Notes", Role.NOTES),
        ("fr", "Notes", Role.UNKNOWN),
        ("en", "Einheit", Role.UNKNOWN),
        ("de", "Gewichtung", Role.WEIGHT),
        ("fr", "Remarques", Role.NOTES),
    ],
)
def test_words_are_those_of_the_language_and_of_the_site(
    language: str, heading: str, role: Role
) -> None:
    assert Words(language, {"notes": ["Remarques"]}).role_of(heading) is role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada", (0,)),
        ("✅ bob (v3)", (1,)),
        ("Ada and Bob", (0, 1)),
        ("Bob / Ada", (0, 1)),
        ("tie", ()),
        ("Unentschieden", ()),
        ("–", ()),
        ("Neither is good", None),
        ("Ada, cheap", None),
        ("Adda", None),
    ],
)
def test_a_cell_names_those_that_win(text: str, expected: tuple[int, ...] | None) -> None:
    assert winners(text, SIDES) == expected


@pytest.mark.parametrize(
    ("headings", "firsts", "turned"),
    [
        (["Way", "Size"], ["Ada", "Bob"], True),
        (["Way", "Size"], ["Bob 2.0", "", "**Ada**"], False),
        (["Way", "Size"], ["Bob 2.0", "", "Ada"], True),
        (["Way", "Ada"], ["Ada", "Bob"], False),
        (["Way", "Size"], ["Ada", "Ada"], False),
        (["Way", "Size"], ["Ada", "Cleo"], False),
        (["Way", "Size"], [], False),
    ],
)
def test_a_table_is_turned_if_its_rows_are_the_sides(
    headings: list[str], firsts: list[str], turned: bool
) -> None:
    assert are_turned(headings, firsts, SIDES) is turned


@pytest.mark.parametrize(
    ("lines", "sides"),
    [
        (["Feature|Ada|Bob", "x|1|2"], "Ada Bob"),
        (["|Ada 2.1.0|✅ Bob (v3)|Notes", "x|1|2|3"], "Ada Bob"),
        (["Feature|Python 2|Python 3", "x|1|2"], "Python 2, Python 3"),
        (["Feature|Python (C)|Python (Java)", "x|1|2"], "Python (C), Python (Java)"),
        (["Criterion|Weight|Ada|Bob|Winner|Best pick", "x|4|1|2|Ada|Bob"], "Ada Bob"),
        (["Goal|Feature|Ada|Bob", "a|x|1|2", "a|y|1|2"], "Ada Bob"),
        (["Operation|Ada|Bob|Cleo", "a|x|1|2", "|y|1|2"], "Ada Bob Cleo"),
        (["#|Feature|Ada|Bob", "1|x|1|2"], "Ada Bob"),
        (["Way|Effort|Size|Updates", "Package|low|12 MB|no", "Source|high|3 MB|no"],
         "Package Source"),
        (["Phone|Weight|Price|Camera", "Ada|1|2|good", "Bob|2|3|bad"], "Ada Bob"),
        (["Option|Pros|Cons", "Ada|a|b", "Bob|a|b"], "Ada Bob"),
        (["Tool|Command|Time", "Ada|a -x|1 s", "Bob|b|2 s", "Ada|a|3 s"], ""),
        (["Framework|Ada|Bob", "Language|C|D", "Size|1 kB|2 kB"], "Ada Bob"),
        (["Feature|Ada|Bob|Edge", "x|✅|❌|❌", "y|?|✅|✅"], "Ada Bob Edge"),
        (["Feature|Ada|Edge", "x|12 ms|15 ms"], "Ada Edge"),
        (["Feature|Ada|Bob|Verdict", "x|✅|❌|Close"], "Ada Bob"),
        (["Feature|Ada|Bob|Edge", "x|✅|❌|Ada"], "Ada Bob"),
        (["Feature|Ada", "x|1"], ""),
        (["Feature|Ada|Ada", "x|1|1"], ""),
        (["", "x"], ""),
    ],
)  # fmt: skip
def test_a_table_names_the_sides_where_nothing_else_does(lines: list[str], sides: str) -> None:
    headings, cells = _table(*lines)
    points = [at for at, heading in enumerate(headings) if heading in ("Pros", "Cons")]
    expected = sides.split(", ") if ", " in sides else sides.split()
    assert sides_in(headings, cells, Words(), points=points) == expected


def test_names_in_other_sections_tell_which_way_a_table_is_turned() -> None:
    headings, cells = _table("Thing|One|Two", "Ada|a|b", "Bob|a|b")
    assert sides_in(headings, cells, Words()) == ["One", "Two"]
    assert sides_in(headings, cells, Words(), known=SIDES) == [*SIDES]


def test_words_of_a_site_that_cannot_be_used_are_told() -> None:
    assert fault_of({"notes": ["Remarques"]}) == ""
    assert "dictionary" in fault_of(5)
    assert 'allowed are "notes"' in fault_of({"side": ["x"]})
    assert "a list of texts" in fault_of({"notes": "Remarques"})
