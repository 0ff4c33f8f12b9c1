"""Facts in, answers out: what pages, exports and the review are given and show.

Each folder of ``answers/`` holds the facts of a small project and files of
cases: a title, a request, and what it brings. ``make golden`` writes what
comes out; read it before you commit it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from docutils import nodes

from golden import Case, cases_of
from projects import ROOT
from small_facts import SmallProject, prose, request_of, written
from sphinx_versus.queries.listing import LONG
from sphinx_versus.reading.prose import nodes_of, plain, prose_of

CASES = [
    case
    for path in sorted((ROOT / "tests" / "answers").glob("*/*.txt"))
    if path.name != "facts.txt"
    for case in cases_of(path)
]


@cache
def _project(folder: Path) -> SmallProject:
    return SmallProject.of((folder / "facts.txt").read_text(encoding="utf-8"))


def _named(case: Case) -> str:
    return f"{case.path.parent.name}/{case.path.stem}: {case.title}"


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_the_answer_is_the_expected_one(case: Case) -> None:
    project = _project(case.path.parent)
    word, _, rest = case.given.strip().partition(" ")
    match word:
        case "show":
            found = project.shown(request_of(rest), "here", legend="legend")
        case "file":
            found = project.file(rest).replace("\r\n", "\n").removeprefix("\ufeff")
        case "foot":
            found = project.dressed(rest)
        case "coverage":
            found = project.coverage()
        case "review":
            found = project.findings()
        case "link":
            found = f"{project.index.target(rest)}\n"
        case _:
            found = project.answer(request_of(case.given.strip()))
    case.check(found)


def test_a_long_list_in_the_order_of_names_is_divided_by_letter() -> None:
    facts = [f"entity {'AB'[number % 2]}{number}: page{number}" for number in range(LONG + 1)]
    long, short = (SmallProject.of("\n".join(lines)) for lines in (facts, facts[:-1]))
    groups = [line for line in long.answer(request_of("entities")).splitlines() if line[0] == "="]
    assert groups == ["= A", "= B"]
    for request in ("entities sort=claims", "entities group=none", f"entities limit={LONG}"):
        assert "=" not in long.answer(request_of(request))
    assert "=" not in short.answer(request_of("entities"))


def test_so_many_neighbours_are_shown_and_what_all_have_in_common_counts_for_nothing() -> None:
    facts = [f"comparison c{number:03}: A{number} | B{number}\n  tags: t" for number in range(101)]
    few = SmallProject.of("\n".join(facts[:-1]))
    shown = few.answer(request_of("neighbours c050")).splitlines()
    assert shown == [f"A{number} vs B{number} <c{number:03}>" for number in (0, 1, 10, 11)]
    assert SmallProject.of("\n".join(facts)).answer(request_of("neighbours c050")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "*Stressed* first, then [@one; @two], then @three says so.",
        "A [link](https://e.org/a?b=c) and *more* [@one].",
    ],
)
def test_prose_comes_back_from_nodes_as_it_was(text: str) -> None:
    said = prose(text)
    assert prose_of(nodes.paragraph("", "", *nodes_of(said, "here"))) == said
    assert written(said) == text
    assert "@" not in plain(said)
