"""Every builder writes the whole of every case, without a warning."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from projects import ROOT, Built, run_sphinx, write_evidence, write_project, written_words

CASES = ROOT / "tests" / "doctrees"
BUILDERS = (
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text"),
    *("man", "texinfo", "xml", "pseudoxml", "gettext"),
)
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = author = copyright = "Cases"
version = "1"
extensions = ["sphinx_versus"]
latex_engine = "xelatex"
texinfo_documents = [("index", "cases", "Cases", "Nobody", "cases", "", "")]
man_pages = [("index", "cases", "Cases", "Nobody", 1)]
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("cases")
    for path in [*CASES.glob("*.md"), *CASES.glob("*.png")]:
        shutil.copy(path, source)
    index = "# Cases\n\n```{toctree}\n:glob:\n\n*\n```\n"
    return write_project(source, {"conf.py": CONF, "index.md": index})


@pytest.fixture(scope="module", params=BUILDERS)
def built(request: pytest.FixtureRequest, cases: Path) -> Built:
    return _run(cases, request.param)


def _run(source: Path, builder: str) -> Built:
    """Build what the builder before has read, as Sphinx lets builders share it."""
    # Messages are extracted from documents that nobody has translated.
    doctrees = ["-d", str(source / "_build" / "messages")] if builder == "gettext" else []
    return run_sphinx(source, *doctrees, builder=builder)


def test_no_builder_warns(built: Built) -> None:
    assert built.warnings == ""
    assert built.returncode == 0


def test_no_builder_loses_a_word(built: Built) -> None:
    shown = _words_of_output(built.outdir)
    pages = [path.read_text(encoding="utf-8") for path in CASES.glob("*.md")]
    missing = {word for page in pages for word in written_words(page)} - shown
    # Sphinx offers no code for translation, and a level is a label of ours.
    kept = {"block", "very", "low", "box"}
    assert missing == (kept if built.outdir.name == "gettext" else set())


# What becomes of "<sub>2</sub>", "<sup class=...>6</sup>", "Steam<br>Grill", a line that ends
# with two spaces, and "~~yes~~".
_HTML = (
    "H<sub>2</sub>O",
    '10<sup class="power">6</sup>',
    "Steam<br />",
    "Basel<br />",
    "<s>yes</s>",
)
MARKUP = {
    **dict.fromkeys(("html", "dirhtml", "singlehtml", "epub"), _HTML),
    "text": ("H_2O", "10^6", "Steam Grill", "Basel Earth", "~~yes~~"),
    "latex": (
        *(r"H$_{\text{2}}$O", r"10$^{\text{6}}$", r"Steam \sphinxAtStartPar Grill"),
        *(r"Basel \item[] Earth", r"\textasciitilde{}yes\textasciitilde{}"),
    ),
    "man": (r"H\s-2\d2\u\s0O", r"10\s-2\u6\d\s0", "Steam .sp Grill", "Basel Earth", "~~yes~~"),
    "texinfo": ("H@w{[2]}O", "10@w{^6}", "Steam Grill", "Basel@w{ } Earth", "~~yes~~"),
}


def test_markup_means_the_same_in_every_builder(built: Built) -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in built.outdir.rglob("*")
        if path.suffix in {".html", ".xhtml", ".txt", ".tex", ".1", ".texi"}
        and "_sources" not in path.parts
    ]
    text = " ".join(" ".join(texts).split())
    assert [sign for sign in MARKUP.get(built.outdir.name, ()) if sign not in text] == []


def _words_of_output(outdir: Path) -> set[str]:
    files = [path for path in outdir.rglob("*") if path.is_file() and "_static" not in path.parts]
    words: set[str] = set()
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        # Troff changes its font, and quotes, in the middle of what looks like a word.
        text = re.sub(r"\\f[BIRP]|\\\(dq", " ", text)
        words |= set(re.findall(r"[^\W_]+", text.casefold()))
    return words


def test_latex_knows_every_row_and_claim(built: Built) -> None:
    if built.outdir.name != "latex":
        return
    text = next(built.outdir.glob("*.tex")).read_text(encoding="utf-8")
    for anchor in ("page-row-duration", "page-row-sample", "page-claim-mine", "page-strengths"):
        assert f"page:{anchor}" in text


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_evidence(tmp_path_factory.mktemp("evidence"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_builder_warns_of_what_pages_show_of_each_other(evidence: Path, builder: str) -> None:
    built = _run(evidence, builder)
    assert built.warnings == ""
    assert built.returncode == 0


def test_labels_are_the_same_whether_or_not_they_are_shared(evidence: Path) -> None:
    claims = {}
    for builder in ("html", "singlehtml"):
        # From the same doctrees: the parameters of the test above may come in any order.
        pages = run_sphinx(evidence, builder=builder).outdir.glob("*.html")
        texts = "".join(path.read_text(encoding="utf-8") for path in pages)
        claims[builder] = re.findall(r'<p class="versus-(?:label|certainty|about)\b.*?</p>', texts)
    # Where all is on one page there is no preview of another one.
    own = re.compile(r' href="[^"]*"|versus-preview ')
    labels = [sorted(own.sub("", each) for each in claims[b]) for b in claims]
    assert labels[0] == labels[1]
    assert any("versus-supports" in label for label in labels[0])
    # The first of a page, the second and those after it are each written in another way.
    subjects = Counter(label for label in labels[0] if "versus-about" in label)
    assert max(subjects.values()) > 3, subjects


def test_labels_are_no_words_to_search_for_but_subjects_are(tmp_path: Path) -> None:
    claim = "Claim number {}.\n- Somebody (2000)\n- about: Napping\n\n"
    claims = "".join(claim.format(number) for number in (1, 2, 3))
    page = f"# Page\n\n```{{evidence}}\n{claims}```\n"
    built = run_sphinx(write_project(tmp_path, {"conf.py": CONF, "index.md": page}))
    assert "Supported by" in built.html()
    assert len(re.findall('class="versus-about">.*?Napping', built.html())) == 3
    index = (built.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert '"nap"' in index or '"napp"' in index
    assert '"support"' not in index
