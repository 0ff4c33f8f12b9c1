"""Formatters of Markdown leave a comparison with the facts that it had.

`tests/formatters` holds what they made of a page; where one is installed, it is asked again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from projects import read_project, write_project

FOLDER = Path(__file__).parent / "formatters"
# What each formatter was given, and the commands that were tried: mdformat 1.0.0 with
# mdformat-myst 0.3.0, and prettier 3.10.1.
FORMATTERS = {"mdformat": "backticks", "prettier": "colons"}
COMMANDS = {"mdformat": ["mdformat"], "prettier": ["prettier", "--write"]}


def facts(page: str, folder: Path) -> tuple[Any, str]:
    """The facts of a page without their lines, and what a build says of it."""
    app, warnings = read_project(write_project(folder, {"index.md": page}))
    ((comparison, *_),) = app.env.get_domain("versus").data["comparisons"].values()
    return _without_lines(comparison), warnings


def _without_lines(fact: object) -> object:
    if is_dataclass(fact) and not isinstance(fact, type):
        names = [field.name for field in fields(fact) if not field.name.endswith("line")]
        return {name: _without_lines(getattr(fact, name)) for name in names}
    if isinstance(fact, tuple | list):
        return [_without_lines(each) for each in fact]
    return fact


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_formatted_page_has_the_same_facts(formatter: str, tmp_path: Path) -> None:
    given = (FOLDER / f"{FORMATTERS[formatter]}.md").read_text(encoding="utf-8")
    made = (FOLDER / f"{formatter}.md").read_text(encoding="utf-8")
    assert given != made
    before, after = facts(given, tmp_path / "given"), facts(made, tmp_path / "made")
    assert before[1] == after[1] == ""
    assert before == after


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_this_is_what_a_formatter_makes(formatter: str, tmp_path: Path) -> None:
    command, *options = COMMANDS[formatter]
    # That of the environment comes first, whether or not it is activated.
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if (found := shutil.which(command, path=folders)) is None:
        pytest.skip(f"{formatter} is not installed")
    page = tmp_path / "page.md"
    shutil.copy(FOLDER / f"{FORMATTERS[formatter]}.md", page)
    subprocess.run([found, *options, str(page)], check=True)
    assert page.read_text(encoding="utf-8") == (FOLDER / f"{formatter}.md").read_text("utf-8")
