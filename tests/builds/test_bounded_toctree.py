"""The contents beside a page: as Sphinx shows them where they are few, and bounded elsewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import ROOT, Built, run_sphinx, write_project
from sphinx_versus.site.sidebar.bound import bound
from sphinx_versus.site.sidebar.contents import CALLS, Call, Contents
from sphinx_versus.site.sidebar.html import Names, Titles, Writer

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Pages"
extensions = ["myst_parser", "sphinx_versus.site.sidebar"]
html_copy_source = False
exclude_patterns = ["_build"]
bounded_toctree_names = {{"pages/*": "pages"}}
"""

# All that a toctree can hold, and all its options.
MANIFOLD = {
    "conf.py": CONF,
    "index.md": """# Root & <home>

```{toctree}
:caption: First "one"
:numbered:

numbered
```

```{toctree}
:hidden:
:caption: Hidden

a
b/index
```

```{toctree}
:maxdepth: 2

Own title <c>
self
Outside <https://example.org/?a=1&b=2>
https://example.org/bare
genindex
search
d
```

```{toctree}
:titlesonly:
:glob:

many/*
```
""",
    "numbered.md": "# Numbered\n\n## One\n\n### Deep\n\n## Two\n",
    "a.md": "# A with `code` & *stress*\n\n## Section\n\n### Sub\n\n## Other\n\n"
    "```{toctree}\na1\na2\n```\n",
    "a1.md": '# A1 "quoted" me@home\n\n## In A1\n',
    "a2.md": "---\ntocdepth: 2\n---\n# A2\n\n## In A2\n\n### Too deep\n\n```{toctree}\na3\n```\n",
    "a3.md": "# A3\n\n# Second top\n\n## Below second\n",
    "b/index.md": "# B\n\n```{toctree}\n:hidden:\n\nb1\n```\n\n## After\n",
    "b/b1.md": "# B1 ünï\n",
    "c.md": "# C\n\n## C section\n\n### C deeper\n\n#### C deepest\n",
    "d.md": "# D\n\n```{only} html\n## Only html\n\nx\n```\n\n"
    "```{only} latex\n## Only latex\n\nx\n```\n\n"
    "```{toctree}\n:includehidden:\nd1\nd3\n```\n",
    "d1.md": "# D1\n\n```{toctree}\n:hidden:\nd2\n```\n",
    "d2.md": "# D2\n",
    "d3.md": "# D3\n",
    **{f"many/m{number}.md": f"# M{number}\n\n## S{number}\n" for number in range(5)},
}


@pytest.fixture(scope="module")
def manifold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    source = write_project(tmp_path_factory.mktemp("manifold"), MANIFOLD)
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            *(source, source, source / "_build" / "html", source / "_build" / "doctrees", "html"),
            status=None,
            warning=StringIO(),
        )
        app.build()
        yield app


@pytest.mark.parametrize("titles_only", [False, True])
@pytest.mark.parametrize("includehidden", [False, True])
@pytest.mark.parametrize("collapse", [False, True])
def test_whole_contents_are_those_of_sphinx_to_the_byte(
    manifold: Sphinx, collapse: bool, includehidden: bool, titles_only: bool
) -> None:
    builder = manifold.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    contents, titles = Contents(manifold), Titles(builder)
    for maxdepth in (0, -1, 1, 2, 3):
        call = Call(collapse, includehidden, titles_only, maxdepth)
        tree = contents.tree(call)
        for docname in [*sorted(manifold.env.all_docs), "genindex"]:
            if docname == "a2" and collapse:
                continue  # Sphinx never opens a page that has a tocdepth
            stock = builder._get_local_toctree(docname, **call._asdict())
            shown = bound(tree, docname, "index", collapse=collapse, most=1000, window=9)
            uri = partial(builder.get_relative_uri, docname)
            ours = Writer(docname, titles, Names({}, "en"), uri).write(shown)
            assert ours == stock


def test_long_toctrees_of_a_page_are_those_of_sphinx_to_the_byte(tmp_path: Path) -> None:
    first = run_sphinx(write_project(tmp_path, MANIFOLD))
    pages = {path: path.read_text() for path in first.outdir.rglob("*.html")}
    again = run_sphinx(tmp_path, "-a", "-E", "-D", "bounded_toctree_links=1")
    assert again.warnings == first.warnings == ""
    for path in (first.outdir / name for name in ("index.html", "a.html", "d.html")):
        assert _main(path.read_text()) == _main(pages[path])
    assert 'class="toctree-wrapper' in _main(pages[first.outdir / "index.html"])


def _main(page: str) -> str:
    found = re.search(
        r'<div class="body" role="main">.*?<div class="sphinxsidebar"', page, re.DOTALL
    )
    assert found
    return found[0]


def _collection(size: int) -> dict[str, str]:
    """A site with a collection of so many pages and a small guide."""
    return {
        "conf.py": CONF + 'html_theme = "furo"\n',
        "index.md": "# Home\n\n```{toctree}\npages/index\nguide\n```\n",
        "guide.md": "# Guide\n\n## Section\n\n```{toctree}\nguide1\n```\n",
        "guide1.md": "# First steps\n",
        "pages/index.md": "# Pages\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\npage*\n```\n",
        **{f"pages/page{number:03}.md": _page(number) for number in range(size)},
    }


