"""Pages as people write them: what is kept of each, and what is said of it.

``cases/tables`` holds tables of the shapes that public pages have, ``cases/together``
what meets on a page, and ``cases/mistakes`` a page that is right but for one slip; of
these it is told what is kept otherwise than of ``right.md``. ``make golden`` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import ndiff
from typing import Any

import pytest
from sphinx.application import Sphinx

from golden import Case, cases_of
from projects import ROOT
from small_facts import records_of
from sphinx_versus.domain import domain_of

FOLDER = ROOT / "tests" / "cases"
KINDS = ("tables", "together", "mistakes")
CONF = """
extensions += ["sphinxcontrib.bibtex", "sphinx_design"]
bibtex_bibfiles = [path.name for path in __import__("pathlib").Path(__file__).parent.glob("*.bib")]
"""
# What follows from the rest, and what differs between pages that say the same.
_SAME = re.compile(r"(?:, )?\b(?:docname|names)=.*?(?=, \w+=|$)")
_PLACES = re.compile(r"(?:, )?\b(?:line|key_line|reviewed_line|about_line)=\d+")

Read = Callable[[str], tuple[Sphinx, str]]


@pytest.fixture(scope="module")
def read(read_folder: Any) -> Read:
    pytest.importorskip("sphinxcontrib.bibtex")
    pytest.importorskip("sphinx_design")
    found: dict[str, tuple[Sphinx, str]] = {}

    def once(kind: str) -> tuple[Sphinx, str]:
        if kind not in found:
            found[kind] = read_folder(FOLDER / kind, CONF)
        return found[kind]

    return once


@pytest.mark.parametrize(
    "case",
    [case for kind in KINDS for case in cases_of(FOLDER / f"{kind}.txt")],
    ids=lambda case: case.title,
)
def test_a_page_says_what_its_writer_means(case: Case, read: Read) -> None:
    app, warnings = read(case.path.stem)
    page = case.given.strip()
    facts = list(_facts(app, page))
    if case.path.stem == "mistakes":
        right = [line.replace("right", page) for line in _facts(app, "right")]
        lines = (re.sub(_PLACES, "", line) for line in ndiff(*map(_without_places, (right, facts))))
        facts = [line for line in lines if line[0] in "+-"] if facts else ["- everything"]
    said = [line.split(".md:", 1)[1] for line in warnings.splitlines() if f"/{page}.md:" in line]
    case.check("".join(f"{line}\n" for line in [*facts, *said]))


def _facts(app: Sphinx, page: str) -> Iterator[str]:
    for line in records_of(domain_of(app.env), page):
        if not line.startswith(("Relatives", "Neighbours", "Certainties")):
            yield _SAME.sub("", line)


def _without_places(lines: list[str]) -> list[str]:
    return [_PLACES.sub("", line) for line in lines]


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_is_a_case(kind: str) -> None:
    pages = {path.stem for path in (FOLDER / kind).glob("*.md")} - {"references"}
    assert {case.given.strip() for case in cases_of(FOLDER / f"{kind}.txt")} == pages
