"""The house has floors: each part imports from below it, annotations included, and in no circle."""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from projects import ROOT

PACKAGE = ROOT / "_ext" / "sphinx_versus"
NAME = PACKAGE.name

# From the top to the bottom; a part imports parts of the floors below its own.
FLOORS = (
    ("__main__",),
    ("__init__", "reference"),
    ("summary",),
    ("directives",),
    ("book", "data", "importing", "review", "search"),
    ("showing",),
    ("api",),
    ("domain",),
    ("bibliography", "queries"),
    ("reading",),
    ("nodes",),
    ("grammar",),
    ("model", "names_before", "settings"),
    *(
        ("site.book", "site.citations", "site.diagnostics", "site.drawings"),
        ("site.moved",),
        ("site.epub", "site.latex", "site.read_as"),
        ("site.preview", "site.search", "site.sidebar", "site.spelling"),
    ),
    ("site.building", "site.in_place", "site.lists", "site.safe_sources"),
    ("site.__init__", "site.assets", "site.labels", "site.markdown"),
    (
        "site.addresses",
        "site.boundary",
        "site.catalogue",
        "site.compat",
        "site.settings",
        "site.trees",
    ),
)
LEVEL = {part: level for level, parts in enumerate(FLOORS) for part in parts}
# They see the facts of a project through its interface alone; beside it they use what any site
# can, settings, our words, and what knows of names, headings, problems and gaps but of no facts.
OUTPUTS = ("book", "data", "review", "search")
OFFERED = {"__init__", "api", "settings"}
HELPERS = {
    *("grammar.better", "grammar.names", "grammar.placeholders", "grammar.problems"),
    *("showing.evidence_labels", "showing.labels", "showing.output_labels"),
}
# It writes what writers type, and reads no project.
FACTS = {"domain", "queries", "reading", "nodes", "bibliography"}
# What they import beside the standard library.
PURE: dict[str, set[str]] = {
    "model": set(),
    "grammar": set(),
    "queries": set(),
    "importing": {
        "charset_normalizer",
        "markdown_it",
        "mdit_py_plugins",
        "pybtex",
        "sphinx",
        "yaml",
    },
}

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def _part(module: str) -> str:
    """Return the part of the house that a module belongs to."""
    _, first, *rest = module.split(".")
    return f"{first}.{rest[0]}" if first == "site" and rest else first


def _imported(module: str) -> Iterator[str]:
    """Yield the names of all modules that a module imports, as they are in `MODULES` or outside."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            around = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*around, *([node.module] if node.module else [])])
            for alias in node.names:
                names = (f"{base}.{alias.name}", f"{base}.{alias.name}.__init__", base)
                yield next((name for name in names if name in MODULES), f"{base}.__init__")


def _inside(module: str) -> set[str]:
    found = {name for name in _imported(module) if name in MODULES}
    # A part for any site may ask which version of the package it belongs to.
    return found - {module}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_from_below(module: str) -> None:
    part = _part(module)
    for name in _inside(module):
        other = _part(name)
        assert other == part or LEVEL[other] > LEVEL[part], name


def test_there_is_no_circle() -> None:
    # A package is what its modules are, and needs them when it is set up.
    graph = {module: _inside(module) for module in MODULES if module != f"{NAME}.__init__"}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("part", OUTPUTS)
def test_outputs_ask_for_facts_at_one_place(part: str) -> None:
    for module in MODULES:
        if _part(module) == part:
            deeper = {name.removeprefix(f"{NAME}.") for name in _inside(module)} - HELPERS
            asked = {name for name in deeper if not name.startswith("site.")}
            assert {name.partition(".")[0] for name in asked} <= OFFERED | {part}, module


def test_the_import_asks_no_project() -> None:
    for module in MODULES:
        if _part(module) == "importing":
            assert not {_part(name) for name in _inside(module)} & FACTS, module


@pytest.mark.parametrize("part", PURE)
def test_what_is_pure_needs_the_standard_library_only(part: str) -> None:
    for module in MODULES:
        if _part(module) == part:
            outside = {name.partition(".")[0] for name in _imported(module)} - {NAME}
            assert outside <= sys.stdlib_module_names | PURE[part], module


def test_the_package_is_all_that_is_installed() -> None:
    assert [path.name for path in Path(PACKAGE.parent).iterdir() if path.suffix != ".egg-info"] == [
        NAME
    ]
