"""What rests on a claim carries its certainty: rows, cells, points, sentences, on any page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from books import CONF, Pdf
from projects import run_sphinx, write_project

FILES = {
    "conf.py": CONF
    + """
extensions = ["myst_parser", "sphinx_versus.book"]
html_theme = "basic"
epub_copyright = version = "2026"
""",
    "index.md": """# Drinks

```{toctree}
other
```

::::{comparison} Tea vs Coffee
:key: drinks

Two hot drinks.

## Side by side

| Dimension | Tea | Coffee |
|---|---|---|
| Caffeine (mg) | 40 | 95 |
| [Effect]{#effect} | calms | wakes |
| Origin | China | Ethiopia |

## Strengths

### Tea
- It [calms people](#drinks-claim-calms), they say.

### Coffee
- Wakes.

## Evidence

Tea calms people.
- Somebody (2001)
- disputes: Nobody (2002)
- certainty: low, because few have looked
- about: Tea; effect
- key: calms

Both have caffeine.
- Somebody (2003)
- certainty: high, because it was measured
- about: caffeine
- key: caffeine

Nobody has rated this.
- Somebody (2003)
- about: Origin
- key: unrated
::::
""",
    "other.md": """# Other

See {claim}`drinks-claim-caffeine` and [this](#drinks-claim-calms).
Nobody has rated [that](#drinks-claim-unrated).
""",
}
LOW = "(low, contested)"


def _cells(html: str, row: str) -> list[str]:
    found = html.split(f'id="{row}"', 1)[1].split("</tr>", 1)[0]
    return re.findall(r"<t[hd].*?</t[hd]>", found, re.DOTALL)


def test_a_mark_stands_at_the_row_or_in_the_cells_of_the_sides(tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, FILES), "-W")
    html = built.html()
    name, tea, coffee = _cells(html, "drinks-row-caffeine-mg")
    assert 'class="versus-rated versus-certainty-high"' in name
    assert 'href="#drinks-claim-caffeine"' in name
    # It is no part of what the cell is read as.
    assert "data-value" in tea
    assert "versus-rated" not in tea + coffee
    name, tea, coffee = _cells(html, "drinks-row-effect")
    assert 'href="#drinks-claim-calms"' in tea
    assert ">low, contested<" in tea
    assert "versus-rated" not in name + coffee
    assert "versus-rated" not in "".join(_cells(html, "drinks-row-origin"))
    # The claim leads back, and to the entity.
    claim = html.split('id="drinks-claim-calms"', 1)[1].split("Both have", 1)[0]
    assert (
        '<a class="versus-preview reference internal" href="#drinks-row-effect">Effect</a>' in claim
    )
    point = html.split(">calms people<", 1)[1].split("</li>", 1)[0]
    assert "low, contested</span>, they say." in point


def test_a_turned_table_has_it_at_its_columns_and_in_its_rows(tmp_path: Path) -> None:
    page = """# Tools

::::{comparison} Ada vs Bob
:key: tools

Two tools.

| Tool | Price | Size |
|---|---|---|
| Ada | low | small |
| Bob | high | large |

## Evidence

Prices are what they are.
- Somebody (2001)
- certainty: low, because few have looked
- about: Price

Bob is large.
- Somebody (2001)
- certainty: high, because it was measured
- about: Bob; Size
::::
"""
    files = {"conf.py": FILES["conf.py"], "index.md": page}
    html = run_sphinx(write_project(tmp_path, files), "-W").html()
    table = html.split("<table", 1)[1].split("</table>", 1)[0]
    cells = re.findall(r"<t[hd].*?</t[hd]>", table, re.DOTALL)
    assert [at for at, cell in enumerate(cells) if "certainty-low" in cell] == [1]
    assert [at for at, cell in enumerate(cells) if "certainty-high" in cell] == [8]


@pytest.mark.parametrize("builder", ["text", "latex", "typst"])
def test_other_outputs_say_it_in_words(builder: str, tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, FILES), "-W", builder=builder)
    if builder == "typst":
        (path,) = built.outdir.glob("*.pdf")
        text = " ".join(Pdf(path).pages)
    else:
        ends = {"text": "*.txt", "latex": "*.tex"}[builder]
        text = "\n".join(path.read_text(encoding="utf-8") for path in built.outdir.glob(ends))
    text = " ".join(re.sub(r"\\[a-zA-Z]+(\[[^]]*\])?|[{}]|\| ", "", text).split())
    # In a cell, in a point and on the other page; LaTeX has the id of the claim in between.
    assert len(re.findall(r"\(\S*?low, contested\)", text)) == 3
    assert len(re.findall(r"\(\S*?high\)", text)) == 2


def test_another_certainty_is_another_page(tmp_path: Path) -> None:
    source = write_project(tmp_path, FILES)
    assert "versus-certainty-high" in run_sphinx(source).html("other")
    path = source / "index.md"
    path.write_text(path.read_text().replace("certainty: high", "certainty: moderate"))
    html = run_sphinx(source).html("other")
    assert "versus-certainty-high" not in html
    assert unescape(html).count("versus-rated") == 2
