"""The importer is pure: it rests on the rules of the extension, and reads settings with Sphinx."""

import ast
import sys
from pathlib import Path

import pytest

from projects import ROOT

PACKAGE = ROOT / "_ext" / "versus_import"
RULES = {"escape", "evidence", "headings", "model", "names", "rawtext"}

# What each module may import from the package: nothing below it in this table.
MAY_IMPORT = {
    "draft": set(),
    "lines": set(),
    "markdown": {"draft", "lines"},
    "sides": {"draft"},
    "sources": {"markdown"},
    "grids": {"draft", "lines"},
    "matrix": {"draft", "grids", "sides"},
    "evidence": {"draft", "lines", "markdown", "sources"},
    "parts": {"draft", "grids", "lines", "sides"},
    "flow": {"draft", "grids", "lines", "matrix", "parts", "sides"},
    "sections": {"draft", "evidence", "flow", "grids", "lines", "matrix", "parts", "sides"},
    "flat": {"draft", "flow", "grids", "lines", "parts", "sections", "sides"},
    "spreadsheet": {"draft", "grids", "matrix", "sides"},
    "settings": {"draft", "parts"},
    "keys": {"draft"},
    "pages": {"draft"},
    "bibliography": {"draft", "sources"},
    "decode": {"draft"},
    "files": {"draft"},
    "__main__": {
        *("bibliography", "decode", "draft", "files", "flat", "keys", "markdown", "pages"),
        *("settings", "spreadsheet"),
    },
    "__init__": set(),
}


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_imports_run_one_way_and_leave_sphinx_alone(path: Path) -> None:
    inside, rules, outside = set(), set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            inside.add(node.module)
        elif isinstance(node, ast.ImportFrom):
            package, _, room = (node.module or "").partition(".")
            (rules.add(room) if package == "sphinx_versus" else outside.add(package))
        elif isinstance(node, ast.Import):
            outside |= {alias.name.partition(".")[0] for alias in node.names}
    assert inside <= MAY_IMPORT[path.stem]
    assert rules <= RULES
    kept = {"bibliography": {"pybtex"}, "settings": {"sphinx"}}
    assert outside <= sys.stdlib_module_names | kept.get(path.stem, set())


def test_the_table_of_the_importer_has_no_way_back() -> None:
    order = list(MAY_IMPORT)
    for place, (module, allowed) in enumerate(MAY_IMPORT.items()):
        assert all(order.index(other) < place for other in allowed), module
