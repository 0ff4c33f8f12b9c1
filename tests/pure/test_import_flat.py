"""Shapes of flat text, each with the Markdown that it becomes."""

from __future__ import annotations

import re

import pytest

from sphinx_versus.importing.decode import decode
from sphinx_versus.importing.draft import RefusedError
from sphinx_versus.importing.reading import draft_of_text
from sphinx_versus.importing.writing import markdown


def body(text: str, *sides: str) -> str:
    """What stands inside the comparison, without its options."""
    draft = draft_of_text(decode(text.encode())[0], sides)
    page = markdown(draft, "input")
    return page.split("take it away.\n", 1)[1].rsplit("::::", 1)[0].strip("\n")


TABLE = """\
| Dimension | Tea | Coffee |
|---|---|---|
| Made from | leaves | seeds |
| Caffeine | less | more |"""

GRIDS = {
    "bars": """\
| Dimension | Tea | Coffee |
| Made from | leaves | seeds |
| Caffeine | less | more |""",
    "bars at the margin missing": """\
Dimension|Tea|Coffee
--|--|--
Made from|leaves|seeds
Caffeine|less|more""",
    "a grid": """\
+-----------+--------+--------+
| Dimension | Tea    | Coffee |
+===========+========+========+
| Made from | leaves | seeds  |
+-----------+--------+--------+
| Caffeine  | less   | more   |
+-----------+--------+--------+""",
    "boxes": """\
│ Dimension │ Tea    │ Coffee │
│ Made from │ leaves │ seeds  │
│ Caffeine  │ less   │ more   │""",
    "tabs": "Dimension\tTea\tCoffee\nMade from\tleaves\tseeds\nCaffeine\tless\tmore",
    "gaps": "Dimension   Tea      Coffee\nMade from   leaves   seeds\nCaffeine    less     more",
}


@pytest.mark.parametrize("shape", GRIDS)
def test_tables_of_all_shapes(shape: str) -> None:
    assert TABLE in body(f"Tea vs Coffee\n\nAt a glance\n{GRIDS[shape]}", "Tea", "Coffee")


def test_a_table_stays_where_it_is() -> None:
    found = body(f"Tea vs Coffee\n\nTwo drinks.\n\n{TABLE}\n\nThey differ.")
    assert found.endswith(f"Two drinks.\n\n{TABLE}\n\nThey differ.")
    found = body("Tea vs Coffee\n\nOutlook\nYear\tPrice\n2020\t5\n2021\t6")
    assert found.endswith("## Outlook\n\n| Year | Price |\n|---|---|\n| 2020 | 5 |\n| 2021 | 6 |")


def test_cells_that_are_too_many_or_too_few_are_kept() -> None:
    rows = "Dimension\tTea\tCoffee\tPrice\nMade from\tleaves\tseeds\tlow\tx\nCaffeine\tless"
    found = body(f"Tea vs Coffee\n\nAt a glance\n{rows}", "Tea", "Coffee")
    assert "| Dimension | Tea | Coffee | Price | Notes |" in found
    assert "| Made from | leaves | seeds | low | x |\n| Caffeine | less |  |  |  |" in found
    assert "2 cells are missing at the end of a row (line 6): Caffeine" in found
    assert "columns without a name are taken for notes (line 4)" in found


SECTIONS = {
    "headings as bare lines, points as bare lines": "Strengths\nTea\nmild\nfresh\nCoffee\nstrong",
    "headings with colons, bullets": "Pros:\nTea:\n• mild\n• fresh\nCoffee:\n• strong",
    "headings in capitals, dashes": "STRENGTHS\n\nTEA\n\n- mild\n- fresh\n\nCOFFEE\n\n- strong",
    "Markdown": "## Strengths\n\n### Tea\n\n- mild\n- fresh\n\n### Coffee\n\n- strong",
    "underlined": "Strengths\n=====\n\nTea\n---\n\n- mild\n- fresh\n\nCoffee\n---\n\n- strong",
    "bold": "**Strengths**\n**Tea**\n– mild\n– fresh\n**Coffee:**\n– strong",
    "wrapped": "Strengths\nTea\n- mild\n- fresh\nCoffee\n- strong",
}


