"""Whoever adds a stance, a kind of section, an option or a list is told every place.

A copy of the package gets each addition of ``additions/``. The tables of the
guide say which files those are, and who tells of a file that is missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from projects import COLOUR, ROOT, write_project

PAGE = (ROOT / "guide" / "adding.md").read_text(encoding="utf-8")
# In the order of the page.
ADDITIONS = ("stance", "section", "citation", "option", "problem", "list")
COPIED = ("_ext", "guide", "tests", "conf.py", "pyproject.toml", "Makefile")
COPIED += ("README.md", "CONTRIBUTING.md")
FIRST, MYPY = "begin here", "mypy"
# What needs an application for each extension has nothing to tell of these.
QUICK = "not extensions and not settings"
PROJECT = {
    "conf.py": """
project = "Drinks"
extensions = ["myst_parser", "sphinx_versus", "sphinx_versus.data"]
html_theme = "basic"
""",
    "index.md": "# Drinks\n\n```{toctree}\npage\ntea\nlists\n```\n",
    "page.md": """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:tags: drinks
:reviewed: 2026-11-01

Two drinks.

## Costs

### Tea
- A kettle.

### Coffee
- A machine.

## Evidence

Tea calms people.
- Somebody (2010)
- replicates: Another (2012)
- disputes: A critic (2013)
::::
""",
    "tea.md": "# Tea\n\n```{entity}\nA drink.\n```\n",
    "lists.md": """# Lists

```{tag-list}
```

```{evidence-list}
:as: table
```

