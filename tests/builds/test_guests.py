"""In somebody else's documentation, the extension leaves no traces where it is not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import ROOT, Built, run_sphinx, write_project
from sphinx_versus.directives import DIRECTIVES
from sphinx_versus.reading.myst import holds_directive

# What MyST reads otherwise once the syntaxes of comparisons are on.
PLAIN = """# Plain

Term
: not a definition, where definition lists are off

:::{note}
Not a note, where fences are not made of colons.
:::

Not a [span]{.red}, and no block below this:

{.red}
A paragraph.
"""
FILES = {
    "index.md": "# Index\n\n```{toctree}\nplain\nrest\n```\n",
    "plain.md": PLAIN,
    "rest.rst": "Rest\n====\n\nA :term:`word`.\n\n.. glossary::\n\n   word\n      A meaning.\n",
    "tea.md": "---\norphan: true\n---\n\n# Tea or coffee\n\n"
    "::::{comparison} Tea vs Coffee\nTwo drinks.\n\n## Strengths\n\n### Tea\n- Hot.\n\n"
    "### Coffee\n- Quick.\n::::\n",
    "part.md": "---\norphan: true\n---\n\n# Part\n\n```{include} parts/shared.txt\n```\n",
    "parts/shared.txt": "::::{comparison} Ale vs Beer\nTwo more.\n\n## Strengths\n\n"
    "### Ale\n- Old.\n\n"
    "### Beer\n- Cold.\n::::\n",
}
UNTOUCHED = ("index", "plain", "rest", "search")


def _build(folder: Path, *extensions: str, theme: str) -> Built:
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        f"extensions = {['myst_parser', *extensions]!r}\nhtml_theme = {theme!r}\n"
    )
    return run_sphinx(write_project(folder, {**FILES, "conf.py": conf}))


@pytest.fixture(scope="module", params=["basic", "furo"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """The same project without the extension, and with it."""
    folder = tmp_path_factory.mktemp("guest")
    return [
        _build(folder / "without", theme=request.param),
        _build(folder / "with", "sphinx_versus", theme=request.param),
    ]


@pytest.mark.parametrize("docname", UNTOUCHED)
def test_a_page_that_uses_nothing_of_ours_is_the_same(both: list[Built], docname: str) -> None:
    without, with_us = (built.html(docname) for built in both)
    assert with_us == without


def test_a_page_with_a_comparison_has_what_it_needs(both: list[Built]) -> None:
    for docname in ("tea", "part"):
        page = both[1].html(docname)
        assert 'class="versus-tagline"' in page
        assert "versus.css" in page
        assert "versus.js" in page


def test_nothing_is_left_among_the_pages(both: list[Built]) -> None:
    names = [
        {path.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("*")}
        for built in both
    ]
    ours = ("in_place.css", "in_place.js", "moved.css", "moved.js", "versus.css", "versus.js")
    static = {f"_static/{name}" for name in (*ours, "versus_findings.js", "versus_lists.js")}
    assert names[1] - names[0] == static


def test_a_file_of_the_project_takes_the_place_of_ours(tmp_path: Path) -> None:
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        'extensions = ["sphinx_versus"]\nhtml_static_path = ["own"]\n'
    )
    files = {**FILES, "conf.py": conf, "own/versus.css": "/* mine */"}
    built = run_sphinx(write_project(tmp_path, files))
    assert (built.outdir / "_static" / "versus.css").read_text(encoding="utf-8") == "/* mine */"


@pytest.mark.parametrize(
    ("old", "new"),
    [("site_search", "sphinx_versus.site.search"), ("sphinx_versus.print", "sphinx_versus.book")],
)
def test_an_old_name_is_told_with_the_new_one(tmp_path: Path, old: str, new: str) -> None:
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        f'extensions = ["sphinx_versus", "{old}"]\n'
    )
    built = run_sphinx(write_project(tmp_path, {"conf.py": conf, "index.md": "# Index\n"}))
    assert built.returncode != 0
    assert f'the extension "{old}" is called "{new}" now' in built.warnings


@pytest.mark.parametrize(
    "text",
    [
        *(":::{comparison} A vs B", "```{comparison-list}", "- :::{evidence}", "> :::{entity} A"),
        *("1. :::{claim} a", "::::{ comparison } A vs B", ":::{comparision} A vs B"),
    ],
)
def test_a_directive_of_ours_is_seen_wherever_it_stands(tmp_path: Path, text: str) -> None:
    assert holds_directive(f"# T\n\n{text}\n", DIRECTIVES, tmp_path / "a.md", tmp_path)


@pytest.mark.parametrize("text", [":::{note}", "{comparison}`a`", "comparison", "```{code} x"])
def test_what_is_none_changes_nothing(tmp_path: Path, text: str) -> None:
    assert not holds_directive(f"# T\n\n{text}\n", DIRECTIVES, tmp_path / "a.md", tmp_path)


def test_files_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("```{include} b.txt\n```\n")
    (tmp_path / "b.txt").write_text("```{include} /a.txt\n```\n")
    text = (tmp_path / "a.txt").read_text()
    assert not holds_directive(text, DIRECTIVES, tmp_path / "a.md", tmp_path)
