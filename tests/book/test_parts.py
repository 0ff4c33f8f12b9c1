"""The parts of the book's builder that are functions of data."""

from __future__ import annotations

import json
import re

import pytest
import typst
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.util.docutils import new_document

from sphinx_versus.site.book import literals
from sphinx_versus.site.book.compile import (
    BrokenOffError,
    Job,
    Message,
    compile_book,
    read_messages,
)
from sphinx_versus.site.book.fonts import needs_others, with_fallbacks
from sphinx_versus.site.book.links import Links, Place
from sphinx_versus.site.book.paragraphs import take_blocks_out
from sphinx_versus.site.book.styles import Styles
from sphinx_versus.site.book.tables import columns_of, shape_of

HERE = Place("doc", "doc.md", 3)


def _value(code: str) -> object:
    """What a piece of code is for the compiler."""
    return json.loads(typst.Compiler(b"-", ignore_system_fonts=True).eval(code))


def _shown(text: str) -> str:
    return text.translate({0xFFFE: "�", 0xFFFF: "�"})


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_stays_text(text: str) -> None:
    assert _value(literals.string(text)) == _shown(text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_breaks_in_long_words_change_no_sign(text: str) -> None:
    code = literals.running_text(text)
    value = _value(f'{{let z = ""; {code}}}')
    assert isinstance(value, str)
    # A space that does not break is one.
    assert value.replace("\xa0", " ") == _shown(text).replace("\xa0", " ")
    assert _value(f"{{let code(..p) = p.pos().join(); {literals.code_text(text)}}}") == _shown(text)


def test_a_per_cent_sign_stays_with_its_number() -> None:
    shown = literals.running_text("In 39 % of % signs, 2\n%")
    assert shown == '"In 39\u00a0% of % signs, 2\u00a0%";'


def literals_as_shown(text: str) -> str:
    return text.translate({0xFFFE: "�", 0xFFFF: "�"}).replace("\n", " ")


def test_control_characters_are_replaced() -> None:
    assert literals.string("a\x00b\x1bc\ud800") == '"a�b�c�"'


def test_numbers_that_the_compiler_cannot_read_are_cut() -> None:
    assert _value(literals.value([10**30, -(10**30)])) == [10**12, -(10**12)]


def test_long_words_get_places_to_break() -> None:
    assert (
        literals.running_text("https://example.org/a") == '"https://";z;"example.";z;"org/";z;"a";'
    )
    assert (
        literals.running_text("an ordinary sentence of words") == '"an ordinary sentence of words";'
    )
    assert literals.running_text("x" * 60).count(";z;") == 7
    assert literals.running_text("学习\n训练") == '"学习训练";'
    # In a column, words that a hyphen can divide stay as they are while there is room for parts.
    assert literals.running_text("Neuroplasticity", room=12) == '"Neuroplasticity";'
    assert literals.running_text("Neuroplasticity", room=6).count(";z;") == 4
    assert literals.running_text("an_id_of_25_signs_in_all", room=12).count(";z;") == 6
    assert literals.code_text("codewithoutanybreak", room=9).count(",") == 4


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        (None, "none"),
        (True, "true"),
        (1.5, "1.5"),
        ([], "()"),
        (["a"], '("a",)'),
        ({}, "(:)"),
        ({"a-b": [1, None]}, '("a-b": (1, none,))'),
    ],
)
def test_data_is_written_as_the_compiler_reads_it(thing: object, code: str) -> None:
    assert literals.value(thing) == code
    assert _value(literals.value(thing)) == thing


def test_targets_that_nothing_leads_to_disappear() -> None:
    links = Links()
    chapter = links.anchor(["a#one"]) + links.anchor(["a#two", "a#second"])
    other = links.link("a#second", HERE, page=True) + "{})" + links.link("a#no", HERE, page=True)
    assert links.fill([chapter, other]) == ['anchor("t1");', 'page-link("t1", {})dead-link(']
    assert [dead.target for dead in links.dead()] == ["a#no"]


def test_what_authors_type_never_ends_a_mark() -> None:
    links = Links()
    typed = '\x02#read("x")\x011\x02\x1f'
    written = [links.anchor([typed]), links.link(typed, HERE, page=True), links.cited(typed)]
    written += [links.name(typed, typed), links.reference(typed), links.label([typed])]
    filled = "".join(links.fill(written))
    assert "read" not in re.sub(r'"(?:\\.|[^"\\])*"', "", filled)
    assert "\x02" not in filled


def test_a_source_knows_where_it_is_cited() -> None:
    links = Links()
    before = links.link("s#x", HERE, page=True)
    source = links.anchor(["s#x"]) + links.cited("s#x")
    after = links.link("s#x", HERE, page=True)
    assert links.fill([before, source, after]) == [
        'cite-link("t0", "t0-0", ',
        'anchor("t0");cited-on(("t0-0", "t0-1",));',
        'cite-link("t0", "t0-1", ',
    ]


def test_a_source_has_a_name_where_a_link_shows_it() -> None:
    links = Links()
    sources = [links.name("s#x", "Knu84"), links.name("s#y", "Lam94")]
    shown = [
        links.link("s#x", HERE, page=False, text="[Knu84]"),
        links.link("s#y", HERE, page=False, text="Lamport, 1994"),
    ]
    assert links.fill(sources + shown)[:2] == ['"Knu84"', '""']


