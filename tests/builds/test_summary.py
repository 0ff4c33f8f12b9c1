"""At its end a build says how many problems of which kind there were."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import forked
from projects import COLOUR, CONF, ROOT, write_project

TABLE = """# Page {n}

::::{{comparison}} Tea vs Coffee
:key: k{n}
:since: 1700

Two drinks.

## At a glance

| What | Tea | Coffee |
|---|---|---|
| Warm | yes |
| Cold | no |
::::
"""
PAGES = 8  # Sphinx reads in parallel from six documents on.
INDEX = "# Index\n\n[nowhere](#nowhere)\n\n```{claim} nothing\n```\n"
# The last one is found when all has been read.
COUNTED = (
    f"comparisons: {3 * PAGES + 1} problems ({2 * PAGES} versus.ragged_row, "
    f"{PAGES} versus.unknown_option, 1 versus.unknown_target)"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    names = [f"page{n}" for n in range(PAGES)]
    files = {f"page{n}.md": TABLE.format(n=n) for n in range(PAGES)}
    files["index.md"] = INDEX + "\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    return write_project(tmp_path / "project", files)


def _build(folder: Path, *options: str, builder: str = "dummy") -> tuple[int, str, str]:
    """Build as a person does; returns the status, and what is said on both ways."""
    out = str(folder / "_build" / builder)
    done = forked.run(["-E", "-b", builder, *options, str(folder), out], os.environ)
    return done.returncode, COLOUR.sub("", done.stdout), COLOUR.sub("", done.stderr)


@pytest.mark.parametrize("builder", ["html", "text", "latex", "versus-data"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_builder_counts_by_kind(project: Path, builder: str, jobs: str) -> None:
    conf = project / "conf.py"
    conf.write_text(conf.read_text() + 'extensions.append("sphinx_versus.data")\n')
    status, said, warnings = _build(project, "-j", jobs, builder=builder)
    assert status == 0
    assert said.count(COUNTED) == 1
    assert "\ncomparisons:" not in warnings, "no part of the warnings"


def test_a_strict_build_counts_all(project: Path) -> None:
    status, said, _ = _build(project, "-W", "--keep-going", "-j", "2")
    assert status == 1
    assert COUNTED in said


def test_a_build_that_stops_counts_what_it_has_met(project: Path) -> None:
    status, said, _ = _build(project, "--exception-on-warning", "-W")
    assert status != 0
    assert "comparisons: 1 problem (1 versus.unknown_option)" in said or "comparisons:" not in said


def test_what_is_suppressed_is_not_counted(project: Path) -> None:
    silenced = "suppress_warnings=versus.ragged_row,versus.unknown_target"
    _, said, _ = _build(project, "-D", silenced)
    assert f"comparisons: {PAGES} problems ({PAGES} versus.unknown_option)" in said
    _, said, _ = _build(project, "-D", "suppress_warnings=versus")
    assert "comparisons:" not in said


def test_nothing_is_said_where_nothing_is_wrong(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"index.md": "# Index\n\n[nowhere](#nowhere)\n"})
    _, said, warnings = _build(project)
    assert "xref_missing" in warnings
    assert "comparisons:" not in said
    assert "comparisons:" not in _build(project, "-D", "versus_explain=1")[1]


def test_each_kind_is_explained_once_and_where_the_guide_tells_of_it(project: Path) -> None:
    explained = ("-q", "-D", "versus_explain=1")
    _, said, _ = _build(project, *explained)
    assert said.splitlines()[0] == COUNTED
    assert said.count("A row of a table has more or fewer cells than its header.") == 1
    guide = "---\norphan: true\n---\n# Guide\n\n(versus.ragged_row)=\n## Rows\n\nText.\n"
    (project / "guide.md").write_text(guide)
    _, said, _ = _build(project, *explained, builder="html")
    (place,) = re.findall(r"ragged_row: A row .*\n +(\S+)$", said, re.MULTILINE)
    page, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in Path(page).read_text(encoding="utf-8")
    assert Path(page).samefile(project / "_build" / "html" / "guide.html")
    _, said, _ = _build(project, *explained, "-D", "html_baseurl=https://e.org/x/", builder="html")
    assert f"https://e.org/x/guide.html#{anchor}" in said


def test_the_findings_of_a_review_are_counted_and_explained(tmp_path: Path) -> None:
    conf = CONF.format(ext=str(ROOT / "_ext")) + 'extensions += ["sphinx_versus.review"]\n'
    page = "# Tea vs Coffee\n\n::::{comparison} Tea vs Coffee\n\nTODO\n\n## History\n\nOld.\n::::\n"
    project = write_project(tmp_path, {"conf.py": conf, "index.md": page})
    _, said, _ = _build(project, "-D", "versus_review=1", "-D", "versus_explain=1")
    assert (
        "comparisons: 2 problems (1 versus_review.no_review, 1 versus_review.placeholder)" in said
    )
    assert "versus_review.no_review: A comparison does not say" in said
