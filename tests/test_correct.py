"""No warning for what is right: whole pages of many shapes.

They are full of what looks like a mistake and is none. Whoever adds a check
runs it against them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_versus.api import Facts, facts_of

FOLDER = Path(__file__).parent / "correct"
PAGES = sorted(FOLDER.glob("*.md"))
CONF = """
extensions += ["sphinxcontrib.bibtex", "sphinx_design"]
bibtex_bibfiles = ["references.bib"]
versus_headings = {
    "definitions": ["Begriffe"],
    "side-by-side": ["Gegen\\u00fcberstellung"],
    "strengths": ["St\\u00e4rken"],
    "weaknesses": ["Schw\\u00e4chen"],
    "evidence": ["Belege"],
    "outlook": ["Ausblick"],
}
"""


@pytest.fixture(scope="module")
def read(read_folder: Any) -> tuple[Facts, str]:
    pytest.importorskip("sphinxcontrib.bibtex")
    pytest.importorskip("sphinx_design")
    app, warnings = read_folder(FOLDER, CONF)
    return facts_of(app.env), warnings


@pytest.mark.parametrize(
    "path",
    PAGES,
    ids=lambda path: path.stem,
)
def test_a_correct_page_brings_no_warning(path: Path, read: tuple[Facts, str]) -> None:
    assert [line for line in read[1].splitlines() if f"/{path.name}:" in line] == []


def test_there_is_no_other_warning(read: tuple[Facts, str]) -> None:
    names = tuple(f"/{path.name}:" for path in PAGES)
    assert [line for line in read[1].splitlines() if not any(n in line for n in names)] == []


def test_they_are_read_as_they_are_meant(read: tuple[Facts, str]) -> None:
    found = read[0].comparisons_by_key
    points = {key: [len(side.points) for side in each.sides] for key, each in found.items()}
    rows = {key: len(each.dimensions) for key, each in found.items()}
    sources = {key: [len(claim.sources) for claim in each.claims] for key, each in found.items()}
    assert (points["grains"], rows["grains"]) == ([1, 2, 2, 1, 1, 1], 4)
    assert points["loks"] == [2, 2]
    assert rows["scripts"] == 6
    assert rows["apple-or-pear"] == 5
    assert sources["sleep-or-exercise"] == [26, 6]
    assert sources["stairs-or-lift"] == [2, 2]
    assert sources["arabic"] == sources["\u8336\u5496\u5561"] == [2]
    assert [len(found[key].sides) for key in ("grains", "accents")] == [6, 5]