@pytest.mark.parametrize("shape", SECTIONS)
def test_points_of_all_shapes(shape: str) -> None:
    found = body(f"Tea vs Coffee\n\nTwo drinks.\n\n{SECTIONS[shape]}", "Tea", "Coffee")
    found = re.sub(r"\n% guessed: .*\n\n", "", found)
    assert "### Tea\n- mild\n- fresh\n\n### Coffee\n- strong" in found


def test_points_with_numbers_inner_points_and_second_lines() -> None:
    text = (
        "Tea vs Coffee\n\nPros\nTea\n1. mild\n2. fresh\nCoffee\n- strong, and with a line that is "
        "long\n  enough to go on\n  - black\n  - white\n- quick"
    )
    found = body(text)
    assert "### Tea\n1. mild\n2. fresh\n" in found
    assert (
        "- strong, and with a line that is long enough to go on\n  - black\n  - white\n- quick"
        in found
    )


KEPT = {
    "Strengths of Tea\n• mild\nCoffee: strengths\n• strong": (
        "## Strengths of Tea\n- mild\n\n## Coffee: strengths\n- strong"
    ),
    "Tea\n\nPros:\n• mild\n\nCoffee\nAdvantages\n- strong": (
        "## Tea\n\n### Pros\n- mild\n\n## Coffee\n\n### Advantages\n- strong"
    ),
    "Tea\n\nThe good:\n• mild\nCons of Coffee:\n- strong\n\n| | Tea |\n|---|---|\n| x | y |": (
        '## Tea\n\n### Strengths\n\n% guessed: this heading is taken for "Strengths" (line 5): '
        "The good\n\n- mild\n\n## Cons of Coffee\n- strong\n\n|  | Tea |\n|---|---|\n| x | y |"
    ),
    "Pros of Tea\nmild\nPros of milk\nwhite": "## Pros of Tea\n- mild\n\n## Pros of milk\n\nwhite",
    "Pros\n- cheap\n\nCons\nTea\n- bitter": "## Pros\n- cheap\n\n## Cons\n\n### Tea\n- bitter",
    "Pros of Tea\nmild\n\nVerdict\nSo so.": "## Pros of Tea\n- mild\n\n## Verdict\n\nSo so.",
}


@pytest.mark.parametrize("text", KEPT)
def test_points_stay_where_they_are(text: str) -> None:
    assert body(f"Tea vs Coffee\n\n{text}", "Tea", "Coffee") == KEPT[text]


DEFINITIONS = {
    "names on their own lines": "Tea\nan infusion\nCoffee\na brew",
    "colons": "Tea: an infusion\nCoffee: a brew",
    "bullets and dashes": "• Tea – an infusion\n• Coffee — a brew",
    "bold": "**Tea**: an infusion\n**Coffee**: a brew",
    "wide colons": "Tea：an infusion\nCoffee： a brew",
}


@pytest.mark.parametrize("shape", DEFINITIONS)
def test_definitions_of_all_shapes(shape: str) -> None:
    found = body(f"Tea vs Coffee\n\nDefinitions\n{DEFINITIONS[shape]}")
    found = re.sub(r"\n% guessed: .*\n\n", "", found)
    assert found.endswith("### Tea\n\nan infusion\n\n### Coffee\n\na brew")


CLAIMS = {
    "in lines": "Tea calms.\nKim 2010; Lee & Ito 2012\nCoffee wakes.\nRay et al. 2015",
    "in groups": "Tea calms.\nKim 2010\nLee & Ito 2012\n\nCoffee wakes.\nRay et al. 2015",
    "with bullets": "Tea calms.\n• Kim 2010\n• Lee & Ito 2012\n\nCoffee wakes.\n• Ray et al. 2015",
    "with blanks": "Tea calms.\n\nKim 2010; Lee & Ito 2012\n\nCoffee wakes.\n\nRay et al. 2015",
    "with labels": "Tea calms.\nRefs: Kim 2010; Lee & Ito 2012\nCoffee wakes.\n[3] Ray et al. 2015",
    "in brackets": "Tea calms (Kim 2010; Lee & Ito 2012).\n\nCoffee wakes (Ray et al. 2015).",
    "as bullets": "• Tea calms.\n  Kim 2010; Lee & Ito 2012\n• Coffee wakes.\n  Ray et al. 2015",
}


