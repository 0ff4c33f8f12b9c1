"""The book of a site is an edition for readers: what it holds, and in which order."""

from __future__ import annotations

import re

import pytest

from books import CONF, Make, Pdf, make_book
from projects import Built, write_project

SETTINGS = """
extensions += ["sphinxcontrib.bibtex", "sphinx_versus.site.citations", "sphinx_versus.book"]
bibtex_bibfiles = ["sources.bib"]
bibtex_reference_style = "author_year_round"
bibtex_default_style = "alpha"
html_baseurl = "https://example.org/tea/"
typst_license = "CC BY 4.0"
typst_subtitle = "Two drinks"
typst_parts = [
    ("Essays", ["essay"]),
    ("Comparisons", ["c-*"]),
    ("Nothing", ["nowhere/*"]),
    ("", ["references"]),
]
typst_words = {r"\\d+ minutes to read": "An essay"}
"""
PAGES = {
    "index.md": """# Drinks

HOMEPAGE.

```{toctree}
:hidden:

c-tea
entities
essay
references
```
""",
    "essay.md": """# On tea

3 minutes to read

On this page is what `this page` says.

```{claim} tea-claim-calm
```

{cite:t}`smith2010` wrote it.

```{index} single: Kettle
```
""",
    "c-tea.md": """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea

TAGLINE.

## Definitions

Tea
: Leaves.

Coffee
: Beans.

## Evidence

Tea calms people.
- {cite:t}`smith2010`
- disputes: {cite:t}`doe2020`
- certainty: low (imprecision), because REASON
- key: calm

A claim without a word on its certainty.
- {cite:t}`doe2020`
::::
""",
    "entities.md": """# Entities

```{entity} Tea
:aliases: Camellia

ENTITYPAGE.
```
""",
    "references.md": "# References\n\n```{bibliography}\n```\n",
    "sources.bib": """@article{smith2010, author = {Ann Smith and van der Berg, Jr., Bo},
  title = {Calm}, journal = {J}, year = 2010}
@article{doe2020, author = {Jo Doe}, title = {Not calm}, journal = {J}, year = 2020}
""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("edition")
    write_project(source, {"conf.py": CONF + SETTINGS, **PAGES})
    return make_book(source, source / "_build", "-W")


@pytest.fixture(scope="module")
def pdf(built: Built) -> Pdf:
    assert built.warnings == ""
    return Pdf(built.outdir / "small.pdf")


def test_the_title_page_says_what_the_book_is(pdf: Pdf) -> None:
    first = pdf.pages[0]
    for said in ("Small", "Two drinks", "Somebody", "Sep 21, 2026", "CC BY 4.0", "example.org/tea"):
        assert said in first


def test_chapters_are_those_of_the_parts_in_their_order(pdf: Pdf) -> None:
    contents = [title for level, title in pdf.outline if level == 0]
    assert contents == ["Essays", "Comparisons", "Findings", "References", "Index"]
    text = " ".join(pdf.pages)
    assert "HOMEPAGE" not in text
    assert "ENTITYPAGE" not in text
    shown = pdf.pages[1]
    assert re.search(r"Essays.*On tea.*Comparisons.*Tea vs Coffee.*Findings.*References", shown)
    # Two levels, and parts are one of them.
    assert "Definitions" not in shown


def test_a_claim_stands_whole_once(pdf: Pdf) -> None:
    text = " ".join(pdf.pages)
    assert text.count("REASON") == 1
    essay = next(page for page in pdf.pages if page.startswith("On tea"))
    there = next(n for n, page in enumerate(pdf.pages, 1) if "REASON" in page)
    quoted = rf"Tea calms people\. Certainty Low .*Contested From Tea vs Coffee \(p\. {there}\)"
    assert re.search(quoted, essay)
    findings = next(page for page in pdf.pages if page.startswith("Findings"))
    assert re.search(rf"Low Tea calms people\. \(contested\) {there}", findings)


def test_words_for_the_web_have_a_form_for_print(pdf: Pdf) -> None:
    essay = next(page for page in pdf.pages if page.startswith("On tea"))
    assert "An essay" in essay
    assert "In this chapter is what this page says." in essay


def test_the_index_has_subjects_and_authors_and_no_sentences(pdf: Pdf) -> None:
    essay = next(n for n, page in enumerate(pdf.pages, 1) if page.startswith("On tea"))
    page = next(n for n, page in enumerate(pdf.pages, 1) if "REASON" in page)
    index = next(page for page in pdf.pages if page.startswith("Index"))
    for entry in (
        "Camellia, see Tea", f"Doe, Jo, {page}", f"Kettle, {essay}", f"Tea, {page}",
        f"Smith, Ann, {essay}, {page}", f"Berg, Bo van der, Jr., {essay}, {page}",
    ):  # fmt: skip
        assert entry in index, index
    assert "calms people" not in index


def test_by_default_entities_are_left_out_and_sources_stand_at_the_end(small: Make) -> None:
    entity = "# {0}\n\n```{{entity}}\nPAGEOF{0}.\n```\n"
    toctree = "\n```{{toctree}}\n:caption: {}\n\n{}\n```\n"
    index = "# Small\n" + toctree.format("Drinks", "references\nc-tea\nglossary\ncups")
    files = {
        "index.md": index + toctree.format("Things", "things") + toctree.format("More", "essay"),
        "things.md": "# Things\n" + toctree.format("All", "tea\ncoffee"),
        "tea.md": entity.format("Tea"),
        "coffee.md": entity.format("Coffee"),
        "glossary.md": "# Glossary\n\nWords.\n\n```{entity} Pot\nPAGEOFPOT.\n```\n",
        "cups.md": "# Cups\n\nOf all sizes.\n\n```{entity} Cup\nA pot.\n```\n\n## Mugs\n\nLarge.\n",
    }
    files = {**{name: text for name, text in PAGES.items() if name != "entities.md"}, **files}
    conf = SETTINGS[: SETTINGS.index("typst_parts")]
    built = small(files, conf, "-W")
    assert built.warnings == ""
    pdf = Pdf(built.outdir / "small.pdf")
    assert [title for level, title in pdf.outline if level == 0] == [
        "Drinks", "More", "Findings", "References", "Index",
    ]  # fmt: skip
    assert [title for level, title in pdf.outline if level == 1][:3] == [
        "Tea vs Coffee", "Cups", "On tea",
    ]  # fmt: skip
    assert "PAGEOF" not in " ".join(pdf.pages)
