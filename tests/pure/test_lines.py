"""Lines that look like headings and lists, and lines that do not."""

from dataclasses import replace

import pytest

from sphinx_versus.grammar.lookalikes.found import Context, Place
from sphinx_versus.grammar.lookalikes.lines import (
    half_a_heading,
    misplaced_options,
    not_a_heading,
    not_a_list,
)

CONTEXT = Context(names=("Tea", "Coffee"), headings=("Vorteile",))


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("##Strengths", 0, "## Strengths"),
        ("Text\n##Anything", 1, "## Anything"),
        ("#Strengths", 0, "## Strengths"),
        ("##\u00a0Anything", 0, "## Anything"),
        ("##\u200bAnything", 0, "## Anything"),
        ("\uff03\uff03 Anything", 0, "## Anything"),
        ("\\## Anything", 0, "## Anything"),
        ("**Strengths**", 0, "## Strengths"),
        ("**Strengths:**", 0, "## Strengths"),
        ("__3. Strengths__", 0, "## 3. Strengths"),
        ("*Vorteile*", 0, "## Vorteile"),
        ("**Tea**", 0, "### Tea"),
        ("== Pros ==", 0, "## Pros"),
        ("Pros\n^^^^", 0, "## Pros"),
        ("###Tea", 0, "### Tea"),
        ("####### Anything", 0, "## Anything"),
        (";## Strengths", 0, "## Strengths"),
        ("`## Strengths", 0, "## Strengths"),
        ("(### Tea", 0, "### Tea"),
        ("\u200b## Anything", 0, "## Anything"),
        ("#|# Strengths", 0, "## Strengths"),
        # Markdown has taken an odd space off.
        ("## Strengths", 0, "## Strengths"),
        ("\U0001f4aa **Strengths** :", 0, "## Strengths"),
    ],
)
def test_a_line_looks_like_a_heading(text: str, line: int, remedy: str) -> None:
    [found] = not_a_heading(text, CONTEXT)
    assert found.line == line
    assert f'write "{remedy}"' in found.message


@pytest.mark.parametrize(
    "text",
    [
        *("#hashtag", "#1 of its kind", "**Note**", "**Tea** is a drink", "**Tea**\nis a drink"),
        *("Strengths", "Strengths: many", "C# and F#", "# ", "***", "the **Strengths**", "a = b"),
        *("*Tea*", "Tea\n***", "Text:\n...", "== ==", "Pros and cons:"),
        *("##.", "#\ufe0f\u20e3 Strengths", "| **Strengths** |"),
        *("`## Strengths`", '"## Strengths"', "(## Strengths)", "|## Tea | a |", "a `## b`"),
    ],
)
def test_other_lines_are_no_headings(text: str) -> None:
    assert not [*not_a_heading(text, CONTEXT)]


@pytest.mark.parametrize(("place", "count"), [("lines", 1), ("item", 0), ("inside", 0)])
def test_a_bold_item_or_cell_is_no_heading(place: Place, count: int) -> None:
    context = Context(names=("Tea",), place=place)
    assert len([*not_a_heading("**Strengths**", context)]) == count


def test_a_word_with_a_colon_is_a_heading_before_a_list() -> None:
    assert not [*not_a_heading("Strengths:", CONTEXT)]
    assert [*not_a_heading("Strengths:", Context(before_list=True))]
    assert [*not_a_heading("Strengths", Context(before_list=True))]
    assert not [*not_a_heading("Many have\nStrengths", Context(before_list=True))]
    assert not [*not_a_heading("Its strengths:", Context(before_list=True))]


