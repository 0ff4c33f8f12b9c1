"""Builds of data after each kind of change: the same bytes, and no work for nothing."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, patch_docutils

from hostile import write_hostile
from projects import CONF, ROOT, Built, run_sphinx, write_project
from sphinx_versus.data.files import bring_up_to_date

PAGE = """# Page {0}

::::{{comparison}} Left {0} vs Right {0}
:key: page{0}

Tagline.

## Definitions

Left {0}
: One.

Right {0}
: Other.

## Side-by-side analysis

| Dimension | Left {0} | Right {0} |
|---|---|---|
| Cost | low | high |
::::
"""


def _project(folder: Path) -> Path:
    conf = CONF.format(ext=str(ROOT / "_ext")).replace("sphinx_versus", "sphinx_versus.data")
    pages = {f"page{number}.md": PAGE.format(number) for number in range(8)}
    index = "# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n"
    return write_project(folder, {"conf.py": conf, "index.md": index, **pages})


def _files(built: Built) -> dict[str, bytes]:
    return {
        str(path.relative_to(built.outdir)): path.read_bytes()
        for path in sorted(built.outdir.rglob("*"))
        if path.is_file()
    }


def _times(built: Built) -> dict[str, int]:
    return {
        str(path.relative_to(built.outdir)): path.stat().st_mtime_ns
        for path in built.outdir.rglob("*")
        if path.is_file()
    }


def test_a_change_writes_what_changes_and_a_deleted_page_takes_its_data_along(
    tmp_path: Path,
) -> None:
    folder = _project(tmp_path / "project")
    built = run_sphinx(folder, "-j", "2")
    assert built.warnings == ""
    before = _times(built)
    page = folder / "page3.md"
    page.write_text(page.read_text().replace("low", "=low"))
    built = run_sphinx(folder)
    changed = {name for name, time in _times(built).items() if before[name] != time}
    data = {name for name in changed if name.startswith("data/") or name.endswith(".json")}
    assert data == {"comparisons.json", "data/page3.csv"}

    theirs = built.outdir / "data" / "theirs.csv"
    theirs.write_text("not ours")
    page.unlink()
    built = run_sphinx(folder)
    names = set(_files(built))
    assert not {name for name in names if "page3" in name}
    assert {"data/page2.csv", "data/theirs.csv"} <= names
    theirs.unlink()

    shutil.copytree(folder, tmp_path / "cold", ignore=shutil.ignore_patterns("_build"))
    cold = run_sphinx(tmp_path / "cold", "-j", "1")
    kinds = (".json", ".csv", ".bib", ".txt", ".jsonld")
    assert {name: text for name, text in _files(cold).items() if name.endswith(kinds)} == {
        name: text for name, text in _files(built).items() if name.endswith(kinds)
    }


def test_facts_are_gathered_only_when_something_has_changed(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    conf = folder / "conf.py"
    conf.write_text(f"""{conf.read_text()}
