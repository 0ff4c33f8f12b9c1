"""Addresses of sources lead to the web, to mail and to DOIs; others are text, and in no data."""

from __future__ import annotations

import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from projects import CONF, ROOT, Built, run_sphinx, write_project

FIELDS = {
    "url": "javascript:x(1)",
    "spaced": "url = { JavaScript:x(2)}",
    "broken": "url = {java\nscript:x(3)}",
    "data": "url = {data:text/html,x(4)}",
    "vb": "url = {vbscript:x(5)}",
    "doi": "doi = {javascript:x(6)}",
    "eprint": "eprint = {javascript:x(7)}",
    "pubmed": "pubmed = {javascript:x(8)}",
    "command": r"howpublished = {\url{javascript:x(9)}}",
    "note": r"note = {See \url{ javascript:x(10)} and \href{javascript:x(11)}{this}}",
    "entity": "url = {&#106;avascript:x(12)}",
    "encoded": "url = {javascript%3Ax(13)}",
    "file": "url = {file:///etc/x(14)}",
    "other": "bdsk-url-1 = {javascript:x(15)}, link = {javascript:x(16)}",
}
FINE = r"""
@misc{web, title={Web}, author={A, B}, year={2001}, url={https://example.org/a?b=c&d}}
@misc{number, title={Number}, author={A, B}, year={2001}, doi={10.1000/182}}
@misc{whole, title={Whole}, author={A, B}, year={2001}, doi={https://doi.org/10.1000/183}}
@misc{scheme, title={Scheme}, author={A, B}, year={2001}, url={doi:10.1000/184}}
@misc{paper, title={Paper}, author={A, B}, year={2001}, eprint={2101.00001}}
@misc{post, title={Post}, author={A, B}, year={2001}, howpublished={\url{mailto:a@example.org}}}
"""
LED = {
    "https://example.org/a?b=c&d",
    *(f"https://doi.org/10.1000/{number}" for number in (182, 183, 184)),
    "https://arxiv.org/abs/2101.00001",
    "mailto:a@example.org",
}
KEYS = [*FIELDS, *re.findall(r"@misc\{(\w+),", FINE)]
BIB = "".join(
    f"@misc{{{key}, title={{T}}, author={{A, B}}, year={{2001}}, "
    f"{value if '=' in value else f'{key} = {{{value}}}'}}}\n"
    for key, value in FIELDS.items()
)
PAGE = f"""# Tea vs Coffee

::::{{comparison}} Tea vs Coffee
:key: drinks

Two drinks.

## Evidence

A claim.
{"".join(f"- {{cite:t}}`{key}`" + chr(10) for key in KEYS)}::::
"""
INDEX = "# Index\n\n```{toctree}\npage\n```\n\n```{bibliography}\n```\n"


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {unquote(value or "") for name, value in attrs if name in ("href", "src")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project whose bibliography is hostile."""
    conf = CONF.format(ext=str(ROOT / "_ext")).replace(
        '["sphinx_versus"]',
        '["sphinxcontrib.bibtex", "sphinx_versus.site.citations", "sphinx_versus.data"]',
    )
    conf += 'bibtex_bibfiles = ["a.bib"]\nbibtex_reference_style = "author_year_round"\n'
    files = {"conf.py": conf, "index.md": INDEX, "page.md": PAGE, "a.bib": BIB + FINE}
    return write_project(tmp_path_factory.mktemp("sources"), files)


def _assert_led(texts: list[str]) -> None:
    """The pages lead to what is fine, and say what is not."""
    found = {address for text in texts for address in _Links(text).found}
    assert {each for each in found if re.match(r"\s*[a-z][a-z0-9+.-]*:", each, re.I)} >= LED
    assert [each for each in found if "x(" in each] == []
    for number in range(1, 15):
        assert any(f"x({number})" in text for text in texts), number


def test_pages_and_data_lead_to_the_list_alone(folder: Path) -> None:
    built = run_sphinx(folder)
    assert built.warnings == ""
    _assert_led([built.html(), built.html("page")])
    written = [
        *built.outdir.glob("*.json"),
        *built.outdir.glob("data/*"),
        *built.outdir.glob("*.txt"),
    ]
    assert {path.name for path in written} >= {"comparisons.json", "page.bib", "llms.txt"}
    for path in written:
        assert "x(" not in path.read_text(encoding="utf-8"), path.name
    linked = re.findall(r'ld\+json">(.*?)</script>', built.html("page"), re.DOTALL)
    assert [text for text in linked if "x(" in text] == []
    known = json.loads((built.outdir / "comparisons.json").read_text(encoding="utf-8"))
    sources = {source["key"]: source for source in known["sources"]}
    assert sources["web"]["url"] == "https://example.org/a?b=c&d"
    assert sources["whole"]["doi"] == "10.1000/183"
    bibtex = (built.outdir / "data" / "page.bib").read_text(encoding="utf-8")
    assert "note = {See  and {this}}" in bibtex
    assert r"howpublished = {\url{mailto:a@example.org}}" in bibtex


def test_books_lead_to_the_list_alone(folder: Path) -> None:
    built = run_sphinx(folder, builder="epub")
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        pages = [name for name in book.namelist() if name.endswith("html")]
        _assert_led([book.read(name).decode() for name in pages])
    latex = next(run_sphinx(folder, builder="latex").outdir.glob("*.tex"))
    led = re.findall(r"\\s?(?:phinx)?href\{((?:\\.|[^}])*)\}", latex.read_text(encoding="utf-8"))
    assert led
    assert [address for address in led if "x(" in address] == []


ALONE = """# Page

{footcite}`command` and {footcite:t}`url`

```{footbibliography}
```

```{bibliography}
:list: bullet
:all:
```
"""


def test_so_do_those_without_our_lists(tmp_path: Path) -> None:
    conf = CONF.format(ext=str(ROOT / "_ext")).replace(
        '["sphinx_versus"]', '["sphinxcontrib.bibtex", "sphinx_versus"]'
    )
    files = {"conf.py": conf + 'bibtex_bibfiles = ["a.bib"]\n', "a.bib": BIB + FINE}
    built: Built = run_sphinx(write_project(tmp_path, {**files, "index.md": ALONE}))
    assert built.warnings == ""
    _assert_led([built.html()])
