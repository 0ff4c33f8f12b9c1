"""A project with one of everything loses no word, and says what it cannot show."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from books import Pdf, lost_words, make_book
from projects import Built, run_build

KIT = Path(__file__).parent / "kit"
# In the order of the book, with their titles.
DOCUMENTS = {
    "text": "Text and lists", "blocks": "Blocks", "tables": "Tables", "objects": "Objects",
    "others": "Of extensions", "markdown": "Markdown", "problems": "What cannot be shown",
}  # fmt: skip


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("kit") / "source"
    shutil.copytree(KIT, source, ignore=shutil.ignore_patterns("__pycache__"))
    program = source / "program"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{source}/draw.py" "$@"\n')
    program.chmod(0o755)
    others = source / "others.rst"
    others.write_text(others.read_text().replace("DRAWPROGRAM", str(program)))
    return make_book(source, source.parent / "book")


@pytest.fixture(scope="module")
def pdf(kit: Built) -> Pdf:
    return Pdf(kit.outdir / "kit.pdf")


def test_no_word_of_the_text_is_lost_on_its_page(kit: Built, pdf: Pdf) -> None:
    out = kit.outdir.parent / "text"
    run_build(
        kit.srcdir, out, "-d", out / ".doctrees", "-t", "latex", "-t", "typst", builder="text"
    )
    printed = dict(
        zip(DOCUMENTS, pdf.chapters([(0, title) for title in DOCUMENTS.values()]), strict=True)
    )
    lost = {}
    for name in DOCUMENTS:
        text = (out / f"{name}.txt").read_text(encoding="utf-8")
        # Texts of pictures are in the tags; a note of a table has a letter there.
        text = re.sub(r"\[(?:(?:image|graph)(?:: [^]]*)?|\d)\]", "", text)
        lost[name] = lost_words(text, printed[name])
    assert {name: words for name, words in lost.items() if words} == {}


def test_all_that_is_typed_stands_in_the_book(kit: Built, pdf: Pdf) -> None:
    letters = re.sub(r"\s|\x02", "", "".join(pdf.pages))
    typed = set(re.findall(r"\b[A-Z]{4,}\b", "".join(
        (kit.srcdir / path.name).read_text(encoding="utf-8") for path in KIT.glob("*.[rm][sd]*")
    )))  # fmt: skip
    not_shown = {"ONLYHTML", "RAWHTML", "RAWLATEX", "DOTCODE", "ATTRIB"}
    drawn = {"DRAWNDOT", "DRAWNMERMAID"}
    assert len(typed) > 150
    assert {word for word in typed | drawn if word not in letters} <= not_shown


def test_nothing_is_set_upon_something_else_or_beyond_the_page(pdf: Pdf) -> None:
    assert pdf.overprinted() == []
    assert pdf.beyond_the_page() == []


def test_what_is_lost_is_an_error_and_all_else_is_told_once(kit: Built, pdf: Pdf) -> None:
    told = re.findall(r"(\w+)\.rst:(\d+): (\w+): .*\[typst_book\.(\w+)\]", kit.warnings)
    assert told == [
        ("problems", "4", "ERROR", "raw"),
        ("problems", "8", "ERROR", "raw"),
        ("problems", "16", "WARNING", "unknown_node"),
        ("problems", "24", "WARNING", "image"),
        # The line where the directive ends: its node knows no other.
        ("problems", "31", "WARNING", "diagram"),
        ("problems", "32", "WARNING", "diagram"),
    ]
    assert 'this diagram needs the program "no-such-program"' in kit.warnings
    assert not pdf.claims_accessibility
