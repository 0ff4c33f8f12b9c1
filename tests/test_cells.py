"""Cells of tables become values beside their prose, whatever their markup and their table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from projects import CONF, ROOT, read_project, write_project
from sphinx_versus.api import Comparison, Facts, MarkKind, ShownMatrix, facts_of
from sphinx_versus.grammar.values import Language, language, values_of
from written_values import text_of

SITE = """
versus_marks = {"yes": ["aye"]}
versus_units = {"furlong": ["furlongs", "= 201.168 m"]}
extensions += ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["dollarmath"]
"""
PAGES = {
    # Cells with any markup: what is left when all that is no word of the cell is out.
    "markup": r"""
| Feature | Ada | Bob |
|---|---|---|
| Strong | **yes** | *5 GB* |
| Linked | [yes](https://e.org) | [](#markup) |
| Cited | 40 mg {cite:p}`doe` | yes, says {cite:t}`doe` |
| Only cited | {cite:p}`doe` | – {cite:p}`doe` |
| Noted | 5 GB[^n] | No[^n] |
| Raised | 10<sup>6</sup> W | 3 × 10<sup>−6</sup> s |
| Marked by hand | Yes<sup>1</sup> | 25<sup>1</sup> |
| Lowered | 10<sub>2</sub> | no, CO<sub>2</sub> is better |
| Lines | yes<br>since 2.1 | 5<br>100 |
| Code | `yes` | `5` |
| Code behind | yes, with `--all` | 5 GB `x` |
| Struck | ~~yes~~ | ~~5~~ 6 |
| Keys | <kbd>5</kbd> | ![5](a.png) |
| Pictures | ![](a.png) | ![yes](a.png) |
| Mathematics | $10^6$ | $x$ |
| Quotes | 27" | "27" |
| Dashes | 5--10 GB | --- |
| Escaped | \* | 5\* |
| Of the site | aye | 2 furlongs |
| Comment | <!-- 5 --> | yes <!-- 5 --> |

[^n]: A note.
""",
    "headings": """
| Goal | Feature | Ada | Bob (ms) | Unit | Notes |
|---|---|---|---|---|---|
| Small | Size (MB) | 5 | 7 GB | | 8 |
| | Weight | 5 | 7 | g | |
| Fast | Time | 5 | 7 | | |
| | Time in s | 5 | 7 | | |
| | | 12 | | | |
| | Cost | 5 | 7 | (€/month) | |
| | Stars | 5 | 7 | apples | |
| | Version | 3.9 | 12 MB | | |
""",
    "versions": """
| Feature | Ada | Bob |
|---|---|---|
| Python | ≥ 3.8 | 3.9 |
| | 3.10 | 3.11 |
| Ratio | 3.5 | 3.9 |
""",
    "units": """
| Feature | Ada | Bob | Unit |
|---|---|---|---|
| Weight | 5 | 7 | |
| | 6 | 8 | kg |
""",
    "turned": """
| Tool | Size (MB) | Since | Free |
|---|---|---|---|
| Ada | 5 | 2021 | ✅ |
| | 7 | | |
| Bob | ≈ 1 GB | 2022 | ❌ until 2.0 |
""",
    "listed": """
:::{list-table}
:header-rows: 1

* - Feature
  - Ada
  - Bob
* - Free
  - Yes

    since 2.1
  - - yes
    - no
* - Size
  - 5
    GB
  -
:::
""",
    "html": """
<table>
<tr><th>Feature</th><th>Ada</th><th>Bob</th></tr>
<tr><td>Free</td><td><b>yes</b></td><td>-</td></tr>
<tr><td>Size</td><td>5&nbsp;GB</td><td>10<sup>9</sup> B</td></tr>
</table>
""",
}
MEANT = {
    "markup": {
        "Strong": "yes | 5 GB",
        "Linked": "yes | text",
        "Cited": "40 mg | yes (says)",
        "Only cited": "text | not stated",
        "Noted": "5 GB | no",
        "Raised": "1,000,000 W | 0.000003 s",
        "Marked by hand": "yes (¹) | text",
        "Lowered": "text | no (CO_2 is better)",
        "Lines": "yes (since 2.1) | text",
        "Code": "text | text",
        "Code behind": "yes (with --all) | text",
        "Struck": "text | text",
        "Keys": "text | 5",
        "Pictures": "text | yes",
        "Mathematics": "1,000,000 | text",
        "Quotes": "27 in | text",
        "Dashes": "5–10 GB | not stated",
        "Escaped": "text | 5",
        "Of the site": "yes | 2 furlong",
        "Comment": "not stated | yes",
    },
    "headings": {
        "Size (MB)": "5 MB | 7 GB",
        "Weight": "5 g | 7 g",
        "Time": "5 | 7 ms",
        "Time in s": "5 s | 7 s / 12 s | not stated",
        "Cost": "5 €/month | 7 €/month",
        "Stars": "5 | 7",
        "Version": "text | 12 MB",
    },
    "versions": {"Python": "text | text / text | text", "Ratio": "3.5 | 3.9"},
    "units": {"Weight": "5 | 7 / 6 kg | 8 kg"},
    "turned": {
        "Size (MB)": "text | ≈ 1 GB",
        "Since": "text | text",
        "Free": "yes | no (until 2.0)",
    },
    "listed": {"Free": "yes (since 2.1) | text", "Size": "5 GB | not stated"},
    "html": {"Free": "yes | not stated", "Size": "5 GB | 1,000,000,000 byte"},
}


# What a page shows of others decides whether it is written again.
MATRIX = "```{comparison-matrix} Ada | Bob\n:dimensions: Free\n```\n"


def _read(folder: Path, pages: dict[str, str], conf: str = "") -> tuple[Facts, str]:
    files = {
        f"{key}.md": f"# {key}\n\n::::{{comparison}} Ada | Bob\n:key: {key}\n{text}::::\n"
        for key, text in pages.items()
    }
    files["index.md"] = "# Cases\n\n```{toctree}\n" + "\n".join(pages) + f"\n```\n\n{MATRIX}"
    files["conf.py"] = CONF.format(ext=str(ROOT / "_ext")) + conf
    files["references.bib"] = "@misc{doe, title = {On it}, author = {Doe, Ann}, year = 2020}\n"
    files["a.png"] = ""
    app, warnings = read_project(write_project(folder, files))
    return facts_of(app.env), warnings


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    facts, warnings = _read(tmp_path_factory.mktemp("cells") / "source", PAGES, SITE)
    assert [line for line in warnings.splitlines() if "[versus." in line] == []
    return facts


ENGLISH = language("en", units={"furlong": ["furlongs", "= 201.168 m"]})


def _values(comparison: Comparison, spoken: Language = ENGLISH) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in comparison.dimensions:
        cells = [
            text_of(value, spoken) if value else "not stated" if place in row.not_stated else "text"
            for place, value in enumerate(row.values)
        ]
        before = f"{found[row.name]} / " if row.continues else ""
        found[row.name] = before + " | ".join(cells)
    return found


@pytest.mark.parametrize("key", PAGES)
def test_cells_are_read_as_they_are_meant(key: str, facts: Facts) -> None:
    assert _values(facts.comparisons_by_key[key]) == MEANT[key]


def test_the_cells_of_a_matrix_have_their_values(facts: Facts) -> None:
    (request,) = facts.requests["index"]
    (shown,) = facts.answer(request)
    assert isinstance(shown, ShownMatrix)
    ((name, cells),) = shown.rows
    kinds = [[each.value and each.value.kind for each in cell] for cell in cells]
    assert name == "Free"
    assert kinds == [["yes", "yes", "yes"], [None, None, "no"]]


def test_units_of_the_site_can_be_asked_for(facts: Facts) -> None:
    for name, dimension in {"furlongs": "length", "GB/s": "data/time", "€": "€"}.items():
        unit = facts.unit(name)
        assert unit
        assert unit.dimension == dimension
    assert facts.unit("apples") is None


def test_the_examples_of_the_guide_do_what_it_says(facts: Facts) -> None:
    guide = (ROOT / "guide" / "facts.md").read_text(encoding="utf-8")
    examples = [
        code for code in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "value" in code
    ]
    given: dict[str, Any] = {}
    for code in examples:
        exec(code, given)
    assert given["sides_that_answer"](facts, "Free") == ["Ada", "Ada", "Ada"]
    assert given["sides_that_answer"](facts, "Free", MarkKind.NO) == ["Bob"]
    told = dict(re.findall(r"`(\d[^`]*)` is `(\([^`]*\))`", guide))
    assert told
    for cell, base in told.items():
        (reading,) = values_of([cell], ENGLISH)
        assert str(given["in_base_unit"](facts, reading.value)).replace("'", '"') == base


GERMAN = """
| Merkmal | Ada | Bob |
|---|---|---|
| Leistung | ca. 1.200 kW | 2.000 kW |
| Preis | 1.299,50 € | 0.5 |
| Bremse | ja | nein, „bald“ |
| Größe | 27" | - |
"""


def test_numbers_and_words_are_those_of_the_language(tmp_path: Path) -> None:
    facts, warnings = _read(tmp_path / "source", {"de": GERMAN}, 'language = "de"\n')
    spoken = language("de")
    assert _values(facts.comparisons_by_key["de"], spoken) == {
        "Leistung": "≈ 1.200 kW | 2.000 kW",
        "Preis": "1.299,5 € | text",
        "Bremse": "ja | nein („bald“)",
        "Größe": "27 in | not stated",
    }
    (warning,) = (line for line in warnings.splitlines() if "[versus.doubtful_number]" in line)
    assert '.md:9: WARNING: "0.5" is a number of another language' in warning


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('versus_marks = {"oui": ["oui"]}', "versus_marks: 'oui' is no mark; allowed are"),
        ('versus_marks = {"yes": [" "]}', "versus_marks: the words of 'yes' should be a list"),
        ('versus_units = {"mile": ["= 5 feets"]}', "versus_units: '= 5 feets' is no size"),
        ('versus_units = {"": []}', "versus_units: '' is no symbol of a unit"),
    ],
)
def test_a_setting_that_cannot_be_is_told(setting: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=f"^{said}"):
        _read(tmp_path / "source", {}, setting)
