"""The formats that data is written in: what they keep, and what they guard against."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pybtex.database import parse_string

from hostile import NAMES, unguard
from projects import ROOT
from small_facts import SmallProject
from sphinx_versus.api import (
    Comparison,
    Dimension,
    Entry,
    Mark,
    MarkKind,
    Quantity,
    Relation,
    Run,
    Side,
)
from sphinx_versus.bibliography import entries
from sphinx_versus.data import citing
from sphinx_versus.data.citing import Cited
from sphinx_versus.data.collection import LISTS
from sphinx_versus.data.facts import Project, marked, tables
from sphinx_versus.data.files import files_of
from sphinx_versus.data.formats import FORMATS, bibtex
from sphinx_versus.data.linked import script
from sphinx_versus.data.schema import schema
from sphinx_versus.data.spreadsheet import all_cells, guard, table
from sphinx_versus.data.values import digits, number

FORMULA = re.compile(r"""(?:^|[;\t\r\n])["]*[=+\-@\t\r]""")
ROW = Dimension("row", "Row", 1, "table", (("-1",), ("b",)))
PAGE = Cited(
    title="Tea vs Coffee",
    site="Drinks",
    author="Doe, Jane",
    date=datetime.date(2026, 11, 22),
    url="https://example.org/tea.html",
)


def _comparison(**given: object) -> Comparison:
    record = Comparison("key", "docs/page", 1, "Title", True, (Side("A", "a"), Side("B", "b")))
    return replace(record, **given)  # type: ignore[arg-type]


@given(st.one_of(st.text("=+-@\t\r\n;'\" a\uff1d"), st.text()))
def test_a_guarded_cell_starts_no_formula_and_comes_back(text: str) -> None:
    assert not FORMULA.search(guard(text))
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "'=1", '"=1', "a;=1"])
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guard(text) != text


@pytest.mark.parametrize("text", ["", "a - b", "1-2", "'quoted'", "a; b", "x = y", "−5"])
def test_what_cannot_be_a_formula_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


def test_a_table_is_csv_as_rfc_4180_has_it() -> None:
    rows = tuple(
        Dimension(f"r{place}", name, 1, "table", ((name,), ())) for place, name in enumerate(NAMES)
    )
    text = table(project(), _comparison(), rows)
    assert text.startswith("\ufeffDimension,A,B\r\n")
    found = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert [[unguard(cell) for cell in row] for row in found[1:]] == [
        [name, " ".join(name.split()), ""] for name in NAMES
    ]


def test_what_else_a_row_says_stands_in_columns_of_its_own() -> None:
    grams = (Quantity(Decimal(5), unit="g"), Quantity(Decimal(7), unit="g"))
    rows = (
        replace(ROW, name="One", notes=("So ", Run("doe", "cite", "p")), weight="40%"),
        replace(ROW, name="Two", values=grams, unit="grams", winner=(1,), group="=Many"),
        replace(ROW, name="Three", values=(grams[0], Quantity(Decimal(7))), unit="as written"),
    )
    # No column is for what no row says, and a side may be called like one of ours.
    assert _rows(table(project(), _comparison(), (ROW,))) == [
        ["Dimension", "A", "B"],
        ["Row", "'-1", "b"],
    ]
    sides = (Side("Value", "value"), Side("Unit", "unit"))
    assert _rows(table(project(), _comparison(sides=sides), rows)) == [
        ["Dimension", "Value", "Unit", "Unit", "Group", "Weight", "Notes", "Winner"],
        ["One", "'-1", "b", "", "", "40%", "So (doe)", ""],
        ["Two", "'-1", "b", "g", "'=Many", "", "", "Unit"],
        ["Three", "'-1", "b", "as written", "", "", "", ""],
    ]


def test_values_of_cells_are_columns_of_plain_numbers() -> None:
    values = (
        Quantity(Decimal("-1.50"), Decimal("-2"), Decimal("1E+3"), Relation.ABOUT, "W"),
        Mark(MarkKind.NO, "=soon"),
    )
    row = replace(ROW, values=values, group="Many")
    header, *cells = _rows(all_cells(project(_comparison(dimensions=(row,)))))
    assert [{n: v for n, v in zip(header, cell, strict=True) if v} for cell in cells] == [
        {
            "Comparison": "key",
            "Id": "row",
            "Dimension": "Row",
            "Side": "A",
            "Text": "'-1",
            "Relation": "≈",
            "Low": "-2",
            "Value": "-1.50",
            "High": "1000",
            "Unit": "W",
            "Group": "Many",
        },
        {
            "Comparison": "key",
            "Id": "row",
            "Dimension": "Row",
            "Side": "B",
            "Text": "b",
            "Mark": "no",
            "Note": "'=soon",
            "Group": "Many",
        },
    ]


