"""Who reads the JSON can write the comparisons again: Markdown of it gives the same facts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from projects import CONF, ROOT, Built, run_sphinx, write_project
from rebuilt import pages_of

# Of pages that are not written again: those of entities, and what quotes claims.
ELSEWHERE = {"quoted_on", "url", "page"}
EXTENSIONS = '["sphinx_versus.data", "sphinxcontrib.bibtex"]'
# What the comparisons of the site do without.
RICH = """# Tools

::::{comparison} Ada | Bob
:key: tools
:title: Ada vs Bob
:tags: small, *odd*
:reviewed: 2026-11-01

Two `tools`, [one] of which costs $5 & more.

## In short
- Ada is *fast* {cite:p}`rasch2013,diekelmann2010`; see [here](https://example.org/a_b).

## Side by side

| Dimension | Weight | [Ada](https://ada.example) 2.1.0 | Bob (beta) | Winner | Notes |
|---|---|---|---|---|---|
| **Speed** |
| Start | 3 | ≈ 20 ms | 3–5 ms | Bob | {cite:t}`rasch2013` says so |
| Price | 1 | €5 / month | no, but soon | Ada | |
| | | 0.44 [0.28, 0.60] | – | | |

## Another

| | Ada (MB) | Bob (GB) |
|---|---|---|
| Size | 5 | 12345678901234567890 |
| Works \\| plays | yes | ? |

## Best for

### Ada
- Who is *quick*.

### Bob
- Who is not.
- 1. Numbers.

## Evidence

Ada is quick, they say [1].
- {cite:t}`rasch2013`, a review; Somebody: *A Book* (2017)
- disputes: {cite:p}`walker2017`
- qualifies: Some @name on the web
- certainty: very low from high (risk of bias, imprecision x2), because nobody looked
- about: Ada; Start

## Related entities
- Carol

## Other comparisons
- [Other](#other)
::::

::::{comparison} Carol vs Dave
:key: other
:title: Others

Two more.

## Evidence

Carol knows.
- key: mine
- {cite:t}`rasch2013`
::::
"""


GUIDE = (ROOT / "guide" / "data.md").read_text(encoding="utf-8").partition("### An example")[2]
EXAMPLE, SHOWN = re.findall(r"^(?:````markdown|```json)\n(.*?)^````?$", GUIDE, re.M | re.S)[:2]


def test_comparisons_come_back_from_their_data(data: Built, tmp_path: Path) -> None:
    rich = _built(tmp_path / "rich", {"tools.md": RICH, "teas.md": EXAMPLE})
    shown = json.loads(SHOWN)
    assert shown == {
        name: [each for each in rich[name] if each["page"] == "teas"] for name in shown
    }
    given = [rich, json.loads((data.outdir / "comparisons.json").read_text(encoding="utf-8"))]
    pages = {f"{name}.md": text for each in given for name, text in pages_of(each).items()}
    after = _built(tmp_path / "again", pages)
    assert len(after["comparisons"]) == sum(len(each["comparisons"]) for each in given)
    for kind, key in (("comparisons", "key"), ("claims", "id")):
        wanted = {each[key]: each for before in given for each in before[kind]}
        found = {each[key]: each for each in after[kind]}
        for name, each in found.items():
            assert _facts(each) == _facts(wanted[name])


def _built(folder: Path, pages: dict[str, str]) -> Any:
    """Return the data of a project that has these pages and the sources of this repository."""
    conf = CONF.format(ext=str(ROOT / "_ext")).replace('["sphinx_versus"]', EXTENSIONS)
    conf += f"smartquotes = False\nbibtex_bibfiles = [{str(ROOT / 'references.bib')!r}]\n"
    index = "# Index\n\n```{toctree}\n:glob:\n\n**\n```\n\n```{bibliography}\n```\n"
    built = run_sphinx(
        write_project(folder, {"conf.py": conf, "index.md": index, **pages}), builder="versus-data"
    )
    assert built.warnings == ""
    return json.loads((built.outdir / "comparisons.json").read_text(encoding="utf-8"))


def _facts(each: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in each.items() if name not in ELSEWHERE}