@pytest.mark.parametrize(
    ("text", "line", "as_in"),
    [
        ("\u2022 a", 0, "- a"),
        ("\u2022a\n\u2022b", 0, "- a"),
        ("Text\n\u2022 a\n\u2022 b", 1, "- a"),
        ("-\u00a0a", 0, "- a"),
        ("*\u2009a", 0, "- a"),
        ("\u2013 a\n\u2013 b", 0, "- a"),
        ("\u2014a\n\u2014b", 0, "- a"),
        ("-a\n-b", 0, "- a"),
        ("*a\n*b", 0, "- a"),
        ("+a\n+b", 0, "- a"),
        ("-{cite:p}`a`\n-[b](c)", 0, "- {cite:p}`a`"),
        ("a) one\nb) two", 0, "- one"),
        ("a. one\nb. two", 0, "- one"),
        ("1.one\n2.two", 0, "1. one"),
        ("(1) one\n(2) two", 0, "1. one"),
        ("\u2705 a\n\u2705 b", 0, "- a"),
        ("\u2610 a\n\u2611 b", 0, "- a"),
        ("\u2010 a\n\u2010 b", 0, "- a"),
        ("o a\no b", 0, "- a"),
        ("i) one\nii) two", 0, "- one"),
        ("A) one\nB) two", 0, "- one"),
        ("-# a", 0, "- a"),
        ('"- a', 0, "- a"),
        ("`- {cite:t}`a`", 0, "- {cite:t}`a`"),
        (":- a", 0, "- a"),
        ("-* a", 0, "- a"),
        ("\u200b- a", 0, "- a"),
        ("&bull; a", 0, "- a"),
        # Markdown has taken an odd space off.
        ("- a", 0, "- a"),
        ("Text\n(- a", 1, "- a"),
    ],
)
def test_lines_look_like_a_list(text: str, line: int, as_in: str) -> None:
    [found] = not_a_list(text, CONTEXT)
    assert found.line == line
    assert f'as in "{as_in}"' in found.message


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\u2013 Said one of them.",
            "-5 \u00b0C",
            "-5 \u00b0C\n-10 \u00b0C",
            "--a\n--b",
            "-a",
            "1.5\n2.5",
        ),
        *(
            "*a* b\n*c* d",
            "**a**\n**b**",
            "A. Smith\nB. Jones",
            "a. one",
            "z. one\nb. two",
            "+1\n+2",
        ),
        *("1.\u00a0January", "a \u2022 b", "text \u2013 more\n\u2013 text", "-", "\u2022", "1) a"),
        *(
            "`- a`",
            '"- a"',
            "(- or so -)",
            "-- a",
            ":-) a",
            "+/- a",
            "\\- a",
            "_ a",
            "-> a",
            "a\n- b",
        ),
    ],
)
def test_other_lines_are_no_list(text: str) -> None:
    assert not [*not_a_list(text, CONTEXT)]


def test_signs_that_begin_sentences_too_are_items_where_one_is_expected() -> None:
    for text in ("\u2013 a", "-- a", "-a", "\\- a", "~ a", "(1) a", "1.a"):
        assert [*not_a_list(text, Context(before_list=True))]
        folded = Context(place="item", folded=(1,))
        assert [found.line for found in not_a_list(f"a\n{text}", folded)] == [1]
    assert not [*not_a_list("a\n\u2013 b\n-- c", Context(place="item"))]


def test_a_heading_with_a_space_between_its_signs_is_told() -> None:
    def told(text: str) -> int:
        return len([*half_a_heading(text, replace(CONTEXT, place="heading"))])

    assert told("## Coffee") == told("# Strengths") == 1
    assert told("# of cups") == told("#1") == told("Coffee") == 0


def test_a_line_among_items_is_one_of_them() -> None:
    assert [found.line for found in not_a_list("a\n-b", Context(place="item"))] == [1]
    assert not [*not_a_list("\u2022 a", Context(place="inside"))]
    assert [*not_a_list("\u2013 a", Context(before_list=True))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (":tags: a\n:key: b", [0]),
        ("Text\n:tags: a", [1]),
        ("\uff1atags\uff1a a", [0]),
        ("tags: a", []),
        (":smile: a", []),
    ],
)
def test_a_line_looks_like_an_option(text: str, lines: list[int]) -> None:
    context = Context(options=("key", "tags"))
    assert [found.line for found in misplaced_options(text, context)] == lines