```{comparison-list}
:since: 2027-01-01
:limit: 0
```
""",
}


def _tables() -> dict[str, dict[str, str]]:
    """Who tells of each file of each addition, as the guide has it."""
    rows = re.compile(r"^\| `([^`]+)` \| .* \| `?([^|`]+)`? \|$", re.MULTILINE)
    parts = PAGE.split("\n## ")[1:]
    return {
        addition: {_path(name): _path(teller) for name, teller in rows.findall(part)}
        for addition, part in zip(ADDITIONS, parts, strict=True)
    }


def _path(name: str) -> str:
    """Return a path from the top: the page names files of the package and tests in short."""
    for folder in ("_ext/sphinx_versus", "tests/pure", "tests"):
        if name.endswith((".py", ".po")) and (ROOT / folder / name).is_file():
            return f"{folder}/{name}"
    return name


TABLES = _tables()


def _files(addition: str) -> dict[str, str]:
    """The part of an addition's diff for each file."""
    text = (ROOT / "tests" / "additions" / f"{addition}.diff").read_text(encoding="utf-8")
    parts = re.split(r"^diff --git a/(\S+) .*\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _apply(folder: Path, addition: str, tellers: Iterable[str]) -> None:
    """Change those files of a copy that somebody of these tells of; lines may have moved."""
    for name, diff in _files(addition).items():
        if TABLES[addition][name] in tellers:
            path = folder / name
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            for hunk in re.split(r"^@@ .*\n", diff, flags=re.MULTILINE)[1:]:
                lines = hunk.splitlines(keepends=True)
                before = "".join(line[1:] for line in lines if line[0] in " -")
                after = "".join(line[1:] for line in lines if line[0] in " +")
                assert text.count(before) == 1 or not text, f"{addition}.diff, {name}: {before}"
                text = text.replace(before, after) if before else after
            path.write_text(text, encoding="utf-8")


def _copy(folder: Path) -> Path:
    for name in COPIED:
        if (ROOT / name).is_dir():
            skipped = shutil.ignore_patterns("__pycache__", "*.mo")
            shutil.copytree(ROOT / name, folder / name, ignore=skipped)
        else:
            shutil.copy(ROOT / name, folder)
    return folder


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    package = str(folder / "_ext")
    environment = {**os.environ, "MYPYPATH": package, "PYTHONPATH": package}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _checked(folder: Path) -> set[str]:
    """The files in which mypy finds fault; what knows nothing of comparisons it leaves alone."""
    options = ["--config-file=", "--follow-imports=skip", "--ignore-missing-imports"]
    options += ["--exclude", "/site/"]
    found = _run(folder, "mypy", *options, "--explicit-package-bases", "-p", "sphinx_versus").stdout
    errors = re.findall(r"^(\S+?):\d+: error: (.*)$", found, re.MULTILINE)
    return {name for name, message in errors if "[var-annotated]" not in message}


def _tested(folder: Path) -> tuple[set[str], str]:
    """The files of tests that fail, of those that tell of a file, and all that they say."""
    tellers = {teller for table in TABLES.values() for teller in table.values()}
    tests = sorted(tellers - {FIRST, MYPY})
    said = _run(folder, "pytest", "-q", "-p", "no:cacheprovider", "-k", QUICK, *tests).stdout
    return set(re.findall(r"^FAILED (\S+?)::", said, re.MULTILINE)), said


def _told_by_mypy(folder: Path) -> dict[str, set[str]]:
    told = {}
    for addition in ADDITIONS:
        _apply(folder, addition, {FIRST})
        if MYPY in TABLES[addition].values():
            told[addition] = _checked(folder)
        _apply(folder, addition, {MYPY})
    told[""] = _checked(folder)
    return told


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy for mypy, and one for the tests, with all that mypy tells of."""
    checked, tested = (_copy(tmp_path_factory.mktemp(name)) for name in ("checked", "tested"))
    for addition in ADDITIONS:
        _apply(tested, addition, {FIRST, MYPY})
    return checked, tested


@pytest.mark.parametrize("addition", ADDITIONS)
def test_the_guide_lists_the_files_of_an_addition(addition: str) -> None:
    assert sorted(TABLES[addition]) == sorted(_files(addition))


def test_whoever_adds_something_is_told_every_place(copies: tuple[Path, Path]) -> None:
    pytest.importorskip("mypy")
    checked, tested = copies
    with ThreadPoolExecutor() as pool:
        told = pool.submit(_told_by_mypy, checked)
        failing, said = _tested(tested)
        expected = {
            addition: files
            for addition, table in TABLES.items()
            if (files := {name for name, teller in table.items() if teller == MYPY})
        }
        assert told.result() == {**expected, "": set()}
    tellers = {teller for table in TABLES.values() for teller in table.values()}
    assert failing == tellers - {FIRST, MYPY}, said


def test_what_is_added_is_right_everywhere(copies: tuple[Path, Path], tmp_path: Path) -> None:
    _, folder = copies
    for addition in ADDITIONS:
        _apply(folder, addition, set(TABLES[addition].values()) - {FIRST, MYPY})
    source = write_project(tmp_path / "source", PROJECT)
    with ThreadPoolExecutor() as pool:
        tested = pool.submit(_tested, folder)
        html, text = (
            _run(folder, "sphinx", "-q", "-b", name, str(source), str(tmp_path / name))
            for name in ("html", "text")
        )
        assert tested.result()[0] == set(), tested.result()[1]
    for built in (html, text):
        (warning,) = COLOUR.sub("", built.stderr).splitlines()
        assert "lists.md:12: WARNING: the list is to show nothing" in warning
    _check_text(tmp_path / "text")
    _check_html(tmp_path / "html")


def _check_text(folder: Path) -> None:
    page, entity, lists = (
        (folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("page", "tea", "lists")
    )
    assert "Supported by\n\n  Somebody (2010)\n\n  Replicated by\n\n  Another (2012)\n" in page
    assert "a source; a source replicates it; a source disputes it" in page
    assert "Costs\n=====\n\nTea vs Coffee\n   * A kettle.\n" in entity
    assert "* drinks: 1\n" in lists
    assert re.search(
        r"^\| Tea calms people\. +\| Contested +\| a source; a source replicates it",
        lists,
        re.MULTILINE,
    )
    assert "Two drinks." not in lists


def _check_html(folder: Path) -> None:
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert 'class="versus-label versus-replicates versus-for"' in page
    assert 'class="versus-costs versus-columns versus-sides-2" id="tea-vs-coffee-costs"' in page
    assert "<dt>EndNote</dt>" in page
    names = ("comparisons.json", "comparisons.schema.json")
    data, schema = (json.loads((folder / name).read_text(encoding="utf-8")) for name in names)
    Draft202012Validator(schema).validate(data)
    stances = [source["stance"] for source in data["claims"][0]["sources"]]
    assert stances == ["supports", "replicates", "disputes"]
    costs = [side["costs"][0]["text"] for side in data["comparisons"][0]["sides"]]
    assert costs == ["A kettle.", "A machine."]
