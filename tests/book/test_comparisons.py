"""Comparisons in print: side by side, with all that they say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from books import CONF, Make, Pdf, make_book
from projects import ROOT, Built, write_project, written_words

GALLERY = ROOT / "tests" / "site" / "gallery"
SETTINGS = 'extensions = ["sphinx_versus.book"]\n'
COMPARISON = """# A vs B

::::{comparison} A vs B
:tags: letters

The tagline.

## Definitions

A
: The first letter.

B
: The second letter.

## Side-by-side analysis

| Dimension | A | B |
|---|---|---|
| Place | first[^place] | second |

[^place]: In the alphabet.

## Evidence

A claim with two sides.
- Somebody (2017)
- disputes: Critic (2021)
- qualifies: Careful (2022)
- certainty: very low, because of this
- about: A

A claim without a certainty.
- Somebody (2019)

## Related entities
- Alphabet

## Other comparisons
- [C](c.md)
::::
"""
OTHER = """# C vs D

::::{comparison} C vs D
The other tagline.

## Outlook

Nothing yet.
::::
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    return _book(tmp_path_factory.mktemp("comparisons"), "en")


def _book(source: Path, language: str) -> Pdf:
    index = "# Letters\n\n```{toctree}\na\nc\n```\n"
    conf = f"{CONF}{SETTINGS}language = {language!r}\n"
    files = {"conf.py": conf, "index.md": index, "a.md": COMPARISON, "c.md": OTHER}
    built = make_book(write_project(source, files), source / "_build", "-W")
    assert built.warnings == ""
    return Pdf(built.outdir / "small.pdf")


@pytest.fixture(scope="module")
def page(pdf: Pdf) -> str:
    return next(text for text in pdf.pages if "The tagline." in text)


def test_sides_stand_next_to_each_other(pdf: Pdf, page: str) -> None:
    number = pdf.pages.index(page)
    left, right = pdf.place(number, "The first letter."), pdf.place(number, "The second letter.")
    assert left[1] == pytest.approx(right[1])
    assert right[0] - left[0] > 150


def test_a_claim_says_its_stance_and_its_certainty(page: str) -> None:
    for said in (
        "Very low", "because of this", "+ Supported by",
        "Contested a source; a source disputes it; a source qualifies it",
        "− Disputed by", "± Qualified by", "Critic (2021)",
    ):  # fmt: skip
        assert said in page


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_a_claim_says_is_aligned(language: str, pdf: Pdf, tmp_path: Path) -> None:
    # In German "Qualified by" is too long for one line.
    book = pdf if language == "en" else _book(tmp_path / "book", language)
    number = next(n for n, text in enumerate(book.pages) if "Careful (2022)" in text)
    said = ("because of this", "Somebody (2017)", "Critic (2021)", "Careful (2022)")
    lefts, bottoms = zip(*(book.place(number, text)[:2] for text in said), strict=True)
    assert lefts == pytest.approx([lefts[0]] * len(said), abs=1)
    assert list(bottoms) == sorted(bottoms, reverse=True)


def test_a_card_tells_the_page_of_its_comparison(pdf: Pdf) -> None:
    there = next(n for n, text in enumerate(pdf.pages, 1) if "Nothing yet." in text)
    cards = next(text for text in pdf.pages if "C vs D see page" in " ".join(text.split()))
    assert re.search(rf"C vs D\s+see page\s{there} The other tagline\.", cards)


def test_a_note_of_a_cell_stands_at_the_foot_of_the_page(pdf: Pdf, page: str) -> None:
    number = pdf.pages.index(page)
    note = pdf.place(number, "In the alphabet.")
    assert note[1] < min(pdf.place(number, "Somebody (2019)")[1], 150)


def test_all_claims_are_listed_by_certainty_with_their_pages(pdf: Pdf, page: str) -> None:
    text = next(text for text in pdf.pages if text.startswith("Findings"))
    parts = re.split("(?=Very low|Without a certainty)", text)
    there = pdf.pages.index(page) + 1
    assert f"A claim with two sides. (contested) {there}" in parts[1]
    assert f"A claim without a certainty. {there}" in parts[2]


