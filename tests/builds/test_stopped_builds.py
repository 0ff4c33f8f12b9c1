"""Builds that are stopped, repeated, run at once or begin from a cache leave what is right."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from projects import CONF, ROOT, Built, run_sphinx, write_project

COUNT = 20
# Stops while a page is written, or waits there until it is told to go on.
STOP = """
import os
import signal
import time
from pathlib import Path

def stop(app, pagename, *_):
    if os.environ.get("STOP_AT") == pagename:
        # What is started in the background of a shell ignores it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
    if os.environ.get("WAIT_AT") == pagename:
        Path(app.srcdir, "waiting").touch()
        while Path(app.srcdir, "waiting").exists():
            time.sleep(0.05)

def note(app, docnames):
    with open(Path(app.srcdir, "notes.txt"), "a") as stream:
        stream.writelines(f"read {name}\\n" for name in docnames)

def setup(app):
    app.connect("html-page-context", stop)
    app.connect("html-page-context", lambda app, name, *_: note_page(app, name))
    app.connect("env-before-read-docs", lambda app, env, docnames: note(app, docnames))

def note_page(app, name):
    with open(Path(app.srcdir, "notes.txt"), "a") as stream:
        stream.write(f"write {name}\\n")
"""
CONFIGURED = CONF.format(ext=str(ROOT / "_ext")).replace(
    '"sphinx_versus"]', '"sphinx_versus", "sphinx_versus.site.building"]'
)


def _page(number: int, words: str = "old") -> str:
    return (
        f"# Page {number}\n\n```{{evidence}}\n:key: p{number}\n\nThe {words} words of {number}.\n"
        f"- A source\n- key: k\n```\n\n```{{claim}} p{(number + 1) % COUNT}-claim-k\n```\n"
    )


def _write(folder: Path) -> Path:
    names = [f"p{number:02}" for number in range(COUNT)]
    files = {f"{name}.md": _page(number) for number, name in enumerate(names)}
    files["index.md"] = "# Index\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    return write_project(folder, {"conf.py": CONFIGURED + STOP, **files})


def _pages(built: Built) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in built.outdir.glob("*.html")}


def _notes(built: Built) -> list[str]:
    """Return what was read and written since the last look, without the page of contents.

    Sphinx writes that again with each page in it.
    """
    notes = built.srcdir / "notes.txt"
    found = notes.read_text().splitlines() if notes.exists() else []
    notes.unlink(missing_ok=True)
    return sorted(note for note in found if not note.endswith(("search", "index")))


@pytest.fixture
def site(tmp_path: Path) -> Built:
    built = run_sphinx(_write(tmp_path / "site"))
    _notes(built)
    return built


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_stopped_build_whose_edit_is_taken_back_leaves_nothing(
    sign: signal.Signals, site: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _pages(site)
    assert _contains(before, "new words") == set()
    monkeypatch.setenv("SIGNAL", str(int(sign)))
    for stop in ("index", "p02", "p03", "p17", "p18"):
        for number in (3, 18):
            (site.srcdir / f"p{number:02}.md").write_text(_page(number, "new"))
        monkeypatch.setenv("STOP_AT", stop)
        assert run_sphinx(site.srcdir).returncode != 0
        for number in (3, 18):
            (site.srcdir / f"p{number:02}.md").write_text(_page(number))
        monkeypatch.delenv("STOP_AT")
        assert run_sphinx(site.srcdir).returncode == 0
        assert _pages(site) == before, stop


def _contains(pages: dict[str, str], words: str) -> set[str]:
    return {name for name, text in pages.items() if words in text}


def test_content_counts_and_times_do_not(site: Built) -> None:
    # As after a fresh checkout: all files are new, and so are the templates.
    for path in site.srcdir.glob("*.*"):
        path.touch()
    run_sphinx(site.srcdir)
    assert _notes(site) == []
    # A date in the future is no change, now or later.
    os.utime(site.srcdir / "p07.md", (4_000_000_000, 4_000_000_000))
    run_sphinx(site.srcdir)
    assert _notes(site) == []
    (site.srcdir / "p07.md").write_text(_page(7, "new"))
    os.utime(site.srcdir / "p07.md", (4_000_000_000, 4_000_000_000))
    run_sphinx(site.srcdir)
    assert _notes(site) == ["read p07", "write p06", "write p07"]
    run_sphinx(site.srcdir)
    assert _notes(site) == []
    # A file that is put back has the time that it had.
    page = site.srcdir / "p05.md"
    page.write_text(_page(5, "new"))
    os.utime(page, (1_000_000_000, 1_000_000_000))
    run_sphinx(site.srcdir)
    # The page, and the one that quotes it.
    assert _notes(site) == ["read p05", "write p04", "write p05"]


def test_what_a_page_depends_on_counts_by_its_content(tmp_path: Path) -> None:
    folder = _write(tmp_path / "site")
    (folder / "p03.md").write_text("# Page 3\n\n```{include} part.txt\n```\n\n![](dot.svg)\n")
    part, dot = folder / "part.txt", folder / "dot.svg"
    part.write_text("First.\n")
    dot.write_text('<svg xmlns="http://www.w3.org/2000/svg"></svg>\n')
    built = run_sphinx(folder)
    _notes(built)
    for path, text in ((part, "Second.\n"), (dot, dot.read_text().replace("<svg", "<svg id='a'"))):
        path.touch()
        run_sphinx(folder)
        assert _notes(built) == []
        path.write_text(text)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        run_sphinx(folder)
        assert _notes(built) == ["read p03", "write p03"]
    assert "Second." in built.html("p03")


def test_a_bibliography_counts_by_its_content_for_all_who_cite_it(tmp_path: Path) -> None:
    conf = CONFIGURED.replace('"sphinx_versus"', '"sphinxcontrib.bibtex", "sphinx_versus"', 1)
    entry = "@misc{key, title={Title}, author={Doe, Jane}, year={2001}}\n"
    files = {
        "conf.py": f"{conf}{STOP}bibtex_bibfiles = ['r.bib']\n",
        "index.md": "# Index\n\n```{toctree}\nciting\nother\nsources\n```\n",
        "citing.md": "# Citing\n\nSee {cite:p}`key`.\n",
        "other.md": "# Other\n\nNothing.\n",
        "sources.md": "# Sources\n\n```{bibliography}\n```\n",
        "r.bib": entry,
    }
    built = run_sphinx(write_project(tmp_path / "site", files))
    assert "Doe01" in built.html("citing")
    _notes(built)
    (built.srcdir / "r.bib").write_text(entry.replace("2001", "1999"))
    os.utime(built.srcdir / "r.bib", (1_000_000_000, 1_000_000_000))
    run_sphinx(built.srcdir)
    assert "Doe99" in built.html("citing")
    assert _notes(built) == ["read sources", "write citing", "write sources"]


def test_a_second_build_waits_for_the_first(site: Built) -> None:
    (site.srcdir / "p03.md").write_text(_page(3, "new"))
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-d", "_build/doctrees", "."]
    first = subprocess.Popen(
        [*command, "_build/html"], cwd=site.srcdir, env={**os.environ, "WAIT_AT": "p03"}
    )
    waiting = site.srcdir / "waiting"
    _until(waiting.exists)
    with (site.srcdir / "second.txt").open("w+") as said:
        second = subprocess.Popen([*command, "_build/html"], cwd=site.srcdir, stdout=said)
        _until(lambda: "another build works in" in Path(said.name).read_text())
        assert second.poll() is None
        # A process that dies holds nothing.
        first.kill()
        first.wait()
        assert second.wait(60) == 0
    waiting.unlink()
    assert "The new words of 3" in site.html("p02")
    cold = run_sphinx(shutil.copytree(site.srcdir, site.srcdir.with_name("cold"), ignore=_built))
    assert _pages(site) == _pages(cold)


def _built(_folder: str, _names: list[str]) -> list[str]:
    return ["_build"]


def _until(true: object) -> None:
    assert callable(true)
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")
