"""Misspelt words are warnings with a line, so that every tool shows them."""

from __future__ import annotations

from pathlib import Path

from projects import ROOT, run_build, write_project

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus.site.spelling", "myst_parser"]
misspellings_files = ["README*"]
exclude_patterns = ["README.md"]
"""
FILES = {
    "conf.py": CONF,
    "index.md": "# Home\n\nAll is well.\n\nTeh end of teh page, annote.\n"
    + (
        # Keys, code and identifiers are nobody's words.
        "\n`teh` and {abbr}`teh (teh)`, [a](https://teh.org/teh) and [b]{#teh}[^teh], <https://teh.org/teh>\n"
        "\n```py\nteh\n```\n\n- key: teh-key\n- was: teh\n\n[^teh]: So.\n"
    ),
    "README.md": "# Read\n\nOccured.\n",
    "setup.cfg": "[codespell]\nignore-words-list = annote\n",
}


def test_misspelt_words_are_told_where_it_is_switched_on(tmp_path: Path) -> None:
    project = write_project(tmp_path / "a project", FILES)
    out = project / "_build"
    done = run_build(project, out, "-D", "misspellings=1", builder="dummy")
    assert done.stderr.splitlines() == [
        f'{project}/{name}: WARNING: "{word}" is most likely a mistake for "{meant}"; '
        "codespell's setting ignore-words-list keeps it [misspellings]"
        for name, word, meant in (
            ("README.md:3", "Occured", "Occurred"),
            ("index.md:5", "Teh", "The"),
            ("index.md:5", "teh", "the"),
        )
    ]
    assert run_build(project, out, "-D", "misspellings=1", builder="dummy").stderr == done.stderr
    assert run_build(project, out, builder="dummy").stderr == ""


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**FILES, "setup.cfg": "[codespell]\nbuiltin = none\n"})
    done = run_build(project, project / "_build", "-D", "misspellings=1", builder="dummy")
    assert "codespell cannot be run: " in done.stderr
