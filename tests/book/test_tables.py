"""Side-by-side tables over several pages: what belongs together stays together."""

from __future__ import annotations

import re

import pytest

from books import CONF, Pdf, make_book
from projects import write_project

NAMES = ("Ash", "Beech", "Birch", "Cherry", "Elm", "Lime", "Maple", "Oak", "Pine", "Spruce")
TALL = "So tall that it goes on and on. " * 250


def _chapter(shift: int) -> str:
    """Return a table that begins a little lower on the page than that of the chapter before."""
    rows = "".join(
        f"| {f'Group{number}' if number % 4 == 0 else ''} | Row{number}"
        f" | a | b | {f'Note{number}' if number % 2 else ''} |\n"
        + ("| | | more | more | |\n" if number % 3 == 0 else "")
        for number in range(40)
    )
    return (
        f"# Chapter {shift}\n\n{'.<br>' * shift}\n\n::::{{comparison}} Ash | Beech\n"
        f":key: shift-{shift}\n\n"
        f"| Area | Property | Ash | Beech | Notes |\n|---|---|---|---|---|\n{rows}\n::::\n"
    )


def _many(count: int) -> str:
    names = [
        f"{name}{number // 10 or ''}" for number in range(count) for name in [NAMES[number % 10]]
    ]
    table = "".join(
        "| " + " | ".join([f"Row{number}", *(f"r{number}c{at}" for at in range(count)), ""]) + "|\n"
        for number in range(4)
    )
    head = f"| | {' | '.join(names)} | Notes |\n|{'---|' * (count + 2)}\n"
    return (
        f"# {' vs '.join(names)}\n\n::::{{comparison}} {' | '.join(names)}\n:key: many-{count}\n\n"
        f"A few words.\n\n## Table\n\nA few words before.\n\n{head}{table}| Last |"
        f"{' x |' * count} OnlyNote |\n::::\n"
    )


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    source = tmp_path_factory.mktemp("tables")
    files = {f"shift-{shift:02}.md": _chapter(shift) for shift in range(12)}
    files |= {f"wide-{count:02}.md": _many(count) for count in (6, 7, 20)}
    files["tall.md"] = (
        "# Tall\n\n::::{comparison}\n\n| | Ash | Beech | Notes |\n|---|---|---|---|\n"
        f"| Tall | {TALL} | short | NoteOfTall |\n| After | a | b | |\n::::\n"
    )
    rows = "".join(f"| Tool{number} | small | low |\n" for number in range(70))
    files["turned.md"] = (
        "# Turned\n\n[How large](#turned-row-size)\n\n::::{comparison}\n:key: turned\n\n"
        f"| Tool | Size | Price |\n|---|---|---|\n{rows}::::\n"
    )
    names = "\n".join(sorted(name.removesuffix(".md") for name in files))
    files["index.md"] = f"# Index\n\n```{{toctree}}\n{names}\n```\n"
    conf = CONF.replace('"sphinx_versus.site.book"', '"sphinx_versus.book"')
    built = make_book(write_project(source, {"conf.py": conf, **files}), source / "_build", "-W")
    assert built.warnings == ""
    return Pdf(built.outdir / "small.pdf")


def test_each_page_of_a_table_has_its_header(pdf: Pdf) -> None:
    pages = [page for page in pdf.pages if re.search(r"\bRow\d+ [ab]\b", page)]
    assert len(pages) > 20
    assert all("Area / Property Ash Beech" in page for page in pages)


def test_a_note_and_what_goes_on_stay_with_their_row(pdf: Pdf) -> None:
    notes = 0
    for page in pdf.pages:
        for number in re.findall(r"\bNotes: Note(\d+)\b", page):
            assert f"Row{number} " in page
            notes += 1
        # A table does not go on with a row that has no name.
        assert "Area / Property Ash Beech more" not in page
    assert notes == 12 * 20


def test_the_heading_of_a_group_stays_with_its_rows(pdf: Pdf) -> None:
    for page in pdf.pages:
        for number in re.findall(r"\bGroup(\d+)\b", page):
            assert f"Row{number} " in page


def test_a_row_that_is_taller_than_a_page_goes_on_below_the_header(pdf: Pdf) -> None:
    pages = [page for page in pdf.pages if "So tall that" in page]
    assert len(pages) > 1
    assert all("Ash Beech" in page for page in pages)
    assert sum(page.count("So tall that") for page in pages) == 250
    assert "NoteOfTall" in pages[-1]


def test_six_sides_get_a_page_turned_round_and_others_do_not(pdf: Pdf) -> None:
    turned = [
        page
        for page, (width, height) in zip(pdf.pages, pdf.page_sizes, strict=True)
        if width > height
    ]
    page = turned[0]
    # What comes below it would have a page of its own.
    assert all("Related entities" in each for each in turned[1:])
    assert "A few words before." in page
    assert "r0c0 r0c1 r0c2 r0c3 r0c4 r0c5" in page


def test_wide_tables_are_several_with_all_cells_and_notes_once(pdf: Pdf) -> None:
    text = " ".join(pdf.pages)
    assert "r3c0 r3c1 r3c2 r3c3 r3c4" in text
    assert "Row3 r3c15 r3c16 r3c17 r3c18 r3c19" in text
    assert text.count("OnlyNote") == 3
    assert pdf.beyond_the_page() == []


def test_what_a_link_leads_to_may_stand_in_a_header_that_comes_again(pdf: Pdf) -> None:
    pages = [page for page in pdf.pages if re.search(r"\bTool\d+ small low\b", page)]
    assert len(pages) > 1
    assert all("Tool Size Price" in page for page in pages)
    assert any("How large" in page for page in pdf.pages)


def test_a_running_head_is_one_line(pdf: Pdf) -> None:
    heads = [
        page for page in pdf.pages if page.startswith("Ash vs Beech") and "Small" in page[:140]
    ]
    assert any(re.match(r"Ash vs Beech vs [\w ]+… Small ", page) for page in heads)
