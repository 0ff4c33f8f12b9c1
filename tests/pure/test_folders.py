"""Any folders of tests can run in one command, in any order."""

from __future__ import annotations

import ast
from collections import Counter

from projects import ROOT

TESTS = ROOT / "tests"


def test_nothing_is_imported_from_a_conftest() -> None:
    """There are several of that name, and the one that was loaded last would be meant."""
    importing = [
        path.name
        for path in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and node.module == "conftest")
        or (isinstance(node, ast.Import) and "conftest" in [each.name for each in node.names])
    ]
    assert importing == []


def test_no_two_modules_share_a_name() -> None:
    """Pytest imports each by its base name."""
    names = Counter(path.stem for path in TESTS.rglob("*.py"))
    shared = {name for name, count in names.items() if count > 1}
    assert shared <= {"conftest", "conf"}
