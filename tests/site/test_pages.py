"""The pages of the site, as files."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from projects import PAGES, ROOT


class _Page(HTMLParser):
    """Collects the ids, the links, and the cells of side-by-side tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headers: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag == "th":
            self.headers.append((given.get("scope") or "", given.get("class") or ""))


@cache
def _parsed(path: Path) -> _Page:
    """Read a page; most are led to by the links of all others."""
    return _Page(path.read_text(encoding="utf-8"))


def _read(site: Path, name: str) -> _Page:
    return _parsed(site / f"{name}.html")


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_and_none_is_a_number(site: Path, name: str) -> None:
    ids = _read(site, name).ids
    assert [id_ for id_, count in Counter(ids).items() if count > 1] == []
    # Citations and footnotes are counted by docutils; what a link may keep is not.
    ours = [id_ for id_ in ids if "-" in id_]
    assert not [id_ for id_ in ours if re.fullmatch(r"id\d+", id_)]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_the_site_leads_somewhere(site: Path, name: str) -> None:
    for link in _read(site, name).links:
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (site / name).parent / path if path else site / f"{name}.html"
        if not path and not anchor:
            continue
        assert target.is_file(), link
        if anchor:
            assert anchor in _parsed(target.resolve()).ids, link


def test_ids_are_the_designed_ones(site: Path) -> None:
    ids = set(_read(site, "comparisons/learning-vs-training").ids)
    key = "learning-vs-training"
    assert {
        key,
        f"{key}-definitions",
        f"{key}-definitions-human-learning",
        f"{key}-side-by-side",
        f"{key}-strengths-model-training",
        f"{key}-weaknesses",
        f"{key}-row-duration",
        f"{key}-claim-frozen",
        f"{key}-outlook",
        f"{key}-related-entities",
        f"{key}-other-comparisons",
    } <= ids


def test_the_tables_headers_say_what_they_are_for(site: Path) -> None:
    headers = _read(site, "comparisons/learning-vs-training").headers
    written = (ROOT / "comparisons/learning-vs-training.md").read_text(encoding="utf-8")
    tables, rows = written.count("|---|---|---|"), len(re.findall(r"^\| \[", written, re.MULTILINE))
    assert [scope for scope, _ in headers].count("col") == 3 * tables
    assert [scope for scope, _ in headers].count("row") == rows


def test_the_contents_of_a_page_name_every_section_and_no_side_again(site: Path) -> None:
    text = (site / "comparisons/learning-vs-training.html").read_text(encoding="utf-8")
    contents = text[text.index('class="toc-tree"') :]
    for anchor in ("definitions", "side-by-side", "strengths", "evidence"):
        assert f'href="#learning-vs-training-{anchor}"' in contents
    assert "-human-learning" not in contents[: contents.index("</aside>")]


def test_a_card_shows_the_title_and_the_tagline_of_its_target(site: Path) -> None:
    text = (site / "comparisons/learning-vs-training.html").read_text(encoding="utf-8")
    card = text[text.index('class="versus-card"') :][:600]
    assert "Neurons vs Parameters" in card
    assert "category error" in card


def test_the_search_knows_what_each_claim_is_about(site: Path) -> None:
    data = json.loads((site / "comparisons.json").read_text(encoding="utf-8"))
    names = {each["id"]: each["name"] for each in data["entities"]}
    records = (site.parent / "doctrees" / "site_search" / "html").rglob("*.html")
    marks = [
        json.loads(unescape(mark))
        for record in records
        for mark in re.findall(r'<i id="([^"]*)"></i>', record.read_text(encoding="utf-8"))
    ]
    units = [mark for mark in marks if isinstance(mark, list) and mark[1] == "claim"]
    assert {anchor: facets.get("entity", []) for anchor, _, _, _, facets, *_ in units} == {
        claim["id"]: [names[each] for each in claim.get("about", ())] for claim in data["claims"]
    }
    pages = [ROOT / f"{name}.md" for name in PAGES if name.startswith(("articles", "comparisons"))]
    written = [re.findall(r"(?m)^- about:", page.read_text(encoding="utf-8")) for page in pages]
    told = sum(bool(facets["entity"]) for _, _, _, _, facets, *_ in units)
    assert told == sum(map(len, written)) > 0
