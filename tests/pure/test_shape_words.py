"""What headings, lines, items and columns say of a side, in the other shapes."""

from __future__ import annotations

import pytest

from sphinx_versus.grammar.shapes import (
    argument,
    is_option_table,
    is_summary,
    is_vague,
    lead_in,
    meaning_of,
    point_columns,
    says_nothing,
)
from sphinx_versus.model.facts import SectionKind

OTHER, STRENGTHS, WEAKNESSES, BEST_FOR = (
    SectionKind.OTHER,
    SectionKind.STRENGTHS,
    SectionKind.WEAKNESSES,
    SectionKind.BEST_FOR,
)
NAMES = ("Ada", "Bob Smith", "C++")
SITE = {"strengths": ["Vorteile"]}


@pytest.mark.parametrize(
    ("heading", "kind", "place"),
    [
        ("Pros", STRENGTHS, None),
        ("Vorteile", STRENGTHS, None),
        ("Ideal for", BEST_FOR, None),
        ("Ideal for:", BEST_FOR, None),
        ("Who is it for?", BEST_FOR, None),
        ("Ada", OTHER, 0),
        ("ADA:", OTHER, 0),
        ("bob  smith", OTHER, 1),
        # Points of a side.
        ("Pros of Ada", STRENGTHS, 0),
        ("Advantages of the C++", STRENGTHS, 2),
        ("Ada: cons", WEAKNESSES, 0),
        ("Ada \N{EN DASH} Limitations", WEAKNESSES, 0),
        ("Ada's strengths", STRENGTHS, 0),
        ("Bob Smith\N{RIGHT SINGLE QUOTATION MARK}s Weaknesses", WEAKNESSES, 1),
        ("Vorteile von Ada", STRENGTHS, 0),
        ("Use cases for C++", BEST_FOR, 2),
        ("When to use: Ada", BEST_FOR, 0),
        # What a side is best for.
        ("Choose Ada if", BEST_FOR, 0),
        ("Choose Ada when...", BEST_FOR, 0),
        ("Choose Ada when\N{HORIZONTAL ELLIPSIS}", BEST_FOR, 0),
        ("Choose Ada, if you do not need plugins", BEST_FOR, 0),
        ("Choose Ada over Bob Smith if", BEST_FOR, 0),
        ("Choose Ada...", BEST_FOR, 0),
        ("Use C++ only if you must", BEST_FOR, 2),
        ("Pick Ada for small things", BEST_FOR, 0),
        ("Prefer Bob Smith when", BEST_FOR, 1),
        ("Go with Ada if:", BEST_FOR, 0),
        ("You should choose Ada if", BEST_FOR, 0),
        ("When to use Ada", BEST_FOR, 0),
        ("When should you use Ada?", BEST_FOR, 0),
        ("When to use Ada instead", BEST_FOR, 0),
        ("When to choose Ada over C++", BEST_FOR, 0),
        ("When Ada makes sense", BEST_FOR, 0),
        ("When Ada is the better choice", BEST_FOR, 0),
        ("Who should use Ada?", BEST_FOR, 0),
        ("Who Ada is for", BEST_FOR, 0),
        ("Ada is best for", BEST_FOR, 0),
        ("Ada, if you are small", BEST_FOR, 0),
        ("2. Choose Ada if", BEST_FOR, 0),
        ("\N{WHITE HEAVY CHECK MARK} Ada: pros", STRENGTHS, 0),
        ("Wann Ada?", BEST_FOR, 0),
        ("Wann man Ada nimmt", BEST_FOR, 0),
        ("Wann Ada die bessere Wahl ist", BEST_FOR, 0),
        ("Wähle Ada, wenn", BEST_FOR, 0),
        ("Ada wählen, wenn \N{HORIZONTAL ELLIPSIS}", BEST_FOR, 0),
        ("Für wen Ada?", BEST_FOR, 0),
    ],
)
def test_a_heading_says_whose_points_stand_below_it(
    heading: str, kind: SectionKind, place: int | None
) -> None:
    assert meaning_of(heading, NAMES, SITE) == (kind, place)


