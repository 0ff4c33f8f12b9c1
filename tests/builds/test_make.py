"""What people type behind `make` reaches the commands as it is, and their drafts as text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from projects import CONF, ROOT, run_sphinx, write_project
from sphinx_versus.__main__ import main

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")

# Each would do something, or be lost, if make or the shell looked into it.
HOSTILE = (
    "$(shell touch ran) vs $HOME $$ ${PATH}",
    "`touch ran` vs $(touch ran); touch ran",
    "-it's \"quoted\" 'twice # b vs 100% of back\\slashes\\",
    "{Tea} | `Coffee` | ::: | a \\| b",
)
# These say more to Markdown than to make.
MARKED = (
    "&amp; vs <b>",
    "# one vs - two",
    "(x)= vs ~~~",
    f"{'學' * 120} vs 🍵 {{curly}} :smile: $x$",
    "![c](d) vs <https://e.f> vs %",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty project with our Makefile and our code."""
    (tmp_path / "Makefile").symlink_to(ROOT / "Makefile")
    (tmp_path / "_ext").symlink_to(ROOT / "_ext")
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, with the Python that runs the tests."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}
    environment = {name: value for name, value in os.environ.items() if name not in inherited}
    command = ["make", "-s", "-o", ".venv/ready", f"BIN={Path(sys.executable).parent}", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_names_become_pages_that_show_them_as_they_are(folder: Path) -> None:
    for name in HOSTILE:
        done = make(folder, "new", f"NAME={name}")
        assert (done.returncode, done.stderr) == (0, "")
    for name in MARKED:
        assert main(["new", "--folder", str(folder / "comparisons"), "--", name]) == 0
    others = {variable: f"{variable} {HOSTILE[2]}" for variable in ("ENTITY", "ARTICLE")}
    for variable, name in others.items():
        assert make(folder, "new", f"{variable}={name}").returncode == 0
    pages = sorted(folder.glob("[ace]*/*.md"))
    assert len(pages) == len(HOSTILE + MARKED) + 2
    assert not (folder / "ran").exists()
    toctree = "\n".join(f"{page.parent.name}/{page.stem}" for page in pages)
    # As typed: quotes and dashes stay those of the keyboard.
    conf = CONF.format(ext=str(ROOT / "_ext")) + "smartquotes = False\n"
    index = f"# Index\n\n```{{toctree}}\n{toctree}\n```\n"
    write_project(folder, {"conf.py": conf, "index.md": index})
    built = run_sphinx(folder, builder="text")
    assert built.warnings == ""
    titles = {
        (built.outdir / page.parent.name / f"{page.stem}.txt").read_text("utf-8").splitlines()[0]
        for page in pages
    }
    shown = "{Tea} vs `Coffee` vs ::: vs a | b"
    typed = {*HOSTILE, *MARKED, *others.values()}
    assert titles == {shown if name.startswith("{Tea}") else name for name in typed}


def test_a_name_of_two_lines_is_one(folder: Path) -> None:
    assert make(folder, "new", "NAME=Tea\nvs\tCoffee").returncode == 0
    assert (folder / "comparisons" / "tea-vs-coffee.md").is_file()


def test_all_that_is_said_of_an_import_is_taken_as_it_is(folder: Path) -> None:
    file = folder / '$(shell touch ran) `touch ran` "it\'s" #.txt'
    file.write_text("Dimension\tA\tB\nSize\tbig\tsmall\n", encoding="utf-16")
    done = make(
        folder,
        "import",
        f"FILE={file.name}",
        "SIDES=-$(shell touch ran) | `touch ran`",
        'TITLE=100% $HOME # "it\'s"\nnew',
        "KEY=a-key",
        "ENCODING=utf-16",
    )
    assert done.returncode == 0, done.stderr
    draft = (folder / "comparisons" / "a-key.md").read_text(encoding="utf-8")
    assert draft.startswith('# 100% \\$HOME # "it\'s" new\n')
    assert "::::{comparison} -$(shell touch ran) | `touch ran`\n" in draft
    assert file.name in draft
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("variable", ["KEY", "ENCODING", "SIDES"])
def test_what_cannot_be_is_refused_as_it_was_typed(folder: Path, variable: str) -> None:
    (folder / "page.txt").write_text("Dimension\tA\tB\nSize\tbig\tsmall\n", encoding="utf-8")
    typed = "$(shell touch ran)`touch ran`"
    done = make(folder, "import", "FILE=page.txt", f"{variable}={typed}")
    assert done.returncode != 0
    assert "error: " in done.stderr
    assert typed in done.stderr
    assert not (folder / "ran").exists()


def test_a_document_of_any_name_is_set_alone(folder: Path) -> None:
    (folder / "guide").mkdir()
    (folder / "guide" / "$(touch ran) it's.md").write_text("# Page\n\nText.\n", encoding="utf-8")
    conf = CONF.format(ext=str(ROOT / "_ext")).replace('"sphinx_versus"', '"sphinx_versus.book"')
    # What is wrong on another page does not keep this one from being written.
    index = "# Index\n\n[](nowhere.md)\n\n```{toctree}\n:glob:\n\nguide/*\n```\n"
    write_project(folder, {"conf.py": conf, "index.md": index})
    done = make(folder, "pdf", "DOC=guide/$(touch ran) it's")
    assert done.returncode == 0, done.stderr
    (written,) = (folder / "_build").rglob("*.pdf")
    assert written.name == "$(touch ran) it's.pdf"
    assert f"The PDF is {written.relative_to(folder)}." in done.stdout
    assert not (folder / "ran").exists()


def test_the_environment_and_other_targets_are_no_way_in(folder: Path) -> None:
    typed = "$(shell touch ran)"
    for target in ("check", "live", "fuzz", "test", "pdf"):
        given = [f"{name}={typed}" for name in ("FORMAT", "SEARCH", "N", "APPEND", "PYTHON", "DOC")]
        # What would be run is shown, and not run.
        make(folder, "-n", "-o", ".venv/browser", target, *given)
    assert not (folder / "ran").exists()
