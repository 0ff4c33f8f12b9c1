"""The breaks that ``make mutants`` makes fit the code."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from projects import ROOT


def _module() -> Any:
    spec = spec_from_file_location("mutants", ROOT / "tools" / "mutants.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MUTANTS = _module()
BREAKS = MUTANTS.breaks()


@pytest.mark.parametrize("each", BREAKS, ids=lambda each: each.name)
def test_a_break_fits_its_file_and_changes_it(each: Any) -> None:
    path = ROOT / MUTANTS.PACKAGE / each.file
    assert each.broken(ROOT) != path.read_text(encoding="utf-8")
    compile(each.broken(ROOT), path, "exec")


def test_a_break_that_fits_no_more_is_named() -> None:
    gone = BREAKS[0]._replace(old="a text that is nowhere")
    with pytest.raises(ValueError, match=BREAKS[0].name):
        gone.broken(ROOT)


def test_the_breaks_are_of_all_floors_and_each_has_a_name_of_its_own() -> None:
    names = [each.name for each in BREAKS]
    assert len(set(names)) == len(names) >= 30
    floors = {each.floor for each in BREAKS}
    package = ROOT / MUTANTS.PACKAGE
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    assert folders - {"site"} <= floors


def test_all_light_tests_are_tried_and_none_twice() -> None:
    names = [name for level in MUTANTS.LEVELS.values() for name in level]
    assert len(set(names)) == len(names)
    there = [str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in there if not name.startswith(tuple(names))] == []
