"""Each builder writes all words of the pages that people write, and finds nothing more to say."""

from __future__ import annotations

import html
import re
import shutil
import zipfile

import pytest

from books import Pdf, words_of
from projects import ROOT, Built, run_sphinx, write_project, written_words

FOLDER = ROOT / "tests" / "cases"
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = author = copyright = version = "Cases"
extensions = ["sphinx_versus", "sphinx_design", "sphinx_versus.data", "sphinx_versus.book"]
html_theme = "basic"
# Fonts are not what is looked at.
suppress_warnings = ["typst_book"]
"""
_BLOCKS = re.compile(r"</?(?:p|t[dhr]|li|h\d|div|d[dt]|br|pre|section|caption)\b[^>]*>")
# Of links only the text is shown.
_TARGETS = re.compile(r"(?m)^\[[^\]^]+\]: .*$|(?<=\])\[\]")


@pytest.fixture(scope="module", params=["tables", "together"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The cases of a kind, read once."""
    pytest.importorskip("sphinx_design")
    source = tmp_path_factory.mktemp(request.param)
    for path in (FOLDER / request.param).iterdir():
        shutil.copy(path, source)
    names = "\n".join(sorted(path.stem for path in source.glob("*.md")))
    index = f"# Cases\n\n```{{toctree}}\n{names}\n```\n"
    return run_sphinx(write_project(source, {"conf.py": CONF, "index.md": index}))


@pytest.mark.parametrize("builder", ["html", "text", "epub", "typst"])
def test_no_word_is_lost(builder: str, project: Built) -> None:
    built = run_sphinx(project.srcdir, builder=builder)
    assert (built.returncode, built.warnings) == (0, "")
    text = _text_of(built, builder)
    # Print has the mark of a note right before its text.
    shown = {*re.findall(r"[^\W_]+", text.casefold()), *words_of(text)}
    for path in project.srcdir.glob("*.md"):
        written = html.unescape(_TARGETS.sub("", path.read_text(encoding="utf-8")))
        if path.stem != "index":
            assert set(written_words(written)) - shown == set(), path.name


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo", "xml"])
def test_no_builder_warns(builder: str, project: Built) -> None:
    built = run_sphinx(project.srcdir, builder=builder)
    assert (built.returncode, built.warnings) == (0, "")


def _text_of(built: Built, builder: str) -> str:
    """Return the words of an output, without the markup that it is written in."""
    if builder == "typst":
        return " ".join(Pdf(next(built.outdir.glob("*.pdf"))).pages)
    if builder == "text":
        return "\n".join(path.read_text(encoding="utf-8") for path in built.outdir.glob("*.txt"))
    if builder == "epub":
        with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
            pages = [book.read(name).decode() for name in book.namelist() if "xhtml" in name]
    else:
        pages = [path.read_text(encoding="utf-8") for path in built.outdir.glob("*.html")]
    alternatives = [text for page in pages for text in re.findall(r'\balt="([^"]*)"', page)]
    texts = [re.sub(r"<[^>]*>", "", _BLOCKS.sub(" ", page)) for page in pages]
    return html.unescape("\n".join([*texts, *alternatives]))