@pytest.mark.parametrize("shape", CLAIMS)
def test_claims_of_all_shapes(shape: str) -> None:
    lines = body(f"Tea vs Coffee\n\nEvidence\n{CLAIMS[shape]}").splitlines()
    found = "\n".join(line for line in lines if "% guessed" not in line).strip("\n")
    assert found == (
        "## Evidence\n\nTea calms.\n- Kim 2010\n- Lee & Ito 2012\n\n"
        "Coffee wakes.\n- Ray et al. 2015"
    )


def test_claims_under_a_side_with_the_words_of_the_grammar() -> None:
    items = (
        "- Kim 2010\n- disputes: Lee 2011\n- certainty: low, because of one study\n- about: milk"
    )
    lines = body(f"Tea vs Coffee\n\nEvidence\nTea\nIt calms.\n{items}").splitlines()
    found = "\n".join(line for line in lines if "% guessed" not in line)
    # What is wrong in them, a build reports.
    assert f"### Tea\n\nIt calms.\n{items}" in found


def test_the_end_of_a_page() -> None:
    found = body(
        "Tea vs Coffee\n\nFuture\nWho knows.\n\nRelated topics\nCaffeine, Water\n\nSee also\n"
        "1. Milk vs Water\n- Juice vs Soda — a sweet choice\nTwo of a kind.\nRead more\n"
    )
    assert "## Future\n\nWho knows." in found
    assert "- Caffeine\n- Water" in found
    assert "- Milk vs Water\n  % guessed: this card was (line 10): 1. Milk vs Water\n" in found
    assert "- Juice vs Soda\n  % guessed: this card was (line 11): - Juice vs Soda — a" in found
    assert "this stood below (line 12): Two of a kind." in found
    assert found.endswith("this stood below (line 13): Read more")


SIDES = {
    "the table": (
        "Tea or not?\n\nAt a glance\nx\tOne\tTwo\nMade from\tleaves\tseeds",
        ["One", "Two"],
    ),
    "the title": ("Tea vs. Coffee versus Milk | My site\n\nOutlook\nx", ["Tea", "Coffee", "Milk"]),
    "names that repeat": (
        "Drinking vs Eating\n\nPros\nTea\ngood\nBread\ngood\n\nCons\nTea\nbad\nBread\nbad",
        ["Tea", "Bread"],
    ),
    "what is defined": ("Drinks\n\nDefinitions\nTea: it\nCoffee: it", ["Tea", "Coffee"]),
}


@pytest.mark.parametrize("where", SIDES)
def test_where_sides_are_found(where: str) -> None:
    text, sides = SIDES[where]
    assert draft_of_text(text).sides == sides


def test_what_stands_before_the_title_and_unknown_headings() -> None:
    text = "Home\nMenu\n\nTea vs Coffee\n\nTwo drinks.\n\nMore words.\n\nHistory\n\nLong ago."
    draft = draft_of_text(text)
    assert draft.title == "Tea vs Coffee"
    page = markdown(draft, "input")
    assert (
        "(line 1): Home\n% guessed: this stood before the title (line 2): Menu\n\nTwo drinks."
        in page
    )
    assert "More words.\n\n## History\n\nLong ago.\n::::" in page


def test_prose_that_is_wrapped_becomes_one_paragraph() -> None:
    text = "Tea vs Coffee\n\nOutlook\nThe future is a matter of long and careful thought, and\n"
    assert body(f"{text}so we wait for it with tea.\n\nNext.").endswith(
        "careful thought, and so we wait for it with tea.\n\nNext."
    )


@pytest.mark.parametrize("text", ["", "\n \n", "Tea\n", "Tea vs Coffee", "Pros\ngood"])
def test_a_text_that_is_no_comparison_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"empty|sides|heading"):
        draft_of_text(text)
