"""The examples of the guide's page on facts do what it says, as they stand there."""

from __future__ import annotations

import re

import pytest

from projects import ROOT, Built, run_sphinx, write_project

GUIDE = (ROOT / "guide" / "facts.md").read_text(encoding="utf-8")
LIST, CHECK = (
    code for code in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL) if "def setup(" in code
)
CONF = f"""
import os, sys
sys.path[:0] = [{str(ROOT / "_ext")!r}, os.path.dirname(__file__)]
extensions = ["sphinx_versus", "sphinxcontrib.bibtex", "claims_on"]
bibtex_bibfiles = ["references.bib"]
"""
PAGES = {
    "index.md": "# Drinks\n\n```{toctree}\ntea\nnotes\nleaf\n```\n\n```{bibliography}\n```\n",
    # Sphinx writes the page of a contents again by itself.
    "leaf.md": "# Leaf\n\n```{claims-on} leaf2020\n```\n",
    "tea.md": """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea

## Evidence

Tea calms.
- {cite:t}`leaf2020`
- certainty: high, because all studies agree

Coffee calms.
- {cite:t}`bean2021`
- Somebody (2022)
- disputes: {cite:t}`leaf2020`
- certainty: high, because all studies agree
::::
""",
    "notes.md": """# Notes

```{evidence}
Water calms too.
- qualifies: {cite:t}`leaf2020`

Milk calms.
- {cite:t}`bean2021`
- certainty: low, because nobody has looked
```
""",
    "references.bib": "@misc{leaf2020, author={Leaf, A}, title={Tea}, year=2020}\n"
    "@misc{bean2021, author={Bean, B}, title={Beans}, year=2021}\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("own")
    write_project(folder, {"conf.py": CONF + CHECK, "claims_on.py": LIST, **PAGES})
    return run_sphinx(folder, builder="text")


def test_a_list_of_ones_own_shows_what_rests_on_a_source_and_follows_it(built: Built) -> None:
    shown = [
        "Tea calms. (supports; certainty: high)",
        "Coffee calms. (disputes; certainty: high)",
        "Water calms too. (qualifies; certainty: not stated)",
    ]
    assert _items(built) == shown
    page = built.srcdir / "notes.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("{cite:t}`bean2021`", "{cite:t}`leaf2020`"), encoding="utf-8")
    run_sphinx(built.srcdir, builder="text")
    assert _items(built) == [*shown, "Milk calms. (supports; certainty: low)"]


def _items(built: Built) -> list[str]:
    text = (built.outdir / "leaf.txt").read_text(encoding="utf-8")
    return re.findall(r"\* (.*calm.*)", text)


def test_a_check_of_ones_own_warns_with_file_and_line(built: Built) -> None:
    (warning,) = built.warnings.splitlines()
    assert warning.startswith(f"{built.srcdir / 'tea.md'}:8: WARNING: ")
    assert 'the certainty of "Tea calms." is high, and it rests on leaf2020 alone' in warning
    assert warning.endswith("[own.one_source]")
