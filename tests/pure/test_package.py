"""What the package tells of the project, and what its README says away from the repository."""

from __future__ import annotations

import re
import runpy
import tomllib

from packaging.version import Version

from projects import ROOT
from sphinx_versus import __version__
from sphinx_versus.names_before import UNTIL

SETUP = runpy.run_path(str(ROOT / "setup.py"), run_name="setup")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = """# A project

![A picture](_static/a.png)

Read [this](guide/this.md), [that](https://example.org/that) and [below](#below).
"""


def test_the_readme_has_whole_addresses_away_from_the_repository() -> None:
    text = SETUP["outside"](README, "https://example.org/us/it", "main")
    assert "![A picture](https://example.org/us/it/raw/main/_static/a.png)" in text
    assert "[this](https://example.org/us/it/blob/main/guide/this.md)" in text
    assert "[that](https://example.org/that) and [below](#below)" in text


def test_a_readme_without_a_repository_keeps_its_words() -> None:
    text = SETUP["outside"](README, "", "main")
    assert "Read this, [that](https://example.org/that) and [below](#below)." in text
    assert "_static" not in text


def test_only_known_addresses_are_told() -> None:
    assert SETUP["addresses"]("", "main", "") == {}
    told = SETUP["addresses"]("https://example.org/us/it", "next", "https://docs.example.org")
    assert set(told) == {"Documentation", "Repository", "Issues", "Changelog"}
    assert told["Changelog"] == "https://example.org/us/it/blob/next/CHANGELOG.md"


def test_the_files_that_readme_and_template_lead_to_are_there() -> None:
    for page in (ROOT / "README.md", ROOT / "examples" / "README.md"):
        links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_version_stands_in_one_place_and_the_template_names_its_wheel() -> None:
    modules = (ROOT / "_ext").rglob("*.py")
    said = [path for path in modules if re.search(r"^__version__ =", path.read_text("utf-8"), re.M)]
    assert said == [ROOT / "_ext" / "sphinx_versus" / "__init__.py"]
    assert "version" not in PROJECT["project"]
    needed = (ROOT / "examples" / "requirements.txt").read_text(encoding="utf-8")
    assert re.findall(r"sphinx_versus-(.*)-py3-none-any\.whl", needed) == [__version__]


def test_the_changelog_begins_with_this_version_and_has_the_end_of_old_names() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", changes, re.MULTILINE)
    assert released[0] == __version__
    assert released == sorted(released, key=Version, reverse=True)
    assert Version(__version__) < Version(UNTIL)
    assert f"from {UNTIL} on" in changes


def test_all_extras_are_in_one() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    (everything,) = extras.pop("all")
    assert everything == f"sphinx-versus[{','.join(sorted(extras))}]"
