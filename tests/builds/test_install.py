"""The extension in somebody else's documentation: installed, default theme, three lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from email import message_from_string
from pathlib import Path

from projects import ROOT, run_build
from sphinx_versus.grammar.scaffold import scaffold

CONF = """project = "Somebody's documentation"
author = "Somebody"
extensions = ["sphinx_versus"]
"""


def test_it_installs_into_an_empty_project(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "_ext", source / "_ext", ignore=shutil.ignore_patterns("__pycache__", "*.mo")
    )
    target = tmp_path / "site-packages"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--target", str(target), str(source)]
    subprocess.run(command, check=True)

    top = {path.name for path in target.iterdir() if path.suffix != ".dist-info"}
    assert top == {"sphinx_versus", "bin"}
    package = target / "sphinx_versus"
    there = {path.relative_to(package) for path in package.rglob("*") if path.is_file()}
    shipped = {
        path.relative_to(ROOT / "_ext" / "sphinx_versus")
        for path in (ROOT / "_ext" / "sphinx_versus").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    compiled = {path.with_suffix(".mo") for path in shipped if path.suffix == ".po"}
    assert {path for path in there if path.suffix != ".pyc"} == shipped | compiled
    (info,) = target.glob("*.dist-info")
    assert (info / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    metadata = message_from_string((info / "METADATA").read_text(encoding="utf-8"))
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Author"] == "The sphinx-versus authors"
    # Its links lead to the repository, or nowhere.
    assert not re.search(r"\]\((?!https?:|#)", metadata.get_payload())

    project = tmp_path / "project"
    project.mkdir()
    (project / "conf.py").write_text(CONF)
    environment = {**os.environ, "PYTHONPATH": str(target)}
    new = [target / "bin" / "sphinx-versus", "new", "--folder", ".", "Tea vs Coffee"]
    subprocess.run(new, check=True, cwd=project, env=environment, stdout=subprocess.PIPE)
    (project / "tea-vs-coffee.md").rename(project / "index.md")
    done = run_build(project, tmp_path / "html", "-n", "-W", environment=environment, fresh=True)
    assert done.stderr == ""
    page = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert "alabaster.css" in page
    assert 'class="versus-tagline"' in page
    assert (tmp_path / "html" / "_static" / "versus.css").is_file()


def test_a_scaffold_of_six_sides_builds_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n{CONF}"
    )
    (tmp_path / "index.md").write_text(scaffold("C++ | C# | R&D | <Ops> | 学习 | التدريب"))
    done = run_build(tmp_path, tmp_path / "html", "-n", "-W")
    assert done.stderr == ""
