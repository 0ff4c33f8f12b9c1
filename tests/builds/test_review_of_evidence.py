"""On thirty pages each contradiction that is planted is found once, and nothing else is."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from projects import ROOT, run_build, write_project

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = author = copyright = "Machines"
extensions = ["sphinx_versus", "sphinxcontrib.bibtex", "sphinx_versus.review"]
html_theme = "basic"
bibtex_bibfiles = ["references.bib"]
"""
TODAY = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}
PAGES = 30
ENTRY = """@article{{{key},
  author = {{Writer, Ann}},
  title = {{{title}}},
  journal = {{Journal of Machines}},
  year = {{2020}}{more}
}}
"""
MORE = {
    "trial": "design = {experiment}",
    "again": "design = {experiment}",
    "pooled": "design = {meta-analysis}",
    "opinion": "design = {perspective}",
    "second": "design = {perspective}",
    "diary": "published = {blog}",
    "card": "published = {report},\n  interest = {developer}",
    "gone": "note = {Retracted in 2021}",
}
SAID = "{cite:p}`trial`"


def _page(number: int, rows: str, claims: str) -> str:
    """A page that nothing is to be asked about; each side stands on the page before it too."""
    one, other = (f"Engine {each % PAGES}" for each in (number, number + 1))
    # The same thing in other units, by other names, and at another time.
    power, watts, price = (
        ("Power (W)", 1000, "Price (\u20ac, 2020)")
        if number % 2
        else ("Power (kW, higher is better)", 1, "Price (2024, \u20ac)")
    )
    first, second = ((each % PAGES + 1) * watts for each in (number, number + 1))
    size = "yes" if number % 2 else "no"
    return f"""# {one} vs {other}

::::{{comparison}} {one} vs {other}
:reviewed: 2026-01-31

Two engines.

## Definitions

{one}
: An engine {SAID}.

{other}
: Another one {SAID}.

## Side-by-side analysis

| Dimension | {one} | {other} |
|---|---|---|
| {power} | {first} {SAID} | {second} {SAID} |
| {price} | {number + 5} {SAID} | {number + 90} {SAID} |
| Quiet | {size} {SAID} | {"no" if number % 2 else "yes"} {SAID} |
| Fits in, on page {number} | {number + 1} {SAID} | {number + 7} {SAID} |
{rows}
## Strengths

### {one}
- Runs for long.

### {other}
- Starts at once.

## Weaknesses

### {one}
- Starts slowly.

### {other}
- Stops soon.

## Scientific evidence

It is cheap to run.
- {{cite:t}}`trial`; {{cite:t}}`again`
- certainty: {"low" if number % 2 else "moderate"}, because two trials say so
- key: cheap
- about: {one}

Engine {number} runs at night.
- {{cite:t}}`opinion`; {{cite:t}}`second`
- disputes: {{cite:t}}`trial`
- certainty: low, because it is contested
- key: night

Engines need oil.
- {{cite:t}}`trial`; {{cite:t}}`again`
- certainty: high, because two trials say so
- key: oil
{claims}::::
"""


def _claim(text: str, *items: str) -> str:
    return "\n" + "\n".join([text, *(f"- {item}" for item in items)]) + "\n"


def _cited(*keys: str) -> str:
    return "; ".join(f"{{cite:t}}`{key}`" for key in keys)


