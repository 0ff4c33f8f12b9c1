"""What a project costs grows with each of its parts, and not with their square.

Steps are counted in place of time, so that nothing else on the
machine changes the result. Twice the parts are twice the steps; if each part
looked at all others, they would be four times as many.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from projects import ROOT, read_project, write_project
from sphinx_versus.grammar.names import nearest
from sphinx_versus.reading.result import Notes
from sphinx_versus.site.drawings.clean import clean

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus", "sphinx_versus.data", "sphinx_versus.review"]
html_theme = "basic"
versus_review = True
versus_data_types = {{"*": "Article"}}
"""
PACKAGE = str(ROOT / "_ext")
# It would be 4 where each part looks at all others.
MOST = 2.3


def _steps(run: Callable[[], object]) -> int:
    """Count the functions that are called, and the lines that run in those of the package."""
    steps = 0

    def count(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal steps
        steps += 1
        return count if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run()
    finally:
        sys.settrace(before)
    return steps


def _build(folder: Path, files: dict[str, str]) -> int:
    """Build a project, and count the steps."""
    source = write_project(folder / "source", {"conf.py": CONF, **files})
    return _steps(lambda: read_project(source, "html"))


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The steps of a project that holds next to nothing."""
    files = {"index.md": _comparison(0, ("Cat", "Dog"), "## Strengths\n\n### Cat\n\n- A point.")}
    # The first build imports what it needs.
    _build(tmp_path_factory.mktemp("first"), files)
    return _build(tmp_path_factory.mktemp("least"), files)


def _comparison(number: int, sides: Iterable[str], body: str) -> str:
    return (
        f"# Page {number}\n\n::::{{comparison}} {' | '.join(sides)}\n\nA tagline.\n\n{body}\n::::\n"
    )


def _sides(size: int) -> dict[str, str]:
    sides = [f"Side {number}" for number in range(size)]
    cells = " | ".join(["A cell"] * size)
    head = f"| Row | {' | '.join(sides)} |\n|{'---|' * (size + 1)}\n| One | {cells} |\n"
    points = "".join(f"### {side}\n\n- A point.\n\n" for side in sides)
    body = f"## Side-by-side analysis\n\n{head}\n## Strengths\n\n{points}"
    return {"index.md": _comparison(0, sides, body)}


def _rows(size: int) -> dict[str, str]:
    rows = "".join(f"| Dimension {number} | A | B |\n" for number in range(size))
    body = f"## Side-by-side analysis\n\n| Row | Cat | Dog |\n|---|---|---|\n{rows}"
    return {"index.md": _comparison(0, ("Cat", "Dog"), body)}


def _claims(size: int) -> dict[str, str]:
    claims = "".join(
        f"Statement {number} about a thing.\n- A book (2017)\n- disputes: Another (2018)\n"
        "- certainty: low, because it is old\n\n"
        for number in range(size)
    )
    return {"index.md": _comparison(0, ("Cat", "Dog"), f"## Scientific evidence\n\n{claims}")}


def _alike(size: int) -> dict[str, str]:
    claims = "The same statement.\n- A book (2017)\n\n" * size
    rows = "| The same | A | B |\n" * size
    body = (
        f"## Side-by-side analysis\n\n| Row | Cat | Dog |\n|---|---|---|\n{rows}\n"
        f"## Scientific evidence\n\n{claims}"
    )
    return {"index.md": _comparison(0, ("Cat", "Dog"), body)}


def _misspelt(size: int) -> dict[str, str]:
    sides = [f"Side {number}" for number in range(size)]
    points = "".join(f"### {side}x\n\n- A point.\n\n" for side in sides)
    return {"index.md": _comparison(0, sides, f"## Strengths\n\n{points}")}


def _entities(size: int) -> dict[str, str]:
    named = "".join(f"- Thing {number}\n" for number in range(size))
    pages = {
        f"thing-{number}.md": f"# Thing {number}\n\n:::{{entity}} Thing {number}\nA thing.\n:::\n"
        for number in range(size)
    }
    body = f"## Related entities\n\n{named}"
    tree = "\n".join(name.removesuffix(".md") for name in pages)
    index = f"{_comparison(0, ('Cat', 'Dog'), body)}\n```{{toctree}}\n:hidden:\n{tree}\n```\n"
    return {"index.md": index, **pages}


def _pages(size: int) -> dict[str, str]:
    pages = {
        f"page-{number}.md": _comparison(
            number, (f"Thing {number}", f"Thing {number + 1}"), "## Outlook\n\nIt goes on."
        )
        for number in range(size)
    }
    tree = "\n".join(name.removesuffix(".md") for name in pages)
    lists = f"```{{toctree}}\n:maxdepth: 1\n{tree}\n```\n\n```{{comparison-list}}\n```\n"
    return {"index.md": f"# Index\n\n{lists}", **pages}


@pytest.mark.parametrize(
    ("files", "size"),
    [
        *((_sides, 20), (_rows, 40), (_claims, 20), (_alike, 20), (_misspelt, 70)),
        *((_entities, 8), (_pages, 8)),
    ],
)
def test_a_project_costs_what_it_holds(
    files: Callable[[int], dict[str, str]], size: int, least: int, tmp_path: Path
) -> None:
    once, twice = (_build(tmp_path / str(each), files(each)) - least for each in (size, 2 * size))
    assert twice < MOST * once


def _bibliography(size: int, ours: str = "") -> dict[str, str]:
    entries = "".join(
        f"@book{{key{number},\n  author = {{Bean, Bob}},\n  title = {{Title {number}}},\n"
        f"  year = {{2020}},\n  url = {{https://example.org/{number}}},\n}}\n"
        for number in range(size)
    )
    cited = " ".join(f"{{cite:p}}`key{number}`" for number in range(size))
    conf = 'extensions += ["sphinxcontrib.bibtex", "sphinx_versus.site.citations"]\n'
    plain = 'extensions = ["myst_parser", "sphinxcontrib.bibtex"]\n'
    return {
        "conf.py": f"{CONF}{conf if ours else plain}bibtex_bibfiles = ['references.bib']\n",
        "references.bib": entries,
        "index.md": f"# Index\n\n{cited}\n\n```{{bibliography}}\n```\n",
    }


def test_a_bibliography_with_its_data_costs_at_most_thrice_what_it_costs_without_us(
    tmp_path: Path,
) -> None:
    steps: dict[str, list[int]] = {}
    # Ours first: what it spares is spared in the rest of the process.
    for whose in ("ours", ""):
        # The first build imports what it needs.
        _, *steps[whose] = [
            _build(tmp_path / f"{whose}{place}", _bibliography(size, whose))
            for place, size in enumerate((1, 2, 30, 58))
        ]
    added = {whose: (two - one, three - two) for whose, (one, two, three) in steps.items()}
    assert added["ours"][1] < 1.15 * added["ours"][0]
    # Each source is written in three formats as well.
    assert added["ours"][1] < 3 * added[""][1]


@pytest.mark.parametrize(
    "part",
    [
        '<g id="a{0}"><use href="#a{0}"/></g>',
        "<style>#a{0}, .b{0} {{ fill: url(#a{0}) }}</style>",
        '<path style="fill: red; stroke: url(#a{0})"/>',
        "<script>a{0}</script>",
    ],
)
def test_a_drawing_costs_what_it_holds(part: str) -> None:
    def steps(size: int) -> int:
        parts = "".join(part.format(number) for number in range(size))
        return _steps(lambda: clean(f"<svg>{parts}</svg>".encode(), "d", {}))

    assert steps(400) < MOST * steps(200)


def test_an_id_costs_the_same_where_it_is_wanted_often() -> None:
    def steps(size: int) -> int:
        notes = Notes("key", (), (), 1, {}, lambda _text, _line: [], ())
        return _steps(lambda: [notes.table_anchor() for _ in range(size)])

    assert steps(400) < MOST * steps(200)


def test_an_offer_costs_the_same_among_many_names() -> None:
    def steps(size: int) -> int:
        names = [f"Name {number}" for number in range(size)]
        return _steps(lambda: [nearest(f"{name}x", names) for name in names[:200]])

    assert nearest("Name 123x", [f"Name {number}" for number in range(4000)]) == "Name 123"
    assert steps(800) < MOST * steps(400)
