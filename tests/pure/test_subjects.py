"""What is named behind "about:" is a side, a row or an entity, in this order."""

from __future__ import annotations

import pytest

from sphinx_versus.grammar.subjects import Named, Rows, Subjects, subjects

SIDES = ("Ada", "Bob, the second", "Cups")
ROWS = Rows(
    [
        Named("Power (W)", "k-row-power"),
        Named("Cups, a day", "k-row-cups-a-day"),
        Named("Price", "k-row-hot-price"),
        Named("Price", "k-row-cold-price"),
        Named("Cups", "k-row-cups"),
        Named("Size of the store", "k-row-size"),
        Named("Density (kg/m³), lower is better", "k-row-density-kg-m3-lower-is-better"),
    ]
)


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ("Ada", ["Ada"], []),
        ("ada 2.0; Sleep", ["Ada", "Sleep"], []),
        ("Ada, Sleep", ["Ada", "Sleep"], []),
        ("学习；记忆、Ada", ["学习", "记忆", "Ada"], []),
        ("Power", [], ["k-row-power"]),
        ("power (w)", [], ["k-row-power"]),
        ("Density", [], ["k-row-density-kg-m3-lower-is-better"]),
        ("density (kg/m³)", [], ["k-row-density-kg-m3-lower-is-better"]),
        ("Ada; Power; Sleep", ["Ada", "Sleep"], ["k-row-power"]),
        # A comma in a known name parts nothing.
        ("Cups, a day", [], ["k-row-cups-a-day"]),
        ("Bob, the second; Ada", ["Bob, the second", "Ada"], []),
        # Sides come first.
        ("Cups", ["Cups"], []),
        # Ids are as they are.
        ("#k-row-cold-price", [], ["k-row-cold-price"]),
        ("size", [], ["k-row-size"]),
        ("Size", ["Size"], []),
        ("k-row-cups", [], ["k-row-cups"]),
        (" ; ,", [], []),
    ],
)
def test_names_are_found(text: str, names: list[str], rows: list[str]) -> None:
    assert subjects(text, SIDES, ROWS) == Subjects(tuple(names), tuple(rows))


def test_a_name_of_several_rows_comes_with_their_ids() -> None:
    found = subjects("Ada; Price", SIDES, ROWS)
    assert found == Subjects(("Ada",), (), (("Price", ("k-row-hot-price", "k-row-cold-price")),))