def _page(number: int, title: str = "Page") -> str:
    return f"# {title} {number}\n\n## Section of {number}\n\nText.\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of 104 pages, built once; tests change copies of it."""
    built = run_sphinx(write_project(tmp_path_factory.mktemp("large"), _collection(104)))
    assert built.warnings == ""
    return built


def _sidebar(page: str) -> str:
    found = re.search(r'<div class="sidebar-tree">.*?</div>', page, re.DOTALL)
    assert found
    return found[0]


def _links(page: str) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"', _sidebar(page))


def test_a_page_shows_its_neighbours_and_the_way_to_all(large: Built) -> None:
    page = large.html("pages/page075")
    around = [f"page{number:03}.html" for number in range(68, 83)]
    around[7] = "#"
    guide = ["../guide.html", "../guide1.html"]
    assert _links(page) == ["index.html", *around, "index.html", *guide]
    sidebar = _sidebar(page)
    assert ">All 100+ pages</a>" in sidebar
    assert re.findall(r'aria-current="page"[^>]*>([^<]*)', sidebar) == ["Page 75"]
    assert re.findall(r'<li class="([^"]*current-page)"><a[^>]*>([^<]*)', sidebar) == [
        ("toctree-l2 current current-page", "Page 75")
    ]
    # Open and close without scripts: Furo's check boxes, one of them open.
    assert len(re.findall(r'<input aria-label="Toggle navigation of Pages" checked=""', page)) == 1
    assert len(re.findall(r'<input aria-label="Toggle navigation of Guide" class', page)) == 1


def test_each_link_of_a_sidebar_leads_to_a_page(large: Built) -> None:
    for docname in ("index", "guide1", "pages/index", "pages/page000", "pages/page103", "search"):
        links = _links(large.html(docname))
        assert 2 <= len(links) <= 60
        folder = (large.outdir / f"{docname}.html").parent
        assert all((folder / link).is_file() for link in links if link != "#")


@pytest.mark.parametrize(("builder", "here"), [("html", "page035.html"), ("dirhtml", "")])
def test_no_page_of_many_has_more_than_sixty_links(tmp_path: Path, builder: str, here: str) -> None:
    """Two long collections, one of them in volumes, and every page of them looked at."""
    files = {
        **_collection(70),
        "index.md": "# Home\n\n```{toctree}\npages/index\nbooks/index\n```\n",
    }
    del files["guide.md"], files["guide1.md"]
    files |= {name: f"# Page {name[10:13]}\n" for name in files if name.startswith("pages/page")}
    files["books/index.md"] = "# Books\n\n```{toctree}\n:glob:\n\n*/index\n```\n"
    for volume in range(7):
        folder = f"books/volume{volume}"
        files[f"{folder}/index.md"] = f"# Volume {volume}\n\n```{{toctree}}\n:glob:\n\nbook*\n```\n"
        files |= {f"{folder}/book{each}.md": f"# Book {volume}{each}\n" for each in range(9)}
    built = run_sphinx(write_project(tmp_path, files), "-W", builder=builder)
    assert built.warnings == ""
    pages = [
        path for path in built.outdir.rglob("*.html") if 'class="sidebar-tree"' in path.read_text()
    ]
    assert len(pages) >= 70 + 7 * 10 + 3
    for path in pages:
        links = _links(path.read_text())
        assert 2 <= len(links) <= 60, path
        for link in links:
            target = path.parent / link if link != "#" else path
            assert (target / "index.html" if target.is_dir() else target).is_file(), (path, link)
    folder = built.outdir / "pages"
    page = folder / "page035.html" if here else folder / "page035" / "index.html"
    assert len(re.findall('aria-current="page"', _sidebar(page.read_text()))) == 1


def test_the_weight_of_a_page_does_not_grow_with_the_site(large: Built, tmp_path: Path) -> None:
    small = run_sphinx(write_project(tmp_path, _collection(60)))
    sizes = [len(_sidebar(built.html("pages/page030"))) for built in (small, large)]
    assert abs(sizes[0] - sizes[1]) <= len("100+") - len("60")
    assert sizes[1] < 4000


def test_small_contents_are_left_to_sphinx(tmp_path: Path) -> None:
    files = _collection(8)
    with_it = run_sphinx(write_project(tmp_path / "with", files))
    files["conf.py"] = files["conf.py"].replace(', "sphinx_versus.site.sidebar"]', "]")
    files["conf.py"] = files["conf.py"].replace("bounded_toctree_names", "unused")
    without = run_sphinx(write_project(tmp_path / "without", files))
    names = [path.relative_to(without.outdir) for path in without.outdir.rglob("*.html")]
    assert len(names) > 10
    for name in names:
        page = (with_it.outdir / name).read_text()
        # Beside the assets, there is only what screen readers need.
        stock = re.sub(r"\s*<(link|script)[^>]*bounded_toctree[^>]*>(</script>)?", "", page)
        stock = re.sub(r' aria-(current="page"|level="2")', "", stock)
        assert stock == (without.outdir / name).read_text()
    page = with_it.html("pages/page003")
    assert re.findall(r'aria-current="page"[^>]*>([^<]*)', page) == ["Page 3"]


