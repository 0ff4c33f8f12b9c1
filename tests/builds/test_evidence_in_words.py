"""What a claim rests on is the same in each output, and follows the bibliography."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from books import CONF, Pdf
from projects import Built, run_sphinx, write_project

FILES = {
    "conf.py": CONF
    + """
extensions = [
    *("myst_parser", "sphinxcontrib.bibtex", "sphinx_versus.site.citations", "sphinx_versus.book")
]
bibtex_bibfiles = ["sources.bib"]
html_theme = "basic"
epub_copyright = version = "2026"
""",
    "sources.bib": """
@misc{pool2019, title = {Pool}, author = {Pool, A.}, year = {2019},
  design = {meta-analysis}, size = {271 comparisons}}
@misc{look2020, title = {Look}, author = {Look, B.}, year = {2020}, design = {review}}
@misc{see2021, title = {See}, author = {See, C.}, year = {2021}, design = {review}}
@misc{try2022, title = {Try}, author = {Try, D.}, year = {2022}, design = {experiment}}
""",
    "index.md": """# Drinks

```{toctree}
lists
```

```{evidence}
Tea calms people.
- {cite:t}`pool2019`
- {cite:t}`look2020`
- {cite:t}`see2021`
- disputes: {cite:t}`try2022`
- key: calms

Milk is white.
- Everybody (2000)
```

```{bibliography}
```
""",
    "lists.md": """# Lists

```{evidence-list}
:as: table
```

```{evidence-list}
:as: links
```

```{claim} index-claim-calms
```
""",
}
WORDS = "a meta-analysis of 271 comparisons and two reviews; an experiment disputes it"
TALLY = re.compile(r"\d+ for, \d+ against", re.IGNORECASE)


def _words(built: Built, builder: str) -> str:
    """Return all that a build has written, as words with a space between them."""
    if builder == "typst":
        (path,) = built.outdir.glob("*.pdf")
        return " ".join(Pdf(path).pages)
    names = {"html": "*.html", "epub": "*.xhtml", "text": "*.txt", "latex": "*.tex"}[builder]
    files = sorted(built.outdir.glob(names))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    if builder == "text":
        # The lines of a cell stand beside those of the other cells.
        text = re.sub(r"[|+*=-]+(?=\s)", " ", text)
    if builder == "latex":
        text = text.replace(r"\sphinxhyphen{}", "-").replace("{[}", "[").replace("{]}", "]")
        text = text.replace(r"\textendash{}", "\N{EN DASH}")
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


@pytest.mark.parametrize("builder", ["html", "epub", "text", "latex", "typst"])
def test_each_output_tells_it_and_none_counts(builder: str, tmp_path: Path) -> None:
    built = run_sphinx(write_project(tmp_path, FILES), "-W", builder=builder)
    assert built.warnings == ""
    words = _words(built, builder)
    # At the claim, where it is quoted, in a table and in a list of links; a book has it whole once.
    assert words.count(WORDS) == (3 if builder == "typst" else 4)
    assert not TALLY.search(words)
    # Beside each source of the claim and of its quotation, and in the lists of references.
    for known in ("meta-analysis, 271 comparisons", "review", "experiment"):
        said = words.count(f"\N{EN DASH} {known}"), words.count(f"[{known}]")
        times = 2 if known == "review" else 1
        # In HTML another page that cites has a list of its own.
        lists = 2 if builder in ("html", "epub") else 1
        shown = 1 if builder == "typst" else 2
        assert said == (shown * times, lists * times), known
    # Of free text alone there is nothing to tell but in lists.
    assert words.count("a source") == 2


def test_another_design_is_another_page(tmp_path: Path) -> None:
    source = write_project(tmp_path, FILES)
    assert WORDS in run_sphinx(source).html()
    path = source / "sources.bib"
    path.write_text(path.read_text().replace("{experiment}", "{theory}"), encoding="utf-8")
    again = run_sphinx(source)
    for name in ("index", "lists"):
        assert WORDS.replace("an experiment", "a theoretical work") in again.html(name)
        # Beside the source, and in the lists of references.
        assert "\N{EN DASH} theoretical work" in again.html(name)
        assert "[theoretical work]" in again.html(name)
