"""The editorial rules of this site find what is missing; they are asked by `make check`.

So a page that somebody adds fails no test of ours. What is drawn for the pages is tested here.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pybtex.database import BibliographyData, parse_file

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
    for folder, text in (("comparisons", scaffold("A vs B")), ("articles", article("A title"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "new.md").write_text(text)
    shutil.copy(ROOT / "references.bib", tmp_path)
    (tmp_path / "index.md").write_text("[out](../x.md) [in](comparisons/new.md)")
    found = list(content.check(tmp_path))
    wanted = (
        *("2 rows", "0 of 4 cells", "not every row has a key", '"Strengths" is to have 3 to 6'),
        *('"Related entities" is empty', "two other comparisons", "no tags", "(:reviewed:)"),
        *("1 claims", "no claim is contested", "a key of its own", "no source of the bibl"),
        *("neither a figure nor a dot plot", "words, and is to have 1500", "fewer than five parts"),
        *("two pictures", "3 to 5 sentences"),
        *("minutes", "links to no comparison", "nobody cites it", "leaves the project: ../x.md"),
    )
    for said in wanted:
        assert [each for each in found if said in each], said


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
