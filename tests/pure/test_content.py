"""The editorial rules of this site find what is missing; they are asked by `make check`.

So a page that somebody adds fails no test of ours. What is drawn for the pages is tested here.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pybtex.database import BibliographyData, parse_file

from projects import read_project, write_project
from sphinx_versus.api import facts_of
from sphinx_versus.grammar.scaffold import article, scaffold
from sphinx_versus.model.facts import SOURCE_TERMS

ROOT = Path(__file__).parent.parent.parent


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look it up by name
    spec.loader.exec_module(module)
    return module


figures = _load(ROOT / "tools" / "figures.py")
content = _load(ROOT / "tools" / "content.py")
each_figure = pytest.mark.parametrize("name", figures.FIGURES)


@pytest.fixture(scope="module")
def bibliography() -> BibliographyData:
    return parse_file(ROOT / "references.bib")


def test_a_new_page_is_told_what_is_missing(tmp_path: Path) -> None:
    # As the extension reads it, by other headings and names too.
    page = scaffold("A vs B").replace("Side-by-side analysis", "Key differences")
    page = page.replace("about: A, B", "about: A; First dimension")
    files = {"comparisons/new.md": page, "articles/new.md": article("A title")}
    files["index.md"] = "# Index\n\n[out](../x.md) [in](comparisons/new.md)\n"
    root = write_project(tmp_path / "site", files)
    shutil.copy(ROOT / "references.bib", root)
    app, _ = read_project(root)
    found = list(content.check(facts_of(app.env), root))
    wanted = (
        *(
            "2 rows",
            "0 of 4 cells",
            'the row "First dimension" has no key',
            '"Strengths" is to have 3 to 6',
        ),
        *("no related entities", "two other comparisons", "no tags"),
        *("1 claims", "no claim is contested", "has no key", "no source of the bibl"),
        *("neither a figure nor a dot plot", "words, and is to have 1500", "fewer than five parts"),
        *("two pictures", "3 to 5 sentences"),
        *("minutes", "links to no comparison", "nobody cites it", "leaves the project: ../x.md"),
    )
    for said in wanted:
        assert [each for each in found if said in each], said
    assert not [each for each in found if "is about no side" in each]
    assert all(re.match(r"[\w/-]+\.\w+:[1-9]", each) for each in found)


@pytest.mark.parametrize("field", SOURCE_TERMS)
def test_each_entry_says_how_it_knows_in_known_terms_or_not_at_all(
    field: str, bibliography: BibliographyData
) -> None:
    fields = {key: entry.fields for key, entry in bibliography.entries.items()}
    said = {key: each[field] for key, each in fields.items() if field in each}
    assert {key: term for key, term in said.items() if term not in list(SOURCE_TERMS[field])} == {}


@each_figure
def test_a_drawing_is_that_of_its_table(name: str) -> None:
    assert (figures.FOLDER / f"{name}.svg").read_text("utf-8") == figures.draw(name)


@each_figure
def test_each_row_of_a_figure_has_a_source(name: str, bibliography: BibliographyData) -> None:
    for row in figures.read(name):
        assert set(row["source"].split(";")) <= set(bibliography.entries), row
