"""Editors and forges get what the terminal says, in any project and any order of builds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from projects import ROOT, run_build, write_project

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus.site.diagnostics", "myst_parser", "late"]
html_theme = "basic"
suppress_warnings = ["toc.not_included"]
sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent))
"""
LATE = """
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)

def setup(app):
    app.add_config_value("stops", False, "")
    logger.warning("said while it is set up")
    app.connect("build-finished", finish)
    app.connect("env-updated", stop)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

def finish(app, error):
    logger.warning("said at the end", type="late", subtype="end")

def stop(app, env):
    if app.config.stops:
        raise SphinxError("stopped half-way")
"""
PAGES = 8  # Sphinx reads in parallel from six documents on.


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diagnostics")
    (folder / ".git").mkdir()
    pages = {f"page {n}.md": f"# Page {n}\n\n[dead](#nowhere{n})\n" for n in range(PAGES)}
    index = "# Index\n\n```{toctree}\nmissing\n```\n\n```{nonsense}\n```\n"
    write_project(folder / "docs", {"conf.py": CONF, "late.py": LATE, "index.md": index, **pages})
    return folder


def _sarif(
    project: Path, out: Path, *options: str | Path
) -> tuple[list[tuple[str, int, str, str]], str]:
    """Build; return what is in the log (file, line, rule, level) and what the terminal said."""
    done = run_build(project / "docs", out, "-D", "diagnostics_format=sarif", *options)
    log: dict[str, Any] = json.loads((out / "diagnostics.sarif").read_text(encoding="utf-8"))
    found = []
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        line = place.get("region", {}).get("startLine", 0)
        found.append((place["artifactLocation"]["uri"], line, result["ruleId"], result["level"]))
    return found, done.stderr


EXPECTED = [
    *((f"docs/page%20{n}.md", 3, "myst.xref_missing", "warning") for n in range(PAGES)),
    ("docs/index.md", 3, "toc.not_readable", "warning"),
    ("docs/index.md", 7, "myst.directive_unknown", "warning"),
    ("docs/conf.py", 0, "late.end", "warning"),
    ("docs/conf.py", 0, "sphinx", "warning"),
]


def test_each_warning_is_there_once_with_its_file_and_line(project: Path, tmp_path: Path) -> None:
    found, said = _sarif(project, tmp_path)
    assert sorted(found) == sorted(EXPECTED)
    assert said.count("WARNING") == len(EXPECTED)


def test_parallel_and_strict_builds_give_the_same(project: Path, tmp_path: Path) -> None:
    found, _ = _sarif(project, tmp_path, "-j", "2", "-W", "--keep-going", "-n")
    assert sorted(found) == sorted(EXPECTED)


def test_the_error_that_ended_a_build_is_there(project: Path, tmp_path: Path) -> None:
    found, said = _sarif(project, tmp_path, "-D", "stops=1")
    assert "stopped half-way" in said
    assert ("docs/conf.py", 0, "sphinx", "error") in found


def test_github_gets_a_command_for_each(project: Path, tmp_path: Path) -> None:
    done = run_build(project / "docs", tmp_path, "-D", "diagnostics_format=github")
    commands = re.findall(r"^::warning file=([^,]+),line=(\d+),title=([\w.]+)::", done.stdout, re.M)
    assert ("docs/page 3.md", "3", "myst.xref_missing") in commands
    assert len(done.stdout.splitlines()) == len(EXPECTED)
    # The kind is in the title; in the message it would stand twice.
    assert "[myst.xref_missing]" in done.stderr
    assert "[myst.xref_missing]" not in done.stdout


def test_a_file_can_be_named_and_nothing_is_written_unasked(project: Path, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "commands.txt"
    done = run_build(project / "docs", tmp_path / "one", "-D", "diagnostics_format=github",
                     "-D", f"diagnostics_file={log}", builder="dummy")  # fmt: skip
    assert done.stdout == ""
    assert log.read_text(encoding="utf-8").startswith("::warning::")
    run_build(project / "docs", tmp_path / "two", builder="dummy")
    assert list((tmp_path / "two").rglob("*.sarif")) == []


def test_an_unknown_format_is_refused_before_the_work_begins(project: Path, tmp_path: Path) -> None:
    done = run_build(project / "docs", tmp_path, "-D", "diagnostics_format=xml")
    assert done.returncode != 0
    assert 'diagnostics_format is "xml", it should be "sarif" or "github"' in done.stderr
    assert not (tmp_path / "index.html").exists()


def test_a_file_that_cannot_be_written_is_told(project: Path, tmp_path: Path) -> None:
    options = ("-D", "diagnostics_format=sarif", "-D", "diagnostics_file=.")
    done = run_build(project / "docs", tmp_path / "out", *options)
    assert done.returncode != 0
    assert "the diagnostics cannot be written: " in done.stderr
