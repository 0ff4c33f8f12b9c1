"""After an edit exactly those pages are written that show it, beside bounded contents too."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from projects import ROOT, Built, run_sphinx, write_project

COUNT = 14
CONF = f"""
import os, sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Pages"
extensions = ["sphinx_versus", "sphinx_versus.site.sidebar", "sphinx_versus.site.building"]
html_theme = "furo"
html_copy_source = False
exclude_patterns = ["_build"]
bounded_toctree_links = 8
bounded_toctree_window = 3

def setup(app):
    def crash(app, pagename, *rest):
        # Gone at once, in the middle of writing, as after a power cut.
        if os.environ.get("CRASH_AT") == pagename:
            os._exit(3)
        if os.environ.get("CRASH_AFTER_PAGES") and pagename == "genindex":
            os._exit(3)
    app.connect("html-page-context", crash)
"""
INDEX = "# Index\n\n```{toctree}\n:hidden:\n\npages/index\nlist\n```\n"
PAGES = "# Pages\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\npage*\n```\n"
LIST = "# List\n\n```{comparison-list}\n:as: list\n```\n"
# What shows the titles of all pages, or some of them, and is no page of a document.
ALWAYS = {"genindex", "search"}


def _page(number: int, title: str = "Left", tagline: str = "A tagline") -> str:
    return f"""# {title} {number} vs Right {number}

::::{{comparison}} {title} {number} vs Right {number}
:key: page{number:02}

{tagline} of {number}.

## Outlook

Good.