def test_a_class_is_chosen_by_all_that_its_selector_names() -> None:
    styles = Styles({"list_item.point": "point", "a.b": "both"}, ["wide.six"], 6)
    assert styles.function_for(nodes.list_item(classes=["point"])) == "point"
    assert styles.function_for(nodes.inline(classes=["point"])) == ""
    assert styles.function_for(nodes.inline(classes=["b", "c", "a"])) == "both"
    assert styles.is_wide(nodes.container(classes=["wide", "six"]))
    assert not styles.is_wide(nodes.container(classes=["wide"]))


def test_what_the_compiler_says_is_read_with_its_place() -> None:
    text = (
        "error: PDF/UA-1 error: missing alt text\n   ┌─ chapter-3.typ:12:7\n   │\n"
        "error: the text could not be displayed\n = hint: try using a different font\n"
    )
    assert read_messages(text) == [
        Message("missing alt text", "chapter-3.typ", 12, 7, accessibility=True),
        Message("the text could not be displayed"),
    ]


@pytest.mark.parametrize(
    "ending", ["kill -KILL $$", "echo 'memory allocation of 4096 bytes failed' >&2; kill -ABRT $$"]
)
def test_a_book_that_needs_too_much_memory_says_what_to_do(tmp_path, monkeypatch, ending) -> None:
    # The system ends a process in one of these ways where there is no memory left.
    ended = tmp_path / "ended"
    ended.write_text(f"#!/bin/sh\n{ending}\n")
    ended.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(ended))
    job = Job("main.typ", str(tmp_path), "out.pdf", "", 0, [], system_fonts=False)
    with pytest.raises(BrokenOffError, match=r"not enough memory.*typst_documents"):
        compile_book(job)


def test_fonts_are_named_only_where_they_are() -> None:
    available = {"Libertinus Serif", "Noto Serif CJK JP", "Noto Serif CJK SC"}
    assert with_fallbacks(["Libertinus Serif"], available, "ja") == [
        "Libertinus Serif",
        "Noto Serif CJK JP",
    ]
    assert not needs_others("Ω я é “ → ●")
    assert needs_others("a א")


def _table(*rows: str, classes: tuple[str, ...] = ()) -> nodes.table:
    columns = [nodes.colspec(colwidth=10 * (place + 1)) for place in range(rows[0].count("|") + 1)]
    body = nodes.tbody()
    for row in rows:
        cells = [nodes.entry("", nodes.paragraph("", cell)) for cell in row.split("|")]
        body += nodes.row("", *cells)
    group = nodes.tgroup("", *columns, body, cols=len(columns))
    return nodes.table("", group, classes=list(classes))


def test_a_table_in_a_cell_has_rows_of_its_own() -> None:
    table = _table("a|b", "c|d")
    next(table.findall(nodes.entry)).append(_table("x|y|z", "1|2|3"))
    shape = shape_of(table)
    assert [(cell.row, cell.column) for cell in shape.body] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert len(shape.widths) == columns_of(table) == 2


def test_cells_go_round_those_that_cover_several_rows() -> None:
    table = _table("a|b|c", "d|e")
    first = next(table.findall(nodes.entry))
    first["morerows"] = 1
    places = [(cell.row, cell.column) for cell in shape_of(table).body]
    assert places == [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)]


def test_short_columns_are_as_wide_as_their_text_and_long_ones_share_the_page() -> None:
    assert shape_of(_table("a|b")).natural
    shape = shape_of(_table(f"short|{'many words ' * 30}"))
    assert not shape.natural
    assert shape.widths[1] > shape.widths[0]
    given = shape_of(_table("a|b", classes=("colwidths-given",)))
    assert given.widths == [10, 20]


def test_a_small_table_stays_whole_and_a_long_one_has_no_end_of_one_row() -> None:
    small = shape_of(_table("a|b", "c|d", "e|f"))
    # What stays on one page has no row that could be divided.
    assert small.kept() == (set(), 3, 0)
    rows = [f"{number}|{'some words ' * 8}" for number in range(12)]
    assert shape_of(_table(*rows)).kept() == (set(range(12)), 2, 2)
    tall = shape_of(_table(*rows, f"x|{'some words ' * 300}"))
    assert tall.kept() == (set(range(12)), 2, 0)


def _inner(*children: nodes.Node) -> str:
    document = new_document("")
    document += nodes.paragraph("", "", *children, ids=["p"])
    take_blocks_out(document)
    return re.sub(r"\s+", "", "".join(child.pformat() for child in document.children))


def test_blocks_come_out_of_a_paragraph_and_its_text_stays_in_order() -> None:
    text, block = nodes.Text("a"), nodes.paragraph("", "b")
    assert _inner(text.copy()) == '<paragraphids="p">a'
    assert _inner(text.copy(), block.deepcopy(), nodes.Text("c")) == (
        '<paragraphids="p">a<paragraph>b<paragraph>c'
    )
    # A parameter and its first paragraph are one.
    assert _inner(nodes.Text("a - "), block.deepcopy(), nodes.Text("c")) == (
        '<paragraphids="p">a-b<paragraph>c'
    )
    below = nodes.strong("", "s", block.deepcopy(), nodes.emphasis("", "", nodes.Text("e")))
    assert _inner(text.copy(), below) == (
        '<paragraphids="p">a<strong>s<paragraph>b<paragraph><strong><emphasis>e'
    )
    # A picture and a formula are no blocks there.
    assert _inner(nodes.image(uri="x"), nodes.math("", "y")).count("<paragraph") == 1