LOW, HIGH = "certainty: low, because few have looked", "certainty: high, because many have looked"
# What is planted: on which pages, a row or a claim, and the lines at which it is to be found
# (the page's last) and to be told (the other place).
ROWS = {
    3: f"| Weight (kg) | 5 {SAID} | 80 {SAID} |\n",
    4: f"| Weight (t) | 0.09 {SAID} | 3 {SAID} |\n",
    8: f"| Runs on gas | yes {SAID} | yes, but slowly {SAID} |\n",
    9: f"| Runs on gas | no {SAID} | yes {SAID} |\n",
}
CLAIMS = {
    5: _claim("Engines like the sun.", _cited("trial", "again"), HIGH),
    20: _claim("Engines like \u201cthe sun\u201d", _cited("trial", "again"), LOW),
    6: _claim("Engines like rain.", _cited("trial"), LOW),
    21: _claim("Engines like rain.", _cited("again"), f"disputes: {_cited('trial')}", LOW),
    10: _claim(
        "Engines like snow.", _cited("trial", "again"), f"disputes: {_cited('pooled')}", HIGH
    ),
    11: _claim("Engines like wind.", f"disputes: {_cited('trial')}", LOW),
    12: _claim("Engines like hail.", _cited("diary"), LOW),
    13: _claim("Engines like fog.", _cited("card"), LOW),
    14: _claim("Engines like dew.", _cited("opinion"), LOW),
    15: _claim("Engines like ice.", _cited("trial"), "certainty: low, because that is disputed"),
    16: _claim("Engines like mud.", _cited("trial", "gone"), LOW),
}
# The kind, the page and the words at the beginning of its line, and the other place.
EXPECTED = [
    ("opposed_cells", 4, "| Weight (t)", (3, "| Weight (kg)")),
    ("opposed_cells", 9, "| Runs on gas", (8, "| Runs on gas")),
    ("two_certainties", 20, "Engines like", (5, "Engines like the sun")),
    ("two_stances", 21, "- disputes: {cite:t}`trial` #2", (6, "- {cite:t}`trial` #3")),
    ("disputed_by_synthesis", 10, "Engines like snow", None),
    ("disputed_claim", 11, "Engines like wind", (11, "- disputes: {cite:t}`trial` #2")),
    ("weak_sources", 12, "Engines like hail", None),
    ("weak_sources", 13, "Engines like fog", None),
    ("weak_sources", 14, "Engines like dew", None),
    ("no_dispute", 15, "Engines like ice", None),
    ("retracted_source", 16, "- {cite:t}`trial`; {cite:t}`gone`", None),
]


def _name(number: int) -> str:
    return f"page{number:02}.md"


def _line(folder: Path, number: int, text: str) -> int:
    start, _, occurrence = text.partition(" #")
    lines = (folder / _name(number)).read_text(encoding="utf-8").splitlines()
    found = [line for line, said in enumerate(lines, 1) if said.startswith(start)]
    return found[int(occurrence or 1) - 1]


def _project(folder: Path, *, planted: bool) -> Path:
    rows, claims = (ROWS, CLAIMS) if planted else ({}, {})
    files = {
        _name(number): _page(number, rows.get(number, ""), claims.get(number, ""))
        for number in range(PAGES)
    }
    entries = {key: f",\n  {more}" for key, more in MORE.items() if planted or key != "gone"}
    files["references.bib"] = "\n".join(
        ENTRY.format(key=key, title=f"A {key} of engines", more=more)
        for key, more in entries.items()
    )
    cited = "\n".join(f"- {{cite:t}}`{key}`" for key in entries)
    lists = "```{bibliography}\n```\n\n```{toctree}\n:glob:\n\npage*\n```\n"
    files["index.md"] = f"# Engines\n\n{cited}\n\n{lists}"
    return write_project(folder, {"conf.py": CONF, **files})


def _warnings(source: Path, *options: str) -> list[str]:
    done = run_build(
        *(source, source / "_build", "-D", "versus_review=1", *options),
        environment=TODAY,
        builder="dummy",
    )
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    source = _project(tmp_path_factory.mktemp("planted"), planted=True)
    return source, _warnings(source)


def test_each_contradiction_is_found_once_with_both_places(
    planted: tuple[Path, list[str]],
) -> None:
    source, warnings = planted
    found = {}
    for warning in warnings:
        read = re.fullmatch(
            r"(?:.*/)?([^/:]+):(\d+): WARNING: (.*) \[versus_review\.(\w+)\]", warning
        )
        assert read, warning
        found[read[4], read[1], int(read[2])] = read[3]
    places = {
        (kind, _name(page), _line(source, page, text)): other
        and f"{_name(other[0])}:{_line(source, *other)}"
        for kind, page, text, other in EXPECTED
    }
    assert {*found} == {*places}
    assert len(warnings) == len(EXPECTED)
    for place, other in places.items():
        assert not other or re.search(rf"\b{re.escape(other)}\b", found[place]), found[place]


def test_nothing_is_found_where_nothing_is_planted(tmp_path: Path) -> None:
    assert _warnings(_project(tmp_path, planted=False)) == []


def test_every_order_of_reading_finds_the_same(planted: tuple[Path, list[str]]) -> None:
    source, warnings = planted
    assert sorted(_warnings(source, "-E", "-j", "2")) == sorted(warnings)
