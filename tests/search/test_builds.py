"""The index is made at the end of a build, again when something has changed, or not at all."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from projects import ROOT, Built, run_build, run_sphinx, write_project

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus.site.search", "myst_parser", "sphinx_versus.site.building.fresh_pages"]
html_copy_source = False
"""
PAGES = {
    "conf.py": CONF,
    "index.md": "# Home\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\nSomething about otters.\n\n## Part\n\nAnd about herons.\n",
    "two.md": "# Two\n\nNothing else.\n",
    "three.md": "---\norphan: true\nnosearch: true\n---\n# Three\n\nHidden badgers.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", PAGES)


def _bundle(built: Built) -> dict[str, bytes]:
    folder = built.outdir / "pagefind"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _texts(built: Built) -> str:
    fragments = (built.outdir / "pagefind" / "fragment").iterdir()
    return "".join(gzip.decompress(path.read_bytes()).decode() for path in fragments)


def _site(built: Built) -> dict[str, Any]:
    site: dict[str, Any] = json.loads((built.outdir / "pagefind" / "site.json").read_text())
    return site


def test_the_index_follows_the_pages_and_leaves_nothing_behind(
    project: Path, tmp_path: Path
) -> None:
    first = run_sphinx(project)
    assert first.warnings == ""
    assert "otters" in _texts(first)
    assert "badgers" not in _texts(first)
    assert _site(first)["pagefind"]
    assert "the" in _site(first)["stopwords"]

    entry = first.outdir / "pagefind" / "pagefind-entry.json"
    before = entry.stat().st_mtime_ns
    run_sphinx(project)
    assert entry.stat().st_mtime_ns == before

    # It is made again when it was lost.
    bundle = _bundle(first)
    shutil.rmtree(entry.parent)
    assert _bundle(run_sphinx(project)) == bundle

    (project / "one.md").write_text("# One\n\nSomething about beavers.\n")
    (project / "two.md").unlink()
    (project / "index.md").write_text("# Home\n\n```{toctree}\none\n```\n")
    again = run_sphinx(project)
    assert "beavers" in _texts(again)
    assert "otters" not in _texts(again)
    assert "Nothing else" not in _texts(again)

    cold = tmp_path / "cold"
    shutil.copytree(project, cold, ignore=shutil.ignore_patterns("_build"))
    assert _bundle(again) == _bundle(run_sphinx(cold))


def test_it_is_made_again_when_a_part_was_lost(project: Path) -> None:
    first = run_sphinx(project)
    bundle, folder = _bundle(first), first.outdir / "pagefind"
    shutil.rmtree(folder)
    assert _bundle(run_sphinx(project)) == bundle
    damages = (
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(b"?" * path.stat().st_size),
    )
    parts = [next(folder.glob(each)) for each in ("index/*", "fragment/*", "*.pf_meta", "wasm*")]
    names = ("site.json", "units.json", "words.json", "pagefind-entry.json", "pagefind.js")
    parts += [folder / name for name in names]
    for part, damage in zip(parts, itertools.cycle(damages)):
        damage(part)
        assert _bundle(run_sphinx(project)) == bundle, part


def test_it_can_be_off(project: Path) -> None:
    off = run_sphinx(project, "-D", "site_search_index=0")
    assert off.warnings == ""
    assert not (off.outdir / "pagefind").exists()
    assert "&quot;bundle&quot;: &quot;&quot;" in off.html()


FAKE = """
import sys, types
sys.modules["pagefind_bin_extended"] = None
sys.modules["pagefind_bin"] = {module}
"""
BROKEN = "types.SimpleNamespace(get_executable=lambda: __import__('pathlib').Path({path!r}))"


def test_a_missing_pagefind_is_reported_and_replaced(project: Path) -> None:
    (project / "conf.py").write_text(CONF + FAKE.format(module="None"))
    built = run_sphinx(project)
    assert "Pagefind, which is not installed: type “pip install pagefind_bin”" in built.warnings
    assert "readers get Sphinx's own search" in built.warnings
    assert "[site_search]" in built.warnings
    assert _site(built) == {"pagefind": False}
    assert "Traceback" not in built.warnings


def test_a_failing_pagefind_is_reported_and_replaced(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'no space left' >&2\nexit 3\n")
    program.chmod(0o755)
    module = BROKEN.format(path=str(program))
    (project / "conf.py").write_text(CONF + FAKE.format(module=module))
    built = run_sphinx(project)
    assert "Pagefind failed with status 3: no space left" in built.warnings
    assert _site(built) == {"pagefind": False}
    # The next build tries again.
    (project / "conf.py").write_text(CONF)
    assert _site(run_sphinx(project))["pagefind"]


def test_a_wrong_selector_is_a_clear_error(project: Path) -> None:
    (project / "conf.py").write_text(CONF + "site_search_units = {'a > b': 'claim'}\n")
    built = run_sphinx(project)
    assert "holds 'a > b', which is no selector" in built.warnings
    assert built.returncode == 2


def test_dirhtml_has_its_own_addresses(project: Path) -> None:
    built = run_sphinx(project, builder="dirhtml")
    assert built.warnings == ""
    assert re.search(r'\\"one/\\"', _texts(built))


def test_other_languages_have_their_own_stems_and_labels(project: Path) -> None:
    (project / "one.md").write_text("# Häuser\n\nDie Katzen liefen.\n")
    built = run_sphinx(project, "-D", "language=de")
    assert built.warnings == ""
    entry = json.loads((built.outdir / "pagefind" / "pagefind-entry.json").read_text())
    assert entry["languages"]["de"]["wasm"] == "de"
    assert "und" in _site(built)["stopwords"]
    assert "Suche" in built.html("search")
    assert "Alle Ergebnisse" in built.html()


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders_know_nothing_of_it(project: Path, builder: str) -> None:
    conf = CONF + "version = '1'\nproject = author = copyright = 'x'\n"
    (project / "conf.py").write_text(conf)
    built = run_sphinx(project, builder=builder)
    assert built.warnings == ""
    assert not list(built.outdir.rglob("site_search*"))


def test_the_search_page_leads_everywhere_without_scripts(project: Path) -> None:
    page = run_sphinx(project).html("search")
    note = page[page.index('id="site-search-page"') : page.index("</section>")]
    for link in ("index.html", "one.html", "two.html", "genindex.html"):
        assert f'href="{link}"' in note
    assert "noindex" in page


def test_a_site_without_pages_to_search_is_fine(tmp_path: Path) -> None:
    source = write_project(
        tmp_path / "empty", {"conf.py": CONF, "index.md": "---\nnosearch: true\n---\n# Home\n"}
    )
    done = run_build(source, tmp_path / "out")
    assert done.stderr == ""


def test_a_language_without_spaces_asks_for_the_better_program(project: Path) -> None:
    (project / "conf.py").write_text(CONF + "sys.modules['pagefind_bin_extended'] = None\n")
    built = run_sphinx(project, "-D", "language=zh_CN")
    assert built.warnings.count("WARNING") == 1
    assert "“pip install pagefind_bin_extended”" in built.warnings
    assert "WARNING" not in run_sphinx(project, "-D", "language=ko").warnings
