"""Lists that are divided into pages: all entries, and links that lead from and to each of them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from projects import read_project, write_project
from sphinx_versus.site import lists
from sphinx_versus.site.citations import references

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SOURCES = 26
CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = ["sphinx_versus", "sphinxcontrib.bibtex", "sphinx_versus.site.citations"]
extensions += ["sphinx_versus.site.search", "sphinx_versus.search"]
html_theme = "basic"
bibtex_bibfiles = ["all.bib"]
bibtex_cite_id = "cite-{{key}}"
"""
ENTRY = "@misc{{s{0:02}, author = {{A. Doe}}, title = {{Book {0:02}}}, year = {{{1}}}}}\n"
CLAIM = "Claim {0}.\n- {{cite:p}}`s{0:02}`\n- certainty: low, because so\n"
INDEX = """# All that is claimed

```{evidence-list}
:as: table
```

```{toctree}
claims
sources/index
```
"""
BIBLIOGRAPHY = "# Sources\n\nLike {cite:t}`s25`.\n\n```{bibliography}\n:all:\n```\n"


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose lists have three parts, on index pages too."""
    claims = "\n".join(CLAIM.format(number) for number in range(SOURCES))
    source = write_project(
        tmp_path_factory.mktemp(request.param) / "source",
        {
            "conf.py": CONF.format(ext=str(Path(lists.__file__).parents[3])),
            "all.bib": "".join(ENTRY.format(number, 1990 + number) for number in range(SOURCES)),
            "index.md": INDEX,
            "claims.md": f"# Claims\n\n```{{evidence}}\n{claims}```\n",
            "sources/index.md": BIBLIOGRAPHY,
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        for module in (lists, references):
            patch.setattr(module, "MOST", 12)
        app, warnings = read_project(source, request.param)
    assert warnings == ""
    return Path(app.outdir)


def _pages(site: Path, first: str) -> list[str]:
    """The texts of a page with a divided list and of those that its links lead to, in order."""
    text = (site / first).read_text(encoding="utf-8")
    links = re.search(r'<ul class="site-list-parts[^>]*>.*?</ul>', text, re.DOTALL)
    assert links
    others = re.findall(r'href="([^"]+)"', links[0])
    return [text, *((site / first).parent.joinpath(each).read_text("utf-8") for each in others)]


def test_the_pages_have_all_entries_once_without_scripts(site: Path) -> None:
    claims = [re.findall(r">Claim (\d+)\.?<", page) for page in _pages(site, "index.html")]
    assert list(map(len, claims)) == [12, 12, 2]
    assert len({each for page in claims for each in page}) == SOURCES
    pages = _pages(site, "sources/index.html")
    titles = [re.findall(r"<title>(.*?)\s*&#8212;", page) for page in pages]
    assert titles == [["Sources"], ["Sources (2/3)"], ["Sources (3/3)"]]
    entries = [re.findall(r'<li id="cite-(s\d+)"', page) for page in pages]
    assert entries == [
        [f"s{number:02}" for number in range(start, min(start + 12, SOURCES))]
        for start in range(0, SOURCES, 12)
    ]
    assert len(list((site / "parts").rglob("*.js"))) == 6
    records = "".join(path.read_text("utf-8") for path in site.parent.rglob("sources/index.html"))
    assert "[&quot;cite-s25&quot;,&quot;source&quot;" in records


def test_every_link_leads_to_what_is_there(site: Path) -> None:
    led_to = set()
    for path in site.rglob("*.html"):
        for link in re.findall(r'<a [^>]*href="([^":]*)"', path.read_text(encoding="utf-8")):
            address, anchor = map(unquote, urldefrag(link))
            to = Path(os.path.normpath(path.parent / address)) if address else path
            to = to / "index.html" if to.is_dir() else to
            assert to.is_file(), (path, link)
            text = to.read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in text, (path, link)
            led_to.add(anchor)
    # From the page that rests on them, and from one that has the bibliography.
    assert {f"cite-s{number:02}" for number in range(SOURCES)} <= led_to


def test_an_address_of_an_entry_leads_on_to_its_part(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'sources/index.html').as_uri()}#cite-s25")
    page.wait_for_selector("#cite-s25:target")
    page.close()
