"""The benchmark builds what it measures, goes on where it stopped, and draws what it found."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from projects import ROOT

FIELD = ROOT / "bench" / "field"
sys.path.insert(0, str(FIELD))

import pages  # noqa: E402
import plot  # noqa: E402


def _run(work: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, FIELD / "bench.py", "--work", work, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_measures_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    options = ("--pages", "4", "--runs", "1", "--only", "ours", "floor")
    done = _run(tmp_path, *options[:-1])
    assert done.returncode == 0, done.stderr
    assert "[1/1] 4 pages, run 1: ours" in done.stderr
    again = _run(tmp_path, *options)
    assert "3 figures of an earlier run are kept" in again.stderr
    assert "[1/1] 4 pages, run 1: Sphinx, bounded sidebar" in again.stderr
    figures = [json.loads(line) for line in (tmp_path / "figures.jsonl").read_text().splitlines()]
    assert [figure["what"] for figure in figures] == ["cold", "nothing changed", "one edit", "cold"]
    # Four pages and their contents; of them none, and then the one that was edited.
    assert [figure["written"] for figure in figures] == [5, 0, 1, 5]
    assert all(figure["cpu"] > 0 and figure["memory"] > 10 for figure in figures)
    assert "cold build against the floor" in again.stdout
    assert not list(tmp_path.glob("tmp*"))


@pytest.mark.parametrize(
    ("options", "message"),
    [(("--pages", "1"), "at least 4 pages"), (("--only", "nobody"), "invalid choice: 'nobody'")],
)
def test_a_wrong_option_is_told(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    done = _run(tmp_path, *options)
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_without_node_others_are_measured_and_each_gate_is_told(tmp_path: Path) -> None:
    cpu = {"ours": 30.0, "needs": 60.0, "docusaurus": 29.0, "material": 30.0}
    figure = {
        "pages": 1000,
        "what": "cold",
        "run": 0,
        "wall": 9.0,
        "memory": 390.0,
        "written": 1001,
    }
    lines = [json.dumps({"contender": name, "cpu": each, **figure}) for name, each in cpu.items()]
    (tmp_path / "figures.jsonl").write_text("\n".join(lines) + "\n")
    options = ("--work", tmp_path, "--pages", "1000", "--runs", "1")
    done = subprocess.run(
        [sys.executable, FIELD / "bench.py", *options, "--only", "ours", "docusaurus", "mystmd"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    told = "node and npm not found: left out are docusaurus, mystmd\n"
    assert done.stderr == f"{told}4 figures of an earlier run are kept (--fresh forgets them)\n"
    rows = [re.split("  +", line) for line in done.stdout.splitlines()]
    assert [row for row in rows if row[0].startswith(("cold build", "memory"))] == [
        ["cold build against Material, 1,000 pages", "1.00", "≤ 1", "met"],
        ["cold build against sphinx-needs, 1,000 pages", "0.50", "≤ 1", "met"],
        ["cold build against Docusaurus, 1,000 pages", "1.03", "≤ 1", "missed"],
        ["memory, 1,000 pages", "0.39 GB", "≤ 0.4 GB", "met"],
    ]


def test_programs_are_locked_by_name_version_and_hash_alone() -> None:
    lock = json.loads((FIELD / "node" / "package-lock.json").read_text())
    modules = [each for path, each in lock["packages"].items() if path]
    assert len(modules) > 1000
    assert all(each["version"] and each["integrity"] and "resolved" not in each for each in modules)
    assert "://" not in (FIELD / "requirements.lock").read_text()


def test_all_kinds_of_pages_say_the_same() -> None:
    ours, plain = pages.comparison(7, 40), pages.plain(7, 40)
    assert plain.split("\n", 2)[2].strip() in ours
    assert len(plain.splitlines()) > 50
    needs = pages.needs(7, 40)
    for line in plain.splitlines():
        assert line in needs
    assert needs.count(":id: C00007") == 3
    assert ":links: C00008, C00009, C00010\n" in needs


def test_a_site_is_searched_and_a_part_of_it_printed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    options = ("--pages", "8", "--part", "4", "--jobs", "1", "--builder", "dirhtml")
    command = [sys.executable, FIELD / "large.py", *options, "--folder", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"site of 8 comparisons +\d", done.stdout)
    assert re.search(r"book of 4 of them, \d+ pages +\d", done.stdout)
    assert "comparisons/c00004/#c00004-row-speed" in done.stdout
    with pypdfium2.PdfDocument(folder / "typst" / "part.pdf") as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Dahlia 3 vs" in text
    assert "number 4, as people" not in text
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode != 0
    assert "is there already" in again.stderr


def test_the_numbers_of_the_lines_do_not_overlap_and_are_in_the_order_of_their_names() -> None:
    lines = {f"Line {number}": [(100, 5.0), (1000, 50.0 + number)] for number in range(14)}
    drawing = ET.fromstring(plot.draw({**lines, "ours": [(100, 4.0), (1000, 40.0)]}))
    texts = [node for node in drawing.iter() if node.tag.endswith("text")]
    numbers = [
        (float(node.get("y", "")), node.text or "")
        for node in texts
        if float(node.get("x", "")) > plot.WIDTH - plot.RIGHT
    ]
    names = sorted((float(node.get("y", "")), node.text or "") for node in texts)[-30:]
    assert [text for _, text in sorted(numbers)] == [str(number) for number in range(1, 16)]
    places = sorted(place for place, _ in numbers)
    assert all(after - before >= plot.SIZE for before, after in pairwise(places))
    assert all(0 < place < plot.HEIGHT for place in places)
    # Below, each number and its name stand in a row; the slowest is the first.
    shown = [text for _, text in names if not text.isdigit()]
    assert shown == [f"Line {number}" for number in reversed(range(14))] + ["ours"]
    box = drawing.get("viewBox", "").split()
    assert names[-1][0] < float(box[3])


def test_one_point_can_be_drawn() -> None:
    assert "ours" in plot.draw({"ours": [(100, 4.0)]})
