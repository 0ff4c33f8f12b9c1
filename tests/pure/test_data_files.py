"""Files of data follow what there is: nothing of the past stays, and what others bring is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_versus.data.files import are_there, bring_up_to_date, noted

NAME = "comparisons.json"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "state" / "listed.json"


@pytest.fixture
def out(tmp_path: Path, listed: Path) -> Path:
    """A folder after a build that has written two files."""
    out = tmp_path / "out"
    bring_up_to_date(out, listed, [(NAME, "{}"), ("data/a.csv", "a")])
    return out


def _there(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text(encoding="utf-8")
        for path in out.rglob("*")
        if path.is_file()
    }


def test_what_is_no_longer_wanted_goes(out: Path, listed: Path) -> None:
    (out / "page.html").write_text("of others", encoding="utf-8")
    bring_up_to_date(out, listed, [(NAME, "{1}"), ("data/b.csv", "b")])
    assert _there(out) == {NAME: "{1}", "data/b.csv": "b", "page.html": "of others"}
    assert noted(listed) == ({NAME, "data/b.csv"}, set())


def test_what_is_the_same_is_not_written(out: Path, listed: Path) -> None:
    before = (out / NAME).stat().st_mtime_ns
    bring_up_to_date(out, listed, [(NAME, "{}")])
    assert (out / NAME).stat().st_mtime_ns == before


def test_a_file_of_the_project_is_left_as_it_is(out: Path, listed: Path) -> None:
    (out / "data" / "a.csv").write_text("own", encoding="utf-8")
    for wanted in ([(NAME, "{}"), ("data/a.csv", "a")], [(NAME, "{}")]):
        bring_up_to_date(out, listed, wanted, own=["data/a.csv"])
        assert _there(out)["data/a.csv"] == "own"
    assert noted(listed).taken == set()


def test_whether_all_is_there_is_known(out: Path, listed: Path) -> None:
    assert are_there(out, listed, ())
    assert not are_there(out, listed, ["data/a.csv"])
    (out / "data" / "a.csv").unlink()
    assert not are_there(out, listed, ())


@pytest.mark.parametrize("text", ["", "[]", '{"written": 5}', '{"written": ["../x"]}'])
def test_a_damaged_list_of_files_is_none_and_leads_nowhere(
    text: str, out: Path, listed: Path
) -> None:
    outside = out.parent / "x"
    outside.write_text("mine", encoding="utf-8")
    listed.write_text(text, encoding="utf-8")
    assert not are_there(out, listed, ())
    bring_up_to_date(out, listed, [(NAME, "{}")])
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_list_that_names_what_lies_outside_removes_nothing_there(out: Path, listed: Path) -> None:
    outside = out.parent / "x"
    outside.write_text("mine", encoding="utf-8")
    listed.write_text('{"written": ["../x", "comparisons.json"], "taken": []}', encoding="utf-8")
    bring_up_to_date(out, listed, [])
    assert outside.read_text(encoding="utf-8") == "mine"
    assert NAME not in _there(out)
