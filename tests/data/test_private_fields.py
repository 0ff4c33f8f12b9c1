"""What the owner of a bibliography keeps in it for themselves is in no published file."""

from __future__ import annotations

import gzip
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pybtex.database import parse_string

from books import Pdf
from projects import ROOT, Built, run_build, write_project
from sphinx_versus.bibliography import entries
from sphinx_versus.data.formats import FORMATS

SECRET = "zaqxsw"
# In a public field, so that a test which looks into no file fails.
PUBLIC = "plokij"
# With all extensions of the site of this repository, also those to come.
CONF = f"""
__file__ = {str(ROOT / "conf.py")!r}
exec(compile(open(__file__, encoding="utf-8").read(), __file__, "exec"))
exclude_patterns = ["_build"]
html_static_path = html_css_files = misspellings_files = []
html_copy_source = html_show_sourcelink = True
versus_review_accept = {{}}
suppress_warnings = ["epub"]
"""
# Those of BibTeX, BibDesk, JabRef, Mendeley, Papers, Zotero and of nobody that we know.
PRIVATE = (
    *("annote", "annotation", "keywords", "Abstract", "file", "FILE-2", "pdf", "localfile"),
    *("timestamp", "owner", "groups", "review", "comment", "ranking", "readstatus", "priority"),
    *("__markedentry", "bdsk-url-1", "bdsk-file-1", "date-added", "date-modified", "read"),
    *("mendeley-tags", "mendeley-groups", "local-url", "uri", "collection", "shelf", "options"),
)
FIELDS = "".join(f",\n  {name} = {{My {SECRET} {number}}}" for number, name in enumerate(PRIVATE))
BIB = f"""The {SECRET} before all entries.
@comment{{jabref-meta: {SECRET}}}
@preamble{{"{SECRET}"}}
@string{{mine = "{SECRET}"}}
@inproceedings{{tea2020,
  author = {{Leaf, Ann and others}}, title = {{Tea and {PUBLIC}}}, booktitle = {{Talks}},
  year = 2020, design = {{experiment}}, notes = mine # " too", crossref = {{talks}}{FIELDS}
}}
@proceedings{{talks,
  editor = {{Bean, Bob}}, title = {{Talks}}, year = 2020{FIELDS}
}}
"""
PAGE = """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea

Two drinks.

## Definitions

Tea
: Leaves {cite:p}`tea2020`.

Coffee
: Beans {cite:p}`talks`.

## Scientific evidence

Tea calms.
- {cite:t}`tea2020`
- certainty: low, because nobody has counted
::::
"""
INDEX = "# Index\n\n```{toctree}\ntea\n```\n\n```{bibliography}\n```\n\n```{coverage}\n```\n"
DATA = {"comparisons.json", *(f"data/tea{form.ending}" for form in FORMATS)}
DATA |= {f"sources{form.ending}" for form in FORMATS}
DATA |= {f"data/tea.tea-claim-tea-calms{form.ending}" for form in FORMATS}
ADDRESS = {**os.environ, "SITE_URL": "https://example.org/site"}


def test_of_an_entry_only_what_describes_the_work_is_given_away() -> None:
    entry = "@book{a, author={B, C}, Title={D}, NOTE={E}, size={F}, annote={G}, whatever={H}}"
    (each,) = entries(parse_string(entry, "bibtex"))
    assert each.fields == {"author": "B, C", "Title": "D", "NOTE": "E", "size": "F"}
    assert not re.search("G|H", repr(each))
    for form in FORMATS:
        text = form.joined(form.sources({"a": each}, ["a"]))
        assert "E" in text
        assert "annote" not in text
        assert not re.search(r"\bG|\bH", text)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"conf.py": CONF, "index.md": INDEX, "tea.md": PAGE, "references.bib": BIB}
    return write_project(tmp_path_factory.mktemp("private"), files)


def _contents(path: Path) -> Iterator[bytes]:
    """Yield a file as it is, and what is packed into it."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())
    elif path.name == "objects.inv":
        yield zlib.decompress(data.split(b"\n", 4)[4])
    elif path.suffix == ".pdf":
        yield "\n".join(Pdf(path).pages).encode()


def _holding(built: Built, word: str) -> list[str]:
    """Return the files that hold a word, by their paths, in any case."""
    return sorted(
        str(path.relative_to(built.outdir))
        for path in built.outdir.rglob("*")
        if path.is_file()
        and any(word.encode() in each.lower() for each in [bytes(path), *_contents(path)])
    )


@pytest.mark.parametrize(
    ("builder", "among"),
    [
        ("html", {"tea.html", "index.html", "tea.html.md", *DATA}),
        ("dirhtml", {"tea/index.html", "index.html", "tea/index.html.md", *DATA}),
        ("singlehtml", {"index.html"}),
        ("epub", {"Versus.epub", "tea.xhtml"}),
        ("typst", {"versus.pdf"}),
        ("latex", {"versus.tex"}),
        ("text", {"index.txt"}),
        ("xml", {"index.xml"}),
        ("versus-data", {*DATA, "data/tea.jsonld"}),
    ],
)
def test_no_file_holds_what_is_private(
    source: Path, tmp_path: Path, builder: str, among: set[str]
) -> None:
    out = tmp_path / builder
    options = ("-d", source / "_build" / "doctrees")
    done = run_build(source, out, *options, builder=builder, environment=ADDRESS)
    assert (done.stdout, done.stderr) == ("", "")
    built = Built(source, out, done.stderr, done.returncode)
    assert _holding(built, SECRET) == []
    assert set(_holding(built, PUBLIC)) >= among
