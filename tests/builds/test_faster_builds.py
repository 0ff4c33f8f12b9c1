"""Less work, and the same pages."""

from __future__ import annotations

import gc
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.search import SearchEnglish, languages
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import CONF, ROOT, Built, run_sphinx, write_project
from sphinx_versus.site.building import collector

PAGE = """# Running page {0}

## Learning and learned things

The runners learn what runners learned; cats chase {0} mice *and `more`*.

- One
  - Two
    - Three
"""
FILES = {f"page{number}.md": PAGE.format(number) for number in range(4)}
FILES["index.md"] = "# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n"


def _build(folder: Path, *extensions: str, language: str = "en") -> Built:
    conf = CONF.format(ext=str(ROOT / "_ext"))
    conf += f"\nextensions += {list(extensions)!r}\nlanguage = {language!r}\n"
    return run_sphinx(write_project(folder, {**FILES, "conf.py": conf}))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_site_is_the_same_with_and_without(tmp_path: Path, language: str) -> None:
    built = _build(tmp_path / "with", "sphinx_versus.site.building", language=language)
    plain = _build(tmp_path / "without", language=language)
    assert built.warnings == plain.warnings == ""
    names = [path.relative_to(plain.outdir) for path in plain.outdir.rglob("*") if path.is_file()]
    for name in names:
        if name.suffix in {".html", ".js", ".inv"}:
            assert (built.outdir / name).read_bytes() == (plain.outdir / name).read_bytes(), name
    assert "searchindex.js" in map(str, names)


def test_nothing_is_taken_apart_when_the_program_ends(tmp_path: Path) -> None:
    conf = """
class Knot:
    def __init__(self):
        self.self = self
    def __del__(self):
        print("taken apart", file=sys.stderr)
def tie():
    keep = Knot()
def setup(app):
    # Made last, so that no collection meets it while building or right after.
    app.connect("build-finished", lambda app, error: tie(), priority=1200)
"""
    plain = CONF.format(ext=str(ROOT / "_ext"))
    for extensions, said in (([], "taken apart\n"), (["sphinx_versus.site.building"], "")):
        text = f"{plain}\nextensions += {extensions}\n{conf}"
        folder = write_project(tmp_path / f"project{len(extensions)}", {**FILES, "conf.py": text})
        assert run_sphinx(folder).warnings == said


def test_the_collector_is_given_back_and_each_word_is_stemmed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stemmed: list[str] = []

    class Counting(SearchEnglish):
        def stem(self, word: str) -> str:
            stemmed.append(word)
            return super().stem(word)

    monkeypatch.setitem(languages, "en", Counting)
    before = gc.get_threshold()
    conf = CONF.format(ext=str(ROOT / "_ext"))
    source = write_project(
        tmp_path,
        {**FILES, "conf.py": conf + 'extensions += ["sphinx_versus.site.building"]\n'},
    )
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            *(source, source, tmp_path / "_html", tmp_path / "_doctrees", "html"),
            status=None,
            warning=StringIO(),
        )
        assert gc.get_threshold() == collector.THRESHOLDS
        app.build()
    assert gc.get_threshold() == before
    assert len(stemmed) == len(set(stemmed)) > 10