def test_other_themes_are_bounded_too(tmp_path: Path) -> None:
    built = run_sphinx(
        write_project(tmp_path, {**_collection(60), "conf.py": f'{CONF}html_theme = "alabaster"\n'})
    )
    assert built.warnings == ""
    page = built.html("pages/page030")
    sidebar = page[page.index("<h3>Navigation</h3>") :]
    links = re.findall(r'<a [^>]*class="(?:current )?reference internal"', sidebar)
    # What the theme asks for is collapsed, and has the sections of the page itself.
    assert 'href="#section-of-30"' in sidebar
    assert ">All 60 pages</a>" in sidebar
    assert 15 < len(links) <= 60


def test_in_german(tmp_path: Path) -> None:
    options = ("-D", "language=de", "-D", "bounded_toctree_links=8")
    built = run_sphinx(write_project(tmp_path, _collection(10)), *options)
    assert ">Alle 10 pages</a>" in built.html("pages/page003")


def test_one_process_or_many(large: Built, tmp_path: Path) -> None:
    many = run_sphinx(write_project(tmp_path, _collection(104)), "-j", "4")
    assert many.warnings == ""
    for docname in ("index", "pages/index", *(f"pages/page{each:03}" for each in range(104))):
        assert many.html(docname) == large.html(docname)
    # What the parent process wrote itself is enough to know how the theme asks.
    [asked], [before] = ([*each.srcdir.rglob(f"{CALLS}*.json")] for each in (many, large))
    assert asked.read_text() == before.read_text()


def _times(built: Built) -> dict[str, int]:
    return {
        str(path.relative_to(built.outdir).with_suffix("")): path.stat().st_mtime_ns
        for path in built.outdir.rglob("*.html")
    }


def _written(site: Built) -> set[str]:
    """Build again; return what was written, but for what Sphinx writes in each build."""
    before = _times(site)
    built = run_sphinx(site.srcdir)
    assert built.warnings == ""
    after = _times(built)
    return {name for name, time in after.items() if before.get(name) != time} - {
        "genindex",
        "search",
    }


def test_a_change_writes_those_pages_that_show_it(tmp_path: Path) -> None:
    site = run_sphinx(write_project(tmp_path / "site", _collection(104)))
    assert _written(site) == set()

    page = site.srcdir / "pages" / "page075.md"
    page.write_text(page.read_text().replace("Text.", "Another text."))
    assert _written(site) == {"pages/page075"}

    around = {f"pages/page{number:03}" for number in range(68, 83)}
    # The home page shows the titles and sections of all pages.
    page.write_text(_page(75, "Quite another page"))
    assert _written(site) == {"index", "pages/index", *around}

    # Those who see the new page, and lose another at the end of their window.
    around = {f"pages/page{number:03}" for number in range(69, 83)} | {"pages/page075b"}
    (site.srcdir / "pages" / "page075b.md").write_text(_page(751))
    assert _written(site) == {"index", "pages/index", *around}
    _same_as_cold(site)

    page.unlink()
    around = {f"pages/page{number:03}" for number in range(68, 82)} | {"pages/page075b"}
    assert _written(site) == {"index", "pages/index", *around} - {"pages/page075"}
    for path in site.outdir.rglob("*.html"):
        assert "page075.html" not in path.read_text()
    _same_as_cold(site)


def test_pages_that_come_one_after_the_other_are_all_there(tmp_path: Path) -> None:
    contents = "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n"
    files = {"conf.py": f'{CONF}html_theme = "furo"\n', "index.md": contents, "one.md": "# One\n"}
    site = run_sphinx(write_project(tmp_path / "site", files))
    for name in ("two", "three"):
        (site.srcdir / f"{name}.md").write_text(f"# {name.title()}\n")
        assert f'"toctree-l1"><a class="reference internal" href="{name}.html"' in (
            run_sphinx(site.srcdir).html("one")
        )


def _same_as_cold(site: Built) -> None:
    """Build the same sources from nothing, and compare all pages."""
    cold = site.srcdir.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(site.srcdir, cold, ignore=shutil.ignore_patterns("_build"))
    built = run_sphinx(cold)
    pages = sorted(path.relative_to(cold) for path in cold.rglob("*.html"))
    assert pages == sorted(path.relative_to(site.srcdir) for path in site.srcdir.rglob("*.html"))
    for page in pages:
        assert (site.srcdir / page).read_text() == (cold / page).read_text(), page
    assert list(built.srcdir.rglob(f"{CALLS}*.json"))


def test_a_number_that_leaves_nothing_is_refused(tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, _collection(1)), "-D", "bounded_toctree_links=0")
    assert "bounded_toctree_links is 0; it must be 1 or more" in built.warnings
