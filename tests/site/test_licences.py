"""Everything in a built site that others have made is on the page of licences."""

from __future__ import annotations

import importlib.metadata
import re
import zipfile
from collections import defaultdict
from pathlib import Path

from licences import rows
from projects import ROOT, run_build, write_project
from sphinx_versus.showing.html import EPUB_DIR

# Licences as the classifiers of PyPI name them.
CLASSIFIED = {"MIT License": "MIT"}
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
from runpy import run_path
extensions = run_path({str(ROOT / "conf.py")!r})["extensions"]
bibtex_bibfiles = []
version = "1"
"""


def files_of(site: Path) -> list[str]:
    """The files that a build puts beside the pages, from the root of the site."""
    return sorted(
        path.relative_to(site).as_posix()
        for folder in ("_static", "pagefind")
        for path in (site / folder).rglob("*")
        if path.is_file()
    )


def test_each_file_has_one_origin_and_no_origin_is_empty(site: Path) -> None:
    files = files_of(site)
    table = rows("In a site")
    assert {name: len([row for row in table if row.has(name)]) for name in files} == dict.fromkeys(
        files, 1
    )
    unused = [part for row in table for part in row.parts if not any(map(row.has, files))]
    assert unused == []


def test_files_come_from_where_the_page_says(site: Path) -> None:
    owners = defaultdict(set)
    for distribution in importlib.metadata.distributions():
        for path in distribution.files or []:
            owners[path.name].add((distribution.metadata["Name"], path))
    told = 0
    for name in files_of(site):
        content = (site / name).read_bytes()
        found = {
            owner
            for owner, path in owners[Path(name).name]
            if (place := Path(str(path.locate()))).is_file() and place.read_bytes() == content
        }
        told += bool(found)
        (source,) = (row.source for row in rows("In a site") if row.has(name))
        assert not found or source in found, name
    # The others are made by the build.
    assert told > 15


def test_licences_are_those_that_the_wheels_name() -> None:
    installed = [row for row in rows("In a site") if " " not in row.source]
    assert len(installed) == 6
    for row in installed:
        metadata = importlib.metadata.metadata(row.source)
        (named,) = (
            {metadata["License-Expression"]}
            if metadata["License-Expression"]
            else {
                CLASSIFIED[classifier.rpartition(" :: ")[2]]
                for classifier in metadata.get_all("Classifier", [])
                if classifier.startswith("License ::")
            }
        )
        assert re.split("; ", row.licence)[0] == named


def test_an_epub_holds_style_sheets_and_our_drawings_alone(tmp_path: Path) -> None:
    write_project(tmp_path, {"conf.py": CONF, "index.md": "# A page\n"})
    done = run_build(tmp_path, tmp_path / "out", builder="epub")
    assert done.returncode == 0, done.stderr
    (book,) = (tmp_path / "out").glob("*.epub")
    files = [name for name in zipfile.ZipFile(book).namelist() if name.startswith("_static/")]
    table = rows("In a site")
    others = [name for name in files if not any(row.has(name) for row in table)]
    drawings = sorted(f"_static/{path.name}" for path in EPUB_DIR.iterdir())
    assert sorted(others) == ["_static/epub.css", "_static/readers.css", *drawings]
    assert {Path(name).suffix for name in files} == {".css", ".png", ".svg"}