def project(comparison: Comparison | None = None) -> Project:
    small = SmallProject()
    if comparison:
        small.comparisons[comparison.docname].append(comparison)
    return small.data


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_json_and_csv_as_it_is(exact: Decimal) -> None:
    written = json.dumps(number(exact))
    # A reader that keeps it as a binary number, and one that does not.
    for read in (json.loads(written), json.loads(written, parse_float=str, parse_int=str)):
        assert Decimal(str(read)) == exact
    assert Decimal(digits(exact)) == exact
    # A power is written as one, and not as zeros.
    assert len(digits(exact)) < len(exact.as_tuple().digits) + 40


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        ("20", "20"),
        ("20.0", "20"),
        ("0.1", "0.1"),
        ("-2.50", "-2.5"),
        ("1E+3", "1000"),
        ("12345678901234567890", '"12345678901234567890"'),
        ("0.1234567890123456789", '"0.1234567890123456789"'),
        ("1E+400", '"1e+400"'),
        ("9007199254740993", '"9007199254740993"'),
    ],
)
def test_a_number_is_a_text_where_most_readers_would_change_it(exact: str, written: str) -> None:
    assert json.dumps(number(Decimal(exact))) == written


def test_citations_in_a_text_are_written_as_pandoc_does() -> None:
    prose = (
        "As ",
        Run("doe2001", "cite", "t"),
        " says ",
        Run("a,b", "cite", "p"),
        ".",
    )
    assert marked(prose) == "As @doe2001 says [@a; @b]."


def test_no_key_leads_out_of_the_folder_or_to_the_file_of_another() -> None:
    keys = ["page", "other", "a/b", "a-b", "../../up", "x.y", "Ä" * 300, "Ä" * 301, "%00"]
    rows = (Dimension("first", "First", 1, "table"), Dimension("second", "Second", 2, "table-2"))
    found = [list(tables(_comparison(key=key, dimensions=rows))) for key in keys]
    assert [[row.name for row in rows] for _, rows in found[0]] == [["First"], ["Second"]]
    assert [path for path, _ in found[0]] == ["data/docs/page.csv", "data/docs/page.page.2.csv"]
    paths = [path for tables_of_one in found for path, _ in tables_of_one]
    assert paths[::2][:2] == ["data/docs/page.csv", "data/docs/page.other.csv"]
    assert len(set(paths)) == 2 * len(keys)
    for path in paths:
        assert re.fullmatch(r"data/docs/[^/]+\.csv", path)
        assert len(path.encode()) < 200


@given(st.one_of(st.sampled_from(NAMES), st.text("</scriptSCRIPT>!-&\u2028\u2029\"'\\")))
def test_no_text_ends_the_element_of_linked_data(text: str) -> None:
    element = script({"name": text})
    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == {"name": text}


def _unlatex(text: str) -> str:
    for sign, written in bibtex._LATEX.items():
        if sign != "\\":
            text = text.replace(written, sign)
    return text.replace(r"\textbackslash{}", "\\")


@pytest.mark.parametrize("name", [*NAMES, "}{", "{{{", "\\", "100 %\\"])
def test_any_name_makes_valid_bibtex(name: str) -> None:
    page = replace(PAGE, title=name, author=name)
    entry = parse_string(bibtex.page(page, "key"), "bibtex").entries["key"]
    assert _unlatex(entry.fields["title"][1:-1]) == " ".join(name.split())
    assert len(entry.persons["author"]) == 1
    assert bibtex.latex(name).count("{") == bibtex.latex(name).count("}")


def test_bibtex_is_what_it_was_and_parents_come_last() -> None:
    written = r"""
@inbook{child, author = {M{\"u}ller, J{\"o}rg and {The Group} and others}, title = {On 100\% \{x\}},
  year = {in press}, crossref = {parent}, doi = {https://doi.org/10.1/x}}
@book{parent, title = {Parent}, editor = "Ed Itor", year = 2001, isbn = {1-2}}
@misc{other, title = {Not asked for}}
"""
    data = parse_string(written, "bibtex")
    found = {each.key: each for each in entries(data)}
    text = bibtex.joined(bibtex.sources(found, ["parent", "child"]))
    again = parse_string(text, "bibtex")
    assert list(again.entries) == ["child", "parent"]
    for key, entry in again.entries.items():
        assert entry == data.entries[key]
    child = found["child"]
    assert [author.name for author in child.authors] == ["Jörg Müller", "The Group"]
    assert [author.type for author in child.authors] == ["Person", "Organization"]
    assert (child.title, child.doi, child.year) == ("On 100% {x}", "10.1/x", "in press")


def test_a_parent_comes_along() -> None:
    found = {
        "a": Entry("a", "inbook", fields={"crossref": "b"}, parent="b"),
        "b": Entry("b", "book"),
    }
    text = bibtex.joined(bibtex.sources(found, ["a"]))
    assert text == "@inbook{a,\n  crossref = {b},\n}\n\n@book{b,\n}\n"