## Other comparisons
- [](page{(number + 5) % COUNT:02}.md)
::::
"""


@pytest.fixture
def site(tmp_path: Path) -> Built:
    files = {f"pages/page{number:02}.md": _page(number) for number in range(COUNT)}
    files |= {"conf.py": CONF, "index.md": INDEX, "pages/index.md": PAGES, "list.md": LIST}
    built = run_sphinx(write_project(tmp_path / "site", files))
    assert built.warnings == ""
    return built


def _pages(built: Built) -> dict[str, tuple[int, str]]:
    """When each page was written, and what with."""
    return {
        str(path.relative_to(built.outdir).with_suffix("")): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in built.outdir.rglob("*.html")
    }


def _edit_text(pages: Path) -> set[str]:
    path = pages / "page06.md"
    path.write_text(path.read_text().replace("Good.", "Better."))
    return {"pages/page06"}


def _edit_tagline(pages: Path) -> set[str]:
    (pages / "page06.md").write_text(_page(6, tagline="Another tagline"))
    # Its own, the one with its card, and the list.
    return {"pages/page06", "pages/page01", "list"}


def _edit_title(pages: Path) -> set[str]:
    (pages / "page06.md").write_text(_page(6, title="Quite another"))
    # Those around it too, page11 because it tells who lists it, and the contents.
    around = {"pages/page05", "pages/page07", "pages/page11"}
    return {"pages/page06", "pages/page01", *around, "list", "pages/index"}


def _add(pages: Path) -> set[str]:
    (pages / "page06b.md").write_text(_page(6, title="New").replace("page06", "page06b"))
    # All in the list tell of its size, as long as that has two figures.
    around = {f"pages/page{number:02}" for number in range(COUNT)}
    return {"pages/page06b", *around, "list", "pages/index"}


def _rename(pages: Path) -> set[str]:
    text = (pages / "page03.md").read_text()
    (pages / "page03.md").unlink()
    (pages / "page03x.md").write_text(text)
    changed = (pages / "page12.md").read_text().replace("page03.md", "page03x.md")
    (pages / "page12.md").write_text(changed)
    # The same place in the list, under another address.
    around = {"pages/page02", "pages/page04", "pages/page08", "pages/page12"}
    return {"pages/page03x", *around, "list", "pages/index"}


def _nothing(_pages: Path) -> set[str]:
    return set()


def test_a_change_writes_exactly_what_shows_it(
    site: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for change in (_nothing, _edit_text, _edit_tagline, _edit_title, _add, _rename):
        before = _pages(site)
        expected = change(site.srcdir / "pages")
        assert run_sphinx(site.srcdir).warnings == ""
        after = _pages(site)
        written = {name for name in after if before.get(name, (0, ""))[0] != after[name][0]}
        if change is _nothing:
            assert not written & ALWAYS
        differing = {name for name in after if before.get(name, (0, ""))[1] != after[name][1]}
        assert written - ALWAYS == expected, change
        # No page is written that would be the same.
        assert written - ALWAYS == differing - ALWAYS, change

    # A build that dies half-way is made up for by the next one.
    (site.srcdir / "pages" / "page06.md").write_text(_page(6, title="Yet another"))
    monkeypatch.setenv("CRASH_AT", "pages/page05")  # it shows the title, and comes before the page
    assert run_sphinx(site.srcdir).returncode == 3
    monkeypatch.delenv("CRASH_AT")
    run_sphinx(site.srcdir)
    assert "Yet another 6" in site.html("pages/page05")
    assert _contents(site) == _contents(_cold(site, tmp_path))


def test_nothing_is_written_when_nothing_has_changed(site: Built) -> None:
    def files() -> dict[str, int]:
        paths = [path for path in (site.srcdir / "_build").rglob("*") if path.is_file()]
        return {str(path): path.stat().st_mtime_ns for path in paths}

    before = files()
    assert run_sphinx(site.srcdir).warnings == ""
    written = {Path(name) for name, time in files().items() if before.get(name) != time}
    # Sphinx notes when it has built, and copies static files that are templates anew.
    assert {path.name for path in written if path.parent.name != "_static"} <= {".buildinfo"}

    # What is gone is made again.
    gone = ["genindex.html", "search.html", "searchindex.js", "objects.inv"]
    kept = {name: (site.outdir / name).read_bytes() for name in gone}
    for name in gone:
        (site.outdir / name).unlink()
    run_sphinx(site.srcdir)
    assert {name: (site.outdir / name).read_bytes() for name in gone} == kept
    # So it is when it is asked for.
    (site.outdir / "genindex.html").write_text("broken")
    run_sphinx(site.srcdir, "-a")
    assert (site.outdir / "genindex.html").read_bytes() == kept["genindex.html"]


def test_what_an_edit_does_not_concern_stays(site: Built) -> None:
    names = ("genindex.html", "search.html", "objects.inv", "searchindex.js")

    def written(change: str, by: str) -> set[str]:
        page = site.srcdir / "pages" / "page06.md"
        before = {name: (site.outdir / name).stat().st_mtime_ns for name in names}
        if change:
            page.write_text(page.read_text().replace(change, by))
        assert run_sphinx(site.srcdir).warnings == ""
        return {name for name in names if (site.outdir / name).stat().st_mtime_ns != before[name]}

    assert written("Good.", "Better.") == set(names) - {"objects.inv"}
    # A title of a section, with its id.
    assert written("## Outlook", "## Further outlook") == set(names)


def _whole(built: Built) -> dict[str, bytes]:
    names = [path.relative_to(built.outdir) for path in built.outdir.rglob("*") if path.is_file()]
    own = [name for name in names if name.name[0] != "." and name.parts[0] != "_static"]
    return {str(name): (built.outdir / name).read_bytes() for name in own}


def test_a_build_that_died_after_its_pages_leaves_nothing_behind_in_the_search(
    site: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = site.srcdir / "pages" / "page06.md"
    page.write_text(page.read_text().replace("Good.", "Zebras."))
    monkeypatch.setenv("CRASH_AFTER_PAGES", "1")
    assert run_sphinx(site.srcdir).returncode == 3
    assert "Zebras" in site.html("pages/page06")
    monkeypatch.delenv("CRASH_AFTER_PAGES")
    run_sphinx(site.srcdir)
    assert "zebra" in (site.outdir / "searchindex.js").read_text()
    assert _whole(site) == _whole(_cold(site, tmp_path))


def test_a_first_build_that_died_is_made_up_for(
    site: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = tmp_path / "cold"
    shutil.copytree(site.srcdir, cold, ignore=shutil.ignore_patterns("_build"))
    monkeypatch.setenv("CRASH_AT", "pages/page05")
    assert run_sphinx(cold).returncode == 3
    monkeypatch.delenv("CRASH_AT")
    built = run_sphinx(cold)
    assert built.warnings == ""
    assert _whole(built) == _whole(site)


def _contents(built: Built) -> dict[str, str]:
    return {name: digest for name, (_, digest) in _pages(built).items()}


def _cold(site: Built, tmp_path: Path) -> Built:
    copy = tmp_path / "cold"
    shutil.copytree(site.srcdir, copy, ignore=shutil.ignore_patterns("_build"))
    return run_sphinx(copy, "-j", "2")
