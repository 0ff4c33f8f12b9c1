"""A stance and a level have their words in each language, and their marks in each output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages import Catalog, pofile
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo

from projects import ROOT
from sphinx_versus.grammar.names import slug
from sphinx_versus.model.facts import Bearing, Certainty
from sphinx_versus.search import BADGES, UNITS
from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.site.catalogue import compile_catalogues

PACKAGE = ROOT / "_ext" / "sphinx_versus"
CATALOGUES = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))
CSS = (PACKAGE / "showing" / "static" / "versus.css").read_text(encoding="utf-8")
TYPST = (PACKAGE / "book.typ").read_text(encoding="utf-8")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_complete_and_compiled(catalogue: Path) -> None:
    used = {_forms(message) for _, _, message, _, _ in extract_from_dir(PACKAGE)}
    with catalogue.open("rb") as file:
        written = _messages(pofile.read_po(file))
    compile_catalogues()
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = _messages(read_mo(file))
    assert set(written) == used
    assert all(form for forms in written.values() for form in forms)
    assert compiled == written


def _messages(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_forms(entry.id): _forms(entry.string) for entry in catalogue if entry.id}


def _forms(message: str | Sequence[str]) -> tuple[str, ...]:
    """Return the forms of a message, of which there are several where it tells how many."""
    return (message,) if isinstance(message, str) else tuple(message)


def test_what_the_search_tells_apart_has_a_name() -> None:
    names = outputs.search_names()
    assert {*UNITS.values(), *BADGES, *Certainty} - {*names} == set()


@pytest.mark.parametrize("bearing", Bearing)
def test_a_stance_has_a_mark_by_which_way_its_sources_speak(bearing: Bearing) -> None:
    assert f".versus-label.versus-{bearing}::before" in CSS
    _, _, marks = TYPST.partition("#let marks = (")
    assert f"versus-{bearing}: " in marks.partition(")")[0]


@pytest.mark.parametrize("level", Certainty)
def test_a_level_has_its_dots(level: Certainty) -> None:
    assert f".versus-certainty-{slug(level)}::before" in CSS
    assert f"versus-certainty-{slug(level)}: " in TYPST