def _text(style: object, page: Cited) -> str:
    return "".join(piece.text for piece in style(page))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("style", "changes", "text"),
    [
        (
            "apa",
            {},
            "Doe, Jane. (2026, November 22). Tea vs Coffee. Drinks. https://example.org/tea.html",
        ),
        ("apa", {"author": "", "url": ""}, "Tea vs Coffee. (2026, November 22). Drinks."),
        ("apa", {"author": "Drinks", "date": None, "url": ""}, "Drinks. (n.d.). Tea vs Coffee."),
        ("apa", {"title": "Tea?", "url": ""}, "Doe, Jane. (2026, November 22). Tea? Drinks."),
        (
            "chicago",
            {},
            "Doe, Jane. 2026. “Tea vs Coffee.” Drinks. November 22, 2026. https://example.org/tea.html",
        ),
        ("chicago", {"author": "", "date": None, "url": ""}, "Drinks. n.d. “Tea vs Coffee.”"),
        (
            "mla",
            {},
            "Doe, Jane. “Tea vs Coffee.” Drinks, 22 Nov. 2026, https://example.org/tea.html.",
        ),
        ("mla", {"author": "", "date": None, "url": ""}, "“Tea vs Coffee.” Drinks."),
        (
            "chicago",
            {"language": "de", "url": ""},
            "Doe, Jane. 2026. “Tea vs Coffee.” Drinks. 22. November 2026.",
        ),
        (
            "apa",
            {"within": "Drinks A to Z", "date": None, "url": ""},
            "Doe, Jane. (n.d.). Tea vs Coffee. In Drinks A to Z. Drinks.",
        ),
        (
            "chicago",
            {"within": "Tea?", "date": None, "url": ""},
            "Doe, Jane. n.d. “Tea vs Coffee.” In “Tea?” Drinks.",
        ),
        (
            "mla",
            {"within": "All", "date": None, "url": ""},
            "Doe, Jane. “Tea vs Coffee.” All, Drinks.",
        ),
        ("mla", {"language": "xx", "url": ""}, "Doe, Jane. “Tea vs Coffee.” Drinks, 22 Nov. 2026."),
    ],
)
def test_a_reference_in_each_style(style: str, changes: dict[str, object], text: str) -> None:
    assert _text(getattr(citing, style), replace(PAGE, **changes)) == text  # type: ignore[arg-type]


def test_a_large_collection_is_divided_by_page_and_whole_again_from_its_parts() -> None:
    facts = (ROOT / "tests" / "answers" / "drinks" / "facts.txt").read_text(encoding="utf-8")
    found = SmallProject.of(facts).data
    whole = json.loads(dict(files_of(found, pages=False))["comparisons.json"])
    files = dict(files_of(found, pages=False, longest=100))
    index = json.loads(files["comparisons.json"])
    schema = json.loads(files["comparisons.schema.json"])
    Draft202012Validator(schema).validate(whole)
    Draft202012Validator(schema).validate(index)
    assert index["divided"]
    assert schema["$id"] == "https://drinks.example/comparisons-1.schema.json"
    together: dict[str, dict[str, object]] = {name: {} for name in LISTS}
    for page in index["pages"]:
        part = json.loads(files[page["data"].removeprefix("https://drinks.example/")])
        Draft202012Validator(schema).validate(part)
        assert [each["name"] for each in part["pages"]] == [page["name"]]
        for name, key in zip(LISTS, ("key", "id", "id", "key"), strict=True):
            assert name == "sources" or not together[name].keys() & {e[key] for e in part[name]}
            together[name] |= {each[key]: each for each in part[name]}
    for name, key in zip(LISTS, ("key", "id", "id", "key"), strict=True):
        assert together[name] == {each[key]: each for each in whole[name]}
        assert whole[name]


def test_each_field_of_the_format_says_what_it_is_and_what_states_it() -> None:
    def fields(part: object, name: str) -> Iterator[tuple[str, dict[str, object]]]:
        if isinstance(part, dict):
            named = part.get("properties", {})
            yield from ((f"{name}.{each}", said) for each, said in named.items())
            for key, each in [*part.items(), *named.items()]:
                yield from fields(each, f"{name}.{key}") if key != "properties" else ()

    # What an index has not is no field of it.
    found = [each for each in fields(schema(""), "") if each[1] is not False]
    assert len(found) > 90
    lacking = [name for name, said in found if not {"description", "source"} <= said.keys()]
    assert lacking == []


@pytest.mark.parametrize("name", [*NAMES, "ER  - ", "a\r\nTY  - BOOK", "\x85x\x1cy"])
def test_any_name_is_one_field_in_each_format_of_a_claim_and_its_page(name: str) -> None:
    cited = replace(PAGE, title=name, author=name, within=name)
    records = {form.name: form.joined([form.page(cited, "key")]) for form in FORMATS}
    (item,) = json.loads(records["CSL-JSON"])
    assert (item["title"], item["author"], item["container-title"]) == (
        name,
        [{"literal": name}],
        name,
    )
    lines = records["RIS"].split("\r\n")
    assert lines[:4] == ["TY  - ELEC", "ID  - key", *(
        f"{tag}  - {' '.join(name.split())}" for tag in ("AU", "TI")
    )]  # fmt: skip
    assert [line[:2] for line in lines].count("ER") == 1
    assert parse_string(records["BibTeX"], "bibtex").entries["key"].fields["title"]
