"""The README and the guide name all that there is, and nothing else."""

from __future__ import annotations

import importlib
import io
import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import ROOT, write_project
from sphinx_versus.directives import DIRECTIVES
from sphinx_versus.grammar.headings import SYNONYMS
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.importing.__main__ import _parser
from sphinx_versus.model.facts import Stance
from sphinx_versus.reference import TABLES

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "guide").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
# What stands between backticks, and the lines of code blocks.
CODE = "\n".join(
    [*re.findall(r"(?<!`)`([^`\n]+)`(?!`)", TEXT), *re.findall(r"```[^`]+```", TEXT, re.DOTALL)]
)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EXTENSIONS = sorted(
    ".".join(path.relative_to(ROOT / "_ext").with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "_ext").rglob("*.py")
    if re.search(r"^def setup\(app", path.read_text(encoding="utf-8"), re.MULTILINE)
)


def test_all_targets_are_named_and_no_others() -> None:
    there = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", CODE)) == there


def test_all_variables_of_make_are_named_and_no_others() -> None:
    (typed,) = re.findall(r"^TYPED := (.*)$", MAKEFILE, re.MULTILINE)
    names = set(typed.split())
    assert set(re.findall(r"\bmake [a-z-]+ ([A-Z]+)=", CODE)) <= names
    assert [name for name in sorted(names) if not re.search(rf"\b{name}=", CODE)] == []


def test_all_extensions_are_named_and_no_others() -> None:
    building = "sphinx_versus.site.building."
    pieces = {name: name.removeprefix(building) for name in EXTENSIONS if building in name}
    assert [name for name in EXTENSIONS if f"`{pieces.get(name, name)}`" not in TEXT] == []
    lists = re.findall(r"^extensions = \[(.*)\]", TEXT, re.MULTILINE)
    for name in re.findall(r'"([\w.]+)"', "".join(lists)):
        assert hasattr(importlib.import_module(name), "setup"), name


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all settings that the extensions bring."""
    source = write_project(tmp_path_factory.mktemp("settings"), {"index.md": "# Index\n"})

    def names(*extensions: str) -> set[str]:
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                *(source, None, source / "out", source / "doctrees", "dummy"),
                confoverrides={
                    "extensions": ["myst_parser", *extensions],
                    "bibtex_bibfiles": ["none.bib"],
                },
                status=None,
                warning=io.StringIO(),
            )
        return {value.name for value in app.config}

    return names(*EXTENSIONS) - names("sphinxcontrib.bibtex")


def test_all_settings_are_named_and_no_others(settings: set[str]) -> None:
    generated = {
        part.astext() for rows in TABLES.values() for row in rows() for cell in row for part in cell
    }
    assert [
        name for name in sorted(settings) if name not in generated and f"`{name}`" not in TEXT
    ] == []
    prefixes = {name.partition("_")[0] for name in settings}
    named = re.findall(r"`([a-z]+_[a-z_]+)`", TEXT)
    ours = {name for name in named if name.partition("_")[0] in prefixes}
    assert [name for name in ours - settings if not list((ROOT / "_ext").glob(f"{name}*"))] == []


def test_all_directives_are_named() -> None:
    assert [name for name in DIRECTIVES if f"{{{name}}}" not in TEXT] == []


def test_all_kinds_of_sections_and_stances_are_named_to_writers() -> None:
    page = (ROOT / "guide" / "writing.md").read_text(encoding="utf-8")
    assert [words[0] for words in SYNONYMS.values() if f"\n| {words[0]} |" not in page] == []
    assert [stance for stance in Stance if f"`{stance}:`" not in page] == []


def test_each_kind_of_problem_has_its_meaning_an_example_and_a_cure() -> None:
    page = (ROOT / "guide" / "problems.md").read_text(encoding="utf-8")
    section = re.compile(
        r"^\(versus\.(\w+)\)=\n### `versus\.\1`\n\n([^\n]+)\n\n(`{3,})\w+\n.+?\n\3\n\n(?=\w)",
        re.MULTILINE | re.DOTALL,
    )
    told = {found[1]: found[2] for found in section.finditer(page)}
    assert told == {kind.code: kind.meaning for kind in Kind}


def test_all_options_of_the_import_are_named() -> None:
    page = Path(ROOT / "guide" / "import.md").read_text(encoding="utf-8")
    options = re.findall(r"--[a-z]+", _parser().format_help())
    assert [option for option in options if option != "--help" and option not in page] == []
