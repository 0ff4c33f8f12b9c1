"""Any order of builds gives the same pages, data and warnings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from projects import CONF, ROOT, Built, run_sphinx, write_project

COUNT = 10  # Sphinx works in parallel from six documents on.
CRASH = """
import os
def setup(app):
    def crash(app, pagename, *rest):
        # Gone at once, in the middle of writing, as after a power cut.
        if os.environ.get("CRASH_AT") == pagename:
            os._exit(3)
    app.connect("html-page-context", crash)
"""


def _page(number: int, tagline: str = "A tagline") -> str:
    following = (number + 1) % COUNT
    return f"""# Page {number}

::::{{comparison}} Left {number} vs Right {number}
:key: page{number}
{":reviewed: never" if number == 3 else ""}

{tagline} of {number}.

## Side-by-side analysis

| Dimension | Left {number} | Right {number} |
|---|---|---|
| Cost | low | high {"| dropped" if number == 4 else ""} |

## Evidence

A claim about {number}.
- A source

## Other comparisons
- [](page{following}.md)
- Left {(number + 2) % COUNT} vs Right {(number + 2) % COUNT}
::::

See [](#page{following}-row-cost).
"""


def _project(folder: Path) -> Path:
    files = {f"page{number}.md": _page(number) for number in range(COUNT)}
    index = "# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n"
    conf = CONF.format(ext=str(ROOT / "_ext")) + CRASH
    return write_project(folder, {"conf.py": conf, "index.md": index, **files})


def _pages(built: Built) -> dict[str, bytes]:
    """All that was written, by name; the state that Sphinx keeps for itself aside."""
    return {
        str(path.relative_to(built.outdir)): path.read_bytes()
        for path in sorted(built.outdir.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def _cold(folder: Path, tmp_path: Path) -> Built:
    """Build the same sources from nothing."""
    copy = tmp_path / "cold"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("_build"))
    return run_sphinx(copy, "-j", "1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return _project(tmp_path / "project")


def test_one_process_or_many(project: Path, tmp_path: Path) -> None:
    many = run_sphinx(project, "-j", "4")
    one = _cold(project, tmp_path)

    def warnings(built: Built) -> list[str]:
        return sorted(built.warnings.replace(str(built.srcdir), "").splitlines())

    assert warnings(many) == warnings(one)
    assert [kind for kind in ("invalid_date", "ragged_row") if kind in many.warnings] == [
        "invalid_date",
        "ragged_row",
    ]
    assert _pages(many) == _pages(one)


def _touch(project: Path) -> None:
    for path in project.glob("*.md"):
        path.touch()


def _edit_tagline(project: Path) -> None:
    (project / "page2.md").write_text(_page(2, "Another tagline"))


def _delete(project: Path) -> None:
    (project / "page5.md").unlink()


def _rename(project: Path) -> None:
    (project / "page6.md").rename(project / "page6b.md")


def _add(project: Path) -> None:
    (project / "page7b.md").write_text(_page(7).replace("page7", "page7b").replace("7", "77"))


def test_a_change_ends_where_a_cold_build_does(project: Path, tmp_path: Path) -> None:
    before = cold = _pages(run_sphinx(project, "-j", "2"))
    for change in (_touch, _edit_tagline, _delete, _rename, _add):
        change(project)
        again = _pages(run_sphinx(project, "-j", "2"))
        if change is not _touch:
            assert again != before, change
            before = cold = _pages(_cold(project, tmp_path))
        assert again == cold, change


def test_a_build_that_died_ends_where_a_cold_one_does(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_sphinx(project)
    _edit_tagline(project)
    monkeypatch.setenv("CRASH_AT", "page1")  # page1 shows the tagline of page2
    assert run_sphinx(project, "-j", "1").returncode == 3
    monkeypatch.delenv("CRASH_AT")
    again = run_sphinx(project, "-j", "1")
    assert "Another tagline" in again.html("page1")
    assert _pages(again) == _pages(_cold(project, tmp_path))