def test_six_sides_get_a_page_turned_round(gallery: Built) -> None:
    assert gallery.warnings == ""
    pdf = Pdf(gallery.outdir / "small.pdf")
    wide = [text for text, size in zip(pdf.pages, pdf.page_sizes, strict=True) if size[0] > size[1]]
    assert any("Definitions" in text and "Dimension number 0" in text for text in wide)
    # It is named there, below the others: it would have a page of its own.
    assert not any("Comparison of 4 A comparison" in text for text in wide)


def test_no_word_of_a_comparison_is_lost_nor_beyond_the_page(gallery: Built) -> None:
    pdf = Pdf(gallery.outdir / "small.pdf")
    # Words of other scripts are in another test: it needs fonts for them.
    text = re.sub(r"\W", "", "".join(pdf.pages).casefold())
    for source in sorted(GALLERY.glob("*.md")):
        if source.stem not in ("rtl", "index"):
            missing = [
                word
                for word in written_words(source.read_text(encoding="utf-8"))
                if word not in text
            ]
            assert missing == [], source.name
    assert pdf.beyond_the_page() == []


def test_the_site_of_this_repository_is_a_book(tmp_path: Path) -> None:
    built = make_book(ROOT, tmp_path / "book", "-n", "-W", "--keep-going")
    assert built.warnings == ""
    pdf = Pdf(tmp_path / "book" / "versus.pdf")
    assert pdf.claims_accessibility
    assert pdf.beyond_the_page() == []


NESTED = """# Page

::::{comparison} Ada | Bob

## Evidence

A claim.
- A source
- disputes: FIRST

- certainty: low, because SECOND
- certainty: high, because THIRD

  FOURTH
::::

```{toctree}
box
```
"""
BOX = """:::::{note}
::::{comparison} Cid | Dan
:key: nested

Tagline.

## Outlook

FIFTH
::::
:::::
"""


def test_no_word_of_a_claim_or_of_a_comparison_in_a_box_is_lost(small: Make) -> None:
    built = small({"index.md": NESTED, "box.md": BOX}, 'extensions = ["sphinx_versus.book"]')
    assert "sphinx_versus.site.book" not in built.warnings
    text = " ".join(Pdf(built.outdir / "small.pdf").pages)
    for word in ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH"):
        assert word in text


def test_a_claim_that_is_taller_than_a_page_goes_on_on_the_next(small: Make) -> None:
    """Many short sources are few letters, and a tall picture is none."""
    sources = "\n".join(f"- Person {number}" for number in range(90))
    claims = (
        f"Many say it.\n{sources}\n\nOne shows it.\n- Else\n\n  ![A line](tall.svg)\n{sources}\n"
    )
    tall = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="860">'
        '<path d="M9 9v840" stroke="black"/></svg>'
    )
    page = f"# A vs B\n\n::::{{comparison}} A vs B\n## Evidence\n\n{claims}::::\n"
    built = small({"index.md": page, "tall.svg": tall}, SETTINGS)
    pages = [set(re.findall(r"Person \d+", text)) for text in Pdf(built.outdir / "small.pdf").pages]
    assert set().union(*pages) == {f"Person {number}" for number in range(90)}
    assert max(map(len, pages)) < 70


def test_a_column_of_many_short_points_goes_on_on_the_next_page(small: Make) -> None:
    points = "\n".join(f"- p {number}" for number in range(90))
    sides = f"### A\n\n{points}\n\n### B\n\n- one\n"
    page = f"# A vs B\n\n::::{{comparison}} A vs B\n## Strengths\n\n{sides}::::\n"
    built = small({"index.md": page}, SETTINGS)
    pages = [re.findall(r"p (\d+)", text) for text in Pdf(built.outdir / "small.pdf").pages]
    assert {int(number) for page in pages for number in page} >= set(range(90))


def test_cards_with_long_taglines_go_on_on_the_next_page(small: Make) -> None:
    words = [f"w{number}" for number in range(900)]
    others = "## Other comparisons\n\n- [C](c.md)\n"
    own = f"# A vs B\n\n::::{{comparison}} A vs B\nOne line.\n\n{others}::::\n"
    other = f"# C vs D\n\n::::{{comparison}} C vs D\n{' '.join(words)}\n::::\n"
    index = "# I\n\n```{toctree}\na\nc\n```\n"
    built = small({"index.md": index, "a.md": own, "c.md": other}, SETTINGS)
    print_of = Counter(re.findall(r"w\d+", " ".join(Pdf(built.outdir / "small.pdf").pages)))
    assert {word for word in words if print_of[word] < 2} == set()
