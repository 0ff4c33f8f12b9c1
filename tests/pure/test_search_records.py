"""What the search reads of a page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_versus.site.search.forms import digest
from sphinx_versus.site.search.records import Page, Rules, Selector, record

TEXT = """
Title
=====

Before.

.. class:: mine

- one two

Section
-------

.. table::

   ===== =====
   First other
   ===== =====
   a     b
   ===== =====

After the table, with <b> & "quotes".

.. comment that nobody sees
"""

PLAIN = {"doctitle_xform": False}


def _read(rules: Rules, text: str = TEXT, **ids: str) -> tuple[str, list[Any]]:
    """Return the text of a record, and what its marks say."""
    doctree = publish_doctree(text, settings_overrides=PLAIN)
    for node in doctree.findall(nodes.Element):
        if type(node).__name__ in ids:
            node["ids"] = [ids[type(node).__name__]]
    facets = {"": {"tag": ["big one"]}, "item": {"certainty": ["low"]}}
    html = record(doctree, Page("page.html", "en", "page", facets, 0.5), rules)
    marks = [json.loads(unescape(mark)) for mark in re.findall(r'<i id="([^"]*)"></i>', html)]
    return html, marks


def _rules(units: dict[str, str], *excluded: str) -> Rules:
    return Rules(units, excluded)


def test_sections_are_units_and_the_first_is_the_page() -> None:
    html, marks = _read(_rules({}))
    assert marks == [
        ["", "page", "Title", -1, {"tag": ["big one"]}, "", {}, "page.html", 0.5],
        ["section", "section", "Section", 0, {}, "", {}],
        0,
    ]
    assert "&lt;b&gt; &amp;" in html
    assert "nobody sees" not in html
    # Pagefind takes white space out of ids.
    assert not re.search(r'<i id="[^"]*\s', html)


def test_a_row_is_a_unit_and_the_text_comes_back_to_its_section() -> None:
    html, marks = _read(_rules({"table row": "row"}), row="section-row-a")
    assert [mark[1:4] if isinstance(mark, list) else mark for mark in marks] == [
        ["page", "Title", -1],
        ["section", "Section", 0],
        *(["row", "First", 1], 1),
        *(["row", "a", 1], 1),
        0,
    ]
    assert "After the table" in html.split("</i>")[-2]


def test_what_stands_behind_a_unit_can_be_a_part_of_it() -> None:
    doctree = publish_doctree("- one\n- two\n- three\n")
    first, second, _ = doctree.findall(nodes.list_item)
    first["ids"], second["part_of"] = ["item"], "item"
    page = Page("page.html", "en", "page", {})
    html = record(doctree, page, _rules({"list_item": "claim"}))
    marks = [json.loads(unescape(mark)) for mark in re.findall(r'<i id="([^"]*)"></i>', html)]
    assert [mark[0] if isinstance(mark, list) else mark for mark in marks] == ["", "item", 0, 1, 0]
    assert "two" in html.split("</i>")[4]


def test_a_unit_has_its_facets_and_the_words_of_its_own_id() -> None:
    _, marks = _read(_rules({".mine list_item": "claim"}), list_item="item")
    assert marks[1] == ["item", "claim", "one two", 0, {"certainty": ["low"]}, "item", {}]
    _, marks = _read(_rules({"list_item": "claim"}), list_item="title-claim-two")
    assert marks[1][5] == ""
    _, marks = _read(_rules({"list_item": "claim"}), list_item="title-claim-three-two")
    assert marks[1][5] == "three-two"


def test_what_is_excluded_is_not_read() -> None:
    html, _ = _read(_rules({}, ".mine"))
    assert "one two" not in html
    assert "Before." in html


@pytest.mark.parametrize("text", ["", "a > b", "#id", "a..b", ". x"])
def test_what_is_no_selector_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Selector.parse(text)


def test_names_and_identifiers_are_hidden_words_and_no_facets() -> None:
    doctree = publish_doctree("Title\n=====\n\n- one\n- two\n", settings_overrides=PLAIN)
    first, _ = doctree.findall(nodes.list_item)
    first["ids"] = ["item"]
    known = {
        "": {"rests_on": ["10.1000/a-b"]},
        "item": {"names": ["An A"], "ids": ["1706.03762"], "title": ["On one"], "year": []},
    }
    page = Page("page.html", "en", "page", known, audience="writer")
    html = record(doctree, page, _rules({"list_item": "claim"}))
    marks = [json.loads(unescape(mark)) for mark in re.findall(r'<i id="([^"]*)"></i>', html)]
    assert marks[0][4:7] == [{"audience": ["writer"]}, "101000ab", {}]
    own = {"names": ["An A"], "ids": ["arxiv170603762"], "title": [digest("On one")]}
    assert marks[1][4:7] == [{"year": []}, "item An A arxiv170603762", own]
    assert "<div>item An A arxiv170603762</div>" in html
    # Those of a page stand behind its title, as those of others do.
    assert "<h1>Title</h1> <div>101000ab</div>" in html


def test_the_cells_of_a_row_have_the_names_of_their_columns() -> None:
    doctree = publish_doctree(TEXT, settings_overrides=PLAIN)
    for row in doctree.findall(nodes.row):
        row["ids"] = [row.astext()]
        for cell in row:
            cell["label"] = "Column"
    page = Page("page.html", "en", "page", {})
    html = record(doctree, page, _rules({"tbody row": "row"}))
    marks = [json.loads(unescape(mark)) for mark in re.findall(r'<i id="([^"]*)"></i>', html)]
    # The first names the row, and the header is none.
    assert [mark for mark in marks if isinstance(mark, dict)] == [{"part": "Column"}]
