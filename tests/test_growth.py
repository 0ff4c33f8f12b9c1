"""What a project costs grows with each of its parts, and not with their square.

Calls of functions are counted in place of time, so that nothing else on the
machine changes the result. With each size twice the one before, the calls that
are added double as well; if each part looked at all others, they would grow
four times.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from projects import ROOT, read_project, write_project
from sphinx_versus.site.drawings.clean import clean

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus", "sphinx_versus.data", "sphinx_versus.review"]
html_theme = "basic"
versus_review = True
versus_data_types = {{"*": "Article"}}
"""
# A part that looks at all others with each of its calls would make it 4.
MOST = 2.3


def _calls(run: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(run)
    return sum(entry.callcount for entry in profile.getstats())


def _growth(calls: Iterable[int]) -> float:
    """Return how much more is added from the second size to the third than before it."""
    first, second, third = calls
    return (third - second) / (second - first)


def _comparison(number: int, sides: Iterable[str], body: str) -> str:
    return f"# Page {number}\n\n::::{{comparison}} {' | '.join(sides)}\n\nA tagline.\n\n{body}\n::::\n"


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
    return {"index.md": f"# Index\n\n```{{toctree}}\n:maxdepth: 1\n{tree}\n```\n\n```{{comparison-list}}\n```\n", **pages}


@pytest.mark.parametrize(
    ("files", "least"),
    [(_sides, 8), (_rows, 20), (_claims, 10), (_alike, 10), (_misspelt, 8), (_entities, 5), (_pages, 5)],
)
def test_a_project_costs_what_it_holds(
    files: Callable[[int], dict[str, str]], least: int, tmp_path: Path
) -> None:
    calls = []
    for size in (least, 2 * least, 4 * least):
        source = write_project(tmp_path / str(size) / "source", {"conf.py": CONF, **files(size)})
        calls.append(_calls(lambda source=source: read_project(source, "html")))
    print(calls, _growth(calls))
    assert _growth(calls) < MOST
