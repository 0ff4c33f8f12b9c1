"""Imports inside the extension run one way, and its rules know nothing of Sphinx."""

import ast
from pathlib import Path

import pytest

from projects import ROOT

PACKAGE = ROOT / "_ext" / "sphinx_versus"

# What each module may import from the package: nothing below it in this table.
MAY_IMPORT = {
    "model": set(),
    "problems": set(),
    "names": set(),
    "rawtext": set(),
    "headings": {"model", "names"},
    "evidence": {"model", "names"},
    "outline": {"evidence", "names"},
    "reading": {"model", "problems"},
    "tables": {"model", "names", "outline", "problems", "rawtext", "reading"},
    "claims": {"model", "names", "evidence", "outline", "problems", "rawtext", "reading"},
    "links": {"model", "outline", "problems", "reading"},
    "parts": {"model", "names", "outline", "problems", "reading", "tables"},
    "columns": {"model", "names", "outline", "parts", "problems", "reading"},
    "reader": {
        *("model", "names", "headings", "outline", "problems", "rawtext", "reading"),
        *("parts", "columns", "claims", "links"),
    },
    "requests": {"model"},
    "labels": {"model", "requests"},
    "captions": {"labels", "names", "outline"},
    "nodes": {"labels"},
    "render": {"model", "labels", "captions", "nodes", "outline", "reading", "requests"},
    "log": {"problems"},
    "prose": {"model", "outline"},
    "shown": {"model", "outline", "prose"},
    "compat": set(),
    "myst": {"problems"},
    "anchors": {"compat", "outline"},
    "records": set(),
    "index": {"model", "names", "requests"},
    "answers": {"model"},
    "selection": {"answers", "index", "model", "names", "requests"},
    "domain": {
        *("index", "model", "names", "outline", "problems", "log", "records", "requests"),
        "shown",
    },
    "section_labels": {"compat", "domain"},
    "dressing": {"answers", "model", "names", "labels", "nodes", "outline"},
    "views": {"answers", "labels", "dressing", "model", "names", "prose", "requests"},
    "blocks": {"anchors", "compat", "domain", "log", "names", "outline", "problems"},
    "directives": {
        *("anchors", "blocks", "labels", "model", "names", "problems", "reader", "render"),
        "requests",
    },
    "evidence_directives": {
        *("anchors", "blocks", "claims", "dressing", "labels", "model", "names", "nodes"),
        *("outline", "problems", "reading", "render", "requests"),
    },
    "entity_directive": {
        *("anchors", "blocks", "directives", "labels", "model", "names", "nodes", "outline"),
        *("problems", "requests"),
    },
    "list_directives": {"blocks", "model", "names", "nodes", "problems", "requests", "selection"},
    "roles": {"domain", "log", "outline", "problems"},
    "resolve": {
        "labels",
        *("domain", "dressing", "index", "log", "names", "nodes", "outline", "problems"),
        *("answers", "selection", "views"),
    },
    "escape": set(),
    "scaffold": {"escape", "names"},
    "encoding": {"log", "problems"},
    "citing": {"encoding", "log", "problems"},
    "__main__": {"names", "scaffold"},
    "drawing": set(),
    "html": {"drawing", "labels", "nodes", "outline"},
    "print": {"domain", "index", "labels", "model"},
    "__init__": {
        *("anchors", "captions", "compat", "directives", "domain", "html", "labels", "myst"),
        *("nodes", "resolve", "section_labels"),
        *("anchors", "captions", "directives", "domain", "html", "labels", "nodes", "resolve"),
        *("citing", "compat", "encoding"),
        *("entity_directive", "evidence_directives", "headings", "list_directives", "roles"),
    },
}
PURE = (
    "model",
    "problems",
    "names",
    "rawtext",
    "headings",
    "evidence",
    "requests",
    "index",
    "answers",
    "selection",
    "escape",
    "scaffold",
)


def _imports(path: Path) -> tuple[set[str], set[str]]:
    """Return the modules of the package, and the other packages, that a file imports."""
    inside, outside = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            inside |= {node.module} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            outside.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            outside |= {alias.name.split(".")[0] for alias in node.names}
    return inside, outside


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_imports_run_one_way(path: Path) -> None:
    inside, _ = _imports(path)
    assert inside <= MAY_IMPORT[path.stem]


def test_the_table_has_no_way_back() -> None:
    order = list(MAY_IMPORT)
    for place, (module, allowed) in enumerate(MAY_IMPORT.items()):
        assert all(order.index(other) < place for other in allowed), module


@pytest.mark.parametrize("module", PURE)
def test_the_rules_need_the_standard_library_only(module: str) -> None:
    _, outside = _imports(PACKAGE / f"{module}.py")
    assert not outside & {"docutils", "sphinx", "myst_parser", "markdown_it"}
