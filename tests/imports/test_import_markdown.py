"""Markdown that people have, and the sections, sides and points that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sphinx_versus.importing.reading import draft_of_text
from sphinx_versus.importing.writing import markdown
from sphinx_versus.model.facts import POINT_KINDS

Read = Callable[[str], Any]


def points(read: Read, text: str) -> dict[str, list[str]]:
    """The points of a draft, as its page is read, by kind and side."""
    page = read(markdown(draft_of_text(text), "input"))
    return {
        f"{kind} {side.name}": ["".join(map(str, said)) for said in side.points_of(kind)]
        for kind in POINT_KINDS
        for side in page.comparison.sides
        if side.points_of(kind)
    }


WANTED = {
    "strengths Tea": ["mild", "fresh"],
    "strengths Coffee": ["strong"],
    "weaknesses Tea": ["weak"],
}
LISTS = ("- mild\n- fresh", "- weak", "- strong")
SHAPES = {
    "pros of": "## Pros of Tea\n\n{0}\n\n## Cons of Tea\n\n{1}\n\n## Pros of Coffee\n\n{2}\n",
    "both of": (
        "## Pros and cons of Tea\n\n### Pros\n\n{0}\n\n### Cons\n\n{1}\n\n"
        "## Coffee: the pros & cons\n\n### Pros\n\n{2}\n"
    ),
    "below the sides": (
        "## Tea\n\nIt is.\n\n### The good\n\n{0}\n\n### The bad\n\n{1}\n\n"
        "## Coffee\n\n### Advantages of using Coffee over Tea\n\n{2}\n"
    ),
    "bold": "## Tea\n\n**Pros**\n\n{0}\n\n**Cons**\n\n{1}\n\n## Coffee\n\n👍 **Likes**\n{2}\n",
    "lines": "## Tea\n\nGood:\n\n{0}\n\nBad:\n\n{1}\n\nSo much.\n\n## Coffee\n\nGood:\n{2}\n",
    "lines at the top": (
        "Tea - Pros\n\n{0}\n\nWhat I don't like about Tea:\n{1}\n\nOf nobody:\n\n- hot\n\n"
        "Advantages of Coffee:\n{2}\n\nAll in all:\n\n- drink\n"
    ),
    "sides below": "## Pros\n\n### Tea\n\n{0}\n\n### Coffee\n\n{2}\n\n## Cons\n\n### Tea\n\n{1}\n",
    "bold sides": "## Pros\n\n**Tea**\n\n{0}\n\n**Coffee**\n\n{2}\n\n## Cons\n\n**Tea**\n\n{1}\n",
    "inside an item": (
        "- Pros\n  - Tea\n    - mild\n    - fresh\n  - Coffee\n    - strong\n"
        "- Cons\n  - Tea\n    - weak\n"
    ),
    "by name": "## Pros\n- Tea: mild\n- **Tea**: fresh\n- Coffee: strong\n\n## Cons\n- Tea: weak",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_points_go_to_the_side_that_a_heading_names(read: Read, shape: str) -> None:
    assert points(read, f"# Tea vs Coffee\n\n{SHAPES[shape].format(*LISTS)}") == WANTED


@pytest.mark.parametrize(
    "other",
    [
        "## Pros of Milk\n\n- white",
        "### Pros of Milk\n\n- white",
        "**Pros of Milk**\n\n- white",
        "Pros of Milk:\n\n- white",
        "### Milk\n\n- white",
        "**Milk**\n\n- white",
        "## Pros of Tea and Coffee\n\n- white",
    ],
)
def test_points_of_something_else_are_no_sides(read: Read, other: str) -> None:
    text = "# Tea vs Coffee\n\n## Pros of Tea\n\n- mild\n\n{}\n\n## Pros of Coffee\n\n- strong\n"
    assert points(read, text.format(other)) == {
        "strengths Tea": ["mild"],
        "strengths Coffee": ["strong"],
    }


def test_a_list_behind_an_item_that_becomes_a_heading_is_nobodys(read: Read) -> None:
    text = "# Tea vs Coffee\n\n- Pros\n  - Tea\n    - mild\n- [ ] more\n\nSo.\n\n- [ ] look\n"
    assert points(read, text) == {"strengths Tea": ["mild"]}


def test_markdown_stays_what_it_is() -> None:
    parts = [
        "Words with **bold**, `code`, [a link](https://example.org) and a [second][ref].",
        "```sh\n# no heading\n::: x\n```",
        "![picture](https://example.org/a.png)",
        "- one\n  - inside\n\n    a paragraph\n- [ ] to do",
        "> [!NOTE]\n> Quoted.",
        "| | **Tea** | [Coffee](https://example.org) |\n|---|---|---|\n| x | `leaves` | *seeds* |",
        "<!-- a comment -->",
        "[ref]: https://example.org/ref",
    ]
    text = "---\ntitle: Tea vs Coffee\ntags: [hot, drinks]\n---\n\n# Drinks\n\n" + "\n\n".join(
        parts
    )
    page = markdown(draft_of_text(text), "input")
    assert page.startswith(
        "---\ntitle: Tea vs Coffee\ntags: [hot, drinks]\n---\n\n# Drinks\n\n::::{comparison} Tea vs"
    )
    assert ":tags: hot, drinks\n" in page
    assert "\n\n".join(parts) in page


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("::: tip\nHot.\n:::", ":::{tip}\nHot.\n:::"),
        (":::warning[Mind]\nHot.\n:::", ":::{warning} Mind\nHot.\n:::"),
        ('!!! note "Mind"\n    Hot.\n\nMore.', ":::{note} Mind\nHot.\n:::\nMore."),
        ("## History {#past}\n\nOld.", "(past)=\n## History\n\nOld."),
        ("% 5 of them", "\\% 5 of them"),
        ("<aside>\n💡 Both are hot.\n\n</aside>", "</aside>"),
    ],
)
def test_what_others_write_becomes_what_is_read_here(theirs: str, ours: str) -> None:
    page = markdown(draft_of_text(f"# Tea vs Coffee\n\n## So\n\n{theirs}\n"), "input")
    assert ours in page


SIDES = {
    "# Tea or coffee?\n\n## Pros of Tea\n\n- a\n\n## Pros of coffee\n\n- b": ["Tea", "coffee"],
    "# Which one?\n\n## What is Tea?\n\nx\n\n## What is Coffee?\n\nx": ["Tea", "Coffee"],
    "# Tea vs Coffee compared\n\n## Tea\n\n- a\n\n## Coffee\n\n- b": ["Tea", "Coffee"],
    "# Tea vs the others\n\n| | Tea | Milk |\n|---|---|---|\n| x | 1 | 2 |": ["Tea", "Milk"],
    "# X\n\n## Considered Options\n\n* Ada\n* Bob\n\n## More\n": ["Ada", "Bob"],
    "# Which?\n\n## 1. Ada\n\nPros:\n- x\n\n## 2. Bob\n\nCons:\n\n- y": ["1. Ada", "2. Bob"],
    "# Ada, Bob\n\n## Ada\n\n### Pros\n\n- x\n\n## Bob\n\nSo.\n\n**Bad**\n\n- y": ["Ada", "Bob"],
    "## What are the perks?\n\n## What are the pros of Ada?\n\n- x\n\n## Cons of Bob": [
        "Ada",
        "Bob",
    ],
    "# iOS vs Android 1f2e3d4c5b6a\n\n## Pros\n\n- x": ["iOS", "Android"],
}


@pytest.mark.parametrize("text", SIDES)
def test_where_sides_are_found(text: str) -> None:
    assert draft_of_text(text).sides == SIDES[text]


def test_claims_keep_their_markdown() -> None:
    text = (
        "# Tea vs Coffee\n\n## Evidence\n\nTea *calms* people,\nas it seems.\n\n"
        "- Kim, *A Book* (2010); [Lee](https://doi.org/10.1000/1) 2011\n- disputes: Ito 2012\n"
    )
    page = markdown(draft_of_text(text), "input")
    items = [line for line in page.splitlines() if "%" not in line and ":::" not in line]
    assert items[-4:] == [
        *("Tea *calms* people, as it seems.", "- Kim, *A Book* (2010)"),
        *("- [Lee](https://doi.org/10.1000/1) 2011", "- disputes: Ito 2012"),
    ]


def test_a_heading_that_a_page_reads_stays_and_another_one_is_marked() -> None:
    text = (
        "# Tea vs Coffee\n\n## Limits\n\n- of this page\n\n## Caveats\n\n- too\n\n"
        "## What is Tea?\n\nLeaves.\n\n## Pros of Tea\n\n- mild\n\n"
        "## Downsides of using Tea over Coffee\n\n- weak\n\n## Coffee\n\nGood:\n\n- strong\n"
    )
    page = markdown(draft_of_text(text), "input").split("take it away.\n")[1]
    assert [line for line in page.splitlines() if line.startswith(("#", "% g", "Str"))] == [
        "% guessed: the sides are those of the title",
        *("## Limits", "## Caveats", "## Definitions", "### Tea"),
        '% guessed: this heading is taken for "Tea" (line 11): What is Tea?',
        *("## Pros of Tea", "## Weaknesses of Tea"),
        '% guessed: this heading is taken for "Weaknesses of Tea" (line 19): '
        "Downsides of using Tea over Coffee",
        "## Coffee",
        '% guessed: this heading is taken for "Strengths" (line 25): Good:',
        "Strengths:",
    ]