@pytest.mark.parametrize(
    "heading",
    [
        *("History", "History of Ada", "Ada vs C++", "Ada and C++", "Adam", "Choose Adam if"),
        *("Use Ada", "Using Ada for backups", "Use Ada with Docker", "Use Ada over HTTP"),
        *("Do not use Ada if", "Don't use Ada for money", "When not to use Ada", "Avoid Ada if"),
        *("When Ada is not the right choice", "When Ada isn't best", "When Ada was young"),
        *("Ada is great", "Ada is not great for phones", "Why we left Ada", "Installing Ada"),
        *("Wann Ada entstand", "Wann Ada nicht passt", "Which to choose", "Pros of Adam"),
        "Choose Ada if " + "a long sentence goes on and on " * 3,
    ],
)
def test_other_headings_say_nothing(heading: str) -> None:
    assert meaning_of(heading, NAMES, {}) == (OTHER, None)


@pytest.mark.parametrize(
    ("line", "kind", "place"),
    [
        ("Pros:", STRENGTHS, None),
        ("Cons", WEAKNESSES, None),
        ("Best for", BEST_FOR, None),
        ("Pros of Ada:", STRENGTHS, 0),
        ("Choose Ada if:", BEST_FOR, 0),
        ("Choose Ada if you need:", BEST_FOR, 0),
        ("Wähle Ada, wenn du:", BEST_FOR, 0),
        ("Use Ada for the steps below:", OTHER, None),
        ("Choose Ada if you are small.", OTHER, None),
        ("Ada:", OTHER, None),
        ("These are the pros:", OTHER, None),
    ],
)
def test_a_line_introduces_a_list(line: str, kind: SectionKind, place: int | None) -> None:
    assert lead_in(line, NAMES, {}) == (kind, place)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Good, because it is short", STRENGTHS),
        ("Good because it is short", STRENGTHS),
        ("Bad, because it is new", WEAKNESSES),
        ("Neutral, because nobody knows it", OTHER),
        ("Gut, weil es kurz ist", STRENGTHS),
        ("schlecht, weil es neu ist", WEAKNESSES),
        ("Good as a start", None),
        ("Bad since 2019", None),
        ("Goods, because", None),
        ("Not bad, because", None),
    ],
)
def test_an_item_argues(item: str, kind: SectionKind | None) -> None:
    assert argument(item) is kind


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Option | Pros | Cons", {1: STRENGTHS, 2: WEAKNESSES}),
        (" | Advantages | Cost | Drawbacks", {1: STRENGTHS, 3: WEAKNESSES}),
        ("Tool | + | \N{MINUS SIGN}", {1: STRENGTHS, 2: WEAKNESSES}),
        ("Tool | Pros | Best for", {1: STRENGTHS, 2: BEST_FOR}),
    ],
)
def test_a_table_of_options_has_columns_of_points(
    header: str, columns: dict[int, SectionKind]
) -> None:
    names = [name.strip() for name in header.split("|")]
    assert is_option_table(names, {})
    assert point_columns(names, {}) == columns


@pytest.mark.parametrize(
    "header", ["Dimension | Ada | Bob", "Pros | Cons", "Task | Use cases", "Pros", ""]
)
def test_other_tables_are_none_of_options(header: str) -> None:
    assert not is_option_table([name.strip() for name in header.split("|")], {})


def test_some_headings_depend_on_what_is_around_them() -> None:
    assert is_summary("Summary")
    assert not is_summary("Summary of changes")
    assert is_vague("Use cases")
    assert not is_vague("Best for")


@pytest.mark.parametrize("cell", ["", "-", "\N{EN DASH}", "n/a", "None"])
def test_a_cell_can_hold_no_points(cell: str) -> None:
    assert says_nothing(cell)
    assert not says_nothing("none known")
