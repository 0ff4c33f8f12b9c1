"""The data of the site of this repository: valid, complete, and written only when it changes."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pybtex.database import parse_file

from linked_data import problems
from projects import PAGES, ROOT, Built
from sphinx_versus.grammar.names import slug


def _json(data: Built, name: str = "comparisons.json") -> Any:
    return json.loads((data.outdir / name).read_text(encoding="utf-8"))


def _validator(schema: object) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_json_matches_the_schema_that_lies_beside_it(data: Built) -> None:
    schema = _json(data, "comparisons.schema.json")
    Draft202012Validator.check_schema(schema)
    found = _validator(schema).iter_errors(_json(data))
    assert [(error.json_path, error.message) for error in found] == []


def _open(schema: Any) -> Any:
    """Return a schema that lets programs meet what they do not know."""
    if isinstance(schema, list):
        return [*map(_open, schema)]
    if not isinstance(schema, dict):
        return schema
    return {name: _open(each) for name, each in schema.items() if name != "additionalProperties"}


def test_what_the_last_version_had_is_as_it_was(data: Built) -> None:
    before = json.loads(Path(__file__).with_name("comparisons-1.1.schema.json").read_text())
    now = _json(data, "comparisons.schema.json")
    document = _json(data)
    (cells,) = document["comparisons"][0]["dimensions"][0]["cells"][:1]
    cells["value"] = {"value": 5, "unit": "GB"}
    assert _validator(now).is_valid(document)
    assert not _validator(before).is_valid(document)
    found = _validator(_open(before)).iter_errors(document)
    assert [(error.json_path, error.message) for error in found] == []
    for name, part in before["$defs"].items():
        assert set(part.get("required", ())) <= set(now["$defs"][name].get("required", ())), name
        assert set(part.get("properties", ())) <= set(now["$defs"][name].get("properties", ()))


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"mark": "yes"}, True),
        ({"mark": "no", "note": "but soon"}, True),
        ({"low": 0.28, "value": 0.44, "high": 0.6}, True),
        ({"low": 3, "high": "12345678901234567890", "relation": "≈", "unit": "W"}, True),
        ({"value": "1e+400"}, True),
        ({}, False),
        ({"mark": "maybe"}, False),
        ({"mark": "yes", "value": 5}, False),
        ({"low": 3}, False),
        ({"value": "five"}, False),
        ({"value": 5, "relation": "about"}, False),
        ({"unit": "W"}, False),
    ],
)
def test_the_schema_tells_values_from_what_is_none(
    data: Built, value: dict[str, Any], is_one: bool
) -> None:
    schema = _json(data, "comparisons.schema.json")
    cell = {"text": "", "citations": [], "value": value}
    of_cell = {"$defs": schema["$defs"], "$ref": "#/$defs/cell"}
    assert _validator(of_cell).is_valid(cell) == is_one


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["version"], "2.0"),
        (["comparisons", 0, "more"], 1),
        (["comparisons", 0, "reviewed"], "yesterday"),
        (["claims", 0, "certainty"], "sure"),
        (["claims", 0, "sources", 0, "stance"], "mentions"),
        (["comparisons", 0, "dimensions", 0, "cells", 0], "text"),
    ],
)
def test_the_schema_forbids_what_the_format_does_not_have(
    data: Built, path: list[Any], value: object
) -> None:
    document = _json(data)
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    place[last] = value
    assert not _validator(_json(data, "comparisons.schema.json")).is_valid(document)


def test_everything_in_the_data_leads_to_something_in_it(data: Built) -> None:
    document = _json(data)
    known = {
        "pages": {page["name"] for page in document["pages"]},
        "comparisons": {each["key"] for each in document["comparisons"]},
        "claims": {each["id"] for each in document["claims"]},
        "entities": {each["id"] for each in document["entities"]},
        "sources": {each["key"] for each in document["sources"]},
    }
    assert known["pages"] == set(PAGES)
    for each in document["comparisons"]:
        assert each["page"] in known["pages"]
        assert set(each["claims"]) <= known["claims"]
        assert set(each.get("others", [])) <= known["comparisons"]
        assert {*each.get("entities", []), *(side["entity"] for side in each["sides"])} <= known[
            "entities"
        ]
        assert all(len(row["cells"]) == len(each["sides"]) for row in each["dimensions"])
        assert [path for path in each["tables"] if (data.outdir / path).is_file()]
    for each in document["claims"]:
        assert {each["page"], *each.get("quoted_on", [])} <= known["pages"]
        assert set(each.get("about", [])) <= known["entities"]
        assert {key for source in each["sources"] for key in source["keys"]} <= known["sources"]
    for each in document["pages"]:
        assert "bibliography" not in each or (data.outdir / each["bibliography"]).is_file()


def test_the_data_says_what_the_page_does(data: Built) -> None:
    document = _json(data)
    (found,) = (each for each in document["comparisons"] if each["key"] == "learning-vs-training")
    assert [side["name"] for side in found["sides"]] == ["Human Learning", "Model Training"]
    written = (ROOT / "comparisons" / "learning-vs-training.md").read_text(encoding="utf-8")
    rows = []
    for table in found["tables"]:
        with (data.outdir / table).open(encoding="utf-8-sig", newline="") as file:
            head, *more = csv.reader(file)
        assert head[1:] == ["Human Learning", "Model Training"]
        rows += more
    assert [row[0] for row in rows] == [row["name"] for row in found["dimensions"]]
    lines = [line for line in written.splitlines() if line.startswith("| [")]
    assert len(lines) == len(rows)
    (claim,) = (each for each in document["claims"] if each["id"] == found["claims"][0])
    assert claim["statement"]["text"] in written
    assert claim["certainty"] in ("high", "moderate", "low", "very low")
    assert slug(claim["certainty"])


def test_each_page_has_its_own_sources_alone(data: Built) -> None:
    name = "comparisons/learning-vs-training"
    written = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    entries = parse_file(str(data.outdir / "data" / f"{name}.bib")).entries
    everything = parse_file(str(ROOT / "references.bib")).entries
    assert 0 < len(entries) < len(everything)
    for key, entry in entries.items():
        assert key in written
        own = everything[key]
        for private in ("annote", "keywords"):
            own.fields.pop(private, None)
        assert entry == own


@pytest.mark.parametrize("name", PAGES)
def test_linked_data_is_in_the_words_of_schema_org(data: Built, name: str) -> None:
    assert problems(_json(data, f"data/{name}.jsonld")) == []


def test_linked_data_tells_pages_claims_and_lists_apart(data: Built) -> None:
    def types(name: str) -> set[str]:
        return {node["@type"] for node in _json(data, f"data/{name}.jsonld")["@graph"]}

    assert {"WebPage", "Article", "Claim", "ScholarlyArticle"} <= types(
        "comparisons/learning-vs-training"
    )
    assert types("claims") >= {"CollectionPage", "ItemList"}
    assert types("entities/human-memory") >= {"WebPage", "Thing"}
    graph = _json(data, "data/comparisons/learning-vs-training.jsonld")["@graph"]
    for claim in (node for node in graph if node["@type"] == "Claim"):
        assert claim["appearance"]
        assert claim["citation"]
        assert claim["review"]["reviewRating"]["ratingValue"] in (1, 2, 3, 4)


def test_a_checker_of_terms_finds_what_is_none() -> None:
    wrong = {"@type": "Claim", "@id": "x", "certainty": "low", "appearance": {"@type": "Person"}}
    assert problems({"@context": ["https://schema.org"], "@graph": [wrong]}) == [
        "Claim has no certainty",
        "appearance of Claim is a Person",
    ]
    assert problems({"@context": ["https://schema.org"], "@graph": [{"@type": "Opinion"}]}) == [
        "Opinion is no type"
    ]


def test_llms_txt_lists_every_page_once(data: Built) -> None:
    text = (data.outdir / "llms.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "# Versus"
    assert lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Comparisons",
        "## Articles",
        "## Entities",
        "## Data",
        "## Documentation",
        "## Optional",
    ]
    for name in PAGES:
        assert text.count(f"]({name}.html)") == 1, name


def test_the_only_files_are_those_of_the_format(data: Built) -> None:
    found = {path.suffix for path in Path(data.outdir).rglob("*") if path.is_file() and path.suffix}
    assert found == {".json", ".csv", ".bib", ".jsonld", ".txt"}
