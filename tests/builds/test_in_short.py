"""What is in short, and what a page rests on, stand at its top in each output."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from books import CONF, Pdf
from projects import Built, run_sphinx, write_project

FILES = {
    "conf.py": CONF
    + """
extensions = ["myst_parser", "sphinx_versus.book", "sphinx_versus.data"]
html_theme = "basic"
epub_copyright = version = "2026"
""",
    "index.md": """# Drinks

::::{comparison} Tea vs Coffee
:key: drinks
:reviewed: 2026-11-22

Two hot drinks.

The introduction.

## Strengths

### Tea
- Calms.

### Coffee
- Wakes.

## TL;DR

- Tea [calms](#drinks-claim-calms).
- Coffee wakes.

## Evidence

Tea calms people.
- Somebody (2001)
- disputes: Nobody (2002)
- certainty: low, because few have looked
- key: calms

Coffee wakes people.
- Somebody (2003)
- certainty: high, because all agree

Milk is white.
- Everybody (2000)
::::
""",
}
LINE = (
    "Rests on 3 claims, by certainty: 1 high, 1 low, 1 without a certainty; 1 contested. "
    "Reviewed 2026-11-22."
)
GERMAN = "Beruht auf 3 Aussagen, Gewissheit: 1 hoch, 1 niedrig, 1 ohne Gewissheit; 1 umstritten."


def _words(built: Built, builder: str) -> str:
    """Return all that a build has written, as words with a space between them."""
    if builder == "typst":
        (path,) = built.outdir.glob("*.pdf")
        return " ".join(" ".join(Pdf(path).pages).split())
    name = {"html": "index.html", "epub": "index.xhtml", "text": "index.txt"}[builder]
    text = (built.outdir / name).read_text(encoding="utf-8")
    # The data in a page has the sentences as well.
    text = re.sub(r"(?s)<script.*?</script>|<[^>]+>", "", text)
    return " ".join(unescape(text).split())


@pytest.mark.parametrize("builder", ["html", "epub", "text", "typst"])
def test_it_stands_below_the_tagline_wherever_it_was_written(builder: str, tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, FILES), "-W", builder=builder)
    words = _words(built, builder)
    places = [
        words.rindex(text, 0, words.index("Calms."))
        for text in ("Two hot drinks.", "TL;DR", "Coffee wakes.", LINE, "The introduction.")
    ]
    assert places == sorted(places)
    assert words.count("Coffee wakes.") == 1


def test_each_part_leads_to_its_claims_and_the_data_has_the_sentences(tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, FILES), "-W")
    html = built.html()
    line = html.split('<p class="versus-certainties">', 1)[1].split("</p>", 1)[0]
    links = re.findall(r'href="#([^"]+)">([^<]+)<', line)
    assert links == [
        ("drinks-evidence", "3 claims"),
        ("drinks-claim-coffee-wakes-people", "1 high"),
        ("drinks-claim-calms", "1 low"),
        ("drinks-claim-milk-is-white", "1 without a certainty"),
        ("drinks-claim-calms", "1 contested"),
    ]
    assert all(f'id="{anchor}"' in html for anchor, _ in links)
    # Its name is a heading, and tells where it ends.
    assert '<h2 class="rubric" id="drinks-in-short.name">TL;DR</h2>' in html
    assert re.search(r'<div [^>]*aria-labelledby="drinks-in-short.name"', html)
    data = json.loads((built.outdir / "comparisons.json").read_text(encoding="utf-8"))
    said = [each["text"] for each in data["comparisons"][0]["in_short"]]
    assert said == ["Tea calms.", "Coffee wakes."]


def test_it_is_in_the_language_of_the_project(tmp_path: Path) -> None:
    files = {**FILES, "conf.py": FILES["conf.py"] + 'language = "de"\n'}
    built = run_sphinx(write_project(tmp_path, files), "-W", builder="text")
    assert GERMAN in _words(built, "text")
