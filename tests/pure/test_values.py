"""What cells of tables are read as: marks, quantities, and text that is neither."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_versus.grammar.values import (
    UNITS,
    Language,
    Units,
    fault_of_units,
    fault_of_words,
    is_stated,
    language,
    shows_decimals,
    sort_keys,
    values_of,
)
from sphinx_versus.grammar.values.units import MONEY
from sphinx_versus.model.values import Mark, MarkKind, Quantity, Relation
from written_values import text_of

CELLS = Path(__file__).parent / "cells"
EN, DE = language("en"), language("de")
PAGES = {"english": EN, "german": DE}
SETTINGS = settings(
    max_examples=int(os.environ.get("FUZZ", "200")),
    deadline=None,
    database=None,
    derandomize="FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


def read_as(cells: list[str], page: Language, name: str = "", units: str = "") -> list[str]:
    """Return in words what the cells of a row are read as."""
    hints = [units] * len(cells)
    return [
        text_of(reading.value, page)
        if reading.value
        else f"doubt: {reading.doubt}"
        if reading.doubt
        else "text"
        if reading.stated
        else "not stated"
        for reading in values_of(cells, page, name, hints)
    ]


def _listed() -> list[tuple[str, str, str]]:
    return [
        (page, *line.rsplit(" = ", 1))
        for page in PAGES
        for line in (CELLS / f"{page}.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("# ", "## "))
    ]


@pytest.mark.parametrize(("page", "cell", "meant"), _listed())
def test_a_cell_alone(page: str, cell: str, meant: str) -> None:
    assert read_as([cell], PAGES[page]) == [meant]


ROWS = [
    # What one leaves open, another one tells.
    ("5m | 10 min", "5 min | 10 min"),
    ("5m | 3 km", "5 m | 3 km"),
    ("90s | 12.5 s", "90 s | 12.5 s"),
    ("300 K | 20 °C", "300 kelvin | 20 °C"),
    ("10M | 500k | 1,200", "10,000,000 | 500,000 | 1,200"),
    ("12.5k | 890", "12,500 | 890"),
    ("512M | 8G | 4 GB", "512 MB | 8 GB | 4 GB"),
    ("2024 | 1,200", "2,024 | 1,200"),
    ("3-5 | 7", "3–5 | 7"),
    ("100+ | 50", "at least 100 | 50"),
    ("1.299 | 0.5", "1.2990 | 0.5"),
    # And what none tells stays text.
    ("4K | 1080", "text | 1,080"),
    ("5G | 4G", "text | text"),
    ("12.5k | 3.2k", "text | text"),
    ("2024 | 2023", "text | text"),
    ("7B | 13B | 70B", "text | text | text"),
    ("5m | 10 | 20 W", "text | 10 | 20 W"),
    ("90s | 1990s", "text | text"),
    # Versions are none, and neither are numbers beside them.
    ("3.10 | 3.9", "text | text"),
    ("3.10 | 3.12", "text | text"),
    ("3.11+ | 3.9", "text | text"),
    ("≥ 3.8 | 3.9 | yes", "text | text | yes"),
    ("v3.2 | 4", "text | text"),
    ("1.2.3 | 3 | 12 MB", "text | text | 12 MB"),
    ("3.x | 4", "text | text"),
    ("1.50 | 2.25", "1.5 | 2.25"),
    ("0.10 | 0.25", "0.1 | 0.25"),
    # Each is what it is.
    ("9 | 75 MB", "9 | 75 MB"),
    ("0.082s (1.00x) | 5 s | n/a | $5", "text | 5 s | not applicable | $5"),
    ("✔ | - | ", "yes | not stated | not stated"),
    # Among marks, a colour with words behind it is one as well.
    ("✅ | 🟡 read only | - | 🔴 never", "yes | partly (read only) | not stated | no (never)"),
    ("🟢 low | 🔴 high", "text | text"),
    ("✅ | 🟡 read only | for some", "yes | text | text"),
    ("✅ | ×2 faster", "yes | text"),
]


@pytest.mark.parametrize(("row", "meant"), ROWS)
def test_the_cells_of_a_row(row: str, meant: str) -> None:
    cells = [cell.strip() for cell in row.split("|")]
    assert read_as(cells, EN) == [cell.strip() for cell in meant.split("|")]


def test_a_price_of_three_decimals_is_in_doubt_whatever_stands_beside_it() -> None:
    first, second = read_as(["1.299 €", "12.50 €"], EN)
    assert first.startswith("doubt: ")
    assert second == "12.5 €"


def test_other_rows_show_how_decimals_are_written() -> None:
    row = ["1.299", "12.345"]
    assert shows_decimals(["yes", "12.5 kg"], EN)
    assert not shows_decimals(["1.299", "1,200", "5", "0,5", ""], EN)
    values = [reading.value for reading in values_of(row, EN, decimals=True)]
    assert values == [Quantity(Decimal("1.299")), Quantity(Decimal("12.345"))]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Yes\nwith a plugin", "yes (with a plugin)"),
        ("✅\nsince 2.1", "yes (since 2.1)"),
        ("5\n100", "text"),
        ("5 GB\n10 GB", "text"),
        ("yes\nno", "text"),
        ("Yes\u200b", "yes"),
        ("\ufeff5 GB", "5 GB"),
        ("5\u00a0GB", "5 GB"),
    ],
)
def test_lines_and_what_cannot_be_seen(cell: str, meant: str) -> None:
    assert read_as([cell], EN) == [meant]


@pytest.mark.parametrize(
    ("cells", "unit", "meant"),
    [
        (["4,000", "5 100"], "mAh", ["4,000 mAh", "5,100 mAh"]),
        (["10M", "1.5k", "2024", "$5"], "€", ["10,000,000 €", "1,500 €", "2,024 €", "$5"]),
        (["5m", "90", "2 h"], "min", ["5 min", "90 min", "2 h"]),
        (["3–5", "10 [8, 12]", "up to 7"], "kg", ["3–5 kg", "10 [8; 12] kg", "≤ 7 kg"]),
        (["180 g", "no", "0.5"], "kg", ["180 g", "no", "0.5 kg"]),
        (["12 MB", "5"], "no unit", ["12 MB", "5"]),
    ],
)
def test_the_unit_of_a_heading(cells: list[str], unit: str, meant: list[str]) -> None:
    assert read_as(cells, EN, units=unit) == meant


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("Power (W)", "Power", "W"),
        ("Battery (mAh)", "Battery", "mAh"),
        ("Weight [g]", "Weight", "g"),
        ("Price in €", "Price", "€"),
        ("Price in $ per month", "Price", "$/month"),
        ("Preis (€/Monat)", "Preis", "€/month"),
        ("Preis in Euro", "Preis", "€"),
        ("Latency, ms", "Latency", "ms"),
        ("Speed (in MB/s)", "Speed", "MB/s"),
        ("Uptime %", "Uptime", "%"),
        ("Weight (kg)*", "Weight", "kg"),
        ("Age (years)", "Age", "year"),
        ("Released (year)", "Released (year)", ""),
        ("Ada (recommended)", "Ada (recommended)", ""),
        ("Price", "Price", ""),
        ("Made in Germany", "Made in Germany", ""),
        ("Fast, cheap", "Fast, cheap", ""),
        ("Plan B", "Plan B", ""),
        ("(W)", "(W)", ""),
        ("%", "%", ""),
        ("", "", ""),
    ],
)
def test_a_heading_with_a_unit(heading: str, name: str, unit: str) -> None:
    assert EN.units.of_heading(heading) == (name, unit)


@pytest.mark.parametrize("name", ["Version", "Python version", "Released", "Year", "Port", "Jahr"])
def test_names_are_no_numbers(name: str) -> None:
    assert read_as(["3.9", "443", "2024", "12 MB", "yes"], EN, name) == [
        *("text", "text", "text", "12 MB", "yes")
    ]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1,200", "text"),
        ("0.125 s", "0.125 s"),
        ("1 200 €", "1\u202f200 €"),
        ("✅", "✓"),
        ("n/a", "n/a"),
        ("no", "text"),
    ],
)
def test_a_language_that_we_have_no_words_for(cell: str, meant: str) -> None:
    assert read_as([cell], language("fr")) == [meant]


def test_regions() -> None:
    assert read_as(["1'200.50 CHF"], language("de-CH")) == ["1'200.5 CHF"]
    assert read_as(["1.200,50 €", "ja"], language("de_AT")) == ["1.200,5 €", "ja"]


def test_words_and_units_of_a_site() -> None:
    page = language(
        "fr",
        {"yes": ["oui"], "no": ["non"]},
        {"furlong": ["furlongs", "= 201.168 m"], "point": ["points"]},
    )
    assert read_as(["Oui, mais", "non", "2 furlongs", "7 points"], page) == [
        *("oui (mais)", "non", "2 furlong", "7 point")
    ]
    keys = sort_keys(values_of(["1 furlong", "200 m", "1 km"], page), page)
    assert keys
    assert sorted(range(3), key=keys.__getitem__) == [1, 0, 2]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (fault_of_words({"yes": ["oui"], "not applicable": ("s.o.",)}), ""),
        (fault_of_words([]), "[] should be a dictionary, with words by the mark that they say"),
        (
            fault_of_words({"oui": ["oui"]}),
            "'oui' is no mark; allowed are "
            '"yes", "partly", "planned", "no", "unknown" or "not applicable"',
        ),
        (
            fault_of_words({"yes": "oui"}),
            "the words of 'yes' should be a list of texts, not 'oui'",
        ),
        (fault_of_units({"furlong": ["furlongs", "= 201.168 m"], "point": []}), ""),
        (fault_of_units(1), "1 should be a dictionary, with names of units by their symbol"),
        (
            fault_of_units({"point": "points"}),
            "the names of 'point' should be a list of texts, not 'points'",
        ),
        (
            fault_of_units({"furlong": ["= 660 feets"]}),
            "'= 660 feets' is no size; write it as \"= 201.168 m\", in a unit that is known",
        ),
    ],
)
def test_faults_of_settings(fault: str, said: str) -> None:
    assert fault == said


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "\N{MINUS SIGN}", "\u00a0"])
def test_what_says_nothing(cell: str) -> None:
    assert not is_stated(cell)
    assert read_as([cell], EN) == ["not stated"]


# Sorting.


@pytest.mark.parametrize(
    "column",
    [
        ["300 KB", "75 MB", "1.2 GB", "2 GB", ""],
        ["0.125 s", "0.5 s", "1 min", "1 h 20 min", "1 week", "n/a", "-"],
        ["850", "900", "1,200", "4,000", "12,500"],
        ["< 5", "3–7", "5.1", "≥ 6 [5, 9]", "up to 7", "7", "> 7"],
        ["20 °C", "300 kelvin", "100 °F"],
        ["$5/month", "$48/year", "$60/year", "$6/month"][1:3],
        ["yes", "partly", "planned", "no", "?", "n/a", ""],
        ["9 months", "1 year", "5 years"],
    ],
)
def test_sorting(column: list[str]) -> None:
    readings = values_of(column[::-1], EN)
    keys = sort_keys(readings, EN)
    assert keys
    ordered = sorted(range(len(column)), key=keys.__getitem__)
    assert [column[::-1][place] for place in ordered] == column


@pytest.mark.parametrize(
    "column", [["5 GB", "5 W"], ["5", "5 W"], ["5", "text"], ["yes", "often"], ["3 d", "1 month"]]
)
def test_what_cannot_be_compared_is_not_sorted(column: list[str]) -> None:
    assert sort_keys(values_of(column, EN), EN) is None


# Print and parse are inverse.

SYMBOLS = ["", *(unit.symbol for unit in UNITS)]
RATES = [
    *(f"{money}/{per}" for money in sorted(MONEY) for per in ("month", "year", "h", "user/month")),
    *("$/M tokens", "€/k tokens", "MB/s", "request/s", "token/s", "GB/month", "$/GB/month"),
]
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.one_of(st.integers(-(10**4), 10**4), st.integers(-(10**15), 10**15)),
    st.integers(-6, 12),
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit = draw(st.sampled_from(SYMBOLS + RATES))
    relation = draw(st.sampled_from([Relation.EQUAL, *Relation]))
    shape = draw(st.sampled_from(["number", "range", "interval"]))
    values = draw(st.lists(numbers, min_size=3, max_size=3, unique=True).map(sorted))
    low, value, high = values
    if shape == "number":
        return Quantity(value, relation=relation, unit=unit)
    return Quantity(value if shape == "interval" else None, low, high, relation, unit)


@pytest.mark.parametrize("page", [EN, DE, language("fr")], ids=["en", "de", "fr"])
@SETTINGS
@given(value=quantities())
def test_a_quantity_is_read_as_it_was_written(page: Language, value: Quantity) -> None:
    assert [reading.value for reading in values_of([text_of(value, page)], page)] == [value]


notes = (
    st.text(st.sampled_from("abc 12()[],;:.-–—/*ß✓"), min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and "✓" not in text)
)


@pytest.mark.parametrize("page", [EN, DE, language("fr")], ids=["en", "de", "fr"])
@SETTINGS
@given(kind=st.sampled_from(MarkKind), note=st.one_of(st.just(""), notes))
def test_a_mark_is_read_as_it_was_written(page: Language, kind: MarkKind, note: str) -> None:
    value = Mark(kind, note)
    assert [reading.value for reading in values_of([text_of(value, page)], page)] == [value]


@SETTINGS
@given(
    st.text(
        st.sampled_from("0123456789.,-–%$€ kMmsGBxv/()[]+~≈<>±^eE½⁶✅:noyes\u202f'"), max_size=20
    )
)
def test_what_is_read_is_printed_so_that_it_is_read_the_same(text: str) -> None:
    for page in PAGES.values():
        (reading,) = values_of([text], page)
        if reading.value:
            assert values_of([text_of(reading.value, page)], page)[0].value == reading.value


# What holds the table of units together.


def test_a_name_is_that_of_one_unit() -> None:
    names: dict[str, str] = {}
    for unit in UNITS:
        for name in {unit.symbol, *unit.names}:
            assert names.setdefault(name, unit.symbol) == unit.symbol
            assert Units({}).find(name) == unit


def test_numbers_are_exact() -> None:
    (reading,) = values_of(["12345678901234567890.123456789 kg"], EN)
    assert isinstance(reading.value, Quantity)
    assert reading.value.value == Decimal("12345678901234567890.123456789")


def test_prose_costs_next_to_nothing() -> None:
    cells = ["Rewards and other people, and also curiosity, which works much like one"] * 20_000
    start = time.process_time()
    assert not any(reading.value for reading in values_of(cells, EN))
    assert time.process_time() - start < 0.5
