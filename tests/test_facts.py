"""Markdown in, facts and outputs out: one small project, read and written once.

The cases in ``facts/cases.txt`` ask for the facts of a page with their lines,
what the page shows, what the search knows of it, what stands at the end of a
book, and what others may link to. ``make golden`` writes what comes out.
"""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from golden import Case, cases_of, tree_of
from projects import ROOT, read_project, write_project
from small_facts import records_of
from sphinx_versus.api import facts_of
from sphinx_versus.domain import STORED, VersusDomain, domain_of
from sphinx_versus.search import facets
from sphinx_versus.site.book import BACK_MATTER
from sphinx_versus.site.building.fresh_pages import find_stale_readings
from sphinx_versus.site.search.pages import FACETS_EVENT

FOLDER = ROOT / "tests" / "facts"
CONF = """
project = "Drinks"
extensions = [
    "sphinxcontrib.bibtex",
    "sphinx_versus.site.citations",
    "sphinx_versus.search",
    "sphinx_versus.book",
]
bibtex_bibfiles = ["references.bib"]
html_theme = "basic"
site_search_index = False
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    source = tmp_path_factory.mktemp("facts") / "source"
    shutil.copytree(FOLDER, source)
    write_project(source, {"conf.py": CONF})
    app, warnings = read_project(source, "html")
    assert warnings == ""
    return app


@pytest.mark.parametrize("case", cases_of(FOLDER / "cases.txt"), ids=lambda case: case.title)
def test_what_comes_out_is_expected(case: Case, app: Sphinx) -> None:
    word, _, page = case.given.strip().partition(" ")
    match word:
        case "facts":
            lines = list(records_of(domain_of(app.env), page))
        case "page":
            lines = _Page.lines_of((Path(app.outdir) / f"{page}.html").read_text(encoding="utf-8"))
        case "facets":
            doctree = app.env.get_and_resolve_doctree(page, app.builder, tags=app.tags)
            (found,) = app.emit(FACETS_EVENT, page, doctree)
            lines = [f"#{anchor} {facets}" for anchor, facets in found.items()]
        case "book":
            (sections,) = app.emit(BACK_MATTER, app.env, page.split())
            lines = tree_of(sections).splitlines()
        case _:
            objects = sorted(domain_of(app.env).get_objects())
            lines = [" | ".join(map(str, each)) for each in objects]
    case.check("".join(f"{line}\n" for line in lines))


class _Page(HTMLParser):
    """Reads the text of a page as lines: a block each, with its links."""

    BLOCKS = frozenset({"p", "dt", "dd", "caption"})

    @classmethod
    def lines_of(cls, html: str) -> list[str]:
        body = re.search(r'<div class="body" role="main">(.*?)<div class="clearer">', html, re.S)
        assert body
        reader = cls()
        reader.feed(body[1])
        return [line for line in (" ".join(line.split()) for line in reader.lines) if line]

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._open: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        told = given.get("headers") or given.get("data-label")
        mark = {"li": "- ", "td": f"{told} | ", "th": f"{given.get('scope')} # "}
        if tag in mark or tag[0] == "h":
            self.lines.append(mark.get(tag, f"{tag}: "))
        elif tag in self.BLOCKS and not self.lines[-1].endswith(("- ", "| ", "# ")):
            self.lines.append("")
        if tag == "a":
            # The links to where they stand themselves.
            here = "headerlink" in (given.get("class") or "")
            self._open.append(None if here else given.get("href"))
            self.lines[-1] += "" if here else "["

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and (address := self._open.pop()) is not None:
            self.lines[-1] += f"]({address})"

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] is not None:
            self.lines[-1] += data


def test_every_link_within_the_project_leads_to_something(app: Sphinx) -> None:
    pages = {
        path.name: path.read_text(encoding="utf-8") for path in Path(app.outdir).glob("*.html")
    }
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in pages.items()}
    for name in app.env.all_docs:
        for address in re.findall(r'<a [^>]*href="([^"]+)"', pages[f"{name}.html"]):
            page, _, anchor = address.partition("#")
            if ":" not in page and not page.startswith("_"):
                assert not anchor or anchor in ids[page or f"{name}.html"], (name, address)


def test_no_id_stands_twice_on_a_page(app: Sphinx) -> None:
    for path in Path(app.outdir).glob("*.html"):
        ids = re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert sorted(ids) == sorted(set(ids)), path.name


def test_the_domain_forgets_all_that_a_document_has_said(app: Sphinx) -> None:
    domain = VersusDomain(app.env)
    domain.data = {**domain.initial_data, **{kind: {} for kind in STORED}}
    whole = domain_of(app.env).data
    domain.merge_domaindata(set(app.env.all_docs), whole)
    assert [domain.data[kind] for kind in STORED] == [whole[kind] for kind in STORED]
    domain.clear_doc("tea")
    assert all("tea" not in domain.data[kind] for kind in STORED)
    for docname in app.env.all_docs:
        domain.clear_doc(docname)
    assert not any(domain.data[kind] for kind in STORED)


def test_documents_of_other_processes_are_taken_over_and_no_others(app: Sphinx) -> None:
    domain = VersusDomain(app.env)
    domain.data = {**domain.initial_data, **{kind: {} for kind in STORED}}
    domain.merge_domaindata({"tea", "gone"}, domain_of(app.env).data)
    assert {name for kind in STORED for name in domain.data[kind]} == {"tea"}


def test_a_page_is_read_again_when_what_it_links_to_has_come_or_gone(app: Sphinx) -> None:
    def stale(added: set[str], removed: set[str]) -> list[str]:
        return find_stale_readings(app, app.env, added, set(), removed)

    assert stale(set(), {"kitchen"}) == ["tea"]
    assert stale({"kitchen"}, set()) == ["tea"]
    assert stale({"elsewhere"}, {"else"}) == []


def test_the_facets_of_the_search_are_those_of_the_domain(app: Sphinx) -> None:
    facts = facts_of(app.env)
    known = [facets(facts, docname) for docname in sorted(app.env.all_docs)]
    by_id = {anchor: each for page in known for anchor, each in page.items()}
    for anchor, found in facts.claims_by_id.items():
        claim, told = found.claim, by_id[anchor]
        assert told["certainty"] == ([claim.certainty.value] if claim.certainty else [])
        assert told["contested"] == ["yes" if found in facts.contested else "no"]
    for entity in facts.entities_by_slug.values():
        about = {anchor for anchor in facts.claims_by_id if entity.title in by_id[anchor]["entity"]}
        mentioned = {mention.anchor for mention in entity.mentions}
        assert about - mentioned == {each.claim.anchor for each in entity.claims} - mentioned
        compared = {side.comparison.key for side in entity.sides}
        comparisons = facts.comparisons_by_key
        assert {key for key in comparisons if entity.title in by_id[key]["entity"]} == compared