from sphinx_versus.data import gathering
before = gathering.gather
gathering.gather = lambda *given: print("gathered", file=sys.stderr) or before(*given)
""")
    assert run_sphinx(folder).warnings == "gathered\n"
    built = run_sphinx(folder)
    assert built.warnings == ""
    table = built.outdir / "data" / "page3.csv"
    table.unlink()
    assert run_sphinx(folder).warnings == "gathered\n"
    assert table.exists()
    # A setting concerns pages and data alike.
    conf.write_text(f'{conf.read_text()}\nversus_data_license = "https://licence.example/"\n')
    assert run_sphinx(folder).warnings == "gathered\n"
    assert "licence.example" in (built.outdir / "comparisons.json").read_text()


def test_a_divided_list_names_each_of_its_entries_once(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    for page in folder.glob("page*.md"):
        page.write_text(page.read_text().replace("\n\nTagline", "\n:tags: one, two\n\nTagline"))
    for group in ("letter", "tag"):
        shown = f"---\norphan: true\n---\n# List\n\n```{{comparison-list}}\n:group: {group}\n```\n"
        (folder / f"by_{group}.md").write_text(shown)
    built = run_sphinx(folder)
    assert built.warnings == ""
    assert '"numberOfItems":8,' in built.html("by_letter")
    assert '"numberOfItems":8,' in built.html("by_tag")


def test_pages_and_data_alone_write_the_same(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    html = _files(run_sphinx(folder))
    data = _files(run_sphinx(folder, builder="versus-data"))
    assert not [name for name in data if name.endswith(".html")]
    for name, text in data.items():
        if not name.endswith(".jsonld"):
            assert html[name] == text, name


@pytest.mark.parametrize(
    "text",
    [
        *("{", "[1, null]", '{"written": [null]}', '{"written": [null], "taken": []}'),
        '{"written": ["../outside.csv", "sub", "/etc/hostname"], "taken": []}',
    ],
)
def test_a_damaged_list_of_files_does_no_harm(tmp_path: Path, text: str) -> None:
    outside, outdir, listed = (tmp_path / name for name in ("outside.csv", "out", "listed.json"))
    outside.write_text("precious")
    (outdir / "sub").mkdir(parents=True)
    bring_up_to_date(outdir, listed, [])
    listed.write_text(text)
    bring_up_to_date(outdir, listed, [("a.csv", "text")])
    assert (outdir / "a.csv").read_text() == "text"
    assert outside.read_text() == "precious"
    bring_up_to_date(outdir, listed, [])
    assert not (outdir / "a.csv").exists()


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    (folder / "_build" / "versus-data" / "comparisons.json").mkdir(parents=True)
    built = run_sphinx(folder, builder="versus-data")
    assert built.returncode != 0
    assert "the data cannot be written" in built.warnings


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('versus_data_types = {"*": "Essay"}', "'Essay'; allowed are Article"),
        ('versus_data_author_type = "Robot"', "'Robot'; allowed are 'Person'"),
        ('html_baseurl = "javascript:x()"', "html_baseurl is 'javascript:x()'"),
        ('versus_data_license = "data:text/html,x"', "to which no link may lead"),
    ],
)
def test_a_wrong_setting_is_said_before_anything_is_read(
    tmp_path: Path, setting: str, said: str
) -> None:
    folder = _project(tmp_path)
    with (folder / "conf.py").open("a") as conf:
        conf.write(setting + "\n")
    built = run_sphinx(folder, builder="versus-data")
    assert built.returncode != 0
    assert said in built.warnings


def _bring(folder: Path, name: str, text: str = "mine") -> Path:
    """Give a project a file that it copies to the root of the site."""
    path = folder / "extra" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_projects_own_file_stays_in_all_builds(tmp_path: Path) -> None:
    names = ("llms.txt", "comparisons.json", "data/page3.csv")
    folder = _project(tmp_path)
    ours = _files(run_sphinx(folder))
    mine = {name: _bring(folder, name) for name in names}
    _bring(folder, "data/theirs.csv")
    conf = folder / "conf.py"
    conf.write_text(f'{conf.read_text()}html_extra_path = ["extra"]\n')
    said = {
        f'{mine[name]}:1: WARNING: "{name}" of html_extra_path takes the place of the data of that '
        "name; give it another name [versus_data.own_file]"
        for name in names
        if name != "llms.txt"
    }
    # The first time, with nothing new, after a change, and from nothing.
    for change in (None, None, folder / "page5.md", folder / "_build"):
        if change == folder / "_build":
            shutil.rmtree(change)
        elif change:
            change.write_text(f"{change.read_text()}\nMore.\n")
        built = run_sphinx(folder)
        for name in (*names, "data/theirs.csv"):
            assert (built.outdir / name).read_text() == "mine"
        warnings = built.warnings.splitlines()
        assert len(warnings) == len(said)
        assert set(warnings) == said
    # What the project gives up is ours again, even where nothing else has changed.
    for path in mine.values():
        path.unlink()
    built = run_sphinx(folder)
    assert {name: _files(built)[name] for name in names} == {name: ours[name] for name in names}
    assert built.warnings == ""


def test_a_file_that_is_not_copied_takes_no_place(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    _bring(folder, "old/llms.txt")
    _bring(folder, "data/page3.csv")
    with (folder / "conf.py").open("a") as conf:
        conf.write('html_extra_path = ["extra"]\nexclude_patterns = ["**/page3.csv", "old"]\n')
    built = run_sphinx(folder)
    assert built.warnings == ""
    assert "Page 3" in (built.outdir / "llms.txt").read_text()
    assert "low" in (built.outdir / "data" / "page3.csv").read_text()


def test_a_changed_source_reaches_the_page_that_cites_it(tmp_path: Path) -> None:
    folder = write_hostile(tmp_path)
    run_sphinx(folder)
    bib = folder / "sources.bib"
    bib.write_text(bib.read_text().replace("2001", "2002"))
    built = run_sphinx(folder)
    assert '"datePublished":"2002"' in built.html("hostile")
    assert '"datePublished":"2002"' in built.html("list")


def test_no_page_is_loaded_again_for_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _project(tmp_path)
    run_sphinx(folder, builder="versus-data")
    (folder / "page3.md").write_text(PAGE.format(3).replace("low", "lower"))
    loaded: list[str] = []
    real = BuildEnvironment.get_doctree

    def noting(env: BuildEnvironment, docname: str) -> object:
        loaded.append(docname)
        return real(env, docname)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", noting)
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(
            srcdir=folder,
            confdir=folder,
            outdir=folder / "_build" / "versus-data",
            doctreedir=folder / "_build" / "doctrees",
            buildername="versus-data",
            status=None,
            warning=io.StringIO(),
        )
        app.build()
    assert loaded == []
    text = (folder / "_build" / "versus-data" / "data" / "page3.csv").read_text()
    assert "lower" in text


def test_pages_of_directories_have_whole_links(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    built = run_sphinx(folder, builder="dirhtml")
    page = (built.outdir / "page3" / "index.html").read_text(encoding="utf-8")
    assert 'href="../data/page3.csv"' in page
    assert '{"@base":"../"}' in page
    assert '"url":"page3/"' in page


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders_show_nothing_of_it(tmp_path: Path, builder: str) -> None:
    built = run_sphinx(_project(tmp_path), builder=builder)
    names = {path.name for path in built.outdir.rglob("*")}
    assert not names & {"comparisons.json", "llms.txt", "page3.csv", "versus_data.css"}
    for path in built.outdir.rglob("*html"):
        text = path.read_text(encoding="utf-8")
        assert "ld+json" not in text
        assert "versus-data" not in text
