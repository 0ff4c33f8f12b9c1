"""What this package puts into a site says whose it is, and the page of licences knows of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from licences import NOTICE, STATIC, rows
from projects import ROOT

OURS = "sphinx-versus | Copyright (c) 2026 The sphinx-versus authors | MIT License"
FIRST_LINES = (f"/*! {OURS} */\n", f"<!-- {OURS} -->\n")
PACKAGE = ROOT / "_ext" / "sphinx_versus"


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_each_file_for_a_page_names_its_licence(path: Path) -> None:
    assert path.name == NOTICE or path.read_text(encoding="utf-8").startswith(FIRST_LINES)


def test_all_files_for_a_site_are_listed() -> None:
    (listed,) = (row.parts for row in rows("In a site") if row.source == "this package")
    for_a_site = [path.name for path in STATIC if path.parts[-3] not in ("preview", "epub")]
    assert sorted(listed) == sorted(f"_static/{name}" for name in for_a_site)


def test_the_package_holds_no_other_text_of_others() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix not in (".pyc", ".mo") and path.is_file()
        for text in [path.read_text(encoding="utf-8").replace(OURS, "")]
        if re.search(r"copyright \(c\)|licen[cs]ed under|@license", text, re.IGNORECASE)
    }
    assert found == {f"site/search/static/{NOTICE}"}


def test_the_notice_is_that_of_the_locked_release() -> None:
    (locked,) = re.findall(
        r"^pagefind-bin==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M
    )
    notice = (PACKAGE / "site" / "search" / "static" / NOTICE).read_text(encoding="utf-8")
    assert f"the sources of Pagefind {locked} name" in notice
